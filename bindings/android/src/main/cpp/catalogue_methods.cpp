// Native methods of Catalogue.
#include "native_methods.h"
#include "record.h"

namespace skan::java {
namespace {

using OwnedBytes = Owned<skan_bytes, skan_bytes_free>;

const skan_catalogue* catalogue_of(jlong number) noexcept { return handle_of<const skan_catalogue>(number); }

skan_text text_in(Call& call, const OwnedBytes& bytes) {
  const std::uint8_t* data = nullptr;
  std::size_t length = 0;
  call.must(skan_bytes_read(bytes.get(), &data, &length, call.error()));
  return {reinterpret_cast<const char*>(data), length};
}

/// What `write(bytes, error)` has written, for Java.
template <class Write>
jbyteArray said(JNIEnv* env, const Write& write) {
  return guarded(env, [&](Call& call) {
    OwnedBytes bytes;
    call.must(write(bytes.out(), call.error()));
    const skan_text text = text_in(call, bytes);
    return call.array_of(text.data, text.length);
  });
}

jlong JNICALL create_catalogue(JNIEnv* env, jclass, jint language) {
  return guarded(env, [&](Call& call) {
    skan_catalogue* catalogue = nullptr;
    call.must(skan_catalogue_create(language, &catalogue, call.error()));
    return number_of(catalogue);
  });
}

jlong JNICALL derive_catalogue(JNIEnv* env, jclass, jbyteArray tag, jint plurals, jint base) {
  return guarded(env, [&](Call& call) {
    const auto its_tag = call.bytes_of(tag);
    skan_catalogue* catalogue = nullptr;
    call.must(skan_catalogue_derive(its_tag.data(), its_tag.size(), plurals, base, &catalogue, call.error()));
    return number_of(catalogue);
  });
}

void JNICALL free_catalogue(JNIEnv*, jclass, jlong handle) {
  auto* catalogue = handle_of<skan_catalogue>(handle);
  skan_catalogue_free(&catalogue);
}

void JNICALL set_text(JNIEnv* env, jclass, jlong catalogue, jbyteArray key, jbyteArray text) {
  guarded(env, [&](Call& call) {
    const auto its_key = call.bytes_of(key);
    const auto its_text = call.bytes_of(text);
    call.must(skan_catalogue_set(handle_of<skan_catalogue>(catalogue), its_key.data(), its_key.size(), its_text.data(),
                                 its_text.size(), call.error()));
  });
}

jbyteArray JNICALL language_of(JNIEnv* env, jclass, jlong catalogue) {
  return guarded(env, [&](Call& call) {
    skan_text tag{};
    call.must(skan_catalogue_language(catalogue_of(catalogue), &tag, call.error()));
    return call.array_of(tag.data, tag.length);
  });
}

jbyteArray JNICALL words_in(JNIEnv* env, jclass, jlong catalogue, jint list, jint number, jint freshness) {
  return guarded(env, [&](Call& call) {
    auto its = sized<skan_words>();
    call.must(skan_catalogue_words(catalogue_of(catalogue), list, number, freshness, &its, call.error()));
    return told(call, its);
  });
}

jbyteArray JNICALL count(JNIEnv* env, jclass, jlong catalogue, jlong number, jint unit) {
  return said(env, [&](skan_bytes** text, skan_error* error) {
    return skan_catalogue_count(catalogue_of(catalogue), number, unit, text, error);
  });
}

jbyteArray JNICALL age(JNIEnv* env, jclass, jlong catalogue, jlong seconds) {
  return said(env, [&](skan_bytes** text, skan_error* error) {
    return skan_catalogue_age(catalogue_of(catalogue), seconds, text, error);
  });
}

jbyteArray JNICALL date(JNIEnv* env, jclass, jlong catalogue, jint day) {
  return said(env, [&](skan_bytes** text, skan_error* error) {
    return skan_catalogue_date(catalogue_of(catalogue), day, text, error);
  });
}

jbyteArray JNICALL date_and_time(JNIEnv* env, jclass, jlong catalogue, jlong time, jint utc_offset_minutes) {
  return said(env, [&](skan_bytes** text, skan_error* error) {
    return skan_catalogue_date_and_time(catalogue_of(catalogue), time, utc_offset_minutes, text, error);
  });
}

}  // namespace

void add_clauses(Call& call, Record& record, const skan_catalogue* catalogue, const skan_verdict* verdict) {
  for (const skan_clause clause :
       {SKAN_CLAUSE_MEANING, SKAN_CLAUSE_REFUSAL, SKAN_CLAUSE_OUTLOOK, SKAN_CLAUSE_CHANGE, SKAN_CLAUSE_DATA_AGE}) {
    OwnedBytes bytes;
    call.must(skan_catalogue_clause(catalogue, verdict, clause, bytes.out(), call.error()));
    record.text(text_in(call, bytes));
  }
}

std::span<const JNINativeMethod> catalogue_methods() noexcept {
  static const JNINativeMethod methods[] = {
      method("createCatalogue", "(I)J", create_catalogue),
      method("deriveCatalogue", "([BII)J", derive_catalogue),
      method("freeCatalogue", "(J)V", free_catalogue),
      method("setText", "(J[B[B)V", set_text),
      method("languageOf", "(J)[B", language_of),
      method("wordsIn", "(JIII)[B", words_in),
      method("count", "(JJI)[B", count),
      method("age", "(JJ)[B", age),
      method("date", "(JI)[B", date),
      method("dateAndTime", "(JJI)[B", date_and_time),
  };
  return methods;
}

}  // namespace skan::java
