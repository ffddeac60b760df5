// skan-authority init: a new authority.
#include <memory>

#include <fmt/format.h>

#include "authority/commands.h"
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
  programs::Clock clock;
  bool json = false;
};

constexpr auto kHelpEnd =
    R"(Makes DIR/keys (secret, mode 0600), DIR/public/root.cose and DIR/ledger.db, and prints the
authority id. Verifiers need the root and, from a source of its own, the id.

Examples:
  skan-authority init demo
  skan-authority init moscow --name "Moscow register" --json

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
  const auto authority = issuer::Authority::create(options.folder, options.authority, now);
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
  command.add_time_option(options->clock);
  command.add_flag("--json", options->json, "one JSON object");
  command.set_help_end(kHelpEnd);
  command.set_action([options] { return run_init(*options); });
}

}  // namespace skan::authority
