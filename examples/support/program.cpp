#include "support/program.h"

#include <cstdio>
#include <exception>
#include <iostream>
#include <new>

#include <fmt/format.h>

#include "support/terminal.h"

namespace skan::programs {
namespace {

/// `skan trust init` of the commands that were recognised before the command line went wrong.
std::string name_so_far(const CLI::App& app) {
  std::string name = app.get_name();
  for (const CLI::App* chosen = &app; !chosen->get_subcommands().empty();) {
    chosen = chosen->get_subcommands().front();
    name += ' ' + chosen->get_name();
  }
  return name;
}

ExitCode refuse_command_line(const CLI::App& app, const CLI::ParseError& error) {
  return fail(app.get_name(), fmt::format("{}; see '{} --help'", error.what(), name_so_far(app)));
}

ExitCode parse_and_run(CLI::App& app, const Command& command, int argc, char** argv) {
  try {
    app.parse(argc, argv);
  } catch (const CLI::Success& asked) {
    app.exit(asked, std::cout, std::cerr);
    std::cout.flush();
    return ExitCode::ok;
  } catch (const CLI::ParseError& error) {
    return refuse_command_line(app, error);
  }
  return command();
}

}  // namespace

int run(CLI::App& app, const Command& command, int argc, char** argv) {
  ExitCode code = ExitCode::error;
  try {
    code = parse_and_run(app, command, argc, argv);
    if (std::fflush(stdout) != 0)
      code = fail(app.get_name(), "standard output cannot be written; is the disk full?");
  } catch (const std::bad_alloc&) {
    complain(app.get_name(), "memory ran out; use smaller or fewer inputs");
  } catch (const std::exception& error) {
    complain(app.get_name(), fmt::format("stopped by an unforeseen error: {}", error.what()));
  }
  return static_cast<int>(code);
}

void add_time_option(CLI::App& command, Clock& clock) {
  const auto take = [&clock](const std::string& text) {
    const auto time = parse_time(text);
    if (!time) throw CLI::ValidationError("--at " + text, time.error().message);
    clock.stated = *time;
  };
  command
      .add_option_function<std::string>(
          "--at", take, "judge as of this time instead of the clock: 2021-07-01T12:00:00Z or 2021-07-01")
      ->type_name("RFC3339");
}

void complain(std::string_view program, std::string_view message) {
  std::fflush(stdout);  // so that the two streams keep their order on a terminal
  fmt::print(stderr, "{}: {}\n", program, one_line(message));
}

ExitCode fail(std::string_view program, std::string_view message) {
  complain(program, message);
  return ExitCode::error;
}

}  // namespace skan::programs
