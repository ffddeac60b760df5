// skan trust: whom a store believes, and the data that follows from it.
#include <cstdio>
#include <memory>

#include <fmt/format.h>

#include "cli/commands.h"
#include "cli/store_access.h"
#include "support/files.h"
#include "support/json_line.h"
#include "support/terminal.h"

namespace skan::cli {
namespace {

using programs::Clock;
using programs::ExitCode;
using programs::Json;
using programs::one_line;

constexpr std::size_t kLargestRoot = 1'000'000;      // bytes; real ones have a few hundred
constexpr std::size_t kLargestBundle = 256'000'000;  // sdk/doc/trust.md section 9

struct InitOptions {
  StoreOptions store;
  std::string root;
  std::string channel = "main";
};

struct UpdateOptions {
  StoreOptions store;
  std::filesystem::path bundle;
  Clock clock;
  bool json = false;
};

constexpr auto kInitHelpEnd =
    R"(The authority publishes its root (root.cose) and its id. Take the id from a source of its
own (a letter, a website, a colleague): it is what protects you from another root. It is
written to FILE.authority beside the store; the other commands read it there.

Example:
  skan trust init --store door.db --root root.cose --authority 5f0c...

Running it again for the same authority changes nothing. Exit codes: 0, or 3 on any error.)";

constexpr auto kUpdateHelpEnd =
    R"(A bundle is checked as a whole; on any error the data in force stays as it was.

Example:
  skan trust update --store door.db bundle.skb

With --json one object: ok, sequence, issued_at, changed; on an error: ok, error (its stable
name), message. Exit codes: 0, or 3 on any error.)";

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

Result<UpdateReport> update(const UpdateOptions& options) {
  auto store = open_store(options.store);
  if (!store) return std::unexpected(store.error());
  const auto bundle = programs::read_file(options.bundle, kLargestBundle);
  if (!bundle) return std::unexpected(bundle.error());
  auto report = store->update(*bundle, options.clock.now());
  if (report) return report;
  return std::unexpected(
      Error{report.error().code, fmt::format("{}: was not loaded, {}: {}", options.bundle.string(),
                                             name(report.error().code), report.error().message)});
}

void print_json(const Json& json) {
  fmt::print("{}\n", programs::json_line(json));
}

ExitCode refuse_update(const UpdateOptions& options, const Error& error) {
  if (options.json) print_json({{"ok", false}, {"error", name(error.code)}, {"message", error.message}});
  return programs::fail(kProgram, error.message);
}

ExitCode run_update(const UpdateOptions& options) {
  const auto report = update(options);
  if (!report) return refuse_update(options, report.error());
  if (options.json) {
    print_json({{"ok", true},
                {"sequence", report->sequence},
                {"issued_at", programs::format_time(report->issued_at)},
                {"changed", report->changed}});
  } else {
    fmt::print("{}: data #{} of {} {} in force\n", one_line(options.store.path), report->sequence,
               programs::people_time(report->issued_at), report->changed ? "is" : "was already");
  }
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

void add_update_command(programs::CommandLine trust) {
  auto options = std::make_shared<UpdateOptions>();
  programs::CommandLine command = trust.add_command("update", "check a bundle and put it in force");
  add_store_option(command, options->store);
  add_authority_option(command, options->store);
  command.add_time_option(options->clock);
  command.add_flag("--json", options->json, "one JSON object");
  command.add_argument("BUNDLE", options->bundle, "what the authority publishes");
  command.set_help_end(kUpdateHelpEnd);
  command.set_action([options] { return run_update(*options); });
}

}  // namespace

void add_trust_commands(programs::CommandLine app) {
  programs::CommandLine trust = app.add_command("trust", "whom to believe, and how old that knowledge is");
  trust.require_command();
  trust.set_help_end("'skan trust COMMAND --help' has examples of each command.");
  add_init_command(trust);
  add_update_command(trust);
  add_trust_status_command(trust);
}

}  // namespace skan::cli
