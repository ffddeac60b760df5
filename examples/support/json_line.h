// JSON as the programs print it.
#pragma once

#include <string>

#include <nlohmann/json.hpp>

namespace skan::programs {

using Json = nlohmann::ordered_json;

/// `json` as one line without its end. Bytes that are not UTF-8 (a file's name may hold some) become U+FFFD.
inline std::string json_line(const Json& json) {
  return json.dump(-1, ' ', false, Json::error_handler_t::replace);
}

}  // namespace skan::programs
