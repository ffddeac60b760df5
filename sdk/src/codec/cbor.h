// Deterministic CBOR: the part of RFC 8949 that certificates and trust data use.
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <string_view>
#include <vector>

namespace skan::codec {

/// The deepest nesting of arrays and maps that is read.
inline constexpr int kMaxCborDepth = 16;

/// Reads deterministic CBOR (RFC 8949 section 4.2.1) from borrowed bytes, without allocating.
///
/// Only what our formats use exists: integers, byte strings, text strings, arrays, maps, false,
/// true, null, and tags where a format names them. Floats, other tags, other simple values,
/// indefinite lengths and any integer or length that is not in its shortest form are faults.
///
/// A fault is sticky: after it every call returns an empty value, so that a decoder may read a whole
/// structure and ask `ok()` once. Loops over counts end, because a count never exceeds the bytes left.
class CborReader {
 public:
  explicit CborReader(std::span<const std::byte> bytes) noexcept : rest_(bytes) {}

  bool ok() const noexcept { return ok_; }
  /// True if nothing went wrong and no byte is left.
  bool finished() const noexcept { return ok_ && rest_.empty(); }
  /// Declares what was read a fault, for rules that only the caller knows.
  void fail() noexcept;

  std::uint64_t read_uint() noexcept;
  /// Also a fault if the value is above `max`.
  std::uint64_t read_uint(std::uint64_t max) noexcept;
  /// Major types 0 and 1 within the range of std::int64_t.
  std::int64_t read_int() noexcept;
  bool read_bool() noexcept;
  std::span<const std::byte> read_bytes() noexcept;
  /// Also a fault if the length is not `size`.
  std::span<const std::byte> read_bytes(std::size_t size) noexcept;
  /// Well-formed UTF-8.
  std::string_view read_text() noexcept;
  /// Display text (see is_display_text) of 1 to `max` bytes.
  std::string_view read_display_text(std::size_t max) noexcept;
  /// The number of items that follow.
  std::size_t read_array() noexcept;
  /// Also a fault if the number of items is not `count`.
  void read_array_of(std::size_t count) noexcept;
  /// The number of key-value pairs that follow. Read them through CborMap, which checks their order.
  std::size_t read_map() noexcept;
  /// A fault unless the next item is tag `number`.
  void expect_tag(std::uint64_t number) noexcept;
  /// Reads one whole item of any kind named above (no tags) and checks it as strictly.
  void skip() noexcept;
  /// The bytes not yet read.
  std::span<const std::byte> rest() const noexcept { return rest_; }

 private:
  struct Head {
    std::uint8_t major = 7;
    std::uint64_t argument = 0;
  };
  Head read_head() noexcept;
  std::uint64_t read_argument(std::uint8_t major) noexcept;
  std::span<const std::byte> take(std::uint64_t size) noexcept;
  std::size_t count_of(std::uint8_t major, std::size_t bytes_per_item) noexcept;
  void skip_at(int depth) noexcept;

  std::span<const std::byte> rest_;
  bool ok_ = true;
};

/// Walks a map with integer keys. Keys must ascend in the bytewise order of their encodings
/// (RFC 8949 section 4.2.1), which also excludes duplicates.
///
///   CborMap map(in);
///   while (map.next()) switch (map.key()) {
///     case 0: version = in.read_uint(); break;
///     default: map.skip_unknown();
///   }
///   if (!map.has(0)) in.fail();
class CborMap {
 public:
  explicit CborMap(CborReader& in) noexcept : in_(in), left_(in.read_map()) {}

  /// Moves to the next key; false at the end or after a fault.
  bool next() noexcept;
  std::int64_t key() const noexcept { return key_; }
  /// Skips the value of a key the caller does not know. Growth rule of our formats: an unknown
  /// negative key is critical, any other unknown key may be ignored.
  void skip_unknown() noexcept;
  /// Reads the value of a critical key that is a mark: true if it is `true`. Any other value may mean something that the
  /// caller does not know, and is skipped as an unknown key's.
  bool read_mark() noexcept;
  /// True if an unknown negative key was skipped.
  bool critical() const noexcept { return critical_; }
  /// True if key `key` (0..63) was met.
  bool has(unsigned key) const noexcept { return (seen_ >> key & 1) != 0; }

 private:
  CborReader& in_;
  std::size_t left_;
  std::int64_t key_ = 0;
  std::span<const std::byte> previous_;
  std::uint64_t seen_ = 0;
  bool critical_ = false;
};

/// Writes the shortest head of major type `major` with `argument` to `out`, which has room for 9 bytes,
/// and returns its length.
std::size_t write_cbor_head(std::uint8_t major, std::uint64_t argument, std::byte* out) noexcept;

/// Writes deterministic CBOR. The caller writes map keys in ascending order of their encodings.
class CborWriter {
 public:
  CborWriter& uint(std::uint64_t value);
  CborWriter& integer(std::int64_t value);
  CborWriter& boolean(bool value);
  CborWriter& bytes(std::span<const std::byte> value);
  CborWriter& text(std::string_view value);
  CborWriter& array(std::size_t count);
  CborWriter& map(std::size_t pairs);
  CborWriter& tag(std::uint64_t number);
  /// Appends an item that is encoded already.
  CborWriter& encoded(std::span<const std::byte> item);

  std::span<const std::byte> view() const noexcept { return out_; }
  std::vector<std::byte> take() && { return std::move(out_); }

 private:
  void head(std::uint8_t major, std::uint64_t argument);

  std::vector<std::byte> out_;
};

}  // namespace skan::codec
