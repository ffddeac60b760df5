// skan-authority root: a new root, on files that are carried by hand.
#include <memory>
#include <string>
#include <vector>

#include <fmt/format.h>

#include "authority/commands.h"
#include "authority/passphrases.h"
#include "skan/issuer/root_ceremony.h"
#include "support/files.h"
#include "support/question.h"
#include "support/terminal.h"

namespace skan::authority {
namespace {

namespace fs = std::filesystem;
using programs::ExitCode;
using programs::one_line;

constexpr std::size_t kLargestCarried = 4'000'000;  // bytes; real ones have a few thousand

struct ProposeOptions {
  fs::path folder, out;
  std::vector<std::string> replace, add, remove, thresholds;
  bool compromised = false;
  std::uint64_t years = 10;
  PassphraseOptions passphrase;
  programs::Clock clock;
};

struct SignOptions {
  fs::path proposal, key, out;
  bool yes = false;
  PassphraseOptions passphrase;
};

struct CombineOptions {
  fs::path folder, proposal;
  std::vector<std::string> signatures;
  PassphraseOptions passphrase;
  programs::Clock clock;
};

constexpr auto kProposeHelpEnd =
    R"(Roles are root, authority, policy, manifest and head. Without any change it is the same root with a new date.
  --replace ROLE             a new key, made in DIR/keys, takes the place of all that the role has
  --add ROLE=PUBLIC          one more key, by its public key ('skan-authority key new')
  --remove ROLE=KEYID        one key less ('skan-authority keys')
  --threshold ROLE=K         how many of the role's keys must sign
  --compromised              what is replaced was stolen: what it has signed counts no more (the epoch rises)

The proposal begins with a summary of what changes, for people. Carry it to those who sign, on the day
on which it is to come into force: a root is dated when it is proposed.

Example: from one root key to two of three
  skan-authority root propose moscow --add root=5f0c.. --add root=91aa.. --threshold root=2 --out root-2.proposal

Exit codes: 0, or 3 on any error.)";

constexpr auto kSignHelpEnd =
    R"(Shows what the root says and what it changes, computed from the data, and asks before it signs. It needs no
authority's folder and no network. Example, on a machine of its own:
  skan-authority root sign root-2.proposal --key root-1.key --out root-2.sig1

Exit codes: 0, or 3 on any error and if the answer is not 'sign'.)";

constexpr auto kCombineHelpEnd =
    R"(Takes the signatures that the present root asks for and those that the new one asks for, checks each, signs the
issuer list and the policies anew where that is needed, and puts the root in force: all of it or
nothing. Publish right afterwards; devices take the root together with data that are signed under it.

Example:
  skan-authority root combine moscow root-2.proposal root-2.sig1 root-2.sig2

Exit codes: 0, or 3 on any error.)";

Result<std::string> read_text(const fs::path& file) {
  const auto bytes = programs::read_file(file, kLargestCarried);
  if (!bytes) return std::unexpected(bytes.error());
  return std::string(reinterpret_cast<const char*>(bytes->data()), bytes->size());
}

/// `ROLE=VALUE` taken apart.
Result<std::vector<std::pair<std::string, std::string>>> pairs_of(const std::vector<std::string>& words, const char* option) {
  std::vector<std::pair<std::string, std::string>> out;
  for (const auto& word : words) {
    const std::size_t equals = word.find('=');
    if (equals == std::string::npos) return std::unexpected(Error{ErrorCode::invalid_argument, fmt::format("{} {}: ROLE=VALUE is expected", option, word)});
    out.emplace_back(word.substr(0, equals), word.substr(equals + 1));
  }
  return out;
}

Result<issuer::RootChange> change_of(const ProposeOptions& options) {
  issuer::RootChange change;
  change.replace = options.replace;
  auto add = pairs_of(options.add, "--add"), remove = pairs_of(options.remove, "--remove"), thresholds = pairs_of(options.thresholds, "--threshold");
  for (const auto* pairs : {&add, &remove, &thresholds}) {
    if (!*pairs) return std::unexpected(pairs->error());
  }
  change.add = *std::move(add);
  change.remove = *std::move(remove);
  for (const auto& [role, text] : *thresholds) {
    const bool number = !text.empty() && text.size() <= 2 && text.find_first_not_of("0123456789") == std::string::npos;
    if (!number) return std::unexpected(Error{ErrorCode::invalid_argument, fmt::format("--threshold {}={}: a number from 1 to 16 is expected", role, text)});
    change.thresholds.emplace_back(role, static_cast<std::uint32_t>(std::stoul(text)));
  }
  change.compromised = options.compromised;
  change.years = static_cast<std::int64_t>(std::min<std::uint64_t>(options.years, 1'000));
  return change;
}

ExitCode run_propose(const ProposeOptions& options) {
  const auto change = change_of(options);
  if (!change) return programs::fail(kProgram, change.error().message);
  // Only new keys need the passphrase.
  auto authority = options.replace.empty() ? issuer::Authority::open(options.folder) : open_with_keys(options.folder, options.passphrase);
  if (!authority) return programs::fail(kProgram, authority.error().message);
  const auto text = issuer::propose_root(*authority, *change, options.clock.now().unix_seconds);
  if (!text) return programs::fail(kProgram, text.error().message);
  const auto written = programs::write_file(options.out, *text, programs::Durability::synced);
  if (!written) return programs::fail(kProgram, written.error().message);
  const auto proposal = issuer::read_root_proposal(*text);
  if (!proposal) return programs::fail(kProgram, proposal.error().message);
  for (const auto& line : proposal->summary) fmt::print("{}\n", line);
  fmt::print("Next, wherever a root key is: skan-authority root sign {} --key FILE --out SIGNATURE\n", one_line(options.out.native()));
  return ExitCode::ok;
}

/// What is signed goes to the terminal's user, whatever standard output is.
bool agrees() {
  const auto answer = programs::ask("Sign this root? Type 'sign': ");
  if (answer == "sign") return true;
  programs::complain(kProgram, answer ? "not signed" : "there is no terminal to ask; look at the summary, and then add --yes");
  return false;
}

ExitCode run_sign(const SignOptions& options) {
  const auto text = read_text(options.proposal);
  if (!text) return programs::fail(kProgram, text.error().message);
  const auto proposal = issuer::read_root_proposal(*text);
  if (!proposal) return programs::fail(kProgram, fmt::format("{}: {}", options.proposal.native(), proposal.error().message));
  for (const auto& line : proposal->summary) fmt::print("{}\n", line);
  std::fflush(stdout);
  if (!options.yes && !agrees()) return ExitCode::error;
  const auto sealed = issuer::is_sealed(options.key);
  if (!sealed) return programs::fail(kProgram, sealed.error().message);
  auto passphrase = *sealed ? passphrase_for(options.passphrase, options.key.native()) : Result<issuer::Passphrase>();
  if (!passphrase) return programs::fail(kProgram, passphrase.error().message);
  const auto signature = issuer::sign_root(*text, options.key, *std::move(passphrase));
  if (!signature) return programs::fail(kProgram, signature.error().message);
  const auto written = programs::write_file(options.out, *signature, programs::Durability::synced);
  if (!written) return programs::fail(kProgram, written.error().message);
  fmt::print("signed: {}\n", one_line(options.out.native()));
  return ExitCode::ok;
}

ExitCode run_combine(const CombineOptions& options) {
  const auto text = read_text(options.proposal);
  if (!text) return programs::fail(kProgram, text.error().message);
  std::vector<std::string> signatures;
  for (const auto& file : options.signatures) {
    auto signature = read_text(file);
    if (!signature) return programs::fail(kProgram, signature.error().message);
    signatures.push_back(*std::move(signature));
  }
  auto authority = open_with_keys(options.folder, options.passphrase);
  if (!authority) return programs::fail(kProgram, authority.error().message);
  const auto version = issuer::combine_root(*authority, *text, signatures, options.clock.now().unix_seconds);
  if (!version) return programs::fail(kProgram, version.error().message);
  fmt::print("root {} is in force; now tell the verifiers: skan-authority publish {} --out FILE\n", *version, one_line(options.folder.native()));
  return ExitCode::ok;
}

void add_propose_command(programs::CommandLine root) {
  auto options = std::make_shared<ProposeOptions>();
  programs::CommandLine command = root.add_command("propose", "write what the next root is to say, for those who sign");
  add_folder_argument(command, options->folder);
  command.add_values("--replace", options->replace, "a role whose keys are replaced by a new one", {.value = "ROLE"});
  command.add_values("--add", options->add, "a key for a role", {.value = "ROLE=PUBLIC"});
  command.add_values("--remove", options->remove, "a key that goes", {.value = "ROLE=KEYID"});
  command.add_values("--threshold", options->thresholds, "how many must sign", {.value = "ROLE=K"});
  command.add_flag("--compromised", options->compromised, "a key is replaced because it was stolen");
  command.add_number("--years", options->years, "how long the root is good, 1 to 30", {.value = "N", .show_default = true});
  command.add_option("--out", options->out, "the proposal to write", {.value = "FILE", .required = true});
  add_passphrase_option(command, options->passphrase);
  command.add_time_option(options->clock);
  command.set_help_end(kProposeHelpEnd);
  command.set_action([options] { return run_propose(*options); });
}

void add_sign_command(programs::CommandLine root) {
  auto options = std::make_shared<SignOptions>();
  programs::CommandLine command = root.add_command("sign", "sign a proposal with one root key");
  command.add_argument("PROPOSAL", options->proposal, "the proposal's file");
  command.add_option("--key", options->key, "the root key's file", {.value = "FILE", .required = true});
  command.add_option("--out", options->out, "the signature to write", {.value = "FILE", .required = true});
  command.add_flag("--yes", options->yes, "do not ask: somebody has read the summary");
  add_passphrase_option(command, options->passphrase);
  command.set_help_end(kSignHelpEnd);
  command.set_action([options] { return run_sign(*options); });
}

void add_combine_command(programs::CommandLine root) {
  auto options = std::make_shared<CombineOptions>();
  programs::CommandLine command = root.add_command("combine", "put a signed root in force");
  add_folder_argument(command, options->folder);
  command.add_argument("PROPOSAL", options->proposal, "the proposal's file");
  command.add_arguments("SIGNATURE", options->signatures, "the signatures' files");
  add_passphrase_option(command, options->passphrase);
  command.add_time_option(options->clock);
  command.set_help_end(kCombineHelpEnd);
  command.set_action([options] { return run_combine(*options); });
}

}  // namespace

void add_root_commands(programs::CommandLine app) {
  programs::CommandLine root = app.add_command("root", "a new root: propose it, sign it, put it in force");
  root.require_command();
  root.set_help_end("'skan-authority root COMMAND --help' has examples. sdk/doc/keys.md has the whole ceremony.");
  add_propose_command(root);
  add_sign_command(root);
  add_combine_command(root);
}

}  // namespace skan::authority
