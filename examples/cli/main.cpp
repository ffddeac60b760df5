// skan: checks certificates against a trust store, without a network.
#include "cli/commands.h"

namespace {

constexpr auto kHelpEnd = R"(Start here:
  skan trust init --root root.cose --authority 5f0c...   once: whom to believe
  skan trust update bundle.skb                           from time to time
  skan trust update --url https://trust.example/site/    or over the network
  skan verify photos/ code.txt                           at the door
  skan explain code.txt                                  where it is accepted, and until when

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
  skan::programs::Program program("skan", "Checks digital health certificates at the door, with no network.", kHelpEnd);
  program.set_version(SKAN_VERSION);
  auto commands = program.command_line();
  commands.require_command();
  skan::cli::add_verify_command(commands);
  skan::cli::add_explain_command(commands);
  skan::cli::add_read_command(commands);
  skan::cli::add_trust_commands(commands);
  return program.run(argc, argv);
}
