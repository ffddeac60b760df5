package skan.sdk;

import androidx.annotation.NonNull;
import java.util.Locale;

/** What the status list said. */
public enum Revocation {
  /** The check was not reached. */
  NOT_CHECKED(0),
  /** On the list, not withdrawn. */
  NOT_REVOKED(1),
  /** On the list, withdrawn. */
  REVOKED(2),
  /** Newer than the list, within the policy's allowance. */
  ISSUED_AFTER_LIST(3),
  /** This key's certificates are not listed. */
  NOT_AVAILABLE(4),
  /** The list does not cover the index, or could not be read. */
  UNKNOWN(5);

  private final int number;

  Revocation(int number) {
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

  /** A number that only a newer library knows counts as unknown. */
  static Revocation of(long number) {
    for (Revocation entry : values()) {
      if (entry.number == number) return entry;
    }
    return UNKNOWN;
  }
}
