package skan.sdk;

import androidx.annotation.NonNull;
import java.util.Locale;

/** Why something was not accepted; sdk/doc/reasons.md says what to do about each. */
public enum Reason {
  /** It begins like a certificate, but what follows is not one. */
  MALFORMED(1),
  /** Altered or invented: the named issuer did not sign this. */
  BAD_SIGNATURE(2),
  /** Issued under a key that was declared stolen. */
  KEY_COMPROMISED(3),
  /** Its issuer may not sign this kind of certificate, or not at that time. */
  KEY_NOT_FOR_THIS(4),
  /** Withdrawn by the authority. */
  REVOKED(5),
  /** Past its technical end. */
  EXPIRED(6),
  /** Its time has not begun. */
  NOT_YET_VALID(7),
  /** Authentic, but not accepted by this policy; {@link Verdict#getFinding()} says which rule. */
  POLICY_REFUSED(8),
  /** A link that imitates the portal's; {@link Verdict#getLinkFault()} says what gave it away. */
  LOOKALIKE_LINK(9),
  /** No readable code in the picture. */
  NO_CODE_FOUND(10),
  /** Some other code, not a certificate. */
  NOT_A_CERTIFICATE(11),
  /** A portal link, nothing signed in it. */
  ONLINE_LINK(12),
  /** A certificate of another system, which cannot be checked here. */
  UNSUPPORTED_FORMAT(13),
  /** A newer format, or a rule that this version does not know. */
  NEEDS_NEWER_APP(14),
  /** No trusted key with the id that it names. */
  UNKNOWN_ISSUER(15),
  /** The revocation list does not cover this certificate. */
  INDEX_UNKNOWN(16),
  /** The chosen policy is not in the trust data. */
  UNKNOWN_POLICY(17),
  /** No trust data was loaded yet. */
  TRUST_DATA_MISSING(18),
  /** The trust data is too old to say yes. */
  TRUST_DATA_STALE(19),
  /** The device's clock contradicts what is known. */
  CLOCK_SUSPECT(20),
  /** Stored trust data failed its check. */
  STORE_DAMAGED(21),
  /** The trust data is older than what this device has had. */
  STORE_ROLLED_BACK(22),
  /** A training certificate, outside practice mode. */
  PRACTICE_CERTIFICATE(23);

  private final int number;

  Reason(int number) {
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

  /** The outcome that this reason leads to: rejected only on positive evidence. */
  @NonNull
  public Outcome getOutcome() {
    NativeCalls.load();
    return Outcome.of(NativeCalls.outcomeOf(number));
  }

  /** A reason that only a newer library knows is told as what it is. */
  static Reason of(long number) {
    for (Reason entry : values()) {
      if (entry.number == number) return entry;
    }
    return NEEDS_NEWER_APP;
  }
}
