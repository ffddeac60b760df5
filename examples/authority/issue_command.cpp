// skan-authority issue: a register of people -> certificates, as texts and pictures.
#include <filesystem>
#include <memory>

#include <fmt/format.h>

#include "authority/commands.h"
#include "authority/issue_run.h"
#include "support/terminal.h"

namespace skan::authority {
namespace {

namespace fs = std::filesystem;
using programs::ExitCode;

struct IssueOptions {
  fs::path folder;
  IssuePaths paths;
  programs::Clock clock;
};

constexpr auto kHelpEnd =
    R"(The register is a CSV file (RFC 4180, UTF-8, a header row, columns in any order) or a JSON
array of objects with the same names (examples/data has one of each):
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

Writes OUTDIR/NUMBER.txt and with --png OUTDIR/NUMBER.png. A row that cannot be issued is
reported by its line; the others are issued. The same row again gives the same certificate,
so an interrupted run is finished by running it again.

Examples:
  skan-authority issue demo --in people.csv --out cards --png
  skan-authority issue demo --in people.json --out cards --json

With --json one object per row: row, outcome (issued, already_issued, refused), number,
status_index, text, picture, error; null where it does not apply.

Exit codes: 0 all were issued; 1 some rows were refused; 3 any other error.)";

Result<void> make_folder(const fs::path& folder) {
  std::error_code error;
  fs::create_directories(folder, error);
  if (!error) return {};
  return std::unexpected(Error{ErrorCode::storage, fmt::format("{}: cannot be made ({}); name another folder",
                                                               folder.native(), error.message())});
}

ExitCode run_issue(const IssueOptions& options) {
  auto authority = issuer::Authority::open(options.folder);
  if (!authority) return programs::fail(kProgram, authority.error().message);
  if (auto made = make_folder(options.paths.out); !made)
    return programs::fail(kProgram, made.error().message);
  IssueRun run(*authority, options.paths, options.clock);
  const auto done = run.run();
  const IssueTotals& totals = run.totals();
  if (!options.paths.json) {
    fmt::print("{} issued, {} issued before, {} refused; in {}\n", totals.issued, totals.already_issued,
               totals.refused, programs::one_line(options.paths.out.native()));
  }
  if (!done) return programs::fail(kProgram, done.error().message);
  return totals.refused > 0 ? ExitCode::rejected : ExitCode::ok;
}

}  // namespace

void add_issue_command(programs::CommandLine app) {
  auto options = std::make_shared<IssueOptions>();
  programs::CommandLine command = app.add_command("issue", "issue certificates to the people of a register");
  add_folder_argument(command, options->folder);
  command.add_option("--in", options->paths.in, "the register, people.csv or people.json",
                     {.value = "FILE", .required = true});
  command.add_option("--out", options->paths.out, "the folder for the certificates",
                     {.value = "OUTDIR", .required = true});
  command.add_flag("--png", options->paths.pictures, "also write each code as a picture");
  command.add_time_option(options->clock);
  command.add_flag("--json", options->paths.json, "one JSON object per row");
  command.set_help_end(kHelpEnd);
  command.set_action([options] { return run_issue(*options); });
}

}  // namespace skan::authority
