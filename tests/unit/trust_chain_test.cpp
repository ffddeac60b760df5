// From the authority id down: who signed what, and whether it belongs. sdk/doc/trust.md sections 2 to 7.
#include "trust/chain.h"

#include "support/catch.h"

#include <algorithm>

#include "codec/cbor.h"
#include "cose/header.h"
#include "cose/sign.h"
#include "cose/sign1.h"
#include "support/test_authority.h"
#include "trust/encoding.h"
#include "trust/signatures.h"

using namespace skan;
using namespace skan::testing;

namespace {

const TestAuthority authority, stranger("second");

trust::Root held_root() { return authority.first_root(); }
trust::Identity identity() { return {authority.id().bytes, "main"}; }

std::string opened_next(const Bytes& object) { return outcome_of(trust::open_next_root(object, held_root())); }

/// One signature of a COSE_Sign, as it is encoded.
Bytes signature_by(const crypto::SecretKey& key, crypto::Bytes payload, std::string_view aad) {
  const auto header = cose::protected_header(crypto::key_id(key.public_key()));
  const cose::SigStructure signed_bytes("Signature", {}, header, aad, payload);
  return write_items({encoded_bytes(header), write_fields({}), encoded_bytes(key.sign(signed_bytes.view()))});
}

/// A COSE_Sign with exactly these signatures, in this order.
Bytes sign_with(crypto::Bytes payload, const std::vector<Bytes>& signatures) {
  return joined(from_hex("d862"), write_items({encoded_bytes({}), write_fields({}), encoded_bytes(payload), write_items(signatures)}));
}

/// The policies, signed with exactly these keys in ascending order, read under the role of policies.
std::string opened_policies(const std::vector<std::string>& signers) {
  Draft draft = authority.draft();
  draft.signers[Signed::policies] = signers;
  const Publication p = authority.sign(draft);
  const trust::Root root = held_root();
  const auto head = trust::open_head(p.head, root, identity());
  const auto manifest = trust::open_manifest(p.manifest, *head, root, identity());
  return outcome_of(trust::open_policies(p.parts[1], *manifest, root));
}

}  // namespace

TEST_CASE("root 1 is believed by the authority id, its own threshold and its number") {
  const crypto::Digest id = authority.id().bytes;
  CHECK(outcome_of(trust::open_first_root(authority.root(), id)) == "ok");
  CHECK(outcome_of(trust::open_first_root(stranger.root(), id)) == "foreign_store");
  CHECK(outcome_of(trust::open_first_root({}, id)) == "foreign_store");
  CHECK(outcome_of(trust::open_first_root(with_flipped_bit(authority.root(), 999), id)) == "foreign_store");
  // Bytes that the id names, but that are no good root.
  const auto by_its_own_id = [](const Bytes& object) {
    return outcome_of(trust::open_first_root(object, crypto::digest(crypto::Purpose::root, object)));
  };
  trust::Root root = held_root();
  CHECK(by_its_own_id(authority.sign_root(root, {"root-a", "root-c"})) == "ok");
  CHECK(by_its_own_id(authority.sign_root(root, {"root-a", "root-b", "root-c"})) == "ok");
  CHECK(by_its_own_id(authority.sign_root(root, {"root-a"})) == "threshold_not_met");
  CHECK(by_its_own_id(authority.sign_root(root, {"root-a", "root-b", "head-a"})) == "threshold_not_met");
  CHECK(by_its_own_id(from_hex("00")) == "malformed");
  root.version = 2;
  CHECK(by_its_own_id(authority.sign_root(root, {"root-a", "root-b"})) == "malformed");
  const Bytes newer = with_field(trust::write_root(held_root()), -1, encoded_int(0));
  CHECK(by_its_own_id(cose::sign(newer, trust::kRootAad, {authority.key("root-a"), authority.key("root-b")})) == "newer_data_format");
}

TEST_CASE("the next root has the thresholds of both, and no other signature") {
  trust::Root next = authority.next_root(held_root());
  next.roles[0] = authority.role(2, {"new-a", "new-b"});
  const auto signed_by = [&](const std::vector<std::string>& signers) { return opened_next(authority.sign_root(next, signers)); };
  CHECK(signed_by({"root-a", "root-b", "new-a", "new-b"}) == "ok");
  CHECK(signed_by({"root-a", "root-b", "root-c", "new-a", "new-b"}) == "ok");
  CHECK(signed_by({"root-a", "root-b"}) == "threshold_not_met");
  CHECK(signed_by({"new-a", "new-b"}) == "threshold_not_met");
  CHECK(signed_by({"root-a", "new-a", "new-b"}) == "threshold_not_met");
  CHECK(signed_by({"root-a", "root-b", "new-a"}) == "threshold_not_met");
  CHECK(signed_by({"root-a", "root-b", "new-a", "new-b", "nobody"}) == "threshold_not_met");
  CHECK(signed_by({"root-a", "root-b", "new-a", "new-b", "head-a"}) == "threshold_not_met");
}

TEST_CASE("a key in both roots counts for both thresholds") {
  trust::Root next = authority.next_root(held_root());
  next.roles[0] = authority.role(2, {"root-b", "root-c", "new-a"});
  CHECK(opened_next(authority.sign_root(next, {"root-b", "root-c"})) == "ok");
  CHECK(opened_next(authority.sign_root(next, {"root-a", "root-b"})) == "threshold_not_met");
  CHECK(opened_next(authority.sign_root(next, {"root-a", "root-b", "new-a"})) == "ok");
}

TEST_CASE("a root follows by one version and never goes back an epoch") {
  const auto with = [&](std::uint32_t version, std::uint32_t held_epoch, std::uint32_t epoch) {
    trust::Root held = held_root(), next = authority.next_root(held_root());
    held.epoch = held_epoch;
    next.version = version;
    next.epoch = epoch;
    return outcome_of(trust::open_next_root(authority.sign_root(next, {"root-a", "root-b"}), held));
  };
  CHECK(with(2, 1, 1) == "ok");
  CHECK(with(2, 1, 7) == "ok");
  CHECK(with(2, 3, 2) == "lower_sequence");
  CHECK(with(1, 1, 1) == "lower_sequence");
  CHECK(with(3, 1, 1) == "lower_sequence");
}

TEST_CASE("repeated, unsorted, broken and strange signatures each make an object invalid") {
  const trust::Root root = held_root();
  const Bytes payload = trust::write_root(authority.next_root(root));
  std::vector<crypto::SecretKey> keys{authority.key("root-a"), authority.key("root-b"), authority.key("root-c")};
  std::ranges::sort(keys, {}, [](const crypto::SecretKey& key) { return crypto::key_id(key.public_key()); });
  std::vector<Bytes> good;
  for (const auto& key : keys) good.push_back(signature_by(key, payload, trust::kRootAad));
  const auto with = [&](const std::vector<Bytes>& signatures) { return opened_next(sign_with(payload, signatures)); };
  CHECK(with({good[0], good[1]}) == "ok");
  CHECK(with({good[1], good[2]}) == "ok");
  CHECK(with({good[1], good[0]}) == "malformed");
  CHECK(with({good[0], good[0]}) == "malformed");
  CHECK(with({good[0], good[1], good[1]}) == "malformed");
  CHECK(with({}) == "malformed");
  CHECK(with({good[0]}) == "threshold_not_met");
  CHECK(with({good[0], good[1], with_flipped_bit(good[2], good[2].size() * 8 - 300)}) == "threshold_not_met");
  // A good signature over something else.
  CHECK(with({good[0], signature_by(keys[1], payload, "skan/issuers/1")}) == "threshold_not_met");
  CHECK(with({good[0], signature_by(keys[1], trust::write_root(root), trust::kRootAad)}) == "threshold_not_met");
  // 17 are more than there may be, whoever signed.
  std::vector<crypto::SecretKey> many;
  for (int i = 0; i < 17; ++i) many.push_back(authority.key("many-" + std::to_string(i)));
  CHECK(opened_next(cose::sign(payload, trust::kRootAad, many)) == "malformed");
}

TEST_CASE("one signer of a role with several keys is enough if the threshold says so, a second must be good") {
  CHECK(opened_policies({"policy-a"}) == "ok");
  CHECK(opened_policies({"policy-b"}) == "ok");
  CHECK(opened_policies({"policy-a", "policy-b"}) == "ok");
  CHECK(opened_policies({"policy-a", "authority-a"}) == "threshold_not_met");
  CHECK(opened_policies({"authority-a", "authority-b"}) == "threshold_not_met");
  CHECK(opened_policies({"root-a", "root-b"}) == "threshold_not_met");
}

TEST_CASE("a head is signed by a key of its role for its own purpose, and belongs to this device") {
  const trust::Root root = held_root();
  const auto opened = [&](auto edit) {
    Draft draft = authority.draft();
    edit(draft);
    return outcome_of(trust::open_head(authority.sign(draft).head, root, identity()));
  };
  CHECK(opened([](Draft&) {}) == "ok");
  CHECK(opened([](Draft& d) { d.signers[Signed::head] = {"head-b"}; }) == "ok");
  CHECK(opened([](Draft& d) { d.signers[Signed::head] = {"manifest"}; }) == "threshold_not_met");
  CHECK(opened([](Draft& d) { d.signers[Signed::head] = {"root-a"}; }) == "threshold_not_met");
  CHECK(opened([](Draft& d) { d.head.authority_id = stranger.id().bytes; }) == "foreign_store");
  CHECK(opened([](Draft& d) { d.head.channel = "kiosk"; }) == "foreign_store");
  CHECK(opened([](Draft& d) { d.head.epoch = 2; }) == "malformed");
  CHECK(opened([](Draft& d) {
    d.edit_payload[Signed::head] = [](const Bytes& b) { return with_field(b, 40, encoded_bytes(Bytes(900))); };
  }) == "size_mismatch");
  trust::Root later = root;
  later.epoch = 2;
  CHECK(outcome_of(trust::open_head(authority.publish().head, later, identity())) == "lower_sequence");
  const Bytes payload = trust::write_head(authority.draft().head);
  CHECK(outcome_of(trust::open_head(cose::sign1(payload, trust::kManifestAad, authority.key("head-a")), root, identity())) ==
        "threshold_not_met");
  CHECK(outcome_of(trust::open_head(cose::sign(payload, trust::kHeadAad, {authority.key("head-a")}), root, identity())) ==
        "malformed");
  CHECK(outcome_of(trust::open_head({}, root, identity())) == "malformed");
}

TEST_CASE("a manifest is the one that the head names, before anything in it is read") {
  const trust::Root root = held_root();
  const Publication p = authority.publish();
  const auto head = trust::open_head(p.head, root, identity());
  REQUIRE(head);
  CHECK(outcome_of(trust::open_manifest(p.manifest, *head, root, identity())) == "ok");
  CHECK(outcome_of(trust::open_manifest(with_flipped_bit(p.manifest, 99), *head, root, identity())) == "hash_mismatch");
  CHECK(outcome_of(trust::open_manifest(joined(p.manifest, from_hex("00")), *head, root, identity())) == "size_mismatch");
  CHECK(outcome_of(trust::open_manifest(authority.publish(2).manifest, *head, root, identity())) == "hash_mismatch");
  const auto opened = [&](auto edit) {
    Draft draft = authority.draft();
    edit(draft);
    const Publication changed = authority.sign(draft);
    return outcome_of(trust::open_manifest(changed.manifest, *trust::open_head(changed.head, root, identity()), root, identity()));
  };
  CHECK(opened([](Draft& d) { d.signers[Signed::manifest] = {"head-a"}; }) == "threshold_not_met");
  CHECK(opened([](Draft& d) { d.manifest.authority_id = stranger.id().bytes; }) == "foreign_store");
  CHECK(opened([](Draft& d) { d.manifest.channel = "kiosk"; }) == "foreign_store");
  CHECK(opened([](Draft& d) { d.manifest.epoch = 2; }) == "malformed");
}

TEST_CASE("parts belong to the authority, to an epoch that has begun, and to their manifest entry") {
  const trust::Root root = held_root();
  const auto opened = [&](auto edit) {
    Draft draft = authority.draft();
    edit(draft);
    const Publication p = authority.sign(draft);
    const auto head = trust::open_head(p.head, root, identity());
    const auto manifest = trust::open_manifest(p.manifest, *head, root, identity());
    REQUIRE(manifest);
    return outcome_of(trust::open_issuer_list(p.parts[0], *manifest, root)) + " " +
           outcome_of(trust::open_policies(p.parts[1], *manifest, root));
  };
  CHECK(opened([](Draft&) {}) == "ok ok");
  CHECK(opened([](Draft& d) { d.issuers.header.authority_id = stranger.id().bytes; }) == "foreign_store ok");
  CHECK(opened([](Draft& d) { d.policies.header.authority_id = stranger.id().bytes; }) == "ok foreign_store");
  CHECK(opened([](Draft& d) { d.issuers.header.epoch = 2; }) == "malformed ok");
  CHECK(opened([](Draft& d) { d.policies.header.epoch = 2; }) == "ok malformed");
  CHECK(opened([](Draft& d) { d.edit_manifest = [](trust::Manifest& m) { ++m.parts[0].version; }; }) == "malformed ok");
  CHECK(opened([](Draft& d) { d.edit_manifest = [](trust::Manifest& m) { ++m.parts[1].version; }; }) == "ok malformed");
  CHECK(opened([](Draft& d) { d.edit_manifest = [](trust::Manifest& m) { ++m.parts[0].size; }; }) == "size_mismatch ok");
  CHECK(opened([](Draft& d) { d.edit_manifest = [](trust::Manifest& m) { m.parts[1].digest = {}; }; }) == "ok hash_mismatch");
  CHECK(opened([](Draft& d) { d.signers[Signed::issuers] = {"authority-a"}; }) == "threshold_not_met ok");
  CHECK(opened([](Draft& d) { d.signers[Signed::issuers] = {"policy-a"}; }) == "threshold_not_met ok");
}

TEST_CASE("the manifest holds a list for each key that needs one, and none for a key that must not have one") {
  const auto checked = [](const std::vector<std::string>& lists) {
    trust::Manifest manifest = authority.draft().manifest;
    for (const auto& name : lists) {
      manifest.lists.push_back({});
      manifest.lists.back().kid = authority.kid(name);
    }
    std::ranges::sort(manifest.lists, {}, &trust::ListEntry::kid);
    return outcome_of(trust::check_lists_present(manifest, *trust::read_issuer_list(trust::write_issuer_list(authority.draft().issuers))));
  };
  CHECK(checked({"active", "retired", "narrow"}) == "ok");
  // Lists of a form to come: of keys that need a newer app, or of a profile that is not ours.
  for (const auto* later : {"future-state", "future-revocation", "nobody"}) {
    CHECK(checked({"active", "retired", "narrow", later}) == "ok");
  }
  CHECK(checked({"retired", "narrow"}) == "missing_list");
  CHECK(checked({"active", "narrow"}) == "missing_list");
  CHECK(checked({}) == "missing_list");
  for (const auto* wrong : {"stolen", "unlisted"}) CHECK(checked({"active", "retired", "narrow", wrong}) == "malformed");
}
