// skan trust status: what a store holds.
#include <memory>

#include <fmt/format.h>

#include "cli/commands.h"
#include "cli/store_access.h"
#include "cli/verdict_output.h"
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
issued_at, data_age_s, freshness (none, fresh, recent, ageing, stale), stale_at, head_expires,
manifest_expires, damaged, rolled_back, read_only, noted_time, last_refused (reason, time),
issuers (with issued, revoked, list_bytes), policies, default_policy. The time of an update is
that which its authority signed, never that of an attempt. Exit codes: 0, or 3 on any error.)";

Json issuer_json(const IssuerStatus& issuer) {
  Json out;
  out["name"] = issuer.name;
  out["key_id"] = issuer.key_id;
  out["state"] = issuer.state;
  out["valid_from"] = format_time(issuer.valid_from);
  out["valid_until"] = format_time(issuer.valid_until);
  out["retired_at"] = issuer.state == "retired" ? Json(format_time(issuer.retired_at)) : Json(nullptr);
  out["issued"] = issuer.issued;
  out["revoked"] = issuer.revoked ? Json(*issuer.revoked) : Json(nullptr);
  out["list_bytes"] = issuer.list_bytes;
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
  out["head_expires"] = has_data ? Json(format_time(status.head_expires)) : Json(nullptr);
  out["manifest_expires"] = has_data ? Json(format_time(status.manifest_expires)) : Json(nullptr);
  out["damaged"] = status.damaged;
  out["rolled_back"] = status.rolled_back;
  out["read_only"] = status.read_only;
  out["noted_time"] = status.noted_time ? Json(format_time(*status.noted_time)) : Json(nullptr);
  out["last_refused"] = status.last_refused ? Json{{"reason", status.last_refused->reason}, {"time", format_time(status.last_refused->time)}}
                                            : Json(nullptr);
  out["issuers"] = Json::array();
  for (const IssuerStatus& issuer : status.issuers) out["issuers"].push_back(issuer_json(issuer));
  out["policies"] = Json::array();
  for (const Policy& policy : status.policies) out["policies"].push_back(policy_json(policy));
  out["default_policy"] = has_data ? Json(status.default_policy) : Json(nullptr);
  return out;
}

void print_data(const TrustStatus& status, const std::string& store, Moment now) {
  if (status.sequence == 0) {
    fmt::print("data       none yet; load it: skan trust update --store {} BUNDLE\n", one_line(store));
    return;
  }
  const std::string age = is_of_later_date(status, now) ? "of a later date than the stated time"
                                                        : fmt::format("{} old ({})", programs::people_age(status.data_age.value_or(0)), name(status.freshness));
  fmt::print("data       #{} of {}, {}; too old from {}\n", status.sequence, people_time(status.issued_at), age, people_time(status.stale_at));
  fmt::print("expires    head {}, manifest {}, root {}\n", people_time(status.head_expires), people_time(status.manifest_expires),
             people_time(status.root_expires));
}

void print_warnings(const TrustStatus& status) {
  if (status.damaged) fmt::print("DAMAGED    stored data failed its check; update it, which repairs it\n");
  if (status.rolled_back) fmt::print("SET BACK   this is older than what the device is known to have held; update it with the newest data\n");
  if (status.read_only) fmt::print("read-only  a copy; update the store that it was made from, and export it again\n");
  if (status.last_refused) {
    fmt::print("refused    the last update that was refused: {}, by the clock at {}\n", one_line(status.last_refused->reason),
               people_time(status.last_refused->time));
  }
}

/// "retired 1 Jun 2021 12:00 UTC" where that matters, otherwise the state.
std::string state_of(const IssuerStatus& issuer) {
  return issuer.state == "retired" ? "retired " + people_time(issuer.retired_at) : issuer.state;
}

void print_issuer(const IssuerStatus& issuer) {
  const std::string revoked = issuer.revoked ? std::to_string(*issuer.revoked) : "?";
  const std::string list = issuer.list_as_of
                               ? fmt::format("{} issued, {} revoked as of {} ({} bytes)", issuer.issued, revoked,
                                             people_time(*issuer.list_as_of), issuer.list_bytes)
                               : std::string("no revocation list");
  fmt::print("issuer     {}  {} ({}), valid to {}, {}\n", issuer.key_id, one_line(issuer.name), state_of(issuer),
             people_time(issuer.valid_until), list);
}

void print_lines(const TrustStatus& status, const std::string& store, Moment now) {
  fmt::print("authority  {}\n", status.authority.hex());
  fmt::print("root       version {}{}; channel {}\n", status.root_version,
             status.epoch == 0 ? std::string() : fmt::format(", epoch {}", status.epoch), one_line(status.channel));
  print_data(status, store, now);
  print_warnings(status);
  for (const IssuerStatus& issuer : status.issuers) print_issuer(issuer);
  for (const Policy& policy : status.policies) {
    fmt::print("policy     {} v{}  {}{}\n", policy.id, policy.version, one_line(policy.title_english),
               policy.id == status.default_policy ? " (default)" : "");
  }
}

ExitCode run_status(const StatusOptions& options) {
  const auto store = open_store(options.store);
  if (!store) return programs::fail(kProgram, store.error().message);
  const Moment now = options.clock.now();
  const TrustStatus status = store->status(now, Counting::yes);
  if (options.json) {
    fmt::print("{}\n", programs::json_line(status_json(status)));
  } else {
    print_lines(status, options.store.path, now);
  }
  return ExitCode::ok;
}

}  // namespace

void add_trust_status_command(programs::CommandLine trust) {
  auto options = std::make_shared<StatusOptions>();
  programs::CommandLine command = trust.add_command("status", "what a store holds, and how old it is");
  add_store_option(command, options->store);
  add_authority_option(command, options->store);
  add_anchor_option(command, options->store);
  command.add_time_option(options->clock);
  command.add_flag("--json", options->json, "one JSON object");
  command.set_help_end(kHelpEnd);
  command.set_action([options] { return run_status(*options); });
}

}  // namespace skan::cli
