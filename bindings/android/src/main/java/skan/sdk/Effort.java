package skan.sdk;

/** How long a scanner may look at a still picture. */
public enum Effort {
  /** The picture as it stands, and what is cheap. */
  FAST(0),
  /** Every step of the ladder, until something is read. */
  NORMAL(1),
  /** Every step, at every size, for everything that may be in the picture. */
  THOROUGH(2);

  private final int number;

  Effort(int number) {
    this.number = number;
  }

  /** The number of this entry, the same in every language and version. */
  public int getNumber() {
    return number;
  }
}
