package skan.sdk;

import androidx.annotation.NonNull;

/** One entry of a list in plain words, for the people at the door. Immutable; holds nothing about a holder. */
public final class Words {
  private final String headline;
  private final String meaning;
  private final String operatorAction;
  private final String holderAction;

  private Words(RecordReader reader) {
    headline = reader.text();
    meaning = reader.text();
    operatorAction = reader.text();
    holderAction = reader.text();
  }

  /** The words for an outcome. */
  @NonNull
  public static Words of(@NonNull Outcome outcome, @NonNull Language language) {
    return read(2, Arguments.given(outcome, "outcome").getNumber(), Freshness.NONE, language);
  }

  /**
   * The words for a reason.
   *
   * @param freshness that of the verdict's evidence: an update is suggested only where it can help
   */
  @NonNull
  public static Words of(@NonNull Reason reason, @NonNull Freshness freshness, @NonNull Language language) {
    return read(3, Arguments.given(reason, "reason").getNumber(), freshness, language);
  }

  /** The words for a note. */
  @NonNull
  public static Words of(@NonNull Note note, @NonNull Language language) {
    return read(4, Arguments.given(note, "note").getNumber(), Freshness.NONE, language);
  }

  /** The words for a hint, for the person who holds the code; all empty for {@link Hint#NONE}. */
  @NonNull
  public static Words of(@NonNull Hint hint, @NonNull Language language) {
    return read(13, Arguments.given(hint, "hint").getNumber(), Freshness.NONE, language);
  }

  /** The words for what gave a link away; all empty for {@link LinkFault#NONE}. */
  @NonNull
  public static Words of(@NonNull LinkFault linkFault, @NonNull Language language) {
    return read(14, Arguments.given(linkFault, "linkFault").getNumber(), Freshness.NONE, language);
  }

  /** The words for the age of the trust data. */
  @NonNull
  public static Words of(@NonNull Freshness freshness, @NonNull Language language) {
    return read(5, Arguments.given(freshness, "freshness").getNumber(), Freshness.NONE, language);
  }

  /** The words for what is known about the device's clock. */
  @NonNull
  public static Words of(@NonNull ClockState clock, @NonNull Language language) {
    return read(6, Arguments.given(clock, "clock").getNumber(), Freshness.NONE, language);
  }

  /** The words for what the status list said. */
  @NonNull
  public static Words of(@NonNull Revocation revocation, @NonNull Language language) {
    return read(7, Arguments.given(revocation, "revocation").getNumber(), Freshness.NONE, language);
  }

  /** The words for what a certificate attests: a headline only. */
  @NonNull
  public static Words of(@NonNull Kind kind, @NonNull Language language) {
    return read(8, Arguments.given(kind, "kind").getNumber(), Freshness.NONE, language);
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
}
