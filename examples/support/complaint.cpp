#include "support/complaint.h"

#include <cstdio>

#include <fmt/format.h>

#include "support/terminal.h"

namespace skan::programs {

void complain(std::string_view program, std::string_view message) {
  std::fflush(stdout);  // so that the two streams keep their order on a terminal
  // Where standard error is closed or full nobody can be told, which is no reason to stop.
  std::fputs(fmt::format("{}: {}\n", program, one_line(message)).c_str(), stderr);
}

ExitCode fail(std::string_view program, std::string_view message) {
  complain(program, message);
  return ExitCode::error;
}

}  // namespace skan::programs
