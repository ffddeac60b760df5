// What an authority has issued and withdrawn, durably.
#pragma once

#include <array>
#include <functional>
#include <map>
#include <optional>
#include <string>
#include <unordered_map>
#include <vector>

#include "issuer/ledger_entry.h"
#include "store/sqlite.h"
#include "trust/objects.h"

namespace skan::issuer {

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

/// What a withdrawal by query looks at; what is empty does not matter.
struct LedgerQuery {
  std::string product, batch, office;
  std::optional<std::int64_t> issued_from;   ///< UTC seconds, itself included
  std::optional<std::int64_t> issued_until;  ///< not included
};

/// A SQLite file: certificates by key and index, their numbers, keys with the next free status index, what happened to
/// certificates, signed objects, and a few counters (sdk/doc/issuing.md). Every change is in a transaction; a
/// committed one survives a crash. Not for use from several threads at once. All fail with storage.
class Ledger {
 public:
  static Result<Ledger> create(const std::string& path);
  /// Also brings a ledger of an earlier version up to date.
  static Result<Ledger> open(const std::string& path);

  /// Groups what follows until commit(). Nested calls are an error of the caller.
  Result<void> begin();
  Result<void> commit();
  /// What is read until rollback() is of one moment, whatever other programs do.
  Result<void> begin_reading();
  /// Undoes everything since begin(); nothing if there was no begin().
  void rollback() noexcept;
  /// Changes whenever another connection has changed the file.
  Result<std::int64_t> version_of_others();

  Result<std::string> text(std::string_view name);
  Result<std::int64_t> number(std::string_view name);
  /// The same, or `missing` where an older ledger has none.
  Result<std::int64_t> number_or(std::string_view name, std::int64_t missing);
  Result<std::vector<std::byte>> bytes(std::string_view name);
  /// The same, or nothing where bytes() would fail for want of a value.
  Result<std::optional<std::vector<std::byte>>> find_bytes(std::string_view name);
  Result<void> set(std::string_view name, std::string_view value);
  Result<void> set(std::string_view name, std::int64_t value);
  Result<void> set(std::string_view name, std::span<const std::byte> value);

  /// All keys, by their numbers.
  Result<std::vector<LedgerKey>> keys();
  Result<void> add_key(const trust::IssuerKey& key, KeyUse use = KeyUse::active, std::int64_t since = 0);
  Result<void> set_key_use(const crypto::KeyId& kid, KeyUse use, std::int64_t since);
  /// The next status index of a key; never given out twice once committed. Fails with capacity.
  Result<std::uint32_t> take_index(const crypto::KeyId& kid);
  /// Takes the indices from `first` up to `end` at once. False, and nothing taken, if `first` is not the next one.
  Result<bool> take_indices(const crypto::KeyId& kid, std::uint32_t first, std::uint32_t end);
  /// The number of a key.
  Result<std::int64_t> key_number(const crypto::KeyId& kid);
  /// How many indices were given out: the length of the key's status list.
  Result<std::uint32_t> index_count(const crypto::KeyId& kid);

  /// Where the certificate stands that bears this number now; nothing if none does.
  Result<std::optional<CertificateId>> locate(std::string_view number);
  /// The certificate that bears this number now.
  Result<std::optional<LedgerEntry>> find(std::string_view number);
  Result<std::optional<LedgerEntry>> read(CertificateId id);
  /// The certificates of a key from an index on, in the order of their indices, at most so many: a whole key is read in constant
  /// memory, and the ledger may be changed between the pages. Empty at the end.
  Result<std::vector<LedgerEntry>> read_page(const crypto::KeyId& kid, std::uint32_t from_index, std::size_t at_most);
  /// Records a certificate under a new number. What records several things belongs into a transaction, to be rolled back on failure.
  Result<void> add(const LedgerEntry& entry);
  /// Records many at once, given in the order of their indices and in an order of their numbers that is near the ledger's own, which
  /// is what makes it fast. All are of one key.
  Result<void> add_all(std::span<const LedgerEntry* const> by_index, std::span<const LedgerEntry* const> by_number);
  /// Records a certificate that takes the place of `predecessor`. It may bear the same number, which then means the new one.
  Result<void> add_successor(const LedgerEntry& entry, CertificateId predecessor, std::int64_t action);

  /// One for each command that changes the standing of certificates; what follows refers to it.
  Result<std::int64_t> add_action(ActionKind kind, std::string_view reason, std::int64_t at);
  /// True if the certificate was not withdrawn before.
  Result<bool> withdraw(CertificateId id, std::int64_t action);
  /// True if the certificate was withdrawn before.
  Result<bool> restore(CertificateId id, std::int64_t action);
  /// What happened to a certificate, in order.
  Result<std::vector<LedgerEvent>> events(CertificateId id);
  /// Visits what `query` matches, in the order of keys and indices; a false from `visit` ends it.
  Result<void> for_each_match(const LedgerQuery& query, const std::function<bool(CertificateId, bool withdrawn)>& visit);
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

  const std::string& path() const noexcept { return path_; }

 private:
  Ledger(std::string path, store::Database database) : path_(std::move(path)), database_(std::move(database)) {}
  /// The use of a statement that stays prepared; at its end the statement lets go of the file.
  class Use {
   public:
    explicit Use(store::Statement& statement) : statement_(&statement) {}
    Use(Use&& other) noexcept : statement_(std::exchange(other.statement_, nullptr)) {}
    Use& operator=(Use&&) = delete;
    ~Use() {
      if (statement_) statement_->reset();
    }
    store::Statement* operator->() const noexcept { return statement_; }
    store::Statement& operator*() const noexcept { return *statement_; }

   private:
    store::Statement* statement_;
  };
  /// `sql` is a literal.
  Result<Use> prepared(const char* sql);
  Result<Use> value_of(std::string_view name);
  template <class Value>
  Result<void> set_value(std::string_view name, Value value);
  Result<crypto::KeyId> kid_of(std::int64_t key);
  Result<std::int64_t> label(const std::string& text);
  Result<std::array<std::int64_t, 3>> labels_of(const LedgerEntry& entry);
  Result<std::string> label_text(std::int64_t id);
  Result<LedgerEntry> entry_of(const store::Statement& row);
  Result<CertificateId> insert(const LedgerEntry& entry);
  Result<void> count_issued(const crypto::KeyId& kid, std::size_t more);
  Result<void> set_number(const char* sql, std::string_view number, CertificateId id);
  Result<void> add_event(CertificateId id, std::int64_t action, std::int64_t successor);
  /// Turns a SQLite failure into an error about this file.
  template <class T>
  Result<T> about(store::SqliteResult<T> result);

  std::string path_;
  store::Database database_;
  std::map<const char*, store::Statement> statements_;  // after the connection, so that they go first
  std::map<crypto::KeyId, std::int64_t> key_numbers_;
  std::unordered_map<std::string, std::int64_t> labels_;
  std::array<std::pair<std::string, std::int64_t>, 3> last_labels_;  // rows that follow one another often say the same
  std::unordered_map<std::int64_t, std::string> label_texts_;
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
