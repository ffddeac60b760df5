// Native methods of Words, and of what belongs to no object.
#include "native_methods.h"
#include "record.h"

namespace skan::java {

jbyteArray told(Call& call, const skan_words& words) {
  Record record;
  record.text(words.headline).text(words.meaning).text(words.operator_action).text(words.holder_action);
  return record.given_to(call);
}

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

jbyteArray JNICALL mark_of(JNIEnv* env, jclass, jint outcome) {
  return guarded(env, [&](Call& call) {
    skan_shape shape = SKAN_SHAPE_STOP;
    skan_text mark{};
    call.must(skan_shape_of(outcome, &shape, &mark, call.error()));
    return call.array_of(mark.data, mark.length);
  });
}

jbyteArray JNICALL words(JNIEnv* env, jclass, jint list, jint number, jint freshness, jint language) {
  return guarded(env, [&](Call& call) {
    auto its = sized<skan_words>();
    call.must(skan_words_read(list, number, freshness, language, &its, call.error()));
    return told(call, its);
  });
}

}  // namespace

std::span<const JNINativeMethod> word_methods() noexcept {
  static const JNINativeMethod methods[] = {
      method("version", "()[B", version),
      method("outcomeOf", "(I)I", outcome_of),
      method("markOf", "(I)[B", mark_of),
      method("words", "(IIII)[B", words),
  };
  return methods;
}

}  // namespace skan::java
