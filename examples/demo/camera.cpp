// skan-demo-camera: photographs codes, so that a demonstration needs no camera.

#include <cstdint>
#include <filesystem>
#include <iostream>
#include <string>
#include <vector>

#include <CLI/CLI.hpp>

#include "pictures/camera.h"
#include "support/exit_code.h"
#include "support/files.h"

namespace {

using skan::pictures::CameraOptions;
using skan::pictures::Luma;

constexpr int kJpegQuality = 75;
constexpr int kError = static_cast<int>(skan::programs::ExitCode::error);

struct Request {
  std::vector<std::filesystem::path> pictures;
  std::filesystem::path out;
  CameraOptions camera;
  bool nothing = false;
};

void describe(CLI::App& app, Request& request) {
  app.add_option("PICTURE", request.pictures, "Pictures to photograph (PNG, JPEG, PGM, PPM), side by side");
  app.add_option("--out", request.out, "The photograph to write, a JPEG")->required()->type_name("OUT.jpg");
  app.add_option("--seed", request.camera.seed, "The same seed gives the same photograph")
      ->capture_default_str()
      ->type_name("N");
  app.add_option("--hard", request.camera.hardship, "0 is a flat copy, 1 a bad moment with a cheap phone")
      ->check(CLI::Range(0.0, 1.0))
      ->capture_default_str()
      ->type_name("0..1");
  app.add_flag("--nothing", request.nothing, "Photograph the bare table, without any code");
  app.footer(
      "Example:\n"
      "  skan-demo-camera --seed 7 --out photo.jpg code.png\n"
      "  skan-demo-camera --seed 8 --nothing --out table.jpg");
}

skan::Result<std::vector<Luma>> read_all(const std::vector<std::filesystem::path>& files) {
  std::vector<Luma> out;
  for (const std::filesystem::path& file : files) {
    auto picture = skan::pictures::read_picture(file);
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

int complain(const std::string& message) {
  std::cerr << "skan-demo-camera: " << message << '\n';
  return kError;
}

}  // namespace

int main(int argc, char** argv) {
  CLI::App app(
      "Takes a photograph of codes with a small make-believe camera: tilted, unevenly lit, a little out of\n"
      "focus, noisy. For demonstrations and tests.",
      "skan-demo-camera");
  Request request;
  describe(app, request);
  try {
    app.parse(argc, argv);
  } catch (const CLI::ParseError& error) {
    return app.exit(error) == 0 ? 0 : kError;
  }
  if (request.nothing != request.pictures.empty())
    return complain("name pictures, or --nothing, but not both");
  const auto taken = take(request);
  return taken ? 0 : complain(taken.error().message);
}
