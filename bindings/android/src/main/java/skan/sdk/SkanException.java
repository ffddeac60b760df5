package skan.sdk;

import androidx.annotation.NonNull;

/**
 * The check itself could not be done: a store that cannot be read, an update that is refused. That a certificate is
 * forged, withdrawn or expired is no exception but a {@link Verdict}. The message is one English sentence with the
 * remedy, and never holds anything about a holder.
 */
public final class SkanException extends RuntimeException {
  private static final long serialVersionUID = 1;

  private final ErrorCode code;

  SkanException(ErrorCode code, String message) {
    super(message);
    this.code = code;
  }

  /** What to decide by. */
  @NonNull
  public ErrorCode getCode() {
    return code;
  }
}
