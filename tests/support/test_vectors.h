// Public test vectors in the folder SKAN_TESTDATA_DIR; call SKAN_REQUIRE_TESTDATA() first.
#pragma once

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <stdexcept>
#include <string>
#include <vector>

#include <nlohmann/json.hpp>

namespace skan::testing {

inline std::filesystem::path testdata_path(const std::string& relative) {
  return std::filesystem::path(SKAN_TESTDATA_DIR) / relative;
}

inline nlohmann::json load_json(const std::filesystem::path& file) {
  std::ifstream in(file);
  if (!in) throw std::runtime_error("cannot read " + file.string());
  return nlohmann::json::parse(in);
}

inline nlohmann::json load_vectors(const std::string& relative) {
  return load_json(testdata_path(relative));
}

/// The JSON files of a folder and below whose names begin with `prefix`, in a fixed order. May be empty.
inline std::vector<std::filesystem::path> vector_files(const std::string& folder,
                                                       const std::string& prefix = {}) {
  std::vector<std::filesystem::path> files;
  for (const auto& entry : std::filesystem::recursive_directory_iterator(testdata_path(folder))) {
    const std::string name = entry.path().filename().string();
    if (entry.path().extension() == ".json" && name.starts_with(prefix)) files.push_back(entry.path());
  }
  std::ranges::sort(files);
  return files;
}

}  // namespace skan::testing
