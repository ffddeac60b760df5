#include "skan/c/trust_status.h"

#include <deque>

#include "policy_handle.h"
#include "store_handle.h"

using namespace skan::c;

struct skan_trust_status : Tagged<4> {
  explicit skan_trust_status(skan::TrustStatus status) : value(std::move(status)), authority(value.authority.hex()) {
    for (skan::Policy& policy : value.policies) policies.emplace_back(std::move(policy));
  }

  skan::TrustStatus value;  ///< its policies have moved to `policies`
  const std::string authority;
  std::deque<skan_policy> policies;
};

namespace {

void tell_flags(const skan::TrustStatus& value, skan_trust_status_info& out) noexcept {
  out.has_data_age = value.data_age ? 1 : 0;
  out.has_noted_time = value.noted_time ? 1 : 0;
  out.damaged = value.damaged ? 1 : 0;
  out.rolled_back = value.rolled_back ? 1 : 0;
  out.read_only = value.read_only ? 1 : 0;
  out.has_last_refused = value.last_refused ? 1 : 0;
}

void tell_times(const skan::TrustStatus& value, skan_trust_status_info& out) noexcept {
  out.issued_at = value.issued_at;
  out.data_age = value.data_age.value_or(0);
  out.stale_at = value.stale_at;
  out.root_expires = value.root_expires;
  out.head_expires = value.head_expires;
  out.manifest_expires = value.manifest_expires;
  out.noted_time = value.noted_time.value_or(0);
}

skan_trust_status_info told(const skan_trust_status& status) noexcept {
  const skan::TrustStatus& value = status.value;
  skan_trust_status_info out{};
  out.root_version = value.root_version;
  out.epoch = value.epoch;
  out.freshness = static_cast<skan_freshness>(value.freshness);
  out.authority = skan::c::told(status.authority);
  out.channel = skan::c::told(value.channel);
  out.sequence = value.sequence;
  tell_times(value, out);
  tell_flags(value, out);
  if (value.last_refused) out.last_refused = skan::c::told(value.last_refused->reason);
  if (value.last_refused) out.last_refused_time = value.last_refused->time;
  out.default_policy = skan::c::told(value.default_policy);
  out.issuer_count = value.issuers.size();
  out.policy_count = status.policies.size();
  return out;
}

skan_issuer_info told(const skan::IssuerStatus& issuer) noexcept {
  skan_issuer_info out{};
  out.issued = issuer.issued;
  out.revoked = issuer.revoked.value_or(0);
  out.has_revoked = issuer.revoked ? 1 : 0;
  out.has_list_as_of = issuer.list_as_of ? 1 : 0;
  out.list_bytes = issuer.list_bytes;
  out.list_as_of = issuer.list_as_of.value_or(0);
  out.name = skan::c::told(issuer.name);
  out.key_id = skan::c::told(issuer.key_id);
  out.state = skan::c::told(issuer.state);
  out.valid_from = issuer.valid_from;
  out.valid_until = issuer.valid_until;
  out.retired_at = issuer.retired_at;
  return out;
}

}  // namespace

skan_status skan_store_status(const skan_store* store, std::int64_t now, skan_clock_source source,
                              std::int32_t count_revoked, skan_trust_status** status, skan_error* error) noexcept {
  const Out out(status, "status");
  return guarded(error, [&] {
    out.check();
    const auto counting = flag_in(count_revoked, "count_revoked") ? skan::Counting::yes : skan::Counting::no;
    const skan::Moment moment = moment_in(now, source);
    out.put(new skan_trust_status(in(store, "store").value.status(moment, counting)));
  });
}

skan_status skan_trust_status_read(const skan_trust_status* status, skan_trust_status_info* info,
                                   skan_error* error) noexcept {
  const SizedOut out(info, "info");
  return guarded(error, [&] {
    out.check();
    out.put(::told(in(status, "status")));
  });
}

skan_status skan_trust_status_issuer(const skan_trust_status* status, std::size_t index, skan_issuer_info* info,
                                     skan_error* error) noexcept {
  const SizedOut out(info, "info");
  return guarded(error, [&] {
    out.check();
    out.put(::told(element(in(status, "status").value.issuers, index)));
  });
}

skan_status skan_trust_status_policy(const skan_trust_status* status, std::size_t index, const skan_policy** policy,
                                     skan_error* error) noexcept {
  const Out out(policy, "policy");
  return guarded(error, [&] {
    out.check();
    out.put(&element(in(status, "status").policies, index));
  });
}

skan_status skan_trust_status_free(skan_trust_status** status) noexcept {
  return freed(status, "status");
}
