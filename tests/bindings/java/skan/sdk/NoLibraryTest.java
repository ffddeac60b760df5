package skan.sdk;

/** No libskan.so at all. */
final class NoLibraryTest {
  private NoLibraryTest() {}

  @Case("without the library everything that needs it says so, each time, and what does not need it works")
  static void missing() {
    for (int i = 0; i < 2; ++i) {
      Expect.fails(UnsatisfiedLinkError.class, "no skan in java.library.path", Scanner::new);
    }
    Expect.same(Reason.REVOKED, Reason.of(5));
  }
}
