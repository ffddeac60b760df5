// skan-authority policy: the rules that verifiers apply, as files, checked and told back.
#include <algorithm>
#include <memory>
#include <string>
#include <vector>

#include <fmt/format.h>

#include "authority/commands.h"
#include "skan/issuer/authority.h"
#include "skan/issuer/policy_file.h"
#include "support/files.h"
#include "support/terminal.h"

namespace skan::authority {
namespace {

namespace fs = std::filesystem;
using issuer::Authority;
using programs::ExitCode;
using programs::one_line;

constexpr std::size_t kLargestFile = 1'000'000;

struct PolicyOptions {
  fs::path folder;
  fs::path out;
  std::vector<std::string> files;
  std::string default_id;
  programs::Clock clock;
};

constexpr auto kCheckHelpEnd =
    R"(FILE is one policy in JSON, or a folder that stands for its *.json. Policies that inherit from one
another are checked together. sdk/doc/policy.schema.json describes the fields.

Examples:
  skan-authority policy check moscow.json federal.json
  skan-authority policy check policies/

Prints what each policy accepts, in plain words. Exit codes: 0 all are right; 3 one is not, and the
message names file, policy and field.)";

constexpr auto kSetHelpEnd =
    R"(The files become all the policies of the authority, in force with the next publication. What was
published under a version stays that: a policy that says something else needs a higher version. Needs
DIR/keys/policy.key. If anything is wrong, the policies stay as they are.

Examples:
  skan-authority policy set demo policies/ --default ru-mow-2021-06-28
  skan-authority policy set demo federal.json moscow.json && skan-authority publish demo --out bundle.skb

Exit codes: 0, or 3 on any error.)";

constexpr auto kShowHelpEnd = R"(Exit codes: 0, or 3 on any error.)";

constexpr auto kWriteHelpEnd =
    R"(The federal rules of 2021 and some of regions: the ones that a new authority publishes, to start from.

Example:
  skan-authority policy write policies

Exit codes: 0, or 3 on any error; a file that exists is left alone.)";

/// The files that `argument` stands for.
Result<std::vector<fs::path>> files_of(const fs::path& argument) {
  std::error_code failed;
  if (!fs::is_directory(argument, failed)) return std::vector{argument};
  std::vector<fs::path> out;
  for (auto entry = fs::directory_iterator(argument, failed); !failed && entry != fs::directory_iterator(); entry.increment(failed)) {
    if (entry->path().extension() == ".json") out.push_back(entry->path());
  }
  if (failed || out.empty()) {
    return std::unexpected(Error{ErrorCode::storage, argument.string() + ": holds no *.json that can be read; name a policy's file"});
  }
  std::ranges::sort(out);
  return out;
}

Result<std::vector<Policy>> read_policies(const std::vector<std::string>& arguments) {
  std::vector<issuer::PolicyFile> files;
  for (const std::string& argument : arguments) {
    const auto paths = files_of(argument);
    if (!paths) return std::unexpected(paths.error());
    for (const fs::path& path : *paths) {
      const auto bytes = programs::read_file(path, kLargestFile);
      if (!bytes) return std::unexpected(bytes.error());
      std::string json(bytes->size(), '\0');
      std::ranges::transform(*bytes, json.begin(), [](std::byte byte) { return static_cast<char>(byte); });
      files.push_back({path.string(), std::move(json)});
    }
  }
  return issuer::read_policy_files(files);
}

ExitCode run_check(const PolicyOptions& options) {
  const auto policies = read_policies(options.files);
  if (!policies) return programs::fail(kProgram, policies.error().message);
  for (const Policy& policy : *policies) fmt::print("{}", issuer::describe(policy));
  fmt::print("{}\n", policies->size() == 1 ? "1 policy, no fault" : fmt::format("{} policies, no fault", policies->size()));
  return ExitCode::ok;
}

void print_changes(std::string_view what, const std::vector<std::string>& ids) {
  if (!ids.empty()) fmt::print("{}{}\n", what, fmt::join(ids, ", "));
}

ExitCode run_set(const PolicyOptions& options) {
  auto policies = read_policies(options.files);
  if (!policies) return programs::fail(kProgram, policies.error().message);
  auto authority = Authority::open(options.folder);
  if (!authority) return programs::fail(kProgram, authority.error().message);
  const auto changes = authority->set_policies(*std::move(policies), options.default_id, options.clock.now().unix_seconds);
  if (!changes) return programs::fail(kProgram, changes.error().message + "; the policies stay as they are");
  if (!changes->any()) {
    fmt::print("nothing changes\n");
    return ExitCode::ok;
  }
  print_changes("new      ", changes->added);
  print_changes("changed  ", changes->changed);
  print_changes("gone     ", changes->removed);
  fmt::print("default  {}\n", authority->policies().default_id);
  if (!changes->removed.empty()) fmt::print("Venues that chose a policy that is gone will decide nothing (unknown_policy).\n");
  fmt::print("In force with the next publication: skan-authority publish {} --out FILE\n", one_line(options.folder.native()));
  return ExitCode::ok;
}

ExitCode run_show(const PolicyOptions& options) {
  const auto authority = Authority::open(options.folder);
  if (!authority) return programs::fail(kProgram, authority.error().message);
  const issuer::PolicySet held = authority->policies();
  for (const Policy& policy : held.policies) fmt::print("{}", issuer::describe(policy));
  fmt::print("default  {}\n", held.default_id);
  return ExitCode::ok;
}

ExitCode run_write(const PolicyOptions& options) {
  std::error_code failed;
  fs::create_directories(options.out, failed);
  for (const issuer::PolicyFile& file : issuer::shipped_policy_files()) {
    const fs::path path = options.out / file.name;
    if (fs::exists(path, failed)) return programs::fail(kProgram, path.string() + ": exists already; name another folder");
  }
  for (const issuer::PolicyFile& file : issuer::shipped_policy_files()) {
    const auto written = programs::write_file(options.out / file.name, file.json);
    if (!written) return programs::fail(kProgram, written.error().message);
    fmt::print("{}\n", one_line((options.out / file.name).native()));
  }
  return ExitCode::ok;
}

programs::CommandLine add(programs::CommandLine app, const char* name, const char* meaning, const char* help_end,
                          const std::shared_ptr<PolicyOptions>& options, ExitCode (*run)(const PolicyOptions&)) {
  programs::CommandLine command = app.add_command(name, meaning);
  command.set_help_end(help_end);
  command.set_action([options, run] { return run(*options); });
  return command;
}

}  // namespace

void add_policy_commands(programs::CommandLine app) {
  programs::CommandLine policy = app.add_command("policy", "check, change and show the rules that verifiers apply");
  policy.require_command();
  policy.set_help_end("'skan-authority policy COMMAND --help' has examples of each command.");
  const auto options = std::make_shared<PolicyOptions>();
  add(policy, "check", "check policies and tell what they say", kCheckHelpEnd, options, run_check)
      .add_arguments("FILE", options->files, "policies in JSON, or folders of them");
  programs::CommandLine set = add(policy, "set", "put policies into an authority", kSetHelpEnd, options, run_set);
  add_folder_argument(set, options->folder);
  set.add_arguments("FILE", options->files, "policies in JSON, or folders of them: all that there shall be");
  set.add_option("--default", options->default_id, "the policy of venues that choose none (default: as before)", {.value = "ID"});
  set.add_time_option(options->clock);
  add_folder_argument(add(policy, "show", "show the policies of an authority", kShowHelpEnd, options, run_show), options->folder);
  add(policy, "write", "write the policies that come with the program, to start from", kWriteHelpEnd, options, run_write)
      .add_argument("FOLDER", options->out, "where to");
}

}  // namespace skan::authority
