package skan.sdk;

import java.io.File;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Collections;
import java.util.concurrent.atomic.AtomicReference;

/** What is wrong is named, and never ends the virtual machine. */
final class BadInputTest {
  private static final Moment NOW = World.NOW;

  private BadInputTest() {}

  @Case("null is refused by the argument's name: stores")
  static void nullForStores() throws IOException {
    File file = World.fresh("null.db");
    String authority = World.authority();
    Expect.refuses("file", () -> TrustStore.open(null, authority));
    Expect.refuses("authority", () -> TrustStore.open(file, null));
    Expect.refuses("options", () -> TrustStore.open(file, authority, null));
    Expect.refuses("root", () -> TrustStore.provision(file, null, authority, null));
    Expect.refuses("authority", () -> TrustStore.provision(file, new byte[1], null, null));
    try (TrustStore store = World.store()) {
      Expect.refuses("bundle", () -> store.update((byte[]) null, NOW));
      Expect.refuses("bundle", () -> store.update((ByteBuffer) null, NOW));
      Expect.refuses("now", () -> store.update(new byte[1], null));
      Expect.refuses("site", () -> store.updateFrom(null, NOW));
      Expect.refuses("now", () -> store.updateFrom(wanted -> null, null));
      Expect.refuses("now", () -> store.beginUpdate(null));
      Expect.refuses("now", () -> store.noteTime(null));
      Expect.refuses("now", () -> store.status(null));
      Expect.refuses("file", () -> store.exportTo(null));
      Expect.refuses("sitePath", () -> store.readObject(null));
      try (UpdateSession session = store.beginUpdate(NOW)) {
        Expect.refuses("object", () -> session.supply(null));
        Expect.refuses("site", () -> session.runFrom(null));
      }
    }
  }

  @Case("null is refused by the argument's name: verifiers, scanners and words")
  static void nullForTheOthers() throws IOException {
    Expect.refuses("store", () -> new Verifier(null));
    Expect.refuses("options", () -> new Scanner(null));
    Expect.refuses("format", () -> new FrameShape(null, 1, 1));
    Expect.refuses("address", () -> new HttpSite(null));
    Expect.refuses("reason", () -> Words.of((Reason) null, Freshness.NONE, Language.ENGLISH));
    Expect.refuses("freshness", () -> Words.of(Reason.REVOKED, null, Language.ENGLISH));
    Expect.refuses("language", () -> Words.of(Outcome.ACCEPTED, null));
    Expect.refuses("text", () -> SetupCode.parse(null));
    Expect.refuses("language", () -> new Catalogue((Language) null));
    Expect.refuses("tag", () -> new Catalogue.Builder(null, PluralRule.OTHER, Language.ENGLISH));
    try (TrustStore store = World.store(); Verifier verifier = new Verifier(store); Scanner scanner = new Scanner()) {
      Expect.refuses("text", () -> verifier.verify((String) null, NOW));
      Expect.refuses("text", () -> verifier.verify((byte[]) null, NOW));
      Expect.refuses("code", () -> verifier.verify((Code) null, NOW));
      Expect.refuses("now", () -> verifier.verify("x", null));
      Expect.refuses("texts", () -> verifier.verifyTogether(null, NOW));
      Expect.refuses("texts", () -> verifier.verifyTogether(Collections.<byte[]>singletonList(null), NOW));
      Expect.refuses("text", () -> verifier.explain(null, NOW));
      Expect.refuses("text", () -> verifier.explainOn(null, 0));
      Picture blank = Picture.blank(8, 8);
      Expect.refuses("pixels", () -> scanner.process(null, blank.shape(), 0));
      Expect.refuses("pixels", () -> scanner.processLuma(null, 8, 8, 8, 0, 0));
      Expect.refuses("shape", () -> scanner.process(blank.luma, null, 0));
      Expect.refuses("effort", () -> scanner.readStill(blank.luma, blank.shape(), null));
    }
  }

  @Case("arguments that say nothing or too much are refused by their names")
  static void otherArguments() throws IOException {
    File file = World.fresh("bad.db");
    String authority = World.authority();
    Expect.refuses("authority", () -> TrustStore.open(World.path("skan.db").toFile(), "health"));
    Expect.refuses("channel", () -> TrustStore.provision(file, World.root(), authority, ""));
    Expect.refuses("options.channel",
        () -> TrustStore.open(file, authority, OpenOptions.DEFAULT.withChannel("")));
    Expect.refuses("rootVersion", () -> new Anchor(-1, 0, 0, 0));
    Expect.refuses("epoch", () -> new Anchor(0, 1L << 32, 0, 0));
    Expect.refuses("sequence", () -> new Anchor(0, 0, 0, -1));
    Expect.refuses("options.maxCodes", () -> new Scanner(ScannerOptions.DEFAULT.withMaxCodes(0)));
    Expect.refuses("options.max_codes", () -> new Scanner(ScannerOptions.DEFAULT.withMaxCodes(256)));
    Expect.refuses("options.budgetMicros", () -> new Scanner(ScannerOptions.DEFAULT.withBudgetMicros(0)));
    Expect.refuses("options.budget_us", () -> new Scanner(ScannerOptions.DEFAULT.withBudgetMicros(999)));
    for (long window : new long[] {-2, -3, Long.MIN_VALUE, Long.MAX_VALUE}) {
      Expect.refuses("options.repeat_window_us",
          () -> new Scanner(ScannerOptions.DEFAULT.withRepeatWindowMicros(window)));
    }
    for (String address : Arrays.asList("", "trust.example", "ftp://a/b", "http:///x", "http://u:p@a/", "http://a/?q")) {
      Expect.refuses("address", () -> new HttpSite(address));
    }
    try (TrustStore store = World.store()) {
      Expect.refuses("policy", () -> new Verifier(store, ""));
    }
  }

  @Case("a session refuses what is not its turn")
  static void sessions() throws IOException {
    try (TrustStore store = World.store(); UpdateSession session = store.beginUpdate(NOW)) {
      Expect.fails(IllegalArgumentException.class, "", session::commit);
      session.notFound();
      Expect.same("head", session.getWanted().getPath());
      Expect.failsWith(ErrorCode.MALFORMED, session::notFound);
      Expect.same(null, session.getWanted());
      Expect.failsWith(ErrorCode.MALFORMED, session::commit);
      Expect.failsWith(ErrorCode.MALFORMED, () -> session.supply(new byte[3]));
    }
  }

  @Case("buffers that are not direct or too short, and shapes out of range, are refused by the name of what is wrong")
  static void frames() throws IOException {
    ByteBuffer luma = ByteBuffer.allocateDirect(64 * 48);
    FrameShape shape = new FrameShape(PixelFormat.LUMA, 64, 48);
    try (Scanner scanner = new Scanner()) {
      refused(scanner, "pixels", ByteBuffer.allocate(64 * 48), shape);
      refused(scanner, "pixels", ByteBuffer.wrap(new byte[64 * 48]).asReadOnlyBuffer(), shape);
      refused(scanner, "frame.pixels", ByteBuffer.allocateDirect(0), shape);
      refused(scanner, "frame.pixels", ByteBuffer.allocateDirect(64 * 48 - 1), shape);
      ByteBuffer limited = luma.duplicate();
      limited.limit(64 * 48 - 1);
      refused(scanner, "frame.pixels", limited, shape);
      ByteBuffer late = luma.duplicate();
      late.position(1);
      refused(scanner, "frame.pixels", late, shape);
      refused(scanner, "frame.pixels", late.slice(), shape);
      refused(scanner, "frame.pixels", luma, new FrameShape(PixelFormat.NV21, 64, 48));
      refused(scanner, "frame.pixels", luma, new FrameShape(PixelFormat.RGBA, 64, 48));
      refused(scanner, "frame.pixels", luma, new FrameShape(PixelFormat.LUMA, 32_000, 32_000));
      refused(scanner, "frame.pixels", luma, shape.withStrides(Integer.MAX_VALUE, 0));
      refused(scanner, "frame.row_stride", luma, shape.withStrides(63, 0));
      refused(scanner, "frame.row_stride", luma, shape.withStrides(-64, 0));
      refused(scanner, "frame.row_stride", luma, shape.withStrides(Integer.MIN_VALUE, 0));
      refused(scanner, "frame.row_stride", luma, shape.withStrides(64, 2));
      refused(scanner, "frame.pixel_stride", luma, shape.withStrides(64, Integer.MAX_VALUE));
      refused(scanner, "frame.pixel_stride", luma, shape.withStrides(0, -1));
      refused(scanner, "frame.width", luma, new FrameShape(PixelFormat.LUMA, 0, 48));
      refused(scanner, "frame.height", luma, new FrameShape(PixelFormat.LUMA, 64, -1));
      refused(scanner, "frame.width", luma, new FrameShape(PixelFormat.LUMA, Integer.MAX_VALUE, Integer.MAX_VALUE));
      refused(scanner, "frame.rotation", luma, shape.withRotation(45));
      scanner.process(luma, shape, 1_000);
      Expect.refuses("timestamp_us", () -> scanner.process(luma, shape, 999));
      Expect.refuses("timestamp_us", () -> scanner.process(luma, shape, -1));
      scanner.process(luma.asReadOnlyBuffer(), shape, 2_000);
      try (TrustStore store = World.store()) {
        Expect.refuses("bundle", () -> store.update(ByteBuffer.allocate(9), NOW));
        Expect.failsWith(ErrorCode.MALFORMED, () -> store.update(ByteBuffer.allocateDirect(0), NOW));
      }
    }
  }

  private static void refused(Scanner scanner, String argument, ByteBuffer pixels, FrameShape shape) {
    Expect.refuses(argument, () -> scanner.process(pixels, shape, 0));
    Expect.refuses(argument, () -> scanner.readStill(pixels, shape, Effort.FAST));
  }

  @Case("the native side checks position and limit by itself, and arrays that do not agree")
  static void nativeSide() throws IOException {
    NativeCalls.load();
    ByteBuffer luma = ByteBuffer.allocateDirect(64);
    long scanner = NativeCalls.createScanner(1, 0, 0);
    try {
      int[][] ranges = {{-1, 64}, {0, 65}, {1, 64}, {64, 1}, {0, -1}, {Integer.MAX_VALUE, Integer.MAX_VALUE}};
      for (int[] range : ranges) {
        Expect.refuses("pixels", () -> NativeCalls.process(scanner, luma, range[0], range[1], 1, 8, 8, 8, 1, 0, false, 0));
      }
      Expect.refuses("pixels", () -> NativeCalls.process(scanner, null, 0, 0, 1, 8, 8, 8, 1, 0, false, 0));
      Expect.refuses("frame.row_stride",
          () -> NativeCalls.process(scanner, luma, 0, 64, 1, 8, 8, Long.MIN_VALUE, 1, 0, false, 0));
      Expect.refuses("frame.pixels",
          () -> NativeCalls.process(scanner, luma, 0, 64, 1, 8, 8, Long.MAX_VALUE, 1, 0, false, 0));
      Expect.refuses("frame.format", () -> NativeCalls.process(scanner, luma, 0, 64, 99, 8, 8, 8, 1, 0, false, 0));
      Expect.refuses("index", () -> NativeCalls.seen(scanner, 1, 0));
    } finally {
      NativeCalls.freeScanner(scanner);
    }
    Expect.refuses("scanner", () -> NativeCalls.reset(0));
    Expect.refuses("store", () -> NativeCalls.refresh(0));
    try (TrustStore store = World.store()) {
      long pointer = store.handle().enter();
      long verifier = NativeCalls.createVerifier(pointer, null, 0, false);
      store.handle().leave();
      Expect.refuses("texts", () -> NativeCalls.verifyTogether(verifier, new byte[2], new int[] {1, 2}, 0, 0, 0));
      Expect.refuses("texts", () -> NativeCalls.verifyTogether(verifier, new byte[2], new int[] {-1, 2}, 0, 0, 0));
      Expect.refuses("source", () -> NativeCalls.verify(verifier, new byte[2], 0, 9, 0));
      NativeCalls.freeVerifier(verifier);
    }
  }

  @Case("what is closed says so, however often, and closing again does nothing")
  static void closed() throws IOException {
    TrustStore store = World.store();
    UpdateSession session = store.beginUpdate(NOW);
    Verifier verifier = new Verifier(store);
    Scanner scanner = new Scanner();
    AutoCloseable[] owners = {session, verifier, scanner, store};
    for (int i = 0; i < 2; ++i) {
      for (AutoCloseable owner : owners) {
        try {
          owner.close();
        } catch (Exception e) {
          throw new AssertionError(e);
        }
      }
    }
    Expect.isClosed("store", () -> store.status(NOW));
    Expect.isClosed("store", () -> store.update(new byte[1], NOW));
    Expect.isClosed("store", () -> store.update(ByteBuffer.allocateDirect(1), NOW));
    Expect.isClosed("store", () -> store.updateFrom(wanted -> null, NOW));
    Expect.isClosed("store", () -> store.beginUpdate(NOW));
    Expect.isClosed("store", store::refresh);
    Expect.isClosed("store", () -> store.noteTime(NOW));
    Expect.isClosed("store", store::getAnchor);
    Expect.isClosed("store", () -> store.exportTo(World.fresh("closed.db")));
    Expect.isClosed("store", () -> store.readObject("head"));
    Expect.isClosed("store", () -> new Verifier(store));
    Expect.isClosed("session", session::getWanted);
    Expect.isClosed("session", () -> session.supply(new byte[1]));
    Expect.isClosed("session", session::notFound);
    Expect.isClosed("session", session::getDeltaRefusal);
    Expect.isClosed("session", session::commit);
    Expect.isClosed("verifier", () -> verifier.verify("x", NOW));
    Expect.isClosed("verifier", () -> verifier.verifyTogether(Collections.singletonList(new byte[1]), NOW));
    Expect.isClosed("verifier", () -> verifier.explain("x", NOW));
    Expect.isClosed("verifier", () -> verifier.explainOn("x", 0));
    Picture blank = Picture.blank(8, 8);
    Expect.isClosed("scanner", () -> scanner.process(blank.luma, blank.shape(), 0));
    Expect.isClosed("scanner", () -> scanner.readStill(blank.luma, blank.shape(), Effort.FAST));
    Expect.isClosed("scanner", scanner::reset);
  }

  @Case("a second thread inside process() is refused, and the first goes on")
  static void secondThread() throws Exception {
    Picture picture = Picture.of("good.pgm");
    AtomicReference<Throwable> refusal = new AtomicReference<>();
    try (Scanner scanner = new Scanner(ScannerOptions.DEFAULT.withRepeatWindowMicros(0))) {
      Runnable camera = () -> {
        try {
          while (refusal.get() == null) scanner.process(picture.luma, picture.shape(), 1_000);
        } catch (Throwable thrown) {
          refusal.compareAndSet(null, thrown);
        }
      };
      Thread first = new Thread(camera);
      Thread second = new Thread(camera);
      first.start();
      second.start();
      first.join(60_000);
      second.join(60_000);
      Expect.fails(IllegalStateException.class, "scanner: another thread is inside", () -> {
        throw (Exception) refusal.get();
      });
      scanner.process(picture.luma, picture.shape(), 2_000);
    }
  }

  @Case("a session in the hands of two threads refuses one of them")
  static void secondThreadInSession() throws Exception {
    byte[] large = new byte[8 << 20];
    AtomicReference<Throwable> refusal = new AtomicReference<>();
    try (TrustStore store = World.store(); UpdateSession session = store.beginUpdate(NOW)) {
      Runnable transport = () -> {
        while (refusal.get() == null) {
          try {
            session.getWanted();
          } catch (Throwable thrown) {
            refusal.compareAndSet(null, thrown);
          }
        }
      };
      Thread first = new Thread(transport);
      Thread second = new Thread(transport);
      first.start();
      second.start();
      first.join(60_000);
      second.join(60_000);
      Expect.fails(IllegalStateException.class, "session", () -> {
        throw (Exception) refusal.get();
      });
      Expect.fails(SkanException.class, "", () -> session.supply(large));
    }
  }

  @Case("what a source of objects throws comes out as it is, and the data in force stays")
  static void sourcesThatThrow() throws IOException {
    try (TrustStore store = World.store()) {
      Expect.fails(IOException.class, "no net", () -> store.updateFrom(wanted -> {
        throw new IOException("no net");
      }, NOW));
      Expect.fails(IllegalMonitorStateException.class, "odd", () -> store.updateFrom(wanted -> {
        throw new IllegalMonitorStateException("odd");
      }, NOW));
      Expect.same(1L, store.status(NOW).getSequence());
    }
  }
}
