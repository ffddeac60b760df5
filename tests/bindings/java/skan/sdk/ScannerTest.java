package skan.sdk;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** From frames and pictures to texts. */
final class ScannerTest {
  private ScannerTest() {}

  @Case("a camera's frames lead to an accepted verdict")
  static void toVerdict() throws IOException {
    Picture picture = Picture.of("good.pgm");
    try (TrustStore store = World.store(); Verifier verifier = new Verifier(store); Scanner scanner = new Scanner()) {
      Code code = picture.scannedWith(scanner, 0).getCodes().get(0);
      Expect.same(World.card(World.GOOD), code.getText());
      Expect.same(World.card(World.GOOD), new String(code.getBytes(), StandardCharsets.UTF_8));
      Expect.same(Outcome.ACCEPTED, verifier.verify(code, World.NOW).getOutcome());
      for (int corner = 0; corner < 4; ++corner) {
        Expect.that(code.getX(corner) > 0 && code.getX(corner) < picture.width, "inside");
        Expect.that(code.getY(corner) > 0 && code.getY(corner) < picture.height, "inside");
      }
      Expect.refuses("corner", () -> code.getX(4));
      Expect.that(!code.toString().contains("SKN1"), "nothing of the content");
    }
  }

  @Case("a code that stays is a repeat without its text, and new again after reset()")
  static void repeats() throws IOException {
    Picture picture = Picture.of("good.pgm");
    try (Scanner scanner = new Scanner()) {
      picture.scannedWith(scanner, 0);
      ScanEvent again = scanner.process(picture.luma, picture.shape(), 400_000);
      for (int i = 1; i < 9 && again.getRepeats().isEmpty(); ++i) {
        again = scanner.process(picture.luma, picture.shape(), 400_000 + i * 33_000L);
      }
      Expect.same(0, again.getCodes().size());
      Expect.same("", again.getRepeats().get(0).getText());
      scanner.reset();
      Expect.same(1, picture.scannedWith(scanner, 0).getCodes().size());
    }
  }

  @Case("without a repeat window every frame's code is new")
  static void withoutWindow() throws IOException {
    Picture picture = Picture.of("good.pgm");
    try (Scanner scanner = new Scanner(ScannerOptions.DEFAULT.withRepeatWindowMicros(0).withMaxCodes(1))) {
      picture.scannedWith(scanner, 0);
      picture.scannedWith(scanner, 400_000);
    }
  }

  @Case("a picture with gaps, behind a buffer's position, turned and in colour is read")
  static void strides() throws IOException {
    Picture picture = Picture.of("good.pgm");
    ByteBuffer colour = picture.asRgba();
    FrameShape shape = new FrameShape(PixelFormat.RGBA, picture.width, picture.height)
        .withStrides(picture.width * 4 + 12, 4).withRotation(90).withMirrored(true);
    try (Scanner scanner = new Scanner()) {
      StillScan still = scanner.readStill(colour, shape, Effort.NORMAL);
      Expect.same(World.card(World.GOOD), still.getCodes().get(0).getText());
      Expect.same(5, colour.position());
    }
  }

  @Case("all codes of a still picture are read, up to the limit")
  static void stills() throws IOException {
    Picture picture = Picture.of("two.pgm");
    try (Scanner scanner = new Scanner(); Scanner one = new Scanner(ScannerOptions.DEFAULT.withMaxCodes(1))) {
      StillScan both = scanner.readStill(picture.luma, picture.shape(), Effort.THOROUGH);
      Expect.same(2, both.getCodes().size());
      Expect.same(false, both.isLimitReached());
      Expect.same(World.card(World.GOOD), both.getCodes().get(0).getText());
      Expect.same(true, one.readStill(picture.luma, picture.shape(), Effort.THOROUGH).isLimitReached());
      Picture blank = Picture.blank(64, 64);
      Expect.same(0, scanner.readStill(blank.luma, blank.shape(), Effort.FAST).getCodes().size());
    }
  }

  @Case("frames without codes make no Java object")
  static void allocations() {
    com.sun.management.ThreadMXBean threads = (com.sun.management.ThreadMXBean) ManagementFactory.getThreadMXBean();
    long thread = Thread.currentThread().getId();
    Picture blank = Picture.blank(320, 240);
    try (Scanner scanner = new Scanner()) {
      long[] allocated = new long[6];  // what loading classes takes is in the first rounds
      for (int round = 0; round < allocated.length; ++round) {
        long before = threads.getThreadAllocatedBytes(thread);
        frames(scanner, blank, round * 200, round * 200 + 200);
        allocated[round] = threads.getThreadAllocatedBytes(thread) - before;
      }
      Expect.same("[0, 0, 0]", Arrays.toString(Arrays.copyOfRange(allocated, 3, 6)));
    }
  }

  private static void frames(Scanner scanner, Picture picture, int from, int to) {
    for (int i = from; i < to; ++i) {
      scanner.processLuma(picture.luma, picture.width, picture.height, picture.width, 0, i * 33_000L);
    }
  }
}
