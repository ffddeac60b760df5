// The publication in the hands of a verifier, before anybody else has it.
#include <algorithm>
#include <system_error>

#include <fmt/format.h>

#include "codec/hex.h"
#include "cose/sign1.h"
#include "issuer/files.h"
#include "issuer/guards.h"
#include "revocation/wire.h"
#include "skan/update_session.h"
#include "trust/bundle.h"
#include "trust/encoding.h"
#include "trust/reading.h"

namespace skan::issuer {
namespace {

namespace fs = std::filesystem;

/// A folder for two trust stores that is gone afterwards.
class Workplace {
 public:
  explicit Workplace(fs::path folder) : folder_(std::move(folder)) { clear(); }
  Workplace(const Workplace&) = delete;
  Workplace& operator=(const Workplace&) = delete;
  ~Workplace() { clear(); }

  Result<void> make() const { return make_private_folder(folder_); }
  std::string file(const char* name) const { return (folder_ / name).string(); }

 private:
  void clear() const {
    std::error_code ignored;
    fs::remove_all(folder_, ignored);
  }

  fs::path folder_;
};

Error refused(std::string_view who, const Error& why) {
  return {why.code, fmt::format("nothing was published: {} would refuse it, {}: {}", who, name(why.code), why.message)};
}

Result<trust::Manifest> manifest_of(crypto::Bytes bundle_file) {
  const auto bundle = trust::read_bundle(bundle_file);
  if (!bundle) return std::unexpected(bundle.error());
  const auto message = cose::read_sign1(bundle->manifest);
  if (!message) return std::unexpected(trust::malformed("the manifest"));
  return trust::read_manifest(message->payload);
}

Result<TrustStore> new_device(Authority::Impl& authority, const std::string& path, std::string_view channel) {
  return TrustStore::provision(path, authority.root_objects.front(), AuthorityId{authority.authority_id}, channel);
}

/// Every bit of every list as the store gives it out: from its own blocks, which it checks by their digests.
Result<void> check_bits(const TrustStore& store, const trust::Manifest& manifest, const std::vector<LedgerList>& lists, std::string_view who) {
  const auto wrong = [&](const crypto::KeyId& kid) {
    return std::unexpected(Error{ErrorCode::hash_mismatch, fmt::format("nothing was published: the withdrawals of key {} do not come out right at {}; check the disk, and tell the makers", codec::hex_encode(kid), who)});
  };
  if (manifest.lists.size() != lists.size()) return std::unexpected(Error{ErrorCode::missing_list, "nothing was published: it has not one list for each key"});
  for (std::size_t at = 0; at < lists.size(); ++at) {
    const trust::ListEntry& entry = manifest.lists[at];
    const auto wire = store.read_object("part/" + codec::hex_encode(entry.digest));
    const auto list = wire ? revocation::decode_list(*wire, entry.length) : std::nullopt;
    const LedgerList& expected = lists[at];
    const bool same = list && expected.kid == entry.kid && expected.list.length() == entry.length && std::ranges::equal(list->bitmap(), expected.list.bitmap());
    if (!same) return wrong(entry.kid);
  }
  return {};
}

/// The update piece by piece, as from a web server.
Result<void> follow(const TrustStore& store, const Publication& publication, Moment now) {
  auto session = UpdateSession::begin(store, now);
  if (!session) return std::unexpected(session.error());
  while (session->wanted()) {
    const std::string path = session->wanted()->path;
    const auto object = std::ranges::find(publication.objects, path, &SiteObject::path);
    const auto taken = object != publication.objects.end() ? session->supply(object->bytes) : session->not_found();
    if (!taken) return taken;
  }
  const auto report = session->commit();
  return report ? Result<void>() : std::unexpected(report.error());
}

}  // namespace

Result<void> rehearse(Authority::Impl& authority, const Publication& publication, crypto::Bytes last, const std::vector<LedgerList>& lists) {
  constexpr std::string_view kNew = "a new device", kFollowing = "a device with the last publication";
  const auto manifest = manifest_of(publication.bundle);
  if (!manifest) return std::unexpected(manifest.error());
  const Workplace place(authority.folder / "check");
  if (auto made = place.make(); !made) return made;
  const Moment now{publication.issued_at, ClockSource::stated};
  auto fresh = new_device(authority, place.file("new.db"), manifest->channel);
  if (!fresh) return std::unexpected(fresh.error());
  if (auto taken = fresh->update(publication.bundle, now); !taken) return std::unexpected(refused(kNew, taken.error()));
  if (auto bits = check_bits(*fresh, *manifest, lists, kNew); !bits) return bits;
  auto following = new_device(authority, place.file("following.db"), manifest->channel);
  if (!following) return std::unexpected(following.error());
  if (!last.empty()) {
    const auto before = manifest_of(last);
    if (!before) return std::unexpected(before.error());
    const auto held = following->update(last, Moment{before->issued_at, ClockSource::stated});
    if (!held) return std::unexpected(refused("a device that takes the last publication again", held.error()));
  }
  if (auto taken = follow(*following, publication, now); !taken) return std::unexpected(refused(kFollowing, taken.error()));
  return check_bits(*following, *manifest, lists, kFollowing);
}

}  // namespace skan::issuer
