package skan.sdk;

import androidx.annotation.NonNull;

/** What one policy says of a text. Immutable. */
public final class PolicyVerdict {
  private final Policy policy;
  private final Verdict verdict;

  PolicyVerdict(RecordReader reader) {
    policy = new Policy(reader);
    verdict = new Verdict(reader);
  }

  /** The policy. */
  @NonNull
  public Policy getPolicy() {
    return policy;
  }

  /** Its verdict. */
  @NonNull
  public Verdict getVerdict() {
    return verdict;
  }
}
