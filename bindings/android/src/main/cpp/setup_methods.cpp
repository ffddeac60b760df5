// Native methods of SetupCode.
#include "native_methods.h"
#include "record.h"

namespace skan::java {
namespace {

using OwnedCode = Owned<skan_setup_code, skan_setup_code_free>;

skan_text words_of(Call& call, const skan_setup_code* code, skan_language language) {
  skan_text words{};
  call.must(skan_setup_code_fingerprint(code, language, &words, call.error()));
  return words;
}

jbyteArray JNICALL setup_code(JNIEnv* env, jclass, jbyteArray text) {
  return guarded(env, [&](Call& call) {
    const auto bytes = call.bytes_of(text);
    OwnedCode code;
    call.must(skan_setup_code_parse(bytes.data(), bytes.size(), code.out(), call.error()));
    auto its = sized<skan_setup_code_info>();
    call.must(skan_setup_code_read(code.get(), &its, call.error()));
    Record record;
    record.text(its.authority).text(its.name).text(its.url).text(its.policy).text(its.channel);
    record.text(words_of(call, code.get(), SKAN_LANGUAGE_ENGLISH));
    record.text(words_of(call, code.get(), SKAN_LANGUAGE_RUSSIAN));
    return record.given_to(call);
  });
}

jboolean JNICALL is_fingerprint(JNIEnv* env, jclass, jbyteArray text, jbyteArray words) {
  return guarded(env, [&](Call& call) -> jboolean {
    const auto bytes = call.bytes_of(text);
    const auto its_words = call.bytes_of(words);
    OwnedCode code;
    call.must(skan_setup_code_parse(bytes.data(), bytes.size(), code.out(), call.error()));
    std::int32_t same = 0;
    call.must(skan_setup_code_is_fingerprint(code.get(), its_words.data(), its_words.size(), &same, call.error()));
    return same != 0 ? JNI_TRUE : JNI_FALSE;
  });
}

}  // namespace

std::span<const JNINativeMethod> setup_methods() noexcept {
  static const JNINativeMethod methods[] = {
      method("setupCode", "([B)[B", setup_code),
      method("isFingerprint", "([B[B)Z", is_fingerprint),
  };
  return methods;
}

}  // namespace skan::java
