package skan.sdk;

/** Where a time comes from. It decides which defences apply. */
public enum ClockSource {
  /** The device's clock: checked against the signed data, and may be found suspect. */
  DEVICE(0),
  /** Named by a person (a rehearsal, an audit): believed, and shown in the evidence. */
  STATED(1);

  private final int number;

  ClockSource(int number) {
    this.number = number;
  }

  /** The number of this entry, the same in every language and version. */
  public int getNumber() {
    return number;
  }
}
