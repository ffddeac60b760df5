package skan.sdk;

import androidx.annotation.NonNull;
import java.util.Locale;

/** Why a policy does not accept what was presented. The greater number is nearer to acceptance. */
public enum Refusal {
  /** It accepts. */
  NONE(0),
  /** It accepts no certificate of this kind. */
  KIND(1),
  /** Not this vaccine, or not this method of testing. */
  PRODUCT(2),
  /** Not the last dose of the course, or too few. */
  DOSE(3),
  /** The holder is too young or too old for the rule. */
  HOLDER_AGE(4),
  /** The event is longer ago than accepted. */
  TOO_LATE(5),
  /** The event is not as long ago as it must be. */
  TOO_EARLY(6),
  /** Accepted together with another certificate, which was not presented. */
  INCOMPLETE(7),
  /** The certificates presented together are not of one person. */
  OTHER_HOLDER(8);

  private final int number;

  Refusal(int number) {
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

  /** A number that only a newer library knows counts as the farthest from acceptance. */
  static Refusal of(long number) {
    for (Refusal entry : values()) {
      if (entry.number == number) return entry;
    }
    return KIND;
  }
}
