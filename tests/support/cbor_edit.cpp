#include "support/cbor_edit.h"

#include <algorithm>
#include <stdexcept>

#include "codec/cbor.h"

namespace skan::testing {
namespace {

Bytes next_item(codec::CborReader& in) {
  const auto before = in.rest();
  in.skip();
  if (!in.ok()) throw std::runtime_error("not CBOR that these tests can edit");
  const auto item = before.first(before.size() - in.rest().size());
  return {item.begin(), item.end()};
}

}  // namespace

Fields read_fields(std::span<const std::byte> map) {
  codec::CborReader in(map);
  Fields out;
  for (std::size_t left = in.read_map(); left > 0; --left) {
    const std::int64_t key = in.read_int();
    out.emplace_back(key, next_item(in));
  }
  return out;
}

Bytes write_fields(const Fields& fields) {
  codec::CborWriter out;
  out.map(fields.size());
  for (const auto& [key, value] : fields) out.integer(key).encoded(value);
  return std::move(out).take();
}

std::vector<Bytes> read_items(std::span<const std::byte> array) {
  codec::CborReader in(array);
  std::vector<Bytes> out;
  for (std::size_t left = in.read_array(); left > 0; --left) out.push_back(next_item(in));
  return out;
}

Bytes write_items(const std::vector<Bytes>& items) {
  codec::CborWriter out;
  out.array(items.size());
  for (const auto& item : items) out.encoded(item);
  return std::move(out).take();
}

Bytes with_field(std::span<const std::byte> map, std::int64_t key, const Bytes& value) {
  Fields fields = read_fields(map);
  std::erase_if(fields, [&](const auto& field) { return field.first == key; });
  if (!value.empty()) fields.emplace_back(key, value);
  // Encodings of integers ascend as the non-negative do, then -1, -2 and so on.
  std::ranges::sort(fields, {}, [](const auto& field) {
    return std::pair(field.first < 0, field.first < 0 ? -field.first : field.first);
  });
  return write_fields(fields);
}

Bytes with_item(std::span<const std::byte> array, std::size_t at, const Bytes& item) {
  auto items = read_items(array);
  items.at(at) = item;
  return write_items(items);
}

Bytes encoded_int(std::int64_t value) {
  codec::CborWriter out;
  out.integer(value);
  return std::move(out).take();
}

Bytes encoded_text(std::string_view value) {
  codec::CborWriter out;
  out.text(value);
  return std::move(out).take();
}

Bytes encoded_bytes(std::span<const std::byte> value) {
  codec::CborWriter out;
  out.bytes(value);
  return std::move(out).take();
}

}  // namespace skan::testing
