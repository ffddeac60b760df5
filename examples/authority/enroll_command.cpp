// skan-authority enroll: a code that sets up verifiers.
#include <cstdio>
#include <memory>

#include <unistd.h>

#include <fmt/format.h>

#include "authority/card_files.h"
#include "authority/commands.h"
#include "skan/issuer/enrolment.h"
#include "support/json_line.h"
#include "support/terminal.h"

namespace skan::authority {
namespace {

namespace fs = std::filesystem;
using programs::ExitCode;
using programs::one_line;

constexpr int kQuietModules = 4;  // ISO/IEC 18004 section 5.3.8

struct EnrollOptions {
  fs::path folder, png, svg;
  std::string url, policy;
  bool json = false;
};

constexpr auto kHelpEnd =
    R"(Shows the code on a terminal, and writes it as a picture. It names the authority, its id, the address of its site and
the policy for the venue. It is not signed: anybody can print one that looks like it. Therefore tell those who
use it the fingerprint, in words, by another way (a telephone, a letter), and have them compare it.

Example:
  skan-authority enroll moscow --url https://trust.example/site/ --policy ru-federal-2021 --svg setup.svg
  skan trust enroll setup.png            at the door

With --json one object: name, authority, url, policy, text, fingerprint_english, fingerprint_russian.
Exit codes: 0, or 3 on any error.)";

bool is_dark(const issuer::QrCode& code, int x, int y) {
  const bool inside = x >= 0 && y >= 0 && x < code.size && y < code.size;
  return inside && code.dark[static_cast<std::size_t>(y * code.size + x)] != 0;
}

/// Two rows of modules in each line of text, black on white whatever the terminal's colours are.
std::string terminal_picture(const issuer::QrCode& code) {
  std::string out;
  for (int y = -kQuietModules; y < code.size + kQuietModules; y += 2) {
    out += "\x1b[38;5;16;48;5;231m";
    for (int x = -kQuietModules; x < code.size + kQuietModules; ++x) {
      const bool upper = is_dark(code, x, y), lower = is_dark(code, x, y + 1);
      out += upper ? (lower ? "█" : "▀") : (lower ? "▄" : " ");
    }
    out += "\x1b[0m\n";
  }
  return out;
}

Result<void> write_pictures(const EnrollOptions& options, const issuer::QrCode& code) {
  if (!options.svg.empty()) {
    if (auto written = write_svg(options.svg, code); !written) return written;
  }
  return options.png.empty() ? Result<void>() : write_png(options.png, code);
}

void print_json(const SetupCode& setup, const std::string& text) {
  const programs::Json out{{"name", setup.name},
                           {"authority", setup.authority.hex()},
                           {"url", setup.url},
                           {"policy", setup.policy},
                           {"text", text},
                           {"fingerprint_english", fingerprint(setup.authority, FingerprintLanguage::english)},
                           {"fingerprint_russian", fingerprint(setup.authority, FingerprintLanguage::russian)}};
  fmt::print("{}\n", programs::json_line(out));
}

void print_lines(const SetupCode& setup, const std::string& text, const issuer::QrCode& code) {
  if (::isatty(STDOUT_FILENO) == 1) fmt::print("{}", terminal_picture(code));
  fmt::print("name         {}\nauthority    {}\nsite         {}\npolicy       {}\n", one_line(setup.name), setup.authority.hex(),
             setup.url.empty() ? "none: updates come by file" : one_line(setup.url), setup.policy.empty() ? "the default" : setup.policy);
  fmt::print("fingerprint  {}\n             {}\ncode         {}\n", fingerprint(setup.authority, FingerprintLanguage::english),
             fingerprint(setup.authority, FingerprintLanguage::russian), text);
  fmt::print("Tell the fingerprint by another way than the code; those who set up a verifier compare it.\n");
}

ExitCode run(const EnrollOptions& options) {
  auto authority = issuer::Authority::open(options.folder);
  if (!authority) return programs::fail(kProgram, authority.error().message);
  const auto setup = issuer::setup_code_of(*authority, options.url, options.policy);
  if (!setup) return programs::fail(kProgram, setup.error().message);
  const auto text = write_setup_code(*setup);
  if (!text) return programs::fail(kProgram, text.error().message);
  const auto code = issuer::encode_qr(*text);
  if (!code) return programs::fail(kProgram, code.error().message);
  if (auto written = write_pictures(options, *code); !written) return programs::fail(kProgram, written.error().message);
  if (options.json) {
    print_json(*setup, *text);
  } else {
    print_lines(*setup, *text, *code);
  }
  return ExitCode::ok;
}

}  // namespace

void add_enroll_command(programs::CommandLine app) {
  auto options = std::make_shared<EnrollOptions>();
  programs::CommandLine command = app.add_command("enroll", "a code that sets up verifiers");
  add_folder_argument(command, options->folder);
  command.add_option("--url", options->url, "where the site is that 'publish --site' writes", {.value = "URL"});
  command.add_option("--policy", options->policy, "the policy for the venue", {.value = "ID"});
  command.add_option("--png", options->png, "also write the code as a PNG", {.value = "FILE"});
  command.add_option("--svg", options->svg, "also write the code as an SVG", {.value = "FILE"});
  command.add_flag("--json", options->json, "one JSON object");
  command.set_help_end(kHelpEnd);
  command.set_action([options] { return run(*options); });
}

}  // namespace skan::authority
