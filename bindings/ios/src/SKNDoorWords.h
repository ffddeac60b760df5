// What only a door's screen says; everything about verdicts is in the catalogue.
#pragma once

#import <SkanSDK/SKNCatalogue.h>

NS_ASSUME_NONNULL_BEGIN

enum class DoorWord {
  waiting,
  several,
  several_action,
  several_together,
  another,
  another_action,
  fault,
  practice,
  of,  // between a dose and the course: "1 of 2"
};

NSString *SKNDoorWord(SKNCatalogue *catalogue, DoorWord word);

/// "Date of birth". Empty for what stands in the lines, not beside a label.
NSString *SKNDoorLabel(SKNCatalogue *catalogue, SKNField field);

NS_ASSUME_NONNULL_END
