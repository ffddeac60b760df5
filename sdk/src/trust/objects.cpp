#include "trust/objects.h"

#include <algorithm>
#include <functional>

namespace skan::trust {
namespace {

/// Binary search in a vector that is sorted by `projection`.
template <class T, class Key, class Projection>
const T* find_sorted(const std::vector<T>& items, const Key& key, Projection projection) noexcept {
  const auto found = std::ranges::lower_bound(items, key, {}, projection);
  return found != items.end() && std::invoke(projection, *found) == key ? &*found : nullptr;
}

}  // namespace

const PartEntry* Manifest::part(PartKind kind) const noexcept {
  return find_sorted(parts, static_cast<std::uint64_t>(kind), &PartEntry::kind);
}

const ListEntry* Manifest::list(const crypto::KeyId& kid) const noexcept {
  return find_sorted(lists, kid, &ListEntry::kid);
}

const IssuerKey* IssuerList::find(const crypto::KeyId& kid) const noexcept {
  return find_sorted(keys, kid, &IssuerKey::kid);
}

const Policy* Policies::find(std::string_view id) const noexcept {
  return find_sorted(policies, id.empty() ? std::string_view(default_id) : id,
                     [](const Policy& p) { return std::string_view(p.id); });
}

}  // namespace skan::trust
