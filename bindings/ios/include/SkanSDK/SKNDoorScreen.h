// What the screen at a door shows, with nothing left for the app to decide.

#import <SkanSDK/SKNNumbers.h>

NS_ASSUME_NONNULL_BEGIN

/// What a screen is about.
typedef NS_ENUM(NSInteger, SKNDoorScreenKind) {
  SKNDoorScreenWaiting = 0,           ///< for a code
  SKNDoorScreenVerdict = 1,           ///< the answer about one holder
  SKNDoorScreenSeveralCodes = 2,      ///< more than one certificate in the picture: nothing is decided
  SKNDoorScreenWaitingForAnother = 3, ///< one certificate was read, the same holder's next is awaited
  SKNDoorScreenFault = 4,             ///< the check could not be made at all
} NS_SWIFT_NAME(DoorScreenKind);

/// Which colours, sound and vibration to use. Go is for an accepted verdict and for nothing else.
typedef NS_ENUM(NSInteger, SKNDoorTone) {
  SKNDoorToneNeutral = 0, ///< nothing is decided; silent
  SKNDoorToneUnsure = 1,  ///< undetermined: nobody is admitted, and nobody is accused
  SKNDoorToneStop = 2,    ///< rejected
  SKNDoorToneGo = 3,      ///< accepted
} NS_SWIFT_NAME(DoorTone);

/// The background of a tone as 0xRRGGBB. Go and stop are the bluish green and the vermilion of Okabe and Ito, darkened, which
/// people with any of the three colour deficiencies tell apart; the shape, the mark and the word differ as well.
SKN_EXPORT uint32_t SKNDoorBackground(SKNDoorTone tone) NS_SWIFT_NAME(doorBackground(_:));
/// The text on it, with a contrast of at least 4.5 to 1 (WCAG 2.1, 1.4.3).
SKN_EXPORT uint32_t SKNDoorForeground(SKNDoorTone tone) NS_SWIFT_NAME(doorForeground(_:));

/// One thing to compare with a document, masked by the issuer as the policy lets the operator see it.
NS_SWIFT_SENDABLE SKN_CLASS NS_SWIFT_NAME(DoorField)
@interface SKNDoorField : NSObject {
 @package
  SKNField _field;
  NSString *_label, *_value;
}

- (instancetype)init SKN_UNAVAILABLE;
+ (instancetype)new SKN_UNAVAILABLE;

@property (nonatomic, readonly) SKNField field;
/// "Date of birth".
@property (nonatomic, readonly) NSString *label;
@property (nonatomic, readonly) NSString *value;

@end

/// What to show now. Never changes; safe from every thread. The door gives the same object until something changes, so an app
/// may compare pointers. Texts are whole: empty where there is nothing to say, and nothing needs to be put together.
///
/// It may hold what the policy shows of a certificate (`fields`, `meaning`, `outlook`): let go of it when the door gives the
/// next one, keep none and log none. The description holds nothing about a holder.
NS_SWIFT_SENDABLE SKN_CLASS NS_SWIFT_NAME(DoorScreen)
@interface SKNDoorScreen : NSObject {
 @package
  SKNDoorScreenKind _kind;
  SKNDoorTone _tone;
  SKNOutcome _outcome;
  SKNReason _reason;
  NSUInteger _presentation;
  NSString *_mark, *_headline, *_reasonHeadline, *_meaning, *_operatorAction, *_holderAction, *_outlook;
  NSArray<NSString *> *_notes;
  NSArray<SKNDoorField *> *_fields;
  NSString *_dataAge, *_dataAction;
  SKNFreshness _freshness;
  NSString *_hint, *_hintAction, *_practiceMark, *_spoken;
  NSDate *_rejudgeAt;
  BOOL _canAddAnother, _canJudgeTogether;
}

- (instancetype)init SKN_UNAVAILABLE;
+ (instancetype)new SKN_UNAVAILABLE;

@property (nonatomic, readonly) SKNDoorScreenKind kind;
/// Go exactly when the kind is verdict and the outcome accepted.
@property (nonatomic, readonly) SKNDoorTone tone;
/// Undetermined unless the kind is verdict.
@property (nonatomic, readonly) SKNOutcome outcome;
/// The first reason of the verdict; none unless there is one.
@property (nonatomic, readonly) SKNReason reason;
/// Grows when something new is to be noticed: give sound, vibration and the spoken sentence of the tone once for each
/// number. A code that stays in view does not make it grow.
@property (nonatomic, readonly) NSUInteger presentation;

/// Stop wherever nobody is admitted.
@property (nonatomic, readonly) SKNShape shape;
/// One character, of another form for each outcome; empty where nothing was decided.
@property (nonatomic, readonly) NSString *mark;
/// At most four words, as big as they fit: "Accepted".
@property (nonatomic, readonly) NSString *headline;
/// The reason in at most three words, under the headline: "Withdrawn".
@property (nonatomic, readonly) NSString *reasonHeadline;
/// What was found.
@property (nonatomic, readonly) NSString *meaning;
/// What the operator does.
@property (nonatomic, readonly) NSString *operatorAction;
/// What to tell the holder.
@property (nonatomic, readonly) NSString *holderAction;
/// Until or from when it is accepted.
@property (nonatomic, readonly) NSString *outlook;
/// What else there is to know, each a line.
@property (nonatomic, readonly) NSArray<NSString *> *notes;
/// What to compare with a document; only where the answer is accepted, and only for a while.
@property (nonatomic, readonly) NSArray<SKNDoorField *> *fields;

/// How old the trust data is. Never empty: show it always.
@property (nonatomic, readonly) NSString *dataAge;
/// What to do about it; empty for nothing.
@property (nonatomic, readonly) NSString *dataAction;
/// For the colour of that line.
@property (nonatomic, readonly) SKNFreshness freshness;

/// What would help the camera, in at most three words; empty for nothing.
@property (nonatomic, readonly) NSString *hint;
/// The same as a clause.
@property (nonatomic, readonly) NSString *hintAction;
/// That nobody is admitted, because practice mode is on; empty if it is not. Show it always, across the whole screen.
@property (nonatomic, readonly) NSString *practiceMark;
/// One sentence for VoiceOver, without anything about the holder.
@property (nonatomic, readonly) NSString *spoken;

/// When the answer changes by itself. The door sees to it, as long as it is asked; nil: not by itself.
@property (nonatomic, readonly, nullable) NSDate *rejudgeAt;
/// Whether to offer -[SKNDoor addAnotherAt:seconds:]: the policy wants another certificate of the same holder.
@property (nonatomic, readonly) BOOL canAddAnother;
/// Whether to offer -[SKNDoor judgeTogetherAt:seconds:] about the codes in the picture.
@property (nonatomic, readonly) BOOL canJudgeTogether;

@end

NS_ASSUME_NONNULL_END
