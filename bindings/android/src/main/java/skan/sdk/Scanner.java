package skan.sdk;

import androidx.annotation.NonNull;
import java.nio.ByteBuffer;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * Reads QR codes from camera frames one after another, or from still pictures. What it returns is unverified content for
 * a {@link Verifier}. Pixels are neither copied nor kept; a frame without codes makes no Java object.
 *
 * <p>process() and reset() belong to one thread at a time: a second one inside gets an IllegalStateException. readStill()
 * may be called from several threads, also beside process(). close() may come at any time: calls inside end first, and
 * the buffer that they were given must stay valid until then. After close() methods throw IllegalStateException.
 */
public final class Scanner implements AutoCloseable {
  private final Handle handle;
  private final AtomicBoolean busy = new AtomicBoolean();

  /** A scanner with the defaults. */
  public Scanner() {
    this(ScannerOptions.DEFAULT);
  }

  /**
   * A scanner.
   *
   * @throws IllegalArgumentException for options out of range
   */
  public Scanner(@NonNull ScannerOptions options) {
    Arguments.given(options, "options");
    if (options.getMaxCodes() == 0) throw new IllegalArgumentException("options.maxCodes: is 0");
    if (options.getBudgetMicros() == 0) throw new IllegalArgumentException("options.budgetMicros: is 0");
    NativeCalls.load();
    handle = Handle.of(this, Handle.Kind.SCANNER, NativeCalls.createScanner(options.getMaxCodes(),
        options.getBudgetMicros(), nativeWindow(options.getRepeatWindowMicros())));
  }

  /** In the C interface 0 is the default, and -2 what is 0 here; smaller numbers are refused there. */
  private static long nativeWindow(long micros) {
    if (micros == 0) return -2;
    return micros < ScannerOptions.REPEAT_UNTIL_ANOTHER_CODE ? Long.MIN_VALUE : micros;
  }

  /**
   * Takes the next frame of a camera, whose brightness is the first plane of it: of CameraX and Camera2 with
   * YUV_420_888.
   *
   * @param luma a direct buffer; the first pixel is at its position
   * @param rowStride bytes from one row to the next
   * @param rotation degrees clockwise that set the picture upright: 0, 90, 180 or 270
   * @param timestampMicros the frame's time in microseconds on any clock that does not go back
   * @throws IllegalArgumentException naming what is wrong: a buffer that is not direct or too short for the numbers, a
   *     number out of range, a timestamp that is negative or earlier than the last one
   * @throws SkanException CAPACITY if memory runs out, CRYPTO_UNAVAILABLE
   */
  @NonNull
  public ScanEvent processLuma(@NonNull ByteBuffer luma, int width, int height, int rowStride, int rotation,
      long timestampMicros) {
    return process(luma, PixelFormat.LUMA, width, height, rowStride, 0, rotation, false, timestampMicros);
  }

  /**
   * Takes the next frame of a camera.
   *
   * @param pixels a direct buffer; the first pixel is at its position, and nothing beyond its limit is read
   * @param timestampMicros the frame's time in microseconds on any clock that does not go back
   * @throws IllegalArgumentException as processLuma()
   * @throws SkanException as processLuma()
   */
  @NonNull
  public ScanEvent process(@NonNull ByteBuffer pixels, @NonNull FrameShape shape, long timestampMicros) {
    Arguments.given(shape, "shape");
    return process(pixels, shape.format, shape.width, shape.height, shape.rowStride, shape.pixelStride, shape.rotation,
        shape.mirrored, timestampMicros);
  }

  private ScanEvent process(ByteBuffer pixels, PixelFormat format, int width, int height, int rowStride,
      int pixelStride, int rotation, boolean mirrored, long timestampMicros) {
    Arguments.given(pixels, "pixels");
    long scanner = handle.enter();
    try {
      begin();
      try {
        return event(scanner, NativeCalls.process(scanner, pixels, pixels.position(), pixels.remaining(),
            format.getNumber(), width, height, rowStride, pixelStride, rotation, mirrored, timestampMicros));
      } finally {
        busy.set(false);
      }
    } finally {
      handle.leave();
    }
  }

  /** The native side packs an event into one number: the hint, from bit 8 on the codes, from bit 32 on the repeats. */
  private static ScanEvent event(long scanner, long packed) {
    int hint = (int) (packed & 0xFF);
    int codes = (int) (packed >>> 8 & 0xFFFF);
    int repeats = (int) (packed >>> 32 & 0xFFFF);
    if (codes == 0 && repeats == 0) return ScanEvent.withoutCodes(hint);
    return ScanEvent.read(hint, NativeCalls.seen(scanner, codes, repeats));
  }

  private void begin() {
    if (!busy.compareAndSet(false, true)) {
      throw new IllegalStateException("scanner: another thread is inside process() or reset()");
    }
  }

  /** Forgets tracks, repeats and timestamps, as when a camera is opened anew. */
  public void reset() {
    long scanner = handle.enter();
    try {
      begin();
      try {
        NativeCalls.reset(scanner);
      } finally {
        busy.set(false);
      }
    } finally {
      handle.leave();
    }
  }

  /**
   * Reads every code of a still picture; that there is none is no failure. With {@link Effort#THOROUGH} it may take
   * seconds: call it off the main thread.
   *
   * @param pixels as for process()
   * @throws IllegalArgumentException as process()
   * @throws SkanException CAPACITY if memory runs out
   */
  @NonNull
  public StillScan readStill(@NonNull ByteBuffer pixels, @NonNull FrameShape shape, @NonNull Effort effort) {
    Arguments.given(pixels, "pixels");
    Arguments.given(shape, "shape");
    Arguments.given(effort, "effort");
    long scanner = handle.enter();
    try {
      return StillScan.read(NativeCalls.readStill(scanner, pixels, pixels.position(), pixels.remaining(),
          shape.format.getNumber(), shape.width, shape.height, shape.rowStride, shape.pixelStride, shape.rotation,
          shape.mirrored, effort.getNumber()));
    } finally {
      handle.leave();
    }
  }

  /** Closes the scanner. Calls inside end first; a second close() does nothing. */
  @Override
  public void close() {
    handle.close();
  }
}
