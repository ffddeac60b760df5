package skan.sdk;

import androidx.annotation.NonNull;
import java.nio.charset.StandardCharsets;
import java.util.Locale;

/** What to do with what was presented. Only {@link #ACCEPTED} admits. */
public enum Outcome {
  /** It could neither be confirmed nor refuted: do not admit on this. */
  UNDETERMINED(0),
  /** There is proof that it must not pass: do not admit. */
  REJECTED(1),
  /** Genuine, in force, and accepted by the policy: admit. */
  ACCEPTED(2);

  private final int number;

  Outcome(int number) {
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

  /** One character, each of another form, so that nobody depends on colours: ✔ ✘ ? */
  @NonNull
  public String getMark() {
    NativeCalls.load();
    return new String(NativeCalls.markOf(number), StandardCharsets.UTF_8);
  }

  /** A number that only a newer library knows counts as undetermined. */
  static Outcome of(long number) {
    for (Outcome entry : values()) {
      if (entry.number == number) return entry;
    }
    return UNDETERMINED;
  }
}
