// skan-authority: keys, certificates, withdrawals, and the signed data that verifiers load.
#include "authority/commands.h"

namespace {

constexpr auto kHelpEnd = R"(From nothing to the door:
  skan-authority init demo --unencrypted-keys                       keys and root, for a trial
  skan-authority issue demo --in people.csv --out cards --png       certificates
  skan-authority revoke demo 7700000000000017                       withdraw one
  skan-authority policy set demo policies/                          other rules
  skan-authority publish demo --out bundle.skb                      what verifiers load
  skan trust init --root demo/public/root.cose --authority ID       at the door, once
  skan trust update bundle.skb                                      at the door, daily

Secret keys stay in DIR/keys, encrypted and readable by their owner only, and are never printed.

Exit codes: 0 done; 1 some rows or numbers were refused, or a check found something; 3 any other error; 130 Ctrl-C.

'skan-authority COMMAND --help' has examples of each command.)";

}  // namespace

int main(int argc, char** argv) {
  skan::programs::Program program("skan-authority", "Issues, withdraws and publishes digital health certificates.",
                                  kHelpEnd);
  program.set_version(SKAN_VERSION);
  auto commands = program.command_line();
  commands.require_command();
  skan::authority::add_init_command(commands);
  skan::authority::add_issue_command(commands);
  skan::authority::add_revoke_command(commands);
  skan::authority::add_restore_command(commands);
  skan::authority::add_supersede_command(commands);
  skan::authority::add_show_command(commands);
  skan::authority::add_extract_command(commands);
  skan::authority::add_publish_command(commands);
  skan::authority::add_policy_commands(commands);
  skan::authority::add_status_command(commands);
  skan::authority::add_key_commands(commands);
  skan::authority::add_root_commands(commands);
  skan::authority::add_compromised_command(commands);
  skan::authority::add_enroll_command(commands);
  return program.run(argc, argv);
}
