// The trust data of one authority, in one file.

#import <SkanSDK/SKNAnchorKeeping.h>
#import <SkanSDK/SKNError.h>
#import <SkanSDK/SKNMoment.h>
#import <SkanSDK/SKNTrustStatus.h>
#import <SkanSDK/SKNUpdateSession.h>

NS_ASSUME_NONNULL_BEGIN

/// What an app knows of the store that it opens. For one thread; the call reads it and keeps nothing.
SKN_CLASS NS_SWIFT_NAME(OpenOptions)
@interface SKNOpenOptions : NSObject {
 @private
  NSString *_channel;
  SKNAnchor *_anchor;
}

/// The channel that the store must have; nil: the one that it was provisioned for.
@property (nonatomic, copy, nullable) NSString *channel;
/// What the app remembers that the store has held; nil: nothing. A store older than that gives
/// SKNReasonStoreRolledBack until an update that is not.
@property (nonatomic, strong, nullable) SKNAnchor *anchor;

@end

/// The trust data of one authority: pinned to it, updated as a whole or not at all. Nothing in the file is believed for
/// being there.
///
/// Safe from several threads; verdicts go on undisturbed while an update is applied. Methods read and write files, so call
/// them off the main thread. Each process (an app's extension, too) opens its own. close may come at any time: calls inside
/// end first, and verifiers and update sessions keep the data open by themselves. After it every call gives SKNErrorClosed.
SKN_CLASS NS_SWIFT_NAME(TrustStore)
@interface SKNTrustStore : NSObject <SKNObjectSource> {
 @private
  void *_handle;
}

- (instancetype)init SKN_UNAVAILABLE;
+ (instancetype)new SKN_UNAVAILABLE;

/// Makes a folder for stores, if it is not there, and gives it the properties that their files need on a device:
/// NSFileProtectionCompleteUntilFirstUserAuthentication, which new files in it (the store, and SQLite's beside it) inherit,
/// because a background refresh writes while the device is locked, and a stricter class would make SQLite fail then; and not to
/// be backed up, because a restored store would be older than the Keychain's anchor, and the data are fetched anew within
/// seconds. Elsewhere it makes the folder. SKNErrorInvalidArgument, SKNErrorStorage.
+ (BOOL)prepareFolderAtURL:(NSURL *)folder error:(NSError *_Nullable *_Nullable)error NS_SWIFT_NAME(prepareFolder(at:));

/// Opens the store in a file. Damaged content is no error here: verdicts and the status say so, and an update repairs it.
///
/// @param authority the authority's id, 64 lower-case hexadecimal digits, from a place that the store's editors cannot reach:
///     a constant of the app, the Keychain
///
/// SKNErrorStorage (missing, no permission, locked), NotAStore, NewerStoreFormat, ForeignStore (also: another channel),
/// InvalidArgument, CryptoUnavailable.
+ (nullable SKNTrustStore *)openStoreAtURL:(NSURL *)url
                                 authority:(NSString *)authority
                                   options:(nullable SKNOpenOptions *)options
                                     error:(NSError *_Nullable *_Nullable)error NS_SWIFT_NAME(open(at:authority:options:));

/// Opens a store with the anchor that a keeper holds. An anchor that cannot be had is an error, not a store without one: an app
/// that would rather go on opens it by itself. Fails as the other open, and as the keeper.
+ (nullable SKNTrustStore *)openStoreAtURL:(NSURL *)url
                                 authority:(NSString *)authority
                                    keeper:(id<SKNAnchorKeeping>)keeper
                                     error:(NSError *_Nullable *_Nullable)error NS_SWIFT_NAME(open(at:authority:keeper:));

/// Makes a store that will believe this root, the authority's first, and what follows from it; and opens it. An existing
/// store of this authority and channel is opened.
///
/// @param root the content of the authority's root.cose, or of root/1 of its site
/// @param channel fixed for the store's life; nil: "main"
///
/// SKNErrorForeignStore if the root is not that authority's, or the file is another's store; SizeMismatch, Malformed,
/// ThresholdNotMet, NewerDataFormat for the root; NotAStore, NewerStoreFormat, InvalidArgument, Storage, CryptoUnavailable.
+ (nullable SKNTrustStore *)provisionStoreAtURL:(NSURL *)url
                                           root:(NSData *)root
                                      authority:(NSString *)authority
                                        channel:(nullable NSString *)channel
                                          error:(NSError *_Nullable *_Nullable)error
    NS_SWIFT_NAME(provision(at:root:authority:channel:));

/// Checks a whole bundle and, only if all of it holds, puts it in force in one transaction. On any failure the data in force
/// stays as it was.
///
/// SKNErrorHashMismatch, SizeMismatch, Malformed, NewerDataFormat, ThresholdNotMet, ForeignStore, LowerSequence,
/// SameSequenceOtherBytes, HeadFromFuture, ExpiredMetadata, MissingList, Capacity, Overtaken, Storage, NotAStore,
/// NewerStoreFormat.
- (nullable SKNUpdateReport *)updateWithBundle:(NSData *)bundle
                                            at:(SKNMoment *)now
                                         error:(NSError *_Nullable *_Nullable)error NS_SWIFT_NAME(update(bundle:at:));

/// Fetches what is new from a source of objects and puts it in force; begins once more if another program was faster. Fails
/// as updateWithBundle, and with what the source fails with.
- (nullable SKNUpdateReport *)updateFromSource:(id<SKNObjectSource>)source
                                            at:(SKNMoment *)now
                                         error:(NSError *_Nullable *_Nullable)error NS_SWIFT_NAME(update(from:at:));

/// Begins an update of which the app fetches the objects itself. SKNErrorStorage (also for a read-only copy), NotAStore,
/// NewerStoreFormat, ForeignStore (another store stands in the file now).
- (nullable SKNUpdateSession *)beginUpdateAt:(SKNMoment *)now
                                       error:(NSError *_Nullable *_Nullable)error NS_SWIFT_NAME(beginUpdate(at:));

/// Takes up what another process has put in force since; cheap when there is nothing. Returns whether there was anything
/// new; NO with an error if it could not be found out (SKNErrorStorage).
- (BOOL)refreshWithError:(NSError *_Nullable *_Nullable)error SKN_ANSWER_MAY_BE_NIL NS_SWIFT_NAME(refresh());

/// Stores a time before which the device's clock cannot be right any more. May be called after every verdict: it writes at
/// most every ten minutes, and ignores what would be of no use. SKNErrorStorage (also for a read-only copy), NotAStore,
/// NewerStoreFormat.
- (BOOL)noteTime:(SKNMoment *)now error:(NSError *_Nullable *_Nullable)error NS_SWIFT_NAME(noteTime(_:));

/// The newest of what the store holds and of the anchor that it was opened with, to be kept after each update.
- (nullable SKNAnchor *)anchorWithError:(NSError *_Nullable *_Nullable)error NS_SWIFT_NAME(anchor());

/// Has a keeper keep the store's anchor, if it differs from what is kept: for after each update.
- (BOOL)keepAnchorIn:(id<SKNAnchorKeeping>)keeper
               error:(NSError *_Nullable *_Nullable)error NS_SWIFT_NAME(keepAnchor(in:));

/// What the store holds; `now` only serves to tell the age.
- (nullable SKNTrustStatus *)statusAt:(SKNMoment *)now
                                error:(NSError *_Nullable *_Nullable)error NS_SWIFT_NAME(status(at:));

/// The same; `countRevoked` also counts the withdrawn certificates, which reads every block of the lists.
- (nullable SKNTrustStatus *)statusAt:(SKNMoment *)now
                         countRevoked:(BOOL)countRevoked
                                error:(NSError *_Nullable *_Nullable)error NS_SWIFT_NAME(status(at:countRevoked:));

/// Writes a copy for places where nothing can be written: one file that needs no others beside it. A file that stands there
/// is replaced as a whole, but never a store in use. SKNErrorStorage, InvalidArgument, NotAStore, NewerStoreFormat.
- (BOOL)exportToURL:(NSURL *)url error:(NSError *_Nullable *_Nullable)error NS_SWIFT_NAME(export(to:));

/// An object of this store by its path in a published site (sdk/doc/trust.md section 12), so that one device can feed the
/// next. nil without an error for what the store does not hold, and while it is damaged or rolled back. As a source of
/// objects a store has the same.
- (nullable NSData *)readObjectAtPath:(NSString *)sitePath
                                error:(NSError *_Nullable *_Nullable)error
    SKN_ANSWER_MAY_BE_NIL NS_SWIFT_NAME(readObject(at:));

/// Closes the store. Calls inside end first; may be called twice.
- (void)close;

@end

NS_ASSUME_NONNULL_END
