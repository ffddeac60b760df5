// Policies as signed bytes: trust.md section 6.
#pragma once

#include <string_view>

#include "codec/cbor.h"
#include "skan/policy.h"

namespace skan::policy {

/// True if `id` matches `[0-9a-z-]{1,32}`.
bool is_identifier(std::string_view id) noexcept;

/// Reads one policy. A fault in `in` if it is malformed; a critical key that this version does not
/// know only sets Policy::needs_newer_app, so that the other policies stay usable.
Policy read_policy(codec::CborReader& in);

/// Precondition: read_policy() would read it back.
void write_policy(codec::CborWriter& out, const Policy& policy);

}  // namespace skan::policy
