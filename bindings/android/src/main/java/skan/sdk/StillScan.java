package skan.sdk;

import androidx.annotation.NonNull;
import java.util.List;

/** What a still picture holds. Immutable. */
public final class StillScan {
  private final boolean limitReached;
  private final List<Code> codes;

  private StillScan(RecordReader reader) {
    limitReached = reader.flag();
    codes = reader.list(Code::new);
  }

  static StillScan read(byte[] record) {
    try (RecordReader reader = new RecordReader(record)) {
      return new StillScan(reader);
    }
  }

  /** Row by row from the top, each row from the left; no content twice. */
  @NonNull
  public List<Code> getCodes() {
    return codes;
  }

  /** There may be more codes than the options' limit. */
  public boolean isLimitReached() {
    return limitReached;
  }
}
