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
