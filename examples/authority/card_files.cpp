#include "authority/card_files.h"

#include <system_error>

#include <fmt/format.h>

#include "pictures/pictures.h"
#include "support/files.h"

namespace skan::authority {
namespace {

namespace fs = std::filesystem;

constexpr int kPixelsPerModule = 8;
constexpr int kQuietModules = 4;  // ISO/IEC 18004 section 5.3.8

/// Black runs of modules as one path; a module is one unit.
std::string svg_of(const issuer::QrCode& code) {
  const int side = code.size + 2 * kQuietModules;
  std::string path;
  for (int y = 0; y < code.size; ++y) {
    for (int x = 0; x < code.size;) {
      int end = x;
      while (end < code.size && code.dark[static_cast<std::size_t>(y * code.size + end)]) ++end;
      if (end > x) path += fmt::format("M{} {}h{}v1h-{}z", x + kQuietModules, y + kQuietModules, end - x, end - x);
      x = end + 1;
    }
  }
  return fmt::format(R"(<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {0} {0}" shape-rendering="crispEdges"><rect width="{0}" height="{0}" fill="#fff"/><path d="{1}"/></svg>
)", side, path);
}

}  // namespace

Result<void> write_png(const fs::path& path, const issuer::QrCode& code) {
  const auto picture = pictures::draw_modules(code.size, code.dark, kPixelsPerModule, kQuietModules);
  const auto png = pictures::encode_png(picture);
  if (!png) return std::unexpected(png.error());
  return programs::write_file(path, *png);
}

Result<void> write_svg(const fs::path& path, const issuer::QrCode& code) { return programs::write_file(path, svg_of(code)); }

Result<void> make_folder(const fs::path& folder) {
  std::error_code error;
  fs::create_directories(folder, error);
  if (!error) return {};
  return std::unexpected(Error{ErrorCode::storage, fmt::format("{}: cannot be made ({}); name another folder",
                                                               folder.native(), error.message())});
}

Result<void> write_card(const CardFiles& files, const std::string& number, const std::string& text) {
  if (auto written = programs::write_file(files.text(number), text + "\n"); !written) return written;
  if (!files.png && !files.svg) return {};
  const auto code = issuer::encode_qr(text);
  if (!code) return std::unexpected(code.error());
  if (files.png) {
    if (auto written = write_png(files.picture(number), *code); !written) return written;
  }
  return files.svg ? write_svg(files.drawing(number), *code) : Result<void>();
}

}  // namespace skan::authority
