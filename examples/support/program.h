// What both programs do around their commands.
#pragma once

#include <functional>
#include <string>
#include <string_view>

#include <CLI/CLI.hpp>

#include "support/exit_code.h"
#include "support/utc_time.h"

namespace skan::programs {

/// A command with its options, ready to run.
using Command = std::function<ExitCode()>;

/// Reads the command line into `app`, whose subcommands set `command`, and runs that. `--help` and
/// `--version` end with 0, a wrong command line with one line on standard error and 3, and so does any
/// exception. Returns what main returns.
int run(CLI::App& app, const Command& command, int argc, char** argv);

/// Adds `--at TIME`, which takes the place of the device's clock.
void add_time_option(CLI::App& command, Clock& clock);

/// Prints `program: message` as one line on standard error, with what could do harm there escaped.
void complain(std::string_view program, std::string_view message);

/// complain() and ExitCode::error, for a return statement.
ExitCode fail(std::string_view program, std::string_view message);

}  // namespace skan::programs
