// skan-demo-camera: photographs codes, so that a demonstration needs no camera.

#include <cstdint>
#include <filesystem>
#include <string>
#include <string_view>
#include <vector>

#include "pictures/camera.h"
#include "skan/issuer/qr_code.h"
#include "support/command_line.h"
#include "support/complaint.h"
#include "support/files.h"

namespace {

using skan::pictures::CameraOptions;
using skan::pictures::Luma;

constexpr int kJpegQuality = 75;
constexpr int kPixelsPerModule = 8, kQuietModules = 4;
constexpr std::size_t kMaxTextBytes = 4'300;  // a QR code holds no more
constexpr auto kProgram = "skan-demo-camera";
constexpr auto kHelpEnd =
    "Example:\n"
    "  skan-demo-camera --seed 7 --out photo.jpg code.png\n"
    "  skan-demo-camera --seed 8 --nothing --out table.jpg";

struct Request {
  std::vector<std::string> pictures;
  std::filesystem::path out;
  CameraOptions camera;
  bool nothing = false;
};

void describe(skan::programs::CommandLine command, Request& request) {
  command.add_arguments("PICTURE", request.pictures,
                        "Pictures (PNG, JPEG, WebP, PGM, PPM) or *.txt files of codes to photograph, side by side", false);
  command.add_option("--out", request.out, "The photograph to write, a JPEG", {.value = "OUT.jpg", .required = true});
  command.add_number("--seed", request.camera.seed, "The same seed gives the same photograph",
                     {.value = "N", .show_default = true});
  command.add_share("--hard", request.camera.hardship, "0 is a flat copy, 1 a bad moment with a cheap phone",
                    {.value = "0..1", .show_default = true});
  command.add_flag("--nothing", request.nothing, "Photograph the bare table, without any code");
}

/// The code of a text file, as it would be printed.
skan::Result<Luma> draw_text(const std::filesystem::path& file) {
  const auto bytes = skan::programs::read_file(file, kMaxTextBytes);
  if (!bytes) return std::unexpected(bytes.error());
  std::string_view text(reinterpret_cast<const char*>(bytes->data()), bytes->size());
  while (text.ends_with('\n') || text.ends_with('\r')) text.remove_suffix(1);
  const auto code = skan::issuer::encode_qr(text);
  if (!code) return std::unexpected(code.error());
  return skan::pictures::draw_modules(code->size, code->dark, kPixelsPerModule, kQuietModules);
}

skan::Result<std::vector<Luma>> read_all(const std::vector<std::string>& files) {
  std::vector<Luma> out;
  for (const std::filesystem::path file : files) {
    auto picture = file.extension() == ".txt" ? draw_text(file) : skan::pictures::read_picture(file);
    if (!picture) return std::unexpected(std::move(picture.error()));
    out.push_back(std::move(*picture));
  }
  return out;
}

skan::Result<void> take(const Request& request) {
  const auto pictures = read_all(request.pictures);
  if (!pictures) return std::unexpected(pictures.error());
  const auto photo = skan::pictures::photograph(*pictures, request.camera);
  if (!photo) return std::unexpected(photo.error());
  const auto jpeg = skan::pictures::encode_jpeg(*photo, kJpegQuality);
  if (!jpeg) return std::unexpected(jpeg.error());
  return skan::programs::write_file(request.out, *jpeg);
}

skan::programs::ExitCode run(const Request& request) {
  if (request.nothing != request.pictures.empty())
    return skan::programs::fail(kProgram, "name pictures, or --nothing, but not both");
  const auto taken = take(request);
  return taken ? skan::programs::ExitCode::ok : skan::programs::fail(kProgram, taken.error().message);
}

}  // namespace

int main(int argc, char** argv) {
  skan::programs::Program program(
      kProgram,
      "Takes a photograph of codes with a small make-believe camera: tilted, unevenly lit, a little out of\n"
      "focus, noisy. For demonstrations and tests.",
      kHelpEnd);
  Request request;
  describe(program.command_line(), request);
  program.command_line().set_action([&request] { return run(request); });
  return program.run(argc, argv);
}
