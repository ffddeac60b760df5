// skan-authority issue: a register of people -> certificates, as texts and pictures.
#include <algorithm>
#include <filesystem>
#include <memory>
#include <thread>

#include <fmt/format.h>

#include "authority/commands.h"
#include "authority/issue_run.h"
#include "authority/passphrases.h"
#include "support/interruption.h"
#include "support/terminal.h"

namespace skan::authority {
namespace {

namespace fs = std::filesystem;
using programs::ExitCode;

struct IssueOptions {
  fs::path folder;
  IssuePaths paths;
  PassphraseOptions passphrase;
  programs::Clock clock;
};

constexpr auto kHelpEnd =
    R"(The register is a CSV file (RFC 4180, UTF-8, a header row, columns in any order), a JSON
Lines file (.jsonl, an object each) or a JSON array of objects with the same names:
  number      letters, digits, hyphens; at most 32; one certificate each        required
  kind        vaccinated, recovered or tested                                   required
  name        as in the passport, in Cyrillic; masked before it is signed       this or
  name_latin  the same in Latin letters; masked                                 this
  birth_date  1985-04-12                                                        required
  document    number of the identity document; masked
  event_date  last dose, recovery or sample: 2021-06-01                         this or
  event_time  the sample's exact time: 2021-06-01T09:30:00+03:00                this
  product     vaccine, or the test's method
  dose, doses this dose and how many the course has: 1..99                      both or neither
  region      1..999
  expires     technical end, a date or time; otherwise the issuer key's
  batch       lot or delivery, and
  office      who issued it: for 'revoke'; kept in the ledger, not in the certificate

Writes OUTDIR/NUMBER.txt, with --png and --svg also the code, and with --pack one file for
all, which 'extract' reads. A row that cannot be issued is reported by its line; the others
are issued. The same row again gives the same certificate, so a run that was interrupted,
killed, or stopped by a full disk is finished by running it again.

Examples:
  skan-authority issue demo --in people.csv --out cards --png
  skan-authority issue demo --in country.csv --pack country.skp --report refused.csv

With --json one object per row: row, outcome (issued, already_issued, refused), number,
status_index, text, picture, error; null where it does not apply.

Exit codes: 0 all were issued; 1 some rows were refused; 3 any other error; 130 Ctrl-C.)";

/// Where the certificates are, for people.
std::string places(const IssuePaths& paths) {
  std::string out = paths.cards.folder.empty() ? "" : paths.cards.folder.native();
  if (!out.empty() && !paths.pack.empty()) out += " and ";
  return programs::one_line(out + paths.pack.native());
}

ExitCode run_issue(const IssueOptions& options) {
  const IssuePaths& paths = options.paths;
  if (paths.cards.folder.empty() && paths.pack.empty()) {
    return programs::fail(kProgram, "issue: say where to: --out FOLDER for a file each, --pack FILE for one file, or both");
  }
  auto authority = open_with_keys(options.folder, options.passphrase);
  if (!authority) return programs::fail(kProgram, authority.error().message);
  programs::catch_interruptions();
  IssueRun run(*authority, paths, options.clock);
  const auto done = run.run();
  const issuer::IssueTotals& totals = run.totals();
  const bool any = totals.issued + totals.already_issued + totals.refused > 0;
  if (!paths.json && (done || any)) {
    fmt::print("{} issued, {} issued before, {} refused; in {}\n", totals.issued, totals.already_issued, totals.refused, places(paths));
  }
  if (!done) return programs::fail(kProgram, done.error().message);
  if (totals.refused > 0 && !paths.report.empty()) {
    programs::complain(kProgram, fmt::format("{} rows were refused; {} says which and why", totals.refused, paths.report.native()));
  }
  if (totals.stopped) {
    programs::complain(kProgram, "stopped before the end of the register; the same command goes on from there");
    return ExitCode::interrupted;
  }
  return totals.refused > 0 ? ExitCode::rejected : ExitCode::ok;
}

}  // namespace

void add_issue_command(programs::CommandLine app) {
  auto options = std::make_shared<IssueOptions>();
  options->paths.threads = std::max(1u, std::thread::hardware_concurrency());
  programs::CommandLine command = app.add_command("issue", "issue certificates to the people of a register");
  add_folder_argument(command, options->folder);
  command.add_option("--in", options->paths.in, "the register: .csv, .jsonl or .json",
                     {.value = "FILE", .required = true});
  command.add_option("--out", options->paths.cards.folder, "the folder for a file each", {.value = "OUTDIR"});
  command.add_flag("--png", options->paths.cards.png, "also write each code as a picture");
  command.add_flag("--svg", options->paths.cards.svg, "also write each code as a drawing");
  command.add_option("--pack", options->paths.pack, "one file for all; appended to", {.value = "FILE"});
  command.add_option("--report", options->paths.report, "write refused rows to this file", {.value = "FILE"});
  command.add_option("--batch", options->paths.batch, "the batch of rows that name none", {.value = "TEXT"});
  command.add_option("--office", options->paths.office, "the office of rows that name none", {.value = "TEXT"});
  command.add_number("--threads", options->paths.threads, "threads that sign", {.value = "N", .show_default = true});
  add_passphrase_option(command, options->passphrase);
  command.add_time_option(options->clock);
  command.add_flag("--json", options->paths.json, "one JSON object per row");
  command.set_help_end(kHelpEnd);
  command.set_action([options] { return run_issue(*options); });
}

}  // namespace skan::authority
