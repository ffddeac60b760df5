package skan.sdk;

import androidx.annotation.NonNull;
import java.util.Locale;

/** What the person who holds the code can do about it. */
public enum Hint {
  /** Nothing to say. */
  NONE(0),
  /** The code is too small in the picture. */
  CLOSER(1),
  /** It is blurred. */
  HOLD_STILL(2),
  /** A torch would help. */
  TOO_DARK(3),
  /** A light is reflected in it. */
  GLARE(4),
  /** Part of it is outside the picture. */
  CUT_OFF(5);

  private final int number;

  Hint(int number) {
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
  static Hint of(long number) {
    for (Hint entry : values()) {
      if (entry.number == number) return entry;
    }
    return NONE;
  }
}
