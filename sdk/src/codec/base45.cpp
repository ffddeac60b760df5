#include "codec/base45.h"

#include <array>
#include <cstdint>

namespace skan::codec {
namespace {

constexpr std::string_view kAlphabet = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ $%*+-./:";
// Large enough that any group containing it exceeds 65535, so that one comparison covers both faults.
constexpr std::uint32_t kNotInAlphabet = 1u << 20;

constexpr std::array<std::uint32_t, 256> make_values() {
  std::array<std::uint32_t, 256> values{};
  values.fill(kNotInAlphabet);
  for (std::size_t i = 0; i < kAlphabet.size(); ++i) {
    values[static_cast<unsigned char>(kAlphabet[i])] = static_cast<std::uint32_t>(i);
  }
  return values;
}

constexpr std::array<std::uint32_t, 256> kValues = make_values();

std::uint32_t value(char c) noexcept { return kValues[static_cast<unsigned char>(c)]; }

}  // namespace

std::optional<std::span<const std::byte>> base45_decode(std::string_view text, std::span<std::byte> out) noexcept {
  if (text.size() % 3 == 1 || out.size() < base45_decoded_size(text.size())) return std::nullopt;
  std::size_t written = 0;
  std::size_t at = 0;
  for (; at + 3 <= text.size(); at += 3) {
    const std::uint32_t group = value(text[at]) + 45 * value(text[at + 1]) + 2025 * value(text[at + 2]);
    if (group > 0xFFFF) return std::nullopt;
    out[written++] = static_cast<std::byte>(group >> 8);
    out[written++] = static_cast<std::byte>(group & 0xFF);
  }
  if (at < text.size()) {
    const std::uint32_t group = value(text[at]) + 45 * value(text[at + 1]);
    if (group > 0xFF) return std::nullopt;
    out[written++] = static_cast<std::byte>(group);
  }
  return out.first(written);
}

std::string base45_encode(std::span<const std::byte> bytes) {
  std::string text;
  text.reserve(bytes.size() / 2 * 3 + 2);
  for (std::size_t at = 0; at < bytes.size(); at += 2) {
    const bool pair = at + 1 < bytes.size();
    std::uint32_t group = std::to_integer<std::uint32_t>(bytes[at]);
    if (pair) group = group << 8 | std::to_integer<std::uint32_t>(bytes[at + 1]);
    text += kAlphabet[group % 45];
    text += kAlphabet[group / 45 % 45];
    if (pair) text += kAlphabet[group / 2025];
  }
  return text;
}

}  // namespace skan::codec
