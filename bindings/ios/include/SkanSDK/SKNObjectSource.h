// Where the objects of an update come from.

#import <SkanSDK/SKNBase.h>

NS_ASSUME_NONNULL_BEGIN

/// One object that an update needs, and where it lies in a published site.
NS_SWIFT_SENDABLE SKN_CLASS NS_SWIFT_NAME(WantedObject)
@interface SKNWantedObject : SKNValue

/// Relative to the site's address, ASCII, for example "root/2" or "head".
@property (nonatomic, readonly) NSString *path;
/// Anything longer is refused.
@property (nonatomic, readonly) uint64_t maxBytes;
/// Anything shorter is refused, too.
@property (nonatomic, readonly) BOOL exactSize;
/// The path names the content: what was fetched of it earlier stays right.
@property (nonatomic, readonly, getter=isImmutable) BOOL immutable;
/// "There is no such object" is an answer, not a failure.
@property (nonatomic, readonly) BOOL mayBeAbsent;

@end

/// A site over HTTP (SKNSite), a folder (SKNFolderSource), another device (SKNTrustStore), or the app's own.
NS_SWIFT_NAME(ObjectSource)
@protocol SKNObjectSource <NSObject>

/// Fetches one object; may block. It need not be checked: the session does.
///
/// SKNErrorNotFound only if the place is sure that it has no such object; any other error ends the update with it. What is no NSData
/// ends it with SKNErrorInvalidArgument. An exception passes through, and the store stays as it was.
- (nullable NSData *)fetchObject:(SKNWantedObject *)wanted
                           error:(NSError *_Nullable *_Nullable)error NS_SWIFT_NAME(fetch(_:));

@end

/// A published site in a folder: a memory stick, a share. Never changes; safe from several threads. Paths that lead out of
/// the folder, which no session asks for, are not found.
NS_SWIFT_SENDABLE SKN_CLASS NS_SWIFT_NAME(FolderSource)
@interface SKNFolderSource : NSObject <SKNObjectSource> {
 @private
  NSURL *_folder;
}

- (instancetype)init SKN_UNAVAILABLE;
+ (instancetype)new SKN_UNAVAILABLE;

/// SKNErrorInvalidArgument for nil and for what is no file URL. That the folder is there is found when it is read
/// (SKNErrorStorage).
- (nullable instancetype)initWithFolder:(NSURL *)folder
                                  error:(NSError *_Nullable *_Nullable)error NS_DESIGNATED_INITIALIZER;

@end

NS_ASSUME_NONNULL_END
