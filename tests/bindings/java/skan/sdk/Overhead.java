package skan.sdk;

import java.lang.management.ManagementFactory;
import java.nio.ByteBuffer;
import java.util.Arrays;

/** What a frame costs from Java over the same frame through the C interface, in the same run, interleaved. */
final class Overhead {
  private static final int ROUNDS = 30;
  private static final int FRAMES = 300;

  private Overhead() {}

  private static native long create();

  private static native void run(long scanner, ByteBuffer luma, int width, int height, long first, long[] nanos);

  public static void main(String[] arguments) {
    NativeCalls.load();
    System.loadLibrary("skan_java_loop");
    compare(1920, 1080);
    compare(64, 64);
  }

  private static void compare(int width, int height) {
    Picture blank = Picture.blank(width, height);
    long throughC = create();
    long[] java = new long[ROUNDS * FRAMES];
    long[] c = new long[ROUNDS * FRAMES];
    long allocated = 0;
    try (Scanner scanner = new Scanner()) {
      for (int round = -10; round < ROUNDS; ++round) {
        long first = (round + 10L) * FRAMES;
        long[] its = new long[FRAMES];
        run(throughC, blank.luma, width, height, first, its);
        if (round >= 0) System.arraycopy(its, 0, c, round * FRAMES, FRAMES);
        allocated = frames(scanner, blank, first, its);
        if (round >= 0) System.arraycopy(its, 0, java, round * FRAMES, FRAMES);
      }
    }
    NativeCalls.freeScanner(throughC);
    double difference = (median(java) - median(c)) / 1000.0;
    System.out.printf("%d x %d, nothing moving: median %.2f us from Java, %.2f us through C, overhead %.2f us a frame; "
        + "%d bytes allocated in %d frames%n", width, height, median(java) / 1000.0, median(c) / 1000.0, difference,
        allocated, FRAMES);
  }

  /** Returns the bytes that the frames have allocated. */
  private static long frames(Scanner scanner, Picture picture, long first, long[] nanos) {
    com.sun.management.ThreadMXBean threads = (com.sun.management.ThreadMXBean) ManagementFactory.getThreadMXBean();
    long thread = Thread.currentThread().getId();
    long before = threads.getThreadAllocatedBytes(thread);
    long unmeasured = threads.getThreadAllocatedBytes(thread) - before;
    before = threads.getThreadAllocatedBytes(thread);
    for (int i = 0; i < nanos.length; ++i) {
      long start = System.nanoTime();
      scanner.processLuma(picture.luma, picture.width, picture.height, picture.width, 0, (first + i) * 33_000L);
      nanos[i] = System.nanoTime() - start;
    }
    return threads.getThreadAllocatedBytes(thread) - before - unmeasured;
  }

  private static long median(long[] nanos) {
    long[] sorted = nanos.clone();
    Arrays.sort(sorted);
    return sorted[sorted.length / 2];
  }
}
