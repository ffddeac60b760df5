// skan trust enroll: a store from an authority's setup code.
#include <algorithm>
#include <memory>

#include <fmt/format.h>

#include "cli/commands.h"
#include "cli/inputs.h"
#include "cli/site_update.h"
#include "cli/site_url.h"
#include "cli/store_access.h"
#include "skan/setup_code.h"
#include "support/files.h"
#include "support/question.h"
#include "support/terminal.h"

namespace skan::cli {
namespace {

using programs::ExitCode;
using programs::one_line;

constexpr std::string_view kPrefix = "SKNSETUP";
constexpr std::size_t kLargestRoot = 65'536;          // sdk/doc/trust.md section 9
constexpr std::size_t kLargestBundle = 256'000'000;
constexpr std::chrono::seconds kSilence{30};

struct EnrollOptions {
  StoreOptions store;
  std::string input;
  std::filesystem::path root, bundle;
  std::string fingerprint, certificates;
  programs::Clock clock;
};

constexpr auto kHelpEnd =
    R"(INPUT is a picture of the code, a file *.txt with its text, or the text itself (SKNSETUP1:...). The code is not signed.
What it says is shown with the authority's fingerprint in words; compare them with what the authority told you by another
way (a telephone, a letter), not with anything printed beside the code. Then the first root and the first data are fetched
from the site that the code names, or taken from --root and --bundle.

A script passes what it was told: --fingerprint "word word ...", in Russian or English. Without a terminal and without it
nothing is done. A store of another authority is never changed: use another --store.

Example:
  skan trust enroll setup.jpg --store door.db
  skan trust enroll setup.jpg --store door.db --root root.cose --bundle today.skb

Exit codes: 0, or 3 on any error.)";

std::unexpected<Error> fail(ErrorCode code, std::string message) { return std::unexpected(Error{code, std::move(message)}); }

Result<std::string> text_of(const std::string& input) {
  if (input.starts_with(kPrefix)) return input;
  const auto inputs = inputs_of(input);
  if (inputs.size() != 1 || inputs[0].kind == InputKind::lines) return fail(ErrorCode::invalid_argument, fmt::format("{}: one picture, one text file or the text of a code is expected", input));
  if (inputs[0].kind == InputKind::unreadable) return fail(ErrorCode::storage, inputs[0].problem);
  if (inputs[0].kind == InputKind::text_file) {
    const auto text = read_text_file(input);
    if (!text) return std::unexpected(text.error());
    return text->bytes;
  }
  auto codes = read_codes(input, Effort::thorough);
  if (!codes) return std::unexpected(codes.error());
  std::erase_if(*codes, [](const std::string& code) { return !code.starts_with(kPrefix); });
  std::ranges::sort(*codes);
  const auto repeated = std::ranges::unique(*codes);
  codes->erase(repeated.begin(), repeated.end());
  if (codes->empty()) return fail(ErrorCode::malformed, fmt::format("{}: shows no setup code; take the picture again, or get the code from the authority", input));
  if (codes->size() > 1) return fail(ErrorCode::malformed, fmt::format("{}: shows several setup codes; take a picture of one", input));
  return codes->front();
}

/// Before anything is asked or written: a store believes one authority for good.
Result<void> check_store(const StoreOptions& options, const SetupCode& setup) {
  const auto pinned = pinned_authority(options.path);
  if (!pinned) return std::unexpected(pinned.error());
  if (!*pinned || **pinned == setup.authority) return {};
  return pin_authority(options.path, setup.authority);  // refuses, and says what to do
}

void show(const SetupCode& setup) {
  fmt::print("The code says:\n  name         {}\n  authority    {}\n  site         {}\n  policy       {}\n", one_line(setup.name), setup.authority.hex(),
             setup.url.empty() ? "none: updates come by file" : one_line(setup.url), setup.policy.empty() ? "the default" : setup.policy);
  fmt::print("  fingerprint  {}\n               {}\n", fingerprint(setup.authority, FingerprintLanguage::english), fingerprint(setup.authority, FingerprintLanguage::russian));
  std::fflush(stdout);
}

Result<void> confirm(const EnrollOptions& options, const SetupCode& setup) {
  if (!options.fingerprint.empty()) {
    if (is_fingerprint(setup.authority, options.fingerprint)) return {};
    return fail(ErrorCode::foreign_store, "--fingerprint: is not that of the code's authority; do not use this code, and ask the authority where it came from");
  }
  const auto answer = programs::ask("Are these the words that the authority told you by another way? Type 'yes': ");
  if (answer == "yes") return {};
  return fail(ErrorCode::invalid_argument, answer ? "nothing was set up" : "there is no terminal to ask; pass the words that the authority told you: --fingerprint \"...\"");
}

/// Before anybody is asked to agree to it.
Result<void> check_site(const SetupCode& setup) {
  const auto url = setup.url.empty() ? Result<std::string>() : parse_site_url(setup.url);
  if (url) return {};
  return fail(ErrorCode::malformed, "the code's site is no address of a published site (https or http, without a user name, ? or #); do not use this code, and ask the authority where it came from");
}

Result<SiteClient> open_site(const EnrollOptions& options, const SetupCode& setup) {
  const auto url = parse_site_url(setup.url);
  if (!url) return std::unexpected(url.error());
  return SiteClient::open({*url, options.certificates, kSilence}, [](const WantedObject&, const Download&) {});
}

Result<std::vector<std::byte>> first_root(const EnrollOptions& options, const SetupCode& setup) {
  if (!options.root.empty()) return programs::read_file(options.root, kLargestRoot);
  if (setup.url.empty()) return fail(ErrorCode::invalid_argument, "the code names no site; get the authority's root.cose and pass it: --root FILE");
  auto site = open_site(options, setup);
  if (!site) return std::unexpected(site.error());
  const WantedObject wanted{"root/1", kLargestRoot, false, false, false};
  Download download(wanted);
  const Fetched fetched = site->fetch(wanted, download);
  if (fetched.answer == Fetched::Answer::complete) return std::vector<std::byte>(download.bytes().begin(), download.bytes().end());
  const std::string why = fetched.answer == Fetched::Answer::absent ? "there is no root/1" : fetched.why;
  return fail(ErrorCode::storage, fmt::format("{}: {}; check the network, or get the authority's root.cose and pass it: --root FILE", setup.url, why));
}

/// Whose fault it is: the store's, if that was there, or the root's.
Error refusal_of(const Error& error, const EnrollOptions& options, const SetupCode& setup) {
  if (error.message.starts_with(options.store.path)) {
    return error.code == ErrorCode::foreign_store ? Error{error.code, error.message + "; for another authority use another --store"} : error;
  }
  const std::string source = options.root.empty() ? setup.url : options.root.native();
  return {error.code, fmt::format("{}: {}; this is not the first root of the authority that the code names: ask the authority for its root.cose, and pass it: --root FILE", source, error.message)};
}

Result<TrustStore> provision(const EnrollOptions& options, const SetupCode& setup) {
  const auto root = first_root(options, setup);
  if (!root) return std::unexpected(root.error());
  auto store = TrustStore::provision(options.store.path, *root, setup.authority, setup.channel);
  if (!store) return std::unexpected(refusal_of(store.error(), options, setup));
  if (auto pinned = pin_authority(options.store.path, setup.authority); !pinned) return std::unexpected(pinned.error());
  return store;
}

Result<UpdateReport> first_data(const EnrollOptions& options, const SetupCode& setup, TrustStore& store) {
  if (!options.bundle.empty()) {
    const auto bundle = programs::read_file(options.bundle, kLargestBundle);
    if (!bundle) return std::unexpected(bundle.error());
    return store.update(*bundle, options.clock.now());
  }
  auto site = open_site(options, setup);
  if (!site) return std::unexpected(site.error());
  DownloadFolder folder(options.store.path);
  auto updated = update_from_site(store, *site, folder, options.clock.now());
  if (updated) return updated->report;
  return fail(ErrorCode::storage, fmt::format("{}: {}", updated.error().name, updated.error().message));
}

ExitCode load(const EnrollOptions& options, const SetupCode& setup, TrustStore& store) {
  const std::string path = one_line(options.store.path);
  if (options.bundle.empty() && setup.url.empty()) {
    fmt::print("Next: skan trust update --store {} BUNDLE\n", path);
    return ExitCode::ok;
  }
  const auto report = first_data(options, setup, store);
  if (auto kept = keep_anchor(options.store, store); !kept) return programs::fail(kProgram, kept.error().message);
  if (!report) {
    return programs::fail(kProgram, fmt::format("{}: is set up, but the first data was not loaded: {}; try again: skan trust update --store {} {}", options.store.path, report.error().message,
                                                options.store.path, setup.url.empty() ? "BUNDLE" : "--url " + setup.url));
  }
  fmt::print("{}: data #{} of {} is in force\n", path, report->sequence, programs::people_time(report->issued_at));
  return ExitCode::ok;
}

Result<SetupCode> agree(const EnrollOptions& options) {
  const auto text = text_of(options.input);
  if (!text) return std::unexpected(text.error());
  auto setup = read_setup_code(*text);
  if (!setup) return setup;
  if (auto usable = check_site(*setup); !usable) return std::unexpected(usable.error());
  if (auto free = check_store(options.store, *setup); !free) return std::unexpected(free.error());
  show(*setup);
  if (auto confirmed = confirm(options, *setup); !confirmed) return std::unexpected(confirmed.error());
  return setup;
}

ExitCode run(const EnrollOptions& options) {
  const auto setup = agree(options);
  if (!setup) return programs::fail(kProgram, setup.error().message);
  auto store = provision(options, *setup);
  if (!store) return programs::fail(kProgram, store.error().message);
  fmt::print("{} believes authority {}\n", one_line(options.store.path), setup->authority.hex());
  if (!setup->policy.empty()) fmt::print("This venue's policy: skan verify --store {} --policy {}\n", one_line(options.store.path), setup->policy);
  return load(options, *setup, *store);
}

}  // namespace

void add_trust_enroll_command(programs::CommandLine trust) {
  auto options = std::make_shared<EnrollOptions>();
  programs::CommandLine command = trust.add_command("enroll", "make a store from an authority's setup code");
  add_store_option(command, options->store);
  add_anchor_option(command, options->store);
  command.add_string_argument("INPUT", options->input, "a picture of the code, a text file, or the text");
  command.add_option("--fingerprint", options->fingerprint, "the words that the authority told you, for scripts", {.value = "WORDS"});
  command.add_option("--root", options->root, "the authority's first root, in place of the site's", {.value = "FILE"});
  command.add_option("--bundle", options->bundle, "the first data, in place of the site's", {.value = "FILE"});
  command.add_option("--ca", options->certificates, "whom to believe for https, in place of the system's list (PEM)", {.value = "FILE"});
  command.add_time_option(options->clock);
  command.set_help_end(kHelpEnd);
  command.set_action([options] { return run(*options); });
}

}  // namespace skan::cli
