package skan.sdk;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** Verdicts in words, and languages of the app's own. */
final class CatalogueTest {
  private CatalogueTest() {}

  private static Clauses clausesOn(String text, String policy, Catalogue catalogue) throws IOException {
    try (TrustStore store = World.store(); Verifier verifier = new Verifier(store, policy)) {
      return verifier.verify(text, World.NOW, catalogue).getClauses();
    }
  }

  @Case("a verdict is told in the catalogue's language")
  static void clauses() throws IOException {
    try (Catalogue english = new Catalogue(Language.ENGLISH); Catalogue russian = new Catalogue(Language.RUSSIAN)) {
      Clauses good = clausesOn(World.card(World.GOOD), null, english);
      Expect.that(good.getDataAge().contains("1 hour"), good.getDataAge());
      Expect.that(good.getOutlook().startsWith("accepted until "), good.getOutlook());
      Expect.that(!good.getChange().isEmpty() && good.getRefusal().isEmpty(), "change and refusal");
      Clauses same = clausesOn(World.card(World.GOOD), null, russian);
      Expect.that(same.getDataAge().contains("1 час"), same.getDataAge());
      Clauses refused = clausesOn(World.card(World.FIRST_DOSE), null, russian);
      Expect.that(!refused.getRefusal().isEmpty(), "which rule refused");
      Expect.that(refused.getMeaning().contains(refused.getRefusal()), refused.getMeaning());
    }
  }

  @Case("without a catalogue a verdict has no clauses")
  static void without() throws IOException {
    try (TrustStore store = World.store(); Verifier verifier = new Verifier(store)) {
      Expect.same(null, verifier.verify("x", World.NOW).getClauses());
      Expect.same(null, verifier.explain("x", World.NOW).get(0).getVerdict().getClauses());
      Expect.same(null, Verdict.ofNoCode().getClauses());
    }
  }

  @Case("several texts presented together are told, too")
  static void together() throws IOException {
    try (TrustStore store = World.store(); Verifier verifier = new Verifier(store);
        Catalogue catalogue = new Catalogue(Language.ENGLISH)) {
      byte[] good = World.card(World.GOOD).getBytes(StandardCharsets.UTF_8);
      byte[] revoked = World.card(World.REVOKED).getBytes(StandardCharsets.UTF_8);
      Verdict verdict = verifier.verifyTogether(Arrays.asList(good, revoked), World.NOW, catalogue);
      Expect.same(Reason.REVOKED, verdict.getReasons().get(0));
      Expect.same(catalogue.words(Reason.REVOKED, Freshness.FRESH).getMeaning(), verdict.getClauses().getMeaning());
    }
  }

  @Case("counts, ages and dates are told in the language's forms")
  static void made() {
    try (Catalogue english = new Catalogue(Language.ENGLISH); Catalogue russian = new Catalogue(Language.RUSSIAN)) {
      Expect.same("en ru", english.getLanguage() + " " + russian.getLanguage());
      Expect.same("1 day", english.count(1, CountUnit.DAYS));
      Expect.same("21 день, 22 дня, 25 дней", russian.count(21, CountUnit.DAYS) + ", " + russian.count(22, CountUnit.DAYS)
          + ", " + russian.count(25, CountUnit.DAYS));
      Expect.same("5 hours", english.age(5 * 3_600 + 59));
      Expect.same("9 July 2021", english.date(18_817));
      Expect.same("9 июля 2021", russian.date(18_817));
      Expect.same("1 July 2021, 15:00", english.dateAndTime(World.NOON, 180));
    }
  }

  @Case("an app's own language says what was set, and the built-in one's words for the rest")
  static void derived() throws IOException {
    try (Catalogue own = new Catalogue.Builder("kk", PluralRule.ONE_OTHER, Language.RUSSIAN)
            .set("reason.revoked.headline", "Қайтарылған")
            .build();
        Catalogue russian = new Catalogue(Language.RUSSIAN)) {
      Expect.same("kk", own.getLanguage());
      Expect.same("Қайтарылған", own.words(Reason.REVOKED, Freshness.FRESH).getHeadline());
      Expect.same(russian.words(Outcome.ACCEPTED).getHeadline(), own.words(Outcome.ACCEPTED).getHeadline());
      Expect.same(russian.words(Note.STATED_TIME).getMeaning(), own.words(Note.STATED_TIME).getMeaning());
      Expect.same(russian.words(Hint.CLOSER).getHolderAction(), own.words(Hint.CLOSER).getHolderAction());
      Expect.same(russian.words(LinkFault.PUNYCODE).getMeaning(), own.words(LinkFault.PUNYCODE).getMeaning());
      Expect.same(russian.words(Freshness.STALE).getMeaning(), own.words(Freshness.STALE).getMeaning());
      Expect.same(russian.words(ClockState.SUSPECT).getMeaning(), own.words(ClockState.SUSPECT).getMeaning());
      Expect.same(russian.words(Revocation.REVOKED).getMeaning(), own.words(Revocation.REVOKED).getMeaning());
      Expect.same(russian.words(Kind.TESTED).getHeadline(), own.words(Kind.TESTED).getHeadline());
    }
  }

  @Case("a key that does not exist, and a text that does not fit, are refused")
  static void unfit() {
    Catalogue.Builder unknown = builder().set("reason.revoked.title", "x");
    Expect.refuses("key", unknown::build);
    Catalogue.Builder long_headline = builder().set("reason.revoked.headline", "four words are many");
    Expect.fails(IllegalArgumentException.class, "", long_headline::build);
    Expect.refuses("key", () -> builder().set(null, "x"));
    Expect.refuses("text", () -> builder().set("reason.revoked.headline", null));
  }

  private static Catalogue.Builder builder() {
    return new Catalogue.Builder("kk", PluralRule.OTHER, Language.ENGLISH);
  }

  @Case("a closed catalogue is refused, by itself and by a verifier")
  static void closed() throws IOException {
    Catalogue catalogue = new Catalogue(Language.ENGLISH);
    catalogue.close();
    catalogue.close();
    Expect.isClosed("catalogue", () -> catalogue.words(Outcome.ACCEPTED));
    Expect.isClosed("catalogue", () -> catalogue.age(1));
    try (TrustStore store = World.store(); Verifier verifier = new Verifier(store)) {
      Expect.isClosed("catalogue", () -> verifier.verify("x", World.NOW, catalogue));
      Expect.refuses("catalogue", () -> verifier.verify("x", World.NOW, null));
    }
  }

  @Case("outcomes have marks of different forms, and every failure that a user can meet has words")
  static void marksAndFailures() {
    Expect.same("? ✘ ✔", Outcome.UNDETERMINED.getMark() + " " + Outcome.REJECTED.getMark() + " " + Outcome.ACCEPTED.getMark());
    for (ErrorCode each : ErrorCode.values()) {
      boolean ofProgram = each == ErrorCode.IN_USE || each == ErrorCode.OTHER_ABI || each == ErrorCode.INTERNAL;
      Expect.same(ofProgram, Words.of(each, Language.RUSSIAN).getMeaning().isEmpty());
    }
  }
}
