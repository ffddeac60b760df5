package skan.sdk;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Paths;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.management.JMException;
import javax.management.ObjectName;

/** Many calls in constant memory. How many: -Dskan.calls=N. */
final class SoakTest {
  private static final int CALLS = Integer.getInteger("skan.calls", 2_000);
  private static final long ALLOWED_GROWTH_KB = 8 * 1024;

  private SoakTest() {}

  @Case("process() and verify() go on and on in constant memory, and leave no global reference")
  static void soak() throws Exception {
    Picture blank = Picture.blank(160, 120);
    Picture card = Picture.of("good.pgm");
    byte[] text = World.card(World.GOOD).getBytes(StandardCharsets.UTF_8);
    try (TrustStore store = World.store(); Verifier verifier = new Verifier(store); Scanner scanner = new Scanner()) {
      int warm = Math.max(CALLS / 10, 2_000);  // until the compiler has done its work
      calls(0, warm, blank, card, text, verifier, scanner);
      long memory = residentKilobytes();
      int references = globalReferences();
      int objects = Handle.openCount();
      calls(warm, warm + CALLS, blank, card, text, verifier, scanner);
      long grown = residentKilobytes() - memory;
      System.out.println(CALLS + " frames and " + CALLS + " verdicts: resident memory " + memory + " KB before, "
          + (memory + grown) + " KB after; JNI global references " + references + " before, " + globalReferences()
          + " after");
      Expect.that(grown <= ALLOWED_GROWTH_KB, "resident memory grew by " + grown + " KB");
      Expect.same(references, globalReferences());
      Expect.same(objects, Handle.openCount());
    }
  }

  /** Of every 500 frames one shows a code, and every 50th verdict is refused before it is one. */
  private static void calls(int from, int to, Picture blank, Picture card, byte[] text, Verifier verifier,
      Scanner scanner) {
    for (int i = from; i < to; ++i) {
      Picture picture = i % 500 == 0 ? card : blank;
      scanner.processLuma(picture.luma, picture.width, picture.height, picture.width, 0, i * 33_000L);
      if (verifier.verify(text, World.NOW).getOutcome() != Outcome.ACCEPTED) throw new AssertionError("not accepted");
      if (i % 50 == 0) Expect.refuses("frame.rotation", () -> scanner.processLuma(blank.luma, 160, 120, 160, 1, 0));
    }
  }

  private static long residentKilobytes() throws IOException {
    System.gc();
    for (String line : Files.readAllLines(Paths.get("/proc/self/status"))) {
      if (line.startsWith("VmRSS:")) return Long.parseLong(line.replaceAll("[^0-9]", ""));
    }
    throw new AssertionError("no VmRSS");
  }

  private static int globalReferences() throws JMException {
    Object dump = ManagementFactory.getPlatformMBeanServer().invoke(
        new ObjectName("com.sun.management:type=DiagnosticCommand"), "threadPrint",
        new Object[] {new String[0]}, new String[] {String[].class.getName()});
    Matcher found = Pattern.compile("JNI global ref\\w*: (\\d+)").matcher((String) dump);
    if (!found.find()) throw new AssertionError("the virtual machine does not tell its references");
    return Integer.parseInt(found.group(1));
  }
}
