package skan.sdk;

/** What the tests say of what they see. */
final class Expect {
  /** Something that may fail. */
  interface Call {
    void run() throws Exception;
  }

  private Expect() {}

  static void that(boolean holds, String what) {
    if (!holds) throw new AssertionError(what);
  }

  static void same(Object want, Object got) {
    if (want == null ? got != null : !want.equals(got)) {
      throw new AssertionError("wanted " + want + ", got " + got);
    }
  }

  /** The exception of exactly this class that the call ends with; its message begins with what it is about. */
  static <T extends Throwable> T fails(Class<T> type, String about, Call call) {
    try {
      call.run();
    } catch (Throwable thrown) {
      if (thrown.getClass() != type) throw new AssertionError("wanted a " + type.getName(), thrown);
      if (!String.valueOf(thrown.getMessage()).startsWith(about)) {
        throw new AssertionError("wanted a message about " + about, thrown);
      }
      return type.cast(thrown);
    }
    throw new AssertionError("wanted a " + type.getName() + " about " + about + ", got nothing");
  }

  static void refuses(String argument, Call call) {
    String message = fails(IllegalArgumentException.class, argument, call).getMessage();
    that(message.matches("(?s)" + java.util.regex.Pattern.quote(argument) + "[: ].*"), message);
  }

  static void failsWith(ErrorCode code, Call call) {
    same(code, fails(SkanException.class, "", call).getCode());
  }

  static void isClosed(String argument, Call call) {
    fails(IllegalStateException.class, argument + ": is closed", call);
  }
}
