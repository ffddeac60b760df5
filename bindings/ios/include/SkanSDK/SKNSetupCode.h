// What sets up a verifier: a code that the authority hands out.

#import <SkanSDK/SKNNumbers.h>
#import <SkanSDK/SKNObjectSource.h>

NS_ASSUME_NONNULL_BEGIN

/// The largest root there can be, in bytes (sdk/doc/trust.md section 9).
SKN_EXPORT const NSUInteger SKNMaxRoot NS_SWIFT_NAME(maxRoot);

/// The content of a setup code (sdk/doc/keys.md section 6).
///
/// It is not signed. Before anything that it says is followed, the person at the device compares the fingerprint with the ten
/// words that the authority told by another way, a telephone or a letter, or types those words and isFingerprint compares.
/// Then fetchRootFromSource takes the root from siteURL, or it is read from a file, and given to SKNTrustStore's provision,
/// which believes it only if it is that authority's.
NS_SWIFT_SENDABLE SKN_CLASS NS_SWIFT_NAME(SetupCode)
@interface SKNSetupCode : SKNValue

/// Reads the text of a setup code, strictly. SKNErrorMalformed (also: it is something else), NewerDataFormat,
/// InvalidArgument for nil.
+ (nullable SKNSetupCode *)setupCodeFromText:(NSString *)text
                                       error:(NSError *_Nullable *_Nullable)error NS_SWIFT_NAME(parse(_:));

/// The authority's first root, for SKNTrustStore's provision, from a source such as an SKNSite at siteURL. May block. Fails with
/// what the source fails with (SKNErrorNotFound: it has no root); SKNErrorSizeMismatch for more than SKNMaxRoot bytes,
/// InvalidArgument for nil and for a source that gives something else than NSData, Transfer if the source gives neither an object nor an error.
+ (nullable NSData *)fetchRootFromSource:(id<SKNObjectSource>)source
                                   error:(NSError *_Nullable *_Nullable)error NS_SWIFT_NAME(fetchRoot(from:));

/// The authority's id, 64 lower-case hexadecimal digits.
@property (nonatomic, readonly) NSString *authority;
/// What the authority calls itself; 1 to 96 bytes of UTF-8.
@property (nonatomic, readonly) NSString *name;
/// Where its site is, http:// or https://; nil: updates come by file.
@property (nonatomic, readonly, nullable) NSURL *siteURL;
/// The policy that the venue should use; nil: the authority's default.
@property (nonatomic, readonly, nullable) NSString *policy;
/// The stream of data to take.
@property (nonatomic, readonly) NSString *channel;

/// Ten words for the authority's id, with spaces between, to be read aloud: 80 bits of it.
- (NSString *)fingerprintInLanguage:(SKNLanguage)language NS_SWIFT_NAME(fingerprint(in:));

/// Whether these are that fingerprint in any language; capitals and the number of spaces do not matter.
- (BOOL)isFingerprint:(NSString *)words NS_SWIFT_NAME(isFingerprint(_:));

@end

NS_ASSUME_NONNULL_END
