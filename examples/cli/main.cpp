// skan: checks certificates against a trust store, without a network.
#include <CLI/CLI.hpp>

#include "cli/commands.h"

namespace {

constexpr auto kHelpEnd = R"(Start here:
  skan trust init --root root.cose --authority 5f0c...   once: whom to believe
  skan trust update bundle.skb                           from time to time
  skan verify photos/ code.txt                           at the door

Exit codes (the first that applies):
  3  an input could not be read, or the command line is wrong
  1  something was rejected
  2  something could not be decided
  0  everything was accepted

Environment:
  SKAN_STORE         the trust store where --store is not given (else skan.db)
  SKAN_AUTHORITY_ID  the authority to believe where --authority is not given
  NO_COLOR           if set, no colours

'skan COMMAND --help' has examples of each command.)";

}  // namespace

int main(int argc, char** argv) {
  CLI::App app("Checks digital health certificates at the door, with no network.", "skan");
  app.set_version_flag("--version", "skan " SKAN_VERSION, "print the version and end");
  app.require_subcommand(1);
  app.footer(kHelpEnd);
  skan::programs::Command chosen;
  skan::cli::add_verify_command(app, chosen);
  skan::cli::add_read_command(app, chosen);
  skan::cli::add_trust_commands(app, chosen);
  return skan::programs::run(app, chosen, argc, argv);
}
