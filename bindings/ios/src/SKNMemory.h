// Reference counting by hand and by the compiler (ARC) from the same sources: GNUstep's runtime on Linux has only the first.
#pragma once

#if __has_feature(objc_arc)
#define SKN_RETAIN(...) (__VA_ARGS__)
#define SKN_RELEASE(...) ((void)(__VA_ARGS__))
#define SKN_AUTORELEASE(...) (__VA_ARGS__)
#define SKN_SUPER_DEALLOC ((void)0)
/// A local whose bytes are borrowed until its scope ends.
#define SKN_KEPT __attribute__((objc_precise_lifetime))
#else
#define SKN_RETAIN(...) [(__VA_ARGS__) retain]
#define SKN_RELEASE(...) [(__VA_ARGS__) release]
#define SKN_AUTORELEASE(...) [(__VA_ARGS__) autorelease]
#define SKN_SUPER_DEALLOC [super dealloc]
#define SKN_KEPT
#endif

#pragma clang diagnostic push
#pragma clang diagnostic ignored "-Wold-style-cast"  // a bridged cast has no other form

/// Between Core Foundation and Foundation; ownership stays where it is.
template <class To, class From>
To SKNBridge(From from) {
  return (__bridge To)from;
}

/// Takes over what a function of Core Foundation has given to its caller.
template <class To>
To SKNTaken(const void *from) {
#if __has_feature(objc_arc)
  return (__bridge_transfer To)from;
#else
  return [(To)from autorelease];
#endif
}

#pragma clang diagnostic pop
