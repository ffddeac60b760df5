// The payloads of the signed objects, field by field as in sdk/doc/trust.md sections 3 to 6.
#include "trust/encoding.h"

#include "support/catch.h"

#include <functional>

#include "support/test_authority.h"

using namespace skan;
using namespace skan::testing;

namespace {

const TestAuthority authority;

struct Object {
  std::string name;
  Bytes payload;
  std::int64_t last_key;
  std::function<std::string(const Bytes&)> read;  ///< "ok" or the error's name
  std::function<Bytes(const Bytes&)> rewrite;     ///< read, and written again
};

template <class Read, class Write>
Object object(std::string name, Bytes payload, std::int64_t last_key, Read read, Write write) {
  return {std::move(name), std::move(payload), last_key,
          [read](const Bytes& bytes) { return outcome_of(read(bytes)); },
          [read, write](const Bytes& bytes) { return write(read(bytes).value()); }};
}

trust::Manifest some_manifest() {
  trust::Manifest manifest = authority.draft().manifest;
  manifest.parts = {{1, 4, 1'000, {}}, {2, 5, 64'000'000, {}}, {77, 1, 0, {}}};
  manifest.lists = {{{std::byte{1}}, 0, 0, {}, 6, {}}, {{std::byte{2}}, 1u << 29, kNow, {}, 64'000'000, {}}};
  return manifest;
}

Object root() {
  return object("root", trust::write_root(authority.first_root()), 5, trust::read_root, trust::write_root);
}
Object head() {
  return object("head", trust::write_head(authority.draft().head), 7, trust::read_head, trust::write_head);
}
Object manifest() {
  return object("manifest", trust::write_manifest(some_manifest()), 8, trust::read_manifest, trust::write_manifest);
}
Object issuers() {
  return object("issuers", trust::write_issuer_list(authority.draft().issuers), 4, trust::read_issuer_list,
                trust::write_issuer_list);
}
Object policies() {
  return object("policies", trust::write_policies(authority.draft().policies), 5, trust::read_policies,
                trust::write_policies);
}

std::vector<Object> all_objects() { return {root(), head(), manifest(), issuers(), policies()}; }

Bytes field(const Bytes& map, std::int64_t key) {
  for (const auto& [each, value] : read_fields(map)) {
    if (each == key) return value;
  }
  throw std::logic_error("no such field");
}

/// What reading says when `key` holds `value`.
std::string with(const Object& object, std::int64_t key, const Bytes& value) {
  return object.read(with_field(object.payload, key, value));
}

/// What reading says when one field of the first item in the array at `key` holds `value`.
std::string with_inner(const Object& object, std::int64_t key, std::int64_t inner, const Bytes& value) {
  const Bytes array = field(object.payload, key);
  const Bytes changed = with_field(read_items(array).front(), inner, value);
  return with(object, key, with_item(array, 0, changed));
}

Bytes ints(const std::vector<std::int64_t>& values) {
  std::vector<Bytes> items;
  for (const auto value : values) items.push_back(encoded_int(value));
  return write_items(items);
}

const Bytes kFalse = from_hex("f4");
constexpr std::int64_t kMaxTime = 253'402'300'799;

}  // namespace

TEST_CASE("every trust object is read back as it was written") {
  for (const Object& each : all_objects()) {
    INFO(each.name);
    CHECK(each.read(each.payload) == "ok");
    CHECK(each.rewrite(each.payload) == each.payload);
  }
  const auto read = trust::read_manifest(manifest().payload);
  REQUIRE(read);
  CHECK(read->lists[1].length == 1u << 29);
  CHECK(read->parts[2].kind == 77);
  CHECK(read->tiers == trust::Tiers{24 * kHour, 72 * kHour, 7 * kDay});
}

TEST_CASE("every field of a trust object is required and has one type") {
  for (const Object& each : all_objects()) {
    for (std::int64_t key = 0; key <= each.last_key; ++key) {
      INFO(each.name << " " << key);
      CHECK(with(each, key, {}) == "malformed");
      CHECK(with(each, key, kFalse) == "malformed");
    }
  }
}

TEST_CASE("an unknown negative key makes a trust object newer than this version, any other is ignored") {
  for (const Object& each : all_objects()) {
    INFO(each.name);
    CHECK(with(each, -1, encoded_int(0)) == "newer_data_format");
    CHECK(with(each, -70'000, encoded_text("x")) == "newer_data_format");
    CHECK(with(each, each.last_key + 1, encoded_int(0)) == "ok");
    CHECK(with(each, 63, ints({1, 2})) == "ok");
    CHECK(with(each, 64, ints({1, 2})) == "ok");
    CHECK(with(each, std::int64_t{1} << 40, encoded_text("x")) == "ok");
    // What is ignored must still be well formed, and what is critical too.
    CHECK(with(each, 64, from_hex("f93c00")) == "malformed");
    CHECK(with(each, -1, from_hex("1800")) == "malformed");
    CHECK(each.read(with_field(with_field(each.payload, -1, encoded_int(0)), 0, {})) == "malformed");
  }
}

TEST_CASE("a trust object has one encoding") {
  for (const Object& each : all_objects()) {
    INFO(each.name);
    CHECK(each.read(joined(each.payload, from_hex("00"))) == "malformed");
    for (std::size_t size = 0; size < each.payload.size(); ++size) {
      if (each.read(copy_of(std::span(each.payload).first(size))) != "malformed") FAIL_CHECK("cut at " << size);
    }
    Fields fields = read_fields(each.payload);
    std::swap(fields[0], fields[1]);
    CHECK(each.read(write_fields(fields)) == "malformed");
    std::swap(fields[0], fields[1]);
    fields.insert(fields.begin(), fields[0]);
    CHECK(each.read(write_fields(fields)) == "malformed");
    CHECK(each.read(write_items({each.payload})) == "malformed");
  }
}

TEST_CASE("numbers of a root stay in their bounds") {
  const Object r = root();
  for (const std::int64_t key : {0, 1}) {
    CHECK(with(r, key, encoded_int(0)) == "malformed");
    CHECK(with(r, key, encoded_int(-2)) == "malformed");
    CHECK(with(r, key, encoded_int(0xFFFFFFFF)) == "ok");
    CHECK(with(r, key, encoded_int(0x100000000)) == "malformed");
  }
  const std::int64_t issued_at = authority.first_root().issued_at;
  CHECK(with(r, 3, encoded_int(issued_at)) == "malformed");
  CHECK(with(r, 3, encoded_int(issued_at + 1)) == "ok");
  CHECK(with(r, 3, encoded_int(kMaxTime)) == "ok");
  CHECK(with(r, 3, encoded_int(kMaxTime + 1)) == "malformed");
  CHECK(with(r, 5, ints({5, 5, 5})) == "ok");
  CHECK(with(r, 5, ints({0, 0, 315'360'000})) == "ok");
  CHECK(with(r, 5, ints({0, 0, 315'360'001})) == "malformed");
  CHECK(with(r, 5, ints({5, 4, 6})) == "malformed");
  CHECK(with(r, 5, ints({5, 6})) == "malformed");
  CHECK(with(r, 5, ints({5, 6, 7, 8})) == "malformed");
}

TEST_CASE("a role has 1 to 16 distinct keys in order and a threshold that they can meet") {
  std::vector<std::string> names;
  for (int i = 0; i < 17; ++i) names.push_back("role-" + std::to_string(i));
  const auto with_role = [&](trust::RoleName name, trust::Role role) {
    trust::Root changed = authority.first_root();
    changed.roles[static_cast<std::size_t>(name)] = std::move(role);
    return root().read(trust::write_root(changed));
  };
  const auto of = [&](std::uint32_t threshold, std::size_t count) {
    return authority.role(threshold, {names.begin(), names.begin() + static_cast<std::ptrdiff_t>(count)});
  };
  using trust::RoleName;
  CHECK(with_role(RoleName::authority, of(1, 1)) == "ok");
  CHECK(with_role(RoleName::authority, of(16, 16)) == "ok");
  CHECK(with_role(RoleName::authority, of(17, 17)) == "malformed");
  CHECK(with_role(RoleName::authority, of(1, 17)) == "malformed");
  CHECK(with_role(RoleName::authority, of(0, 1)) == "malformed");
  CHECK(with_role(RoleName::authority, of(1, 0)) == "malformed");
  CHECK(with_role(RoleName::authority, of(3, 2)) == "malformed");
  CHECK(with_role(RoleName::manifest, of(2, 2)) == "malformed");
  CHECK(with_role(RoleName::head, of(2, 2)) == "malformed");
  CHECK(with_role(RoleName::head, of(1, 5)) == "ok");
  trust::Role repeated = of(1, 2), unsorted = of(1, 3);
  repeated.keys[1] = repeated.keys[0];
  std::swap(unsorted.keys[0], unsorted.keys[2]);
  CHECK(with_role(RoleName::policy, repeated) == "malformed");
  CHECK(with_role(RoleName::policy, unsorted) == "malformed");
  const Bytes roles = field(root().payload, 4);
  const auto items = read_items(roles);
  CHECK(with(root(), 4, write_items({items.begin(), items.end() - 1})) == "malformed");
  CHECK(with(root(), 4, write_items({items[0], items[1], items[2], items[3], items[4], items[4]})) == "malformed");
  const auto role = read_items(items[1]);
  CHECK(with(root(), 4, with_item(roles, 1, write_items({role[0], role[1], encoded_int(0)}))) == "malformed");
  CHECK(with(root(), 4, with_item(roles, 1, write_items({role[0], write_items({encoded_bytes(Bytes(31))})}))) == "malformed");
}

TEST_CASE("head and manifest keep the bounds of their fields") {
  for (const Object& each : {head(), manifest()}) {
    INFO(each.name);
    CHECK(with(each, 0, encoded_bytes(Bytes(31))) == "malformed");
    CHECK(with(each, 1, encoded_int(0)) == "malformed");
    for (const auto* channel : {"main", "0-9", "abcdefghijklmnopqrstuvwxyz012345"}) CHECK(with(each, 2, encoded_text(channel)) == "ok");
    for (const auto* channel : {"", "Main", "a b", "a_b", "abcdefghijklmnopqrstuvwxyz0123456", "я"}) {
      CHECK(with(each, 2, encoded_text(channel)) == "malformed");
    }
    CHECK(with(each, 3, encoded_int(0)) == "malformed");
    CHECK(with(each, 3, encoded_int(std::int64_t{1} << 53)) == "ok");
    CHECK(with(each, 3, encoded_int((std::int64_t{1} << 53) + 1)) == "malformed");
    CHECK(with(each, 4, encoded_int(-1)) == "malformed");
    CHECK(with(each, 5, encoded_int(kPublished)) == "malformed");
    CHECK(with(each, 5, encoded_int(kPublished + 1)) == "ok");
  }
  CHECK(with(head(), 6, encoded_bytes(Bytes(33))) == "malformed");
  CHECK(with(head(), 7, encoded_int(1'000'000)) == "ok");
  CHECK(with(head(), 7, encoded_int(1'000'001)) == "malformed");
}

TEST_CASE("a manifest's parts and lists ascend strictly, and both known parts are there") {
  const Object m = manifest();
  const auto parts = read_items(field(m.payload, 7)), lists = read_items(field(m.payload, 8));
  CHECK(with(m, 7, write_items({parts[0], parts[1]})) == "ok");
  CHECK(with(m, 7, write_items({parts[0], parts[2]})) == "malformed");
  CHECK(with(m, 7, write_items({parts[1]})) == "malformed");
  CHECK(with(m, 7, write_items({})) == "malformed");
  CHECK(with(m, 7, write_items({parts[1], parts[0]})) == "malformed");
  CHECK(with(m, 7, write_items({parts[0], parts[1], parts[1]})) == "malformed");
  CHECK(with(m, 8, write_items({})) == "ok");
  CHECK(with(m, 8, write_items({lists[1], lists[0]})) == "malformed");
  CHECK(with(m, 8, write_items({lists[0], lists[0]})) == "malformed");
  const auto with_part = [&](std::size_t at, const Bytes& value) { return with(m, 7, with_item(field(m.payload, 7), 0, with_item(parts[0], at, value))); };
  CHECK(with_part(1, encoded_int(0)) == "malformed");
  CHECK(with_part(2, encoded_int(64'000'001)) == "malformed");
  CHECK(with_part(3, encoded_bytes(Bytes(31))) == "malformed");
  const auto with_list = [&](std::size_t at, const Bytes& value) { return with(m, 8, with_item(field(m.payload, 8), 0, with_item(lists[0], at, value))); };
  CHECK(with_list(0, encoded_bytes(Bytes(7))) == "malformed");
  CHECK(with_list(1, encoded_int((1 << 29) + 1)) == "malformed");
  CHECK(with_list(2, encoded_int(-1)) == "malformed");
  CHECK(with_list(4, encoded_int(64'000'001)) == "malformed");
  auto longer = lists[0];
  longer[0] = std::byte{0x87};
  longer.push_back(std::byte{0});
  CHECK(with(m, 8, write_items({longer})) == "malformed");
}

TEST_CASE("an issuer's entry keeps the bounds of its fields") {
  const Object list = issuers();
  const auto with_key = [&](std::int64_t key, const Bytes& value) { return with_inner(list, 4, key, value); };
  for (std::int64_t key = 0; key <= 8; ++key) CHECK(with_key(key, {}) == "malformed");
  CHECK(with_key(1, encoded_bytes(Bytes(31))) == "malformed");
  CHECK(with_key(2, encoded_text("")) == "malformed");
  CHECK(with_key(2, encoded_text(std::string(96, 'n'))) == "ok");
  CHECK(with_key(2, encoded_text(std::string(97, 'n'))) == "malformed");
  CHECK(with_key(2, encoded_text("a\u202e")) == "malformed");
  CHECK(with_key(3, encoded_int(-7)) == "malformed");
  CHECK(with_key(4, ints({})) == "malformed");
  CHECK(with_key(4, ints({1, 200, 255})) == "ok");
  CHECK(with_key(4, ints({0})) == "malformed");
  CHECK(with_key(4, ints({256})) == "malformed");
  CHECK(with_key(4, ints({2, 1})) == "malformed");
  CHECK(with_key(4, ints({1, 1})) == "malformed");
  CHECK(with_key(4, ints({1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16})) == "ok");
  CHECK(with_key(4, ints({1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17})) == "malformed");
  CHECK(with_key(6, encoded_int(kNow - 400 * kDay)) == "malformed");
  CHECK(with_key(6, encoded_int(kMaxTime + 1)) == "malformed");
}

TEST_CASE("a key's state and revocation: known ones exactly, unknown ones for a newer app") {
  const Bytes list = trust::write_issuer_list({authority.draft().issuers.header, {authority.issuer("active")}});
  const auto first_key = [&](std::int64_t key, const Bytes& value) {
    const Bytes keys = field(list, 4);
    return trust::read_issuer_list(with_field(list, 4, with_item(keys, 0, with_field(read_items(keys)[0], key, value))));
  };
  const auto state = [&](const Bytes& value) {
    const auto read = first_key(7, value);
    if (!read) return outcome_of(read);
    const trust::IssuerKey& key = read->keys[0];
    return key.needs_newer_app ? std::string("newer") : std::to_string(static_cast<int>(key.state));
  };
  CHECK(state(ints({0})) == "0");
  CHECK(state(ints({1, kNow})) == "1");
  CHECK(state(ints({2})) == "2");
  CHECK(state(ints({0, kNow})) == "malformed");
  CHECK(state(ints({1})) == "malformed");
  CHECK(state(ints({1, kNow, 1})) == "malformed");
  CHECK(state(ints({1, kMaxTime + 1})) == "malformed");
  CHECK(state(ints({2, kNow})) == "malformed");
  CHECK(state(ints({})) == "malformed");
  CHECK(state(ints({3})) == "newer");
  CHECK(state(ints({255})) == "newer");
  CHECK(state(ints({256})) == "malformed");
  CHECK(state(write_items({encoded_int(200), encoded_text("anything"), ints({1}), kFalse})) == "newer");
  CHECK(state(write_items({encoded_text("x")})) == "malformed");
  const auto revocation = [&](std::int64_t value) {
    const auto read = first_key(8, encoded_int(value));
    return read ? read->keys[0].needs_newer_app ? std::string("newer") : std::string("ok") : outcome_of(read);
  };
  CHECK(revocation(0) == "ok");
  CHECK(revocation(1) == "ok");
  CHECK(revocation(2) == "newer");
  CHECK(revocation(255) == "newer");
  CHECK(revocation(256) == "malformed");
  CHECK(revocation(-1) == "malformed");
  const auto critical = first_key(-5, encoded_int(0));
  REQUIRE(critical);
  CHECK(critical->keys[0].needs_newer_app);
  CHECK_FALSE(critical->keys[0].needs_list());
}

TEST_CASE("keys of an issuer list ascend strictly by kid, other profiles aside") {
  const Object list = issuers();
  const auto keys = read_items(field(list.payload, 4));
  const Bytes other = write_fields({{0, encoded_int(1)}, {4, encoded_text("whatever")}});
  CHECK(with(list, 4, write_items({})) == "ok");
  CHECK(with(list, 4, write_items({keys[1], keys[0]})) == "malformed");
  CHECK(with(list, 4, write_items({keys[0], keys[0]})) == "malformed");
  CHECK(with(list, 4, write_items({other, keys[0], other, keys[1], other})) == "ok");
  CHECK(with(list, 4, write_items({keys[0], other, keys[0]})) == "malformed");
  CHECK(with(list, 4, write_items({with_field(other, 0, {})})) == "malformed");
  const auto read = trust::read_issuer_list(with_field(list.payload, 4, write_items({other, keys[0]})));
  REQUIRE(read);
  CHECK(read->keys.size() == 1);
}

TEST_CASE("policies ascend strictly by identifier and hold their default") {
  const Object all = policies();
  const auto items = read_items(field(all.payload, 4));
  CHECK(with(all, 4, write_items({})) == "malformed");
  CHECK(with(all, 4, write_items({items[0]})) == "ok");
  CHECK(with(all, 4, write_items({items[1]})) == "malformed");  // without the default
  CHECK(with(all, 4, write_items({items[1], items[0]})) == "malformed");
  CHECK(with(all, 4, write_items({items[0], items[0]})) == "malformed");
  CHECK(with(all, 5, encoded_text("strict")) == "ok");
  CHECK(with(all, 5, encoded_text("nowhere")) == "malformed");
  CHECK(with(all, 5, encoded_text("")) == "malformed");
  const auto read = trust::read_policies(with_field(all.payload, 4, write_items({items[0], with_field(items[1], -1, encoded_int(0))})));
  REQUIRE(read);
  CHECK_FALSE(read->find("any")->needs_newer_app);
  CHECK(read->find("checked")->needs_newer_app);
  CHECK(read->find("") == read->find("any"));
  CHECK(read->find("strict") == nullptr);
}
