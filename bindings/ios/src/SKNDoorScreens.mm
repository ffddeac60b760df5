#include "SKNDoorScreens.h"

#include "SKNDoorWords.h"

namespace {

NSString *joined(NSString *first, NSString *separator, NSString *second) {
  if (first.length == 0) return second;
  if (second.length == 0) return first;
  return [NSString stringWithFormat:@"%@%@%@", first, separator, second];
}

NSString *sentence(NSString *text) { return text.length == 0 ? text : [text stringByAppendingString:@"."]; }

NSString *dose_of(SKNCertificate *certificate, SKNCatalogue *catalogue) {
  if (certificate.dose == 0) return @"";
  NSString *dose = [NSString stringWithFormat:@"%ld", static_cast<long>(certificate.dose)];
  if (certificate.doses == 0) return dose;
  return [NSString stringWithFormat:@"%@ %@ %ld", dose, SKNDoorWord(catalogue, DoorWord::of), static_cast<long>(certificate.doses)];
}

NSString *value_of(SKNCertificate *certificate, SKNField field, SKNCatalogue *catalogue) {
  switch (field) {
    case SKNFieldName: return certificate.nameCyrillic.length > 0 ? certificate.nameCyrillic : certificate.nameLatin;
    case SKNFieldBirthDate: return [catalogue textOfDay:certificate.birthDay];
    case SKNFieldDocument: return certificate.documentTail;
    case SKNFieldProduct: return certificate.product;
    case SKNFieldDose: return dose_of(certificate, catalogue);
    case SKNFieldRegion:
      return certificate.region == 0 ? @"" : [NSString stringWithFormat:@"%ld", static_cast<long>(certificate.region)];
    case SKNFieldNumber: return certificate.number;
    case SKNFieldKind:
    case SKNFieldEvent: break;  // a line of their own
  }
  return @"";
}

/// What an operator compares, in the order in which a document has it.
NSArray<SKNDoorField *> *fields_of(SKNVerdict *verdict, SKNCatalogue *catalogue) {
  NSMutableArray<SKNDoorField *> *fields = [NSMutableArray array];
  SKNCertificate *certificate = verdict.certificate;
  for (const SKNField field : {SKNFieldName, SKNFieldBirthDate, SKNFieldDocument, SKNFieldProduct, SKNFieldDose, SKNFieldRegion,
                               SKNFieldNumber}) {
    if (certificate == nil || ![verdict showsField:field]) continue;
    NSString *value = value_of(certificate, field, catalogue);
    if (value.length == 0) continue;
    SKNDoorField *entry = SKN_AUTORELEASE([[SKNDoorField alloc] initEmpty]);
    entry->_field = field;
    SKN_SET(entry->_label, SKNDoorLabel(catalogue, field));
    SKN_SET(entry->_value, value);
    [fields addObject:entry];
  }
  return fields;
}

/// "recovered 9 July 2021", as far as the policy shows it.
NSString *event_of(SKNVerdict *verdict, SKNCatalogue *catalogue) {
  SKNCertificate *certificate = verdict.certificate;
  if (certificate == nil) return @"";
  NSString *kind = [verdict showsField:SKNFieldKind] ? [catalogue wordsForKind:certificate.kind].headline : @"";
  NSString *event = @"";
  if ([verdict showsField:SKNFieldEvent]) {
    event = certificate.eventDay != nil
                ? [catalogue textOfDay:certificate.eventDay]
                : [catalogue textOfTime:certificate.eventTime utcOffsetMinutes:verdict.evidence.utcOffsetMinutes];
  }
  return joined(kind, @" ", event);
}

SKNDoorTone tone_of(SKNOutcome outcome) {
  switch (outcome) {
    case SKNOutcomeAccepted: return SKNDoorToneGo;
    case SKNOutcomeRejected: return SKNDoorToneStop;
    case SKNOutcomeUndetermined: break;
  }
  return SKNDoorToneUnsure;
}

void tell_accepted(SKNDoorScreen *screen, SKNVerdict *verdict, SKNCatalogue *catalogue) {
  SKNWords *words = [catalogue wordsForOutcome:SKNOutcomeAccepted];
  NSString *event = event_of(verdict, catalogue);
  SKN_SET(screen->_meaning, event.length > 0 ? event : words.meaning);
  SKN_SET(screen->_holderAction, words.holderAction);
  NSString *action = words.operatorAction;
  NSMutableArray<NSString *> *notes = [NSMutableArray array];
  for (NSUInteger i = 0; i < verdict.noteCount; ++i) {
    const SKNNote note = [verdict noteAtIndex:i];
    SKNWords *told = [catalogue wordsForNote:note];
    // What is to be done first is the action: compare before admitting, and admit nobody on a training certificate.
    if (note == SKNNotePractice) action = told.operatorAction;
    else if (note == SKNNoteDocumentCheckRequired && ![verdict hasNote:SKNNotePractice]) action = told.operatorAction;
    else [notes addObject:joined(told.meaning, @"; ", told.operatorAction)];
  }
  if ([verdict hasNote:SKNNotePractice]) SKN_SET(screen->_reasonHeadline, [catalogue wordsForNote:SKNNotePractice].headline);
  SKN_SET(screen->_operatorAction, action);
  SKN_SET(screen->_notes, notes);
  SKN_SET(screen->_fields, fields_of(verdict, catalogue));
}

void tell_refused(SKNDoorScreen *screen, SKNVerdict *verdict, SKNCatalogue *catalogue) {
  SKNWords *words = [catalogue wordsForReason:verdict.reason freshness:verdict.evidence.freshness];
  SKN_SET(screen->_reasonHeadline, words.headline);
  SKN_SET(screen->_meaning, [catalogue clause:SKNClauseMeaning ofVerdict:verdict]);
  SKN_SET(screen->_operatorAction, words.operatorAction);
  SKN_SET(screen->_holderAction, words.holderAction);
  NSMutableArray<NSString *> *notes = [NSMutableArray array];
  for (NSUInteger i = 1; i < verdict.reasonCount; ++i) {
    [notes addObject:[catalogue wordsForReason:[verdict reasonAtIndex:i] freshness:verdict.evidence.freshness].meaning];
  }
  SKN_SET(screen->_notes, notes);
  screen->_canAddAnother = verdict.certificate != nil && verdict.certificates.count < SKNMaxTogether &&
                           verdict.finding != nil && verdict.finding.refusal == SKNRefusalIncomplete;
}

/// What was found, without particulars.
NSString *plain_meaning(SKNDoorScreen *screen, SKNCatalogue *catalogue) {
  if (screen->_reason == SKNReasonNone) return [catalogue wordsForOutcome:screen->_outcome].meaning;
  return [catalogue wordsForReason:screen->_reason freshness:screen->_freshness].meaning;
}

}  // namespace

SKNDoorScreen *SKNDoorVerdictScreen(SKNVerdict *verdict, SKNCatalogue *catalogue) {
  SKNDoorScreen *screen = SKNDoorNewScreen(SKNDoorScreenVerdict);
  screen->_outcome = verdict.outcome;
  screen->_reason = verdict.reason;
  screen->_tone = tone_of(verdict.outcome);
  SKN_SET(screen->_mark, [SKNCatalogue markForOutcome:verdict.outcome]);
  SKN_SET(screen->_headline, [catalogue wordsForOutcome:verdict.outcome].headline);
  if (verdict.outcome == SKNOutcomeAccepted) {
    tell_accepted(screen, verdict, catalogue);
  } else {
    tell_refused(screen, verdict, catalogue);
  }
  SKN_SET(screen->_outlook, [catalogue clause:SKNClauseOutlook ofVerdict:verdict]);
  SKN_SET(screen->_rejudgeAt, verdict.changesAt);
  NSString *why = joined(screen->_reasonHeadline, @": ", screen->_operatorAction);
  SKN_SET(screen->_spoken, sentence(joined(screen->_headline, @", ", why)));
  return screen;
}

BOOL SKNDoorTellsOfHolder(SKNDoorScreen *screen, SKNCatalogue *catalogue) {
  return screen->_kind == SKNDoorScreenVerdict && (screen->_fields.count > 0 || screen->_outlook.length > 0 ||
                                                   ![screen->_meaning isEqualToString:plain_meaning(screen, catalogue)]);
}

SKNDoorScreen *SKNDoorWithoutHolder(SKNDoorScreen *screen, SKNCatalogue *catalogue) {
  SKNDoorScreen *copy = SKNDoorCopyOf(screen);
  SKN_SET(copy->_meaning, plain_meaning(screen, catalogue));
  SKN_SET(copy->_outlook, @"");
  SKN_SET(copy->_fields, [NSArray array]);
  return copy;
}

SKNDoorScreen *SKNDoorWaitingScreen(SKNCatalogue *catalogue) {
  SKNDoorScreen *screen = SKNDoorNewScreen(SKNDoorScreenWaiting);
  SKN_SET(screen->_headline, SKNDoorWord(catalogue, DoorWord::waiting));
  SKN_SET(screen->_spoken, sentence(screen->_headline));
  return screen;
}

SKNDoorScreen *SKNDoorSeveralScreen(SKNCatalogue *catalogue, BOOL can_judge_together) {
  SKNDoorScreen *screen = SKNDoorNewScreen(SKNDoorScreenSeveralCodes);
  SKN_SET(screen->_headline, SKNDoorWord(catalogue, DoorWord::several));
  SKN_SET(screen->_operatorAction,
               SKNDoorWord(catalogue, can_judge_together ? DoorWord::several_together : DoorWord::several_action));
  SKN_SET(screen->_spoken, sentence(joined(screen->_headline, @": ", screen->_operatorAction)));
  screen->_canJudgeTogether = can_judge_together;
  return screen;
}

SKNDoorScreen *SKNDoorAnotherScreen(SKNCatalogue *catalogue) {
  SKNDoorScreen *screen = SKNDoorNewScreen(SKNDoorScreenWaitingForAnother);
  SKN_SET(screen->_headline, SKNDoorWord(catalogue, DoorWord::another));
  SKN_SET(screen->_operatorAction, SKNDoorWord(catalogue, DoorWord::another_action));
  SKN_SET(screen->_spoken, sentence(joined(screen->_headline, @": ", screen->_operatorAction)));
  return screen;
}

SKNDoorScreen *SKNDoorFaultScreen(SKNCatalogue *catalogue, NSError *error) {
  SKNDoorScreen *screen = SKNDoorNewScreen(SKNDoorScreenFault);
  screen->_tone = SKNDoorToneUnsure;
  SKN_SET(screen->_mark, [SKNCatalogue markForOutcome:SKNOutcomeUndetermined]);
  SKN_SET(screen->_headline, [catalogue wordsForOutcome:SKNOutcomeUndetermined].headline);
  SKN_SET(screen->_reasonHeadline, SKNDoorWord(catalogue, DoorWord::fault));
  if (error != nil) SKN_SET(screen->_meaning, error.localizedDescription);
  SKN_SET(screen->_operatorAction, [catalogue wordsForOutcome:SKNOutcomeUndetermined].operatorAction);
  SKN_SET(screen->_spoken, sentence(joined(screen->_headline, @": ", screen->_operatorAction)));
  return screen;
}
