// The worked example of sdk/doc/trust.md section 14, every byte of it.

#include "cose/sign.h"
#include "cose/sign1.h"
#include "revocation/wire.h"
#include "skan/verifier.h"
#include "support/catch.h"
#include "support/dates.h"
#include "support/reference_record.h"
#include "support/temporary_folder.h"
#include "support/worked_example.h"
#include "trust/bundle.h"
#include "trust/delta.h"
#include "trust/encoding.h"
#include "trust/signatures.h"

using namespace skan;
using namespace skan::testing;

namespace {

constexpr std::int64_t kDay = 86'400;
const std::int64_t kFounded = utc("2021-06-01 00:00:00"), kPublished = utc("2021-06-21 09:00:00");

crypto::SecretKey role_key(int byte) {
  crypto::Seed seed;
  seed.fill(static_cast<std::byte>(byte));
  return crypto::SecretKey::from_seed(seed);
}

std::vector<crypto::SecretKey> keys(int byte) { return {role_key(byte)}; }

trust::Root example_root() {
  trust::Root root{1, 1, kFounded, utc("2031-05-30 00:00:00"), {}, {kDay, 3 * kDay, 7 * kDay}};
  for (int role = 0; role < 5; ++role) root.roles[static_cast<std::size_t>(role)] = {1, {role_key(role + 1).public_key()}};
  return root;
}

revocation::StatusList example_list() {
  revocation::StatusList list(20);
  for (const std::uint32_t index : {3u, 7u, 8u}) list.insert(index);
  return list;
}

trust::IssuerKey example_issuer() {
  trust::IssuerKey issuer;
  issuer.public_key = example_key().public_key();
  issuer.kid = crypto::key_id(issuer.public_key);
  issuer.name = "Example issuer";
  issuer.kinds = {Kind::vaccinated, Kind::recovered, Kind::tested};
  issuer.valid_from = utc("2021-01-01 00:00:00");
  issuer.valid_until = utc("2027-01-01 00:00:00");
  return issuer;
}

Policy example_policy() {
  Policy policy;
  policy.id = "ru";
  policy.version = 1;
  policy.title_russian = "Пример";
  policy.title_english = "Example";
  PolicyRequirement requirement;
  requirement.kind = Kind::vaccinated;
  requirement.unit = AgeUnit::days;
  requirement.maximum_age = 365;
  policy.rules = {{{requirement}, {}}};
  policy.utc_offset_minutes = 180;
  policy.document_check = true;
  policy.newer_than_data = 3 * kDay;
  policy.shown = {Field::name, Field::birth_date, Field::document};
  return policy;
}

trust::PartEntry entry(trust::PartKind kind, crypto::Bytes part) {
  return {static_cast<std::uint64_t>(kind), 1, static_cast<std::uint32_t>(part.size()), crypto::digest(crypto::Purpose::part, part)};
}

/// All objects, made by this library.
struct Made {
  Bytes root = cose::sign(trust::write_root(example_root()), trust::kRootAad, keys(1));
  crypto::Digest authority = crypto::digest(crypto::Purpose::root, root);
  trust::PartHeader header{authority, 1, 1, kFounded};
  Bytes issuers = cose::sign(trust::write_issuer_list({header, {example_issuer()}}), trust::kIssuersAad, keys(2));
  Bytes policies = cose::sign(trust::write_policies({header, {example_policy()}, "ru"}), trust::kPoliciesAad, keys(3));
  Bytes list = revocation::encode_list(example_list());
  crypto::Digest list_digest =
      revocation::list_digest(crypto::key_hash(example_issuer().public_key), 20, example_list().block_digests());
  trust::Manifest content{authority, 1, "main", 2, kPublished, kPublished + 7 * kDay, {kDay, 3 * kDay, 7 * kDay},
                          {entry(trust::PartKind::issuer_list, issuers), entry(trust::PartKind::policies, policies)},
                          {{example_issuer().kid, 20, kPublished, list_digest, static_cast<std::uint32_t>(list.size()),
                            crypto::digest(crypto::Purpose::part, list)}}};
  Bytes manifest = cose::sign1(trust::write_manifest(content), trust::kManifestAad, role_key(4));
  Bytes head = cose::sign1(trust::write_head({authority, 1, "main", 2, kPublished, kPublished + 7 * kDay,
                                              crypto::digest(crypto::Purpose::manifest, manifest),
                                              static_cast<std::uint32_t>(manifest.size())}),
                           trust::kHeadAad, role_key(5));
  Bytes delta = trust::sign_delta(std::vector<std::uint64_t>{8}, content, role_key(4));
  Bytes bundle = trust::write_bundle({{root}, head, manifest, {issuers, policies, list}});
};

/// Keys, root, authority id, issuer list, policies, status list, manifest, head, delta, the bundle's trailer.
std::vector<std::string> page() {
  auto blocks = code_blocks("trust.md", "## 14.");
  REQUIRE(blocks.size() == 10);
  return blocks;
}

}  // namespace

TEST_CASE("the trust data's worked example has the keys of its seeds") {
  std::istringstream lines(page()[0]);
  std::string role, byte, kid, key;
  for (int i = 1; i <= 5; ++i) {
    lines >> role >> byte >> kid >> key;
    CHECK(byte == "0" + std::to_string(i));
    CHECK(kid == to_hex(crypto::key_id(role_key(i).public_key())));
    CHECK(key == to_hex(role_key(i).public_key()));
  }
}

TEST_CASE("the trust data's worked example is what this library makes, object by object") {
  const Made made;
  const auto blocks = page();
  CHECK(hex_of(blocks[1]) == to_hex(made.root));
  CHECK(hex_of(blocks[2]) == to_hex(made.authority));
  CHECK(hex_of(blocks[3]) == to_hex(made.issuers));
  CHECK(hex_of(blocks[4]) == to_hex(made.policies));
  CHECK(hex_of(blocks[6]) == to_hex(made.manifest));
  CHECK(hex_of(blocks[7]) == to_hex(made.head));
  CHECK(hex_of(blocks[8]) == to_hex(made.delta));
  CHECK(hex_of(blocks[9]) == to_hex(Bytes(made.bundle.end() - 32, made.bundle.end())));
}

TEST_CASE("the trust data's worked example has the digests and the form of its status list") {
  const Made made;
  const std::map<std::string, std::string> expected{{"bitmap", to_hex(example_list().bitmap())},
                                                    {"block digest", to_hex(example_list().block_digests().front())},
                                                    {"list digest", to_hex(made.list_digest)},
                                                    {"as it travels", to_hex(made.list)},
                                                    {"its digest", to_hex(crypto::digest(crypto::Purpose::part, made.list))}};
  CHECK(labelled(page()[5]) == expected);
}

TEST_CASE("the two worked examples together: the certificate is newer than the list, and accepted") {
  const Made made;
  const TemporaryFolder folder;
  auto store = TrustStore::provision(folder.file("door.db"), made.root, {made.authority});
  REQUIRE(store);
  const Moment moment{utc("2021-06-21 10:00:00"), ClockSource::device};
  REQUIRE(store->update(made.bundle, moment));
  const Verdict verdict = Verifier(*store).verify(text_of(reference_certificate()), moment);
  CHECK(verdict.outcome == Outcome::accepted);
  CHECK(verdict.evidence.revocation == Revocation::issued_after_list);
}
