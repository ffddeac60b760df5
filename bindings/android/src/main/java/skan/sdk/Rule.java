package skan.sdk;

import androidx.annotation.NonNull;
import java.util.List;

/** One way to be accepted: each requirement is met by a certificate of its own, all of one holder. Immutable. */
public final class Rule {
  private final boolean holderAgeLimited;
  private final int holderAgeFrom;
  private final int holderAgeTo;
  private final List<Requirement> requirements;

  Rule(RecordReader reader) {
    holderAgeLimited = reader.flag();
    holderAgeFrom = reader.integer();
    holderAgeTo = reader.integer();
    requirements = reader.list(Requirement::new);
  }

  /** Whether the holder's age counts. */
  public boolean isHolderAgeLimited() {
    return holderAgeLimited;
  }

  /** Full years on the day of the check, accepted. */
  public int getHolderAgeFrom() {
    return holderAgeFrom;
  }

  /** Full years on the day of the check, accepted. */
  public int getHolderAgeTo() {
    return holderAgeTo;
  }

  /** At least one. */
  @NonNull
  public List<Requirement> getRequirements() {
    return requirements;
  }
}
