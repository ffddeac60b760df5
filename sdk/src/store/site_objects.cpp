#include <algorithm>
#include <charconv>
#include <filesystem>
#include <random>
#include <system_error>

#include "codec/hex.h"
#include "revocation/wire.h"
#include "store/trust_store_impl.h"

namespace skan {
namespace {

namespace fs = std::filesystem;

/// The status list at `at` of the manifest as it travels. It is not stored in that form; if its authority codes lists
/// in another way than this library, it cannot be given.
std::optional<std::vector<std::byte>> encode_list(TrustStore::Impl& store, const store::Snapshot& snapshot, std::size_t at) {
  const trust::ListEntry& entry = snapshot.in_force.data->manifest.lists[at];
  const std::size_t blocks = snapshot.in_force.block_digests[at].size();
  std::vector<std::byte> bitmap(blocks * revocation::kBlockBytes);
  for (std::size_t position = 0; position < blocks; ++position) {
    const std::span<std::byte, revocation::kBlockBytes> block(bitmap.data() + position * revocation::kBlockBytes, revocation::kBlockBytes);
    if (!store.read_block(snapshot, at, position, block)) return std::nullopt;
  }
  bitmap.resize((static_cast<std::size_t>(entry.length) + 7) / 8);
  const auto list = revocation::StatusList::from_bitmap(bitmap, entry.length);
  if (!list) return std::nullopt;
  auto wire = revocation::encode_list(*list);
  if (!trust::check_part(wire, entry.size, entry.digest, "a status list")) return std::nullopt;
  return wire;
}

std::optional<std::vector<std::byte>> find_part(TrustStore::Impl& store, const store::Snapshot& snapshot, const crypto::Digest& digest) {
  const trust::InForce& held = snapshot.in_force;
  const trust::Manifest& manifest = held.data->manifest;
  if (digest == manifest.part(trust::PartKind::issuer_list)->digest) return held.issuers_object;
  if (digest == manifest.part(trust::PartKind::policies)->digest) return held.policies_object;
  for (std::size_t at = 0; at < manifest.lists.size(); ++at) {
    if (manifest.lists[at].digest == digest && held.list_of(manifest.lists[at].kid)) return encode_list(store, snapshot, at);
  }
  return std::nullopt;
}

std::optional<std::vector<std::byte>> find_root(const trust::InForce& held, std::string_view version) {
  std::size_t number = 0;
  const auto read = std::from_chars(version.data(), version.data() + version.size(), number);
  const bool canonical = read.ec == std::errc() && std::to_string(number) == version;
  if (!canonical || number == 0 || number > held.roots.size()) return std::nullopt;
  return held.roots[number - 1];
}

Error cannot_write(const std::string& path, std::string_view why) {
  return {ErrorCode::storage, path + ": cannot be written (" + std::string(why) + "); check the path, its permissions and the free space"};
}

fs::path native(const std::string& path) { return {std::u8string(path.begin(), path.end())}; }

}  // namespace

std::optional<std::vector<std::byte>> TrustStore::read_object(std::string_view path) const {
  const auto snapshot = impl_->snapshot();
  const trust::InForce& held = snapshot->in_force;
  if (snapshot->damaged || snapshot->rolled_back) return std::nullopt;
  if (path.starts_with("root/")) return find_root(held, path.substr(5));
  if (!held.data) return std::nullopt;
  if (path == "head") return held.head.bytes;
  crypto::Digest digest;
  const bool is_manifest = path.starts_with("manifest/"), is_part = path.starts_with("part/");
  if (!is_manifest && !is_part) return std::nullopt;
  if (!codec::hex_decode(path.substr(path.find('/') + 1), digest)) return std::nullopt;
  if (is_part) return find_part(*impl_, *snapshot, digest);
  return digest == held.manifest_digest ? std::optional(held.manifest_object) : std::nullopt;
}

Result<void> TrustStore::export_copy(const std::string& path) const {
  if (path.empty() || path.find('\0') != std::string::npos) {
    return std::unexpected(Error{ErrorCode::invalid_argument, "path: a file name without a zero byte is expected"});
  }
  auto file = store::open_store_file(impl_->path);
  if (!file) return std::unexpected(file.error());
  std::error_code failed;
  // Over a store that works, this one included, nothing is exported.
  if (fs::equivalent(native(path), native(impl_->path), failed) || fs::exists(native(path + "-wal"), failed)) {
    return std::unexpected(Error{ErrorCode::storage, path + ": is a store in use; export to another file"});
  }
  // Two exporters at once must not write into one file.
  const std::string draft = path + "." + std::to_string(std::random_device{}()) + ".part";
  fs::remove(native(draft), failed);
  if (const auto written = store::make_copy(file->database, draft); !written) {
    fs::remove(native(draft), failed);
    return std::unexpected(written.error().about(draft));
  }
  fs::rename(native(draft), native(path), failed);
  if (failed) {
    std::error_code ignored;
    fs::remove(native(draft), ignored);
    return std::unexpected(cannot_write(path, failed.message()));
  }
  return {};
}

}  // namespace skan
