package skan.sdk;

import androidx.annotation.NonNull;
import java.util.Locale;

/** Why a call could not do its work; sdk/doc/reasons.md says what to do about each. */
public enum ErrorCode {
  /** An argument breaks what is documented. Reaches Java as IllegalArgumentException. */
  INVALID_ARGUMENT(1),
  /** Signed trust data or a bundle is not the one canonical encoding. */
  MALFORMED(2),
  /** The file system or SQLite refused: missing, unreadable, full, locked. */
  STORAGE(3),
  /** The file is not a trust store. */
  NOT_A_STORE(4),
  /** The store was written by a newer version of this library. */
  NEWER_STORE_FORMAT(5),
  /** Signed data uses a rule that this version does not know. */
  NEWER_DATA_FORMAT(6),
  /** Store, root or bundle belongs to another authority than the pinned one. */
  FOREIGN_STORE(7),
  /** Too few, unknown, repeated or wrong signatures. */
  THRESHOLD_NOT_MET(8),
  /** Bytes differ from what the signed manifest or the trailer names. */
  HASH_MISMATCH(9),
  /** Length differs from what the signed data names. */
  SIZE_MISMATCH(10),
  /** Signed trust data is past its own expiry. */
  EXPIRED_METADATA(11),
  /** The head is dated more than five minutes after now. */
  HEAD_FROM_FUTURE(12),
  /** Older than what is in force, or than the host's anchor. */
  LOWER_SEQUENCE(13),
  /** The same version number with different content. */
  SAME_SEQUENCE_OTHER_BYTES(14),
  /** A status list that must be there is absent. */
  MISSING_LIST(15),
  /** A limit of the format is reached, or memory ran out; the message says which. */
  CAPACITY(16),
  /** libsodium could not be initialised. */
  CRYPTO_UNAVAILABLE(17),
  /** Another program updated the store meanwhile. */
  OVERTAKEN(18),
  /** Another thread is inside. Reaches Java as IllegalStateException. */
  IN_USE(100),
  /** Classes and libskan.so are not of one release. */
  OTHER_ABI(101),
  /** A fault of the library: please report it with the message. */
  INTERNAL(102);

  private final int number;

  ErrorCode(int number) {
    this.number = number;
  }

  /** The number of this entry, the same in every language and version. */
  public int getNumber() {
    return number;
  }

  /** The stable name, as in JSON and in sdk/doc/reasons.md. */
  @NonNull
  public String getStableName() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** A number that only a newer library knows counts as internal. */
  static ErrorCode of(long number) {
    for (ErrorCode entry : values()) {
      if (entry.number == number) return entry;
    }
    return INTERNAL;
  }
}
