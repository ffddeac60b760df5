import java.io.File;
import java.util.Locale;
import skan.sdk.Moment;
import skan.sdk.TrustStore;
import skan.sdk.Verifier;

/** Says the outcome of a certificate's text: Turnstile STORE AUTHORITY TEXT UNIX-SECONDS. */
public final class Turnstile {
  public static void main(String[] arguments) {
    try (TrustStore store = TrustStore.open(new File(arguments[0]), arguments[1]); Verifier verifier = new Verifier(store)) {
      Moment now = Moment.stated(Long.parseLong(arguments[3]));
      System.out.println(verifier.verify(arguments[2], now).getOutcome().toString().toLowerCase(Locale.ROOT));
    }
  }
}
