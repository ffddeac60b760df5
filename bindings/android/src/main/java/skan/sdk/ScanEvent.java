package skan.sdk;

import androidx.annotation.NonNull;
import java.util.Collections;
import java.util.List;

/** What one frame brought. Immutable. Frames without codes share their events, so that they cost no memory. */
public final class ScanEvent {
  private static final ScanEvent[] WITHOUT_CODES = withoutCodes();

  private final Hint hint;
  private final List<Code> codes;
  private final List<Code> repeats;

  private ScanEvent(Hint hint, List<Code> codes, List<Code> repeats) {
    this.hint = hint;
    this.codes = codes;
    this.repeats = repeats;
  }

  private static ScanEvent[] withoutCodes() {
    Hint[] hints = Hint.values();
    ScanEvent[] events = new ScanEvent[hints.length];
    for (Hint hint : hints) {
      events[hint.getNumber()] = new ScanEvent(hint, Collections.<Code>emptyList(), Collections.<Code>emptyList());
    }
    return events;
  }

  static ScanEvent withoutCodes(int hint) {
    return WITHOUT_CODES[hint < WITHOUT_CODES.length ? hint : 0];
  }

  static ScanEvent read(int hint, byte[] record) {
    try (RecordReader reader = new RecordReader(record)) {
      return new ScanEvent(Hint.of(hint), reader.list(Code::new), reader.list(Code::new));
    }
  }

  /** {@link Hint#NONE} if a code was read; at least half a second the same. */
  @NonNull
  public Hint getHint() {
    return hint;
  }

  /** Read, and not seen within the repeat window: for {@link Verifier}. */
  @NonNull
  public List<Code> getCodes() {
    return codes;
  }

  /** Read, and seen within the repeat window: where they are, without their content. */
  @NonNull
  public List<Code> getRepeats() {
    return repeats;
  }
}
