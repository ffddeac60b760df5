#include "store/notes.h"

namespace skan::store {
namespace {

/// The caller holds the transaction.
SqliteResult<void> write_pair(Database& database, std::string_view number_name, std::int64_t number,
                              std::string_view other_name, auto other) {
  auto statement = database.prepare("INSERT OR REPLACE INTO state VALUES(?, ?)");
  if (!statement) return std::unexpected(statement.error());
  if (auto done = statement->bind(1, number_name).bind(2, number).run(); !done) return done;
  return statement->bind(1, other_name).bind(2, other).run();
}

}  // namespace

SqliteResult<Notes> read_notes(Database& database) {
  Notes out;
  NotedRefusal refusal;
  auto state = database.prepare("SELECT name, value FROM state WHERE length(value)<=100");
  if (!state) return std::unexpected(state.error());
  for (;;) {
    const auto row = state->step();
    if (!row) return std::unexpected(row.error());
    if (!*row) break;
    const std::string name = state->text(0);
    if (name == "noted_time") out.time = state->integer(1);
    if (name == "noted_epoch") out.epoch = static_cast<std::uint32_t>(state->integer(1));
    if (name == "refused_time") refusal.time = state->integer(1);
    if (name == "refused") refusal.reason = state->text(1);
  }
  if (!refusal.reason.empty()) out.refusal = std::move(refusal);
  return out;
}

SqliteResult<void> write_noted_time(Database& database, std::int64_t time, std::int64_t latest, std::uint32_t epoch) {
  auto transaction = Transaction::begin(database);
  if (!transaction) return std::unexpected(transaction.error());
  const auto before = read_notes(database);
  if (!before) return std::unexpected(before.error());
  const bool is_later = before->epoch == epoch && before->time >= time && before->time <= latest;
  if (is_later || before->epoch > epoch) return {};
  if (auto written = write_pair(database, "noted_time", time, "noted_epoch", std::int64_t{epoch}); !written) return written;
  return transaction->commit();
}

SqliteResult<void> write_refusal(Database& database, const NotedRefusal& refusal) {
  auto transaction = Transaction::begin(database);
  if (!transaction) return std::unexpected(transaction.error());
  const auto written = write_pair(database, "refused_time", refusal.time, "refused", std::string_view(refusal.reason));
  return written ? transaction->commit() : written;
}

}  // namespace skan::store
