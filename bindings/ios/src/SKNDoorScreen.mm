#import <SkanSDK/SKNDoorScreen.h>

#include "SKNDoorScreens.h"

uint32_t SKNDoorBackground(SKNDoorTone tone) {
  switch (tone) {
    case SKNDoorToneGo: return 0x00704F;
    case SKNDoorToneStop: return 0xB34700;
    case SKNDoorToneUnsure: return 0xF0E442;
    case SKNDoorToneNeutral: break;
  }
  return 0x1C1C1E;
}

uint32_t SKNDoorForeground(SKNDoorTone tone) { return tone == SKNDoorToneUnsure ? 0x000000 : 0xFFFFFF; }

@implementation SKNDoorField

@synthesize field = _field;
@synthesize label = _label;
@synthesize value = _value;

+ (BOOL)accessInstanceVariablesDirectly {  // key-value coding does not change it
  return NO;
}

- (instancetype)initEmpty {
  self = [super init];
  if (self) _label = _value = @"";
  return self;
}

#if !__has_feature(objc_arc)
- (void)dealloc {
  [_label release];
  [_value release];
  [super dealloc];
}
#endif

@end

@implementation SKNDoorScreen

@synthesize kind = _kind;
@synthesize tone = _tone;
@synthesize outcome = _outcome;
@synthesize reason = _reason;
@synthesize presentation = _presentation;
@synthesize mark = _mark;
@synthesize headline = _headline;
@synthesize reasonHeadline = _reasonHeadline;
@synthesize meaning = _meaning;
@synthesize operatorAction = _operatorAction;
@synthesize holderAction = _holderAction;
@synthesize outlook = _outlook;
@synthesize notes = _notes;
@synthesize fields = _fields;
@synthesize dataAge = _dataAge;
@synthesize dataAction = _dataAction;
@synthesize freshness = _freshness;
@synthesize hint = _hint;
@synthesize hintAction = _hintAction;
@synthesize practiceMark = _practiceMark;
@synthesize spoken = _spoken;
@synthesize rejudgeAt = _rejudgeAt;
@synthesize canAddAnother = _canAddAnother;
@synthesize canJudgeTogether = _canJudgeTogether;

+ (BOOL)accessInstanceVariablesDirectly {  // key-value coding does not change it
  return NO;
}

- (instancetype)initEmpty {
  self = [super init];
  if (self) {
    _mark = _headline = _reasonHeadline = _meaning = _operatorAction = _holderAction = _outlook = @"";
    _dataAge = _dataAction = _hint = _hintAction = _practiceMark = _spoken = @"";
    SKN_SET(_notes, [NSArray array]);
    SKN_SET(_fields, [NSArray array]);
  }
  return self;
}

#if !__has_feature(objc_arc)
- (void)dealloc {
  for (NSString *text : {_mark, _headline, _reasonHeadline, _meaning, _operatorAction, _holderAction, _outlook, _dataAge,
                         _dataAction, _hint, _hintAction, _practiceMark, _spoken}) {
    [text release];
  }
  [_notes release];
  [_fields release];
  [_rejudgeAt release];
  [super dealloc];
}
#endif

- (SKNShape)shape {
  return _tone == SKNDoorToneGo ? SKNShapeGo : SKNShapeStop;
}

- (NSString *)description {
  return [NSString stringWithFormat:@"<SKNDoorScreen %d: tone %d, %@>", static_cast<int>(_kind), static_cast<int>(_tone),
                                    SKNStableName(SKNListOutcome, _outcome)];
}

@end

SKNDoorScreen *SKNDoorNewScreen(SKNDoorScreenKind kind) {
  SKNDoorScreen *screen = SKN_AUTORELEASE([[SKNDoorScreen alloc] initEmpty]);
  screen->_kind = kind;
  return screen;
}

SKNDoorScreen *SKNDoorCopyOf(SKNDoorScreen *screen) {
  SKNDoorScreen *copy = SKNDoorNewScreen(screen->_kind);
  copy->_tone = screen->_tone;
  copy->_outcome = screen->_outcome;
  copy->_reason = screen->_reason;
  copy->_presentation = screen->_presentation;
  SKN_SET(copy->_mark, screen->_mark);
  SKN_SET(copy->_headline, screen->_headline);
  SKN_SET(copy->_reasonHeadline, screen->_reasonHeadline);
  SKN_SET(copy->_meaning, screen->_meaning);
  SKN_SET(copy->_operatorAction, screen->_operatorAction);
  SKN_SET(copy->_holderAction, screen->_holderAction);
  SKN_SET(copy->_outlook, screen->_outlook);
  SKN_SET(copy->_notes, screen->_notes);
  SKN_SET(copy->_fields, screen->_fields);
  SKN_SET(copy->_dataAge, screen->_dataAge);
  SKN_SET(copy->_dataAction, screen->_dataAction);
  copy->_freshness = screen->_freshness;
  SKN_SET(copy->_hint, screen->_hint);
  SKN_SET(copy->_hintAction, screen->_hintAction);
  SKN_SET(copy->_practiceMark, screen->_practiceMark);
  SKN_SET(copy->_spoken, screen->_spoken);
  SKN_SET(copy->_rejudgeAt, screen->_rejudgeAt);
  copy->_canAddAnother = screen->_canAddAnother;
  copy->_canJudgeTogether = screen->_canJudgeTogether;
  return copy;
}
