// From frame to screen: what a door's app shows and when.

#import <SkanSDK/SKNCatalogue.h>
#import <SkanSDK/SKNDoorScreen.h>
#import <SkanSDK/SKNScanner.h>
#import <SkanSDK/SKNVerifier.h>

NS_ASSUME_NONNULL_BEGIN

@class SKNDoorStatus;

/// Decides what the screen at a door shows: one answer at a time, how long it stays, when it is judged anew, and when what it
/// says about a holder goes away.
///
///     let door = try Door(store: store, catalogue: catalogue, policy: nil, practice: false)
///     let scanner = try CodeScanner(options: Door.scannerOptions)
///     // for each frame, on the camera's queue:
///     let event = try scanner.process(sample, rotation: 90, mirrored: false)
///     let screen = door.screen(codes: event.codes, hint: event.hint, at: .now, seconds: time)
///     // if screen is another object than before, the main thread shows it
///
/// - A code that stays in view is answered once. Another code takes its place. What went out of view stays for
///   `staySeconds`, or, if there is something to compare with a document, for `compareSeconds`; that is also when fields go. It
///   does not stay while another code is held up that cannot be read yet, or was dismissed: it must not be taken for that one's.
/// - Two certificates in one picture, or read by turns, are not answered: the operator has one shown, or asks for both to be judged
///   together. Codes that are no certificates (posters) beside one do not count.
/// - An answer is judged anew when it would change by itself, when the device's clock was set back, and when the data changed: at
///   once if dataChanged tells, otherwise within five seconds.
/// - The content of a code is copied, and kept only as long as its answer is shown, or awaits another. Nothing is written or logged.
///
/// `now` is the time of the check; `seconds` is any clock that does not go back (a sample's presentation time), so that nobody
/// prolongs an answer by setting the device's clock. Ask at least once a second, also without a frame. Seconds that go back by more
/// than a minute end the answer; a frame with the same time as the one before, or with none, counts as a second later.
///
/// For one thread at a time. Screens may go anywhere. Nothing raises or fails: what cannot be judged is a screen of the kind
/// fault, or a verdict.
SKN_CLASS NS_SWIFT_NAME(Door)
@interface SKNDoor : NSObject {
 @private
  SKNTrustStore *_store;
  SKNVerifier *_verifier;
  SKNCatalogue *_catalogue;
  NSString *_policy;
  BOOL _practice;
  NSTimeInterval _staySeconds, _compareSeconds;

  SKNDoorScreen *_screen;        // what was given last
  NSArray<NSData *> *_contents;  // of the codes that it is about
  NSSet<NSNumber *> *_ignored;   // what was dismissed while in view, without its content
  NSNumber *_one, *_other;       // the last two codes that were alone in a frame, without their content
  BOOL _held;                    // of a still picture: stays until it is dismissed
  NSUInteger _presentation;
  NSTimeInterval _clock, _frameClock;  // as the app gave them
  NSTimeInterval _seconds, _beganAt, _lastSeen, _ignoredSeen, _oneSeen, _otherSeen;
  int64_t _judgedAt;
  SKNDoorStatus *_status;
  SKNHint _hint;
}

- (instancetype)init SKN_UNAVAILABLE;
+ (instancetype)new SKN_UNAVAILABLE;

/// A door for a store.
///
/// @param catalogue the operator's language; Russian and English are complete, others have these words in English
/// @param policy identifier of the venue's policy; nil: the authority's default
/// @param practice training certificates are accepted; nobody may be admitted. Never YES at a door.
///
/// SKNErrorInvalidArgument for nil, Closed, Capacity.
- (nullable instancetype)initWithStore:(SKNTrustStore *)store
                             catalogue:(SKNCatalogue *)catalogue
                                policy:(nullable NSString *)policy
                              practice:(BOOL)practice
                                 error:(NSError *_Nullable *_Nullable)error NS_DESIGNATED_INITIALIZER;

/// For the scanner whose codes are shown: every code is reported in every frame.
@property (class, nonatomic, readonly) SKNScannerOptions *scannerOptions;

@property (nonatomic, readonly, nullable) NSString *policy;
@property (nonatomic, readonly) BOOL practice;
/// How long an answer stays when its code went out of view; 1 to 60 seconds, what is beyond is cut off. 5.
@property (nonatomic) NSTimeInterval staySeconds;
/// The same where there is something to compare, and the longest for which fields are shown; 1 to 60 seconds. 15.
@property (nonatomic) NSTimeInterval compareSeconds;

/// What to show after a frame: with the codes that were read in it, or with none.
- (SKNDoorScreen *)screenForCodes:(NSArray<SKNCode *> *)codes
                             hint:(SKNHint)hint
                               at:(SKNMoment *)now
                          seconds:(NSTimeInterval)seconds NS_SWIFT_NAME(screen(codes:hint:at:seconds:));

/// The same with the contents of codes, as from a hardware scanner.
- (SKNDoorScreen *)screenForContents:(NSArray<NSData *> *)contents
                                hint:(SKNHint)hint
                                  at:(SKNMoment *)now
                             seconds:(NSTimeInterval)seconds NS_SWIFT_NAME(screen(contents:hint:at:seconds:));

/// What to show of a still picture from a gallery. Without a code that is the verdict no_code_found. It stays until it is
/// dismissed or another code comes, at most a minute.
- (SKNDoorScreen *)screenForStill:(NSArray<NSData *> *)contents
                               at:(SKNMoment *)now
                          seconds:(NSTimeInterval)seconds NS_SWIFT_NAME(screen(still:at:seconds:));

/// The operator wants the same holder's next certificate judged together with the one that is shown. Does nothing unless the
/// screen says that it can.
- (SKNDoorScreen *)addAnotherAt:(SKNMoment *)now seconds:(NSTimeInterval)seconds NS_SWIFT_NAME(addAnother(at:seconds:));

/// The operator wants the codes in the picture judged together, as of one holder. Does nothing unless the screen says that it
/// can.
- (SKNDoorScreen *)judgeTogetherAt:(SKNMoment *)now
                           seconds:(NSTimeInterval)seconds NS_SWIFT_NAME(judgeTogether(at:seconds:));

/// Back to waiting; everything about a holder is let go. A code that is still in view is not answered again before it was
/// away. For the operator, and for when the app leaves the foreground.
- (SKNDoorScreen *)dismissAt:(SKNMoment *)now seconds:(NSTimeInterval)seconds NS_SWIFT_NAME(dismiss(at:seconds:));

/// The store was updated: what is shown is judged anew, and so is the data's age.
- (SKNDoorScreen *)dataChangedAt:(SKNMoment *)now seconds:(NSTimeInterval)seconds NS_SWIFT_NAME(dataChanged(at:seconds:));

/// Another policy or mode; ends what is shown. What was chosen before stays on an error: Closed, Capacity.
- (BOOL)choosePolicy:(nullable NSString *)policy
            practice:(BOOL)practice
               error:(NSError *_Nullable *_Nullable)error NS_SWIFT_NAME(choose(policy:practice:));

@end

NS_ASSUME_NONNULL_END
