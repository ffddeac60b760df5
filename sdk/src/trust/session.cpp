#include "trust/session.h"

#include <algorithm>
#include <tuple>

#include "codec/hex.h"
#include "trust/delta.h"
#include "trust/reading.h"

namespace skan::trust {
namespace {

Object copy(crypto::Bytes bytes) { return {bytes.begin(), bytes.end()}; }

std::unexpected<Error> error(ErrorCode code, std::string message) {
  return std::unexpected(Error{code, std::move(message)});
}

/// A numbered object against the one in force: never backwards, and never two with one number.
Result<void> check_order(std::uint32_t epoch, std::uint64_t version, std::uint32_t held_epoch,
                         std::uint64_t held_version, bool same_bytes, std::string_view what) {
  const auto offered = std::tuple(epoch, version), held = std::tuple(held_epoch, held_version);
  if (offered < held) {
    return error(ErrorCode::lower_sequence, std::string(what) + " is older than what is in force; nothing was changed");
  }
  if (offered == held && !same_bytes) {
    return error(ErrorCode::same_sequence_other_bytes,
                 std::string(what) + " has the number of what is in force but other content; ask the authority");
  }
  return {};
}

Result<void> check_not_expired(std::int64_t expires, Moment now, std::string_view what) {
  if (now.unix_seconds < expires) return {};
  return error(ErrorCode::expired_metadata,
               std::string(what) + " has expired; get newer data, or check the device's clock");
}

Result<void> check_head_order(const Head& head, crypto::Bytes object, const InForce& in_force) {
  const Anchor& anchor = in_force.anchor;
  if (std::tuple(head.epoch, head.sequence) < std::tuple(anchor.epoch, anchor.sequence)) {
    return error(ErrorCode::lower_sequence, "this is older than what the device is known to have held; get the newest");
  }
  if (!in_force.head.content) return {};
  const Head& held = *in_force.head.content;
  return check_order(head.epoch, head.sequence, held.epoch, held.sequence, std::ranges::equal(object, in_force.head.bytes),
                     "the head");
}

Result<void> check_manifest_order(const Manifest& manifest, const crypto::Digest& digest, const InForce& in_force) {
  if (!in_force.manifest) return {};
  return check_order(manifest.epoch, manifest.version, in_force.manifest->epoch, in_force.manifest->version,
                     digest == in_force.manifest_digest, "the manifest");
}

Result<void> check_part_order(const PartHeader& offered, const crypto::Digest& digest, const std::optional<HeldPart>& held, std::string_view what) {
  if (!held || held->digest == digest) return {};
  return check_order(offered.epoch, offered.version, held->epoch, held->version, false, what);
}

WantedObject named_by_content(std::string_view folder, const crypto::Digest& digest, std::size_t size) {
  return {std::string(folder) + codec::hex_encode(digest), size, true, true, false};
}

WantedObject part_of(const Manifest& manifest, PartKind kind) {
  const PartEntry& entry = *manifest.part(kind);
  return named_by_content("part/", entry.digest, entry.size);
}

}  // namespace

std::optional<std::size_t> InForce::list_of(const crypto::KeyId& kid) const noexcept {
  const ListEntry* entry = data ? data->manifest.list(kid) : nullptr;
  const IssuerKey* key = entry ? data->issuers.find(kid) : nullptr;
  if (!key || !key->needs_list()) return std::nullopt;
  return static_cast<std::size_t>(entry - data->manifest.lists.data());
}

Session::Session(const InForce& in_force, ReadBlock read_block, Identity identity, Moment now, Origin origin)
    : in_force_(in_force), read_block_(std::move(read_block)), identity_(std::move(identity)), now_(now), origin_(origin) {
  walk_held_roots();
  static_cast<void>(go_to(Step::root));
}

/// They were checked when they were loaded; what does not hold was left out there.
void Session::walk_held_roots() {
  for (const Object& object : in_force_.roots) {
    auto root = root_ ? open_next_root(object, *root_) : open_first_root(object, identity_.authority_id);
    if (!root) return;
    root_ = *std::move(root);
    roots_.push_back(object);
  }
}

Result<void> Session::fail(Error error) {
  failure_ = std::move(error);
  wanted_.reset();
  return std::unexpected(*failure_);
}

void Session::want(Step step, WantedObject object) {
  step_ = step;
  wanted_ = std::move(object);
}

Result<void> Session::supply(crypto::Bytes object) {
  if (failure_) return std::unexpected(*failure_);
  if (!wanted_) return error(ErrorCode::invalid_argument, "nothing is wanted any more; commit the update");
  const bool fits = wanted_->exact_size ? object.size() == wanted_->max_bytes : object.size() <= wanted_->max_bytes;
  if (!fits && step_ == Step::delta) {
    delta_refusal_ = Error{ErrorCode::size_mismatch, "the delta is larger than what it saves"};
    return next_list();
  }
  if (!fits) {
    return fail({ErrorCode::size_mismatch, wanted_->path + " has another size than it must have"});
  }
  auto accepted = accept(object);
  return accepted ? accepted : fail(std::move(accepted).error());
}

Result<void> Session::accept(crypto::Bytes object) {
  switch (step_) {
    case Step::root: return accept_root(object);
    case Step::head: return accept_head(object);
    case Step::manifest: return accept_manifest(object);
    case Step::issuers: return accept_issuers(object);
    case Step::policies: return accept_policies(object);
    case Step::delta: return accept_delta(object);
    case Step::list:
      if (auto taken = lists_->supply(list_, object); !taken) return taken;
      return next_list();
    case Step::done: break;
  }
  return {};
}

Result<void> Session::not_found() {
  if (failure_) return std::unexpected(*failure_);
  if (!wanted_) return error(ErrorCode::invalid_argument, "nothing is wanted any more; commit the update");
  if (step_ == Step::root && root_) return end_of_roots();
  if (step_ == Step::delta) return next_list();
  return fail({ErrorCode::malformed, wanted_->path + " is missing; the site is incomplete, try again later"});
}

Result<void> Session::accept_root(crypto::Bytes object) {
  if (roots_.size() == kMaxRoots) return error(ErrorCode::capacity, "there are more roots than the format allows (4,096)");
  auto root = root_ ? open_next_root(object, *root_) : open_first_root(object, identity_.authority_id);
  if (!root) return std::unexpected(root.error());
  root_ = *std::move(root);
  roots_.push_back(copy(object));
  return go_to(Step::root);
}

Result<void> Session::end_of_roots() {
  if (auto live = check_not_expired(root_->expires, now_, "the root"); !live) return fail(live.error());
  if (root_->version < in_force_.anchor.root_version) {
    return fail({ErrorCode::lower_sequence, "roots that the device is known to have held are missing; get the newest"});
  }
  return go_to(Step::head);
}

Result<void> Session::accept_head(crypto::Bytes object) {
  auto head = open_head(object, *root_, identity_);
  if (!head) return std::unexpected(head.error());
  if (head->issued_at > now_.unix_seconds + kClockTolerance) {
    return error(ErrorCode::head_from_future, "this is dated after the device's time; check the clock");
  }
  if (auto live = check_not_expired(head->expires, now_, "the head"); !live) return live;
  if (auto order = check_head_order(*head, object, in_force_); !order) return order;
  head_ = *std::move(head);
  head_object_ = copy(object);
  return go_to(Step::manifest);
}

Result<void> Session::accept_manifest(crypto::Bytes object) {
  auto manifest = open_manifest(object, head_, *root_, identity_);
  if (!manifest) return std::unexpected(manifest.error());
  if (auto live = check_not_expired(manifest->expires, now_, "the manifest"); !live) return live;
  if (auto order = check_manifest_order(*manifest, head_.manifest_digest, in_force_); !order) return order;
  manifest_ = *std::move(manifest);
  manifest_object_ = copy(object);
  return go_to(Step::issuers);
}

Result<void> Session::accept_issuers(crypto::Bytes object) {
  auto issuers = open_issuer_list(object, *manifest_, *root_);
  if (!issuers) return std::unexpected(issuers.error());
  const crypto::Digest& digest = manifest_->part(PartKind::issuer_list)->digest;
  if (auto order = check_part_order(issuers->header, digest, in_force_.issuers, "the issuer list"); !order) return order;
  issuers_ = *std::move(issuers);
  issuers_object_ = copy(object);
  return go_to(Step::policies);
}

Result<void> Session::accept_policies(crypto::Bytes object) {
  auto policies = open_policies(object, *manifest_, *root_);
  if (!policies) return std::unexpected(policies.error());
  const crypto::Digest& digest = manifest_->part(PartKind::policies)->digest;
  if (auto order = check_part_order(policies->header, digest, in_force_.policies, "the policies"); !order) return order;
  policies_ = *std::move(policies);
  policies_object_ = copy(object);
  return begin_lists();
}

Result<void> Session::begin_lists() {
  if (auto present = check_lists_present(*manifest_, issuers_); !present) return present;
  lists_.emplace(*manifest_, issuers_, in_force_, read_block_, origin_ == Origin::site);
  if (!lists_->delta_helps()) return next_list();
  // One that is no smaller than what it saves is not worth asking for.
  const std::size_t most = std::min(lists_->bytes_wanted(), kMaxDeltaSize);
  const std::string path = "delta/" + codec::hex_encode(head_.manifest_digest) + "/" + codec::hex_encode(in_force_.manifest_digest);
  want(Step::delta, {path, most, false, true, true});
  return {};
}

/// A delta is a shortcut: what it cannot give is fetched whole.
Result<void> Session::accept_delta(crypto::Bytes object) {
  const auto changes = open_delta(object, *manifest_, *root_);
  if (changes) {
    lists_->apply(*changes);
    if (lists_->delta_helps()) delta_refusal_ = Error{ErrorCode::hash_mismatch, "the delta does not lead to the signed lists"};
  } else {
    delta_refusal_ = changes.error();
  }
  return next_list();
}

Result<void> Session::next_list() {
  const auto wanted = lists_->wanted();
  if (!wanted) {
    step_ = Step::done;
    wanted_.reset();
    return {};
  }
  list_ = *wanted;
  const ListEntry& entry = manifest_->lists[list_];
  want(Step::list, named_by_content("part/", entry.digest, entry.size));
  return {};
}

Result<void> Session::go_to(Step step) {
  // What is in force is taken over if it is what the new manifest names, and holds under the newest root.
  const bool reuse = origin_ == Origin::site;
  switch (step) {
    case Step::root:
      want(step, {"root/" + std::to_string(roots_.size() + 1), kMaxRootSize, false, false, root_.has_value()});
      return {};
    case Step::head: want(step, {"head", kMaxHeadSize, false, false, false}); return {};
    case Step::manifest:
      if (reuse && crypto::digest(crypto::Purpose::manifest, in_force_.manifest_object) == head_.manifest_digest)
        return accept_manifest(in_force_.manifest_object);
      want(step, named_by_content("manifest/", head_.manifest_digest, head_.manifest_size));
      return {};
    case Step::issuers:
      if (reuse && is_part(in_force_.issuers_object, PartKind::issuer_list)) return accept_issuers(in_force_.issuers_object);
      want(step, part_of(*manifest_, PartKind::issuer_list));
      return {};
    case Step::policies:
      if (reuse && is_part(in_force_.policies_object, PartKind::policies)) return accept_policies(in_force_.policies_object);
      want(step, part_of(*manifest_, PartKind::policies));
      return {};
    default: return {};
  }
}

bool Session::is_part(const Object& object, PartKind kind) const noexcept {
  return crypto::digest(crypto::Purpose::part, object) == manifest_->part(kind)->digest;
}

Result<Update> Session::take() {
  if (failure_) return std::unexpected(*failure_);
  if (step_ != Step::done) return error(ErrorCode::invalid_argument, "the update is not complete: " + wanted_->path + " is wanted");
  Update out;
  out.data = {*root_, head_, *manifest_, issuers_, policies_, {}, root_->version};
  out.roots = roots_;
  out.head = head_object_;
  out.manifest = manifest_object_;
  out.issuers = issuers_object_;
  out.policies = policies_object_;
  out.lists = lists_->take();
  return out;
}

}  // namespace skan::trust
