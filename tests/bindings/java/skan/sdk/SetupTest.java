package skan.sdk;

import java.io.IOException;

/** From an authority's setup code to a store that believes it. */
final class SetupTest {
  private static final String URL = "https://keys.example/skan/";  // as run_java.py has it

  private SetupTest() {}

  @Case("a setup code tells authority, site, policy and channel")
  static void content() throws IOException {
    SetupCode code = SetupCode.parse(World.line("setup.txt"));
    Expect.same(World.authority(), code.getAuthority());
    Expect.same("Demo authority", code.getName());
    Expect.same(URL, code.getUrl());
    Expect.same("ru-federal-2021", code.getPolicy());
    Expect.same("main", code.getChannel());
  }

  @Case("what a setup code leaves out is null")
  static void leftOut() throws IOException {
    SetupCode code = SetupCode.parse(World.line("setup-short.txt"));
    Expect.same(null, code.getUrl());
    Expect.same(null, code.getPolicy());
  }

  @Case("a fingerprint is the one that the authority tells, in both languages")
  static void fingerprints() throws IOException {
    SetupCode code = SetupCode.parse(World.line("setup.txt"));
    Expect.same(World.line("fingerprint-english.txt"), code.fingerprint(Language.ENGLISH));
    Expect.same(World.line("fingerprint-russian.txt"), code.fingerprint(Language.RUSSIAN));
    Expect.that(code.isFingerprint(code.fingerprint(Language.ENGLISH).toUpperCase(java.util.Locale.ROOT)), "capitals");
    Expect.that(code.isFingerprint(code.fingerprint(Language.RUSSIAN)), "Russian");
    Expect.that(!code.isFingerprint(code.fingerprint(Language.ENGLISH).replaceFirst("^\\S+", "zebra")), "another word");
    Expect.that(!code.isFingerprint(""), "no words");
    Expect.refuses("words", () -> code.isFingerprint(null));
  }

  @Case("a store is provisioned with what a setup code says")
  static void enrolment() throws IOException {
    SetupCode code = SetupCode.parse(World.line("setup.txt"));
    Expect.that(World.root().length <= SetupCode.MAX_ROOT, "the root's size");
    try (TrustStore store = TrustStore.provision(World.fresh("enrolled.db"), World.root(), code.getAuthority(), code.getChannel())) {
      Expect.same(1L, store.update(World.bytes("bundle.skb"), World.NOW).getSequence());
    }
  }

  @Case("what is no setup code is refused as such")
  static void otherTexts() throws IOException {
    String text = World.line("setup.txt");
    for (String other : new String[] {"", World.card(World.GOOD), text.substring(1), text + " ", text.substring(0, 40)}) {
      Expect.failsWith(ErrorCode.MALFORMED, () -> SetupCode.parse(other));
    }
  }
}
