package skan.sdk;

import java.io.File;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.Paths;
import java.nio.file.StandardCopyOption;

/** The rehearsed authority that run_java.py has made (tests/cli/rehearsal.py), and what it has published. */
final class World {
  static final String GOOD = "7700000000000017";
  static final String RECOVERED = "7700000000000025";
  static final String REVOKED = "7700000000000041";
  static final String FIRST_DOSE = "7700000000000066";

  /** 2021-07-01T12:00:00Z, an hour after the publication. */
  static final long NOON = 1_625_140_800;

  static final Moment NOW = Moment.ofClock(NOON * 1000);

  private static final Path FOLDER = Paths.get(System.getProperty("skan.world", "."));
  private static int copies;

  private World() {}

  static Path path(String name) {
    return FOLDER.resolve(name);
  }

  static byte[] bytes(String name) throws IOException {
    return Files.readAllBytes(path(name));
  }

  static String line(String name) throws IOException {
    return new String(bytes(name), StandardCharsets.UTF_8).trim();
  }

  static String authority() throws IOException {
    return line("authority.txt");
  }

  static byte[] root() throws IOException {
    return bytes("demo/public/root.cose");
  }

  static String card(String number) throws IOException {
    return line("cards/" + number + ".txt");
  }

  /** A place where no file is yet. */
  static synchronized File fresh(String name) {
    return path(++copies + "-" + name).toFile();
  }

  /** A store of its own that knows the day's data. */
  static TrustStore store() throws IOException {
    File copy = fresh("skan.db");
    Files.copy(path("skan.db"), copy.toPath(), StandardCopyOption.REPLACE_EXISTING);
    return TrustStore.open(copy, authority());
  }

  /** A store of its own without data. */
  static TrustStore emptyStore() throws IOException {
    return TrustStore.provision(fresh("empty.db"), root(), authority(), null);
  }

  static ByteBuffer direct(byte[] content) {
    ByteBuffer buffer = ByteBuffer.allocateDirect(content.length);
    buffer.put(content);
    buffer.flip();
    return buffer;
  }
}
