// What errors mean to the people at the device.
#pragma once

#import <SkanSDK/SKNError.h>

NS_ASSUME_NONNULL_BEGIN

/// One sentence: what has happened.
NSString *SKNErrorSentence(SKNError code, SKNLanguage language);
/// One sentence: what to do; nil for nothing.
NSString *_Nullable SKNErrorRemedy(SKNError code, SKNLanguage language);

NS_ASSUME_NONNULL_END
