package skan.sdk;

import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * Judge STORE AUTHORITY: judges what stands on standard input, one presentation a line, and prints a verdict a line, as
 * tests/bindings/c/judge does: the runner for vectors.
 *
 * <p>A line: POLICY SECONDS SOURCE TEXT..., separated by single spaces. POLICY is `-` for the authority's default, SOURCE
 * `device` or `stated`, and each of 1 to 4 TEXTs the code's bytes as hexadecimal digits, `-` for none.
 */
final class Judge {
  private Judge() {}

  public static void main(String[] arguments) throws IOException {
    PrintStream out = new PrintStream(System.out, false, "UTF-8");
    BufferedReader lines = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.US_ASCII));
    try (TrustStore store = TrustStore.open(new File(arguments[0]), arguments[1])) {
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        out.println(VerdictJson.of(judged(store, line.split(" "))));
      }
    }
    out.flush();
  }

  private static Verdict judged(TrustStore store, String[] fields) {
    long now = Long.parseLong(fields[1]);
    Moment moment = fields[2].equals("stated") ? Moment.stated(now) : Moment.ofClock(now * 1000);
    List<byte[]> texts = new ArrayList<>();
    for (int i = 3; i < fields.length; ++i) texts.add(unpacked(fields[i]));
    try (Verifier verifier = new Verifier(store, fields[0].equals("-") ? null : fields[0])) {
      if (texts.size() == 1) return verifier.verify(texts.get(0), moment);
      return verifier.verifyTogether(texts, moment);
    }
  }

  private static byte[] unpacked(String hex) {
    byte[] bytes = new byte[hex.length() / 2];
    for (int i = 0; i < bytes.length; ++i) bytes[i] = (byte) Integer.parseInt(hex.substring(2 * i, 2 * i + 2), 16);
    return bytes;
  }
}
