// The answer, and what it rests on.

#import <SkanSDK/SKNCertificate.h>
#import <SkanSDK/SKNPolicy.h>

NS_ASSUME_NONNULL_BEGIN

/// What a verdict rests on. What was not reached is empty or 0.
NS_SWIFT_SENDABLE SKN_CLASS NS_SWIFT_NAME(Evidence)
@interface SKNEvidence : SKNValue

@property (nonatomic, readonly) SKNFreshness freshness;
@property (nonatomic, readonly) SKNClockState clock;
@property (nonatomic, readonly) SKNRevocation revocation;
/// Of the trust data; 0: none.
@property (nonatomic, readonly) uint64_t sequence;
/// Whether `dataAge` is known.
@property (nonatomic, readonly) BOOL hasDataAge;
/// Seconds between the data's signed time and now.
@property (nonatomic, readonly) NSTimeInterval dataAge;
/// Name of the issuer whose key was named.
@property (nonatomic, readonly) NSString *issuer;
/// 16 hexadecimal digits; as the code claims it.
@property (nonatomic, readonly) NSString *keyIdentifier;
/// Identifier of the policy that was applied.
@property (nonatomic, readonly) NSString *policy;
@property (nonatomic, readonly) uint32_t policyVersion;
/// The policy's time zone, in which it counts days, in minutes east of UTC.
@property (nonatomic, readonly) NSInteger utcOffsetMinutes;

@end

/// Which rule of the policy refused, with its figures: the material of a sentence in any language.
NS_SWIFT_SENDABLE SKN_CLASS NS_SWIFT_NAME(Finding)
@interface SKNFinding : SKNValue

@property (nonatomic, readonly) SKNRefusal refusal;
/// For SKNRefusalHolderAge: full years, accepted.
@property (nonatomic, readonly) NSInteger holderAgeFrom;
/// For SKNRefusalHolderAge: full years, accepted.
@property (nonatomic, readonly) NSInteger holderAgeTo;
/// For too early and too late: the event's age in full units of the requirement.
@property (nonatomic, readonly) int64_t age;
/// From when it is met, or was no longer; for too early, too late and the holder's age, otherwise nil.
@property (nonatomic, readonly, nullable) NSDate *boundary;
/// The time zone in which the policy counts days, in minutes east of UTC.
@property (nonatomic, readonly) NSInteger utcOffsetMinutes;
/// What was asked; for SKNRefusalIncomplete what is missing.
@property (nonatomic, readonly) SKNRequirement *requirement;

@end

/// The answer. Decide by `outcome` and nothing else. It holds what the certificate says: let go of it when it was shown.
NS_SWIFT_SENDABLE SKN_CLASS NS_SWIFT_NAME(Verdict)
@interface SKNVerdict : SKNValue

/// The verdict on a picture in which no code could be read. SKNErrorCapacity if memory ran out.
+ (nullable SKNVerdict *)verdictOfNoCodeWithError:(NSError *_Nullable *_Nullable)error NS_SWIFT_NAME(ofNoCode());

/// What to do. Only SKNOutcomeAccepted admits.
@property (nonatomic, readonly) SKNOutcome outcome;

/// The best reason, which headlines and words are about; SKNReasonNone exactly when the outcome is accepted.
@property (nonatomic, readonly) SKNReason reason;
/// How many reasons there are; 0 exactly when the outcome is accepted.
@property (nonatomic, readonly) NSUInteger reasonCount;
/// The reasons, best first; SKNReasonNone beyond the last.
- (SKNReason)reasonAtIndex:(NSUInteger)index NS_SWIFT_NAME(reason(at:));
/// Whether it is among them.
- (BOOL)hasReason:(SKNReason)reason NS_SWIFT_NAME(has(_:));

/// How many notes there are; only on accepted.
@property (nonatomic, readonly) NSUInteger noteCount;
/// The notes; SKNNoteNone beyond the last.
- (SKNNote)noteAtIndex:(NSUInteger)index NS_SWIFT_NAME(note(at:));
/// Whether it is among them.
- (BOOL)hasNote:(SKNNote)note NS_SWIFT_NAME(has(_:));

/// What was presented: "skn1", "hc1", "link", ..., "unknown".
@property (nonatomic, readonly) NSString *format;
/// What gave a link away, for SKNReasonLookalikeLink; otherwise SKNLinkFaultNone.
@property (nonatomic, readonly) SKNLinkFault linkFault;
/// Which of the codes presented together the first reason is about.
@property (nonatomic, readonly) NSUInteger about;
/// The finding in one English sentence; empty without one.
@property (nonatomic, readonly) NSString *detail;

/// The next second from which this is no longer accepted, or from which it is.
@property (nonatomic, readonly, nullable) NSDate *changesAt;
/// The outcome from then on.
@property (nonatomic, readonly) SKNOutcome changesTo;
/// What changes then.
@property (nonatomic, readonly) SKNChangeCause changeCause;
/// On accepted: until when policy and certificate accept, whatever becomes of the data.
@property (nonatomic, readonly, nullable) NSDate *acceptedUntil;

@property (nonatomic, readonly) SKNEvidence *evidence;
/// The one that this is about; nil unless the signatures held.
@property (nonatomic, readonly, nullable) SKNCertificate *certificate;
/// All that were presented together, this first; empty unless the signatures held.
@property (nonatomic, readonly) NSArray<SKNCertificate *> *certificates;
/// Whether the policy lets the operator see this field of the certificate.
- (BOOL)showsField:(SKNField)field NS_SWIFT_NAME(shows(_:));
/// Which rule refused, for SKNReasonPolicyRefused.
@property (nonatomic, readonly, nullable) SKNFinding *finding;

@end

/// What one policy says of a text.
NS_SWIFT_SENDABLE SKN_CLASS NS_SWIFT_NAME(PolicyVerdict)
@interface SKNPolicyVerdict : SKNValue

@property (nonatomic, readonly) SKNPolicy *policy;
@property (nonatomic, readonly) SKNVerdict *verdict;

@end

NS_ASSUME_NONNULL_END
