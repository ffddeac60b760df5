// skan-authority: keys, certificates, withdrawals, and the signed data that verifiers load.
#include <CLI/CLI.hpp>

#include "authority/commands.h"

namespace {

constexpr auto kHelpEnd = R"(From nothing to the door:
  skan-authority init demo                                          keys and root
  skan-authority issue demo --in people.csv --out cards --png       certificates
  skan-authority revoke demo 7700000000000017                       withdraw one
  skan-authority publish demo --out bundle.skb                      what verifiers load
  skan trust init --root demo/public/root.cose --authority ID       at the door, once
  skan trust update bundle.skb                                      at the door, daily

Secret keys stay in DIR/keys, readable by their owner only, and are never printed.

Exit codes: 0 done; 1 some rows or numbers were refused; 3 any other error.

'skan-authority COMMAND --help' has examples of each command.)";

}  // namespace

int main(int argc, char** argv) {
  CLI::App app("Issues, withdraws and publishes digital health certificates.", "skan-authority");
  app.set_version_flag("--version", "skan-authority " SKAN_VERSION, "print the version and end");
  app.require_subcommand(1);
  app.footer(kHelpEnd);
  skan::programs::Command chosen;
  skan::authority::add_init_command(app, chosen);
  skan::authority::add_issue_command(app, chosen);
  skan::authority::add_revoke_command(app, chosen);
  skan::authority::add_publish_command(app, chosen);
  skan::authority::add_status_command(app, chosen);
  return skan::programs::run(app, chosen, argc, argv);
}
