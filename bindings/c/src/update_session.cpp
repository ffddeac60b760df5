#include "skan/c/update_session.h"

#include "skan/update_session.h"
#include "store_handle.h"

using namespace skan::c;

struct skan_update_session : Tagged<5> {
  explicit skan_update_session(skan::UpdateSession begun) noexcept : value(std::move(begun)) {}

  skan::UpdateSession value;
  std::string delta_refusal;  ///< as it was last asked for
  std::atomic_flag busy = ATOMIC_FLAG_INIT;
};

namespace {

skan_wanted_object told(const skan::WantedObject& wanted) noexcept {
  skan_wanted_object out{};
  out.has_object = 1;
  out.path = skan::c::told(wanted.path);
  out.max_bytes = wanted.max_bytes;
  out.exact_size = wanted.exact_size ? 1 : 0;
  out.is_immutable = wanted.is_immutable ? 1 : 0;
  out.may_be_absent = wanted.may_be_absent ? 1 : 0;
  return out;
}

/// Runs `body` with the session behind `handle`, and nobody else in it.
template <class Body>
void with(skan_update_session* handle, const Body& body) {
  skan_update_session& session = in(handle, "session");
  const Inside inside(session.busy, "session");
  body(session);
}

}  // namespace

skan_status skan_update_session_begin(const skan_store* store, std::int64_t now, skan_clock_source source,
                                      skan_update_session** session, skan_error* error) noexcept {
  const Out out(session, "session");
  return guarded(error, [&] {
    out.check();
    const skan::Moment moment = moment_in(now, source);
    out.put(new skan_update_session(value_of(skan::UpdateSession::begin(in(store, "store").value, moment))));
  });
}

skan_status skan_update_session_wanted(skan_update_session* session, skan_wanted_object* wanted,
                                       skan_error* error) noexcept {
  const SizedOut out(wanted, "wanted");
  return guarded(error, [&] {
    out.check();
    with(session, [&](skan_update_session& its) {
      if (const auto& object = its.value.wanted()) out.put(::told(*object));
    });
  });
}

skan_status skan_update_session_supply(skan_update_session* session, const void* object, std::size_t object_length,
                                       skan_error* error) noexcept {
  return guarded(error, [&] {
    const auto bytes = bytes_in(object, object_length, "object");
    with(session, [&](skan_update_session& its) { value_of(its.value.supply(bytes)); });
  });
}

skan_status skan_update_session_not_found(skan_update_session* session, skan_error* error) noexcept {
  return guarded(error, [&] { with(session, [](skan_update_session& its) { value_of(its.value.not_found()); }); });
}

skan_status skan_update_session_delta_refusal(skan_update_session* session, skan_text* refusal,
                                              skan_error* error) noexcept {
  const Out out(refusal, "refusal");
  return guarded(error, [&] {
    out.check();
    with(session, [&](skan_update_session& its) {
      its.delta_refusal = its.value.delta_refusal();
      out.put(skan::c::told(its.delta_refusal));
    });
  });
}

skan_status skan_update_session_commit(skan_update_session* session, skan_update_report* report,
                                       skan_error* error) noexcept {
  const SizedOut out(report, "report");
  return guarded(error, [&] {
    out.check_if_wanted();
    with(session, [&](skan_update_session& its) { out.put(skan::c::told(value_of(its.value.commit()))); });
  });
}

skan_status skan_update_session_free(skan_update_session** session) noexcept {
  return freed(session, "session");
}
