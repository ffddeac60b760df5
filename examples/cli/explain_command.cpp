// skan explain: one code under every policy.
#include <algorithm>
#include <cstdio>
#include <iterator>
#include <memory>
#include <optional>
#include <set>

#include <fmt/format.h>

#include "cli/commands.h"
#include "cli/inputs.h"
#include "cli/store_access.h"
#include "cli/verdict_output.h"
#include "skan/verifier.h"

namespace skan::cli {
namespace {

using programs::Clock;
using programs::ExitCode;

struct ExplainOptions {
  StoreOptions store;
  std::string policies = "all";
  std::string on;
  Clock clock;
  std::string effort = "normal";
  std::string language = "en";
  bool json = false;
  std::vector<std::string> inputs;
};

constexpr auto kHelpEnd = R"(INPUT is a picture, a folder of pictures, a *.txt file, or - for lines on standard input.
For every code there is a table: each policy, whether it accepts, and until when or why not.

Examples:
  skan explain ticket.jpg
  skan explain --policies ru-federal-2021,ru-mow-2021-06-28 --on 2021-07-09 ticket.jpg

--on DATE asks about the first second of that day in each policy's own time zone.

With --json one object per code: input, policies (policy, version, title_russian,
title_english, outcome, reasons, detail, finding, changes_at, changes_to, change_cause,
accepted_until; as 'skan verify --help' explains them); if it cannot be read: input, error.

Exit codes: 3 an input could not be read, a policy is not known or the command line is
wrong, else 2 something could not be decided, else 0, whatever the policies say.)";

std::set<std::string, std::less<>> split(std::string_view list) {
  std::set<std::string, std::less<>> out;
  for (std::size_t at = 0; at <= list.size();) {
    const std::size_t end = std::min(list.find(',', at), list.size());
    out.emplace(list.substr(at, end - at));
    at = end + 1;
  }
  return out;
}

/// The widths of the table's columns, and its rows' policies, are those of the chosen policies.
class Table {
 public:
  Table(TrustStore store, const ExplainOptions& options, Language language, std::optional<std::int32_t> day)
      : options_(options), language_(language), day_(day), verifier_(store), status_(store.status(options.clock.now())) {}

  /// Fails with invalid_argument if there is nothing to ask, or not what was asked for.
  Result<void> choose_policies() {
    const auto refuse = [](std::string text) { return std::unexpected(Error{ErrorCode::invalid_argument, std::move(text)}); };
    if (status_.policies.empty()) return refuse("the store has no trust data; load the authority's: 'skan trust update --help'");
    std::string known;
    for (const Policy& policy : status_.policies) {
      known += (known.empty() ? "" : ", ") + policy.id;
      width_ = std::max(width_, policy.id.size());
    }
    if (options_.policies == "all") return {};
    chosen_ = split(options_.policies);
    for (const std::string& id : chosen_) {
      if (std::ranges::find(status_.policies, id, &Policy::id) != status_.policies.end()) continue;
      return refuse(fmt::format("--policies: there is no policy '{}'; this store has {}", id, known));
    }
    return {};
  }

  ExitCode show(const std::string& input, std::string_view text) const {
    std::vector<PolicyVerdict> answers = day_ ? verifier_.explain_on(text, *day_) : verifier_.explain(text, options_.clock.now());
    std::erase_if(answers, [&](const PolicyVerdict& answer) { return !chosen_.empty() && !chosen_.contains(answer.policy.id); });
    if (options_.json) {
      fmt::print("{}\n", policies_json(input, answers));
    } else {
      print(input, answers);
    }
    const auto is_open = [](const PolicyVerdict& answer) { return answer.verdict.outcome == Outcome::undetermined; };
    return answers.empty() || std::ranges::any_of(answers, is_open) ? ExitCode::undetermined : ExitCode::ok;
  }

 private:
  void print(const std::string& input, const std::vector<PolicyVerdict>& answers) const {
    const VerdictLines lines(programs::Paint::for_stream(stdout), width_, language_);
    fmt::print("{}\n", lines.question(input, answers, day_ ? lines.day(*day_) : lines.time(options_.clock.now().unix_seconds)));
    for (const PolicyVerdict& answer : answers) fmt::print("{}\n", lines.policy_line(answer));
  }

  const ExplainOptions& options_;
  Language language_;
  std::optional<std::int32_t> day_;
  Verifier verifier_;
  TrustStatus status_;
  std::set<std::string, std::less<>> chosen_;  ///< empty: all
  std::size_t width_ = 0;
};

ExitCode refuse(const std::string& input, const std::string& message, bool json) {
  if (json) fmt::print("{}\n", unreadable_json(input, message));
  return programs::fail(kProgram, message);
}

ExitCode explain_input(const Table& table, const Input& input, Effort effort, bool json) {
  const auto texts = texts_of(input, effort);
  if (!texts) return refuse(input.name, texts.error().message, json);
  if (texts->empty()) {
    programs::complain(kProgram, fmt::format("{}: shows no readable code; take it again, closer and sharper", input.name));
    return ExitCode::undetermined;
  }
  ExitCode code = ExitCode::ok;
  for (const Text& text : *texts) code = worse(code, table.show(input.name, text.bytes));
  return code;
}

ExitCode run_explain(const ExplainOptions& options) {
  const auto effort = effort_of(options.effort);
  if (!effort) return programs::fail(kProgram, effort.error().message);
  const auto language = language_of(options.language);
  if (!language) return programs::fail(kProgram, language.error().message);
  std::optional<std::int32_t> day;
  if (!options.on.empty()) {
    if (options.clock.stated) return programs::fail(kProgram, "--on and --at: give one of them");
    const auto parsed = programs::parse_day(options.on);
    if (!parsed) return programs::fail(kProgram, "--on: " + parsed.error().message);
    day = *parsed;
  }
  auto store = open_store(options.store);
  if (!store) return programs::fail(kProgram, store.error().message);
  Table table(*std::move(store), options, *language, day);
  if (const auto chosen = table.choose_policies(); !chosen) return programs::fail(kProgram, chosen.error().message);
  ExitCode code = ExitCode::ok;
  for (const std::string& argument : options.inputs) {
    for (const Input& input : inputs_of(argument)) code = worse(code, explain_input(table, input, *effort, options.json));
  }
  return code;
}

}  // namespace

void add_explain_command(programs::CommandLine app) {
  auto options = std::make_shared<ExplainOptions>();
  programs::CommandLine command = app.add_command("explain", "show what every policy says to a code");
  add_store_option(command, options->store);
  add_authority_option(command, options->store);
  add_anchor_option(command, options->store);
  command.add_option("--policies", options->policies, "identifiers with commas between them, or all",
                     {.value = "IDS", .show_default = true});
  command.add_option("--on", options->on, "ask about this day: 2021-07-09", {.value = "DATE"});
  command.add_option("--effort", options->effort, "how hard to look at pictures: fast, normal or thorough",
                     {.value = "HOW", .show_default = true});
  command.add_option("--lang", options->language, "of the lines for people: en or ru", {.value = "LANG", .show_default = true});
  command.add_time_option(options->clock);
  command.add_flag("--json", options->json, "one JSON object per code");
  command.add_arguments("INPUT", options->inputs, "what to ask about; see below");
  command.set_help_end(kHelpEnd);
  command.set_action([options] { return run_explain(*options); });
}

}  // namespace skan::cli
