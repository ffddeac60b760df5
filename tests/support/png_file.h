// PNG files byte by byte, of kinds that the library under test does not write.
#pragma once

#include <cstddef>
#include <cstdint>
#include <stdexcept>
#include <string_view>
#include <vector>

#include <zlib.h>

namespace skan::testing {

/// A PNG file (ISO/IEC 15948). `rows` are the scan lines as they stand in the file, without the filter
/// byte; of an interlaced file those of all passes in turn. `kind` is the colour type.
struct PngFile {
  std::uint32_t width = 1;
  std::uint32_t height = 1;
  std::uint8_t depth = 8;
  std::uint8_t kind = 0;
  bool interlaced = false;
  std::vector<std::uint8_t> palette = {};
  std::vector<std::uint8_t> transparency = {};
  std::vector<std::vector<std::uint8_t>> rows = {};

  std::vector<std::byte> bytes() const {
    std::vector<std::uint8_t> file = {0x89, 'P', 'N', 'G', '\r', '\n', 0x1A, '\n'};
    std::vector<std::uint8_t> header;
    append_number(header, width);
    append_number(header, height);
    header.insert(header.end(), {depth, kind, 0, 0, static_cast<std::uint8_t>(interlaced ? 1 : 0)});
    append_chunk(file, "IHDR", header);
    if (!palette.empty()) append_chunk(file, "PLTE", palette);
    if (!transparency.empty()) append_chunk(file, "tRNS", transparency);
    append_chunk(file, "IDAT", deflated());
    append_chunk(file, "IEND", {});
    std::vector<std::byte> out;
    for (const std::uint8_t b : file) out.push_back(std::byte{b});
    return out;
  }

 private:
  static void append_number(std::vector<std::uint8_t>& to, std::uint32_t number) {
    for (const int shift : {24, 16, 8, 0}) to.push_back(static_cast<std::uint8_t>(number >> shift));
  }

  static void append_chunk(std::vector<std::uint8_t>& to, std::string_view type,
                           const std::vector<std::uint8_t>& data) {
    append_number(to, static_cast<std::uint32_t>(data.size()));
    const std::size_t checked = to.size();
    to.insert(to.end(), type.begin(), type.end());
    to.insert(to.end(), data.begin(), data.end());
    append_number(to, static_cast<std::uint32_t>(
                          crc32(0, to.data() + checked, static_cast<uInt>(to.size() - checked))));
  }

  std::vector<std::uint8_t> deflated() const {
    std::vector<std::uint8_t> lines;
    for (const auto& row : rows) {
      lines.push_back(0);  // no filter
      lines.insert(lines.end(), row.begin(), row.end());
    }
    uLongf size = compressBound(static_cast<uLong>(lines.size()));
    std::vector<std::uint8_t> out(size);
    if (compress(out.data(), &size, lines.data(), static_cast<uLong>(lines.size())) != Z_OK) {
      throw std::runtime_error("zlib refused");
    }
    out.resize(size);
    return out;
  }
};

}  // namespace skan::testing
