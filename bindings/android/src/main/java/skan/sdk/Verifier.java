package skan.sdk;

import androidx.annotation.NonNull;
import androidx.annotation.Nullable;
import java.util.List;

/**
 * Judges the content of codes against a trust store, which it keeps open by itself. Needs no network and writes nothing.
 * Safe from several threads, also the main thread: a verdict takes a fraction of a millisecond. close() may come at any
 * time: calls inside end first.
 *
 * <p>Every method throws IllegalStateException after close(), IllegalArgumentException, naming the argument, for null,
 * and SkanException only if memory runs out: what is wrong with the content, the data or the clock is in the verdict.
 */
public final class Verifier implements AutoCloseable {
  /** How many texts one holder may present together. */
  public static final int MAX_TOGETHER = 4;

  private final Handle handle;

  /** A verifier for the authority's default policy. */
  public Verifier(@NonNull TrustStore store) {
    this(store, null, 0);
  }

  /**
   * A verifier for a venue's policy.
   *
   * @param policy its identifier; null: the authority's default. One that is unknown is no failure here: verdicts say so
   */
  public Verifier(@NonNull TrustStore store, @Nullable String policy) {
    this(store, policy, 0);
  }

  /**
   * The same with a floor for the clock.
   *
   * @param clockFloor a time before which the device's clock cannot be right, for example that of the app's build; in
   *     UTC seconds since 1970
   */
  public Verifier(@NonNull TrustStore store, @Nullable String policy, long clockFloor) {
    this(store, policy, clockFloor, false);
  }

  /**
   * The same for training.
   *
   * @param practice whether training certificates are judged like others, and accepted with {@link Note#PRACTICE}. Never
   *     true where people are admitted
   */
  public Verifier(@NonNull TrustStore store, @Nullable String policy, long clockFloor, boolean practice) {
    Handle data = Arguments.given(store, "store").handle();
    byte[] id = Arguments.utf8OrNull(policy, "policy");
    long pointer = data.enter();
    try {
      handle = Handle.of(this, Handle.Kind.VERIFIER, NativeCalls.createVerifier(pointer, id, clockFloor, practice));
    } finally {
      data.leave();
    }
  }

  /** The verdict on a code that the scanner has read. */
  @NonNull
  public Verdict verify(@NonNull Code code, @NonNull Moment now) {
    return verifyBytes(Arguments.given(code, "code").bytesWithoutCopy(), now, null);
  }

  /** The same with {@link Verdict#getClauses()}, in a catalogue's language. */
  @NonNull
  public Verdict verify(@NonNull Code code, @NonNull Moment now, @NonNull Catalogue catalogue) {
    Arguments.given(catalogue, "catalogue");
    return verifyBytes(Arguments.given(code, "code").bytesWithoutCopy(), now, catalogue);
  }

  /** The verdict on text from elsewhere, for example from a hardware scanner. */
  @NonNull
  public Verdict verify(@NonNull String text, @NonNull Moment now) {
    return verifyBytes(Arguments.utf8(text, "text"), now, null);
  }

  /** The same with {@link Verdict#getClauses()}, in a catalogue's language. */
  @NonNull
  public Verdict verify(@NonNull String text, @NonNull Moment now, @NonNull Catalogue catalogue) {
    Arguments.given(catalogue, "catalogue");
    return verifyBytes(Arguments.utf8(text, "text"), now, catalogue);
  }

  /** The verdict on bytes of any length. */
  @NonNull
  public Verdict verify(@NonNull byte[] text, @NonNull Moment now) {
    return verifyBytes(Arguments.given(text, "text"), now, null);
  }

  private Verdict verifyBytes(byte[] text, Moment now, @Nullable Catalogue catalogue) {
    Arguments.given(now, "now");
    long words = enter(catalogue);
    try {
      long verifier = handle.enter();
      try {
        return Verdict.read(NativeCalls.verify(verifier, text, now.getUnixSeconds(), now.getSource().getNumber(), words));
      } finally {
        handle.leave();
      }
    } finally {
      leave(catalogue);
    }
  }

  private static long enter(@Nullable Catalogue catalogue) {
    return catalogue == null ? 0 : catalogue.handle().enter();
  }

  private static void leave(@Nullable Catalogue catalogue) {
    if (catalogue != null) catalogue.handle().leave();
  }

  /**
   * The verdict on 1 to {@link #MAX_TOGETHER} texts that one holder presents together, such as a certificate and a
   * test; of a {@link Code} its getBytes(). What is wrong with any of them is wrong with all; a code shown twice
   * counts once.
   *
   * @throws IllegalArgumentException for another number of them
   */
  @NonNull
  public Verdict verifyTogether(@NonNull List<byte[]> texts, @NonNull Moment now) {
    return verifyAll(contentsOf(texts), now, null);
  }

  /** The same with {@link Verdict#getClauses()}, in a catalogue's language. */
  @NonNull
  public Verdict verifyTogether(@NonNull List<byte[]> texts, @NonNull Moment now, @NonNull Catalogue catalogue) {
    Arguments.given(catalogue, "catalogue");
    return verifyAll(contentsOf(texts), now, catalogue);
  }

  private Verdict verifyAll(byte[][] contents, Moment now, @Nullable Catalogue catalogue) {
    Arguments.given(now, "now");
    int[] lengths = new int[contents.length];
    byte[] joined = joined(contents, lengths);
    long words = enter(catalogue);
    try {
      long verifier = handle.enter();
      try {
        return Verdict.read(NativeCalls.verifyTogether(verifier, joined, lengths, now.getUnixSeconds(),
            now.getSource().getNumber(), words));
      } finally {
        handle.leave();
      }
    } finally {
      leave(catalogue);
    }
  }

  private static byte[][] contentsOf(List<byte[]> texts) {
    byte[][] contents = Arguments.given(texts, "texts").toArray(new byte[0][]);
    if (contents.length == 0 || contents.length > MAX_TOGETHER) {
      throw new IllegalArgumentException("texts: " + contents.length + " is not 1 to " + MAX_TOGETHER);
    }
    for (byte[] content : contents) Arguments.given(content, "texts");
    return contents;
  }

  private static byte[] joined(byte[][] contents, int[] lengths) {
    long total = 0;
    for (int i = 0; i < contents.length; ++i) {
      lengths[i] = contents[i].length;
      total += lengths[i];
    }
    if (total > Integer.MAX_VALUE) throw new IllegalArgumentException("texts: are too long");
    byte[] joined = new byte[(int) total];
    int begin = 0;
    for (byte[] content : contents) {
      System.arraycopy(content, 0, joined, begin, content.length);
      begin += content.length;
    }
    return joined;
  }

  /** What each policy of the trust data says of a text, in order of their identifiers; nothing without trust data. */
  @NonNull
  public List<PolicyVerdict> explain(@NonNull String text, @NonNull Moment now) {
    byte[] content = Arguments.utf8(text, "text");
    Arguments.given(now, "now");
    long verifier = handle.enter();
    try {
      return explanation(NativeCalls.explain(verifier, content, now.getUnixSeconds(), now.getSource().getNumber()));
    } finally {
      handle.leave();
    }
  }

  /**
   * The same, each at the first second of a day in the policy's time zone, as a stated time.
   *
   * @param day days since 1970-01-01
   */
  @NonNull
  public List<PolicyVerdict> explainOn(@NonNull String text, int day) {
    byte[] content = Arguments.utf8(text, "text");
    long verifier = handle.enter();
    try {
      return explanation(NativeCalls.explainOn(verifier, content, day));
    } finally {
      handle.leave();
    }
  }

  private static List<PolicyVerdict> explanation(byte[] record) {
    try (RecordReader reader = new RecordReader(record)) {
      return reader.list(PolicyVerdict::new);
    }
  }

  /** Closes the verifier. Calls inside end first; a second close() does nothing. */
  @Override
  public void close() {
    handle.close();
  }
}
