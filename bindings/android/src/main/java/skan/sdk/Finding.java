package skan.sdk;

import androidx.annotation.NonNull;

/** Which rule of the policy refused, with its figures: the material of a sentence in any language. Immutable. */
public final class Finding {
  private final Refusal refusal;
  private final int holderAgeFrom;
  private final int holderAgeTo;
  private final long age;
  private final long boundary;
  private final int utcOffsetMinutes;
  private final Requirement requirement;

  Finding(RecordReader reader) {
    refusal = Refusal.of(reader.number());
    holderAgeFrom = reader.integer();
    holderAgeTo = reader.integer();
    age = reader.number();
    boundary = reader.number();
    utcOffsetMinutes = reader.integer();
    requirement = new Requirement(reader);
  }

  /** Why. */
  @NonNull
  public Refusal getRefusal() {
    return refusal;
  }

  /** For {@link Refusal#HOLDER_AGE}: full years, accepted. */
  public int getHolderAgeFrom() {
    return holderAgeFrom;
  }

  /** For {@link Refusal#HOLDER_AGE}: full years, accepted. */
  public int getHolderAgeTo() {
    return holderAgeTo;
  }

  /** For too early and too late: the event's age in full units of the requirement. */
  public long getAge() {
    return age;
  }

  /** In UTC seconds: from when it is met, or was no longer. */
  public long getBoundary() {
    return boundary;
  }

  /** The time zone in which the policy counts days. */
  public int getUtcOffsetMinutes() {
    return utcOffsetMinutes;
  }

  /** What was asked; for {@link Refusal#INCOMPLETE} what is missing. */
  @NonNull
  public Requirement getRequirement() {
    return requirement;
  }
}
