// Fetching an update piece by piece.
#pragma once

#include <cstddef>
#include <memory>
#include <optional>
#include <span>
#include <string>

#include "skan/trust_store.h"
#include "skan/wanted_object.h"

namespace skan {

/// An update of one store as a state machine that fetches nothing itself: it names the next object that it needs,
/// the host fetches it from wherever it can (sdk/doc/trust.md section 12) and gives it over.
///
///   auto session = UpdateSession::begin(store, now);
///   while (session->wanted()) {
///     ... fetch session->wanted()->path ...
///     if (auto taken = found ? session->supply(bytes) : session->not_found(); !taken) return taken.error();
///   }
///   auto report = session->commit();
///
/// Every object is checked before the next is asked for: its size, then its digest where it has one, its signature,
/// and only then its content. New roots are put in force as soon as they are checked; everything else in one
/// transaction by commit(). Whatever goes wrong, and whenever it is given up, the data in force stays in force.
/// What is refused is noted in the store, with the reason.
///
/// For one thread. Verdicts from the same store go on meanwhile. It keeps the store open.
class UpdateSession {
 public:
  /// Fails with storage (also for a read-only copy), not_a_store, newer_store_format, foreign_store (another store stands at
  /// the path now).
  static Result<UpdateSession> begin(const TrustStore& store, Moment now);

  UpdateSession(UpdateSession&&) noexcept;
  UpdateSession& operator=(UpdateSession&&) noexcept;
  ~UpdateSession();

  /// What is needed next; nothing when all is there, and after a failure. The next supply() or not_found() changes it.
  const std::optional<WantedObject>& wanted() const noexcept;
  /// Gives the object that wanted() names. Fails with the codes of TrustStore::update but those of the bundle's
  /// own layout; a failure is final. A delta that is of no use is no failure: the lists are then asked for whole.
  /// Also fails with invalid_argument if nothing is wanted.
  Result<void> supply(std::span<const std::byte> object);
  /// There is no such object where the host looked: an answer for what `may_be_absent`, otherwise malformed.
  Result<void> not_found();
  /// Why a delta that was offered could not be used; empty if there was none, or it was used.
  std::string delta_refusal() const;

  /// Puts the update in force. Fails with what failed before; with invalid_argument if something is still wanted;
  /// with overtaken if another process has updated the store since begin(): begin again; with storage. It is
  /// tried once: a second call fails with invalid_argument.
  Result<UpdateReport> commit();

  struct Impl;  ///< opaque

 private:
  explicit UpdateSession(std::unique_ptr<Impl> impl) noexcept;
  std::unique_ptr<Impl> impl_;
};

}  // namespace skan
