// Why a call could not do its work.

#import <SkanSDK/SKNNumbers.h>

NS_ASSUME_NONNULL_BEGIN

/// The domain of every error of this library.
SKN_EXPORT NSErrorDomain const SKNErrorDomain;

/// What to decide by. Those below 200 are the C interface's; sdk/doc/reasons.md says what to do about each.
typedef NS_ERROR_ENUM(SKNErrorDomain, SKNError) {
  SKNErrorInvalidArgument = 1,         ///< an argument breaks what is documented, nil among it; the detail begins with its name
  SKNErrorMalformed = 2,               ///< signed trust data or a bundle is not the one canonical encoding
  SKNErrorStorage = 3,                 ///< the file system or SQLite refused: missing, unreadable, full, locked
  SKNErrorNotAStore = 4,               ///< the file is not a trust store
  SKNErrorNewerStoreFormat = 5,        ///< the store was written by a newer version of this library
  SKNErrorNewerDataFormat = 6,         ///< signed data uses a rule that this version does not know
  SKNErrorForeignStore = 7,            ///< store, root or bundle belongs to another authority than the pinned one
  SKNErrorThresholdNotMet = 8,         ///< too few, unknown, repeated or wrong signatures
  SKNErrorHashMismatch = 9,            ///< bytes differ from what the signed manifest or the trailer names
  SKNErrorSizeMismatch = 10,           ///< length differs from what the signed data names
  SKNErrorExpiredMetadata = 11,        ///< signed trust data is past its own expiry
  SKNErrorHeadFromFuture = 12,         ///< the head is dated more than five minutes after now
  SKNErrorLowerSequence = 13,          ///< older than what is in force, or than the host's anchor
  SKNErrorSameSequenceOtherBytes = 14, ///< the same version number with different content
  SKNErrorMissingList = 15,            ///< a status list that must be there is absent
  SKNErrorCapacity = 16,               ///< a limit of the format is reached, or memory ran out; the detail says which
  SKNErrorCryptoUnavailable = 17,      ///< libsodium could not be initialised
  SKNErrorOvertaken = 18,              ///< another program updated the store meanwhile

  SKNErrorInUse = 100,    ///< another thread is inside this scanner or update session
  SKNErrorOtherABI = 101, ///< library and headers are not of one release
  SKNErrorInternal = 102, ///< a fault of the library: please report it with the detail

  SKNErrorClosed = 200,      ///< used after close
  SKNErrorPixelFormat = 201, ///< a pixel buffer of a format that is not read; the detail names it
  SKNErrorNotFound = 202,    ///< an object source is sure that it has no such object (HTTP 404 and 410)
  SKNErrorTransfer = 203,    ///< an object could not be fetched: no connection, or the site answers something else
  SKNErrorKeychain = 204,    ///< the Keychain refused; the detail has its status
} NS_SWIFT_NAME(SkanError);

/// Key of the error's user information: one English sentence for logs that names the input and the remedy, and holds nothing
/// about a holder. NSLocalizedDescriptionKey and NSLocalizedRecoverySuggestionKey hold sentences for the user, in Russian
/// where the user prefers Russian, otherwise in English.
SKN_EXPORT NSString *const SKNErrorDetailKey;

/// Tells the users of this process about errors in one language, whatever they prefer. Safe from every thread.
SKN_EXPORT void SKNSetErrorLanguage(SKNLanguage language) NS_SWIFT_NAME(setErrorLanguage(_:));

/// Ends that: the user's preferred language decides again.
SKN_EXPORT void SKNResetErrorLanguage(void) NS_SWIFT_NAME(resetErrorLanguage());

NS_ASSUME_NONNULL_END
