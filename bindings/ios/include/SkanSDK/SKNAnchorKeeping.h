// Keeping a store's anchor where the store's editors cannot reach.

#import <SkanSDK/SKNAnchor.h>
#import <SkanSDK/SKNError.h>

NS_ASSUME_NONNULL_BEGIN

/// A place for one store's anchor: the Keychain (SKNKeychainAnchor), a server, a test's memory. What gives nothing, something else, or
/// NO without an error is told as SKNErrorInvalidArgument.
NS_SWIFT_NAME(AnchorKeeping)
@protocol SKNAnchorKeeping <NSObject>

/// What was kept last; SKNAnchor.nothing if nothing was.
- (nullable SKNAnchor *)keptAnchorWithError:(NSError *_Nullable *_Nullable)error NS_SWIFT_NAME(keptAnchor());

/// Keeps an anchor in place of the last.
- (BOOL)keepAnchor:(SKNAnchor *)anchor error:(NSError *_Nullable *_Nullable)error NS_SWIFT_NAME(keep(_:));

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

NS_ASSUME_NONNULL_END
