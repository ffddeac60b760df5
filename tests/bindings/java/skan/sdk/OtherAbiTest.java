package skan.sdk;

import java.lang.reflect.Method;
import java.nio.charset.StandardCharsets;

/** A libskan.so of another version of the C interface. */
final class OtherAbiTest {
  private OtherAbiTest() {}

  private static void expectRefusal(Expect.Call call) {
    Expect.same(ErrorCode.OTHER_ABI, Expect.fails(SkanException.class, "header: ", call).getCode());
  }

  @Case("a library of another ABI version is refused by everything that needs it, each time")
  static void library() {
    for (int i = 0; i < 2; ++i) {
      expectRefusal(Scanner::new);
      expectRefusal(Skan::version);
      expectRefusal(Verdict::ofNoCode);
      expectRefusal(() -> TrustStore.open(new java.io.File("x"), "y"));
      expectRefusal(Reason.REVOKED::getOutcome);
      expectRefusal(() -> Words.of(Outcome.ACCEPTED, Language.ENGLISH));
    }
  }

  @Case("classes of another ABI version are refused by the library, naming both")
  static void classes() throws ReflectiveOperationException {
    expectRefusal(Scanner::new);
    Method connect = NativeCalls.class.getDeclaredMethod("connect", int.class);
    connect.setAccessible(true);
    String problem = new String((byte[]) connect.invoke(null, 7 * 65536 + 3), StandardCharsets.UTF_8);
    Expect.that(problem.contains("7.3") && problem.contains("0." + NativeCalls.ABI_VERSION), problem);
  }
}
