package skan.sdk;

import androidx.annotation.NonNull;
import java.util.Locale;

/** What is known about the device's clock. */
public enum ClockState {
  /** No trust data to compare it with. */
  UNKNOWN(0),
  /** Nothing contradicts it. */
  PLAUSIBLE(1),
  /** The signed data, or the certificate itself, is later than it by more than 5 minutes. */
  SUSPECT(2),
  /** Not the clock's: a time that was stated. */
  STATED(3);

  private final int number;

  ClockState(int number) {
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

  /** A number that only a newer library knows counts as suspect. */
  static ClockState of(long number) {
    for (ClockState entry : values()) {
      if (entry.number == number) return entry;
    }
    return SUSPECT;
  }
}
