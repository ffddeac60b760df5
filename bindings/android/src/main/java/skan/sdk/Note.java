package skan.sdk;

import androidx.annotation.NonNull;
import java.util.Locale;

/** What else there is to know about an accepted certificate. */
public enum Note {
  /** Issued after the revocation list was made. */
  ISSUED_AFTER_LIST(1),
  /** The trust data is getting old. */
  DATA_AGEING(2),
  /** Certificates of this issuer are not listed when withdrawn. */
  REVOCATION_NOT_AVAILABLE(3),
  /** The code does not prove who shows it: compare name, birth date and document. */
  DOCUMENT_CHECK_REQUIRED(5),
  /** Judged at a time that was stated, not by the clock. */
  STATED_TIME(6),
  /** A training certificate, in practice mode: admit nobody by it. */
  PRACTICE(7);

  private final int number;

  Note(int number) {
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

  /** A note that only a newer library knows asks for the most care. */
  static Note of(long number) {
    for (Note entry : values()) {
      if (entry.number == number) return entry;
    }
    return DOCUMENT_CHECK_REQUIRED;
  }
}
