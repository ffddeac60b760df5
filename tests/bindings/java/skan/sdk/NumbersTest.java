package skan.sdk;

import java.util.Locale;

/** Numbers, names and words. */
final class NumbersTest {
  private NumbersTest() {}

  /** One line an entry: LIST ENTRY NUMBER. run_java.py holds them against the headers of the C interface. */
  public static void main(String[] arguments) {
    System.out.println("ABI VERSION " + NativeCalls.ABI_VERSION);
    for (ErrorCode each : ErrorCode.values()) print("ERROR", each, each.getNumber());
    for (Outcome each : Outcome.values()) print("OUTCOME", each, each.getNumber());
    for (Reason each : Reason.values()) print("REASON", each, each.getNumber());
    for (Note each : Note.values()) print("NOTE", each, each.getNumber());
    for (ClockSource each : ClockSource.values()) print("CLOCK_SOURCE", each, each.getNumber());
    for (Freshness each : Freshness.values()) print("FRESHNESS", each, each.getNumber());
    for (ClockState each : ClockState.values()) print("CLOCK_STATE", each, each.getNumber());
    for (Revocation each : Revocation.values()) print("REVOCATION", each, each.getNumber());
    for (Kind each : Kind.values()) print("KIND", each, each.getNumber());
    for (Field each : Field.values()) print("FIELD", each, each.getNumber());
    for (AgeUnit each : AgeUnit.values()) print("AGE_UNIT", each, each.getNumber());
    for (Refusal each : Refusal.values()) print("REFUSAL", each, each.getNumber());
    for (LinkFault each : LinkFault.values()) print("LINK_FAULT", each, each.getNumber());
    for (ChangeCause each : ChangeCause.values()) print("CHANGE_CAUSE", each, each.getNumber());
    for (Hint each : Hint.values()) print("HINT", each, each.getNumber());
    for (PixelFormat each : PixelFormat.values()) print("PIXEL_FORMAT", each, each.getNumber());
    for (Effort each : Effort.values()) print("EFFORT", each, each.getNumber());
    for (PluralRule each : PluralRule.values()) print("PLURAL_RULE", each, each.getNumber());
    for (CountUnit each : CountUnit.values()) print("UNIT", each, each.getNumber());
    for (Language each : Language.values()) print("LANGUAGE", each, each.getNumber());
  }

  private static void print(String list, Enum<?> entry, int number) {
    System.out.println(list + " " + entry.name() + " " + number);
  }

  @Case("a number that only a newer library knows is taken for the least favourable")
  static void unknownNumbers() {
    long unknown = 99;
    Expect.same(Outcome.UNDETERMINED, Outcome.of(unknown));
    Expect.same(Reason.NEEDS_NEWER_APP, Reason.of(unknown));
    Expect.same(Note.DOCUMENT_CHECK_REQUIRED, Note.of(unknown));
    Expect.same(Freshness.NONE, Freshness.of(unknown));
    Expect.same(ClockState.SUSPECT, ClockState.of(unknown));
    Expect.same(Revocation.UNKNOWN, Revocation.of(unknown));
    Expect.same(null, Kind.of(unknown));
    Expect.same(null, Field.of(unknown));
    Expect.same(AgeUnit.HOURS, AgeUnit.of(unknown));
    Expect.same(Refusal.KIND, Refusal.of(unknown));
    Expect.same(LinkFault.FOREIGN_HOST, LinkFault.of(unknown));
    Expect.same(ChangeCause.NONE, ChangeCause.of(unknown));
    Expect.same(Hint.NONE, Hint.of(unknown));
    Expect.same(ErrorCode.INTERNAL, ErrorCode.of(999));
    Expect.same(Hint.NONE, ScanEvent.withoutCodes(99).getHint());
    Expect.same(Hint.CUT_OFF, ScanEvent.withoutCodes(Hint.CUT_OFF.getNumber()).getHint());
  }

  @Case("the library tells its version")
  static void version() {
    Expect.that(Skan.version().matches("[0-9]+\\.[0-9]+\\.[0-9]+"), Skan.version());
  }

  @Case("stable names are those of JSON in every locale")
  static void names() {
    Locale before = Locale.getDefault();
    Locale.setDefault(new Locale("tr"));
    try {
      Expect.same("policy_refused", Reason.POLICY_REFUSED.getStableName());
      Expect.same("issued_after_list", Revocation.ISSUED_AFTER_LIST.getStableName());
    } finally {
      Locale.setDefault(before);
    }
  }

  @Case("each reason leads to an outcome, and only to rejected or undetermined")
  static void outcomes() {
    Expect.same(Outcome.REJECTED, Reason.REVOKED.getOutcome());
    Expect.same(Outcome.UNDETERMINED, Reason.TRUST_DATA_STALE.getOutcome());
    for (Reason reason : Reason.values()) Expect.that(reason.getOutcome() != Outcome.ACCEPTED, reason.name());
  }

  @Case("everything has words")
  static void words() {
    expectWords(Language.ENGLISH);
    Expect.same("Withdrawn", Words.of(Reason.REVOKED, Freshness.NONE, Language.ENGLISH).getHeadline());
    String fresh = Words.of(Reason.UNKNOWN_ISSUER, Freshness.FRESH, Language.ENGLISH).getOperatorAction();
    Expect.that(!fresh.equals(Words.of(Reason.UNKNOWN_ISSUER, Freshness.STALE, Language.ENGLISH).getOperatorAction()),
        "an update is suggested only where it can help");
  }

  @Case("Russian words are in Cyrillic letters")
  static void russianWords() {
    expectWords(Language.RUSSIAN);
    for (Reason each : Reason.values()) {
      String headline = Words.of(each, Freshness.NONE, Language.RUSSIAN).getHeadline();
      Expect.that(headline.codePointAt(0) >= 0x410 && headline.codePointAt(0) <= 0x44F, headline);
    }
    Expect.same("Отозван", Words.of(Reason.REVOKED, Freshness.NONE, Language.RUSSIAN).getHeadline());
    Expect.that(!Words.of(Reason.REVOKED, Freshness.NONE, Language.RUSSIAN).getHolderAction().isEmpty(), "for the holder");
  }

  private static void expectWords(Language language) {
    for (Outcome each : Outcome.values()) Expect.that(!Words.of(each, language).getHeadline().isEmpty(), each.name());
    for (Note each : Note.values()) Expect.that(!Words.of(each, language).getMeaning().isEmpty(), each.name());
    for (Kind each : Kind.values()) Expect.that(!Words.of(each, language).getHeadline().isEmpty(), each.name());
    for (Freshness each : Freshness.values()) expectMeaning(Words.of(each, language), each, Freshness.NONE);
    for (ClockState each : ClockState.values()) expectMeaning(Words.of(each, language), each, ClockState.UNKNOWN);
    for (Revocation each : Revocation.values()) expectMeaning(Words.of(each, language), each, Revocation.NOT_CHECKED);
    for (LinkFault each : LinkFault.values()) expectMeaning(Words.of(each, language), each, LinkFault.NONE);
    for (Hint each : Hint.values()) {
      Expect.same(each == Hint.NONE, Words.of(each, language).getHolderAction().isEmpty());
    }
    for (Reason each : Reason.values()) {
      Words words = Words.of(each, Freshness.STALE, language);
      Expect.that(!words.getHeadline().isEmpty() && !words.getMeaning().isEmpty(), each.name());
      Expect.that(!words.getOperatorAction().isEmpty(), each.name());
    }
  }

  private static void expectMeaning(Words words, Enum<?> entry, Enum<?> unsaid) {
    Expect.that(entry == unsaid || !words.getMeaning().isEmpty(), entry.name());
  }
}
