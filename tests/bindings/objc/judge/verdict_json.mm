#include "verdict_json.h"

namespace {

/// An object on its way: members in the order of their calls.
class Json {
 public:
  Json() : text_([NSMutableString stringWithString:@"{"]) {}

  NSMutableString *key(NSString *name) {
    if (![text_ hasSuffix:@"{"]) [text_ appendString:@","];
    [text_ appendFormat:@"\"%@\":", name];
    return text_;
  }
  void raw(NSString *name, NSString *value) { [key(name) appendString:value]; }
  void text(NSString *name, NSString *value) { raw(name, [value length] == 0 ? @"null" : quoted(value)); }
  void textIfAny(NSString *name, NSString *value) {
    if (value != nil) text(name, value);
  }
  void number(NSString *name, long long value) { raw(name, [NSString stringWithFormat:@"%lld", value]); }
  void numberIf(NSString *name, bool there, long long value) {
    if (there) number(name, value);
  }
  void numberOrNull(NSString *name, bool there, long long value) {
    if (there) number(name, value);
    else raw(name, @"null");
  }
  void time(NSString *name, NSDate *date) { text(name, timeText(date)); }
  NSString *end() {
    [text_ appendString:@"}"];
    return text_;
  }

  static NSString *quoted(NSString *value) {
    NSMutableString *out = [NSMutableString stringWithString:@"\""];
    for (NSUInteger i = 0; i < [value length]; ++i) {
      const unichar c = [value characterAtIndex:i];
      if (c == '"' || c == '\\') [out appendString:@"\\"];
      if (c < 0x20) [out appendFormat:@"\\u%04x", static_cast<unsigned>(c)];
      else [out appendString:[NSString stringWithCharacters:&c length:1]];
    }
    [out appendString:@"\""];
    return out;
  }

 private:
  static NSString *timeText(NSDate *date) {
    if (date == nil) return nil;
    const long long seconds = static_cast<long long>([date timeIntervalSince1970]);
    const long long days = seconds / 86400 - (seconds % 86400 < 0 ? 1 : 0), rest = seconds - days * 86400;
    SKNDay *day = [[[SKNDay alloc] initWithDaysSince1970:static_cast<int32_t>(days)] autorelease];
    return [NSString stringWithFormat:@"%@T%02lld:%02lld:%02lldZ", [day text], rest / 3600, rest / 60 % 60, rest % 60];
  }

  NSMutableString *text_;
};

NSString *nameOf(SKNList list, NSInteger number) { return SKNStableName(list, number); }

NSString *listOf(NSArray<NSString *> *texts) {
  NSMutableArray<NSString *> *quoted = [NSMutableArray array];
  for (NSString *text in texts) [quoted addObject:Json::quoted(text)];
  return [NSString stringWithFormat:@"[%@]", [quoted componentsJoinedByString:@","]];
}

NSString *requirementJson(SKNRequirement *its) {
  if ([its kind] == SKNKindNone) return @"null";
  Json json;
  json.text(@"kind", nameOf(SKNListKind, [its kind]));
  json.text(@"unit", nameOf(SKNListAgeUnit, [its unit]));
  json.number(@"minimum_age", [its minimumAge]);
  json.number(@"maximum_age", [its maximumAge]);
  if ([[its products] count] > 0) json.raw(@"products", listOf([its products]));
  if ([its isCourseComplete]) json.raw(@"course_complete", @"true");
  json.numberIf(@"minimum_dose", [its minimumDose] != 0, [its minimumDose]);
  return json.end();
}

NSString *findingJson(SKNFinding *its) {
  if (its == nil) return @"null";
  const bool ofEvent = [its refusal] == SKNRefusalTooEarly || [its refusal] == SKNRefusalTooLate;
  const bool ofAge = [its refusal] == SKNRefusalHolderAge;
  Json json;
  json.text(@"refusal", nameOf(SKNListRefusal, [its refusal]));
  json.raw(@"requirement", requirementJson([its requirement]));
  json.numberOrNull(@"age", ofEvent, [its age]);
  Json ages;
  ages.number(@"from", [its holderAgeFrom]);
  ages.number(@"to", [its holderAgeTo]);
  json.raw(@"holder_age", ofAge ? ages.end() : @"null");
  json.time(@"boundary", [its boundary]);
  return json.end();
}

NSString *certificateJson(SKNCertificate *its) {
  Json json;
  json.text(@"kind", nameOf(SKNListKind, [its kind]));
  json.raw(@"number", Json::quoted([its number]));
  json.textIfAny(@"name", [its nameCyrillic]);
  json.textIfAny(@"name_latin", [its nameLatin]);
  json.text(@"birth_date", [[its birthDay] text]);
  json.textIfAny(@"document", [its documentTail]);
  json.textIfAny(@"event_date", [[its eventDay] text]);
  if ([its eventTime] != nil) json.time(@"event_time", [its eventTime]);
  json.textIfAny(@"product", [its product]);
  json.numberIf(@"dose", [its dose] != 0, [its dose]);
  json.numberIf(@"doses", [its doses] != 0, [its doses]);
  json.numberIf(@"region", [its region] != 0, [its region]);
  json.time(@"issued_at", [its issuedAt]);
  json.time(@"expires", [its expires]);
  if ([its notBefore] != nil) json.time(@"not_before", [its notBefore]);
  return json.end();
}

NSString *evidenceJson(SKNEvidence *its) {
  const bool hasPolicy = [[its policy] length] > 0;
  Json json;
  json.numberOrNull(@"sequence", [its sequence] != 0, static_cast<long long>([its sequence]));
  json.numberOrNull(@"data_age_s", [its hasDataAge], static_cast<long long>([its dataAge]));
  json.text(@"freshness", nameOf(SKNListFreshness, [its freshness]));
  json.text(@"clock", nameOf(SKNListClockState, [its clock]));
  json.text(@"issuer", [its issuer]);
  json.text(@"key_id", [its keyIdentifier]);
  json.text(@"policy", [its policy]);
  json.numberOrNull(@"policy_version", hasPolicy, [its policyVersion]);
  json.numberOrNull(@"utc_offset_minutes", hasPolicy, [its utcOffsetMinutes]);
  json.text(@"revocation", nameOf(SKNListRevocation, [its revocation]));
  return json.end();
}

void putCertificates(Json &json, NSArray<SKNCertificate *> *all) {
  json.raw(@"certificate", [all count] == 0 ? @"null" : certificateJson([all objectAtIndex:0]));
  NSMutableArray<NSString *> *others = [NSMutableArray array];
  for (NSUInteger i = 1; i < [all count]; ++i) [others addObject:certificateJson([all objectAtIndex:i])];
  json.raw(@"together_with", [NSString stringWithFormat:@"[%@]", [others componentsJoinedByString:@","]]);
}

NSArray<NSString *> *shownBy(SKNVerdict *its) {
  NSMutableArray<NSString *> *shown = [NSMutableArray array];
  for (NSInteger i = SKNFieldName; i <= SKNFieldNumber; ++i) {
    if ([its showsField:static_cast<SKNField>(i)]) [shown addObject:nameOf(SKNListField, i)];
  }
  return shown;
}

}  // namespace

NSString *verdictJson(SKNVerdict *its) {
  NSMutableArray<NSString *> *reasons = [NSMutableArray array], *notes = [NSMutableArray array];
  for (NSUInteger i = 0; i < [its reasonCount]; ++i) [reasons addObject:nameOf(SKNListReason, [its reasonAtIndex:i])];
  for (NSUInteger i = 0; i < [its noteCount]; ++i) [notes addObject:nameOf(SKNListNote, [its noteAtIndex:i])];
  Json json;
  json.text(@"outcome", nameOf(SKNListOutcome, [its outcome]));
  json.raw(@"reasons", listOf(reasons));
  json.raw(@"notes", listOf(notes));
  json.text(@"detail", [its detail]);
  json.raw(@"finding", findingJson([its finding]));
  json.text(@"format", [its format]);
  json.text(@"link_fault", [its linkFault] == SKNLinkFaultNone ? nil : nameOf(SKNListLinkFault, [its linkFault]));
  putCertificates(json, [its certificates]);
  json.number(@"about", static_cast<long long>([its about]));
  json.raw(@"shown", listOf(shownBy(its)));
  json.raw(@"evidence", evidenceJson([its evidence]));
  const bool changes = [its changesAt] != nil;
  json.time(@"changes_at", [its changesAt]);
  json.text(@"changes_to", changes ? nameOf(SKNListOutcome, [its changesTo]) : nil);
  json.text(@"change_cause", changes ? nameOf(SKNListChangeCause, [its changeCause]) : nil);
  json.time(@"accepted_until", [its acceptedUntil]);
  return json.end();
}
