package skan.sdk;

import androidx.annotation.NonNull;

/** How a {@link Scanner} works. The defaults suit a door. Immutable; {@link Scanner} checks the numbers. */
public final class ScannerOptions {
  /** For the repeat window: a code is reported again only after another one. */
  public static final long REPEAT_UNTIL_ANOTHER_CODE = -1;

  /** 64 codes, 12 milliseconds a frame, a repeat window of 3 seconds. */
  @NonNull public static final ScannerOptions DEFAULT = new ScannerOptions(64, 12_000, 3_000_000);

  private final int maxCodes;
  private final long budgetMicros;
  private final long repeatWindowMicros;

  private ScannerOptions(int maxCodes, long budgetMicros, long repeatWindowMicros) {
    this.maxCodes = maxCodes;
    this.budgetMicros = budgetMicros;
    this.repeatWindowMicros = repeatWindowMicros;
  }

  /** The same with at most this many codes of one picture; 1..255. */
  @NonNull
  public ScannerOptions withMaxCodes(int codes) {
    return new ScannerOptions(codes, budgetMicros, repeatWindowMicros);
  }

  /** The same with this long for one frame, in microseconds; 1,000..1,000,000. */
  @NonNull
  public ScannerOptions withBudgetMicros(long micros) {
    return new ScannerOptions(maxCodes, micros, repeatWindowMicros);
  }

  /**
   * The same with a time for which a code counts as a repeat after it was last seen, in microseconds, at most a day; 0:
   * every code is reported in every frame; or {@link #REPEAT_UNTIL_ANOTHER_CODE}.
   */
  @NonNull
  public ScannerOptions withRepeatWindowMicros(long micros) {
    return new ScannerOptions(maxCodes, budgetMicros, micros);
  }

  /** At most this many codes of one picture. */
  public int getMaxCodes() {
    return maxCodes;
  }

  /** How long one frame may take, in microseconds. */
  public long getBudgetMicros() {
    return budgetMicros;
  }

  /** For how long after it was last seen the same code counts as a repeat, in microseconds. */
  public long getRepeatWindowMicros() {
    return repeatWindowMicros;
  }
}
