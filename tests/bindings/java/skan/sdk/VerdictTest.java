package skan.sdk;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;

/** What a verifier says, and what a verdict holds. */
final class VerdictTest {
  private static final int BORN = 5_580;       // 1985-04-12
  private static final int VACCINATED = 18_779;  // 2021-06-01

  private VerdictTest() {}

  private static Verdict verdictOn(String text) throws IOException {
    try (TrustStore store = World.store(); Verifier verifier = new Verifier(store)) {
      return verifier.verify(text, World.NOW);
    }
  }

  @Case("a genuine certificate is accepted, and the verdict says what it rests on")
  static void accepted() throws IOException {
    Verdict verdict = verdictOn(World.card(World.GOOD));
    Expect.same(Outcome.ACCEPTED, verdict.getOutcome());
    Expect.same(Collections.emptyList(), verdict.getReasons());
    Expect.same(Collections.singletonList(Note.DOCUMENT_CHECK_REQUIRED), verdict.getNotes());
    Expect.same("skn1", verdict.getFormat());
    Expect.same(null, verdict.getFinding());
    Expect.same("", verdict.getDetail());
    Expect.same(Outcome.UNDETERMINED, verdict.getChangesTo());
    Expect.same(ChangeCause.DATA_AGE, verdict.getChangeCause());
    Expect.that(verdict.getChangesAt() > World.NOON && verdict.getAcceptedUntil() > verdict.getChangesAt(), "times");
    Evidence evidence = verdict.getEvidence();
    Expect.same(Freshness.FRESH, evidence.getFreshness());
    Expect.same(ClockState.PLAUSIBLE, evidence.getClock());
    Expect.same(Revocation.NOT_REVOKED, evidence.getRevocation());
    Expect.same(1L, evidence.getSequence());
    Expect.same(3_600L, evidence.getDataAge());
    Expect.same(16, evidence.getKeyId().length());
    Expect.that(!evidence.getIssuer().isEmpty() && !evidence.getPolicy().isEmpty(), "issuer and policy");
  }

  @Case("an accepted certificate is there with every field, masked as the issuer has masked it")
  static void certificate() throws IOException {
    Certificate its = verdictOn(World.card(World.GOOD)).getCertificate();
    Expect.same(Kind.VACCINATED, its.getKind());
    Expect.same(World.GOOD, its.getNumber());
    Expect.same(BORN, its.getBirthDay());
    Expect.same("И***** И. И.", its.getNameCyrillic());
    Expect.that(its.getNameLatin().startsWith("I"), "the Latin name");
    Expect.that(!its.getDocumentTail().contains("1234 678345"), "the document is masked");
    Expect.same("Gam-COVID-Vac", its.getProduct());
    Expect.same(VACCINATED, its.getEventDay());
    Expect.same(null, its.getEventTime());
    Expect.same("2 of 2 in 77", its.getDose() + " of " + its.getDoses() + " in " + its.getRegion());
    Expect.that(its.getIssuedAt() < World.NOON && its.getExpires() > World.NOON, "its times");
    Expect.same(null, its.getNotBefore());
  }

  @Case("neither a verdict's nor a certificate's toString() tells of the holder")
  static void toStringTellsNothing() throws IOException {
    Verdict verdict = verdictOn(World.card(World.GOOD));
    Expect.same("Verdict ACCEPTED [] [DOCUMENT_CHECK_REQUIRED]", verdict.toString());
    Expect.same("Certificate", verdict.getCertificate().toString());
  }

  @Case("a withdrawn certificate is rejected as revoked")
  static void revoked() throws IOException {
    Verdict verdict = verdictOn(World.card(World.REVOKED));
    Expect.same(Outcome.REJECTED, verdict.getOutcome());
    Expect.same(Collections.singletonList(Reason.REVOKED), verdict.getReasons());
    Expect.same(Revocation.REVOKED, verdict.getEvidence().getRevocation());
    Expect.same(Collections.emptyList(), verdict.getNotes());
  }

  @Case("a refusal by the policy comes with the finding: which rule, and what it asked")
  static void refusedByPolicy() throws IOException {
    Verdict verdict = verdictOn(World.card(World.FIRST_DOSE));
    Expect.same(Collections.singletonList(Reason.POLICY_REFUSED), verdict.getReasons());
    Finding finding = verdict.getFinding();
    Expect.same(Refusal.DOSE, finding.getRefusal());
    Expect.same(Kind.VACCINATED, finding.getRequirement().getKind());
    Expect.that(finding.getRequirement().isCourseComplete(), "the course must be complete");
    Expect.that(!verdict.getDetail().isEmpty(), "a sentence");
  }

  @Case("a changed signature, another code and no code are told apart")
  static void otherReasons() throws IOException {
    String card = World.card(World.GOOD);
    char changed = card.charAt(card.length() - 4) == '0' ? '1' : '0';
    String forged = card.substring(0, card.length() - 4) + changed + card.substring(card.length() - 3);
    Outcome rejected = verdictOn(forged).getOutcome();
    Expect.same(Outcome.REJECTED, rejected);
    Expect.same(Collections.singletonList(Reason.NOT_A_CERTIFICATE), verdictOn("a ticket").getReasons());
    Expect.same(Collections.singletonList(Reason.NO_CODE_FOUND), Verdict.ofNoCode().getReasons());
    Expect.same(Outcome.UNDETERMINED, Verdict.ofNoCode().getOutcome());
  }

  @Case("any text is judged: zeros, characters beyond 16 bits, half of one, nothing, a million characters")
  static void anyText() throws IOException {
    char[] many = new char[1_000_000];
    Arrays.fill(many, 'A');
    for (String text : new String[] {"\0", "SKN1:\0\uD83D\uDE00", "\uD83D", "", new String(many)}) {
      Expect.that(verdictOn(text).getOutcome() != Outcome.ACCEPTED, "not accepted");
    }
  }

  @Case("without data the verdict is undetermined for want of it")
  static void noData() throws IOException {
    try (TrustStore store = World.emptyStore(); Verifier verifier = new Verifier(store)) {
      Verdict verdict = verifier.verify(World.card(World.GOOD), World.NOW);
      Expect.same(Collections.singletonList(Reason.TRUST_DATA_MISSING), verdict.getReasons());
      Expect.same(null, verdict.getEvidence().getDataAge());
      Expect.same(null, verdict.getCertificate());
    }
  }

  @Case("a clock before its floor is suspect, and a stated time is noted")
  static void clocks() throws IOException {
    try (TrustStore store = World.store(); Verifier late = new Verifier(store, null, World.NOON + 86_400);
        Verifier plain = new Verifier(store)) {
      Verdict suspect = late.verify(World.card(World.GOOD), World.NOW);
      Expect.same(Collections.singletonList(Reason.CLOCK_SUSPECT), suspect.getReasons());
      Verdict stated = plain.verify(World.card(World.GOOD), Moment.stated(World.NOON));
      Expect.that(stated.getNotes().contains(Note.STATED_TIME), "the note");
      Expect.same(ClockState.STATED, stated.getEvidence().getClock());
    }
  }

  @Case("a training certificate is accepted in practice mode alone")
  static void practice() throws IOException {
    File file = World.fresh("training.db");
    String card = World.line("training-cards/" + World.GOOD + ".txt");
    try (TrustStore store = TrustStore.provision(file, World.bytes("training/public/root.cose"), World.line("training.txt"), null)) {
      store.update(World.bytes("training.skb"), World.NOW);
      try (Verifier usual = new Verifier(store); Verifier practising = new Verifier(store, null, 0, true)) {
        Expect.same(Collections.singletonList(Reason.PRACTICE_CERTIFICATE), usual.verify(card, World.NOW).getReasons());
        Verdict practised = practising.verify(card, World.NOW);
        Expect.same(Outcome.ACCEPTED, practised.getOutcome());
        Expect.that(practised.getNotes().contains(Note.PRACTICE), "the note");
      }
    }
  }

  @Case("a venue's policy is chosen by its identifier; an unknown one, in any script, is said to be unknown")
  static void policies() throws IOException {
    try (TrustStore store = World.store()) {
      String known = store.status(World.NOW).getDefaultPolicy();
      try (Verifier verifier = new Verifier(store, known)) {
        Expect.same(Outcome.ACCEPTED, verifier.verify(World.card(World.GOOD), World.NOW).getOutcome());
      }
      try (Verifier verifier = new Verifier(store, "стадион\uD83D\uDE00")) {
        Verdict verdict = verifier.verify(World.card(World.GOOD), World.NOW);
        Expect.same(Collections.singletonList(Reason.UNKNOWN_POLICY), verdict.getReasons());
      }
    }
  }

  private static byte[] bytes(String number) throws IOException {
    return World.card(number).getBytes(StandardCharsets.UTF_8);
  }

  @Case("certificates presented together are judged together")
  static void together() throws IOException {
    try (TrustStore store = World.store(); Verifier verifier = new Verifier(store)) {
      List<byte[]> both = Arrays.asList(bytes(World.GOOD), bytes(World.RECOVERED));
      Verdict accepted = verifier.verifyTogether(both, World.NOW);
      Expect.same(Outcome.ACCEPTED, accepted.getOutcome());
      Expect.same(2, accepted.getCertificates().size());
      Verdict rejected = verifier.verifyTogether(Arrays.asList(both.get(0), bytes(World.REVOKED)), World.NOW);
      Expect.same(Collections.singletonList(Reason.REVOKED), rejected.getReasons());
      Expect.same(1, rejected.getAbout());
      Expect.refuses("texts", () -> verifier.verifyTogether(Collections.<byte[]>emptyList(), World.NOW));
      Expect.refuses("texts", () -> verifier.verifyTogether(Collections.nCopies(5, new byte[1]), World.NOW));
      Expect.refuses("texts", () -> verifier.verifyTogether(Collections.nCopies(100_000, new byte[1]), World.NOW));
    }
  }

  @Case("an explanation has the verdict of each policy, with its rules")
  static void explanation() throws IOException {
    try (TrustStore store = World.store(); Verifier verifier = new Verifier(store)) {
      List<PolicyVerdict> all = verifier.explain(World.card(World.GOOD), World.NOW);
      TrustStatus status = store.status(World.NOW);
      Expect.same(status.getPolicies().size(), all.size());
      Policy policy = all.get(0).getPolicy();
      Expect.same(status.getPolicies().get(0).getId(), policy.getId());
      Expect.same(policy.getId(), all.get(0).getVerdict().getEvidence().getPolicy());
      Expect.that(policy.getTitleRussian().codePointAt(0) > 0x400, "a title in Cyrillic letters");
      Requirement first = policy.getRules().get(0).getRequirements().get(0);
      Expect.that(first.getKind() != null && first.getMaximumAge() > 0, "what a rule asks");
      Verdict dayAfter = verifier.explainOn(World.card(World.GOOD), VACCINATED + 31).get(0).getVerdict();
      Expect.that(dayAfter.getEvidence().getClock() == ClockState.STATED, "a stated day");
    }
  }

  @Case("a verdict and a verifier outlive the store that they come from")
  static void outlives() throws IOException {
    TrustStore store = World.store();
    Verifier verifier = new Verifier(store);
    store.close();
    Verdict verdict = verifier.verify(World.card(World.GOOD), World.NOW);
    verifier.close();
    Expect.same(World.GOOD, verdict.getCertificate().getNumber());
  }
}
