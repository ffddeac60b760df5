#include "SKNInternal.h"

NSString *SKNStableName(SKNList list, NSInteger number) {
  skan_text name{};
  if (skan_name(SKNNarrow(list), SKNNarrow(number), &name, nullptr) != SKAN_OK) return @"";
  return SKNString(name);
}

SKNOutcome SKNOutcomeOfReason(SKNReason reason) {
  skan_outcome outcome = SKAN_OUTCOME_UNDETERMINED;
  skan_outcome_of(SKNNarrow(reason), &outcome, nullptr);
  return static_cast<SKNOutcome>(outcome);
}
