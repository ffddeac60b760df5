package skan.sdk;

import androidx.annotation.NonNull;
import androidx.annotation.Nullable;
import java.util.List;

/**
 * The answer, and what it rests on. Decide by {@link #getOutcome()} and nothing else. Immutable, and independent of the
 * verifier and store that it comes from. It holds what the certificate says: let go of it when it was shown.
 */
public final class Verdict {
  private final Outcome outcome;
  private final List<Reason> reasons;
  private final List<Note> notes;
  private final String format;
  private final LinkFault linkFault;
  private final int about;
  private final Long changesAt;
  private final Outcome changesTo;
  private final ChangeCause changeCause;
  private final Long acceptedUntil;
  private final List<Field> shown;
  private final String detail;
  private final Evidence evidence;
  private final List<Certificate> certificates;
  private final Finding finding;
  private final Clauses clauses;

  Verdict(RecordReader reader) {
    outcome = Outcome.of(reader.number());
    reasons = reader.entries(Reason::of);
    notes = reader.entries(Note::of);
    format = reader.text();
    linkFault = LinkFault.of(reader.number());
    about = reader.integer();
    changesAt = reader.optionalNumber();
    changesTo = Outcome.of(reader.number());
    changeCause = ChangeCause.of(reader.number());
    acceptedUntil = reader.optionalNumber();
    shown = reader.entries(Field::of);
    detail = reader.text();
    evidence = new Evidence(reader);
    certificates = reader.list(Certificate::new);
    finding = reader.flag() ? new Finding(reader) : null;
    clauses = reader.flag() ? new Clauses(reader) : null;
  }

  /** What to do. */
  @NonNull
  public Outcome getOutcome() {
    return outcome;
  }

  /** Best first; empty exactly when the outcome is accepted. */
  @NonNull
  public List<Reason> getReasons() {
    return reasons;
  }

  /** Only on accepted. */
  @NonNull
  public List<Note> getNotes() {
    return notes;
  }

  /** What was presented: "skn1", "hc1", "link", ..., "unknown". */
  @NonNull
  public String getFormat() {
    return format;
  }

  /** What gave a link away, for {@link Reason#LOOKALIKE_LINK}; otherwise {@link LinkFault#NONE}. */
  @NonNull
  public LinkFault getLinkFault() {
    return linkFault;
  }

  /** Which of the texts presented together the first reason is about. */
  public int getAbout() {
    return about;
  }

  /** The next UTC second from which this is no longer accepted, or from which it is. */
  @Nullable
  public Long getChangesAt() {
    return changesAt;
  }

  /** The outcome from then on. */
  @NonNull
  public Outcome getChangesTo() {
    return changesTo;
  }

  /** What changes then. */
  @NonNull
  public ChangeCause getChangeCause() {
    return changeCause;
  }

  /** On accepted: until when policy and certificate accept, whatever becomes of the data. */
  @Nullable
  public Long getAcceptedUntil() {
    return acceptedUntil;
  }

  /** What the policy lets the operator see of the certificate. */
  @NonNull
  public List<Field> getShown() {
    return shown;
  }

  /** The finding in one English sentence; empty without one. */
  @NonNull
  public String getDetail() {
    return detail;
  }

  /** What it rests on. */
  @NonNull
  public Evidence getEvidence() {
    return evidence;
  }

  /** Empty unless the signatures held; the first is the one that this is about. */
  @NonNull
  public List<Certificate> getCertificates() {
    return certificates;
  }

  /** Which rule refused, for {@link Reason#POLICY_REFUSED}. */
  @Nullable
  public Finding getFinding() {
    return finding;
  }

  /** The verdict in words; null unless {@link Verifier} was given a catalogue. */
  @Nullable
  public Clauses getClauses() {
    return clauses;
  }

  /** The first certificate; null unless the signatures held. */
  @Nullable
  public Certificate getCertificate() {
    return certificates.isEmpty() ? null : certificates.get(0);
  }

  /** The verdict on a picture in which no code could be read. */
  @NonNull
  public static Verdict ofNoCode() {
    NativeCalls.load();
    return read(NativeCalls.noCode());
  }

  static Verdict read(byte[] record) {
    try (RecordReader reader = new RecordReader(record)) {
      return new Verdict(reader);
    }
  }

  /** Outcome, reasons and notes; nothing about the holder. */
  @Override
  @NonNull
  public String toString() {
    return "Verdict " + outcome + " " + reasons + " " + notes;
  }
}
