package skan.sdk;

import androidx.annotation.NonNull;
import androidx.annotation.Nullable;
import java.io.IOException;

/**
 * What sets up a verifier: the content of a code that the authority hands out (sdk/doc/keys.md section 6). Immutable.
 *
 * <p>It is not signed. Before anything that it says is followed, the person at the device compares {@link #fingerprint}
 * with the ten words that the authority told by another way, a telephone or a letter, or types those words and
 * {@link #isFingerprint} compares. Then {@link #fetchRoot} takes the root from {@link #getUrl()}, or it is read from a file, and given to
 * {@link TrustStore#provision}, which believes it only if it is that authority's.
 */
public final class SetupCode {
  /** The largest root there can be, in bytes (sdk/doc/trust.md section 9). */
  public static final int MAX_ROOT = 65_536;

  private final byte[] text;
  private final String authority;
  private final String name;
  private final String url;
  private final String policy;
  private final String channel;
  private final String english;
  private final String russian;

  private SetupCode(byte[] text, RecordReader reader) {
    this.text = text;
    authority = reader.text();
    name = reader.text();
    url = reader.optionalText();
    policy = reader.optionalText();
    channel = reader.text();
    english = reader.text();
    russian = reader.text();
  }

  /**
   * Reads the text of a setup code, strictly.
   *
   * @throws SkanException MALFORMED (also: it is something else), NEWER_DATA_FORMAT
   */
  @NonNull
  public static SetupCode parse(@NonNull String text) {
    byte[] bytes = Arguments.utf8(text, "text");
    NativeCalls.load();
    return new SetupCode(bytes, new RecordReader(NativeCalls.setupCode(bytes)));
  }

  /** The authority's id, 64 lower-case hexadecimal digits. */
  @NonNull
  public String getAuthority() {
    return authority;
  }

  /** What the authority calls itself; display text of 1 to 96 bytes. */
  @NonNull
  public String getName() {
    return name;
  }

  /** Where its site is, http:// or https://; null: updates come by file. */
  @Nullable
  public String getUrl() {
    return url;
  }

  /** The policy that the venue should use; null: the authority's default. */
  @Nullable
  public String getPolicy() {
    return policy;
  }

  /** The stream of data to take. */
  @NonNull
  public String getChannel() {
    return channel;
  }

  /**
   * Fetches the authority's first root, for {@link TrustStore#provision}.
   *
   * @param site for example an {@link HttpSite} at {@link #getUrl()}
   * @throws IOException what the site throws; also if it has no root, or one that is larger than {@link #MAX_ROOT}
   */
  @NonNull
  public static byte[] fetchRoot(@NonNull ObjectSource site) throws IOException {
    byte[] root = Arguments.given(site, "site").fetch(WantedObject.firstRoot());
    if (root == null) throw new IOException("the site has no root/1");
    if (root.length > MAX_ROOT) throw new IOException("the site's root/1 is larger than any root");
    return root;
  }

  /** Ten words for the authority's id, with spaces between, to be read aloud: 80 bits of it. */
  @NonNull
  public String fingerprint(@NonNull Language language) {
    return Arguments.given(language, "language") == Language.RUSSIAN ? russian : english;
  }

  /** Whether these are that fingerprint in any language; capitals and the number of spaces do not matter. */
  public boolean isFingerprint(@NonNull String words) {
    return NativeCalls.isFingerprint(text, Arguments.utf8(words, "words"));
  }
}
