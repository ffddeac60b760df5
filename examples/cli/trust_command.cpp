// skan trust: whom a store believes, and the data that follows from it.
#include <cstdio>
#include <memory>

#include <fmt/format.h>

#include "cli/commands.h"
#include "cli/store_access.h"
#include "support/files.h"
#include "support/terminal.h"

namespace skan::cli {
namespace {

using programs::ExitCode;
using programs::one_line;

constexpr std::size_t kLargestRoot = 1'000'000;  // bytes; real ones have a few hundred

struct InitOptions {
  StoreOptions store;
  std::string root;
  std::string channel = "main";
};

constexpr auto kInitHelpEnd =
    R"(The authority publishes its root (root.cose) and its id. Take the id from a source of its
own (a letter, a website, a colleague): it is what protects you from another root. It is
written to FILE.authority beside the store; the other commands read it there.

Example:
  skan trust init --store door.db --root root.cose --authority 5f0c...

Running it again for the same authority changes nothing. Exit codes: 0, or 3 on any error.)";

/// Looked at before the store is made, so that a refused init leaves nothing behind.
Result<void> check_pin(const StoreOptions& options, const AuthorityId& authority) {
  const auto pinned = pinned_authority(options.path);
  if (!pinned) return std::unexpected(pinned.error());
  if (!*pinned || **pinned == authority) return {};
  return pin_authority(options.path, authority);
}

Result<AuthorityId> provision(const InitOptions& options) {
  const auto authority = authority_of(options.store);
  if (!authority) return authority;
  if (auto checked = check_pin(options.store, *authority); !checked) return std::unexpected(checked.error());
  const auto root = programs::read_file(options.root, kLargestRoot);
  if (!root) return std::unexpected(root.error());
  const auto store = TrustStore::provision(options.store.path, *root, *authority, options.channel);
  if (!store && store.error().code == ErrorCode::foreign_store) {
    return std::unexpected(Error{ErrorCode::foreign_store, fmt::format("{} and --authority: {}; check where both came from",
                                                                       options.root, store.error().message)});
  }
  if (!store) return std::unexpected(store.error());
  if (auto pinned = pin_authority(options.store.path, *authority); !pinned)
    return std::unexpected(pinned.error());
  return authority;
}

ExitCode run_init(const InitOptions& options) {
  const auto authority = provision(options);
  if (!authority) return programs::fail(kProgram, authority.error().message);
  fmt::print("{} believes authority {}\nNext: skan trust update --store {} BUNDLE\n",
             one_line(options.store.path), authority->hex(), one_line(options.store.path));
  return ExitCode::ok;
}

void add_init_command(programs::CommandLine trust) {
  auto options = std::make_shared<InitOptions>();
  programs::CommandLine command = trust.add_command("init", "make a store that believes one authority");
  add_store_option(command, options->store);
  command.add_option("--root", options->root, "the authority's first root, root.cose",
                     {.value = "FILE", .required = true});
  require_authority_option(command, options->store);
  command.add_option("--channel", options->channel, "the stream of data this store takes, fixed for its life",
                     {.value = "NAME", .show_default = true});
  command.set_help_end(kInitHelpEnd);
  command.set_action([options] { return run_init(*options); });
}

}  // namespace

void add_trust_commands(programs::CommandLine app) {
  programs::CommandLine trust = app.add_command("trust", "whom to believe, and how old that knowledge is");
  trust.require_command();
  trust.set_help_end("'skan trust COMMAND --help' has examples of each command.");
  add_init_command(trust);
  add_trust_enroll_command(trust);
  add_trust_update_command(trust);
  add_trust_status_command(trust);
  add_trust_serve_command(trust);
  add_trust_export_command(trust);
}

}  // namespace skan::cli
