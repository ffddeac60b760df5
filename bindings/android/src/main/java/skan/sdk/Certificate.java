package skan.sdk;

import androidx.annotation.NonNull;
import androidx.annotation.Nullable;

/**
 * What a genuine certificate says; the issuer has masked names and document (sdk/doc/format.md). Immutable. Let go of
 * it when it was shown: it is about a person.
 */
public final class Certificate {
  private final Kind kind;
  private final long statusIndex;
  private final int birthDay;
  private final String number;
  private final String nameCyrillic;
  private final String nameLatin;
  private final String documentTail;
  private final String product;
  private final Integer eventDay;
  private final Long eventTime;
  private final int dose;
  private final int doses;
  private final long issuedAt;
  private final Long notBefore;
  private final long expires;
  private final int region;

  Certificate(RecordReader reader) {
    kind = Kind.of(reader.number());
    statusIndex = reader.number();
    birthDay = reader.integer();
    number = reader.text();
    nameCyrillic = reader.optionalText();
    nameLatin = reader.optionalText();
    documentTail = reader.optionalText();
    product = reader.optionalText();
    eventDay = reader.optionalInteger();
    eventTime = reader.optionalNumber();
    dose = reader.integer();
    doses = reader.integer();
    issuedAt = reader.number();
    notBefore = reader.optionalNumber();
    expires = reader.number();
    region = reader.integer();
  }

  /** What it attests; null for a kind that only a newer library knows. */
  @Nullable
  public Kind getKind() {
    return kind;
  }

  /** Position in the issuer key's status list. */
  public long getStatusIndex() {
    return statusIndex;
  }

  /** Days since 1970-01-01. */
  public int getBirthDay() {
    return birthDay;
  }

  /** The certificate's number. */
  @NonNull
  public String getNumber() {
    return number;
  }

  /** Masked. */
  @Nullable
  public String getNameCyrillic() {
    return nameCyrillic;
  }

  /** Masked. */
  @Nullable
  public String getNameLatin() {
    return nameLatin;
  }

  /** Masked. */
  @Nullable
  public String getDocumentTail() {
    return documentTail;
  }

  /** The vaccine, or the test's method. */
  @Nullable
  public String getProduct() {
    return product;
  }

  /** Days since 1970-01-01; exactly one of this and the event's time is there. */
  @Nullable
  public Integer getEventDay() {
    return eventDay;
  }

  /** UTC seconds since 1970. */
  @Nullable
  public Long getEventTime() {
    return eventTime;
  }

  /** Which dose; 0 if it says nothing. */
  public int getDose() {
    return dose;
  }

  /** Of how many; 0 if it says nothing. */
  public int getDoses() {
    return doses;
  }

  /** UTC seconds since 1970. */
  public long getIssuedAt() {
    return issuedAt;
  }

  /** UTC seconds since 1970. */
  @Nullable
  public Long getNotBefore() {
    return notBefore;
  }

  /** UTC seconds since 1970; good while now is less. */
  public long getExpires() {
    return expires;
  }

  /** The region's number; 0 if it says nothing. */
  public int getRegion() {
    return region;
  }

  /** Says nothing about the holder. */
  @Override
  @NonNull
  public String toString() {
    return "Certificate";
  }
}
