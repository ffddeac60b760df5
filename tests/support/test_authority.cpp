#include "support/test_authority.h"

#include <algorithm>
#include <stdexcept>

#include "certificate/skn1.h"
#include "cose/sign.h"
#include "cose/sign1.h"
#include "revocation/wire.h"
#include "trust/encoding.h"
#include "trust/signatures.h"

namespace skan::testing {
namespace {

constexpr std::uint32_t kActiveLength = 20'000;

Policy policy_named(std::string id, std::vector<PolicyRule> rules) {
  Policy policy;
  policy.id = std::move(id);
  policy.version = 3;
  policy.title_russian = "Правила";
  policy.title_english = "Rules";
  policy.rules = std::move(rules);
  policy.document_check = false;
  policy.newer_than_data = 72 * kHour;
  return policy;
}

std::vector<Policy> policies() {
  const std::vector<PolicyRule> usual{{{{Kind::vaccinated, AgeUnit::days, 0, 365, {}, false}}, {}},
                                      {{{Kind::recovered, AgeUnit::days, 0, 180, {}, false}}, {}},
                                      {{{Kind::tested, AgeUnit::hours, 0, 72, {}, false}}, {}}};
  std::vector<Policy> out{policy_named("any", usual), policy_named("checked", usual),
                          policy_named("future", {{{{Kind::vaccinated, static_cast<AgeUnit>(9), 0, 1, {}, false}}, {}}}),
                          policy_named("strict", {{{{Kind::vaccinated, AgeUnit::days, 14, 365, {"Second"}, false}}, {}}})};
  out[1].document_check = true;
  return out;
}

revocation::StatusList list_of(std::uint32_t length, const std::vector<std::uint32_t>& withdrawn) {
  revocation::StatusList list(length);
  for (const auto index : withdrawn) list.insert(index);
  return list;
}

trust::PartEntry part_entry(trust::PartKind kind, std::uint32_t version, crypto::Bytes object) {
  return {static_cast<std::uint64_t>(kind), version, static_cast<std::uint32_t>(object.size()),
          crypto::digest(crypto::Purpose::part, object)};
}

Bytes edited(const Draft& draft, Signed object, Bytes payload) {
  const auto edit = draft.edit_payload.find(object);
  return edit == draft.edit_payload.end() ? payload : edit->second(std::move(payload));
}

std::vector<std::string> signers_of(const Draft& draft, Signed object) {
  const auto named = draft.signers.find(object);
  return named == draft.signers.end() ? usual_signers(object) : named->second;
}

}  // namespace

Bytes Publication::bundle() const {
  trust::Bundle out{{}, head, manifest, {}};
  out.roots.assign(roots.begin(), roots.end());
  out.parts.assign(parts.begin(), parts.end());
  return trust::write_bundle(out);
}

std::vector<std::string> usual_signers(Signed object) {
  switch (object) {
    case Signed::root: return {"root-a", "root-b"};
    case Signed::issuers: return {"authority-a", "authority-b"};
    case Signed::policies: return {"policy-a"};
    case Signed::manifest: return {"manifest"};
    case Signed::head: return {"head-a"};
  }
  return {};
}

crypto::SecretKey TestAuthority::key(std::string_view role) const {
  const std::string seed_text = name_ + "/" + std::string(role);
  return crypto::SecretKey::from_seed(crypto::digest(crypto::Purpose::key, std::as_bytes(std::span(seed_text))));
}

trust::Role TestAuthority::role(std::uint32_t threshold, const std::vector<std::string>& names) const {
  trust::Role out{threshold, {}};
  for (const auto& each : names) out.keys.push_back(public_key(each));
  std::ranges::sort(out.keys, {}, crypto::key_id);
  return out;
}

trust::Root TestAuthority::first_root() const {
  trust::Root root;
  root.version = 1;
  root.epoch = 1;
  root.issued_at = kNow - 30 * kDay;
  root.expires = kRootExpires;
  root.roles = {role(2, {"root-a", "root-b", "root-c"}), role(2, {"authority-a", "authority-b", "authority-c"}),
                role(1, {"policy-a", "policy-b"}), role(1, {"manifest"}), role(1, {"head-a", "head-b"})};
  root.caps = {3 * kDay, 14 * kDay, 60 * kDay};
  return root;
}

trust::Root TestAuthority::next_root(const trust::Root& held) const {
  trust::Root root = held;
  root.version = held.version + 1;
  root.issued_at = std::max(held.issued_at + kDay, kNow);
  return root;
}

Bytes TestAuthority::sign_root(const trust::Root& root, const std::vector<std::string>& signers) const {
  std::vector<crypto::SecretKey> keys;
  for (const auto& signer : signers) keys.push_back(key(signer));
  return cose::sign(trust::write_root(root), trust::kRootAad, keys);
}

Bytes TestAuthority::root() const { return sign_root(first_root(), usual_signers(Signed::root)); }

AuthorityId TestAuthority::id() const { return {crypto::digest(crypto::Purpose::root, root())}; }

trust::IssuerKey TestAuthority::issuer(std::string_view name) const {
  trust::IssuerKey out;
  out.public_key = public_key(name);
  out.kid = crypto::key_id(out.public_key);
  out.name = "Issuer " + std::string(name);
  out.kinds = {Kind::vaccinated, Kind::recovered, Kind::tested};
  out.valid_from = kNow - 400 * kDay;
  out.valid_until = kNow + 300 * kDay;
  if (name == "retired") {
    out.state = trust::KeyState::retired;
    out.retired_at = kNow - 10 * kDay;
  }
  if (name == "stolen") out.state = trust::KeyState::compromised;
  if (name == "unlisted") out.revocation = trust::RevocationMode::none;
  if (name == "narrow") {
    out.kinds = {Kind::tested};
    out.valid_from = kNow - 10 * kDay;
    out.valid_until = kNow + 10 * kDay;
  }
  if (name == "future-state") out.state = static_cast<trust::KeyState>(7);
  if (name == "future-revocation") out.revocation = static_cast<trust::RevocationMode>(5);
  return out;
}

Draft TestAuthority::draft(std::uint64_t sequence) const {
  Draft out;
  const std::int64_t issued_at = kPublished + static_cast<std::int64_t>(sequence - 1) * 60;
  const auto version = static_cast<std::uint32_t>(sequence);
  const trust::PartHeader header{id().bytes, 1, version, issued_at};
  out.roots = {first_root()};
  out.issuers.header = header;
  for (const auto* name : {"active", "retired", "stolen", "unlisted", "narrow", "future-state", "future-revocation"}) {
    out.issuers.keys.push_back(issuer(name));
  }
  std::ranges::sort(out.issuers.keys, {}, &trust::IssuerKey::kid);
  out.policies = {header, policies(), "any"};
  out.lists = {{"active", list_of(kActiveLength, {3, 100 + version, 17'000}), issued_at},
               {"retired", list_of(100, {50}), issued_at},
               {"narrow", list_of(10, {}), issued_at}};
  const std::int64_t expires = issued_at + 7 * kDay;
  out.manifest = {header.authority_id, 1, "main", sequence, issued_at, expires, {24 * kHour, 72 * kHour, 7 * kDay}, {}, {}};
  out.head = {header.authority_id, 1, "main", sequence, issued_at, expires, {}, 0};
  return out;
}

Publication TestAuthority::sign(const Draft& draft) const {
  Publication out;
  const auto keys_of = [&](Signed object) {
    std::vector<crypto::SecretKey> keys;
    for (const auto& signer : signers_of(draft, object)) keys.push_back(key(signer));
    return keys;
  };
  for (std::size_t i = 0; i < draft.roots.size(); ++i) {
    const bool last = i + 1 == draft.roots.size();
    const auto payload = trust::write_root(draft.roots[i]);
    out.roots.push_back(last ? cose::sign(edited(draft, Signed::root, payload), trust::kRootAad, keys_of(Signed::root))
                             : sign_root(draft.roots[i], usual_signers(Signed::root)));
  }
  out.parts = {cose::sign(edited(draft, Signed::issuers, trust::write_issuer_list(draft.issuers)), trust::kIssuersAad,
                          keys_of(Signed::issuers)),
               cose::sign(edited(draft, Signed::policies, trust::write_policies(draft.policies)), trust::kPoliciesAad,
                          keys_of(Signed::policies))};
  trust::Manifest manifest = draft.manifest;
  manifest.parts = {part_entry(trust::PartKind::issuer_list, draft.issuers.header.version, out.parts[0]),
                    part_entry(trust::PartKind::policies, draft.policies.header.version, out.parts[1])};
  auto lists = draft.lists;
  std::ranges::sort(lists, {}, [&](const ListDraft& each) { return kid(each.issuer); });
  for (const auto& [issuer, list, as_of] : lists) {
    const auto wire = revocation::encode_list(list);
    const auto digest = revocation::list_digest(crypto::key_hash(public_key(issuer)), list.length(), list.block_digests());
    manifest.lists.push_back({kid(issuer), list.length(), as_of, digest, static_cast<std::uint32_t>(wire.size()),
                              crypto::digest(crypto::Purpose::part, wire)});
    out.parts.push_back(wire);
  }
  if (draft.edit_manifest) draft.edit_manifest(manifest);
  out.manifest = cose::sign1(edited(draft, Signed::manifest, trust::write_manifest(manifest)), trust::kManifestAad,
                             keys_of(Signed::manifest).front());
  trust::Head head = draft.head;
  head.manifest_digest = crypto::digest(crypto::Purpose::manifest, out.manifest);
  head.manifest_size = static_cast<std::uint32_t>(out.manifest.size());
  if (draft.edit_head) draft.edit_head(head);
  out.head = cose::sign1(edited(draft, Signed::head, trust::write_head(head)), trust::kHeadAad, keys_of(Signed::head).front());
  return out;
}

Certificate TestAuthority::certificate(std::uint32_t index) {
  Certificate c;
  c.kind = Kind::vaccinated;
  c.status_index = index;
  c.number = "9780000000001";
  c.name_cyrillic = "И***** И. И.";
  c.name_latin = "I***** I. I.";
  c.birth_day = 5'580;
  c.document_tail = "12** ***345";
  c.event_day = static_cast<std::int32_t>(kNow / kDay - 30);
  c.product = "First";
  c.dose = 2;
  c.doses = 2;
  c.region = 77;
  c.issued_at = kNow - 20 * kDay;
  c.expires = kNow + 200 * kDay;
  return c;
}

std::string TestAuthority::text(const Certificate& c, std::string_view issuer) const {
  return text_of_payload(certificate::encode_payload(c), issuer);
}

std::string TestAuthority::text_of_payload(crypto::Bytes payload, std::string_view issuer) const {
  return certificate::skn1_text(cose::sign1(payload, certificate::kSkn1Aad, key(issuer)));
}

TrustStore make_store(const std::string& file, const TestAuthority& authority, const Publication& publication,
                      Moment now) {
  const auto may_throw = [](const auto& result) {
    if (!result) throw std::runtime_error(std::string(name(result.error().code)) + ": " + result.error().message);
  };
  auto store = TrustStore::provision(file, authority.root(), authority.id());
  may_throw(store);
  may_throw(store->update(publication.bundle(), now));
  return *std::move(store);
}

Bytes with_trailer(Bytes bundle) {
  const std::size_t content = bundle.size() - sizeof(crypto::Digest);
  const auto trailer = crypto::digest(crypto::Purpose::bundle, crypto::Bytes(bundle).first(content));
  std::ranges::copy(trailer, bundle.begin() + static_cast<std::ptrdiff_t>(content));
  return bundle;
}

std::string summary(const Verdict& verdict) {
  std::string out(name(verdict.outcome));
  std::string separator = ": ";
  const auto add = [&](std::string_view word) {
    out += separator + std::string(word);
    separator = ", ";
  };
  for (const Reason reason : verdict.reasons) add(name(reason));
  for (const Note note : verdict.notes) add(name(note));
  return out;
}

}  // namespace skan::testing
