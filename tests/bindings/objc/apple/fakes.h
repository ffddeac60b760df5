// What a test tells the stand-ins, and what they have seen.
#pragma once

#import <CoreMedia/CoreMedia.h>
#import <Security/Security.h>

/// A pixel buffer. Addresses are known only while it is locked.
@interface FakePixelBuffer : NSObject {
 @public
  OSType _type;
  size_t _width, _height, _stride;
  NSMutableData *_pixels;
  BOOL _isPlanar, _cannotBeLocked;
  int _locks, _locksEver;
}
@end

@interface FakeSample : NSObject {
 @public
  FakePixelBuffer *_picture;
  double _seconds;
}
@end

/// What the Keychain does next, and holds.
struct FakeKeychain {
  OSStatus status = errSecSuccess;  // other than that: of every call
  NSMutableDictionary *item = nil;
  int adds = 0, updates = 0;
};
extern FakeKeychain fakeKeychain;

/// Properties that files and folders were given, by path.
extern NSMutableDictionary *fakeProperties;

/// What a server answers.
struct FakeAnswer {
  NSInteger status = 200;
  long long promised = -1;
  NSData *body = nil;
  NSInteger failure = 0;  // of the connection, after the body
  bool isSilent = false;  // until it is cancelled
  NSString *range = nil;
};
extern FakeAnswer (*fakeServer)(NSURLRequest *request);
