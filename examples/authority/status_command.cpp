// skan-authority status: what was issued, withdrawn and published; and what comes to its end.
#include <algorithm>
#include <memory>

#include <fmt/format.h>

#include "authority/commands.h"
#include "skan/issuer/key_overview.h"
#include "support/json_line.h"
#include "support/terminal.h"

namespace skan::authority {
namespace {

using issuer::Authority;
using issuer::AuthorityStatus;
using programs::ExitCode;
using programs::format_time;
using programs::Json;
using programs::one_line;
using programs::people_time;

constexpr std::int64_t kWarning = 48 * 3'600;  // seconds before an end in which a monitoring job must shout

struct StatusOptions {
  std::filesystem::path folder;
  bool check = false;
  bool json = false;
  programs::Clock clock;
};

constexpr auto kHelpEnd =
    R"(With --check, for a monitoring job: names everything without which devices stop accepting (the root,
the issuer key that signs, head and manifest of the last publication) with its end, and exits with 1 if
something of it ends within 48 hours, has ended, or was never published. No passphrase is needed.

Example:
  skan-authority status demo --check || page-somebody

With --json one object: authority, name, issuer_key_id, issued, revoked, sequence, published_at, root_expires,
issuer_key_expires; with --check: ok, problems (texts), expiries (what, expires, seconds_left, soon).
Exit codes: 0; 1 something ends soon (--check); 3 any error.)";

Json status_json(const AuthorityStatus& status) {
  const bool published = status.sequence != 0;
  Json out;
  out["authority"] = status.authority.hex();
  out["name"] = status.name;
  out["issuer_key_id"] = status.issuer_key_id;
  out["issued"] = status.issued;
  out["revoked"] = status.revoked;
  out["sequence"] = published ? Json(status.sequence) : Json(nullptr);
  out["published_at"] = published ? Json(format_time(status.published_at)) : Json(nullptr);
  out["root_expires"] = format_time(status.root_expires);
  out["issuer_key_expires"] = format_time(status.issuer_key_expires);
  return out;
}

void print_lines(const AuthorityStatus& status) {
  fmt::print("authority     {}\n", status.authority.hex());
  fmt::print("issuer        {}  {}, key valid to {}\n", status.issuer_key_id, one_line(status.name),
             people_time(status.issuer_key_expires));
  fmt::print("root          valid to {}\n", people_time(status.root_expires));
  fmt::print("certificates  {} issued, {} of them withdrawn\n", status.issued, status.revoked);
  if (status.sequence == 0) {
    fmt::print("published     nothing yet\n");
  } else {
    fmt::print("published     #{} of {}\n", status.sequence, people_time(status.published_at));
  }
}

bool is_soon(const issuer::Expiry& expiry, std::int64_t now) { return expiry.expires - now <= kWarning; }

std::string problem_of(const issuer::Expiry& expiry, std::int64_t now) {
  const std::int64_t left = expiry.expires - now;
  return left <= 0 ? fmt::format("{} ended {}", expiry.what, people_time(expiry.expires))
                   : fmt::format("{} ends {}, in {}", expiry.what, people_time(expiry.expires), programs::people_age(left));
}

void print_check(const std::vector<issuer::Expiry>& expiries, const std::vector<std::string>& problems, std::int64_t now, bool json) {
  if (!json) {
    for (const auto& expiry : expiries) fmt::print("{}  {}  {}\n", is_soon(expiry, now) ? "SOON" : "ok  ", people_time(expiry.expires), expiry.what);
    return;
  }
  Json out{{"ok", problems.empty()}, {"problems", problems}, {"expiries", Json::array()}};
  for (const auto& expiry : expiries) {
    out["expiries"].push_back({{"what", expiry.what}, {"expires", format_time(expiry.expires)}, {"seconds_left", expiry.expires - now}, {"soon", is_soon(expiry, now)}});
  }
  fmt::print("{}\n", programs::json_line(out));
}

ExitCode run_check(Authority& authority, const StatusOptions& options) {
  const std::int64_t now = options.clock.now().unix_seconds;
  const auto expiries = issuer::list_expiries(authority);
  const auto status = authority.status();
  if (!expiries) return programs::fail(kProgram, expiries.error().message);
  if (!status) return programs::fail(kProgram, status.error().message);
  std::vector<std::string> problems;
  if (status->sequence == 0) problems.push_back("nothing was published yet");
  for (const auto& expiry : *expiries) {
    if (is_soon(expiry, now)) problems.push_back(problem_of(expiry, now));
  }
  print_check(*expiries, problems, now, options.json);
  for (const auto& problem : problems) programs::complain(kProgram, problem);
  return problems.empty() ? ExitCode::ok : ExitCode::rejected;
}

ExitCode run_status(const StatusOptions& options) {
  auto authority = Authority::open(options.folder);
  if (!authority) return programs::fail(kProgram, authority.error().message);
  if (options.check) return run_check(*authority, options);
  const auto status = authority->status();
  if (!status) return programs::fail(kProgram, status.error().message);
  if (options.json) {
    fmt::print("{}\n", programs::json_line(status_json(*status)));
  } else {
    print_lines(*status);
  }
  return ExitCode::ok;
}

}  // namespace

void add_status_command(programs::CommandLine app) {
  auto options = std::make_shared<StatusOptions>();
  programs::CommandLine command = app.add_command("status", "what was issued, withdrawn and published, and what ends soon");
  add_folder_argument(command, options->folder);
  command.add_flag("--check", options->check, "say what ends within 48 hours, and exit with 1 if anything does");
  command.add_flag("--json", options->json, "one JSON object");
  command.add_time_option(options->clock);
  command.set_help_end(kHelpEnd);
  command.set_action([options] { return run_status(*options); });
}

}  // namespace skan::authority
