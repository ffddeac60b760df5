// skan-authority publish and status: what happens to certificates after they were issued.
#include <memory>
#include <string>

#include <fmt/format.h>

#include "authority/commands.h"
#include "skan/issuer/authority.h"
#include "skan/issuer/site.h"
#include "support/files.h"
#include "support/json_line.h"
#include "support/terminal.h"

namespace skan::authority {
namespace {

namespace fs = std::filesystem;
using issuer::Authority;
using issuer::AuthorityStatus;
using programs::ExitCode;
using programs::format_time;
using programs::Json;
using programs::one_line;
using programs::people_time;

struct PublishOptions {
  fs::path folder;
  fs::path out;
  fs::path site;
  programs::Clock clock;
};

struct StatusOptions {
  fs::path folder;
  bool json = false;
};

constexpr auto kPublishHelpEnd =
    R"(Signs the present state and writes it as one bundle, whole or not at all. Publish at least daily:
data that is not renewed ages, and after a week nothing is accepted any more.

A site is a tree of files for any web server. What changed since earlier publications lies in it as
small deltas. Files that nothing has named for 14 days are removed. If you copy it elsewhere, copy
the file 'head' last, and let nobody cache 'head' and 'root'.

Example:
  skan-authority publish demo --out bundle.skb --site /var/www/trust

Exit codes: 0, or 3 on any error.)";

constexpr auto kStatusHelpEnd =
    R"(With --json one object: authority, name, issuer_key_id, issued, revoked, sequence,
published_at, root_expires, issuer_key_expires. Exit codes: 0, or 3 on any error.)";

ExitCode write_site(const fs::path& site, const issuer::Publication& published) {
  const auto report = issuer::write_site(site, published, published.issued_at);
  if (!report) return programs::fail(kProgram, report.error().message);
  fmt::print("{}: data #{} of {}, {} files written, {} old ones removed; use it before {}\n", one_line(site.native()),
             published.sequence, people_time(published.issued_at), report->written, report->removed,
             people_time(published.expires));
  return ExitCode::ok;
}

ExitCode run_publish(const PublishOptions& options) {
  if (options.out.empty() && options.site.empty()) {
    return programs::fail(kProgram, "publish: say where to: --out FILE for a bundle, --site FOLDER for a web server, or both");
  }
  auto authority = Authority::open(options.folder);
  if (!authority) return programs::fail(kProgram, authority.error().message);
  const auto published = authority->publish(options.clock.now().unix_seconds);
  if (!published) return programs::fail(kProgram, published.error().message);
  if (!options.out.empty()) {
    const auto written = programs::write_file(options.out, published->bundle, programs::Durability::synced);
    if (!written) return programs::fail(kProgram, written.error().message);
    fmt::print("{}: data #{} of {}, {} bytes; use it before {}\n", one_line(options.out.native()),
               published->sequence, people_time(published->issued_at), published->bundle.size(),
               people_time(published->expires));
  }
  return options.site.empty() ? ExitCode::ok : write_site(options.site, *published);
}

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

Result<AuthorityStatus> status_of(const fs::path& folder) {
  const auto authority = Authority::open(folder);
  if (!authority) return std::unexpected(authority.error());
  return authority->status();
}

ExitCode run_status(const StatusOptions& options) {
  const auto status = status_of(options.folder);
  if (!status) return programs::fail(kProgram, status.error().message);
  if (options.json) {
    fmt::print("{}\n", programs::json_line(status_json(*status)));
  } else {
    print_lines(*status);
  }
  return ExitCode::ok;
}

}  // namespace

void add_folder_argument(programs::CommandLine command, fs::path& folder) {
  command.add_argument("DIR", folder, "the authority's folder");
}

void add_publish_command(programs::CommandLine app) {
  auto options = std::make_shared<PublishOptions>();
  programs::CommandLine command = app.add_command("publish", "sign the present state for the verifiers");
  add_folder_argument(command, options->folder);
  command.add_option("--out", options->out, "the bundle to write", {.value = "FILE"});
  command.add_option("--site", options->site, "the folder of a web server, for 'skan trust update --url'", {.value = "FOLDER"});
  command.add_time_option(options->clock);
  command.set_help_end(kPublishHelpEnd);
  command.set_action([options] { return run_publish(*options); });
}

void add_status_command(programs::CommandLine app) {
  auto options = std::make_shared<StatusOptions>();
  programs::CommandLine command = app.add_command("status", "what was issued, withdrawn and published");
  add_folder_argument(command, options->folder);
  command.add_flag("--json", options->json, "one JSON object");
  command.set_help_end(kStatusHelpEnd);
  command.set_action([options] { return run_status(*options); });
}

}  // namespace skan::authority
