// One line on standard error.
#pragma once

#include <string_view>

#include "support/exit_code.h"

namespace skan::programs {

/// Prints `program: message` as one line on standard error, with what could do harm there escaped.
void complain(std::string_view program, std::string_view message);

/// complain() and ExitCode::error, for a return statement.
ExitCode fail(std::string_view program, std::string_view message);

}  // namespace skan::programs
