package skan.sdk;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/**
 * Every call of the native library. Texts travel as UTF-8, results as records that {@link RecordReader} takes apart.
 * The library is loaded by the first use of a class that needs it, never by a static initializer, so that a failure can
 * be caught and is told each time.
 */
final class NativeCalls {
  /** SKAN_ABI_VERSION of the release that these classes belong to: 65536 * major + minor. */
  static final int ABI_VERSION = 1;

  private static volatile boolean loaded;

  private NativeCalls() {}

  /**
   * Loads libskan.so, once.
   *
   * @throws UnsatisfiedLinkError if there is none for this processor
   * @throws SkanException {@link ErrorCode#OTHER_ABI} if it is not of this release
   */
  static void load() {
    if (!loaded) loadOnce();
  }

  private static synchronized void loadOnce() {
    if (loaded) return;
    System.loadLibrary("skan");
    byte[] problem = connect(ABI_VERSION);
    if (problem != null) throw new SkanException(ErrorCode.OTHER_ABI, new String(problem, StandardCharsets.UTF_8));
    loaded = true;
  }

  /** Called by the native side: what to throw for a status of the C interface. */
  static Throwable failure(int status, byte[] message) {
    String text = new String(message, StandardCharsets.UTF_8);
    ErrorCode code = ErrorCode.of(status);
    switch (code) {
      case INVALID_ARGUMENT:
        return new IllegalArgumentException(text);
      case IN_USE:
        return new IllegalStateException(text);
      default:
        return new SkanException(code, text);
    }
  }

  private static native byte[] connect(int abiVersion);

  static native byte[] version();

  static native int outcomeOf(int reason);

  static native byte[] markOf(int outcome);

  static native byte[] words(int list, int number, int freshness, int language);

  static native long createCatalogue(int language);

  static native long deriveCatalogue(byte[] tag, int plurals, int base);

  static native void freeCatalogue(long catalogue);

  static native void setText(long catalogue, byte[] key, byte[] text);

  static native byte[] languageOf(long catalogue);

  static native byte[] wordsIn(long catalogue, int list, int number, int freshness);

  static native byte[] count(long catalogue, long number, int unit);

  static native byte[] age(long catalogue, long seconds);

  static native byte[] date(long catalogue, int day);

  static native byte[] dateAndTime(long catalogue, long time, int utcOffsetMinutes);

  static native byte[] setupCode(byte[] text);

  static native boolean isFingerprint(byte[] text, byte[] words);

  static native long provision(byte[] path, byte[] root, byte[] authority, byte[] channel);

  static native long open(byte[] path, byte[] authority, byte[] channel, boolean hasAnchor, long rootVersion,
      long epoch, long dataRootVersion, long sequence);

  static native void freeStore(long store);

  static native boolean refresh(long store);

  static native void noteTime(long store, long now, int source);

  static native byte[] anchor(long store);

  static native void exportTo(long store, byte[] path);

  static native byte[] readObject(long store, byte[] sitePath);

  static native byte[] status(long store, long now, int source, boolean countRevoked);

  static native byte[] update(long store, byte[] bundle, long now, int source);

  static native byte[] updateDirect(long store, ByteBuffer bundle, int offset, int length, long now, int source);

  static native long begin(long store, long now, int source);

  static native void freeSession(long session);

  static native byte[] wanted(long session);

  static native void supply(long session, byte[] object);

  static native void notFound(long session);

  static native byte[] deltaRefusal(long session);

  static native byte[] commit(long session);

  static native long createVerifier(long store, byte[] policy, long clockFloor, boolean practice);

  static native void freeVerifier(long verifier);

  static native byte[] verify(long verifier, byte[] text, long now, int source, long catalogue);

  static native byte[] verifyTogether(long verifier, byte[] joined, int[] lengths, long now, int source,
      long catalogue);

  static native byte[] noCode();

  static native byte[] explain(long verifier, byte[] text, long now, int source);

  static native byte[] explainOn(long verifier, byte[] text, int day);

  static native long createScanner(int maxCodes, long budgetMicros, long repeatWindowMicros);

  static native void freeScanner(long scanner);

  static native long process(long scanner, ByteBuffer pixels, int offset, int length, int format, int width,
      int height, long rowStride, long pixelStride, int rotation, boolean mirrored, long timestampMicros);

  static native byte[] seen(long scanner, int codes, int repeats);

  static native void reset(long scanner);

  static native byte[] readStill(long scanner, ByteBuffer pixels, int offset, int length, int format, int width,
      int height, long rowStride, long pixelStride, int rotation, boolean mirrored, int effort);
}
