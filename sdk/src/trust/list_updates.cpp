#include "trust/list_updates.h"

#include <algorithm>

#include "revocation/wire.h"
#include "trust/reading.h"

namespace skan::trust {
namespace {

constexpr std::string_view kWhat = "a status list";

NewList whole_list(const crypto::KeyId& kid, const revocation::StatusList& list) {
  NewList out{kid, list.block_digests(), {}};
  for (std::size_t at = 0; at < list.block_count(); ++at) {
    if (out.digests[at] == revocation::zero_block_digest()) continue;
    std::ranges::copy(list.block(at), out.blocks.emplace_back(NewBlock{at, {}}).bytes.begin());
  }
  return out;
}

void flip(NewBlock& block, std::uint64_t index) {
  block.bytes[index % revocation::kBlockBits / 8] ^= static_cast<std::byte>(1u << (index % 8));
}

}  // namespace

ListUpdates::ListUpdates(const Manifest& manifest, const IssuerList& issuers, const InForce& in_force,
                         const ReadBlock& read_block, bool take_over)
    : manifest_(manifest), issuers_(issuers), in_force_(in_force), read_block_(read_block), slots_(manifest.lists.size()) {
  for (std::size_t at = 0; at < slots_.size(); ++at) {
    const IssuerKey* key = issuers.find(manifest.lists[at].kid);
    slots_[at].needed = key && key->needs_list();
    if (!slots_[at].needed || !take_over) continue;
    slots_[at].held = in_force.list_of(manifest.lists[at].kid);
    if (slots_[at].held) slots_[at].list = keep(at, *slots_[at].held);
  }
}

bool ListUpdates::has_signed_digest(std::size_t at, const std::vector<crypto::Digest>& digests) const noexcept {
  const ListEntry& entry = manifest_.lists[at];
  return revocation::list_digest(crypto::key_hash(key_of(at).public_key), entry.length, digests) == entry.list_digest;
}

bool ListUpdates::is_intact(std::size_t held, std::size_t position) const {
  const auto& digests = in_force_.block_digests[held];
  if (position >= digests.size() || digests[position] == revocation::zero_block_digest()) return true;
  NewBlock block;
  return read_block_(held, position, block.bytes) && revocation::block_digest(block.bytes) == digests[position];
}

std::optional<NewList> ListUpdates::keep(std::size_t at, std::size_t held) const {
  const auto& digests = in_force_.block_digests[held];
  const ListEntry &entry = manifest_.lists[at], &before = in_force_.data->manifest.lists[held];
  if (before.length != entry.length || !has_signed_digest(at, digests)) return std::nullopt;
  for (std::size_t position = 0; position < digests.size(); ++position) {
    if (!is_intact(held, position)) return std::nullopt;
  }
  return NewList{entry.kid, digests, {}};
}

std::optional<NewList> ListUpdates::change(std::size_t at, std::size_t held, std::span<const std::uint64_t> changes,
                                           std::uint64_t offset) const {
  const ListEntry& entry = manifest_.lists[at];
  const auto& before = in_force_.block_digests[held];
  NewList out{entry.kid, before, {}};
  if (in_force_.data->manifest.lists[held].length > entry.length) return std::nullopt;
  out.digests.resize(revocation::block_count(entry.length), revocation::zero_block_digest());
  auto next = changes.begin();
  for (std::size_t position = 0; position < out.digests.size(); ++position) {
    const std::uint64_t end = offset + (position + 1) * std::uint64_t{revocation::kBlockBits};
    if (next == changes.end() || *next >= end) {
      if (!is_intact(held, position)) return std::nullopt;
      continue;
    }
    NewBlock block{position, {}};
    // Whether it is right will show in the list's digest.
    if (position < before.size() && !read_block_(held, position, block.bytes)) return std::nullopt;
    for (; next != changes.end() && *next < end; ++next) flip(block, *next - offset);
    out.digests[position] = revocation::block_digest(block.bytes);
    if (out.digests[position] != revocation::zero_block_digest()) out.blocks.push_back(block);
  }
  return has_signed_digest(at, out.digests) ? std::optional(std::move(out)) : std::nullopt;
}

bool ListUpdates::delta_helps() const noexcept {
  return std::ranges::any_of(slots_, [](const Slot& s) { return s.held && !s.list; });
}

std::size_t ListUpdates::bytes_wanted() const noexcept {
  std::size_t bytes = 0;
  for (std::size_t at = 0; at < slots_.size(); ++at) {
    if (slots_[at].needed && !slots_[at].list) bytes += manifest_.lists[at].size;
  }
  return bytes;
}

void ListUpdates::apply(std::span<const std::uint64_t> changes) {
  std::uint64_t offset = 0;
  auto begin = changes.begin();
  for (std::size_t at = 0; at < slots_.size(); ++at) {
    const std::uint64_t end = offset + manifest_.lists[at].length;
    const auto last = std::lower_bound(begin, changes.end(), end);
    Slot& slot = slots_[at];
    if (slot.needed && !slot.list && slot.held) slot.list = change(at, *slot.held, {begin, last}, offset);
    begin = last;
    offset = end;
  }
}

std::optional<std::size_t> ListUpdates::wanted() const noexcept {
  const auto found = std::ranges::find_if(slots_, [](const Slot& s) { return s.needed && !s.list; });
  if (found == slots_.end()) return std::nullopt;
  return static_cast<std::size_t>(found - slots_.begin());
}

/// The list of one entry from its wire form, whose size and digest were checked.
Result<NewList> ListUpdates::read_whole(std::size_t at, crypto::Bytes wire) const {
  const ListEntry& entry = manifest_.lists[at];
  const auto list = revocation::decode_list(wire, entry.length);
  if (!list) return std::unexpected(malformed(kWhat));
  NewList whole = whole_list(entry.kid, *list);
  if (has_signed_digest(at, whole.digests)) return whole;
  return std::unexpected(Error{ErrorCode::hash_mismatch, "a status list is not the one that the manifest names"});
}

Result<void> ListUpdates::supply(std::size_t at, crypto::Bytes wire) {
  const ListEntry& asked = manifest_.lists[at];
  if (auto intact = check_part(wire, asked.size, asked.digest, kWhat); !intact) return intact;
  // Lists in which nobody is withdrawn travel as the same bytes, however long they are.
  for (std::size_t other = at; other < slots_.size(); ++other) {
    const ListEntry& entry = manifest_.lists[other];
    const bool same = entry.digest == asked.digest && entry.size == asked.size;
    if (!same || !slots_[other].needed || slots_[other].list) continue;
    auto whole = read_whole(other, wire);
    if (!whole) return std::unexpected(std::move(whole).error());
    slots_[other].list = *std::move(whole);
  }
  return {};
}

std::vector<NewList> ListUpdates::take() {
  std::vector<NewList> out;
  for (Slot& slot : slots_) {
    if (slot.list) out.push_back(*std::move(slot.list));
  }
  return out;
}

}  // namespace skan::trust
