// skan-authority revoke and restore: withdrawing certificates, and taking that back.
#include <unistd.h>

#include <fstream>
#include <iostream>
#include <memory>
#include <string>
#include <vector>

#include <fmt/format.h>

#include "authority/commands.h"
#include "skan/issuer/withdrawal.h"
#include "support/json_line.h"
#include "support/terminal.h"

namespace skan::authority {
namespace {

namespace fs = std::filesystem;
using issuer::ChangeReport;
using programs::ExitCode;
using programs::Json;
using programs::one_line;

/// One of the two commands.
struct Verb {
  const char* name;
  const char* meaning;
  const char* done;  ///< "withdrawn"
  Result<ChangeReport> (*apply)(issuer::Authority&, const issuer::Selection&, const issuer::ChangeOptions&, std::int64_t);
};

constexpr Verb kRevoke{"revoke", "withdraw certificates", "withdrawn", issuer::withdraw};
constexpr Verb kRestore{"restore", "take withdrawals back", "restored", issuer::restore};

struct StandingOptions {
  fs::path folder;
  std::vector<std::string> numbers;
  fs::path list;
  issuer::CertificateQuery query;
  std::string from, until;
  std::string reason = "not stated", count;
  bool dry_run = false;
  bool json = false;
  programs::Clock clock;
};

constexpr auto kHelpEnd =
    R"(Certificates are named by their numbers, by a file with a number in each line, or by what the
register said of them; of several options of the last kind all must fit. All are changed, or
none. Verifiers learn of it with the next publication. 'show' tells time and reason later.

More than 1 % of what an issuer key has signed (and more than one certificate) is changed only if
the exact count is typed, or given with --confirm-count. See it with --dry-run first.

Examples:
  skan-authority {0} demo 7700000000000017 --reason 'issued in error'
  skan-authority {0} demo --list numbers.txt --reason 'stolen forms' --dry-run
  skan-authority {0} demo --batch 'lot 12' --issued-from 2021-06-01 --reason 'spoilt' --confirm-count 812

With --json one object: changed, unchanged, superseded, needs_confirmation, dry_run, keys (of each:
key_id, issued, changed).

Exit codes: 0 done; 1 a number was never issued, no certificate fits, or the count was not confirmed; 3 any
other error.)";

/// One number in each line; what follows a # is a remark.
Result<void> read_list(const fs::path& path, std::vector<std::string>& numbers) {
  std::ifstream file(path, std::ios::binary);
  if (!file.is_open()) return std::unexpected(Error{ErrorCode::storage, path.native() + ": cannot be opened; check the path and who may read it"});
  std::uint64_t count = 0;
  for (std::string line; std::getline(file, line);) {
    ++count;
    if (count == 1 && line.starts_with("\xEF\xBB\xBF")) line.erase(0, 3);
    line.erase(std::min(line.find('#'), line.size()));
    const auto first = line.find_first_not_of(" \t\r"), last = line.find_last_not_of(" \t\r");
    if (first == std::string::npos) continue;
    line = line.substr(first, last - first + 1);
    constexpr auto kAllowed = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz-";
    if (line.size() > 32 || line.find_first_not_of(kAllowed) != std::string::npos) {
      return std::unexpected(Error{ErrorCode::malformed, fmt::format("{}, line {}: is not one certificate number; nothing was changed", path.native(), count)});
    }
    numbers.push_back(std::move(line));
  }
  if (file.bad()) return std::unexpected(Error{ErrorCode::storage, path.native() + ": cannot be read; try again"});
  if (numbers.empty()) return std::unexpected(Error{ErrorCode::malformed, path.native() + ": holds no number"});
  return {};
}

Result<std::optional<std::int64_t>> time_of(const char* option, const std::string& text) {
  if (text.empty()) return std::nullopt;
  const auto time = programs::parse_time(text);
  if (time) return *time;
  return std::unexpected(Error{time.error().code, fmt::format("{}: {}", option, time.error().message)});
}

Result<issuer::Selection> selection_of(const StandingOptions& options) {
  issuer::Selection out{options.numbers, {}};
  if (!options.list.empty()) {
    if (auto read = read_list(options.list, out.numbers); !read) return std::unexpected(read.error());
  }
  const auto from = time_of("--issued-from", options.from), until = time_of("--issued-until", options.until);
  if (!from) return std::unexpected(from.error());
  if (!until) return std::unexpected(until.error());
  issuer::CertificateQuery query = options.query;
  query.issued_from = *from;
  query.issued_until = *until;
  const bool asks = !query.product.empty() || !query.batch.empty() || !query.office.empty() || *from || *until;
  if (asks) out.query = query;
  if (asks || !out.numbers.empty()) return out;
  return std::unexpected(Error{ErrorCode::invalid_argument, "name the certificates: NUMBER, --list, --batch, --product, --office, --issued-from, --issued-until"});
}

Result<std::optional<std::uint64_t>> count_of(const std::string& text) {
  if (text.empty()) return std::nullopt;
  if (text.size() <= 12 && text.find_first_not_of("0123456789") == std::string::npos) return std::stoull(text);
  return std::unexpected(Error{ErrorCode::invalid_argument, "--confirm-count: a number is expected"});
}

void print_shares(const ChangeReport& report, std::FILE* stream) {
  for (const auto& key : report.keys) {
    fmt::print(stream, "  key {}: {} of {} certificates ({:.2f} %)\n", key.key_id, key.changed, key.issued,
               100.0 * static_cast<double>(key.changed) / static_cast<double>(std::max<std::uint64_t>(1, key.issued)));
  }
}

/// Asks a person at a terminal for the count.
std::string ask(const Verb& verb, const ChangeReport& report) {
  std::fflush(stdout);
  fmt::print(stderr, "{} certificates would be {}:\n", report.changed, verb.done);
  print_shares(report, stderr);
  fmt::print(stderr, "That is more than 1 % of a key's. To go on, type how many: ");
  std::string line;
  std::getline(std::cin, line);
  return line;
}

void print_report(const Verb& verb, const StandingOptions& options, const ChangeReport& report) {
  if (options.json) {
    Json keys = Json::array();
    for (const auto& key : report.keys) keys.push_back({{"key_id", key.key_id}, {"issued", key.issued}, {"changed", key.changed}});
    fmt::print("{}\n", programs::json_line({{"changed", report.changed}, {"unchanged", report.unchanged}, {"superseded", report.superseded},
                                            {"needs_confirmation", report.needs_confirmation}, {"dry_run", options.dry_run}, {"keys", keys}}));
    return;
  }
  if (options.dry_run) {
    fmt::print("{} would be {}, {} are already; nothing was changed\n", report.changed, verb.done, report.unchanged);
    print_shares(report, stdout);
    if (report.needs_confirmation) fmt::print("more than 1 % of a key's: to do it, add --confirm-count {}\n", report.changed);
    return;
  }
  fmt::print("{} {}, {} were already; to tell the verifiers: skan-authority publish {} --out FILE\n", report.changed, verb.done, report.unchanged,
             one_line(options.folder.native()));
  if (report.superseded > 0) fmt::print("{} were replaced by corrections, and stay withdrawn\n", report.superseded);
}

bool fits_nothing(const ChangeReport& report) { return report.changed + report.unchanged + report.superseded == 0; }

ExitCode complain_about(const Error& error) {
  programs::complain(kProgram, error.message);
  return error.code == ErrorCode::invalid_argument ? ExitCode::rejected : ExitCode::error;
}

ExitCode run(const Verb& verb, const StandingOptions& options) {
  const auto selection = selection_of(options);
  if (!selection) return programs::fail(kProgram, selection.error().message);
  auto confirmed = count_of(options.count);
  if (!confirmed) return programs::fail(kProgram, confirmed.error().message);
  auto authority = issuer::Authority::open(options.folder);
  if (!authority) return programs::fail(kProgram, authority.error().message);
  const std::int64_t now = options.clock.now().unix_seconds;
  const bool can_ask = !options.dry_run && !*confirmed && ::isatty(STDIN_FILENO) == 1 && ::isatty(STDERR_FILENO) == 1;
  if (can_ask) {
    const auto planned = verb.apply(*authority, *selection, {options.reason, true, {}}, now);
    if (!planned) return complain_about(planned.error());
    if (planned->needs_confirmation) confirmed = count_of(ask(verb, *planned));
    if (!confirmed) return programs::fail(kProgram, "that is no number; nothing was changed");
  }
  const auto done = verb.apply(*authority, *selection, {options.reason, options.dry_run, *confirmed}, now);
  if (!done) return complain_about(done.error());
  if (options.json || !fits_nothing(*done)) print_report(verb, options, *done);
  if (!fits_nothing(*done)) return ExitCode::ok;
  programs::complain(kProgram, "no certificate fits, and nothing was changed; check how batch, product, office and times are written");
  return ExitCode::rejected;
}

void add(programs::CommandLine app, const Verb& verb) {
  auto options = std::make_shared<StandingOptions>();
  programs::CommandLine command = app.add_command(verb.name, verb.meaning);
  add_folder_argument(command, options->folder);
  command.add_arguments("NUMBER", options->numbers, "certificate numbers", false);
  command.add_option("--list", options->list, "a file with a number in each line", {.value = "FILE"});
  command.add_option("--batch", options->query.batch, "all of this batch", {.value = "TEXT"});
  command.add_option("--product", options->query.product, "all with this product", {.value = "TEXT"});
  command.add_option("--office", options->query.office, "all of this issuing office", {.value = "TEXT"});
  command.add_option("--issued-from", options->from, "all issued then or later", {.value = "RFC3339"});
  command.add_option("--issued-until", options->until, "all issued before", {.value = "RFC3339"});
  command.add_option("--reason", options->reason, "why; kept in the ledger, not published", {.value = "TEXT", .show_default = true});
  command.add_flag("--dry-run", options->dry_run, "only say how many");
  command.add_option("--confirm-count", options->count, "the exact count, where it is more than 1 %", {.value = "N"});
  command.add_time_option(options->clock);
  command.add_flag("--json", options->json, "one JSON object");
  static const std::string revoke_help = fmt::format(kHelpEnd, kRevoke.name), restore_help = fmt::format(kHelpEnd, kRestore.name);
  command.set_help_end(&verb == &kRevoke ? revoke_help.c_str() : restore_help.c_str());
  command.set_action([options, &verb] { return run(verb, *options); });
}

}  // namespace

void add_revoke_command(programs::CommandLine app) { add(app, kRevoke); }
void add_restore_command(programs::CommandLine app) { add(app, kRestore); }

}  // namespace skan::authority
