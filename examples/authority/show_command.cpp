// skan-authority show: what became of certificates.
#include <memory>
#include <vector>

#include <fmt/format.h>

#include "authority/commands.h"
#include "skan/issuer/history.h"
#include "support/json_line.h"
#include "support/terminal.h"

namespace skan::authority {
namespace {

using issuer::CertificateHistory;
using programs::ExitCode;
using programs::Json;
using programs::one_line;

struct ShowOptions {
  std::filesystem::path folder;
  std::vector<std::string> numbers;
  bool json = false;
};

constexpr auto kHelpEnd =
    R"(Tells when each certificate was issued, under which key and index, and when and why it was withdrawn,
restored or superseded. With --json one object per certificate: number, key_id, status_index, issued_at, product,
batch, office, withdrawn, events (of each: at, what, reason).

Exit codes: 0 done; 1 a number was never issued; 3 any other error.)";

std::string key_text(const CertificateHistory& h) {
  std::string out;
  for (const std::byte byte : h.key_id) out += fmt::format("{:02x}", std::to_integer<unsigned>(byte));
  return out;
}

Json json_of(const CertificateHistory& h) {
  Json events = Json::array();
  for (const auto& event : h.events) events.push_back({{"at", programs::format_time(event.at)}, {"what", event.what}, {"reason", event.reason}});
  return {{"number", h.number},     {"key_id", key_text(h)}, {"status_index", h.status_index}, {"issued_at", programs::format_time(h.issued_at)},
          {"product", h.product},   {"batch", h.batch},      {"office", h.office},             {"withdrawn", h.withdrawn},
          {"events", events}};
}

void print_lines(const CertificateHistory& h) {
  fmt::print("{}  {}  issued {}, key {}, index {}\n", h.number, h.withdrawn ? "withdrawn" : "in force", programs::people_time(h.issued_at), key_text(h),
             h.status_index);
  for (const auto& [name, value] : {std::pair("product", &h.product), std::pair("batch", &h.batch), std::pair("office", &h.office)}) {
    if (!value->empty()) fmt::print("  {:<8} {}\n", name, one_line(*value));
  }
  for (const auto& event : h.events) fmt::print("  {}  {}: {}\n", programs::people_time(event.at), event.what, one_line(event.reason));
}

ExitCode run(const ShowOptions& options) {
  auto authority = issuer::Authority::open(options.folder);
  if (!authority) return programs::fail(kProgram, authority.error().message);
  ExitCode code = ExitCode::ok;
  for (const std::string& number : options.numbers) {
    const auto history = issuer::history_of(*authority, number);
    if (!history) return programs::fail(kProgram, history.error().message);
    if (!*history) {
      programs::complain(kProgram, number + ": was never issued");
      code = ExitCode::rejected;
    } else if (options.json) {
      fmt::print("{}\n", programs::json_line(json_of(**history)));
    } else {
      print_lines(**history);
    }
  }
  return code;
}

}  // namespace

void add_show_command(programs::CommandLine app) {
  auto options = std::make_shared<ShowOptions>();
  programs::CommandLine command = app.add_command("show", "what became of certificates");
  add_folder_argument(command, options->folder);
  command.add_arguments("NUMBER", options->numbers, "certificate numbers");
  command.add_flag("--json", options->json, "one JSON object per certificate");
  command.set_help_end(kHelpEnd);
  command.set_action([options] { return run(*options); });
}

}  // namespace skan::authority
