// Of Security what bindings/ios calls. README.md beside this folder.
#pragma once

#import <Foundation/Foundation.h>

typedef const void *CFTypeRef;
typedef const struct __CFString *CFStringRef;
typedef const struct __CFDictionary *CFDictionaryRef;
typedef int32_t OSStatus;

enum { errSecSuccess = 0, errSecItemNotFound = -25300, errSecInteractionNotAllowed = -25308 };

#ifdef __cplusplus
extern "C" {
#endif
extern const CFStringRef kSecClass, kSecClassGenericPassword, kSecAttrService, kSecAttrAccount, kSecAttrAccessible,
    kSecAttrAccessibleAfterFirstUnlockThisDeviceOnly, kSecReturnData, kSecMatchLimit, kSecMatchLimitOne, kSecValueData;
OSStatus SecItemCopyMatching(CFDictionaryRef query, CFTypeRef *result);
OSStatus SecItemAdd(CFDictionaryRef attributes, CFTypeRef *result);
OSStatus SecItemUpdate(CFDictionaryRef query, CFDictionaryRef attributes);
#ifdef __cplusplus
}
#endif
