// skan trust status: what a store holds.
#include <memory>

#include <fmt/format.h>

#include "cli/commands.h"
#include "cli/store_access.h"
#include "support/json_line.h"
#include "support/terminal.h"

namespace skan::cli {
namespace {

using programs::ExitCode;
using programs::format_time;
using programs::Json;
using programs::one_line;
using programs::people_time;

struct StatusOptions {
  StoreOptions store;
  programs::Clock clock;
  bool json = false;
};

constexpr auto kHelpEnd = R"(Example:
  skan trust status --store door.db

With --json one object: authority, channel, root_version, epoch, root_expires, sequence,
issued_at, data_age_s, freshness (none, fresh, recent, ageing, stale), stale_at, damaged,
issuers, policies, default_policy. Exit codes: 0, or 3 on any error.)";

Json issuer_json(const IssuerStatus& issuer) {
  Json out;
  out["name"] = issuer.name;
  out["key_id"] = issuer.key_id;
  out["state"] = issuer.state;
  out["valid_from"] = format_time(issuer.valid_from);
  out["valid_until"] = format_time(issuer.valid_until);
  out["list_length"] = issuer.list_length;
  out["list_as_of"] = issuer.list_as_of ? Json(format_time(*issuer.list_as_of)) : Json(nullptr);
  return out;
}

Json policy_json(const Policy& policy) {
  Json out;
  out["id"] = policy.id;
  out["version"] = policy.version;
  out["title_russian"] = policy.title_russian;
  out["title_english"] = policy.title_english;
  return out;
}

Json status_json(const TrustStatus& status) {
  const bool has_data = status.sequence != 0;
  Json out;
  out["authority"] = status.authority.hex();
  out["channel"] = status.channel;
  out["root_version"] = status.root_version;
  out["epoch"] = status.epoch == 0 ? Json(nullptr) : Json(status.epoch);
  out["root_expires"] = status.root_expires == 0 ? Json(nullptr) : Json(format_time(status.root_expires));
  out["sequence"] = has_data ? Json(status.sequence) : Json(nullptr);
  out["issued_at"] = has_data ? Json(format_time(status.issued_at)) : Json(nullptr);
  out["data_age_s"] = status.data_age ? Json(*status.data_age) : Json(nullptr);
  out["freshness"] = name(status.freshness);
  out["stale_at"] = has_data ? Json(format_time(status.stale_at)) : Json(nullptr);
  out["damaged"] = status.damaged;
  out["issuers"] = Json::array();
  for (const IssuerStatus& issuer : status.issuers) out["issuers"].push_back(issuer_json(issuer));
  out["policies"] = Json::array();
  for (const Policy& policy : status.policies) out["policies"].push_back(policy_json(policy));
  out["default_policy"] = has_data ? Json(status.default_policy) : Json(nullptr);
  return out;
}

void print_data(const TrustStatus& status, const std::string& store) {
  if (status.sequence == 0) {
    fmt::print("data       none yet; load it: skan trust update --store {} BUNDLE\n", one_line(store));
    return;
  }
  fmt::print("data       #{} of {}, {} old ({}); too old from {}; root valid to {}\n", status.sequence,
             people_time(status.issued_at), programs::people_age(status.data_age.value_or(0)),
             name(status.freshness), people_time(status.stale_at), people_time(status.root_expires));
}

void print_issuer(const IssuerStatus& issuer) {
  const std::string list = issuer.list_as_of
                               ? fmt::format("revocation list of {} certificates as of {}",
                                             issuer.list_length, people_time(*issuer.list_as_of))
                               : std::string("no revocation list");
  fmt::print("issuer     {}  {} ({}), valid to {}, {}\n", issuer.key_id, one_line(issuer.name), issuer.state,
             people_time(issuer.valid_until), list);
}

void print_lines(const TrustStatus& status, const std::string& store) {
  fmt::print("authority  {}\n", status.authority.hex());
  fmt::print("root       version {}; channel {}\n", status.root_version, one_line(status.channel));
  print_data(status, store);
  if (status.damaged)
    fmt::print("DAMAGED    stored data failed its check; load the newest bundle, which repairs it\n");
  for (const IssuerStatus& issuer : status.issuers) print_issuer(issuer);
  for (const Policy& policy : status.policies) {
    fmt::print("policy     {} v{}  {}{}\n", policy.id, policy.version, one_line(policy.title_english),
               policy.id == status.default_policy ? " (default)" : "");
  }
}

ExitCode run_status(const StatusOptions& options) {
  const auto store = open_store(options.store);
  if (!store) return programs::fail(kProgram, store.error().message);
  const TrustStatus status = store->status(options.clock.now());
  if (options.json) {
    fmt::print("{}\n", programs::json_line(status_json(status)));
  } else {
    print_lines(status, options.store.path);
  }
  return ExitCode::ok;
}

}  // namespace

void add_trust_status_command(programs::CommandLine trust) {
  auto options = std::make_shared<StatusOptions>();
  programs::CommandLine command = trust.add_command("status", "what a store holds, and how old it is");
  add_store_option(command, options->store);
  add_authority_option(command, options->store);
  command.add_time_option(options->clock);
  command.add_flag("--json", options->json, "one JSON object");
  command.set_help_end(kHelpEnd);
  command.set_action([options] { return run_status(*options); });
}

}  // namespace skan::cli
