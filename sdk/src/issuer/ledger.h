// What an authority has issued and withdrawn, durably.
#pragma once

#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "crypto/ed25519.h"
#include "store/sqlite.h"
#include "trust/objects.h"

namespace skan::issuer {

/// One certificate as recorded.
struct LedgerEntry {
  std::string number;
  crypto::KeyId kid{};
  std::uint32_t status_index = 0;
  std::vector<std::byte> message;  ///< the COSE_Sign1
};

/// A status list as it was published.
struct PublishedList {
  crypto::KeyId kid{};
  crypto::Digest digest{};  ///< of the wire form
  std::uint32_t length = 0;
  std::vector<std::byte> wire;
};

/// A publication, as far as deltas from it need it.
struct PublishedState {
  std::uint64_t sequence = 0;
  std::int64_t published_at = 0;
  crypto::Digest manifest_digest{};
  std::vector<PublishedList> lists;
};

/// A SQLite file: certificates by number, keys with the next free status index, signed objects, and
/// a few counters. Every change is in a transaction; a committed one survives a crash.
class Ledger {
 public:
  static Result<Ledger> create(const std::string& path);
  static Result<Ledger> open(const std::string& path);

  /// Groups what follows until commit(). Nested calls are an error of the caller.
  Result<void> begin();
  Result<void> commit();
  /// Undoes everything since begin(); nothing if there was no begin().
  void rollback() noexcept;

  Result<std::string> text(std::string_view name);
  Result<std::int64_t> number(std::string_view name);
  Result<std::vector<std::byte>> bytes(std::string_view name);
  Result<void> set(std::string_view name, std::string_view value);
  Result<void> set(std::string_view name, std::int64_t value);
  Result<void> set(std::string_view name, std::span<const std::byte> value);

  Result<void> add_key(const trust::IssuerKey& key);
  /// The next status index of a key; never given out twice once committed. Fails with capacity.
  Result<std::uint32_t> take_index(const crypto::KeyId& kid);
  /// How many indices were given out: the length of the key's status list.
  Result<std::uint32_t> index_count(const crypto::KeyId& kid);

  Result<std::optional<LedgerEntry>> find(const std::string& number);
  Result<void> add(const LedgerEntry& entry, std::int64_t issued_at);
  /// True if the certificate was not withdrawn before. Precondition: it is in the ledger.
  Result<bool> revoke(const std::string& number, std::int64_t now);
  Result<void> for_each_revoked(const crypto::KeyId& kid, const std::function<void(std::uint32_t)>& visit);
  Result<std::int64_t> count(bool only_revoked);

  /// Remembers what was published, for deltas from it.
  Result<void> add_publication(const PublishedState& state);
  /// Forgets the publications from which no delta starts any more.
  Result<void> forget_publications(std::int64_t now);
  /// The publications that deltas start from, newest first, without their lists.
  Result<std::vector<PublishedState>> publications();
  /// The lists of a publication.
  Result<std::vector<PublishedList>> published_lists(std::uint64_t sequence);

 private:
  Ledger(std::string path, store::Database database) : path_(std::move(path)), database_(std::move(database)) {}
  Result<store::Statement> value_of(std::string_view name);
  template <class Value>
  Result<void> set_value(std::string_view name, Value value);
  /// Turns a SQLite failure into an error about this file.
  template <class T>
  Result<T> about(store::SqliteResult<T> result);

  std::string path_;
  store::Database database_;
  bool in_transaction_ = false;
};

template <class T>
Result<T> Ledger::about(store::SqliteResult<T> result) {
  if (!result) return std::unexpected(result.error().about(path_));
  if constexpr (std::is_void_v<T>) {
    return {};
  } else {
    return *std::move(result);
  }
}

}  // namespace skan::issuer
