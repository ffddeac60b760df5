// Policies as bytes: trust.md section 6, each rule kept and broken one at a time.

#include "policy/policy_codec.h"

#include "support/bytes.h"
#include "support/catch.h"
#include "support/cbor_edit.h"

#include <string>

using namespace skan;
using namespace skan::testing;
using codec::CborReader;
using codec::CborWriter;

namespace {

Policy full_policy() {
  Policy p;
  p.id = "ru-moscow";
  p.version = 3;
  p.title_russian = "Москва";
  p.title_english = "Moscow";
  p.rules = {{{{Kind::vaccinated, AgeUnit::months, 0, 12, {"CoviVac", "Sputnik V"}, true}}, {}},
             {{{Kind::recovered, AgeUnit::days, 14, 180, {}, false}}, {}},
             {{{Kind::tested, AgeUnit::hours, 0, 72, {"PCR"}, false}}, {}}};
  p.utc_offset_minutes = 180;
  p.document_check = false;
  p.newer_than_data = 259'200;
  p.shown = {Field::name, Field::document};
  p.freshness = 86'400;
  return p;
}

Bytes encoded(const Policy& policy) {
  CborWriter out;
  policy::write_policy(out, policy);
  return std::move(out).take();
}

std::optional<Policy> decoded(const Bytes& bytes) {
  CborReader in(bytes);
  std::string fault;
  Policy policy = policy::read_policy(in, fault);
  if (!in.finished()) return std::nullopt;
  CHECK(fault.empty());
  return policy;
}

/// The field that is blamed for a fault; empty if there is none.
std::string blamed(const Bytes& bytes) {
  CborReader in(bytes);
  std::string fault;
  policy::read_policy(in, fault);
  return fault;
}

std::string answer_to(const Bytes& bytes) {
  const auto policy = decoded(bytes);
  return !policy ? "malformed" : policy->needs_newer_app ? "newer" : "read";
}

/// What a policy with one field set to an encoded item is taken for; without the field if the hex is empty.
std::string with_policy_field(std::int64_t key, const Bytes& item) {
  return answer_to(with_field(encoded(full_policy()), key, item));
}

Bytes rules_item() {
  return read_fields(encoded(full_policy()))[4].second;
}

/// The same for a field of the first rule.
std::string with_rule_field(std::int64_t key, const Bytes& item) {
  const Bytes rules = rules_item();
  return with_policy_field(4, with_item(rules, 0, with_field(read_items(rules)[0], key, item)));
}

/// The rules with a field of the first requirement of the first rule set.
Bytes rules_with(std::int64_t key, const Bytes& item) {
  const Bytes rules = rules_item(), rule = read_items(rules)[0], requirements = read_fields(rule)[0].second;
  const Bytes changed = with_item(requirements, 0, with_field(read_items(requirements)[0], key, item));
  return with_item(rules, 0, with_field(rule, 0, changed));
}

/// What a policy with that field is taken for.
std::string with_requirement_field(std::int64_t key, const Bytes& item) {
  return with_policy_field(4, rules_with(key, item));
}

Bytes array_of(std::size_t count, const Bytes& item) {
  return write_items(std::vector<Bytes>(count, item));
}

Bytes texts(const std::vector<std::string>& values) {
  std::vector<Bytes> items;
  for (const auto& value : values) items.push_back(encoded_text(value));
  return write_items(items);
}

}  // namespace

TEST_CASE("a policy comes back from its bytes") {
  Policy policy = full_policy();
  CHECK(decoded(encoded(policy)) == policy);
  policy.document_check = true;
  policy.utc_offset_minutes = GENERATE(-840, -1, 0, 840);
  policy.newer_than_data = 315'360'000;
  policy.version = 0xFFFFFFFF;
  policy.freshness.reset();
  policy.shown.clear();
  policy.rules[1].holder_age = HolderAge{18, 65};
  policy.rules[1].requirements.push_back({Kind::tested, AgeUnit::hours, 0, 72, {}, false, 2});
  CHECK(decoded(encoded(policy)) == policy);
}

TEST_CASE("a policy's bytes are the map of trust.md") {
  Policy policy = full_policy();
  policy.rules = {{{{Kind::tested, AgeUnit::hours, 0, 72, {"PCR"}, true, 2}}, HolderAge{18, 65}}};
  const Bytes expected = from_hex(
      "aa 00 6972752d6d6f73636f77 01 03 02 6cd09cd0bed181d0bad0b2d0b0 03 664d6f73636f77"
      "04 81 a2 00 81 a7 0003 0100 0200 031848 04 81 63504352 05 f5 0602 01 82 12 1841"
      "05 18b4 06 f4 07 1a0003f480 08 82 00 02 09 1a00015180");
  CHECK(to_hex(encoded(policy)) == to_hex(expected));
}

TEST_CASE("every field of a policy must be there") {
  for (const std::int64_t key : {0, 1, 2, 3, 4, 5, 6, 7, 8}) {
    CAPTURE(key);
    CHECK(with_policy_field(key, {}) == "malformed");
  }
}

TEST_CASE("an identifier has 1 to 32 of the characters 0-9, a-z and -") {
  for (const std::string& id :
       {std::string("a"), std::string("0"), std::string("-"), std::string("ru-77"), std::string(32, 'z')}) {
    CAPTURE(id);
    CHECK(policy::is_identifier(id));
    CHECK(with_policy_field(0, encoded_text(id)) == "read");
  }
  for (const std::string& id :
       {std::string(), std::string("A"), std::string("ru_77"), std::string("ru 77"), std::string("ру"),
        std::string("a/b"), std::string("a."), std::string(33, 'z'), std::string(1, '\0')}) {
    CAPTURE(id);
    CHECK_FALSE(policy::is_identifier(id));
    CHECK(with_policy_field(0, encoded_text(id)) == "malformed");
  }
  CHECK(with_policy_field(0, encoded_bytes(bytes_of("ru"))) == "malformed");
}

TEST_CASE("each field of a policy keeps its bounds") {
  const auto [key, item, answer] =
      GENERATE(table<std::int64_t, Bytes, std::string>({{1, encoded_int(1), "read"},
                                                        {1, encoded_int(0xFFFFFFFF), "read"},
                                                        {1, encoded_int(0), "malformed"},
                                                        {1, encoded_int(0x100000000), "malformed"},
                                                        {1, encoded_int(0x100000001), "malformed"},
                                                        {2, encoded_text(std::string(96, 'x')), "read"},
                                                        {2, encoded_text(std::string(97, 'x')), "malformed"},
                                                        {2, encoded_text(""), "malformed"},
                                                        {2, encoded_text("a\u202E"), "malformed"},
                                                        {3, encoded_text(std::string(96, 'x')), "read"},
                                                        {3, encoded_text(std::string(97, 'x')), "malformed"},
                                                        {3, encoded_text(""), "malformed"},
                                                        {4, from_hex("80"), "malformed"},
                                                        {4, from_hex("a0"), "malformed"},
                                                        {5, encoded_int(-840), "read"},
                                                        {5, encoded_int(840), "read"},
                                                        {5, encoded_int(-841), "malformed"},
                                                        {5, encoded_int(841), "malformed"},
                                                        {5, encoded_int(std::int64_t{1} << 32), "malformed"},
                                                        {6, from_hex("f4"), "read"},
                                                        {6, from_hex("f5"), "read"},
                                                        {6, from_hex("f6"), "malformed"},
                                                        {6, encoded_int(1), "malformed"},
                                                        {7, encoded_int(0), "read"},
                                                        {7, encoded_int(315'360'000), "read"},
                                                        {7, encoded_int(315'360'001), "malformed"},
                                                        {7, encoded_int(-1), "malformed"},
                                                        {8, from_hex("80"), "read"},
                                                        {8, from_hex("83000818ff"), "read"},
                                                        {8, from_hex("820100"), "malformed"},
                                                        {8, from_hex("820101"), "malformed"},
                                                        {8, from_hex("81190100"), "malformed"},
                                                        {8, encoded_int(1), "malformed"},
                                                        {9, {}, "read"},
                                                        {9, encoded_int(0), "read"},
                                                        {9, encoded_int(315'360'000), "read"},
                                                        {9, encoded_int(315'360'001), "malformed"},
                                                        {9, encoded_int(-1), "malformed"}}));
  CAPTURE(key, to_hex(item));
  CHECK(with_policy_field(key, item) == answer);
}

TEST_CASE("each field of a requirement keeps its bounds") {
  const auto [key, item, answer] = GENERATE(table<std::int64_t, Bytes, std::string>(
      {{0, encoded_int(3), "read"},
       {0, encoded_int(4), "read"},  // a kind of later: this rule accepts none of ours
       {0, encoded_int(255), "read"},
       {0, encoded_int(256), "malformed"},
       {0, encoded_int(0), "malformed"},
       {0, {}, "malformed"},
       {1, encoded_int(0), "read"},
       {1, encoded_int(2), "read"},
       {1, encoded_int(3), "newer"},
       {1, encoded_int(255), "newer"},
       {1, encoded_int(256), "malformed"},
       {1, encoded_int(-1), "malformed"},
       {1, {}, "malformed"},
       {2, encoded_int(12), "read"},  // the maximum is 12
       {2, encoded_int(13), "malformed"},
       {2, encoded_int(-1), "malformed"},
       {2, {}, "malformed"},
       {3, encoded_int(0), "read"},  // the minimum is 0
       {3, encoded_int(10'000), "read"},
       {3, encoded_int(10'001), "malformed"},
       {3, encoded_int(std::int64_t{1} << 32), "malformed"},
       {3, {}, "malformed"},
       {4, {}, "read"},
       {4, from_hex("80"), "malformed"},
       {4, texts({"A"}), "read"},
       {4, texts({"A", "A"}), "malformed"},
       {4, texts({"B", "A"}), "malformed"},
       {4, texts({"A", "AA", "B", "a", "\u0430"}), "read"},
       {4, texts({"\u0430", "a"}), "malformed"},
       {4, texts({std::string(32, 'x')}), "read"},
       {4, texts({std::string(33, 'x')}), "malformed"},
       {4, texts({""}), "malformed"},
       {4, texts({"A\n"}), "malformed"},
       {5, {}, "read"},
       {5, from_hex("f5"), "read"},
       {5, from_hex("f4"), "malformed"},
       {5, encoded_int(1), "malformed"},
       {6, encoded_int(1), "read"},
       {6, encoded_int(23), "read"},
       {6, encoded_int(24), "malformed"},
       {6, encoded_int(0), "malformed"},
       {6, encoded_int(-1), "malformed"}}));
  CAPTURE(key, to_hex(item));
  CHECK(with_requirement_field(key, item) == answer);
}

TEST_CASE("a rule has 1 to 4 requirements, and an age of the holder if it gives one") {
  const Bytes requirement = read_items(read_fields(read_items(rules_item())[1])[0].second)[0];
  CHECK(with_rule_field(0, {}) == "malformed");
  CHECK(with_rule_field(0, from_hex("80")) == "malformed");
  CHECK(with_rule_field(0, array_of(4, requirement)) == "read");
  CHECK(with_rule_field(0, array_of(5, requirement)) == "malformed");
  CHECK(with_rule_field(1, from_hex("820000")) == "read");
  CHECK(with_rule_field(1, from_hex("82001896")) == "read");
  CHECK(with_rule_field(1, from_hex("82001897")) == "malformed");
  CHECK(with_rule_field(1, from_hex("820201")) == "malformed");
  CHECK(with_rule_field(1, from_hex("8101")) == "malformed");
  CHECK(with_rule_field(1, from_hex("83010203")) == "malformed");
}

TEST_CASE("a malformed policy is refused by the name of its field") {
  const Bytes good = encoded(full_policy());
  const auto policy_with = [&](std::int64_t key, const Bytes& item) { return with_field(good, key, item); };
  CHECK(blamed(good).empty());
  CHECK(blamed(policy_with(3, {})) == "title_english");
  CHECK(blamed(policy_with(2, encoded_text(""))) == "title_russian");
  CHECK(blamed(policy_with(5, encoded_int(841))) == "utc_offset");
  CHECK(blamed(policy_with(8, from_hex("820101"))) == "shown");
  CHECK(blamed(policy_with(9, encoded_int(-1))) == "freshness");
  CHECK(blamed(policy_with(4, from_hex("80"))) == "rules");
  CHECK(blamed(policy_with(4, rules_with(3, encoded_int(10'001)))) == "rules[0].requirements[0].maximum_age");
  CHECK(blamed(policy_with(4, rules_with(2, encoded_int(13)))) == "rules[0].requirements[0].maximum_age");
  CHECK(blamed(policy_with(4, rules_with(4, texts({"B", "A"})))) == "rules[0].requirements[0].products");
  CHECK(blamed(policy_with(4, rules_with(0, {}))) == "rules[0].requirements[0].kind");
  const Bytes rules = rules_item();
  const Bytes rule = with_field(read_items(rules)[2], 1, from_hex("820201"));
  CHECK(blamed(policy_with(4, with_item(rules, 2, rule))) == "rules[2].holder_age");
  CHECK(blamed(policy_with(4, with_item(rules, 1, from_hex("a0")))) == "rules[1].requirements");
  CHECK(blamed(policy_with(40, from_hex("c000"))) == "an unknown field");
}

TEST_CASE("a policy has 1 to 64 rules, a rule 1 to 64 products") {
  const Bytes rule = read_items(rules_item())[1];
  CHECK(with_policy_field(4, array_of(64, rule)) == "read");
  CHECK(with_policy_field(4, array_of(65, rule)) == "malformed");
  std::vector<std::string> products;
  for (int i = 0; i < 64; ++i) products.push_back(std::to_string(100 + i));
  CHECK(with_requirement_field(4, texts(products)) == "read");
  products.push_back("999");
  CHECK(with_requirement_field(4, texts(products)) == "malformed");
}

TEST_CASE("an unknown negative key in a policy or a rule needs a newer app") {
  CHECK(with_policy_field(-1, from_hex("f6")) == "newer");
  CHECK(with_rule_field(-1, from_hex("f6")) == "newer");
  CHECK(with_requirement_field(-1, from_hex("f6")) == "newer");
  CHECK(with_policy_field(-1, from_hex("f7")) == "malformed");
}

TEST_CASE("an unknown positive key in a policy or a rule is ignored") {
  const Bytes bytes = with_field(encoded(full_policy()), 10, from_hex("8201a10203"));
  CHECK(decoded(bytes) == full_policy());
  CHECK(with_rule_field(2, from_hex("f6")) == "read");
  CHECK(with_requirement_field(7, from_hex("f6")) == "read");
  CHECK(with_requirement_field(7, from_hex("c000")) == "malformed");
}

TEST_CASE("a rule for a newer app in one place marks the policy wherever it stands") {
  const Bytes rules = rules_item();
  for (std::size_t at = 0; at < 3; ++at) {
    const Bytes rule = with_field(read_items(rules)[at], -5, from_hex("00"));
    CAPTURE(at);
    CHECK(with_policy_field(4, with_item(rules, at, rule)) == "newer");
  }
}

TEST_CASE("a policy cut off anywhere, or with a byte more, is malformed") {
  const Bytes bytes = encoded(full_policy());
  std::size_t read = 0;
  for (std::size_t length = 0; length < bytes.size(); ++length) {
    if (decoded({bytes.begin(), bytes.begin() + static_cast<std::ptrdiff_t>(length)})) ++read;
  }
  CHECK(read == 0);
  CHECK_FALSE(decoded(joined(bytes, from_hex("00"))));
}

TEST_CASE("a policy with any byte changed is malformed or another policy") {
  Bytes bytes = encoded(full_policy());
  std::size_t unseen = 0;
  for (std::byte& at : bytes) {
    const std::byte right = at;
    for (unsigned change = 1; change < 256; ++change) {
      at = right ^ static_cast<std::byte>(change);
      if (decoded(bytes) == full_policy()) ++unseen;
    }
    at = right;
  }
  CHECK(unseen == 0);
}
