// Native methods of Words, and of what belongs to no object.
#include "native_methods.h"
#include "record.h"

namespace skan::java {
namespace {

jbyteArray JNICALL version(JNIEnv* env, jclass) {
  return guarded(env, [](Call& call) {
    skan_text text{};
    call.must(skan_version(&text, call.error()));
    return call.array_of(text.data, text.length);
  });
}

jint JNICALL outcome_of(JNIEnv* env, jclass, jint reason) {
  return guarded(env, [&](Call& call) {
    skan_outcome outcome = SKAN_OUTCOME_UNDETERMINED;
    call.must(skan_outcome_of(reason, &outcome, call.error()));
    return jint{outcome};
  });
}

jbyteArray JNICALL words(JNIEnv* env, jclass, jint list, jint number, jint freshness, jint language) {
  return guarded(env, [&](Call& call) {
    auto its = sized<skan_words>();
    call.must(skan_words_read(list, number, freshness, language, &its, call.error()));
    Record record;
    record.text(its.headline).text(its.meaning).text(its.operator_action).text(its.holder_action);
    return record.given_to(call);
  });
}

}  // namespace

std::span<const JNINativeMethod> word_methods() noexcept {
  static const JNINativeMethod methods[] = {
      method("version", "()[B", version),
      method("outcomeOf", "(I)I", outcome_of),
      method("words", "(IIII)[B", words),
  };
  return methods;
}

}  // namespace skan::java
