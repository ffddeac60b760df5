// Native methods of TrustStore.
#include "native_methods.h"
#include "record.h"

namespace skan::java {
namespace {

jlong JNICALL provision(JNIEnv* env, jclass, jbyteArray path, jbyteArray root, jbyteArray authority,
                        jbyteArray channel) {
  return guarded(env, [&](Call& call) {
    const auto its_path = call.bytes_of(path);
    const auto its_root = call.bytes_of(root);
    const auto its_authority = call.bytes_of(authority);
    const auto its_channel = call.bytes_of(channel);
    skan_store* store = nullptr;
    call.must(skan_store_provision(its_path.data(), its_path.size(), its_root.data(), its_root.size(),
                                   its_authority.data(), its_authority.size(), its_channel.data(), its_channel.size(),
                                   &store, call.error()));
    return number_of(store);
  });
}

/// The anchor is its record's numbers as fields; no anchor is told by `has_anchor`.
jlong JNICALL open(JNIEnv* env, jclass, jbyteArray path, jbyteArray authority, jbyteArray channel, jboolean has_anchor,
                   jlong root_version, jlong epoch, jlong data_root_version, jlong sequence) {
  return guarded(env, [&](Call& call) {
    const auto its_path = call.bytes_of(path);
    const auto its_authority = call.bytes_of(authority);
    const auto its_channel = call.bytes_of(channel);
    auto anchor = sized<skan_anchor>();
    anchor.root_version = static_cast<std::uint32_t>(root_version);
    anchor.epoch = static_cast<std::uint32_t>(epoch);
    anchor.data_root_version = static_cast<std::uint32_t>(data_root_version);
    anchor.sequence = static_cast<std::uint64_t>(sequence);
    auto options = sized<skan_open_options>();
    options.channel = text_of(its_channel);
    if (has_anchor == JNI_TRUE) options.anchor = &anchor;
    skan_store* store = nullptr;
    call.must(skan_store_open(its_path.data(), its_path.size(), its_authority.data(), its_authority.size(), &options,
                              &store, call.error()));
    return number_of(store);
  });
}

void JNICALL free_store(JNIEnv*, jclass, jlong handle) {
  auto* store = handle_of<skan_store>(handle);
  skan_store_free(&store);
}

jboolean JNICALL refresh(JNIEnv* env, jclass, jlong store) {
  return guarded(env, [&](Call& call) -> jboolean {
    std::int32_t changed = 0;
    call.must(skan_store_refresh(handle_of<skan_store>(store), &changed, call.error()));
    return changed != 0 ? JNI_TRUE : JNI_FALSE;
  });
}

void JNICALL note_time(JNIEnv* env, jclass, jlong store, jlong now, jint source) {
  guarded(env, [&](Call& call) {
    call.must(skan_store_note_time(handle_of<skan_store>(store), now, source, call.error()));
  });
}

jbyteArray JNICALL anchor(JNIEnv* env, jclass, jlong store) {
  return guarded(env, [&](Call& call) {
    auto its = sized<skan_anchor>();
    call.must(skan_store_anchor(handle_of<skan_store>(store), &its, call.error()));
    Record record;
    record.number(its.root_version).number(its.epoch).number(its.data_root_version).number(its.sequence);
    return record.given_to(call);
  });
}

void JNICALL export_to(JNIEnv* env, jclass, jlong store, jbyteArray path) {
  guarded(env, [&](Call& call) {
    const auto its_path = call.bytes_of(path);
    call.must(skan_store_export(handle_of<skan_store>(store), its_path.data(), its_path.size(), call.error()));
  });
}

jbyteArray JNICALL read_object(JNIEnv* env, jclass, jlong store, jbyteArray site_path) {
  return guarded(env, [&](Call& call) -> jbyteArray {
    const auto path = call.bytes_of(site_path);
    Owned<skan_bytes, skan_bytes_free> object;
    call.must(skan_store_read_object(handle_of<skan_store>(store), path.data(), path.size(), object.out(), call.error()));
    if (object.get() == nullptr) return nullptr;
    const std::uint8_t* data = nullptr;
    std::size_t length = 0;
    call.must(skan_bytes_read(object.get(), &data, &length, call.error()));
    return call.array_of(data, length);
  });
}

void add_issuer(Call& call, Record& record, const skan_trust_status* status, std::size_t index) {
  auto its = sized<skan_issuer_info>();
  call.must(skan_trust_status_issuer(status, index, &its, call.error()));
  record.text(its.name).text(its.key_id).text(its.state).number(its.valid_from).number(its.valid_until);
  record.number(its.retired_at).number(its.issued).optional(its.has_revoked, its.revoked);
  record.number(its.list_bytes).optional(its.has_list_as_of, its.list_as_of);
}

void add_status(Call& call, Record& record, const skan_trust_status* status) {
  auto its = sized<skan_trust_status_info>();
  call.must(skan_trust_status_read(status, &its, call.error()));
  record.text(its.authority).text(its.channel).number(its.root_version).number(its.epoch).number(its.sequence);
  record.number(its.freshness).number(its.issued_at).optional(its.has_data_age, its.data_age).number(its.stale_at);
  record.number(its.root_expires).number(its.head_expires).number(its.manifest_expires);
  record.optional(its.has_noted_time, its.noted_time).number(its.damaged).number(its.rolled_back);
  record.number(its.read_only).number(its.has_last_refused).text(its.last_refused).number(its.last_refused_time);
  record.text(its.default_policy).number(std::uint64_t{its.issuer_count});
  for (std::size_t i = 0; i < its.issuer_count; ++i) add_issuer(call, record, status, i);
  record.number(std::uint64_t{its.policy_count});
  for (std::size_t i = 0; i < its.policy_count; ++i) {
    const skan_policy* policy = nullptr;
    call.must(skan_trust_status_policy(status, i, &policy, call.error()));
    add_policy(call, record, policy);
  }
}

jbyteArray JNICALL status(JNIEnv* env, jclass, jlong store, jlong now, jint source, jboolean count_revoked) {
  return guarded(env, [&](Call& call) {
    Owned<skan_trust_status, skan_trust_status_free> its;
    call.must(skan_store_status(handle_of<skan_store>(store), now, source, count_revoked == JNI_TRUE ? 1 : 0, its.out(),
                                call.error()));
    Record record;
    add_status(call, record, its.get());
    return record.given_to(call);
  });
}

}  // namespace

std::span<const JNINativeMethod> store_methods() noexcept {
  static const JNINativeMethod methods[] = {
      method("provision", "([B[B[B[B)J", provision),
      method("open", "([B[B[BZJJJJ)J", open),
      method("freeStore", "(J)V", free_store),
      method("refresh", "(J)Z", refresh),
      method("noteTime", "(JJI)V", note_time),
      method("anchor", "(J)[B", anchor),
      method("exportTo", "(J[B)V", export_to),
      method("readObject", "(J[B)[B", read_object),
      method("status", "(JJIZ)[B", status),
  };
  return methods;
}

}  // namespace skan::java
