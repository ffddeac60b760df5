// From the status lists in force to those that a manifest names: kept, changed by a delta, or whole.
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <vector>

#include "skan/result.h"
#include "trust/update.h"

namespace skan::trust {

/// The lists of one manifest, on their way. Every list that it hands over has the list digest that the manifest
/// signs, so that nothing here needs to trust what it was given.
class ListUpdates {
 public:
  /// `manifest`, `issuers` and `in_force` must outlive it. `take_over`: lists whose digest has not changed are kept
  /// if every block in force is intact. Otherwise all are wanted whole.
  ListUpdates(const Manifest& manifest, const IssuerList& issuers, const InForce& in_force, const ReadBlock& read_block,
              bool take_over);

  /// True if a delta from the manifest in force could complete a list.
  bool delta_helps() const noexcept;
  /// How many bytes the lists that are still wanted have, whole.
  std::size_t bytes_wanted() const noexcept;
  /// Applies changed positions in the lists of the manifest, one after the other. Lists that do not come out right
  /// stay wanted.
  void apply(std::span<const std::uint64_t> changes);

  /// The next list that is wanted whole, as its place in the manifest.
  std::optional<std::size_t> wanted() const noexcept;
  /// Takes the wire form of list `at`, the first that is wanted, and of every other list with that digest. Fails with size_mismatch,
  /// hash_mismatch or malformed.
  Result<void> supply(std::size_t at, crypto::Bytes wire);

  /// All lists. Precondition: none is wanted.
  std::vector<NewList> take();

 private:
  struct Slot {
    bool needed = false;                 ///< verdicts use it
    std::optional<std::size_t> held;     ///< its place in the manifest in force
    std::optional<NewList> list;
  };
  const IssuerKey& key_of(std::size_t at) const noexcept { return *issuers_.find(manifest_.lists[at].kid); }
  bool has_signed_digest(std::size_t at, const std::vector<crypto::Digest>& digests) const noexcept;
  Result<NewList> read_whole(std::size_t at, crypto::Bytes wire) const;
  bool is_intact(std::size_t held, std::size_t position) const;
  std::optional<NewList> keep(std::size_t at, std::size_t held) const;
  std::optional<NewList> change(std::size_t at, std::size_t held, std::span<const std::uint64_t> changes,
                                std::uint64_t offset) const;

  const Manifest& manifest_;
  const IssuerList& issuers_;
  const InForce& in_force_;
  const ReadBlock& read_block_;
  std::vector<Slot> slots_;  ///< per list of the manifest
};

}  // namespace skan::trust
