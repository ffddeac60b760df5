// Native methods of updates: whole bundles, and UpdateSession.
#include "direct_buffer.h"
#include "native_methods.h"
#include "record.h"

namespace skan::java {

jbyteArray told(Call& call, const skan_update_report& report) {
  Record record;
  record.number(report.changed).number(report.sequence).number(report.issued_at);
  return record.given_to(call);
}

namespace {

jbyteArray update_with(Call& call, jlong store, const void* bundle, std::size_t length, jlong now, jint source) {
  auto report = sized<skan_update_report>();
  call.must(skan_store_update(handle_of<skan_store>(store), bundle, length, now, source, &report, call.error()));
  return told(call, report);
}

jbyteArray JNICALL update(JNIEnv* env, jclass, jlong store, jbyteArray bundle, jlong now, jint source) {
  return guarded(env, [&](Call& call) {
    const auto bytes = call.bytes_of(bundle);
    return update_with(call, store, bytes.data(), bytes.size(), now, source);
  });
}

jbyteArray JNICALL update_direct(JNIEnv* env, jclass, jlong store, jobject bundle, jint offset, jint length, jlong now,
                                 jint source) {
  return guarded(env, [&](Call& call) {
    const Bytes bytes = direct_bytes(call, bundle, offset, length, "bundle");
    return update_with(call, store, bytes.data, bytes.length, now, source);
  });
}

jlong JNICALL begin(JNIEnv* env, jclass, jlong store, jlong now, jint source) {
  return guarded(env, [&](Call& call) {
    skan_update_session* session = nullptr;
    call.must(skan_update_session_begin(handle_of<skan_store>(store), now, source, &session, call.error()));
    return number_of(session);
  });
}

void JNICALL free_session(JNIEnv*, jclass, jlong handle) {
  auto* session = handle_of<skan_update_session>(handle);
  skan_update_session_free(&session);
}

jbyteArray JNICALL wanted(JNIEnv* env, jclass, jlong session) {
  return guarded(env, [&](Call& call) -> jbyteArray {
    auto its = sized<skan_wanted_object>();
    call.must(skan_update_session_wanted(handle_of<skan_update_session>(session), &its, call.error()));
    if (its.has_object == 0) return nullptr;
    Record record;
    record.text(its.path).number(its.max_bytes).number(its.exact_size).number(its.is_immutable);
    return record.number(its.may_be_absent).given_to(call);
  });
}

void JNICALL supply(JNIEnv* env, jclass, jlong session, jbyteArray object) {
  guarded(env, [&](Call& call) {
    const auto bytes = call.bytes_of(object);
    call.must(skan_update_session_supply(handle_of<skan_update_session>(session), bytes.data(), bytes.size(),
                                         call.error()));
  });
}

void JNICALL not_found(JNIEnv* env, jclass, jlong session) {
  guarded(env, [&](Call& call) {
    call.must(skan_update_session_not_found(handle_of<skan_update_session>(session), call.error()));
  });
}

jbyteArray JNICALL delta_refusal(JNIEnv* env, jclass, jlong session) {
  return guarded(env, [&](Call& call) {
    skan_text refusal{};
    call.must(skan_update_session_delta_refusal(handle_of<skan_update_session>(session), &refusal, call.error()));
    return call.array_of(refusal.data, refusal.length);
  });
}

jbyteArray JNICALL commit(JNIEnv* env, jclass, jlong session) {
  return guarded(env, [&](Call& call) {
    auto report = sized<skan_update_report>();
    call.must(skan_update_session_commit(handle_of<skan_update_session>(session), &report, call.error()));
    return told(call, report);
  });
}

}  // namespace

std::span<const JNINativeMethod> update_methods() noexcept {
  static const JNINativeMethod methods[] = {
      method("update", "(J[BJI)[B", update),
      method("updateDirect", "(JLjava/nio/ByteBuffer;IIJI)[B", update_direct),
      method("begin", "(JJI)J", begin),
      method("freeSession", "(J)V", free_session),
      method("wanted", "(J)[B", wanted),
      method("supply", "(J[B)V", supply),
      method("notFound", "(J)V", not_found),
      method("deltaRefusal", "(J)[B", delta_refusal),
      method("commit", "(J)[B", commit),
  };
  return methods;
}

}  // namespace skan::java
