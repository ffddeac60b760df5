package skan.sdk;

import androidx.annotation.NonNull;
import java.util.Locale;

/** How a policy counts age. */
public enum AgeUnit {
  /** Hours. */
  HOURS(0),
  /** Days of the policy's time zone. */
  DAYS(1),
  /** Calendar months of the policy's time zone. */
  MONTHS(2);

  private final int number;

  AgeUnit(int number) {
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

  /** A number that only a newer library knows counts as hours, the shortest. */
  static AgeUnit of(long number) {
    for (AgeUnit entry : values()) {
      if (entry.number == number) return entry;
    }
    return HOURS;
  }
}
