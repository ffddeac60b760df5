// Screens in the making: changed only before the door gives them away.
#pragma once

#import <SkanSDK/SKNDoorScreen.h>

#include "SKNInternal.h"

/// Gives an instance variable another object.
#if __has_feature(objc_arc)
#define SKN_SET(variable, value) ((variable) = (value))
#else
#define SKN_SET(variable, value)    \
  do {                              \
    const id skn_old = (variable);  \
    (variable) = [(value) retain];  \
    [skn_old release];              \
  } while (0)
#endif

NS_ASSUME_NONNULL_BEGIN

@interface SKNDoorField ()
- (instancetype)initEmpty;
@end

@interface SKNDoorScreen ()
- (instancetype)initEmpty;
@end

/// Waiting, with every text empty.
SKNDoorScreen *SKNDoorNewScreen(SKNDoorScreenKind kind);
SKNDoorScreen *SKNDoorCopyOf(SKNDoorScreen *screen);

/// Mark, words, lines and fields of the answer.
SKNDoorScreen *SKNDoorVerdictScreen(SKNVerdict *verdict, SKNCatalogue *catalogue);
/// Whether it says anything about the holder.
BOOL SKNDoorTellsOfHolder(SKNDoorScreen *screen, SKNCatalogue *catalogue);
/// Without what is about the holder.
SKNDoorScreen *SKNDoorWithoutHolder(SKNDoorScreen *screen, SKNCatalogue *catalogue);
SKNDoorScreen *SKNDoorWaitingScreen(SKNCatalogue *catalogue);
SKNDoorScreen *SKNDoorSeveralScreen(SKNCatalogue *catalogue, BOOL can_judge_together);
SKNDoorScreen *SKNDoorAnotherScreen(SKNCatalogue *catalogue);
SKNDoorScreen *SKNDoorFaultScreen(SKNCatalogue *catalogue, NSError *_Nullable error);

NS_ASSUME_NONNULL_END
