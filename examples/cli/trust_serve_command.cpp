// skan trust serve: one device feeds the next.
#include <csignal>
#include <cstdio>
#include <memory>

#include <fmt/format.h>

#include "cli/commands.h"
#include "cli/object_server.h"
#include "cli/store_access.h"
#include "support/terminal.h"

namespace skan::cli {
namespace {

using programs::ExitCode;
using programs::one_line;

struct ServeOptions {
  StoreOptions store;
  std::string listen = "127.0.0.1:8737";
  std::uint64_t timeout = 15;
};

constexpr std::uint64_t kLongestPatience = 3'600;  // seconds

constexpr auto kHelpEnd =
    R"(Offers what the store holds, over http and for reading only, until it is ended (Ctrl-C or SIGTERM).
The next device checks everything itself, so it need trust neither this device nor the network
between them. It follows updates of the store. What is too old is given all the same: the next
device judges that, too. Nothing is given while the store is damaged.

Examples:
  skan trust serve --store door.db                          this machine only
  skan trust serve --store door.db --listen 0.0.0.0:8737    everybody in the network
  skan trust update --store next.db --url http://192.168.1.20:8737/     on the next device

With port 0 any free one is taken. Exit codes: 0 ended as asked, 3 on any error.)";

/// The signals that end the program, held back from every thread that is started after this.
sigset_t hold_back_endings() {
  sigset_t endings;
  sigemptyset(&endings);
  sigaddset(&endings, SIGINT);
  sigaddset(&endings, SIGTERM);
  pthread_sigmask(SIG_BLOCK, &endings, nullptr);
  return endings;
}

/// Until one of `endings` comes.
void serve(ObjectServer& server, const sigset_t& endings) {
  constexpr timespec second = {1, 0};
  while (sigtimedwait(&endings, nullptr, &second) < 0) server.end_late_connections();
}

ExitCode run(const ServeOptions& options) {
  if (options.timeout == 0 || options.timeout > kLongestPatience)
    return programs::fail(kProgram, fmt::format("--timeout: from 1 to {} seconds can be waited", kLongestPatience));
  const auto store = open_store(options.store);
  if (!store) return programs::fail(kProgram, store.error().message);
  const sigset_t endings = hold_back_endings();
  auto server = ObjectServer::start(*store, options.listen, std::chrono::seconds(options.timeout));
  if (!server) return programs::fail(kProgram, server.error().message);
  const auto sequence = store->status({}).sequence;
  const std::string data = sequence == 0 ? "no data yet" : fmt::format("data #{}", sequence);
  fmt::print("{} ({}) is served at {}; Ctrl-C ends it\n", one_line(options.store.path), data, server->url());
  std::fflush(stdout);
  serve(*server, endings);
  return ExitCode::ok;
}

}  // namespace

void add_trust_serve_command(programs::CommandLine trust) {
  auto options = std::make_shared<ServeOptions>();
  programs::CommandLine command = trust.add_command("serve", "feed other devices from this one's store");
  add_store_option(command, options->store);
  add_authority_option(command, options->store);
  add_anchor_option(command, options->store);
  command.add_option("--listen", options->listen, "where to listen",
                     {.value = "ADDRESS:PORT", .show_default = true});
  command.add_number("--timeout", options->timeout, "how long a request may take to come",
                     {.value = "SECONDS", .show_default = true});
  command.set_help_end(kHelpEnd);
  command.set_action([options] { return run(*options); });
}

}  // namespace skan::cli
