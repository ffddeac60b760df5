// What every header of SkanSDK stands on. Import <SkanSDK/SkanSDK.h>.
//
// The same everywhere:
// - Every class says which threads may use it. Results (SKNValue) never change and may go anywhere.
// - What can fail takes an NSError pointer (Swift: throws); its domain is SKNErrorDomain. Nothing raises an exception for bad
//   input: nil where it is not allowed, a closed object, a wrong number give an error that names the argument. A rejected
//   certificate is no error but an SKNVerdict.
// - Times are NSDate, exact to the second; spans are seconds; calendar days are SKNDay.

#import <Foundation/Foundation.h>

#ifndef NS_SWIFT_NAME
#define NS_SWIFT_NAME(...)
#endif
#ifndef NS_SWIFT_SENDABLE
#define NS_SWIFT_SENDABLE
#endif
#ifndef NS_ERROR_ENUM
#define NS_ERROR_ENUM(domain, name) NS_ENUM(NSInteger, name)
#endif

/// 1 where Core Video, Core Media, Security and NSURLSession are to be had.
#ifndef SKN_APPLE_FRAMEWORKS
#ifdef __APPLE__
#define SKN_APPLE_FRAMEWORKS 1
#else
#define SKN_APPLE_FRAMEWORKS 0
#endif
#endif

#define SKN_VISIBLE __attribute__((visibility("default")))
/// A class of the library, which is not made to be subclassed.
#define SKN_CLASS SKN_VISIBLE __attribute__((objc_subclassing_restricted))
#define SKN_UNAVAILABLE __attribute__((unavailable))
/// For Swift: throws if there is an error; otherwise what is returned, nil among it, is the answer.
#define SKN_ANSWER_MAY_BE_NIL __attribute__((swift_error(nonnull_error)))

#ifdef __cplusplus
#define SKN_EXPORT extern "C" SKN_VISIBLE
#else
#define SKN_EXPORT extern SKN_VISIBLE
#endif

NS_ASSUME_NONNULL_BEGIN

/// What all results have in common: made by the library alone, never changing, safe from every thread, and independent of
/// the object that they come from. Their descriptions hold nothing about a holder.
NS_SWIFT_SENDABLE SKN_VISIBLE
@interface SKNValue : NSObject {
 @package
  id _owner;
  void *_record;
}
- (instancetype)init SKN_UNAVAILABLE;
+ (instancetype)new SKN_UNAVAILABLE;
@end

/// The library's version, for example "0.1.0".
SKN_EXPORT NSString *SKNLibraryVersion(void) NS_SWIFT_NAME(skanLibraryVersion());

NS_ASSUME_NONNULL_END
