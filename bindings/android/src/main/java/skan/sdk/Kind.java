package skan.sdk;

import androidx.annotation.NonNull;
import androidx.annotation.Nullable;
import java.util.Locale;

/** What a certificate attests. */
public enum Kind {
  /** A vaccination. */
  VACCINATED(1),
  /** A recovery. */
  RECOVERED(2),
  /** A test. */
  TESTED(3);

  private final int number;

  Kind(int number) {
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

  /** Null for 0, none, and for a kind that only a newer library knows. */
  @Nullable
  static Kind of(long number) {
    for (Kind entry : values()) {
      if (entry.number == number) return entry;
    }
    return null;
  }
}
