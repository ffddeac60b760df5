#include "authority/publish_output.h"

#include <fmt/format.h>

#include "authority/commands.h"
#include "skan/issuer/site.h"
#include "support/files.h"
#include "support/terminal.h"

namespace skan::authority {
namespace {

using programs::ExitCode;
using programs::one_line;
using programs::people_time;

ExitCode write_bundle(const std::filesystem::path& file, const issuer::Publication& published) {
  const auto written = programs::write_file(file, published.bundle, programs::Durability::synced);
  if (!written) return programs::fail(kProgram, written.error().message);
  fmt::print("{}: data #{} of {}, {} bytes; use it before {}\n", one_line(file.native()), published.sequence,
             people_time(published.issued_at), published.bundle.size(), people_time(published.expires));
  return ExitCode::ok;
}

ExitCode write_site(const std::filesystem::path& site, const issuer::Publication& published) {
  const auto report = issuer::write_site(site, published, published.issued_at);
  if (!report) return programs::fail(kProgram, report.error().message);
  fmt::print("{}: data #{} of {}, {} files written, {} old ones removed; use it before {}\n", one_line(site.native()),
             published.sequence, people_time(published.issued_at), report->written, report->removed,
             people_time(published.expires));
  return ExitCode::ok;
}

}  // namespace

void add_publish_targets(programs::CommandLine command, PublishTargets& targets) {
  command.add_option("--out", targets.out, "the bundle to write", {.value = "FILE"});
  command.add_option("--site", targets.site, "the folder of a web server, for 'skan trust update --url'", {.value = "FOLDER"});
}

bool names_a_target(const PublishTargets& targets) {
  if (!targets.out.empty() || !targets.site.empty()) return true;
  programs::complain(kProgram, "publish: say where to: --out FILE for a bundle, --site FOLDER for a web server, or both");
  return false;
}

ExitCode publish_to(issuer::Authority& authority, const PublishTargets& targets, std::int64_t now, const issuer::PublishOptions& options) {
  const auto published = authority.publish(now, options);
  if (!published) return programs::fail(kProgram, published.error().message);
  ExitCode code = targets.out.empty() ? ExitCode::ok : write_bundle(targets.out, *published);
  if (code == ExitCode::ok && !targets.site.empty()) code = write_site(targets.site, *published);
  return code;
}

}  // namespace skan::authority
