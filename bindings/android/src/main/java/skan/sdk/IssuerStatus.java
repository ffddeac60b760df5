package skan.sdk;

import androidx.annotation.NonNull;
import androidx.annotation.Nullable;

/** One issuer key as the signed issuer list has it. Immutable. */
public final class IssuerStatus {
  private final String name;
  private final String keyId;
  private final String state;
  private final long validFrom;
  private final long validUntil;
  private final long retiredAt;
  private final long issued;
  private final Long revoked;
  private final long listBytes;
  private final Long listAsOf;

  IssuerStatus(RecordReader reader) {
    name = reader.text();
    keyId = reader.text();
    state = reader.text();
    validFrom = reader.number();
    validUntil = reader.number();
    retiredAt = reader.number();
    issued = reader.number();
    revoked = reader.optionalNumber();
    listBytes = reader.number();
    listAsOf = reader.optionalNumber();
  }

  /** For people. */
  @NonNull
  public String getName() {
    return name;
  }

  /** 16 hexadecimal digits. */
  @NonNull
  public String getKeyId() {
    return keyId;
  }

  /** "active", "retired" or "compromised". */
  @NonNull
  public String getState() {
    return state;
  }

  /** UTC seconds since 1970. */
  public long getValidFrom() {
    return validFrom;
  }

  /** UTC seconds since 1970. */
  public long getValidUntil() {
    return validUntil;
  }

  /** UTC seconds since 1970; only for "retired". */
  public long getRetiredAt() {
    return retiredAt;
  }

  /** Status indices that the list covers; 0 without a list. */
  public long getIssued() {
    return issued;
  }

  /** How many of them are withdrawn; null if it was not asked for, or blocks are damaged. */
  @Nullable
  public Long getRevoked() {
    return revoked;
  }

  /** The size of the list as it travels. */
  public long getListBytes() {
    return listBytes;
  }

  /** When the list was made, in UTC seconds since 1970. */
  @Nullable
  public Long getListAsOf() {
    return listAsOf;
  }
}
