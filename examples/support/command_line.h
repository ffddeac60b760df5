// Command lines, by CLI11. Only command_line.cpp includes it: each file that does takes the compiler
// a quarter of a minute.
#pragma once

#include <filesystem>
#include <functional>
#include <memory>
#include <string>
#include <vector>

#include "support/exit_code.h"
#include "support/utc_time.h"

namespace CLI {
class App;
}

namespace skan::programs {

/// A command with its options, ready to run.
using Command = std::function<ExitCode()>;

/// How an option presents itself in the help, and whether it may be left out.
struct OptionLook {
  const char* value = "";               ///< what stands for the value in the help
  const char* environment = nullptr;    ///< the variable that stands in for the option
  bool required = false;
  bool show_default = false;
};

/// One command of a program, or the program itself, to be given options and commands. A view: the
/// values it is given must live until the program has run.
class CommandLine {
 public:
  CommandLine(CLI::App& app, Command& chosen) : app_(&app), chosen_(&chosen) {}

  CommandLine add_command(const char* name, const char* meaning);
  /// One of its commands must be named.
  void require_command();
  void set_help_end(const char* text);
  /// What the program does when this command is named.
  void set_action(Command action);

  void add_option(const char* name, std::string& value, const char* meaning, const OptionLook& look);
  void add_option(const char* name, std::filesystem::path& value, const char* meaning, const OptionLook& look);
  void add_number(const char* name, std::uint64_t& value, const char* meaning, const OptionLook& look);
  /// An option that may be given several times, with one value each.
  void add_values(const char* name, std::vector<std::string>& values, const char* meaning, const OptionLook& look);
  /// A number from 0 to 1.
  void add_share(const char* name, double& value, const char* meaning, const OptionLook& look);
  void add_flag(const char* name, bool& value, const char* meaning);
  void add_argument(const char* name, std::filesystem::path& value, const char* meaning, bool required = true);
  /// One argument that need not be a path.
  void add_string_argument(const char* name, std::string& value, const char* meaning);
  /// One or more arguments, or none if not `required`.
  void add_arguments(const char* name, std::vector<std::string>& values, const char* meaning, bool required = true);
  /// Adds `--at TIME`, which takes the place of the device's clock.
  void add_time_option(Clock& clock);

 private:
  CLI::App* app_;
  Command* chosen_;
};

/// A program's command line.
class Program {
 public:
  Program(const char* name, const char* meaning, const char* help_end);
  ~Program();
  Program(const Program&) = delete;
  Program& operator=(const Program&) = delete;

  CommandLine command_line();
  /// Adds `--version`.
  void set_version(const char* version);
  /// Reads the command line and runs the command that it names. `--help` and `--version` end with 0, a wrong
  /// command line with one line on standard error and 3, and so does any exception. Returns what main returns.
  int run(int argc, char** argv);

 private:
  std::unique_ptr<CLI::App> app_;
  Command chosen_;
};

}  // namespace skan::programs
