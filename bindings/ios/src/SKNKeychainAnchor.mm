#include "SKNInternal.h"

#if SKN_APPLE_FRAMEWORKS

#import <Security/Security.h>

@implementation SKNKeychainAnchor

- (instancetype)initWithService:(NSString *)service account:(NSString *)account error:(NSError **)error {
  self = [super init];
  if (!SKNGiven(service, @"service", error) || !SKNGiven(account, @"account", error)) {
    SKN_RELEASE(self);
    return nil;
  }
  _service = [service copy];
  _account = [account copy];
  return self;
}

/// What names the item.
- (NSMutableDictionary<NSString *, id> *)item {
  NSMutableDictionary<NSString *, id> *item = [NSMutableDictionary dictionaryWithCapacity:6];
  [item setObject:SKNBridge<id>(kSecClassGenericPassword) forKey:SKNBridge<NSString *>(kSecClass)];
  [item setObject:_service forKey:SKNBridge<NSString *>(kSecAttrService)];
  [item setObject:_account forKey:SKNBridge<NSString *>(kSecAttrAccount)];
  return item;
}

static bool fail(OSStatus status, NSString *what, NSError **error) {
  return SKNFail(error, SKNErrorKeychain,
                 [NSString stringWithFormat:@"the Keychain could not %@ the anchor: status %d", what,
                                            static_cast<int>(status)]);
}

- (SKNAnchor *)keptAnchorWithError:(NSError **)error {
  NSMutableDictionary<NSString *, id> *query = [self item];
  [query setObject:[NSNumber numberWithBool:YES] forKey:SKNBridge<NSString *>(kSecReturnData)];
  [query setObject:SKNBridge<id>(kSecMatchLimitOne) forKey:SKNBridge<NSString *>(kSecMatchLimit)];
  CFTypeRef found = nullptr;
  const OSStatus status = SecItemCopyMatching(SKNBridge<CFDictionaryRef>(query), &found);
  if (status == errSecItemNotFound) return [SKNAnchor nothing];
  if (status != errSecSuccess) {
    fail(status, @"read", error);
    return nil;
  }
  NSData *content = SKNTaken<NSData *>(found);
  SKNAnchor *anchor = SKN_AUTORELEASE([[SKNAnchor alloc] initWithDataRepresentation:content]);
  if (anchor == nil) SKNFail(error, SKNErrorKeychain, @"what the Keychain holds is no anchor");
  return anchor;
}

- (BOOL)keepAnchor:(SKNAnchor *)anchor error:(NSError **)error {
  if (!SKNGiven(anchor, @"anchor", error)) return NO;
  NSMutableDictionary<NSString *, id> *change = [NSMutableDictionary dictionaryWithCapacity:2];
  [change setObject:[anchor dataRepresentation] forKey:SKNBridge<NSString *>(kSecValueData)];
  [change setObject:SKNBridge<id>(kSecAttrAccessibleAfterFirstUnlockThisDeviceOnly)
             forKey:SKNBridge<NSString *>(kSecAttrAccessible)];
  OSStatus status = SecItemUpdate(SKNBridge<CFDictionaryRef>([self item]), SKNBridge<CFDictionaryRef>(change));
  if (status == errSecItemNotFound) {
    NSMutableDictionary<NSString *, id> *item = [self item];
    [item addEntriesFromDictionary:change];
    status = SecItemAdd(SKNBridge<CFDictionaryRef>(item), nullptr);
  }
  return status == errSecSuccess || fail(status, @"keep", error);
}

- (void)dealloc {
  SKN_RELEASE(_service);
  SKN_RELEASE(_account);
  SKN_SUPER_DEALLOC;
}

@end

#endif
