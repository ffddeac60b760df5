package skan.sdk;

import androidx.annotation.NonNull;
import java.nio.charset.StandardCharsets;

/** The native library behind this package. Its first use loads it. Safe from several threads. */
public final class Skan {
  private Skan() {}

  /**
   * The library's version, for example "0.1.0". An app that calls this when it starts learns there, and not at the door,
   * that the library is missing.
   *
   * @throws UnsatisfiedLinkError if there is no libskan.so for this processor
   * @throws SkanException {@link ErrorCode#OTHER_ABI} if classes and library are not of one release
   */
  @NonNull
  public static String version() {
    NativeCalls.load();
    return new String(NativeCalls.version(), StandardCharsets.UTF_8);
  }
}
