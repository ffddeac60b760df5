package skan.sdk;

import androidx.annotation.NonNull;

/** One entry of a list in plain words, for the people at the door. Immutable; holds nothing about a holder. */
public final class Words {
  // Numbers of SKAN_LIST_...
  static final int STATUS = 1;
  static final int OUTCOME = 2;
  static final int REASON = 3;
  static final int NOTE = 4;
  static final int FRESHNESS = 5;
  static final int CLOCK_STATE = 6;
  static final int REVOCATION = 7;
  static final int KIND = 8;
  static final int HINT = 13;
  static final int LINK_FAULT = 14;

  private static final int FIRST_OF_PROGRAM = 100;

  private final String headline;
  private final String meaning;
  private final String operatorAction;
  private final String holderAction;

  private Words() {
    headline = "";
    meaning = "";
    operatorAction = "";
    holderAction = "";
  }

  Words(RecordReader reader) {
    headline = reader.text();
    meaning = reader.text();
    operatorAction = reader.text();
    holderAction = reader.text();
  }

  /** The words for an outcome. */
  @NonNull
  public static Words of(@NonNull Outcome outcome, @NonNull Language language) {
    return read(OUTCOME, Arguments.given(outcome, "outcome").getNumber(), Freshness.NONE, language);
  }

  /**
   * The words for a reason.
   *
   * @param freshness that of the verdict's evidence: an update is suggested only where it can help
   */
  @NonNull
  public static Words of(@NonNull Reason reason, @NonNull Freshness freshness, @NonNull Language language) {
    return read(REASON, Arguments.given(reason, "reason").getNumber(), freshness, language);
  }

  /** The words for a note. */
  @NonNull
  public static Words of(@NonNull Note note, @NonNull Language language) {
    return read(NOTE, Arguments.given(note, "note").getNumber(), Freshness.NONE, language);
  }

  /** The words for a hint, for the person who holds the code; all empty for {@link Hint#NONE}. */
  @NonNull
  public static Words of(@NonNull Hint hint, @NonNull Language language) {
    return read(HINT, Arguments.given(hint, "hint").getNumber(), Freshness.NONE, language);
  }

  /** The words for what gave a link away; all empty for {@link LinkFault#NONE}. */
  @NonNull
  public static Words of(@NonNull LinkFault linkFault, @NonNull Language language) {
    return read(LINK_FAULT, Arguments.given(linkFault, "linkFault").getNumber(), Freshness.NONE, language);
  }

  /** The words for the age of the trust data. */
  @NonNull
  public static Words of(@NonNull Freshness freshness, @NonNull Language language) {
    return read(FRESHNESS, Arguments.given(freshness, "freshness").getNumber(), Freshness.NONE, language);
  }

  /** The words for what is known about the device's clock. */
  @NonNull
  public static Words of(@NonNull ClockState clock, @NonNull Language language) {
    return read(CLOCK_STATE, Arguments.given(clock, "clock").getNumber(), Freshness.NONE, language);
  }

  /** The words for what the status list said. */
  @NonNull
  public static Words of(@NonNull Revocation revocation, @NonNull Language language) {
    return read(REVOCATION, Arguments.given(revocation, "revocation").getNumber(), Freshness.NONE, language);
  }

  /** The words for what a certificate attests: a headline only. */
  @NonNull
  public static Words of(@NonNull Kind kind, @NonNull Language language) {
    return read(KIND, Arguments.given(kind, "kind").getNumber(), Freshness.NONE, language);
  }

  /** The words for a failure; all empty for faults of the program: IN_USE, OTHER_ABI, INTERNAL. */
  @NonNull
  public static Words of(@NonNull ErrorCode code, @NonNull Language language) {
    Arguments.given(language, "language");
    if (Arguments.given(code, "code").getNumber() >= FIRST_OF_PROGRAM) return new Words();
    return read(STATUS, Arguments.given(code, "code").getNumber(), Freshness.NONE, language);
  }

  private static Words read(int list, int number, Freshness freshness, Language language) {
    Arguments.given(freshness, "freshness");
    Arguments.given(language, "language");
    NativeCalls.load();
    byte[] record = NativeCalls.words(list, number, freshness.getNumber(), language.getNumber());
    return new Words(new RecordReader(record));
  }

  /** At most three words, for a big screen. */
  @NonNull
  public String getHeadline() {
    return headline;
  }

  /** One clause without full stop: what was found. */
  @NonNull
  public String getMeaning() {
    return meaning;
  }

  /** One clause without full stop: what to do; empty for nothing. */
  @NonNull
  public String getOperatorAction() {
    return operatorAction;
  }

  /** The same for the holder; empty for nothing. */
  @NonNull
  public String getHolderAction() {
    return holderAction;
  }

  @Override
  @NonNull
  public String toString() {
    return headline + ": " + meaning;
  }
}
