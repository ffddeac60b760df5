// Keeping a store's anchor where the store's editors cannot reach.

#import <SkanSDK/SKNAnchor.h>
#import <SkanSDK/SKNError.h>
#import <SkanSDK/SKNTrustStore.h>

NS_ASSUME_NONNULL_BEGIN

/// A place for one store's anchor: the Keychain (SKNKeychainAnchor), a server, a test's memory.
NS_SWIFT_NAME(AnchorKeeping)
@protocol SKNAnchorKeeping <NSObject>

/// What was kept last; SKNAnchor.nothing if nothing was.
- (nullable SKNAnchor *)keptAnchorWithError:(NSError *_Nullable *_Nullable)error NS_SWIFT_NAME(keptAnchor());

/// Keeps an anchor in place of the last.
- (BOOL)keepAnchor:(SKNAnchor *)anchor error:(NSError *_Nullable *_Nullable)error NS_SWIFT_NAME(keep(_:));

@end

@interface SKNTrustStore (SKNAnchorKeeping)

/// Opens a store with the anchor that a keeper holds. An anchor that cannot be had is an error, not a store without one: an app
/// that would rather go on opens it by itself. Fails as the other open, and as the keeper.
+ (nullable SKNTrustStore *)openStoreAtURL:(NSURL *)url
                                 authority:(NSString *)authority
                                    keeper:(id<SKNAnchorKeeping>)keeper
                                     error:(NSError *_Nullable *_Nullable)error NS_SWIFT_NAME(open(at:authority:keeper:));

/// Has a keeper keep the store's anchor, if it differs from what is kept: for after each update.
- (BOOL)keepAnchorIn:(id<SKNAnchorKeeping>)keeper
               error:(NSError *_Nullable *_Nullable)error NS_SWIFT_NAME(keepAnchor(in:));

@end

#if SKN_APPLE_FRAMEWORKS
/// Keeps an anchor in the Keychain, as a generic password that this device alone can read, from the first unlock after a
/// restart on (kSecAttrAccessibleAfterFirstUnlockThisDeviceOnly): a background refresh must read it while the device is locked,
/// and an anchor restored to another device would call its fresh store rolled back. Never changes; safe from several threads.
/// SKNErrorKeychain, with the status in the detail. Before the first unlock it cannot be read: an error, too.
NS_SWIFT_SENDABLE SKN_CLASS NS_SWIFT_NAME(KeychainAnchor)
@interface SKNKeychainAnchor : NSObject <SKNAnchorKeeping> {
 @private
  NSString *_service, *_account;
}

- (instancetype)init SKN_UNAVAILABLE;
+ (instancetype)new SKN_UNAVAILABLE;

/// @param service what the item is called in the Keychain, for example the app's bundle identifier
/// @param account which store, for example its authority's id
- (nullable instancetype)initWithService:(NSString *)service
                                 account:(NSString *)account
                                   error:(NSError *_Nullable *_Nullable)error NS_DESIGNATED_INITIALIZER;

@end
#endif

/// Makes a folder for a store, if it is not there, and gives it the properties that a store's files need on a device:
/// NSFileProtectionCompleteUntilFirstUserAuthentication, which new files in it (the store, and SQLite's beside it) inherit,
/// because a background refresh writes while the device is locked, and a stricter class would make SQLite fail then; and not to
/// be backed up, because a restored store would be older than the Keychain's anchor, and the data are fetched anew within
/// seconds. Elsewhere it makes the folder. SKNErrorInvalidArgument, SKNErrorStorage.
SKN_EXPORT BOOL SKNPrepareStoreFolder(NSURL *_Nullable folder,
                                      NSError *_Nullable *_Nullable error) NS_SWIFT_NAME(prepareStoreFolder(_:));

NS_ASSUME_NONNULL_END
