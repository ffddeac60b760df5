// skan read: pictures -> the texts of their codes, nothing verified.
#include <algorithm>
#include <chrono>
#include <cstdio>
#include <iterator>
#include <memory>

#include <fmt/format.h>

#include "cli/commands.h"
#include "cli/inputs.h"
#include "cli/verdict_output.h"
#include "support/json_line.h"

namespace skan::cli {
namespace {

using programs::complain;
using programs::ExitCode;

struct ReadOptions {
  bool json = false;
  std::string effort = "normal";
  std::vector<std::string> inputs;
};

constexpr auto kHelpEnd = R"(Nothing is verified, and no store is needed. A folder stands for its pictures.

Examples:
  skan read ticket.jpg
  skan read --json photos/

One text per line, after the picture's name if there are several pictures; bytes that
would not show are written as \xNN. With --json one object per picture: input, texts
(bytes that are not UTF-8 as \xNN), elapsed_us; if it cannot be read: input, error.

Exit codes: 3 a picture could not be read or the command line is wrong, else 2 some
picture had no readable code, else 0.)";

std::string texts_json(const std::string& input, const std::vector<std::string>& texts,
                       std::int64_t elapsed_us) {
  programs::Json out;
  out["input"] = input;
  out["texts"] = programs::Json::array();
  for (const std::string& text : texts) out["texts"].push_back(programs::as_utf8(text));
  out["elapsed_us"] = elapsed_us;
  return programs::json_line(out);
}

void print_lines(const std::string& prefix, const std::vector<std::string>& texts) {
  for (const std::string& text : texts) fmt::print("{}{}\n", prefix, programs::one_line(text));
}

ExitCode refuse(const Input& input, const std::string& message, bool json) {
  if (json) fmt::print("{}\n", unreadable_json(input.name, message));
  return programs::fail(kProgram, message);
}

ExitCode read_one(const Input& input, const std::string& prefix, Effort effort, bool json) {
  if (input.kind == InputKind::unreadable) return refuse(input, input.problem, json);
  const auto start = std::chrono::steady_clock::now();
  const auto texts = read_codes(input.name, effort);
  if (!texts) return refuse(input, texts.error().message, json);
  const auto elapsed = std::chrono::steady_clock::now() - start;
  if (json) {
    const auto elapsed_us = std::chrono::duration_cast<std::chrono::microseconds>(elapsed).count();
    fmt::print("{}\n", texts_json(input.name, *texts, elapsed_us));
  } else {
    print_lines(prefix, *texts);
    if (texts->empty())
      complain(kProgram,
               fmt::format("{}: shows no readable code; take it again, closer and sharper", input.name));
  }
  return texts->empty() ? ExitCode::undetermined : ExitCode::ok;
}

ExitCode run_read(const ReadOptions& options) {
  const auto effort = effort_of(options.effort);
  if (!effort) return programs::fail(kProgram, effort.error().message);
  std::vector<Input> inputs;
  for (const std::string& argument : options.inputs) {
    std::ranges::move(pictures_of(argument), std::back_inserter(inputs));
  }
  ExitCode code = ExitCode::ok;
  for (const Input& input : inputs) {
    const std::string prefix = inputs.size() > 1 ? programs::one_line(input.name) + ": " : std::string();
    code = worse(code, read_one(input, prefix, *effort, options.json));
    std::fflush(stdout);
  }
  return code;
}

}  // namespace

void add_read_command(programs::CommandLine app) {
  auto options = std::make_shared<ReadOptions>();
  programs::CommandLine command = app.add_command("read", "show the texts of the codes in pictures, unverified");
  command.add_flag("--json", options->json, "one JSON object per picture");
  command.add_option("--effort", options->effort, "fast, normal or thorough", {.value = "HOW", .show_default = true});
  command.add_arguments("IMAGE", options->inputs, "pictures, or folders of them");
  command.set_help_end(kHelpEnd);
  command.set_action([options] { return run_read(*options); });
}

}  // namespace skan::cli
