// Trust data of the size of a country, made without issuing its certificates one by one.
#pragma once

#include <algorithm>
#include <cmath>
#include <cstdio>
#include <cstdlib>
#include <map>
#include <random>
#include <string>
#include <vector>

#include "certificate/skn1.h"
#include "certificate/skn1_layout.h"
#include "codec/hex.h"
#include "cose/sign.h"
#include "cose/sign1.h"
#include "revocation/wire.h"
#include "skan/issuer/policy_file.h"
#include "skan/update_session.h"
#include "trust/bundle.h"
#include "trust/delta.h"
#include "trust/encoding.h"
#include "trust/signatures.h"

namespace skan::bench {

inline constexpr std::int64_t kNow = 1'625'130'000, kDay = 86'400;  // 2021-07-01T09:00:00Z
inline constexpr Moment kMoment{kNow, ClockSource::device};

/// Ends the program if there is no value: a benchmark of something else would be worse than none.
template <class T>
T value(Result<T> result) {
  if (result) return *std::move(result);
  std::fprintf(stderr, "bench: %s\n", result.error().message.c_str());
  std::exit(1);
}

inline void require(const Result<void>& result) {
  if (!result) value(Result<int>(std::unexpected(result.error())));
}

/// The fewest bytes that can tell which `marked` of `all` are meant: log2 of the binomial coefficient.
inline double entropy_bytes(double marked, double all) {
  const double nats = std::lgamma(all + 1) - std::lgamma(marked + 1) - std::lgamma(all - marked + 1);
  return nats / std::log(2.0) / 8;
}

/// Different numbers below `all`, at random.
inline std::vector<std::uint64_t> draw(std::size_t count, std::uint64_t all, std::mt19937_64& random) {
  std::vector<bool> taken(all);
  std::vector<std::uint64_t> out;
  while (out.size() < count) {
    const std::uint64_t one = random() % all;
    if (!taken[one]) out.push_back(one);
    taken[one] = true;
  }
  std::ranges::sort(out);
  return out;
}

/// What a site or a bundle holds.
struct Published {
  std::map<std::string, std::vector<std::byte>> site;
  std::vector<std::byte> bundle;
  trust::Manifest manifest;
  std::string manifest_name;
  std::size_t head_bytes = 0, manifest_bytes = 0, delta_bytes = 0;
};

/// `keys` issuer keys with a status list of `each` indices.
class Country {
 public:
  Country(std::size_t keys, std::uint32_t each) {
    for (std::size_t i = 0; i < keys; ++i) {
      issuer_keys_.push_back(crypto::SecretKey::generate());
      lists.emplace_back(each);
    }
    std::ranges::sort(issuer_keys_, {}, [](const crypto::SecretKey& k) { return crypto::key_id(k.public_key()); });
    trust::Root root{1, 1, kNow - kDay, kNow + 3'650 * kDay, {}, {3 * kDay, 14 * kDay, 60 * kDay}};
    root.roles.fill({1, {key_.public_key()}});
    root_ = cose::sign(trust::write_root(root), trust::kRootAad, {key_});
    id_.bytes = crypto::digest(crypto::Purpose::root, root_);
    const trust::PartHeader header{id_.bytes, 1, 1, kNow - kDay};
    trust::IssuerList issuers{header, {}};
    for (const auto& key : issuer_keys_) issuers.keys.push_back(issuer(key));
    issuers_ = cose::sign(trust::write_issuer_list(issuers), trust::kIssuersAad, {key_});
    const Policy policy = issuer::shipped_policies().front();
    policies_ = cose::sign(trust::write_policies({header, {policy}, policy.id}), trust::kPoliciesAad, {key_});
  }

  /// All lists as they stand; with `changes` since `before`, as positions of all lists together, also a delta.
  Published publish(std::uint64_t sequence, const Published* before = nullptr, std::span<const std::uint64_t> changes = {}) const {
    Published out;
    trust::Manifest manifest{id_.bytes, 1, "main", sequence, kNow - kDay + static_cast<std::int64_t>(sequence), kNow + 7 * kDay,
                             {kDay, 3 * kDay, 7 * kDay}, {part(1, issuers_), part(2, policies_)}, {}};
    trust::Bundle bundle{{root_}, {}, {}, {issuers_, policies_}};
    std::vector<std::vector<std::byte>> wires;
    for (std::size_t i = 0; i < lists.size(); ++i) {
      wires.push_back(revocation::encode_list(lists[i]));
      manifest.lists.push_back(entry(i, wires.back(), manifest.issued_at));
    }
    const auto manifest_object = cose::sign1(trust::write_manifest(manifest), trust::kManifestAad, key_);
    const auto digest = crypto::digest(crypto::Purpose::manifest, manifest_object);
    const auto head = cose::sign1(trust::write_head({id_.bytes, 1, "main", sequence, manifest.issued_at, manifest.expires, digest,
                                                     static_cast<std::uint32_t>(manifest_object.size())}), trust::kHeadAad, key_);
    out.manifest = manifest;
    out.manifest_name = codec::hex_encode(digest);
    out.head_bytes = head.size();
    out.manifest_bytes = manifest_object.size();
    out.site = {{"root/1", root_}, {"head", head}, {"manifest/" + out.manifest_name, manifest_object}};
    bundle.head = head;
    bundle.manifest = manifest_object;
    bundle.parts.insert(bundle.parts.end(), wires.begin(), wires.end());
    for (const auto part : bundle.parts) out.site["part/" + codec::hex_encode(crypto::digest(crypto::Purpose::part, part))].assign(part.begin(), part.end());
    if (before) {
      auto delta = trust::sign_delta(changes, manifest, key_);
      out.delta_bytes = delta.size();
      out.site["delta/" + out.manifest_name + "/" + before->manifest_name] = std::move(delta);
    }
    out.bundle = trust::write_bundle(bundle);
    return out;
  }

  /// Withdraws these positions of all lists together.
  void withdraw(std::span<const std::uint64_t> positions) {
    for (const std::uint64_t position : positions) lists[position / lists[0].length()].insert(static_cast<std::uint32_t>(position % lists[0].length()));
  }

  std::string certificate(std::size_t key, std::uint32_t index) const {
    Certificate c;
    c.kind = Kind::vaccinated;
    c.number = "9000000000000001";
    c.status_index = index;
    c.issued_at = kNow - 2 * kDay;
    c.expires = kNow + 300 * kDay;
    c.name_cyrillic = "И***** И. И.";
    c.name_latin = "I***** I. I.";
    c.birth_day = 5'580;
    c.document_tail = "12** ***345";
    c.event_day = static_cast<std::int32_t>(kNow / kDay - 30);
    c.product = "Sputnik V";
    c.dose = c.doses = 2;
    c.region = 77;
    return certificate::skn1_text(cose::sign1(certificate::encode_payload(c), certificate::kSkn1Aad, issuer_keys_[key]));
  }

  crypto::PublicKey public_key(std::size_t key) const { return issuer_keys_[key].public_key(); }
  const AuthorityId& id() const { return id_; }
  TrustStore provision(const std::string& file) const { return value(TrustStore::provision(file, root_, id_)); }

  std::vector<revocation::StatusList> lists;

 private:
  static trust::PartEntry part(std::uint64_t kind, crypto::Bytes object) {
    return {kind, 1, static_cast<std::uint32_t>(object.size()), crypto::digest(crypto::Purpose::part, object)};
  }
  trust::ListEntry entry(std::size_t at, crypto::Bytes wire, std::int64_t as_of) const {
    const auto& key = issuer_keys_[at];
    const auto digest = revocation::list_digest(crypto::key_hash(key.public_key()), lists[at].length(), lists[at].block_digests());
    return {crypto::key_id(key.public_key()), lists[at].length(), as_of, digest, static_cast<std::uint32_t>(wire.size()),
            crypto::digest(crypto::Purpose::part, wire)};
  }
  static trust::IssuerKey issuer(const crypto::SecretKey& key) {
    trust::IssuerKey out;
    out.public_key = key.public_key();
    out.kid = crypto::key_id(out.public_key);
    out.name = "Issuer";
    out.kinds = {Kind::vaccinated, Kind::recovered, Kind::tested};
    out.valid_from = kNow - 400 * kDay;
    out.valid_until = kNow + 3'000 * kDay;
    return out;
  }

  crypto::SecretKey key_ = crypto::SecretKey::generate();  // every role's
  std::vector<crypto::SecretKey> issuer_keys_;
  AuthorityId id_;
  std::vector<std::byte> root_, issuers_, policies_;
};

/// Fetches from a site in memory. Returns the bytes that were given.
inline std::size_t fetch(const TrustStore& store, const Published& published) {
  std::size_t bytes = 0;
  auto session = value(UpdateSession::begin(store, kMoment));
  while (session.wanted()) {
    const auto found = published.site.find(session.wanted()->path);
    if (found != published.site.end()) bytes += found->second.size();
    require(found == published.site.end() ? session.not_found() : session.supply(found->second));
  }
  value(session.commit());
  if (!session.delta_refusal().empty()) std::printf("delta refused: %s\n", session.delta_refusal().c_str());
  return bytes;
}

}  // namespace skan::bench
