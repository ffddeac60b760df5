#include "pictures/formats.h"

#include <memory>
#include <type_traits>

#include <fmt/format.h>
#include <turbojpeg.h>

namespace skan::pictures {
namespace {

using Bytes = std::span<const std::byte>;

struct Destroy {
  void operator()(tjhandle handle) const noexcept { tjDestroy(handle); }
};
using Decoder = std::unique_ptr<std::remove_pointer_t<tjhandle>, Destroy>;

constexpr unsigned kEndOfImage = 0xD9;

/// Markers without a segment after them (ITU-T T.81, table B.1), and the zero that follows an 0xFF of data.
bool stands_alone(unsigned marker) noexcept {
  return marker <= 0x01 || (marker >= 0xD0 && marker <= 0xD8) || marker == 0xFF;
}

/// True if the end marker is reached within the file. Segments are skipped whole, so that the end of a
/// thumbnail inside one is not taken for it; a decoder would fill what is missing with grey.
bool is_whole(Bytes bytes) noexcept {
  for (std::size_t at = 0; at + 1 < bytes.size(); ++at) {
    if (byte_at(bytes, at) != 0xFF) continue;
    const unsigned marker = byte_at(bytes, at + 1);
    if (marker == kEndOfImage) return true;
    if (stands_alone(marker)) continue;
    if (at + 3 >= bytes.size()) return false;
    at += 1 + (byte_at(bytes, at + 2) << 8 | byte_at(bytes, at + 3));
  }
  return false;
}

struct Header {
  int width = 0;
  int height = 0;
  int colours = -1;
};

/// Zero sides if the header cannot be read. The result of the call is not looked at: it also says no to an
/// uncommon sampling of the colours, which grey does not need.
Header read_header(tjhandle decoder, Bytes bytes) {
  Header header;
  int sampling = 0;
  tjDecompressHeader3(decoder, reinterpret_cast<const unsigned char*>(bytes.data()), bytes.size(),
                      &header.width, &header.height, &sampling, &header.colours);
  return header;
}

std::unexpected<Error> printing_colours(const Source& source) {
  return std::unexpected(
      Error{ErrorCode::malformed,
            fmt::format("{} has the colours of printing (CMYK); save it as RGB or grey", source.name)});
}

}  // namespace

bool is_jpeg(Bytes bytes) noexcept {
  return bytes.size() >= 3 && byte_at(bytes, 0) == 0xFF && byte_at(bytes, 1) == 0xD8 &&
         byte_at(bytes, 2) == 0xFF;
}

Result<Luma> decode_jpeg(const Source& source) {
  const Decoder decoder(tjInitDecompress());
  if (!decoder) throw std::bad_alloc();
  if (!is_whole(source.bytes)) return cut_off(source);
  const Header header = read_header(decoder.get(), source.bytes);
  if (header.width <= 0 || header.height <= 0) return damaged(source, tjGetErrorStr2(decoder.get()));
  if (header.colours == TJCS_CMYK || header.colours == TJCS_YCCK) return printing_colours(source);
  auto out = blank_picture(source, static_cast<std::uint64_t>(header.width),
                           static_cast<std::uint64_t>(header.height));
  if (!out) return out;
  const int status = tjDecompress2(decoder.get(), reinterpret_cast<const unsigned char*>(source.bytes.data()),
                                   source.bytes.size(), out->pixels.data(), out->width, out->width,
                                   out->height, TJPF_GRAY, TJFLAG_LIMITSCANS);
  if (status != 0 && tjGetErrorCode(decoder.get()) != TJERR_WARNING) {
    return damaged(source, tjGetErrorStr2(decoder.get()));
  }
  return out;
}

}  // namespace skan::pictures
