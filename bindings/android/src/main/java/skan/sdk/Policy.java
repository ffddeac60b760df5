package skan.sdk;

import androidx.annotation.NonNull;
import androidx.annotation.Nullable;
import java.util.List;

/** What a region accepts. Immutable. */
public final class Policy {
  private final String id;
  private final long version;
  private final String titleRussian;
  private final String titleEnglish;
  private final int utcOffsetMinutes;
  private final boolean documentCheck;
  private final boolean newerAppNeeded;
  private final Long freshness;
  private final long newerThanData;
  private final List<Field> shown;
  private final List<Rule> rules;

  Policy(RecordReader reader) {
    id = reader.text();
    version = reader.number();
    titleRussian = reader.text();
    titleEnglish = reader.text();
    utcOffsetMinutes = reader.integer();
    documentCheck = reader.flag();
    newerAppNeeded = reader.flag();
    freshness = reader.optionalNumber();
    newerThanData = reader.number();
    shown = reader.entries(Field::of);
    rules = reader.list(Rule::new);
  }

  /** Lower-case letters, digits and hyphens. */
  @NonNull
  public String getId() {
    return id;
  }

  /** Grows with each change. */
  public long getVersion() {
    return version;
  }

  /** For people. */
  @NonNull
  public String getTitleRussian() {
    return titleRussian;
  }

  /** For people. */
  @NonNull
  public String getTitleEnglish() {
    return titleEnglish;
  }

  /** The time zone in which days are counted. */
  public int getUtcOffsetMinutes() {
    return utcOffsetMinutes;
  }

  /** The operator compares the shown fields with a document. */
  public boolean isDocumentCheck() {
    return documentCheck;
  }

  /** It holds a critical rule that this version does not know. */
  public boolean isNewerAppNeeded() {
    return newerAppNeeded;
  }

  /** Seconds after which trust data is too old here; the channel's limit holds as well. */
  @Nullable
  public Long getFreshness() {
    return freshness;
  }

  /** Seconds after a list was made in which a certificate that it lacks may pass. */
  public long getNewerThanData() {
    return newerThanData;
  }

  /** What the operator may be shown. */
  @NonNull
  public List<Field> getShown() {
    return shown;
  }

  /** What is presented is accepted if any one rule accepts it. */
  @NonNull
  public List<Rule> getRules() {
    return rules;
  }
}
