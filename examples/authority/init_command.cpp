// skan-authority init: a new authority.
#include <algorithm>
#include <memory>

#include <fmt/format.h>

#include "authority/commands.h"
#include "authority/passphrases.h"
#include "skan/issuer/authority.h"
#include "support/json_line.h"
#include "support/terminal.h"

namespace skan::authority {
namespace {

using programs::ExitCode;
using programs::one_line;

struct InitOptions {
  std::filesystem::path folder;
  issuer::AuthorityOptions authority;
  PassphraseOptions passphrase;
  bool unencrypted = false;
  std::uint64_t root_keys = 1;
  std::uint64_t root_threshold = 1;
  programs::Clock clock;
  bool json = false;
};

constexpr auto kHelpEnd =
    R"(Makes DIR/keys (secret, mode 0600), DIR/public/root.cose and DIR/ledger.db, and prints the
authority id. Verifiers need the root and, from a source of its own, the id.

The keys are encrypted with a passphrase, which the terminal is asked for or a file holds. For a trial
they may lie open: --unencrypted-keys. With several root keys (root-1.key, root-2.key, ...) carry each
away to its holder and remove it here; sdk/doc/keys.md has the whole ceremony.

--practice makes an authority for training: all its issuer keys and certificates are marked for ever,
and no verifier accepts them but in practice mode (skan verify --practice).

Examples:
  skan-authority init demo --unencrypted-keys
  skan-authority init moscow --name "Moscow register" --root-keys 3 --root-threshold 2
  skan-authority init moscow --passphrase-file /run/secrets/skan --json

With --json one object: authority, name, root. Exit codes: 0, or 3 on any error.)";

constexpr auto kNextSteps = R"(authority  {id}
root       {root}: give it to every verifier, and tell them the id by another way
keys       {folder}/keys: secret, keep a copy offline

Next:
  skan-authority issue {folder} --in people.csv --out cards --png
  skan-authority publish {folder} --out bundle.skb
  skan trust init --store skan.db --root {root} --authority {id}
  skan trust update --store skan.db bundle.skb
)";

Result<issuer::AuthorityStatus> create(const InitOptions& options) {
  const std::int64_t now = options.clock.now().unix_seconds;
  auto passphrase = options.unencrypted ? Result<issuer::Passphrase>() : new_passphrase(options.passphrase);
  if (!passphrase) return std::unexpected(passphrase.error());
  auto setup = options.authority;
  constexpr std::uint64_t most = 16;  // out of range whatever it is; create() says so
  setup.root_keys = static_cast<std::uint32_t>(std::min(options.root_keys, most + 1));
  setup.root_threshold = static_cast<std::uint32_t>(std::min(options.root_threshold, most + 1));
  const auto authority = issuer::Authority::create(options.folder, setup, now, *std::move(passphrase));
  if (!authority) return std::unexpected(authority.error());
  return authority->status();
}

ExitCode run_init(const InitOptions& options) {
  const auto made = create(options);
  if (!made) return programs::fail(kProgram, made.error().message);
  const std::string id = made->authority.hex();
  const std::string root = (options.folder / "public" / "root.cose").native();
  if (options.json) {
    fmt::print("{}\n", programs::json_line({{"authority", id}, {"name", made->name}, {"root", root}}));
  } else {
    fmt::print(kNextSteps, fmt::arg("id", id), fmt::arg("root", one_line(root)),
               fmt::arg("folder", one_line(options.folder.native())));
  }
  return ExitCode::ok;
}

}  // namespace

void add_init_command(programs::CommandLine app) {
  auto options = std::make_shared<InitOptions>();
  programs::CommandLine command = app.add_command("init", "make a new authority: keys, root, ledger");
  add_folder_argument(command, options->folder);
  command.add_option("--name", options->authority.name, "the issuer's name in verdicts",
                     {.value = "TEXT", .show_default = true});
  add_passphrase_option(command, options->passphrase);
  command.add_flag("--unencrypted-keys", options->unencrypted, "do not encrypt the keys: for trials only");
  command.add_number("--root-keys", options->root_keys, "how many keys the root has, 1 to 16", {.value = "N", .show_default = true});
  command.add_number("--root-threshold", options->root_threshold, "how many of them must sign a new root", {.value = "K", .show_default = true});
  command.add_flag("--practice", options->authority.practice, "for training: what it issues is accepted in practice mode only");
  command.add_time_option(options->clock);
  command.add_flag("--json", options->json, "one JSON object");
  command.set_help_end(kHelpEnd);
  command.set_action([options] { return run_init(*options); });
}

}  // namespace skan::authority
