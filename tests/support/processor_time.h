// How much work something took, on a machine that may be busy with other work.
#pragma once

#include <chrono>
#include <ctime>

namespace skan::testing {

/// Processor time that this process has spent, in seconds. Two readings differ by the work between them, whoever else
/// was served meanwhile.
inline std::chrono::duration<double> processor_time() {
  return std::chrono::duration<double>(static_cast<double>(std::clock()) / static_cast<double>(CLOCKS_PER_SEC));
}

}  // namespace skan::testing
