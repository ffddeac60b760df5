// Behind skan_policy.
#pragma once

#include <vector>

#include "arguments.h"
#include "skan/c/policy.h"
#include "skan/policy.h"

struct skan_policy : skan::c::Tagged<3> {
  explicit skan_policy(skan::Policy policy);

  const skan::Policy value;
  const std::vector<skan_field> shown;
  /// The texts of `value`'s products, by rule and requirement.
  std::vector<std::vector<std::vector<skan_text>>> products;
};

namespace skan::c {

/// Views of `texts`.
std::vector<skan_text> told(const std::vector<std::string>& texts);
/// `products` are the requirement's.
skan_requirement told(const PolicyRequirement& requirement, const std::vector<skan_text>& products) noexcept;

}  // namespace skan::c
