// How far a door's own seconds go on by those that an app gives.
#pragma once

#import <Foundation/Foundation.h>

#include <limits>

constexpr NSTimeInterval SKNDoorNoTime = std::numeric_limits<NSTimeInterval>::quiet_NaN();

/// Whether `seconds` go so far back behind `clock`, the latest before, that they are another clock's.
bool SKNDoorIsOtherClock(NSTimeInterval clock, NSTimeInterval seconds);
/// What has passed since `clock`, which is brought up to date. What goes back, and what is no number, counts as none.
NSTimeInterval SKNDoorStep(NSTimeInterval *clock, NSTimeInterval seconds);
/// What a frame adds: a second if its time is no number or that of the frame before, `last`, so that a clock which stands still
/// does not hold an answer.
NSTimeInterval SKNDoorFrameStep(NSTimeInterval *last, NSTimeInterval seconds);
