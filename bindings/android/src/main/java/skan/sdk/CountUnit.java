package skan.sdk;

/** What {@link Catalogue#count} counts. */
public enum CountUnit {
  /** Seconds. */
  SECONDS(0),
  /** Minutes. */
  MINUTES(1),
  /** Hours. */
  HOURS(2),
  /** Days. */
  DAYS(3),
  /** Months. */
  MONTHS(4),
  /** Years. */
  YEARS(5),
  /** Doses of a vaccine. */
  DOSES(6),
  /** Pictures. */
  PICTURES(7),
  /** Texts. */
  TEXTS(8);

  private final int number;

  CountUnit(int number) {
    this.number = number;
  }

  /** The number of this entry, the same in every language and version. */
  public int getNumber() {
    return number;
  }
}
