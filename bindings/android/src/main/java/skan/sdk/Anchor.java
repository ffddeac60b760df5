package skan.sdk;

import androidx.annotation.NonNull;

/**
 * The newest data that a store is known to have held. An app that keeps it where the store's editors cannot reach, and
 * gives it to {@link TrustStore#open(java.io.File, String, OpenOptions)}, notices a store that was set back. Immutable.
 */
public final class Anchor {
  private final long rootVersion;
  private final long epoch;
  private final long dataRootVersion;
  private final long sequence;

  /**
   * What was kept of an earlier anchor.
   *
   * @throws IllegalArgumentException if a number is negative, or one but the sequence has more than 32 bits
   */
  public Anchor(long rootVersion, long epoch, long dataRootVersion, long sequence) {
    this.rootVersion = checked(rootVersion, "rootVersion");
    this.epoch = checked(epoch, "epoch");
    this.dataRootVersion = checked(dataRootVersion, "dataRootVersion");
    if (sequence < 0) throw new IllegalArgumentException("sequence: is negative");
    this.sequence = sequence;
  }

  private static long checked(long number, String argument) {
    if (number < 0 || number > 0xFFFF_FFFFL) throw new IllegalArgumentException(argument + ": is out of range");
    return number;
  }

  static Anchor read(byte[] record) {
    RecordReader reader = new RecordReader(record);
    return new Anchor(reader.number(), reader.number(), reader.number(), reader.number());
  }

  /** Of the newest root. */
  public long getRootVersion() {
    return rootVersion;
  }

  /** Of the data. */
  public long getEpoch() {
    return epoch;
  }

  /** Of the root that the data are signed under; 0: no data yet. */
  public long getDataRootVersion() {
    return dataRootVersion;
  }

  /** Of the data; 0: no data yet. */
  public long getSequence() {
    return sequence;
  }

  @Override
  public boolean equals(Object other) {
    if (!(other instanceof Anchor)) return false;
    Anchor that = (Anchor) other;
    return rootVersion == that.rootVersion && epoch == that.epoch && dataRootVersion == that.dataRootVersion
        && sequence == that.sequence;
  }

  @Override
  public int hashCode() {
    return Long.valueOf(sequence * 31 + rootVersion).hashCode();
  }

  @Override
  @NonNull
  public String toString() {
    return "Anchor " + rootVersion + " " + epoch + " " + dataRootVersion + " " + sequence;
  }
}
