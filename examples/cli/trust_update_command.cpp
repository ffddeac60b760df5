// skan trust update: new data, from a file or from a site.
#include <memory>

#include <fmt/format.h>

#include "cli/commands.h"
#include "cli/progress_bar.h"
#include "cli/site_update.h"
#include "cli/site_url.h"
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

constexpr std::size_t kLargestBundle = 256'000'000;  // sdk/doc/trust.md section 9
constexpr std::uint64_t kLongestSilence = 3'600;     // seconds

struct UpdateOptions {
  StoreOptions store;
  std::filesystem::path bundle;
  std::string url;
  std::string certificates;
  std::uint64_t timeout = 30;
  Clock clock;
  bool json = false;
};

constexpr auto kHelpEnd =
    R"(From a file (BUNDLE), or from a site over https or http (--url): what 'skan-authority publish
--site' writes, or what 'skan trust serve' of another device offers. Either way everything is
checked against the signatures; on any error the data in force stays as it was. http is as good
as https for that: the connection is not what is believed.

Examples:
  skan trust update --store door.db bundle.skb
  skan trust update --store door.db --url https://trust.example/site/
  skan trust update --store door.db --url http://192.168.1.20:8737/

Only what has changed is fetched, and what a broken connection has left is gone on from the next
time (it waits in STORE.download). Redirects are not followed. Proxies: https_proxy, http_proxy
and no_proxy in the environment, as libcurl documents them.

With --json one object: ok, sequence, issued_at, changed; with --url also objects (how many were
fetched), bytes, delta ("used", "none", or why one was of no use), resumed_bytes. On an error: ok,
error (its stable name; "unreachable" if the site does not answer), message. Exit codes: 0, or 3
on any error.)";

/// An update that is in force; `site` is for those over HTTP.
struct Updated {
  UpdateReport report;
  std::optional<SiteUpdate> site;
};

using Outcome = std::expected<Updated, UpdateFailure>;

UpdateFailure not_loaded(const std::string& from, UpdateFailure why) {
  return {why.name, fmt::format("{}: was not loaded, {}: {}", from, why.name, why.message)};
}

Outcome update_from_file(const UpdateOptions& options, TrustStore& store) {
  const auto bundle = programs::read_file(options.bundle, kLargestBundle);
  if (!bundle) return std::unexpected(failure_of(bundle.error()));
  const auto report = store.update(*bundle, options.clock.now());
  if (!report) return std::unexpected(not_loaded(options.bundle.string(), failure_of(report.error())));
  return Updated{*report, std::nullopt};
}

Outcome update_over_http(const UpdateOptions& options, const TrustStore& store) {
  const auto url = parse_site_url(options.url);
  if (!url) return std::unexpected(failure_of(url.error()));
  ProgressBar bar;
  auto client = SiteClient::open({*url, options.certificates, std::chrono::seconds(options.timeout)},
                                 [&bar](const WantedObject& wanted, const Download& download) {
                                   bar.show(wanted.path, download.bytes().size(),
                                            wanted.exact_size ? wanted.max_bytes : 0);
                                 });
  if (!client) return std::unexpected(failure_of(client.error()));
  DownloadFolder folder(options.store.path);
  const auto done = update_from_site(store, *client, folder, options.clock.now());
  if (!done) return std::unexpected(not_loaded(*url, done.error()));
  return Updated{done->report, *done};
}

Outcome update(const UpdateOptions& options) {
  auto store = open_store(options.store);
  if (!store) return std::unexpected(failure_of(store.error()));
  auto updated = options.url.empty() ? update_from_file(options, *store) : update_over_http(options, *store);
  // Also after a failure: new roots may have come into force before it.
  if (auto kept = keep_anchor(options.store, *store); !kept) return std::unexpected(failure_of(kept.error()));
  return updated;
}

Json json_of(const Updated& updated) {
  Json out = {{"ok", true},
              {"sequence", updated.report.sequence},
              {"issued_at", programs::format_time(updated.report.issued_at)},
              {"changed", updated.report.changed}};
  if (!updated.site) return out;
  out["objects"] = updated.site->objects;
  out["bytes"] = updated.site->bytes;
  out["delta"] = updated.site->delta;
  out["resumed_bytes"] = updated.site->resumed_bytes;
  return out;
}

std::string people_transfer(const SiteUpdate& site) {
  const std::string resumed = site.resumed_bytes == 0 ? ""
                                                      : fmt::format(", {} were there from an earlier run",
                                                                    people_bytes(site.resumed_bytes));
  const std::string_view form = site.delta == "used"   ? ", lists by their changes"
                                : site.delta == "none" ? ""
                                                       : ", lists whole (the changes could not be used)";
  return fmt::format("; {} {} fetched, {}{}{}", site.objects, site.objects == 1 ? "object" : "objects",
                     people_bytes(site.bytes), resumed, form);
}

ExitCode tell(const UpdateOptions& options, const Updated& updated) {
  if (options.json) {
    fmt::print("{}\n", programs::json_line(json_of(updated)));
  } else {
    fmt::print("{}: data #{} of {} {} in force{}\n", one_line(options.store.path), updated.report.sequence,
               programs::people_time(updated.report.issued_at), updated.report.changed ? "is" : "was already",
               updated.site ? people_transfer(*updated.site) : "");
  }
  return ExitCode::ok;
}

ExitCode refuse(const UpdateOptions& options, const UpdateFailure& failure) {
  if (options.json) {
    const Json json = {{"ok", false}, {"error", failure.name}, {"message", failure.message}};
    fmt::print("{}\n", programs::json_line(json));
  }
  return programs::fail(kProgram, failure.message);
}

ExitCode run(const UpdateOptions& options) {
  if (options.bundle.empty() == options.url.empty())
    return programs::fail(kProgram,
                          "either a BUNDLE or --url is needed, and not both; see 'skan trust update --help'");
  if (options.timeout == 0 || options.timeout > kLongestSilence)
    return programs::fail(kProgram,
                          fmt::format("--timeout: from 1 to {} seconds can be waited", kLongestSilence));
  const auto updated = update(options);
  return updated ? tell(options, *updated) : refuse(options, updated.error());
}

}  // namespace

void add_trust_update_command(programs::CommandLine trust) {
  auto options = std::make_shared<UpdateOptions>();
  programs::CommandLine command = trust.add_command("update", "check new data and put it in force");
  add_store_option(command, options->store);
  add_authority_option(command, options->store);
  add_anchor_option(command, options->store);
  command.add_option("--url", options->url, "the site to fetch from, in place of BUNDLE", {.value = "URL"});
  command.add_option("--ca", options->certificates,
                     "whom to believe for https, in place of the system's list (PEM)", {.value = "FILE"});
  command.add_number("--timeout", options->timeout, "how long the site may be silent",
                     {.value = "SECONDS", .show_default = true});
  command.add_time_option(options->clock);
  command.add_flag("--json", options->json, "one JSON object");
  command.add_argument("BUNDLE", options->bundle, "what the authority publishes", false);
  command.set_help_end(kHelpEnd);
  command.set_action([options] { return run(*options); });
}

}  // namespace skan::cli
