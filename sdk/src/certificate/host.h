// Whose host a link names, and whether it pretends to be the portal's.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "skan/reason.h"

namespace skan::certificate {

/// A host name, read as a browser would (WHATWG URL section 3.5): percent-decoded, in lower case, without the
/// dot that may end it.
struct Host {
  std::vector<std::string> labels;  ///< in UTF-8; those that begin with xn-- as they stand
  bool encoded = false;             ///< held percent-encoding
  bool foreign_dots = false;        ///< dots of another script separated labels
};

Host read_host(std::string_view text);

/// Is it `gosuslugi.ru` or `www.gosuslugi.ru`?
bool is_portal(const Host& host) noexcept;

/// Is it another host under gosuslugi.ru? Nobody but the portal can make one.
bool is_under_portal(const Host& host) noexcept;

/// How `host` pretends to be the portal's; none if it does not. With `certificate_path` the link's path is like
/// that of a certificate page: then less is enough. Precondition: neither is_portal() nor is_under_portal().
///
/// Names of regional portals (gosuslugi.region.ru, gosuslugi71.ru) and names that only resemble the portal's from afar
/// are no pretence without such a path.
LinkFault pretence(const Host& host, bool certificate_path);

}  // namespace skan::certificate
