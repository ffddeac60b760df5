package skan.sdk;

/** The languages that are built in, of {@link Words}, {@link Catalogue} and fingerprints. */
public enum Language {
  /** English. */
  ENGLISH(0),
  /** Russian. */
  RUSSIAN(1);

  private final int number;

  Language(int number) {
    this.number = number;
  }

  /** The number of this entry, the same in every language and version. */
  public int getNumber() {
    return number;
  }
}
