#include "pictures/formats.h"

#include <algorithm>
#include <optional>

namespace skan::pictures {
namespace {

using Bytes = std::span<const std::byte>;

bool is_space(std::byte b) noexcept {
  return b == std::byte{' '} || (b >= std::byte{'\t'} && b <= std::byte{'\r'});
}

bool is_digit(std::byte b) noexcept {
  return b >= std::byte{'0'} && b <= std::byte{'9'};
}

/// Takes white space and comments (from # to the end of the line) off the front.
void skip_gap(Bytes& rest) noexcept {
  bool comment = false;
  while (!rest.empty()) {
    if (rest.front() == std::byte{'#'}) comment = true;
    if (rest.front() == std::byte{'\n'}) comment = false;
    if (!comment && !is_space(rest.front())) return;
    rest = rest.subspan(1);
  }
}

/// Takes a number of one to nine digits off the front, after any gap.
std::optional<unsigned> take_number(Bytes& rest) noexcept {
  skip_gap(rest);
  const auto end = std::ranges::find_if_not(rest, is_digit);
  const auto digits = rest.first(static_cast<std::size_t>(end - rest.begin()));
  rest = rest.subspan(digits.size());
  if (digits.empty() || digits.size() > 9) return std::nullopt;
  unsigned value = 0;
  for (const std::byte digit : digits) value = value * 10 + (std::to_integer<unsigned>(digit) - '0');
  return value;
}

struct Header {
  unsigned width;
  unsigned height;
  unsigned max_value;  ///< 1..65535
  unsigned channels;   ///< 1 grey, 3 red, green, blue
};

/// Takes the header off the front; what is left are the samples.
std::optional<Header> take_header(Bytes& rest) noexcept {
  const unsigned channels = rest[1] == std::byte{'5'} ? 1 : 3;
  rest = rest.subspan(2);
  const auto width = take_number(rest);
  const auto height = take_number(rest);
  const auto max_value = take_number(rest);
  const bool complete = width && height && max_value && !rest.empty() && is_space(rest.front());
  if (!complete || *max_value < 1 || *max_value > 65'535) return std::nullopt;
  rest = rest.subspan(1);
  return Header{*width, *height, *max_value, channels};
}

/// The sample at `at`, scaled to 0..255. Samples above the maximum count as the maximum.
unsigned sample(Bytes samples, std::size_t at, unsigned max_value) noexcept {
  const unsigned value =
      max_value < 256 ? byte_at(samples, at) : byte_at(samples, 2 * at) << 8 | byte_at(samples, 2 * at + 1);
  return std::min(value, max_value) * 255 / max_value;
}

/// ITU-R BT.601, in 1024ths.
unsigned grey(unsigned red, unsigned green, unsigned blue) noexcept {
  return (306 * red + 601 * green + 117 * blue + 512) / 1024;
}

std::uint8_t pixel(Bytes samples, std::size_t at, const Header& header) noexcept {
  const auto channel = [&](std::size_t i) {
    return sample(samples, at * header.channels + i, header.max_value);
  };
  return static_cast<std::uint8_t>(header.channels == 1 ? channel(0)
                                                        : grey(channel(0), channel(1), channel(2)));
}

}  // namespace

bool is_pnm(Bytes bytes) noexcept {
  return bytes.size() >= 3 && bytes[0] == std::byte{'P'} &&
         (bytes[1] == std::byte{'5'} || bytes[1] == std::byte{'6'}) &&
         (is_space(bytes[2]) || bytes[2] == std::byte{'#'});
}

Result<Luma> decode_pnm(const Source& source) {
  Bytes rest = source.bytes;
  const std::optional<Header> header = take_header(rest);
  if (!header) return rest.empty() ? cut_off(source) : damaged(source, "its header cannot be read");
  auto out = blank_picture(source, header->width, header->height);
  if (!out) return out;
  const std::size_t bytes_per_sample = header->max_value < 256 ? 1 : 2;
  if (rest.size() < out->pixels.size() * header->channels * bytes_per_sample) return cut_off(source);
  for (std::size_t at = 0; at < out->pixels.size(); ++at) out->pixels[at] = pixel(rest, at, *header);
  return out;
}

}  // namespace skan::pictures
