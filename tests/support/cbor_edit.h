// Encoded CBOR with one field changed, for objects that a writer of ours would not make.
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <string_view>
#include <utility>
#include <vector>

#include "support/bytes.h"

namespace skan::testing {

/// The pairs of a CBOR map with integer keys, and the items of an array, each as it is encoded.
using Fields = std::vector<std::pair<std::int64_t, Bytes>>;
Fields read_fields(std::span<const std::byte> map);
Bytes write_fields(const Fields& fields);
std::vector<Bytes> read_items(std::span<const std::byte> array);
Bytes write_items(const std::vector<Bytes>& items);
/// The map with `key` set to `value` in its right place, or without it if `value` is empty.
Bytes with_field(std::span<const std::byte> map, std::int64_t key, const Bytes& value);
/// The array with the item at `at` replaced.
Bytes with_item(std::span<const std::byte> array, std::size_t at, const Bytes& item);
Bytes encoded_int(std::int64_t value);
Bytes encoded_text(std::string_view value);
Bytes encoded_bytes(std::span<const std::byte> value);

}  // namespace skan::testing
