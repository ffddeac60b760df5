// The worked examples of the format documents, taken from the pages.
#pragma once

#include <fstream>
#include <map>
#include <sstream>
#include <string>
#include <vector>

#include "support/bytes.h"

namespace skan::testing {

/// The code blocks of the section whose heading begins with `heading`, for example "## 8.", of a page in sdk/doc.
inline std::vector<std::string> code_blocks(const std::string& page, std::string_view heading) {
  std::ifstream file(SKAN_SOURCE_DIR "/sdk/doc/" + page);
  std::vector<std::string> blocks;
  bool in_section = false, in_block = false;
  for (std::string line; std::getline(file, line);) {
    if (line.starts_with("## ")) in_section = line.starts_with(heading);
    if (!in_section) continue;
    if (line == "```") {
      in_block = !in_block;
      if (in_block) blocks.emplace_back();
    } else if (in_block) {
      blocks.back() += line + '\n';
    }
  }
  return blocks;
}

/// The hex of an annotated block: each line is indented hex, and after two spaces or more a remark.
inline std::string hex_of(const std::string& block) {
  std::string hex;
  std::istringstream lines(block);
  for (std::string line; std::getline(lines, line);) {
    const std::size_t first = line.find_first_not_of(' ');
    hex += line.substr(first, line.find("  ", first) - first);
  }
  return to_hex(from_hex(hex));
}

/// A block of names and values: the last word of each line by what stands before two spaces or more.
inline std::map<std::string, std::string> labelled(const std::string& block) {
  std::map<std::string, std::string> values;
  std::istringstream lines(block);
  for (std::string line; std::getline(lines, line);) {
    values[line.substr(0, line.find("  "))] = line.substr(line.find_last_of(' ') + 1);
  }
  return values;
}

}  // namespace skan::testing
