// What an update asks for.
#pragma once

#include <cstddef>
#include <string>

namespace skan {

/// One object that an update needs, and where it lies in a published site (sdk/doc/trust.md section 12).
struct WantedObject {
  std::string path;               ///< relative, for example "root/2", "head" or "part/<64 hexadecimal digits>"
  std::size_t max_bytes = 0;      ///< anything longer is refused
  bool exact_size = false;        ///< anything shorter, too
  bool is_immutable = false;      ///< the path names the content: what was fetched of it earlier stays right
  bool may_be_absent = false;     ///< "there is no such object" is an answer, not a failure
};

}  // namespace skan
