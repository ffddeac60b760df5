// skan-authority extract: certificates out of a packed file.
#include <memory>
#include <vector>

#include <fmt/format.h>

#include "authority/card_files.h"
#include "authority/commands.h"
#include "skan/issuer/packed_file.h"
#include "support/rate_line.h"
#include "support/terminal.h"

namespace skan::authority {
namespace {

namespace fs = std::filesystem;
using programs::ExitCode;

struct ExtractOptions {
  fs::path file;
  std::vector<std::string> numbers;
  CardFiles cards;
};

constexpr auto kHelpEnd =
    R"(Prints each certificate's text, or with --out writes OUTDIR/NUMBER.txt and pictures. Without a number
it reads the whole file, checks every block, and says how many certificates are in it.

Examples:
  skan-authority extract country.skp 7700000000000017 --out cards --png
  skan-authority extract country.skp

Exit codes: 0 done; 1 a number is not in the file; 3 any other error.)";

ExitCode check(issuer::PackReader& reader, const fs::path& file) {
  programs::RateLine line("certificates");
  std::uint64_t count = 0;
  const auto read = reader.for_each([&](const issuer::PackedCertificate&) {
    if (++count % 10'000 == 0) line.show(count, static_cast<double>(count) / static_cast<double>(reader.count()));
    return true;
  });
  line.clear();
  if (!read) return programs::fail(kProgram, read.error().message);
  fmt::print("{}: {} certificates of authority {}, undamaged\n", programs::one_line(file.native()), count, reader.authority().hex());
  return ExitCode::ok;
}

ExitCode extract(issuer::PackReader& reader, const ExtractOptions& options, const std::string& number) {
  const auto found = reader.find(number);
  if (!found) return programs::fail(kProgram, found.error().message);
  if (!*found) {
    programs::complain(kProgram, fmt::format("{}: {} is not in it", options.file.native(), number));
    return ExitCode::rejected;
  }
  const std::string text = issuer::text_of((*found)->message);
  if (options.cards.folder.empty()) {
    fmt::print("{}\n", text);
    return ExitCode::ok;
  }
  const auto written = write_card(options.cards, number, text);
  return written ? ExitCode::ok : programs::fail(kProgram, written.error().message);
}

ExitCode run(const ExtractOptions& options) {
  auto reader = issuer::PackReader::open(options.file);
  if (!reader) return programs::fail(kProgram, reader.error().message);
  if (options.numbers.empty()) return check(*reader, options.file);
  if (!options.cards.folder.empty()) {
    if (auto made = make_folder(options.cards.folder); !made) return programs::fail(kProgram, made.error().message);
  }
  ExitCode code = ExitCode::ok;
  for (const std::string& number : options.numbers) code = worse(code, extract(*reader, options, number));
  return code;
}

}  // namespace

void add_extract_command(programs::CommandLine app) {
  auto options = std::make_shared<ExtractOptions>();
  programs::CommandLine command = app.add_command("extract", "take certificates out of a packed file");
  command.add_argument("FILE", options->file, "the packed file");
  command.add_arguments("NUMBER", options->numbers, "certificate numbers", false);
  command.add_option("--out", options->cards.folder, "the folder for the certificates", {.value = "OUTDIR"});
  command.add_flag("--png", options->cards.png, "also write each code as a picture");
  command.add_flag("--svg", options->cards.svg, "also write each code as a drawing");
  command.set_help_end(kHelpEnd);
  command.set_action([options] { return run(*options); });
}

}  // namespace skan::authority
