// Policies as an authority edits them: JSON, checked, and told back in plain words.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "skan/policy.h"
#include "skan/result.h"

namespace skan::issuer {

/// A policy as it is edited: one JSON object (sdk/doc/policy.schema.json).
struct PolicyFile {
  std::string name;  ///< as errors name it
  std::string json;
};

/// Reads policies, in order of their identifiers. One that `inherits` takes over every field that it does not give
/// itself, and every rule whose name it does not give; null drops what would be taken over. Identifier, version,
/// title and comment are never taken over.
///
/// Fails with invalid_argument, and the text names file, policy and field and says what to do: not JSON, a field that
/// is unknown, missing, given twice or out of bounds, a title missing in a language, ages that contradict each
/// other, an unknown kind or unit, two policies of one identifier, a parent that is not among the files, a circle of
/// parents.
Result<std::vector<Policy>> read_policy_files(const std::vector<PolicyFile>& files);

/// The files that come with this library (sdk/policies): the federal rules of 2021 and some of regions.
const std::vector<PolicyFile>& shipped_policy_files();
/// The same, read.
std::vector<Policy> shipped_policies();
/// The one of them that a new authority makes its default.
inline constexpr std::string_view kShippedDefault = "ru-federal-2021";

/// What `policy` accepts, in plain English, in several lines that each end with a line feed.
std::string describe(const Policy& policy);

}  // namespace skan::issuer
