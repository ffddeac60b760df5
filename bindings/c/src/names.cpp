#include <cstdint>
#include <limits>
#include <optional>
#include <string_view>

#include "arguments.h"
#include "skan/c/numbers.h"
#include "skan/certificate.h"
#include "skan/policy.h"
#include "skan/reason.h"
#include "skan/result.h"
#include "skan/scanner.h"
#include "skan/verdict.h"

using namespace skan::c;

namespace {

constexpr std::string_view kUnknown = "unknown";

/// The name of a number, or nothing. Two lists have a member that is called unknown: `unknown_member`.
template <class Enum>
std::optional<std::string_view> named(std::int32_t number, std::optional<Enum> unknown_member = {}) noexcept {
  if (number < 0 || number > std::numeric_limits<std::uint8_t>::max()) return {};
  const auto member = static_cast<Enum>(number);
  const std::string_view its = name(member);
  if (its.empty() || (its == kUnknown && member != unknown_member)) return {};
  return its;
}

std::optional<std::string_view> status_named(skan_status status) noexcept {
  switch (status) {
    case SKAN_OK: return "ok";
    case SKAN_ERROR_IN_USE: return "in_use";
    case SKAN_ERROR_OTHER_ABI: return "other_abi";
    case SKAN_ERROR_INTERNAL: return "internal";
    default: return named<skan::ErrorCode>(status);
  }
}

std::optional<std::string_view> name_of(skan_list list, std::int32_t number) {
  switch (list) {
    case SKAN_LIST_STATUS: return status_named(number);
    case SKAN_LIST_OUTCOME: return named<skan::Outcome>(number);
    case SKAN_LIST_REASON: return named<skan::Reason>(number);
    case SKAN_LIST_NOTE: return named<skan::Note>(number);
    case SKAN_LIST_FRESHNESS: return named<skan::Freshness>(number);
    case SKAN_LIST_CLOCK_STATE: return named<skan::ClockState>(number, skan::ClockState::unknown);
    case SKAN_LIST_REVOCATION: return named<skan::Revocation>(number, skan::Revocation::unknown);
    case SKAN_LIST_KIND: return named<skan::Kind>(number);
    case SKAN_LIST_FIELD: return named<skan::Field>(number);
    case SKAN_LIST_AGE_UNIT: return named<skan::AgeUnit>(number);
    case SKAN_LIST_REFUSAL: return named<skan::Refusal>(number);
    case SKAN_LIST_CHANGE_CAUSE: return named<skan::ChangeCause>(number);
    case SKAN_LIST_HINT: return named<skan::Hint>(number);
    case SKAN_LIST_LINK_FAULT: return named<skan::LinkFault>(number);
    default: refuse("list", std::to_string(list) + " is not a skan_list");
  }
}

}  // namespace

skan_status skan_name(skan_list list, std::int32_t number, skan_text* name, skan_error* error) noexcept {
  const Out out(name, "name");
  return guarded(error, [&] {
    out.check();
    const auto found = name_of(list, number);
    if (!found) refuse("number", std::to_string(number) + " is not in this list");
    out.put(told(*found));
  });
}

skan_status skan_outcome_of(skan_reason reason, skan_outcome* outcome, skan_error* error) noexcept {
  const Out out(outcome, "outcome");
  return guarded(error, [&] {
    out.check();
    if (!named<skan::Reason>(reason)) refuse("reason", std::to_string(reason) + " is not a reason");
    out.put(static_cast<skan_outcome>(outcome_of(static_cast<skan::Reason>(reason))));
  });
}
