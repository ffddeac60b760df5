package skan.sdk;

import androidx.annotation.NonNull;
import java.util.Locale;

/** What ends acceptance, or begins it. */
public enum ChangeCause {
  /** Nothing. */
  NONE(0),
  /** An age that the policy asks for. */
  POLICY(1),
  /** The certificate's own first or last moment. */
  VALIDITY(2),
  /** The trust data will be too old. */
  DATA_AGE(3),
  /** The revocation list will be too old for a certificate that is newer than it. */
  LIST_AGE(4);

  private final int number;

  ChangeCause(int number) {
    this.number = number;
  }

  /** The number of this entry, the same in every language and version. */
  public int getNumber() {
    return number;
  }

  /** The stable name, as in JSON and in sdk/doc/reasons.md. */
  @NonNull
  public String getStableName() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** A number that only a newer library knows counts as none. */
  static ChangeCause of(long number) {
    for (ChangeCause entry : values()) {
      if (entry.number == number) return entry;
    }
    return NONE;
  }
}
