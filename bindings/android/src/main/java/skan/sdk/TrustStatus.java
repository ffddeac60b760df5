package skan.sdk;

import androidx.annotation.NonNull;
import androidx.annotation.Nullable;
import java.util.List;

/**
 * What a store held when it was asked, for people and for monitoring. Times are UTC seconds since 1970, and 0 without
 * data. Immutable.
 */
public final class TrustStatus {
  private final String authority;
  private final String channel;
  private final long rootVersion;
  private final long epoch;
  private final long sequence;
  private final Freshness freshness;
  private final long issuedAt;
  private final Long dataAge;
  private final long staleAt;
  private final long rootExpires;
  private final long headExpires;
  private final long manifestExpires;
  private final Long notedTime;
  private final boolean damaged;
  private final boolean rolledBack;
  private final boolean readOnly;
  private final boolean updateRefused;
  private final String lastRefused;
  private final long lastRefusedTime;
  private final String defaultPolicy;
  private final List<IssuerStatus> issuers;
  private final List<Policy> policies;

  TrustStatus(RecordReader reader) {
    authority = reader.text();
    channel = reader.text();
    rootVersion = reader.number();
    epoch = reader.number();
    sequence = reader.number();
    freshness = Freshness.of(reader.number());
    issuedAt = reader.number();
    dataAge = reader.optionalNumber();
    staleAt = reader.number();
    rootExpires = reader.number();
    headExpires = reader.number();
    manifestExpires = reader.number();
    notedTime = reader.optionalNumber();
    damaged = reader.flag();
    rolledBack = reader.flag();
    readOnly = reader.flag();
    updateRefused = reader.flag();
    lastRefused = reader.text();
    lastRefusedTime = reader.number();
    defaultPolicy = reader.text();
    issuers = reader.list(IssuerStatus::new);
    policies = reader.list(Policy::new);
  }

  /** 64 hexadecimal digits. */
  @NonNull
  public String getAuthority() {
    return authority;
  }

  /** The store's channel. */
  @NonNull
  public String getChannel() {
    return channel;
  }

  /** Of the root in force. */
  public long getRootVersion() {
    return rootVersion;
  }

  /** Of the data. */
  public long getEpoch() {
    return epoch;
  }

  /** 0: provisioned, but no update was loaded yet. */
  public long getSequence() {
    return sequence;
  }

  /** How old the data is. */
  @NonNull
  public Freshness getFreshness() {
    return freshness;
  }

  /** The signed time of the data in force. */
  public long getIssuedAt() {
    return issuedAt;
  }

  /** Seconds since then. */
  @Nullable
  public Long getDataAge() {
    return dataAge;
  }

  /** From this second on nothing is accepted. */
  public long getStaleAt() {
    return staleAt;
  }

  /** When the root ends. */
  public long getRootExpires() {
    return rootExpires;
  }

  /** When the head ends. */
  public long getHeadExpires() {
    return headExpires;
  }

  /** When the manifest ends. */
  public long getManifestExpires() {
    return manifestExpires;
  }

  /** The latest time that was stored by noteTime() under this data. */
  @Nullable
  public Long getNotedTime() {
    return notedTime;
  }

  /** Stored data failed its check; the next update repairs it. */
  public boolean isDamaged() {
    return damaged;
  }

  /** Older than the host's anchor; an update that is not older ends it. */
  public boolean isRolledBack() {
    return rolledBack;
  }

  /** A copy made by exportTo(). */
  public boolean isReadOnly() {
    return readOnly;
  }

  /** Whether the last update was refused. */
  public boolean isUpdateRefused() {
    return updateRefused;
  }

  /** The stable name of the error with which the last update was refused; empty: it was not. */
  @NonNull
  public String getLastRefused() {
    return lastRefused;
  }

  /** When, by the device's clock. */
  public long getLastRefusedTime() {
    return lastRefusedTime;
  }

  /** The authority's default; empty without data. */
  @NonNull
  public String getDefaultPolicy() {
    return defaultPolicy;
  }

  /** The issuers' keys. */
  @NonNull
  public List<IssuerStatus> getIssuers() {
    return issuers;
  }

  /** What may be chosen. */
  @NonNull
  public List<Policy> getPolicies() {
    return policies;
  }
}
