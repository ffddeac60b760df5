package skan.sdk;

import androidx.annotation.NonNull;
import androidx.annotation.Nullable;
import java.util.Locale;

/** A field of a certificate that an operator may be shown. */
public enum Field {
  /** Both names, masked. */
  NAME(0),
  /** The birth date. */
  BIRTH_DATE(1),
  /** The document's tail, masked. */
  DOCUMENT(2),
  /** What it attests. */
  KIND(3),
  /** When it took place. */
  EVENT(4),
  /** The vaccine, or the test's method. */
  PRODUCT(5),
  /** Which dose of how many. */
  DOSE(6),
  /** The region. */
  REGION(7),
  /** The certificate's number. */
  NUMBER(8);

  private final int number;

  Field(int number) {
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

  /** Null for a field that only a newer library knows: it is not shown. */
  @Nullable
  static Field of(long number) {
    for (Field entry : values()) {
      if (entry.number == number) return entry;
    }
    return null;
  }
}
