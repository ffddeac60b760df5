#include "pictures/pictures.h"

#include <algorithm>
#include <cerrno>
#include <cstdio>
#include <memory>
#include <new>
#include <string>
#include <system_error>

#include <fmt/format.h>

#include "pictures/formats.h"

namespace skan::pictures {
namespace {

constexpr std::size_t kChunk = 1 << 20;

std::unexpected<Error> fail(ErrorCode code, std::string message) {
  return std::unexpected(Error{code, std::move(message)});
}

std::unexpected<Error> unreadable(std::string_view name, int error) {
  return fail(ErrorCode::storage, fmt::format("{} cannot be read ({}); check the file and who may read it",
                                              name, std::generic_category().message(error)));
}

struct CloseFile {
  void operator()(std::FILE* file) const noexcept { std::fclose(file); }
};

/// At most one byte more than a file may have.
Result<std::vector<std::byte>> read_stream(std::FILE* stream, std::string_view name) {
  std::vector<std::byte> bytes;
  while (bytes.size() <= kMaxFileBytes) {
    const std::size_t before = bytes.size();
    const std::size_t wanted = std::min(kChunk, kMaxFileBytes + 1 - before);
    bytes.resize(before + wanted);
    const std::size_t got = std::fread(bytes.data() + before, 1, wanted, stream);
    bytes.resize(before + got);
    if (got == wanted) continue;
    if (std::ferror(stream) != 0) return unreadable(name, errno);
    return bytes;
  }
  return fail(ErrorCode::capacity,
              fmt::format("{} is too large for a picture (more than {} MB); save it smaller", name,
                          kMaxFileBytes / 1'000'000));
}

Result<std::vector<std::byte>> read_file(const std::filesystem::path& file, std::string_view name) {
  std::error_code error;
  const auto kind = std::filesystem::status(file, error).type();
  if (kind == std::filesystem::file_type::not_found) {
    return fail(ErrorCode::storage, fmt::format("{} does not exist; check the name", name));
  }
  if (kind == std::filesystem::file_type::directory) {
    return fail(ErrorCode::storage, fmt::format("{} is a folder; name a picture in it", name));
  }
  if (kind != std::filesystem::file_type::regular && kind != std::filesystem::file_type::none) {
    return fail(ErrorCode::storage, fmt::format("{} is not a regular file; name a picture", name));
  }
  const std::unique_ptr<std::FILE, CloseFile> stream(std::fopen(file.string().c_str(), "rb"));
  if (!stream) return unreadable(name, errno);
  return read_stream(stream.get(), name);
}

std::unexpected<Error> out_of_memory(std::string_view name) {
  return fail(ErrorCode::capacity, fmt::format("{} needs more memory than there is; save it smaller", name));
}

}  // namespace

Result<Luma> decode_picture(std::span<const std::byte> bytes, std::string_view name) try {
  const Source source{bytes, name};
  if (bytes.empty()) return fail(ErrorCode::malformed, fmt::format("{} is empty; copy the file again", name));
  if (is_png(bytes)) return decode_png(source);
  if (is_jpeg(bytes)) return decode_jpeg(source);
  if (is_pnm(bytes)) return decode_pnm(source);
  if (is_webp(bytes)) return decode_webp(source);
  return fail(
      ErrorCode::malformed,
      fmt::format("{} is not a picture this program reads (PNG, JPEG, WebP, PGM, PPM); convert it to one of these",
                  name));
} catch (const std::bad_alloc&) {
  return out_of_memory(name);
}

Result<Luma> read_picture(const std::filesystem::path& file) try {
  const std::string name = file.string();
  auto bytes = read_file(file, name);
  if (!bytes) return std::unexpected(std::move(bytes.error()));
  return decode_picture(*bytes, name);
} catch (const std::bad_alloc&) {
  return out_of_memory(file.native());
}

Result<Luma> blank_picture(const Source& source, std::uint64_t width, std::uint64_t height) {
  constexpr std::uint64_t side = kMaxSide;
  if (width == 0 || height == 0) return damaged(source, "it has no pixels");
  if (width > side || height > side || width * height > kMaxArea) {
    return fail(ErrorCode::capacity,
                fmt::format("{} is too large ({}x{}; at most {} a side and {} megapixels); save it smaller",
                            source.name, width, height, kMaxSide, kMaxArea / 1'000'000));
  }
  return Luma{static_cast<int>(width), static_cast<int>(height), std::vector<std::uint8_t>(width * height)};
}

std::unexpected<Error> cut_off(const Source& source) {
  return fail(ErrorCode::malformed, fmt::format("{} is cut off after {} bytes; copy the file again",
                                                source.name, source.bytes.size()));
}

std::unexpected<Error> damaged(const Source& source, std::string_view how) {
  return fail(ErrorCode::malformed, fmt::format("{} is damaged ({}); copy the file again", source.name, how));
}

}  // namespace skan::pictures
