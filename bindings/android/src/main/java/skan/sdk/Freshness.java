package skan.sdk;

import androidx.annotation.NonNull;
import java.util.Locale;

/** How old the trust data is. */
public enum Freshness {
  /** No trust data. */
  NONE(0),
  /** Within the first tier, 24 hours by default. */
  FRESH(1),
  /** Within the second, 72 hours by default; the age is worth showing. */
  RECENT(2),
  /** Within the third, 7 days by default; accepted with a note. */
  AGEING(3),
  /** Beyond: nothing is accepted. */
  STALE(4);

  private final int number;

  Freshness(int number) {
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

  /** A number that only a newer library knows counts as no data. */
  static Freshness of(long number) {
    for (Freshness entry : values()) {
      if (entry.number == number) return entry;
    }
    return NONE;
  }
}
