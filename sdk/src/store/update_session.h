// The inside of an UpdateSession, which a bundle goes through as well.
#pragma once

#include "skan/update_session.h"
#include "store/trust_store_impl.h"
#include "trust/session.h"

namespace skan {

struct UpdateSession::Impl {
  Impl(std::shared_ptr<TrustStore::Impl> in, store::OpenedFile file, std::shared_ptr<const store::Snapshot> base,
       std::int64_t version, Moment at, trust::Origin origin);

  static Result<std::unique_ptr<Impl>> begin(std::shared_ptr<TrustStore::Impl> store, Moment now, trust::Origin origin);

  Result<void> supply(std::span<const std::byte> object);
  Result<void> not_found();
  /// Gives everything of a bundle.
  Result<void> supply_bundle(const trust::Bundle& bundle);
  /// Puts roots in force that are new since the last time, and notes a failure; hands `result` on.
  Result<void> settle(Result<void> result);
  Result<UpdateReport> commit();

  std::shared_ptr<TrustStore::Impl> store;
  store::Database database;  ///< its own, so that verdicts in other threads go on reading meanwhile
  std::shared_ptr<const store::Snapshot> held;
  std::int64_t data_version;  ///< of the file when `held` was read
  store::FileMark mark;       ///< which file `database` is
  Moment now;
  std::optional<store::Statement> block_query;  ///< after `database`, so that it is gone first
  trust::Session session;
  std::size_t roots_in_force;
  bool has_ended = false;     ///< commit() has been tried
  bool is_noted = false;      ///< the refusal stands in the store
  bool is_overtaken = false;  ///< another process has changed the file since the beginning

 private:
  bool read_block(std::size_t list, std::size_t position, std::span<std::byte, revocation::kBlockBytes> out);
  /// One transaction: writes, reads back, and commits what was read back. Nothing if that was not right.
  store::SqliteResult<std::shared_ptr<const store::Snapshot>> write(const trust::Update& update);
  Result<std::shared_ptr<const store::Snapshot>> write_or_rewrite(const trust::Update& update);
  Result<std::shared_ptr<const store::Snapshot>> rewrite(const trust::Update& update);
  store::SqliteResult<bool> is_as_it_was();
  store::SqliteResult<bool> write_new_roots();
  void note_refusal(ErrorCode code);
};

}  // namespace skan
