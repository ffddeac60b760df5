package skan.sdk;

import androidx.annotation.NonNull;
import androidx.annotation.Nullable;
import java.util.List;

/** What a policy's rule asks of one certificate: a kind within an age, counted from the event. Immutable. */
public final class Requirement {
  private final Kind kind;
  private final AgeUnit unit;
  private final long minimumAge;
  private final long maximumAge;
  private final boolean courseComplete;
  private final int minimumDose;
  private final List<String> products;

  Requirement(RecordReader reader) {
    kind = Kind.of(reader.number());
    unit = AgeUnit.of(reader.number());
    minimumAge = reader.number();
    maximumAge = reader.number();
    courseComplete = reader.flag();
    minimumDose = reader.integer();
    products = reader.list(RecordReader::text);
  }

  /** The kind; null in a finding that is not about one requirement. */
  @Nullable
  public Kind getKind() {
    return kind;
  }

  /** How age is counted. */
  @NonNull
  public AgeUnit getUnit() {
    return unit;
  }

  /** The first accepted age, in the unit. */
  public long getMinimumAge() {
    return minimumAge;
  }

  /** The last accepted age, in the unit. */
  public long getMaximumAge() {
    return maximumAge;
  }

  /** A stated dose must be the last of the course. */
  public boolean isCourseComplete() {
    return courseComplete;
  }

  /** The dose must be stated and at least this; 0: any. */
  public int getMinimumDose() {
    return minimumDose;
  }

  /** Accepted products; none: any. */
  @NonNull
  public List<String> getProducts() {
    return products;
  }
}
