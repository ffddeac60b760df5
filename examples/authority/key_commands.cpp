// skan-authority keys and key: what keys there are, and what is done with one.
#include <memory>

#include <fmt/format.h>

#include "authority/commands.h"
#include "authority/passphrases.h"
#include "skan/issuer/key_overview.h"
#include "skan/issuer/root_ceremony.h"
#include "support/json_line.h"
#include "support/terminal.h"

namespace skan::authority {
namespace {

namespace fs = std::filesystem;
using programs::ExitCode;
using programs::Json;
using programs::one_line;

struct KeysOptions {
  fs::path folder;
  bool json = false;
};

struct RotateOptions {
  fs::path folder;
  PassphraseOptions passphrase;
  programs::Clock clock;
};

struct KeyFileOptions {
  fs::path file;
  PassphraseOptions passphrase;
  fs::path new_passphrase_file;
  bool unencrypted = false;
};

constexpr auto kKeysHelpEnd =
    R"(With --json one object per key: role, key_id, state, file (null if it is kept elsewhere), encrypted, expires (null:
with the root). Exit codes: 0, or 3 on any error.)";

constexpr auto kRotateHelpEnd =
    R"(The next issuer key signs from now on; what the one before has signed stays good. This also happens by itself
when a key has signed as many certificates as the authority wants of one. Other keys are replaced by a
new root: 'skan-authority root propose --help'. A stolen key is another matter: 'skan-authority compromised'.

Exit codes: 0, or 3 on any error.)";

constexpr auto kNewHelpEnd =
    R"(For one who will sign roots: run it where the key is to stay, keep FILE, and send the public key that it prints to
the authority, who proposes a root with it (--add root=PUBLIC). Exit codes: 0, or 3 on any error.)";

ExitCode run_keys(const KeysOptions& options) {
  auto authority = issuer::Authority::open(options.folder);
  if (!authority) return programs::fail(kProgram, authority.error().message);
  for (const auto& key : issuer::list_keys(*authority)) {
    if (options.json) {
      const Json out{{"role", key.role}, {"key_id", key.key_id}, {"state", key.state}, {"file", key.file.empty() ? Json(nullptr) : Json(key.file)},
                     {"encrypted", key.sealed}, {"expires", key.expires == 0 ? Json(nullptr) : Json(programs::format_time(key.expires))}};
      fmt::print("{}\n", programs::json_line(out));
      continue;
    }
    const std::string where = key.file.empty() ? "kept elsewhere" : one_line(key.file) + (key.sealed ? ", encrypted" : ", NOT ENCRYPTED");
    fmt::print("{:<10} {}  {:<11} {}\n", key.role, key.key_id, key.state, where);
  }
  return ExitCode::ok;
}

ExitCode run_rotate(const RotateOptions& options) {
  auto authority = open_with_keys(options.folder, options.passphrase);
  if (!authority) return programs::fail(kProgram, authority.error().message);
  const auto key = issuer::rotate_issuer_key(*authority, options.clock.now().unix_seconds);
  if (!key) return programs::fail(kProgram, key.error().message);
  fmt::print("issuer key {} signs from now on; to tell the verifiers: skan-authority publish {} --out FILE\n", *key, one_line(options.folder.native()));
  return ExitCode::ok;
}

ExitCode run_new(const KeyFileOptions& options) {
  auto passphrase = options.unencrypted ? Result<issuer::Passphrase>() : new_passphrase(options.passphrase);
  if (!passphrase) return programs::fail(kProgram, passphrase.error().message);
  const auto key = issuer::create_root_key(options.file, *std::move(passphrase));
  if (!key) return programs::fail(kProgram, key.error().message);
  fmt::print("{}\n", *key);
  return ExitCode::ok;
}

ExitCode run_passphrase(const KeyFileOptions& options) {
  const auto sealed = issuer::is_sealed(options.file);
  if (!sealed) return programs::fail(kProgram, sealed.error().message);
  auto from = *sealed ? passphrase_for(options.passphrase, options.file.native()) : Result<issuer::Passphrase>();
  if (!from) return programs::fail(kProgram, from.error().message);
  auto to = options.unencrypted ? Result<issuer::Passphrase>() : new_passphrase({options.new_passphrase_file});
  if (!to) return programs::fail(kProgram, to.error().message);
  const auto changed = issuer::change_passphrase(options.file, *std::move(from), *std::move(to));
  if (!changed) return programs::fail(kProgram, changed.error().message);
  fmt::print("{}: {}\n", one_line(options.file.native()), options.unencrypted ? "is not encrypted any more" : "has the new passphrase");
  return ExitCode::ok;
}

void add_key_command(programs::CommandLine app) {
  programs::CommandLine key = app.add_command("key", "one key file, on any machine");
  key.require_command();
  key.set_help_end("'skan-authority key COMMAND --help' says more of each command.");
  auto made = std::make_shared<KeyFileOptions>();
  programs::CommandLine create = key.add_command("new", "make a root key where it is to stay; prints its public key");
  create.add_argument("FILE", made->file, "the key file to make");
  add_passphrase_option(create, made->passphrase);
  create.add_flag("--unencrypted-keys", made->unencrypted, "do not encrypt it: for trials only");
  create.set_help_end(kNewHelpEnd);
  create.set_action([made] { return run_new(*made); });

  auto changed = std::make_shared<KeyFileOptions>();
  programs::CommandLine passphrase = key.add_command("passphrase", "change the passphrase of a key file");
  passphrase.add_argument("FILE", changed->file, "the key file");
  add_passphrase_option(passphrase, changed->passphrase);
  passphrase.add_option("--new-passphrase-file", changed->new_passphrase_file, "a file with the new passphrase in one line (default: the terminal is asked)", {.value = "FILE"});
  passphrase.add_flag("--unencrypted-keys", changed->unencrypted, "take the encryption off: for trials only");
  passphrase.set_help_end("Exit codes: 0, or 3 on any error.");
  passphrase.set_action([changed] { return run_passphrase(*changed); });
}

}  // namespace

void add_key_commands(programs::CommandLine app) {
  auto keys = std::make_shared<KeysOptions>();
  programs::CommandLine list = app.add_command("keys", "all keys of the authority, and where they are");
  add_folder_argument(list, keys->folder);
  list.add_flag("--json", keys->json, "one JSON object per key");
  list.set_help_end(kKeysHelpEnd);
  list.set_action([keys] { return run_keys(*keys); });

  auto rotate = std::make_shared<RotateOptions>();
  programs::CommandLine next = app.add_command("rotate", "let the next issuer key take over");
  add_folder_argument(next, rotate->folder);
  add_passphrase_option(next, rotate->passphrase);
  next.add_time_option(rotate->clock);
  next.set_help_end(kRotateHelpEnd);
  next.set_action([rotate] { return run_rotate(*rotate); });
  add_key_command(app);
}

}  // namespace skan::authority
