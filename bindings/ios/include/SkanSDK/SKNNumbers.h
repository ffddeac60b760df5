// The closed lists. Names and numbers are those of the C interface (skan/c/numbers.h), of Java and of JSON;
// sdk/doc/reasons.md explains them. SKNReasonNone, SKNNoteNone and SKNKindNone are this language's alone.

#import <SkanSDK/SKNBase.h>

NS_ASSUME_NONNULL_BEGIN

/// What to do with what was presented. Only accepted admits.
typedef NS_ENUM(NSInteger, SKNOutcome) {
  SKNOutcomeUndetermined = 0,
  SKNOutcomeRejected = 1,
  SKNOutcomeAccepted = 2,
} NS_SWIFT_NAME(Outcome);

/// Why something was not accepted.
typedef NS_ENUM(NSInteger, SKNReason) {
  SKNReasonNone = 0,  ///< accepted
  SKNReasonMalformed = 1,
  SKNReasonBadSignature = 2,
  SKNReasonKeyCompromised = 3,
  SKNReasonKeyNotForThis = 4,
  SKNReasonRevoked = 5,
  SKNReasonExpired = 6,
  SKNReasonNotYetValid = 7,
  SKNReasonPolicyRefused = 8,
  SKNReasonLookalikeLink = 9,
  SKNReasonNoCodeFound = 10,
  SKNReasonNotACertificate = 11,
  SKNReasonOnlineLink = 12,
  SKNReasonUnsupportedFormat = 13,
  SKNReasonNeedsNewerApp = 14,
  SKNReasonUnknownIssuer = 15,
  SKNReasonIndexUnknown = 16,
  SKNReasonUnknownPolicy = 17,
  SKNReasonTrustDataMissing = 18,
  SKNReasonTrustDataStale = 19,
  SKNReasonClockSuspect = 20,
  SKNReasonStoreDamaged = 21,
  SKNReasonStoreRolledBack = 22,
  SKNReasonPracticeCertificate = 23,
} NS_SWIFT_NAME(Reason);

/// What else there is to know about an accepted certificate. 4 is reserved.
typedef NS_ENUM(NSInteger, SKNNote) {
  SKNNoteNone = 0,  ///< there is no such note
  SKNNoteIssuedAfterList = 1,
  SKNNoteDataAgeing = 2,
  SKNNoteRevocationNotAvailable = 3,
  SKNNoteDocumentCheckRequired = 5,
  SKNNoteStatedTime = 6,
  SKNNotePractice = 7,
} NS_SWIFT_NAME(Note);

/// Where a time comes from.
typedef NS_ENUM(NSInteger, SKNClockSource) {
  SKNClockSourceDevice = 0,  ///< the device's clock: checked against the signed data, and may be found suspect
  SKNClockSourceStated = 1,  ///< named by a person (a rehearsal, an audit): believed, and shown in the evidence
} NS_SWIFT_NAME(ClockSource);

/// How old the trust data is.
typedef NS_ENUM(NSInteger, SKNFreshness) {
  SKNFreshnessNone = 0,  ///< no trust data
  SKNFreshnessFresh = 1,
  SKNFreshnessRecent = 2,
  SKNFreshnessAgeing = 3,
  SKNFreshnessStale = 4,
} NS_SWIFT_NAME(Freshness);

/// What is known about the device's clock.
typedef NS_ENUM(NSInteger, SKNClockState) {
  SKNClockStateUnknown = 0,
  SKNClockStatePlausible = 1,
  SKNClockStateSuspect = 2,
  SKNClockStateStated = 3,
} NS_SWIFT_NAME(ClockState);

/// What the status list said.
typedef NS_ENUM(NSInteger, SKNRevocation) {
  SKNRevocationNotChecked = 0,  ///< the check was not reached
  SKNRevocationNotRevoked = 1,
  SKNRevocationRevoked = 2,
  SKNRevocationIssuedAfterList = 3,  ///< newer than the list
  SKNRevocationNotAvailable = 4,  ///< this key's certificates are not listed
  SKNRevocationUnknown = 5,  ///< the list does not cover the index, or could not be read
} NS_SWIFT_NAME(Revocation);

/// What a certificate attests.
typedef NS_ENUM(NSInteger, SKNKind) {
  SKNKindNone = 0,  ///< not about one kind
  SKNKindVaccinated = 1,
  SKNKindRecovered = 2,
  SKNKindTested = 3,
} NS_SWIFT_NAME(CertificateKind);

/// A field of a certificate that an operator may be shown.
typedef NS_ENUM(NSInteger, SKNField) {
  SKNFieldName = 0,  ///< both names, masked
  SKNFieldBirthDate = 1,
  SKNFieldDocument = 2,  ///< the document's tail, masked
  SKNFieldKind = 3,
  SKNFieldEvent = 4,
  SKNFieldProduct = 5,
  SKNFieldDose = 6,
  SKNFieldRegion = 7,
  SKNFieldNumber = 8,
} NS_SWIFT_NAME(CertificateField);

/// How a policy counts age.
typedef NS_ENUM(NSInteger, SKNAgeUnit) {
  SKNAgeUnitHours = 0,
  SKNAgeUnitDays = 1,
  SKNAgeUnitMonths = 2,
} NS_SWIFT_NAME(AgeUnit);

/// Why a policy does not accept what was presented. The greater number is nearer to acceptance.
typedef NS_ENUM(NSInteger, SKNRefusal) {
  SKNRefusalNone = 0,
  SKNRefusalKind = 1,  ///< it accepts no certificate of this kind
  SKNRefusalProduct = 2,  ///< not this vaccine, or not this method of testing
  SKNRefusalDose = 3,  ///< not the last dose of the course, or too few
  SKNRefusalHolderAge = 4,  ///< the holder is too young or too old for the rule
  SKNRefusalTooLate = 5,  ///< the event is longer ago than accepted
  SKNRefusalTooEarly = 6,  ///< the event is not as long ago as it must be
  SKNRefusalIncomplete = 7,  ///< accepted together with another certificate, which was not presented
  SKNRefusalOtherHolder = 8,  ///< the certificates presented together are not of one person
} NS_SWIFT_NAME(Refusal);

/// What gave away a link that imitates the portal's (SKNReasonLookalikeLink).
typedef NS_ENUM(NSInteger, SKNLinkFault) {
  SKNLinkFaultNone = 0,
  SKNLinkFaultUserInformation = 1,  ///< a name before an @, the host is what follows it
  SKNLinkFaultBackslash = 2,  ///< where a slash belongs: browsers and other readers see different hosts
  SKNLinkFaultHiddenCharacter = 3,  ///< a control or invisible character, or a space, inside the host
  SKNLinkFaultEncodedHost = 4,  ///< percent-encoding inside the host
  SKNLinkFaultMixedScripts = 5,  ///< letters of another alphabet that look or sound alike
  SKNLinkFaultPunycode = 6,  ///< the same, written as xn--
  SKNLinkFaultLongerHost = 7,  ///< the portal's host is only the beginning of another
  SKNLinkFaultOtherTopLevel = 8,  ///< the portal's name under another ending
  SKNLinkFaultNameInHost = 9,  ///< the portal's name as a part of another
  SKNLinkFaultMisspelt = 10,
  SKNLinkFaultNameInPath = 11,  ///< the portal's host stands in the path or query of another site
  SKNLinkFaultForeignHost = 12,  ///< the path of the portal's certificate page at a host of somebody else's
  SKNLinkFaultNotHTTPS = 13,  ///< the certificate page without https
  SKNLinkFaultPort = 14,  ///< the certificate page at a port of its own
} NS_SWIFT_NAME(LinkFault);

/// What ends acceptance, or begins it.
typedef NS_ENUM(NSInteger, SKNChangeCause) {
  SKNChangeCauseNone = 0,
  SKNChangeCausePolicy = 1,  ///< an age that the policy asks for
  SKNChangeCauseValidity = 2,  ///< the certificate's own first or last moment
  SKNChangeCauseDataAge = 3,  ///< the trust data will be too old
  SKNChangeCauseListAge = 4,  ///< the revocation list will be too old for a certificate that is newer than it
} NS_SWIFT_NAME(ChangeCause);

/// What the person who holds the code can do about it.
typedef NS_ENUM(NSInteger, SKNHint) {
  SKNHintNone = 0,
  SKNHintCloser = 1,  ///< the code is too small in the picture
  SKNHintHoldStill = 2,  ///< it is blurred
  SKNHintTooDark = 3,  ///< a torch would help
  SKNHintGlare = 4,  ///< a light is reflected in it
  SKNHintCutOff = 5,  ///< part of it is outside the picture
} NS_SWIFT_NAME(ScanHint);

/// Which list a number is of.
typedef NS_ENUM(NSInteger, SKNList) {
  SKNListStatus = 1,
  SKNListOutcome = 2,
  SKNListReason = 3,
  SKNListNote = 4,
  SKNListFreshness = 5,
  SKNListClockState = 6,
  SKNListRevocation = 7,
  SKNListKind = 8,
  SKNListField = 9,
  SKNListAgeUnit = 10,
  SKNListRefusal = 11,
  SKNListChangeCause = 12,
  SKNListHint = 13,
  SKNListLinkFault = 14,
} NS_SWIFT_NAME(SkanList);

/// How a camera lays out its pixels. Only brightness is used.
typedef NS_ENUM(NSInteger, SKNPixelFormat) {
  SKNPixelFormatLuma = 1,  ///< one byte a pixel
  SKNPixelFormatNV21 = 2,  ///< a plane of luma, then one of interleaved V and U at half size
  SKNPixelFormatNV12 = 3,  ///< a plane of luma, then one of interleaved U and V at half size
  SKNPixelFormatI420 = 4,  ///< a plane of luma, then one of U and one of V, each at half size
  SKNPixelFormatYUYV = 5,  ///< Y U Y V: two bytes a pixel
  SKNPixelFormatRGBA = 6,  ///< red, green, blue, alpha: four bytes a pixel
  SKNPixelFormatBGRA = 7,  ///< blue, green, red, alpha: four bytes a pixel
} NS_SWIFT_NAME(PixelFormat);

/// How long a scanner may look at a still picture.
typedef NS_ENUM(NSInteger, SKNEffort) {
  SKNEffortFast = 0,  ///< the picture as it stands, and what is cheap
  SKNEffortNormal = 1,  ///< every step of the ladder, until something is read
  SKNEffortThorough = 2,  ///< every step, at every size, for everything that may be in the picture
} NS_SWIFT_NAME(ScanEffort);

/// The languages that are built in.
typedef NS_ENUM(NSInteger, SKNLanguage) {
  SKNLanguageEnglish = 0,
  SKNLanguageRussian = 1,
} NS_SWIFT_NAME(BuiltInLanguage);

/// What to show beside the words, so that nobody depends on colours.
typedef NS_ENUM(NSInteger, SKNShape) {
  SKNShapeStop = 0,  ///< wherever nobody is admitted
  SKNShapeGo = 1,
} NS_SWIFT_NAME(VerdictShape);

/// Which form of a word a number takes (Unicode CLDR, cardinal plurals of whole numbers).
typedef NS_ENUM(NSInteger, SKNPluralRule) {
  SKNPluralRuleOneOther = 0,  ///< 1 day, 2 days: English, German, Kazakh and most others
  SKNPluralRuleSlavic = 1,  ///< three forms: Russian, Ukrainian, Belarusian
  SKNPluralRuleOther = 2,  ///< one form for all: Chinese, Vietnamese
} NS_SWIFT_NAME(PluralRule);

/// What is counted.
typedef NS_ENUM(NSInteger, SKNUnit) {
  SKNUnitSeconds = 0,
  SKNUnitMinutes = 1,
  SKNUnitHours = 2,
  SKNUnitDays = 3,
  SKNUnitMonths = 4,
  SKNUnitYears = 5,
  SKNUnitDoses = 6,
  SKNUnitPictures = 7,
  SKNUnitTexts = 8,
} NS_SWIFT_NAME(CountedUnit);

/// What a clause about a verdict tells.
typedef NS_ENUM(NSInteger, SKNClause) {
  SKNClauseMeaning = 0,  ///< what was found first, with its particulars: for the line under the headline
  SKNClauseRefusal = 1,  ///< which rule of the policy refused, with its figures
  SKNClauseOutlook = 2,  ///< what the holder is told about later, whatever becomes of the trust data
  SKNClauseChange = 3,  ///< when this verdict changes next, and whether an update prevents it
  SKNClauseDataAge = 4,  ///< how old the trust data is
} NS_SWIFT_NAME(VerdictClause);

/// The stable name of `number` in `list`, as in JSON and the documents: "policy_refused". Empty for what is not in it.
SKN_EXPORT NSString *SKNStableName(SKNList list, NSInteger number) NS_SWIFT_NAME(stableName(_:_:));

/// The outcome that a reason leads to: rejected only on positive evidence. Undetermined for what is no reason.
SKN_EXPORT SKNOutcome SKNOutcomeOfReason(SKNReason reason) NS_SWIFT_NAME(outcome(of:));

NS_ASSUME_NONNULL_END
