#pragma once

#import <SkanSDK/SkanSDK.h>

/// A verdict as `skan verify --json` prints it, byte for byte, without what that tells of its input.
NSString *verdictJson(SKNVerdict *verdict);
