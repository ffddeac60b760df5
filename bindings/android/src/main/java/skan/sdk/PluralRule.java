package skan.sdk;

/** Which form of a word a number takes (Unicode CLDR, cardinal plurals of whole numbers). */
public enum PluralRule {
  /** 1 day, 2 days: English, German, Kazakh and most others. */
  ONE_OTHER(0),
  /** Three forms: Russian, Ukrainian, Belarusian. */
  SLAVIC(1),
  /** One form for all: Chinese, Vietnamese. */
  OTHER(2);

  private final int number;

  PluralRule(int number) {
    this.number = number;
  }

  /** The number of this entry, the same in every language and version. */
  public int getNumber() {
    return number;
  }
}
