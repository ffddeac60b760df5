package skan.sdk;

import androidx.annotation.NonNull;

/**
 * What a catalogue says about one verdict, each a clause without full stop, empty if there is nothing to tell. Immutable.
 * They may tell what the policy lets the operator know of the certificate, the event's date and the holder's age group
 * among it: let go of them when they were shown.
 */
public final class Clauses {
  private final String meaning;
  private final String refusal;
  private final String outlook;
  private final String change;
  private final String dataAge;

  Clauses(RecordReader reader) {
    meaning = reader.text();
    refusal = reader.text();
    outlook = reader.text();
    change = reader.text();
    dataAge = reader.text();
  }

  /** What was found first, with its particulars: for the line under the headline. */
  @NonNull
  public String getMeaning() {
    return meaning;
  }

  /** Which rule of the policy refused, with its figures. */
  @NonNull
  public String getRefusal() {
    return refusal;
  }

  /** What the holder is told about later, whatever becomes of the trust data. */
  @NonNull
  public String getOutlook() {
    return outlook;
  }

  /** When this verdict changes next, and whether an update prevents it. */
  @NonNull
  public String getChange() {
    return change;
  }

  /** How old the trust data is. */
  @NonNull
  public String getDataAge() {
    return dataAge;
  }
}
