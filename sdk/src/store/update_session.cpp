#include "store/update_session.h"

#include <algorithm>
#include <cstdlib>

namespace skan {

UpdateSession::Impl::Impl(std::shared_ptr<TrustStore::Impl> in, store::OpenedFile file,
                          std::shared_ptr<const store::Snapshot> base, std::int64_t version, Moment at, trust::Origin origin)
    : store(std::move(in)),
      database(std::move(file.database)),
      held(std::move(base)),
      data_version(version),
      mark(file.mark),
      now(at),
      session(held->in_force,
              [this](std::size_t list, std::size_t position, std::span<std::byte, revocation::kBlockBytes> out) {
                return read_block(list, position, out);
              },
              store->identity, at, origin),
      roots_in_force(held->in_force.roots.size()) {}

Result<std::unique_ptr<UpdateSession::Impl>> UpdateSession::Impl::begin(std::shared_ptr<TrustStore::Impl> store, Moment now,
                                                                        trust::Origin origin) {
  auto file = store::open_writable(store->path);
  if (!file) return std::unexpected(file.error());
  store::Database& database = file->database;
  const auto claims = store::read_file_identity(database);
  // A damaged row of these is no other store, and is repaired.
  const bool other_authority = claims && claims->claims_match_root && claims->authority_id != store->identity.authority_id;
  const bool other_channel = claims && !claims->channel.empty() && claims->channel != store->identity.channel;
  if (other_authority || other_channel) {
    return std::unexpected(Error{ErrorCode::foreign_store, store->path + ": is another store than the one that was opened; open it anew"});
  }
  const auto failed = [&](const store::SqliteError& e) { return std::unexpected(e.about(store->path)); };
  // An update reads, writes and reads back most pages of a country's store; it lives only for moments.
  if (auto set = database.execute("PRAGMA cache_size=-4000"); !set) return failed(set.error());
  auto transaction = store::Transaction::begin_read(database);
  if (!transaction) return failed(transaction.error());
  auto held = store::load_snapshot(database, store->identity, store->anchor);
  if (!held) return failed(held.error());
  const auto version = database.query_integer("PRAGMA data_version");
  if (!version) return failed(version.error());
  if (auto ended = transaction->commit(); !ended) return failed(ended.error());
  return std::make_unique<Impl>(std::move(store), *std::move(file), *std::move(held), *version, now.bounded(), origin);
}

/// Through the session's own connection: it reads all blocks of a list one after the other, which would only drive
/// out what verdicts have in the cache.
bool UpdateSession::Impl::read_block(std::size_t list, std::size_t position, std::span<std::byte, revocation::kBlockBytes> out) {
  const crypto::Digest& digest = held->in_force.block_digests[list][position];
  std::ranges::fill(out, std::byte{0});
  if (digest == revocation::zero_block_digest()) return true;
  if (!block_query) {
    auto query = database.prepare("SELECT bytes FROM blocks WHERE id=?");
    if (!query) return false;
    block_query = *std::move(query);
  }
  const auto found = block_query->bind(1, held->rows[list][position]).step();
  const auto bytes = found && *found ? block_query->blob(0) : std::span<const std::byte>();
  const bool whole = bytes.size() == out.size();
  if (whole) std::ranges::copy(bytes, out.begin());
  block_query->reset();
  return whole;
}

/// One read transaction for all blocks that an object leads to, rather than one for each.
Result<void> UpdateSession::Impl::supply(std::span<const std::byte> object) {
  auto taken = [&]() -> Result<void> {
    const auto transaction = store::Transaction::begin_read(database);
    if (!transaction) return session.fail(transaction.error().about(store->path));
    return session.supply(object);
  }();
  return settle(std::move(taken));
}

Result<void> UpdateSession::Impl::not_found() { return settle(session.not_found()); }

Result<void> UpdateSession::Impl::supply_bundle(const trust::Bundle& bundle) {
  return settle(trust::feed_bundle(bundle, held->in_force, store->identity, session));
}

/// The data are those that the session began with. That somebody has noted a time or a refusal changes nothing.
store::SqliteResult<bool> UpdateSession::Impl::is_as_it_was() {
  if (store::FileMark::of(store->path, false) != mark) return false;  // another file stands there now
  const auto version = database.query_integer("PRAGMA data_version");
  if (!version) return std::unexpected(version.error());
  if (*version == data_version) return true;
  const auto now_stored = store::load_snapshot(database, store->identity, store->anchor);
  if (!now_stored) return std::unexpected(now_stored.error());
  const trust::InForce &was = held->in_force, &is = (*now_stored)->in_force;
  const bool same_roots = is.roots.size() == roots_in_force && std::equal(was.roots.begin(), was.roots.end(), is.roots.begin());
  const bool same = same_roots && was.head.bytes == is.head.bytes && held->rows == (*now_stored)->rows && held->damaged == (*now_stored)->damaged;
  if (same) data_version = *version;
  return same;
}

/// False if another process has changed the file.
store::SqliteResult<bool> UpdateSession::Impl::write_new_roots() {
  auto transaction = store::Transaction::begin(database);
  if (!transaction) return std::unexpected(transaction.error());
  const auto same = is_as_it_was();
  if (!same || !*same) return same;
  if (auto written = store::write_roots(database, session.roots()); !written) return std::unexpected(written.error());
  if (auto committed = transaction->commit(); !committed) return std::unexpected(committed.error());
  return true;
}

Result<void> UpdateSession::Impl::settle(Result<void> result) {
  if (session.roots().size() > roots_in_force) {
    const auto written = write_new_roots();
    if (!written) return session.fail(written.error().about(store->path));
    if (!*written) return session.fail(store::overtaken(store->path));
    roots_in_force = session.roots().size();
    if (auto loaded = store->reload(); !loaded) return std::unexpected(loaded.error());
  }
  // Once, and only what the authority's data are to blame for, not the host or the disk.
  const bool refused = !result && !is_noted && result.error().code != ErrorCode::invalid_argument && result.error().code != ErrorCode::storage;
  if (refused) note_refusal(result.error().code);
  is_noted = is_noted || refused;
  return result;
}

/// As well as it goes: what is refused stays refused whether or not it could be noted.
void UpdateSession::Impl::note_refusal(ErrorCode code) {
  constexpr std::int64_t kInterval = 600;  // seconds: a portal that answers every minute must not wear out the disk
  const auto& noted = held->refusal;
  if (noted && noted->reason == name(code) && std::abs(now.unix_seconds - noted->time) < kInterval) return;
  static_cast<void>(store::write_refusal(database, {std::string(name(code)), now.unix_seconds}));
  static_cast<void>(store->reload());
}

store::SqliteResult<std::shared_ptr<const store::Snapshot>> UpdateSession::Impl::write(const trust::Update& update) {
  auto transaction = store::Transaction::begin(database);
  if (!transaction) return std::unexpected(transaction.error());
  const auto same = is_as_it_was();
  if (!same) return std::unexpected(same.error());
  is_overtaken = !*same;
  if (is_overtaken) return nullptr;
  if (auto written = store::write_update(database, update, *held); !written) return std::unexpected(written.error());
  auto stored = store::read_back(database, update, store->identity, store->anchor);
  if (!stored || !*stored) return stored;
  if (auto committed = transaction->commit(); !committed) return std::unexpected(committed.error());
  return stored;
}

/// Tables that are damaged inside may refuse what is written, or take it and not give it back: then the file is made anew.
Result<std::shared_ptr<const store::Snapshot>> UpdateSession::Impl::write_or_rewrite(const trust::Update& update) {
  const auto failed = [&](const store::SqliteError& e) { return std::unexpected(e.about(store->path)); };
  auto stored = write(update);
  if (!stored && !stored.error().is_damage()) return failed(stored.error());
  if (is_overtaken) return std::unexpected(store::overtaken(store->path));
  if (stored && *stored) return *std::move(stored);
  return rewrite(update);
}

/// Under the damaged file's own lock: two programs that made it anew at once would take each other's half-made files for whole ones.
Result<std::shared_ptr<const store::Snapshot>> UpdateSession::Impl::rewrite(const trust::Update& update) {
  const auto failed = [&](const store::SqliteError& e) { return std::unexpected(e.about(store->path)); };
  const auto transaction = store::Transaction::begin(database);
  if (!transaction) return failed(transaction.error());
  const auto same = is_as_it_was();
  if (!same) return failed(same.error());
  if (!*same) return std::unexpected(store::overtaken(store->path));
  const auto complete = store::with_all_blocks(database, update, *held);
  if (!complete) return failed(complete.error());
  if (*complete) return store::rewrite_store(store->path, mark, **complete, store->identity, *held);
  return std::unexpected(Error{ErrorCode::storage, store->path + ": is damaged; load a whole bundle, or if that does not help remove it and provision again"});
}

Result<UpdateReport> UpdateSession::Impl::commit() {
  if (has_ended) return std::unexpected(Error{ErrorCode::invalid_argument, "the session has ended; begin another"});
  const auto update = session.take();
  if (!update) return std::unexpected(update.error());
  has_ended = true;
  const trust::InForce& before = held->in_force;
  const bool same = before.data && update->head == before.head.bytes && update->roots.size() == before.roots.size();
  const bool all_kept = std::ranges::all_of(update->lists, [](const trust::NewList& list) { return list.blocks.empty(); });
  const auto& head = update->data.head;
  if (same && all_kept && session.origin() == trust::Origin::site) return UpdateReport{head.sequence, head.issued_at, false};
  auto stored = write_or_rewrite(*update);
  if (!stored) return std::unexpected(stored.error());
  store->adopt(*std::move(stored));
  // So that a copy of the main file is current, and a damaged log takes nothing back. If a reader stands in
  // the way, a later update does it, and nobody waits.
  static_cast<void>(database.execute("PRAGMA busy_timeout=0; PRAGMA wal_checkpoint(TRUNCATE)"));
  return UpdateReport{head.sequence, head.issued_at, !same};
}

UpdateSession::UpdateSession(std::unique_ptr<Impl> impl) noexcept : impl_(std::move(impl)) {}
UpdateSession::UpdateSession(UpdateSession&&) noexcept = default;
UpdateSession& UpdateSession::operator=(UpdateSession&&) noexcept = default;
UpdateSession::~UpdateSession() = default;

Result<UpdateSession> UpdateSession::begin(const TrustStore& store, Moment now) {
  auto impl = Impl::begin(store.impl_, now, trust::Origin::site);
  if (!impl) return std::unexpected(impl.error());
  return UpdateSession(*std::move(impl));
}

const std::optional<WantedObject>& UpdateSession::wanted() const noexcept { return impl_->session.wanted(); }

Result<void> UpdateSession::supply(std::span<const std::byte> object) { return impl_->supply(object); }

Result<void> UpdateSession::not_found() { return impl_->not_found(); }

std::string UpdateSession::delta_refusal() const {
  const auto& refusal = impl_->session.delta_refusal();
  return refusal ? std::string(name(refusal->code)) : std::string();
}

Result<UpdateReport> UpdateSession::commit() { return impl_->commit(); }

}  // namespace skan
