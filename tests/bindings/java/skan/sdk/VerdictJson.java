package skan.sdk;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.function.Function;

/** A verdict as `skan verify --json` prints it, byte for byte, without what that tells of its input. */
final class VerdictJson {
  private static final DateTimeFormatter SECOND =
      DateTimeFormatter.ofPattern("yyyy-MM-dd'T'HH:mm:ss'Z'").withZone(ZoneOffset.UTC);

  private final StringBuilder out = new StringBuilder();

  private VerdictJson() {}

  static String of(Verdict verdict) {
    VerdictJson json = new VerdictJson();
    json.put(verdict);
    return json.out.toString();
  }

  private VerdictJson key(String name) {
    char last = out.length() == 0 ? '{' : out.charAt(out.length() - 1);
    if (last != '{') out.append(',');
    out.append('"').append(name).append("\":");
    return this;
  }

  private void put(String text) {
    out.append('"');
    for (char c : text.toCharArray()) {
      if (c == '"' || c == '\\') out.append('\\');
      if (c < 0x20) out.append(String.format("\\u%04x", (int) c));
      else out.append(c);
    }
    out.append('"');
  }

  private void text(String name, String text) {
    key(name);
    if (text == null || text.isEmpty()) out.append("null");
    else put(text);
  }

  private void textIfAny(String name, String text) {
    if (text != null) text(name, text);
  }

  private void number(String name, Number number) {
    key(name).out.append(number);
  }

  private void numberIfAny(String name, long number) {
    if (number != 0) number(name, number);
  }

  private void time(String name, Long seconds) {
    text(name, seconds == null ? null : SECOND.format(Instant.ofEpochSecond(seconds)));
  }

  private <T> void names(String name, List<T> list, Function<T, String> nameOf) {
    key(name).out.append('[');
    for (int i = 0; i < list.size(); ++i) {
      if (i > 0) out.append(',');
      put(nameOf.apply(list.get(i)));
    }
    out.append(']');
  }

  private void put(Verdict its) {
    out.append('{');
    text("outcome", its.getOutcome().getStableName());
    names("reasons", its.getReasons(), Reason::getStableName);
    names("notes", its.getNotes(), Note::getStableName);
    text("detail", its.getDetail());
    finding(its.getFinding());
    text("format", its.getFormat());
    text("link_fault", its.getLinkFault() == LinkFault.NONE ? null : its.getLinkFault().getStableName());
    certificates(its.getCertificates());
    number("about", its.getAbout());
    names("shown", its.getShown(), Field::getStableName);
    evidence(its.getEvidence());
    boolean changes = its.getChangesAt() != null;
    time("changes_at", its.getChangesAt());
    text("changes_to", changes ? its.getChangesTo().getStableName() : null);
    text("change_cause", changes ? its.getChangeCause().getStableName() : null);
    time("accepted_until", its.getAcceptedUntil());
    out.append('}');
  }

  private void finding(Finding its) {
    key("finding");
    if (its == null) {
      out.append("null");
      return;
    }
    boolean ofEvent = its.getRefusal() == Refusal.TOO_EARLY || its.getRefusal() == Refusal.TOO_LATE;
    boolean ofAge = its.getRefusal() == Refusal.HOLDER_AGE;
    out.append('{');
    text("refusal", its.getRefusal().getStableName());
    requirement(its.getRequirement());
    number("age", ofEvent ? its.getAge() : null);
    key("holder_age");
    if (ofAge) out.append("{\"from\":" + its.getHolderAgeFrom() + ",\"to\":" + its.getHolderAgeTo() + "}");
    else out.append("null");
    time("boundary", ofEvent || ofAge ? its.getBoundary() : null);
    out.append('}');
  }

  private void requirement(Requirement its) {
    key("requirement");
    if (its.getKind() == null) {
      out.append("null");
      return;
    }
    out.append('{');
    text("kind", its.getKind().getStableName());
    text("unit", its.getUnit().getStableName());
    number("minimum_age", its.getMinimumAge());
    number("maximum_age", its.getMaximumAge());
    if (!its.getProducts().isEmpty()) names("products", its.getProducts(), Function.identity());
    if (its.isCourseComplete()) key("course_complete").out.append("true");
    numberIfAny("minimum_dose", its.getMinimumDose());
    out.append('}');
  }

  private void certificates(List<Certificate> all) {
    key("certificate");
    if (all.isEmpty()) out.append("null");
    else put(all.get(0));
    key("together_with").out.append('[');
    for (int i = 1; i < all.size(); ++i) {
      if (i > 1) out.append(',');
      put(all.get(i));
    }
    out.append(']');
  }

  private void put(Certificate its) {
    out.append('{');
    text("kind", its.getKind().getStableName());
    key("number").put(its.getNumber());
    textIfAny("name", its.getNameCyrillic());
    textIfAny("name_latin", its.getNameLatin());
    text("birth_date", LocalDate.ofEpochDay(its.getBirthDay()).toString());
    textIfAny("document", its.getDocumentTail());
    if (its.getEventDay() != null) text("event_date", LocalDate.ofEpochDay(its.getEventDay()).toString());
    if (its.getEventTime() != null) time("event_time", its.getEventTime());
    textIfAny("product", its.getProduct());
    numberIfAny("dose", its.getDose());
    numberIfAny("doses", its.getDoses());
    numberIfAny("region", its.getRegion());
    time("issued_at", its.getIssuedAt());
    time("expires", its.getExpires());
    if (its.getNotBefore() != null) time("not_before", its.getNotBefore());
    out.append('}');
  }

  private void evidence(Evidence its) {
    boolean hasPolicy = !its.getPolicy().isEmpty();
    key("evidence").out.append('{');
    number("sequence", its.getSequence() == 0 ? null : its.getSequence());
    number("data_age_s", its.getDataAge());
    text("freshness", its.getFreshness().getStableName());
    text("clock", its.getClock().getStableName());
    text("issuer", its.getIssuer());
    text("key_id", its.getKeyId());
    text("policy", its.getPolicy());
    number("policy_version", hasPolicy ? its.getPolicyVersion() : null);
    number("utc_offset_minutes", hasPolicy ? its.getUtcOffsetMinutes() : null);
    text("revocation", its.getRevocation().getStableName());
    out.append('}');
  }
}
