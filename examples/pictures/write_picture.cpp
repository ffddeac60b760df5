#include "pictures/pictures.h"

#include <algorithm>
#include <array>
#include <memory>
#include <string>
#include <type_traits>

#include <fmt/format.h>
#include <png.h>
#include <turbojpeg.h>

namespace skan::pictures {
namespace {

std::unexpected<Error> fail(ErrorCode code, std::string message) {
  return std::unexpected(Error{code, std::move(message)});
}

bool is_sound(const Luma& picture) noexcept {
  return picture.width > 0 && picture.height > 0 &&
         picture.pixels.size() ==
             static_cast<std::size_t>(picture.width) * static_cast<std::size_t>(picture.height);
}

std::unexpected<Error> unsound(const Luma& picture) {
  return fail(ErrorCode::invalid_argument, fmt::format("picture is {}x{} with {} pixels", picture.width,
                                                       picture.height, picture.pixels.size()));
}

bool is_black_and_white(const Luma& picture) noexcept {
  return std::ranges::all_of(picture.pixels, [](std::uint8_t pixel) { return pixel == 0 || pixel == 255; });
}

png_image png_of(const Luma& picture) noexcept {
  png_image png{};
  png.version = PNG_IMAGE_VERSION;
  png.width = static_cast<png_uint_32>(picture.width);
  png.height = static_cast<png_uint_32>(picture.height);
  return png;
}

/// `pixels` are grey values, or with a colour map its indices.
Result<std::vector<std::byte>> write_png(png_image png, const std::vector<std::uint8_t>& pixels,
                                         const void* colour_map) {
  std::vector<std::byte> out(PNG_IMAGE_PNG_SIZE_MAX(png));
  png_alloc_size_t size = out.size();
  const int written = png_image_write_to_memory(&png, out.data(), &size, 0, pixels.data(), 0, colour_map);
  if (written == 0)
    return fail(ErrorCode::capacity, fmt::format("the picture cannot be written as PNG ({})", png.message));
  out.resize(size);
  return out;
}

Result<std::vector<std::byte>> write_black_and_white_png(const Luma& picture) {
  static constexpr std::array<png_byte, 2> kBlackAndWhite = {0, 255};  // libpng takes one bit for two colours
  png_image png = png_of(picture);
  png.format = PNG_FORMAT_FLAG_COLORMAP;
  png.colormap_entries = kBlackAndWhite.size();
  std::vector<std::uint8_t> indices = picture.pixels;
  for (std::uint8_t& index : indices) index = index == 0 ? 0 : 1;
  return write_png(png, indices, kBlackAndWhite.data());
}

struct Destroy {
  void operator()(tjhandle handle) const noexcept { tjDestroy(handle); }
};
using Encoder = std::unique_ptr<std::remove_pointer_t<tjhandle>, Destroy>;

}  // namespace

Result<std::vector<std::byte>> encode_png(const Luma& picture) {
  if (!is_sound(picture)) return unsound(picture);
  if (is_black_and_white(picture)) return write_black_and_white_png(picture);
  png_image png = png_of(picture);
  png.format = PNG_FORMAT_GRAY;
  return write_png(png, picture.pixels, nullptr);
}

Result<std::vector<std::byte>> encode_jpeg(const Luma& picture, int quality) {
  if (!is_sound(picture)) return unsound(picture);
  if (quality < 1 || quality > 100) {
    return fail(ErrorCode::invalid_argument, fmt::format("quality is {}; it must be 1 to 100", quality));
  }
  const Encoder encoder(tjInitCompress());
  std::vector<std::byte> out(tjBufSize(picture.width, picture.height, TJSAMP_GRAY));
  auto* to = reinterpret_cast<unsigned char*>(out.data());
  unsigned long size = out.size();
  const int status =
      tjCompress2(encoder.get(), picture.pixels.data(), picture.width, picture.width, picture.height,
                  TJPF_GRAY, &to, &size, TJSAMP_GRAY, quality, TJFLAG_NOREALLOC);
  if (status != 0) {
    return fail(ErrorCode::invalid_argument,
                fmt::format("the picture cannot be written as JPEG ({})", tjGetErrorStr2(encoder.get())));
  }
  out.resize(size);
  return out;
}

}  // namespace skan::pictures
