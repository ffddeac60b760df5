// The photographs of a folder with an index.json: an array of {file, condition, expected: [text...]}.
#pragma once

#include <string>
#include <vector>

#include "bench/scan/readers.h"

namespace skan::bench {

/// Prints the reads of each reader by condition; with `verbose` also every text that was not expected.
/// False if the folder cannot be read.
bool compare_photographs(const std::string& folder, const std::vector<Reader>& readers, bool verbose);

}  // namespace skan::bench
