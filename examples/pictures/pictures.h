// Picture files, for the programs: read, drawn and written as grey.
#pragma once

#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <span>
#include <string_view>
#include <vector>

#include "skan/result.h"

namespace skan::pictures {

/// An 8-bit grey picture: row-major, top row first, rows without gaps, 0 black and 255 white.
/// `pixels` holds exactly width * height of them.
struct Luma {
  int width = 0;
  int height = 0;
  std::vector<std::uint8_t> pixels;
};

inline constexpr std::size_t kMaxFileBytes = 64'000'000;
inline constexpr int kMaxSide = 32'000;                ///< pixels
inline constexpr std::int64_t kMaxArea = 120'000'000;  ///< pixels

/// Reads a PNG, JPEG, WebP, PGM (P5) or PPM (P6) file, told apart by content and never by name. Colours
/// become grey, transparent parts white; more than 8 bits a sample are rounded down to 8. The
/// orientation that a camera notes in a JPEG is not applied.
///
/// Nothing is printed, and no bytes of a file make it do anything but return. Errors name the file:
/// storage for one that is missing, a folder or unreadable; malformed for one that is empty, of another
/// kind, cut off or damaged; capacity for one beyond the limits above or larger than memory. Small flaws
/// that a JPEG decoder can read past are not errors.
Result<Luma> read_picture(const std::filesystem::path& file);

/// The same for bytes in memory. `name` stands for the file's name in errors.
Result<Luma> decode_picture(std::span<const std::byte> bytes, std::string_view name);

/// The picture as a PNG file: one bit a pixel if it is all black and white, else eight.
/// Fails with invalid_argument if the picture is empty or its sizes do not agree.
Result<std::vector<std::byte>> encode_png(const Luma& picture);

/// The picture as a grey JPEG file of the given quality, 1..100. Fails with invalid_argument for another
/// quality, or a picture that is empty, has sizes that do not agree or a side beyond 65,500.
Result<std::vector<std::byte>> encode_jpeg(const Luma& picture, int quality);

/// Draws the `size` x `size` modules of a code, row-major, 1 dark and 0 light, each as a square of
/// `pixels_per_module` pixels, with `quiet_modules` of white around them (QR codes need 4).
/// Precondition: size >= 1, dark.size() == size * size, pixels_per_module >= 1, quiet_modules >= 0, and
/// no side beyond kMaxSide; otherwise the picture is empty.
Luma draw_modules(int size, std::span<const std::uint8_t> dark, int pixels_per_module, int quiet_modules);

}  // namespace skan::pictures
