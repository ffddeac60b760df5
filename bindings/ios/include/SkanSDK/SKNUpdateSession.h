// Fetching an update piece by piece.

#import <SkanSDK/SKNObjectSource.h>

NS_ASSUME_NONNULL_BEGIN

/// What an update did.
NS_SWIFT_SENDABLE SKN_CLASS NS_SWIFT_NAME(UpdateReport)
@interface SKNUpdateReport : SKNValue

/// NO: the same data was in force already.
@property (nonatomic, readonly) BOOL changed;
/// Of the data in force now.
@property (nonatomic, readonly) uint64_t sequence;
/// Its signed time.
@property (nonatomic, readonly) NSDate *issuedAt;

@end

/// An update of one store that fetches nothing itself: it names the next object that it needs, the app fetches it from
/// wherever it can and gives it over. SKNTrustStore begins one.
///
///     let session = try store.beginUpdate(at: .now)
///     while let wanted = try session.wantedObject() {
///       // fetch wanted.path, then: try session.supply(bytes), or: try session.notFound()
///     }
///     try session.commit()
///
/// Every object is checked before the next is asked for. New roots are put in force as soon as they are checked, everything
/// else in one transaction at the end. Whatever goes wrong, and whenever it is given up, the data in force stays in force.
/// For one thread at a time: a second one inside gets SKNErrorInUse. After close every call gives SKNErrorClosed.
SKN_CLASS NS_SWIFT_NAME(UpdateSession)
@interface SKNUpdateSession : NSObject {
 @private
  void *_handle;
}

- (instancetype)init SKN_UNAVAILABLE;
+ (instancetype)new SKN_UNAVAILABLE;

/// What is wanted next; nil without an error: all is there, or it has failed, and commit says which.
- (nullable SKNWantedObject *)wantedObjectWithError:(NSError *_Nullable *_Nullable)error
    SKN_ANSWER_MAY_BE_NIL NS_SWIFT_NAME(wantedObject());

/// Gives the object that is wanted. Fails like SKNTrustStore's update where that is about one object; it is final, and what
/// every later call but close fails with. SKNErrorInvalidArgument if nothing is wanted.
- (BOOL)supplyObject:(NSData *)object error:(NSError *_Nullable *_Nullable)error NS_SWIFT_NAME(supply(_:));

/// There is no such object where the app looked. SKNErrorMalformed if it had to be there; SKNErrorInvalidArgument if nothing
/// is wanted.
- (BOOL)objectNotFoundWithError:(NSError *_Nullable *_Nullable)error NS_SWIFT_NAME(notFound());

/// Why a delta that was offered could not be used, in English; empty if there was none, or it was used.
- (nullable NSString *)deltaRefusalWithError:(NSError *_Nullable *_Nullable)error NS_SWIFT_NAME(deltaRefusal());

/// Puts the update in force. Fails with what failed before; with SKNErrorInvalidArgument if something is still wanted, or the
/// second time; with SKNErrorOvertaken if the store was updated by another since: begin again; with SKNErrorStorage.
- (nullable SKNUpdateReport *)commitWithError:(NSError *_Nullable *_Nullable)error NS_SWIFT_NAME(commit());

/// Fetches everything that is wanted, and commits. Fails with what the source fails with, and as the methods above.
- (nullable SKNUpdateReport *)runFromSource:(id<SKNObjectSource>)source
                                      error:(NSError *_Nullable *_Nullable)error NS_SWIFT_NAME(run(from:));

/// Ends the session; an update that was not committed is given up. Calls inside end first; may be called twice.
- (void)close;

@end

NS_ASSUME_NONNULL_END
