// skan-authority compromised: a key was stolen.
#include <chrono>
#include <memory>

#include <unistd.h>

#include <fmt/format.h>

#include "authority/commands.h"
#include "authority/passphrases.h"
#include "authority/publish_output.h"
#include "skan/issuer/drill.h"
#include "support/files.h"
#include "support/interruption.h"
#include "support/terminal.h"

namespace skan::authority {
namespace {

namespace fs = std::filesystem;
using programs::ExitCode;
using programs::one_line;

struct CompromisedOptions {
  fs::path folder, proposal;
  std::string key;
  PublishTargets targets;
  PassphraseOptions passphrase;
  programs::Clock clock;
};

constexpr auto kHelpEnd =
    R"(One command for the worst day. For an issuer key: what it has signed is rejected from the next publication on, a
new key takes over, every certificate that is in force is issued anew under it (same number, same
content; nothing that was withdrawn comes back), and the result is published. Hand the new codes out
afterwards ('skan-authority issue' with the same register writes them).

For a key of the roles authority, policy, manifest or head: a new key, and a root of the next epoch that does without the
stolen one. If the root keys lie in DIR/keys it is signed and published at once; otherwise --proposal
FILE is written for those who hold them, and 'root combine' and 'publish' end it. For a root key: 'root
propose --remove root=KEYID --add root=PUBLIC --compromised'.

Whatever stops it: the same command goes on where it was.

Example:
  skan-authority compromised moscow --key 5f0c3a2b9d8e7f60 --out bundle.skb --site /var/www/trust

Exit codes: 0 published; 1 signatures from elsewhere are needed; 3 any error; 130 Ctrl-C.)";

/// How far it is, on one line of a terminal.
class Progress {
 public:
  void show(const issuer::ReissueProgress& progress) {
    if (!is_terminal_) return;
    const double seconds = std::chrono::duration<double>(std::chrono::steady_clock::now() - start_).count();
    if (first_ == 0) first_ = progress.done;
    const double rate = static_cast<double>(progress.done - first_) / std::max(seconds, 0.001);
    const double left = rate > 0 ? static_cast<double>(progress.total - progress.done) / rate : 0;
    fmt::print(stderr, "\r{} of {} certificates, {:.0f} a second, {:.0f} s left   ", progress.done, progress.total, rate, left);
    shown_ = true;
  }
  ~Progress() {
    if (shown_) fmt::print(stderr, "\n");
  }
  Progress() = default;
  Progress(const Progress&) = delete;
  Progress& operator=(const Progress&) = delete;

 private:
  const bool is_terminal_ = ::isatty(STDERR_FILENO) == 1;
  const std::chrono::steady_clock::time_point start_ = std::chrono::steady_clock::now();
  std::uint64_t first_ = 0;
  bool shown_ = false;
};

/// How far a run came.
enum class Settled { here, needs_signatures, stopped };

Result<Settled> reissue(issuer::Authority& authority, const CompromisedOptions& options, std::int64_t now) {
  Progress progress;
  const auto report = issuer::reissue_after_theft(authority, options.key, now, [&](const issuer::ReissueProgress& at) {
    progress.show(at);
    return !programs::interrupted();
  });
  if (!report) return std::unexpected(report.error());
  if (!report->finished) return Settled::stopped;
  fmt::print("issuer key {} is declared stolen; {} certificates were issued anew under {}, {} were not in force and stay as they are\n", options.key,
             report->reissued, report->new_key_id, report->left);
  return Settled::here;
}

Result<Settled> replace_role(issuer::Authority& authority, const CompromisedOptions& options, std::int64_t now) {
  if (options.proposal.empty()) {
    return std::unexpected(Error{ErrorCode::invalid_argument, "--proposal FILE: name a file, in case that root keys from elsewhere must sign"});
  }
  const auto report = issuer::replace_stolen_role(authority, options.key, now);
  if (!report) return std::unexpected(report.error());
  if (!report->proposal) {
    fmt::print("key {} is replaced by root {}; what it has signed counts no more\n", options.key, report->root_version);
    return Settled::here;
  }
  const auto written = programs::write_file(options.proposal, *report->proposal, programs::Durability::synced);
  if (!written) return std::unexpected(written.error());
  fmt::print("root {} must be signed where the root keys are: skan-authority root sign {} --key FILE --out SIGNATURE\n", report->root_version,
             one_line(options.proposal.native()));
  fmt::print("then: skan-authority root combine {} {} SIGNATURE...; and publish\n", one_line(options.folder.native()), one_line(options.proposal.native()));
  return Settled::needs_signatures;
}

Result<Settled> settle(issuer::Authority& authority, const CompromisedOptions& options, std::int64_t now) {
  const auto stolen = issuer::find_stolen_key(authority, options.key);
  if (!stolen) return std::unexpected(stolen.error());
  switch (*stolen) {
    case issuer::StolenKey::issuer: return reissue(authority, options, now);
    case issuer::StolenKey::role: return replace_role(authority, options, now);
    case issuer::StolenKey::replaced_role:
      fmt::print("key {} was replaced before\n", options.key);
      return Settled::here;
    case issuer::StolenKey::root: break;
  }
  return std::unexpected(Error{ErrorCode::invalid_argument, fmt::format("{}: is a root key; its holders replace it: skan-authority root propose {} --remove root={} --add root=PUBLIC --compromised --out FILE",
                                                                        options.key, options.folder.native(), options.key)});
}

ExitCode run(const CompromisedOptions& options) {
  if (!names_a_target(options.targets)) return ExitCode::error;
  auto authority = open_with_keys(options.folder, options.passphrase);
  if (!authority) return programs::fail(kProgram, authority.error().message);
  programs::catch_interruptions();
  const std::int64_t now = options.clock.now().unix_seconds;
  const auto settled = settle(*authority, options, now);
  if (!settled) return programs::fail(kProgram, settled.error().message);
  if (*settled == Settled::needs_signatures) return ExitCode::rejected;
  if (*settled == Settled::here) return publish_to(*authority, options.targets, now, {});
  programs::complain(kProgram, "stopped before the last certificate was reissued; nothing was published; the same command goes on from there");
  return ExitCode::interrupted;
}

}  // namespace

void add_compromised_command(programs::CommandLine app) {
  auto options = std::make_shared<CompromisedOptions>();
  programs::CommandLine command = app.add_command("compromised", "a key was stolen: replace it, reissue what it has signed, publish");
  add_folder_argument(command, options->folder);
  command.add_option("--key", options->key, "the stolen key's id ('skan-authority keys')", {.value = "KEYID", .required = true});
  add_publish_targets(command, options->targets);
  command.add_option("--proposal", options->proposal, "for a role's key: the root's proposal, if others must sign it", {.value = "FILE"});
  add_passphrase_option(command, options->passphrase);
  command.add_time_option(options->clock);
  command.set_help_end(kHelpEnd);
  command.set_action([options] { return run(*options); });
}

}  // namespace skan::authority
