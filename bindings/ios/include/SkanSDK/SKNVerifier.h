// From a code to a verdict.

#import <SkanSDK/SKNCode.h>
#import <SkanSDK/SKNTrustStore.h>
#import <SkanSDK/SKNVerdict.h>

NS_ASSUME_NONNULL_BEGIN

/// How many codes one holder may present together.
SKN_EXPORT const NSUInteger SKNMaxTogether NS_SWIFT_NAME(maxTogether);

/// How a verifier judges. For one thread; the verifier reads it once.
SKN_CLASS NS_SWIFT_NAME(VerifierOptions)
@interface SKNVerifierOptions : NSObject {
 @private
  NSString *_policy;
  NSDate *_clockFloor;
  BOOL _practice;
}

/// Identifier of the venue's policy; nil: the authority's default. One that is unknown is no failure: verdicts say so.
@property (nonatomic, copy, nullable) NSString *policy;
/// A time before which the device's clock cannot be right, for example that of the app's build; nil: none.
@property (nonatomic, copy, nullable) NSDate *clockFloor;
/// Whether training certificates are judged like others, and accepted with SKNNotePractice. Never YES where people are
/// admitted.
@property (nonatomic) BOOL practice;

@end

/// Judges the content of codes against a trust store, which it keeps open by itself. Needs no network and writes nothing.
/// Safe from several threads, also the main thread: a verdict takes a fraction of a millisecond. close may come at any time:
/// calls inside end first. After it every call gives SKNErrorClosed.
///
/// Apart from that, errors are SKNErrorInvalidArgument for nil, and Capacity if memory runs out: what is wrong with the
/// content, the data or the clock is in the verdict.
SKN_CLASS NS_SWIFT_NAME(Verifier)
@interface SKNVerifier : NSObject {
 @private
  void *_handle;
}

- (instancetype)init SKN_UNAVAILABLE;
+ (instancetype)new SKN_UNAVAILABLE;

/// A verifier for the authority's default policy.
- (nullable instancetype)initWithStore:(SKNTrustStore *)store error:(NSError *_Nullable *_Nullable)error;

/// The same with options; nil: none.
- (nullable instancetype)initWithStore:(SKNTrustStore *)store
                               options:(nullable SKNVerifierOptions *)options
                                 error:(NSError *_Nullable *_Nullable)error NS_DESIGNATED_INITIALIZER;

/// The verdict on text, for example from a hardware scanner.
- (nullable SKNVerdict *)verifyText:(NSString *)text
                                 at:(SKNMoment *)now
                              error:(NSError *_Nullable *_Nullable)error NS_SWIFT_NAME(verify(_:at:));

/// The verdict on a code that the scanner has read.
- (nullable SKNVerdict *)verifyCode:(SKNCode *)code
                                 at:(SKNMoment *)now
                              error:(NSError *_Nullable *_Nullable)error NS_SWIFT_NAME(verify(_:at:));

/// The verdict on bytes of any length.
- (nullable SKNVerdict *)verifyContent:(NSData *)content
                                    at:(SKNMoment *)now
                                 error:(NSError *_Nullable *_Nullable)error NS_SWIFT_NAME(verify(_:at:));

/// The verdict on 1 to SKNMaxTogether contents of codes that one holder presents together, such as a certificate and a test.
/// What is wrong with any of them is wrong with all; a code shown twice counts once. SKNErrorInvalidArgument for another
/// number of them.
- (nullable SKNVerdict *)verifyTogether:(NSArray<NSData *> *)contents
                                     at:(SKNMoment *)now
                                  error:(NSError *_Nullable *_Nullable)error NS_SWIFT_NAME(verify(together:at:));

/// What each policy of the trust data says of a text, in order of their identifiers; nothing without trust data.
- (nullable NSArray<SKNPolicyVerdict *> *)explainText:(NSString *)text
                                                   at:(SKNMoment *)now
                                                error:(NSError *_Nullable *_Nullable)error NS_SWIFT_NAME(explain(_:at:));

/// The same, each at the first second of a day in the policy's time zone, as a stated time.
- (nullable NSArray<SKNPolicyVerdict *> *)explainText:(NSString *)text
                                                onDay:(SKNDay *)day
                                                error:(NSError *_Nullable *_Nullable)error NS_SWIFT_NAME(explain(_:on:));

/// Closes the verifier. Calls inside end first; may be called twice.
- (void)close;

@end

NS_ASSUME_NONNULL_END
