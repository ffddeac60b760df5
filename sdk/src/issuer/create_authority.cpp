#include <algorithm>

#include "certificate/skn1.h"
#include "certificate/skn1_layout.h"
#include "codec/hex.h"
#include "codec/text.h"
#include "cose/sign.h"
#include "issuer/authority_impl.h"
#include "issuer/files.h"
#include "issuer/set_policies.h"
#include "skan/issuer/policy_file.h"
#include "trust/encoding.h"
#include "trust/signatures.h"

namespace skan::issuer {
namespace {

namespace fs = std::filesystem;

constexpr std::int64_t kYear = 366LL * 86'400, kHour = 3'600, kDay = 24 * kHour;
// Venues without a network for weeks get a channel with longer tiers; the root bounds even those.
constexpr trust::Tiers kCaps{3 * kDay, 14 * kDay, 60 * kDay};

/// One key for every role but the root, which may have several, and the first issuer key.
struct Keys {
  std::vector<crypto::SecretKey> roots;
  std::optional<crypto::SecretKey> authority, policy, manifest, head, issuer;
};

Result<void> check(const fs::path& folder, const AuthorityOptions& options, std::int64_t now) {
  const auto refuse = [](ErrorCode code, std::string message) {
    return std::unexpected(Error{code, std::move(message)});
  };
  if (!crypto::ready()) return refuse(ErrorCode::crypto_unavailable, "libsodium has no source of randomness on this system");
  const bool name = !options.name.empty() && options.name.size() <= 96 && codec::is_display_text(options.name);
  if (!name) return refuse(ErrorCode::invalid_argument, "name: 1 to 96 bytes of UTF-8 without control characters are expected");
  if (options.key_years < 1 || options.key_years > 30) return refuse(ErrorCode::invalid_argument, "key_years: 1 to 30 is expected");
  const std::int64_t last = static_cast<std::int64_t>(certificate::kMaxTime) - options.key_years * kYear;
  if (now < 0 || now > last) return refuse(ErrorCode::invalid_argument, "now: a time from 1970 on is expected");
  const bool key_use = options.certificates_per_key >= 1 && options.certificates_per_key <= certificate::kMaxStatusIndex &&
                       options.days_per_key >= 0 && options.days_per_key <= options.key_years * 366;
  if (!key_use) return refuse(ErrorCode::invalid_argument, "certificates_per_key, days_per_key: 1 to 2^29 - 1, and 0 to the key's validity, are expected");
  const bool roots = options.root_keys >= 1 && options.root_keys <= cose::kMaxSigners && options.root_threshold >= 1 && options.root_threshold <= options.root_keys;
  if (!roots) return refuse(ErrorCode::invalid_argument, "root keys: 1 to 16 of them, and a threshold of 1 to as many, are expected");
  std::error_code failed;
  if (fs::exists(folder, failed) && !(fs::is_directory(folder, failed) && fs::is_empty(folder, failed))) {
    return refuse(ErrorCode::storage, folder.string() + ": exists already; name a new or empty folder");
  }
  return {};
}

Result<Keys> make_keys(KeyRing& ring, std::uint32_t root_keys) {
  Keys keys;
  for (std::uint32_t i = 1; i <= root_keys; ++i) {
    auto root = ring.create("root", root_keys == 1 ? "root" : "root-" + std::to_string(i));
    if (!root) return std::unexpected(root.error());
    keys.roots.push_back(*root);
  }
  const std::pair<const char*, std::optional<crypto::SecretKey>*> others[] = {
      {"authority", &keys.authority}, {"policy", &keys.policy}, {"manifest", &keys.manifest}, {"head", &keys.head}, {"issuer", &keys.issuer}};
  for (const auto& [role, into] : others) {
    auto key = ring.create(role, role);
    if (!key) return std::unexpected(key.error());
    into->emplace(*key);
  }
  return keys;
}

trust::Role role_of(const std::optional<crypto::SecretKey>& key) { return {1, {key->public_key()}}; }

trust::Role root_role(const Keys& keys, std::uint32_t threshold) {
  trust::Role role{threshold, {}};
  for (const auto& key : keys.roots) role.keys.push_back(key.public_key());
  std::ranges::sort(role.keys, {}, crypto::key_id);
  return role;
}

trust::Root first_root(const Keys& keys, const AuthorityOptions& options, std::int64_t now) {
  trust::Root root;
  root.version = 1;
  root.epoch = 1;
  root.issued_at = now;
  root.expires = now + options.key_years * kYear;
  root.roles = {root_role(keys, options.root_threshold), role_of(keys.authority), role_of(keys.policy), role_of(keys.manifest),
                role_of(keys.head)};
  root.caps = kCaps;
  return root;
}

trust::IssuerKey first_issuer(const Keys& keys, const AuthorityOptions& options, std::int64_t now) {
  trust::IssuerKey key;
  key.public_key = keys.issuer->public_key();
  key.kid = crypto::key_id(key.public_key);
  key.name = options.name;
  key.kinds = {Kind::vaccinated, Kind::recovered, Kind::tested};
  key.valid_from = now;
  key.valid_until = now + options.key_years * kYear;
  key.practice = options.practice;
  return key;
}

/// The signed objects that change rarely. They are made here, once, so that daily publication does
/// not need the offline keys.
struct Objects {
  std::vector<std::byte> root;
  crypto::Digest authority_id{};
  std::vector<std::byte> issuers;
  std::vector<std::byte> policies;
};

Result<trust::Policies> first_policies(const AuthorityOptions& options, std::int64_t now) {
  const std::string default_id = options.default_policy.empty() ? std::string(kShippedDefault) : options.default_policy;
  return checked_policies({{}, 1, 1, now}, options.policies.empty() ? shipped_policies() : options.policies, default_id);
}

Objects sign_objects(const Keys& keys, trust::Policies policies, const AuthorityOptions& options, std::int64_t now) {
  Objects out;
  out.root = cose::sign(trust::write_root(first_root(keys, options, now)), trust::kRootAad, keys.roots);
  out.authority_id = crypto::digest(crypto::Purpose::root, out.root);
  const trust::PartHeader header{out.authority_id, 1, 1, now};
  const trust::IssuerList issuers{header, {first_issuer(keys, options, now)}};
  out.issuers = cose::sign(trust::write_issuer_list(issuers), trust::kIssuersAad, {*keys.authority});
  policies.header = header;
  out.policies = cose::sign(trust::write_policies(policies), trust::kPoliciesAad, {*keys.policy});
  return out;
}

Result<void> fill_ledger(Ledger& ledger, const Objects& objects, const trust::IssuerKey& issuer, const AuthorityOptions& options) {
  if (auto begun = ledger.begin(); !begun) return begun;
  const std::pair<std::string_view, crypto::Bytes> values[] = {{kAuthorityId, objects.authority_id},
                                                               {kRootObject, objects.root},
                                                               {kIssuersObject, objects.issuers},
                                                               {kPoliciesObject, objects.policies}};
  for (const auto& [name, value] : values) {
    if (auto set = ledger.set(name, value); !set) return set;
  }
  if (auto set = ledger.set(kName, std::string_view(issuer.name)); !set) return set;
  if (auto set = ledger.set(kSequence, std::int64_t{0}); !set) return set;
  if (auto set = ledger.set(kPublishedAt, std::int64_t{0}); !set) return set;
  if (auto set = ledger.set(kKeyCount, options.certificates_per_key); !set) return set;
  if (auto set = ledger.set(kKeyDays, options.days_per_key); !set) return set;
  if (auto added = ledger.add_key(issuer, KeyUse::active, issuer.valid_from); !added) return added;
  return ledger.commit();
}

}  // namespace

Result<Authority> Authority::create(const fs::path& folder, const AuthorityOptions& options, std::int64_t now,
                                    Passphrase passphrase) {
  if (auto checked = check(folder, options, now); !checked) return std::unexpected(checked.error());
  auto policies = first_policies(options, now);
  if (!policies) return std::unexpected(policies.error());
  std::error_code failed;
  fs::create_directories(folder / "public", failed);
  if (failed) {
    return std::unexpected(Error{ErrorCode::storage, folder.string() + ": cannot be made; check the path and its permissions"});
  }
  if (auto made = make_private_folder(folder / "keys"); !made) return std::unexpected(made.error());
  KeyRing ring(folder / "keys");
  ring.use(std::move(passphrase), {});
  const auto keys = make_keys(ring, options.root_keys);
  if (!keys) return std::unexpected(keys.error());
  const Objects objects = sign_objects(*keys, *std::move(policies), options, now);
  if (auto written = write_file(folder / "public" / "root.cose", objects.root); !written) return std::unexpected(written.error());
  auto ledger = Ledger::create((folder / "ledger.db").string());
  if (!ledger) return std::unexpected(ledger.error());
  const auto filled = fill_ledger(*ledger, objects, first_issuer(*keys, options, now), options);
  if (!filled) return std::unexpected(filled.error());
  auto authority = open(folder);
  if (!authority) return authority;
  authority->impl_->keys = std::move(ring);  // with the passphrase, so that it is not locked
  if (auto loaded = authority->impl_->load_keys(); !loaded) return std::unexpected(loaded.error());
  return authority;
}

}  // namespace skan::issuer
