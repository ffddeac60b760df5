#include "support/command_line.h"

#include <cstdio>
#include <exception>
#include <iostream>
#include <new>
#include <string_view>

#include <CLI/CLI.hpp>
#include <fmt/format.h>

#include "support/complaint.h"

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

/// A word that should have been a command, if that is what is wrong.
std::string unknown_command(const CLI::App& app, const CLI::ParseError& error) {
  const bool lacks_command = error.get_exit_code() == static_cast<int>(CLI::ExitCodes::RequiredError);
  const std::vector<std::string> left_over = app.remaining(true);
  return lacks_command && !left_over.empty() ? left_over.front() : std::string();
}

ExitCode refuse_command_line(const CLI::App& app, const CLI::ParseError& error) {
  const std::string unknown = unknown_command(app, error);
  const std::string what = unknown.empty() ? error.what() : fmt::format("{} was not expected here", unknown);
  return fail(app.get_name(), fmt::format("{}; see '{} --help'", what, name_so_far(app)));
}

/// The arguments in the order in which CLI11 takes them, last first. It would take one in square
/// brackets for a list; as a path that means the same after "./".
std::vector<std::string> arguments_of(int argc, char** argv) {
  std::vector<std::string> out;
  for (int i = argc - 1; i > 0; --i) {
    const std::string_view argument = argv[i];
    const bool brackets = argument.starts_with('[') && argument.ends_with(']');
    out.push_back((brackets ? "./" : "") + std::string(argument));
  }
  return out;
}

ExitCode parse_and_run(CLI::App& app, const Command& command, std::vector<std::string> arguments) {
  try {
    app.parse(std::move(arguments));
  } catch (const CLI::Success& asked) {
    app.exit(asked, std::cout, std::cerr);
    std::cout.flush();
    return ExitCode::ok;
  } catch (const CLI::ParseError& error) {
    return refuse_command_line(app, error);
  }
  return command();
}

void set_look(CLI::Option& option, const OptionLook& look) {
  option.type_name(look.value);
  option.required(look.required);
  if (look.environment) option.envname(look.environment);
  if (look.show_default) option.capture_default_str();
}

}  // namespace

CommandLine CommandLine::add_command(const char* name, const char* meaning) {
  return {*app_->add_subcommand(name, meaning), *chosen_};
}

void CommandLine::require_command() { app_->require_subcommand(1); }

void CommandLine::set_help_end(const char* text) { app_->footer(text); }

void CommandLine::set_action(Command action) {
  app_->callback([action = std::move(action), chosen = chosen_] { *chosen = action; });
}

void CommandLine::add_option(const char* name, std::string& value, const char* meaning, const OptionLook& look) {
  set_look(*app_->add_option(name, value, meaning), look);
}

void CommandLine::add_option(const char* name, std::filesystem::path& value, const char* meaning,
                             const OptionLook& look) {
  set_look(*app_->add_option(name, value, meaning), look);
}

void CommandLine::add_number(const char* name, std::uint64_t& value, const char* meaning, const OptionLook& look) {
  set_look(*app_->add_option(name, value, meaning), look);
}

void CommandLine::add_values(const char* name, std::vector<std::string>& values, const char* meaning, const OptionLook& look) {
  CLI::Option* option = app_->add_option(name, values, meaning);
  option->expected(1)->take_all();
  set_look(*option, look);
}

void CommandLine::add_share(const char* name, double& value, const char* meaning, const OptionLook& look) {
  CLI::Option* option = app_->add_option(name, value, meaning)->check(CLI::Range(0.0, 1.0).description(""));
  set_look(*option, look);
}

void CommandLine::add_flag(const char* name, bool& value, const char* meaning) { app_->add_flag(name, value, meaning); }

void CommandLine::add_argument(const char* name, std::filesystem::path& value, const char* meaning, bool required) {
  app_->add_option(name, value, meaning)->required(required)->type_name("");
}

void CommandLine::add_string_argument(const char* name, std::string& value, const char* meaning) {
  app_->add_option(name, value, meaning)->required()->type_name("");
}

void CommandLine::add_arguments(const char* name, std::vector<std::string>& values, const char* meaning,
                                bool required) {
  app_->add_option(name, values, meaning)->required(required)->type_name("");
}

void CommandLine::add_time_option(Clock& clock) {
  const auto take = [&clock](const std::string& text) {
    const auto time = parse_time(text);
    if (!time) throw CLI::ValidationError("--at " + text, time.error().message);
    clock.stated = *time;
  };
  app_->add_option_function<std::string>(
          "--at", take, "take this time in place of the clock's: 2021-07-01T12:00:00Z or 2021-07-01")
      ->type_name("RFC3339");
}

Program::Program(const char* name, const char* meaning, const char* help_end)
    : app_(std::make_unique<CLI::App>(meaning, name)) {
  app_->footer(help_end);
}

Program::~Program() = default;

CommandLine Program::command_line() { return {*app_, chosen_}; }

void Program::set_version(const char* version) {
  app_->set_version_flag("--version", app_->get_name() + " " + version, "print the version and end");
}

int Program::run(int argc, char** argv) {
  ExitCode code = ExitCode::error;
  try {
    code = parse_and_run(*app_, chosen_, arguments_of(argc, argv));
    if (std::fflush(stdout) != 0 || std::ferror(stdout) != 0)
      code = fail(app_->get_name(), "standard output cannot be written; is the disk full?");
  } catch (const std::bad_alloc&) {
    complain(app_->get_name(), "memory ran out; use smaller or fewer inputs");
  } catch (const std::exception& error) {
    complain(app_->get_name(), fmt::format("stopped by an unforeseen error: {}", error.what()));
  }
  return static_cast<int>(code);
}

}  // namespace skan::programs
