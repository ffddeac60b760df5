package skan.sdk;

import androidx.annotation.NonNull;

/**
 * A point in time, and how far it can be believed. A type of its own, so that milliseconds are never taken for seconds.
 * Immutable.
 */
public final class Moment {
  private final long unixSeconds;
  private final ClockSource source;

  private Moment(long unixSeconds, ClockSource source) {
    this.unixSeconds = unixSeconds;
    this.source = source;
  }

  /** What the device's clock says. */
  @NonNull
  public static Moment now() {
    return ofClock(System.currentTimeMillis());
  }

  /**
   * What a device's clock said.
   *
   * @param millis milliseconds since 1970-01-01T00:00:00Z, like those of System.currentTimeMillis()
   */
  @NonNull
  public static Moment ofClock(long millis) {
    return new Moment(millis / 1000, ClockSource.DEVICE);
  }

  /**
   * A time that a person has named, as in a rehearsal. It is believed, and the verdict says so.
   *
   * @param unixSeconds UTC seconds since 1970-01-01T00:00:00Z
   */
  @NonNull
  public static Moment stated(long unixSeconds) {
    return new Moment(unixSeconds, ClockSource.STATED);
  }

  /** UTC seconds since 1970-01-01T00:00:00Z. */
  public long getUnixSeconds() {
    return unixSeconds;
  }

  /** Where the time comes from. */
  @NonNull
  public ClockSource getSource() {
    return source;
  }
}
