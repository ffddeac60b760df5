package skan.sdk;

import androidx.annotation.NonNull;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Everything that the library can say, in one language: a built-in one, or the app's own (sdk/doc/words.md). Does not
 * change; safe from several threads. {@link Words} alone needs none for the built-in languages.
 *
 * <p>Give it to {@link Verifier#verify(Code, Moment, Catalogue)} to have a verdict told in it. Every method throws
 * IllegalStateException after close(), and IllegalArgumentException, naming the argument, for null.
 */
public final class Catalogue implements AutoCloseable {
  private final Handle handle;

  /** A built-in language. */
  public Catalogue(@NonNull Language language) {
    int number = Arguments.given(language, "language").getNumber();
    NativeCalls.load();
    handle = Handle.of(this, Handle.Kind.CATALOGUE, NativeCalls.createCatalogue(number));
  }

  private Catalogue(long pointer) {
    handle = Handle.of(this, Handle.Kind.CATALOGUE, pointer);
  }

  /** Another language, or other words: made from a built-in one, where a text is not set. For one thread. */
  public static final class Builder {
    private final byte[] tag;
    private final PluralRule plurals;
    private final Language base;
    private final Map<String, String> texts = new LinkedHashMap<>();

    /**
     * A language without texts of its own.
     *
     * @param tag as in BCP 47, for example "kk"
     */
    public Builder(@NonNull String tag, @NonNull PluralRule plurals, @NonNull Language base) {
      this.tag = Arguments.utf8(tag, "tag");
      this.plurals = Arguments.given(plurals, "plurals");
      this.base = Arguments.given(base, "base");
    }

    /** Sets one text; sdk/doc/words.md lists the keys, for example "reason.revoked.headline". */
    @NonNull
    public Builder set(@NonNull String key, @NonNull String text) {
      texts.put(Arguments.given(key, "key"), Arguments.given(text, "text"));
      return this;
    }

    /**
     * The catalogue.
     *
     * @throws IllegalArgumentException if there is no such key, or a text does not fit it
     */
    @NonNull
    public Catalogue build() {
      NativeCalls.load();
      long pointer = NativeCalls.deriveCatalogue(tag, plurals.getNumber(), base.getNumber());
      try {
        for (Map.Entry<String, String> each : texts.entrySet()) {
          NativeCalls.setText(pointer, Arguments.utf8(each.getKey(), "key"), Arguments.utf8(each.getValue(), "text"));
        }
      } catch (RuntimeException failure) {
        NativeCalls.freeCatalogue(pointer);
        throw failure;
      }
      return new Catalogue(pointer);
    }
  }

  Handle handle() {
    return handle;
  }

  /** The language's tag: "en", "ru". */
  @NonNull
  public String getLanguage() {
    long catalogue = handle.enter();
    try {
      return new String(NativeCalls.languageOf(catalogue), StandardCharsets.UTF_8);
    } finally {
      handle.leave();
    }
  }

  /** The words for an outcome. */
  @NonNull
  public Words words(@NonNull Outcome outcome) {
    return read(Words.OUTCOME, Arguments.given(outcome, "outcome").getNumber(), Freshness.NONE);
  }

  /** The words for a reason; {@code freshness} is that of the verdict's evidence: an update is suggested only where it can help. */
  @NonNull
  public Words words(@NonNull Reason reason, @NonNull Freshness freshness) {
    return read(Words.REASON, Arguments.given(reason, "reason").getNumber(), freshness);
  }

  /** The words for a note. */
  @NonNull
  public Words words(@NonNull Note note) {
    return read(Words.NOTE, Arguments.given(note, "note").getNumber(), Freshness.NONE);
  }

  /** The words for a hint, for the person who holds the code; all empty for {@link Hint#NONE}. */
  @NonNull
  public Words words(@NonNull Hint hint) {
    return read(Words.HINT, Arguments.given(hint, "hint").getNumber(), Freshness.NONE);
  }

  /** The words for what gave a link away; all empty for {@link LinkFault#NONE}. */
  @NonNull
  public Words words(@NonNull LinkFault linkFault) {
    return read(Words.LINK_FAULT, Arguments.given(linkFault, "linkFault").getNumber(), Freshness.NONE);
  }

  /** The words for the age of the trust data. */
  @NonNull
  public Words words(@NonNull Freshness freshness) {
    return read(Words.FRESHNESS, Arguments.given(freshness, "freshness").getNumber(), Freshness.NONE);
  }

  /** The words for what is known about the device's clock. */
  @NonNull
  public Words words(@NonNull ClockState clock) {
    return read(Words.CLOCK_STATE, Arguments.given(clock, "clock").getNumber(), Freshness.NONE);
  }

  /** The words for what the status list said. */
  @NonNull
  public Words words(@NonNull Revocation revocation) {
    return read(Words.REVOCATION, Arguments.given(revocation, "revocation").getNumber(), Freshness.NONE);
  }

  /** The words for what a certificate attests: a headline only. */
  @NonNull
  public Words words(@NonNull Kind kind) {
    return read(Words.KIND, Arguments.given(kind, "kind").getNumber(), Freshness.NONE);
  }

  private Words read(int list, int number, Freshness freshness) {
    int age = Arguments.given(freshness, "freshness").getNumber();
    long catalogue = handle.enter();
    try {
      return new Words(new RecordReader(NativeCalls.wordsIn(catalogue, list, number, age)));
    } finally {
      handle.leave();
    }
  }

  /** "5 days". */
  @NonNull
  public String count(long count, @NonNull CountUnit unit) {
    long catalogue = handle.enter();
    try {
      return new String(NativeCalls.count(catalogue, count, Arguments.given(unit, "unit").getNumber()), StandardCharsets.UTF_8);
    } finally {
      handle.leave();
    }
  }

  /** Seconds in the unit that suits: whole minutes under an hour, hours under two days, else days. */
  @NonNull
  public String age(long seconds) {
    long catalogue = handle.enter();
    try {
      return new String(NativeCalls.age(catalogue, seconds), StandardCharsets.UTF_8);
    } finally {
      handle.leave();
    }
  }

  /** "9 July 2021" of a day since 1970-01-01. */
  @NonNull
  public String date(int day) {
    long catalogue = handle.enter();
    try {
      return new String(NativeCalls.date(catalogue, day), StandardCharsets.UTF_8);
    } finally {
      handle.leave();
    }
  }

  /** "9 July 2021, 18:05" of a UTC second, in the time zone so many minutes east of UTC. */
  @NonNull
  public String dateAndTime(long time, int utcOffsetMinutes) {
    long catalogue = handle.enter();
    try {
      return new String(NativeCalls.dateAndTime(catalogue, time, utcOffsetMinutes), StandardCharsets.UTF_8);
    } finally {
      handle.leave();
    }
  }

  /** Closes the catalogue. Calls inside end first; a second close() does nothing. */
  @Override
  public void close() {
    handle.close();
  }
}
