// skan-authority publish: the present state, signed for the verifiers.
#include <memory>

#include "authority/commands.h"
#include "authority/passphrases.h"
#include "authority/publish_output.h"

namespace skan::authority {
namespace {

using programs::ExitCode;

struct PublishCommand {
  std::filesystem::path folder;
  PublishTargets targets;
  PassphraseOptions passphrase;
  std::uint64_t confirmed = 0;
  programs::Clock clock;
};

constexpr auto kHelpEnd =
    R"(Signs the present state and writes it as one bundle, whole or not at all. Publish at least daily:
data that is not renewed ages, and after a week nothing is accepted any more.

Before anything is written, two verifiers take the result, one that is new and one that holds the last
publication, and every withdrawal is looked up there. Nothing is published that goes backwards, and not
without --confirm-changes if more than 1 % of a key's certificates (and more than 100) have been
withdrawn or restored since the last time: the refusal names the number.

A site is a tree of files for any web server. What changed since earlier publications lies in it as
small deltas. Files that nothing has named for 14 days are removed. If you copy it elsewhere, copy
the file 'head' last, and let nobody cache 'head' and 'root'.

Example:
  skan-authority publish demo --out bundle.skb --site /var/www/trust

Exit codes: 0, or 3 on any error.)";

ExitCode run(const PublishCommand& options) {
  if (!names_a_target(options.targets)) return ExitCode::error;
  auto authority = open_with_keys(options.folder, options.passphrase);
  if (!authority) return programs::fail(kProgram, authority.error().message);
  issuer::PublishOptions publish;
  if (options.confirmed != 0) publish.confirmed_changes = options.confirmed;
  return publish_to(*authority, options.targets, options.clock.now().unix_seconds, publish);
}

}  // namespace

void add_publish_command(programs::CommandLine app) {
  auto options = std::make_shared<PublishCommand>();
  programs::CommandLine command = app.add_command("publish", "sign the present state for the verifiers");
  add_folder_argument(command, options->folder);
  add_publish_targets(command, options->targets);
  command.add_number("--confirm-changes", options->confirmed, "how many withdrawals and restorations are meant, as the refusal names them", {.value = "N"});
  add_passphrase_option(command, options->passphrase);
  command.add_time_option(options->clock);
  command.set_help_end(kHelpEnd);
  command.set_action([options] { return run(*options); });
}

}  // namespace skan::authority
