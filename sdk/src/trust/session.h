// An update, object by object: trust.md section 10 as a state machine. No I/O.
#pragma once

#include <optional>
#include <vector>

#include "skan/moment.h"
#include "skan/result.h"
#include "skan/wanted_object.h"
#include "trust/in_force.h"
#include "trust/list_updates.h"
#include "trust/update.h"

namespace skan::trust {

/// Where objects come from: a site is asked only for what has changed; a bundle brings everything, and all of it
/// is looked at.
enum class Origin { site, bundle };

/// Asks for one object after the other, and checks each before it asks for what depends on it.
class Session {
 public:
  /// `in_force` must outlive it.
  Session(const InForce& in_force, ReadBlock read_block, Identity identity, Moment now, Origin origin);
  Session(const Session&) = delete;
  Session& operator=(const Session&) = delete;

  /// What is wanted next; nothing when all is there, or after a failure.
  const std::optional<WantedObject>& wanted() const noexcept { return wanted_; }
  /// Takes what was wanted. A failure is final: it is returned again by every later call.
  /// Fails with invalid_argument, which is not final, if nothing is wanted.
  Result<void> supply(crypto::Bytes object);
  /// Gives the update up: nothing is wanted any more, and every later call fails with `error`.
  Result<void> fail(Error error);
  bool has_failed() const noexcept { return failure_.has_value(); }
  /// The site has no such object. Fails with malformed if it must be there.
  Result<void> not_found();

  /// All roots accepted so far, from version 1 on; they may be put in force before the rest.
  const std::vector<Object>& roots() const noexcept { return roots_; }
  /// The newest of them; nothing before there is one.
  const std::optional<Root>& root() const noexcept { return root_; }
  Origin origin() const noexcept { return origin_; }
  /// The manifest, once it is checked.
  const std::optional<Manifest>& manifest() const noexcept { return manifest_; }
  /// What kept a delta from being used; nothing if it was used, or none was there.
  const std::optional<Error>& delta_refusal() const noexcept { return delta_refusal_; }

  /// All that was checked. Fails with what failed before, or with invalid_argument if something is wanted still.
  Result<Update> take();

 private:
  enum class Step { root, head, manifest, issuers, policies, delta, list, done };

  Result<void> accept(crypto::Bytes object);
  Result<void> accept_root(crypto::Bytes object);
  Result<void> accept_head(crypto::Bytes object);
  Result<void> accept_manifest(crypto::Bytes object);
  Result<void> accept_issuers(crypto::Bytes object);
  Result<void> accept_policies(crypto::Bytes object);
  Result<void> accept_delta(crypto::Bytes object);
  Result<void> end_of_roots();
  Result<void> begin_lists();
  void walk_held_roots();
  bool is_part(const Object& object, PartKind kind) const noexcept;
  /// Goes to `step`, and past it with what is in force if that is what is wanted.
  Result<void> go_to(Step step);
  Result<void> next_list();
  void want(Step step, WantedObject object);

  const InForce& in_force_;
  const ReadBlock read_block_;
  const Identity identity_;
  const Moment now_;
  const Origin origin_;

  Step step_ = Step::root;
  std::optional<WantedObject> wanted_;
  std::optional<Error> failure_;
  std::optional<Error> delta_refusal_;

  std::vector<Object> roots_;
  std::optional<Root> root_;
  Object head_object_, manifest_object_, issuers_object_, policies_object_;
  Head head_;
  std::optional<Manifest> manifest_;
  IssuerList issuers_;
  Policies policies_;
  std::optional<ListUpdates> lists_;
  std::size_t list_ = 0;  ///< the one that is wanted
};

}  // namespace skan::trust
