package skan.sdk;

import androidx.annotation.NonNull;

/** What an update did. Immutable. */
public final class UpdateReport {
  private final boolean changed;
  private final long sequence;
  private final long issuedAt;

  UpdateReport(RecordReader reader) {
    changed = reader.flag();
    sequence = reader.number();
    issuedAt = reader.number();
  }

  /** False: the same data was in force already. */
  public boolean isChanged() {
    return changed;
  }

  /** The sequence of the data in force now. */
  public long getSequence() {
    return sequence;
  }

  /** Its signed time, in UTC seconds since 1970. */
  public long getIssuedAt() {
    return issuedAt;
  }

  @Override
  @NonNull
  public String toString() {
    return "UpdateReport " + (changed ? "changed" : "unchanged") + " " + sequence + " " + issuedAt;
  }
}
