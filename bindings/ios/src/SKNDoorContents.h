// Contents of codes that a door compares, and recognises again without keeping them.
#pragma once

#import <Foundation/Foundation.h>

NS_ASSUME_NONNULL_BEGIN

/// Whether all are NSData.
BOOL SKNDoorAreContents(NSArray *contents);
/// Each once, copied: a buffer may be used again for the next code.
NSArray<NSData *> *SKNDoorDistinct(NSArray<NSData *> *contents);
/// Those that `known` has not.
NSArray<NSData *> *SKNDoorWithout(NSArray<NSData *> *contents, NSArray<NSData *> *_Nullable known);
BOOL SKNDoorHoldsAll(NSArray<NSData *> *_Nullable outer, NSArray<NSData *> *inner);

/// A number by which a content is recognised. Two may have the same: fit for what is not to be answered, never for an answer.
NSNumber *SKNDoorMarkOf(NSData *content);
NSSet<NSNumber *> *SKNDoorMarksOf(NSArray<NSData *> *contents);
/// Those whose mark is not among `marks`.
NSArray<NSData *> *SKNDoorUnmarked(NSArray<NSData *> *contents, NSSet<NSNumber *> *_Nullable marks);

NS_ASSUME_NONNULL_END
