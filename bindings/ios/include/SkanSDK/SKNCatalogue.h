// What verdicts mean to the people at the door, in Russian, English, or a language of the app's.

#import <SkanSDK/SKNDay.h>
#import <SkanSDK/SKNVerdict.h>

NS_ASSUME_NONNULL_BEGIN

/// One entry of a list. Holds nothing about a holder.
NS_SWIFT_SENDABLE SKN_CLASS NS_SWIFT_NAME(Words)
@interface SKNWords : NSObject {
 @private
  NSString *_headline, *_meaning, *_operatorAction, *_holderAction;
}

- (instancetype)init SKN_UNAVAILABLE;
+ (instancetype)new SKN_UNAVAILABLE;

/// At most three words, for a big screen.
@property (nonatomic, readonly) NSString *headline;
/// One clause without full stop: what was found.
@property (nonatomic, readonly) NSString *meaning;
/// One clause without full stop: what to do; empty for nothing.
@property (nonatomic, readonly) NSString *operatorAction;
/// The same for the holder; empty for nothing.
@property (nonatomic, readonly) NSString *holderAction;

@end

/// Everything that the library can say, in one language. Safe from several threads, but for setText. Texts are without full
/// stop, and empty where there is nothing to tell, as for a number that is not in its list.
SKN_CLASS NS_SWIFT_NAME(Catalogue)
@interface SKNCatalogue : NSObject {
 @private
  void *_handle;
}

- (instancetype)init SKN_UNAVAILABLE;
+ (instancetype)new SKN_UNAVAILABLE;

/// A built-in language. SKNErrorInvalidArgument for a number that is none, Capacity.
- (nullable instancetype)initWithLanguage:(SKNLanguage)language error:(NSError *_Nullable *_Nullable)error;

/// Another language, `tag` as in BCP 47 ("kk"), made from a built-in one until its texts are set. SKNErrorInvalidArgument.
- (nullable instancetype)initWithTag:(NSString *)tag
                             plurals:(SKNPluralRule)plurals
                                base:(SKNLanguage)base
                               error:(NSError *_Nullable *_Nullable)error;

/// Russian if that is the first of the user's preferred languages, otherwise English.
@property (class, nonatomic, readonly) SKNLanguage preferredLanguage;

/// Sets one text; sdk/doc/words.md lists the keys, for example "reason.revoked.headline". For one thread while no other uses
/// the catalogue. SKNErrorInvalidArgument if there is no such key, or the text does not fit it; nothing is changed then.
- (BOOL)setText:(NSString *)text
         forKey:(NSString *)key
          error:(NSError *_Nullable *_Nullable)error NS_SWIFT_NAME(set(_:for:));

/// The language's tag: "en", "ru".
@property (nonatomic, readonly) NSString *tag;

/// The words for an outcome.
- (SKNWords *)wordsForOutcome:(SKNOutcome)outcome NS_SWIFT_NAME(words(for:));
/// The words for a reason; `freshness` is that of the verdict's evidence: an update is suggested only where it can help.
- (SKNWords *)wordsForReason:(SKNReason)reason
                   freshness:(SKNFreshness)freshness NS_SWIFT_NAME(words(for:freshness:));
/// The words for a note.
- (SKNWords *)wordsForNote:(SKNNote)note NS_SWIFT_NAME(words(for:));
/// The words for a hint, for the person who holds the code.
- (SKNWords *)wordsForHint:(SKNHint)hint NS_SWIFT_NAME(words(for:));
/// The words for the age of the trust data.
- (SKNWords *)wordsForFreshness:(SKNFreshness)freshness NS_SWIFT_NAME(words(for:));
/// The words for what is known about the device's clock.
- (SKNWords *)wordsForClockState:(SKNClockState)clock NS_SWIFT_NAME(words(for:));
/// The words for what the status list said.
- (SKNWords *)wordsForRevocation:(SKNRevocation)revocation NS_SWIFT_NAME(words(for:));
/// The words for what a certificate attests: a headline only.
- (SKNWords *)wordsForKind:(SKNKind)kind NS_SWIFT_NAME(words(for:));
/// The words for what gave a link away.
- (SKNWords *)wordsForLinkFault:(SKNLinkFault)fault NS_SWIFT_NAME(words(for:));

/// A clause about a verdict. It may tell what the policy lets the operator know of the certificate, the event's date and the
/// holder's age group among it.
- (NSString *)clause:(SKNClause)clause ofVerdict:(SKNVerdict *)verdict NS_SWIFT_NAME(clause(_:of:));

/// "5 days".
- (NSString *)textOfCount:(int64_t)count unit:(SKNUnit)unit NS_SWIFT_NAME(text(of:unit:));
/// A span of seconds in the unit that suits: whole minutes under an hour, hours under two days, else days.
- (NSString *)textOfAge:(NSTimeInterval)seconds NS_SWIFT_NAME(text(ofAge:));
/// "9 July 2021".
- (NSString *)textOfDay:(SKNDay *)day NS_SWIFT_NAME(text(of:));
/// "9 July 2021, 18:05" in the time zone so many minutes east of UTC.
- (NSString *)textOfTime:(NSDate *)time utcOffsetMinutes:(NSInteger)minutes NS_SWIFT_NAME(text(of:utcOffsetMinutes:));

/// What to show beside the words, so that nobody depends on colours: stop wherever nobody is admitted.
+ (SKNShape)shapeForOutcome:(SKNOutcome)outcome NS_SWIFT_NAME(shape(for:));
/// One character, of another form for each outcome.
+ (NSString *)markForOutcome:(SKNOutcome)outcome NS_SWIFT_NAME(mark(for:));

@end

NS_ASSUME_NONNULL_END
