package skan.sdk;

import androidx.annotation.NonNull;
import androidx.annotation.Nullable;

/** What a verdict rests on. What was not reached is null, empty or 0. Immutable. */
public final class Evidence {
  private final Freshness freshness;
  private final ClockState clock;
  private final Revocation revocation;
  private final long sequence;
  private final Long dataAge;
  private final long policyVersion;
  private final int utcOffsetMinutes;
  private final String issuer;
  private final String keyId;
  private final String policy;

  Evidence(RecordReader reader) {
    freshness = Freshness.of(reader.number());
    clock = ClockState.of(reader.number());
    revocation = Revocation.of(reader.number());
    sequence = reader.number();
    dataAge = reader.optionalNumber();
    policyVersion = reader.number();
    utcOffsetMinutes = reader.integer();
    issuer = reader.text();
    keyId = reader.text();
    policy = reader.text();
  }

  /** How old the trust data is. */
  @NonNull
  public Freshness getFreshness() {
    return freshness;
  }

  /** What is known about the device's clock. */
  @NonNull
  public ClockState getClock() {
    return clock;
  }

  /** What the status list said. */
  @NonNull
  public Revocation getRevocation() {
    return revocation;
  }

  /** Of the trust data; 0: none. */
  public long getSequence() {
    return sequence;
  }

  /** Seconds between the data's signed time and now. */
  @Nullable
  public Long getDataAge() {
    return dataAge;
  }

  /** Of the policy that was applied. */
  public long getPolicyVersion() {
    return policyVersion;
  }

  /** The policy's time zone, in which it counts days. */
  public int getUtcOffsetMinutes() {
    return utcOffsetMinutes;
  }

  /** Name of the issuer whose key was named. */
  @NonNull
  public String getIssuer() {
    return issuer;
  }

  /** 16 hexadecimal digits, as the code claims it. */
  @NonNull
  public String getKeyId() {
    return keyId;
  }

  /** Identifier of the policy that was applied. */
  @NonNull
  public String getPolicy() {
    return policy;
  }
}
