// skan-authority supersede: wrong certificates are replaced by right ones.
#include <memory>

#include <fmt/format.h>

#include "authority/card_files.h"
#include "authority/commands.h"
#include "authority/passphrases.h"
#include "authority/people_reader.h"
#include "skan/issuer/withdrawal.h"
#include "support/terminal.h"

namespace skan::authority {
namespace {

namespace fs = std::filesystem;
using programs::ExitCode;

struct SupersedeOptions {
  fs::path folder, in;
  CardFiles cards;
  std::string reason = "corrected";
  PassphraseOptions passphrase;
  programs::Clock clock;
};

constexpr auto kHelpEnd =
    R"(The file has the columns of 'issue' and one more: 'replaces', the number of the wrong certificate.
Where it is empty, the certificate with the row's own number is replaced, and keeps that number.
In one transaction the right certificate is issued and the wrong one withdrawn; verifiers learn
of it with the next publication. The same row again gives the same certificate.

Example:
  skan-authority supersede demo --in corrections.csv --out cards --reason 'wrong birth date'

Exit codes: 0 all were replaced; 1 some rows were refused; 3 any other error.)";

/// What was done so far.
struct Tally {
  std::size_t replaced = 0, before = 0, refused = 0;
  std::optional<Error> failure;  ///< that ends it
};

Result<issuer::Issued> replace(issuer::Authority& authority, const SupersedeOptions& options, const ReadRow& row) {
  if (!row.record) return std::unexpected(row.record.error());
  const std::string& replaces = row.replaces.empty() ? row.record->number : row.replaces;
  return issuer::supersede(authority, replaces, *row.record, options.reason, options.clock.now().unix_seconds);
}

bool take(issuer::Authority& authority, const SupersedeOptions& options, const ReadRow& row, Tally& tally) {
  const auto issued = replace(authority, options, row);
  if (!issued && issued.error().code != ErrorCode::invalid_argument) {
    tally.failure = issued.error();
    return false;
  }
  if (!issued) {
    ++tally.refused;
    programs::complain(kProgram, fmt::format("{}, {}: {}", options.in.native(), row.place, issued.error().message));
    return true;
  }
  if (auto written = write_card(options.cards, issued->number, issued->text); !written) {
    tally.failure = written.error();
    return false;
  }
  ++(issued->already_issued ? tally.before : tally.replaced);
  return true;
}

ExitCode run(const SupersedeOptions& options) {
  auto authority = open_with_keys(options.folder, options.passphrase);
  if (!authority) return programs::fail(kProgram, authority.error().message);
  if (auto made = make_folder(options.cards.folder); !made) return programs::fail(kProgram, made.error().message);
  Tally tally;
  ReadingProgress progress;
  const auto read = read_people(options.in, [&](ReadRow row) { return take(*authority, options, row, tally); }, progress);
  fmt::print("{} replaced, {} replaced before, {} refused; in {}\n", tally.replaced, tally.before, tally.refused,
             programs::one_line(options.cards.folder.native()));
  if (tally.failure) return programs::fail(kProgram, tally.failure->message);
  if (!read) return programs::fail(kProgram, read.error().message);
  return tally.refused > 0 ? ExitCode::rejected : ExitCode::ok;
}

}  // namespace

void add_supersede_command(programs::CommandLine app) {
  auto options = std::make_shared<SupersedeOptions>();
  programs::CommandLine command = app.add_command("supersede", "replace wrong certificates by right ones");
  add_folder_argument(command, options->folder);
  command.add_option("--in", options->in, "the corrections: .csv, .jsonl or .json", {.value = "FILE", .required = true});
  command.add_option("--out", options->cards.folder, "the folder for the certificates", {.value = "OUTDIR", .required = true});
  command.add_flag("--png", options->cards.png, "also write each code as a picture");
  command.add_flag("--svg", options->cards.svg, "also write each code as a drawing");
  command.add_option("--reason", options->reason, "why; kept in the ledger, not published", {.value = "TEXT", .show_default = true});
  add_passphrase_option(command, options->passphrase);
  command.add_time_option(options->clock);
  command.set_help_end(kHelpEnd);
  command.set_action([options] { return run(*options); });
}

}  // namespace skan::authority
