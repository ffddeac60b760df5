// Where a published site is.
#pragma once

#include <string>

#include "skan/result.h"

namespace skan::cli {

/// The address of a site in the form that an object's path is put behind: https or http, ending with a slash.
///
/// Fails with invalid_argument: another scheme, a user name or password (they would end up in logs, and what
/// lies there is public), a query or fragment, no host, a space. The text never repeats a password.
Result<std::string> parse_site_url(const std::string& text);

}  // namespace skan::cli
