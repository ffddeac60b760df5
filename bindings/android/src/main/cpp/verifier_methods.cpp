// Native methods of Verifier.
#include "native_methods.h"
#include "record.h"

namespace skan::java {
namespace {

using OwnedVerdict = Owned<skan_verdict, skan_verdict_free>;
using OwnedExplanation = Owned<skan_explanation, skan_explanation_free>;

jlong JNICALL create_verifier(JNIEnv* env, jclass, jlong store, jbyteArray policy, jlong clock_floor,
                              jboolean practice) {
  return guarded(env, [&](Call& call) {
    const auto its_policy = call.bytes_of(policy);
    auto options = sized<skan_verifier_options>();
    options.policy = text_of(its_policy);
    options.clock_floor = clock_floor;
    options.practice = practice == JNI_TRUE ? 1 : 0;
    skan_verifier* verifier = nullptr;
    call.must(skan_verifier_create(handle_of<skan_store>(store), &options, &verifier, call.error()));
    return number_of(verifier);
  });
}

void JNICALL free_verifier(JNIEnv*, jclass, jlong handle) {
  auto* verifier = handle_of<skan_verifier>(handle);
  skan_verifier_free(&verifier);
}

jbyteArray told(Call& call, const skan_verdict* verdict, jlong catalogue) {
  Record record;
  add_verdict(call, record, verdict, handle_of<const skan_catalogue>(catalogue));
  return record.given_to(call);
}

jbyteArray JNICALL verify(JNIEnv* env, jclass, jlong verifier, jbyteArray text, jlong now, jint source,
                          jlong catalogue) {
  return guarded(env, [&](Call& call) {
    const auto bytes = call.bytes_of(text);
    OwnedVerdict verdict;
    call.must(skan_verifier_verify(handle_of<skan_verifier>(verifier), bytes.data(), bytes.size(), now, source,
                                   verdict.out(), call.error()));
    return told(call, verdict.get(), catalogue);
  });
}

/// The texts that lie one after another in `bytes`, each as long as `lengths` says.
std::vector<skan_text> texts_in(Call& call, const std::vector<char>& bytes, const std::vector<std::int32_t>& lengths) {
  std::vector<skan_text> texts;
  std::size_t begin = 0;
  for (const std::int32_t length : lengths) {
    if (length < 0 || static_cast<std::size_t>(length) > bytes.size() - begin) {
      call.refuse(SKAN_ERROR_INVALID_ARGUMENT, "texts: lengths and content do not agree");
    }
    texts.push_back({bytes.data() + begin, static_cast<std::size_t>(length)});
    begin += static_cast<std::size_t>(length);
  }
  return texts;
}

jbyteArray JNICALL verify_together(JNIEnv* env, jclass, jlong verifier, jbyteArray joined, jintArray lengths, jlong now,
                                   jint source, jlong catalogue) {
  return guarded(env, [&](Call& call) {
    const auto bytes = call.bytes_of(joined);
    const auto texts = texts_in(call, bytes, call.numbers_of(lengths));
    OwnedVerdict verdict;
    call.must(skan_verifier_verify_together(handle_of<skan_verifier>(verifier), texts.data(), texts.size(), now, source,
                                            verdict.out(), call.error()));
    return told(call, verdict.get(), catalogue);
  });
}

jbyteArray JNICALL no_code(JNIEnv* env, jclass) {
  return guarded(env, [](Call& call) {
    OwnedVerdict verdict;
    call.must(skan_verdict_of_no_code(verdict.out(), call.error()));
    return told(call, verdict.get(), 0);
  });
}

jbyteArray told(Call& call, const skan_explanation* explanation) {
  std::size_t count = 0;
  call.must(skan_explanation_count(explanation, &count, call.error()));
  Record record;
  record.number(std::uint64_t{count});
  for (std::size_t i = 0; i < count; ++i) {
    const skan_policy* policy = nullptr;
    const skan_verdict* verdict = nullptr;
    call.must(skan_explanation_entry(explanation, i, &policy, &verdict, call.error()));
    add_policy(call, record, policy);
    add_verdict(call, record, verdict);
  }
  return record.given_to(call);
}

jbyteArray JNICALL explain(JNIEnv* env, jclass, jlong verifier, jbyteArray text, jlong now, jint source) {
  return guarded(env, [&](Call& call) {
    const auto bytes = call.bytes_of(text);
    OwnedExplanation explanation;
    call.must(skan_verifier_explain(handle_of<skan_verifier>(verifier), bytes.data(), bytes.size(), now, source,
                                    explanation.out(), call.error()));
    return told(call, explanation.get());
  });
}

jbyteArray JNICALL explain_on(JNIEnv* env, jclass, jlong verifier, jbyteArray text, jint day) {
  return guarded(env, [&](Call& call) {
    const auto bytes = call.bytes_of(text);
    OwnedExplanation explanation;
    call.must(skan_verifier_explain_on(handle_of<skan_verifier>(verifier), bytes.data(), bytes.size(), day,
                                       explanation.out(), call.error()));
    return told(call, explanation.get());
  });
}

}  // namespace

std::span<const JNINativeMethod> verifier_methods() noexcept {
  static const JNINativeMethod methods[] = {
      method("createVerifier", "(J[BJZ)J", create_verifier),
      method("freeVerifier", "(J)V", free_verifier),
      method("verify", "(J[BJIJ)[B", verify),
      method("verifyTogether", "(J[B[IJIJ)[B", verify_together),
      method("noCode", "()[B", no_code),
      method("explain", "(J[BJI)[B", explain),
      method("explainOn", "(J[BI)[B", explain_on),
  };
  return methods;
}

}  // namespace skan::java
