// Where the Java virtual machine comes in.
#include <string>

#include "call.h"
#include "native_methods.h"

namespace skan::java {
namespace {

std::string in_words(jint version) {
  return std::to_string(version / 65536) + "." + std::to_string(version % 65536);
}

/// Why classes made for `classes` cannot work with this library, in English; empty if they can.
std::string abi_problem(jint classes) {
  if (classes != SKAN_ABI_VERSION) {
    return "the classes of skan.sdk are made for ABI version " + in_words(classes) + ", libskan.so has " +
           in_words(SKAN_ABI_VERSION) + ": ship both from one release";
  }
  auto error = sized<skan_error>();
  if (skan_abi_check(SKAN_ABI_VERSION, &error) != SKAN_OK) return {error.message, error.message_length};
  return {};
}

bool registered(JNIEnv* env, jclass native_calls, std::span<const JNINativeMethod> methods) noexcept {
  return env->RegisterNatives(native_calls, methods.data(), static_cast<jint>(methods.size())) == JNI_OK;
}

/// The first native method that is called: the others exist only if it finds nothing wrong. Returns what is wrong.
jbyteArray JNICALL connect(JNIEnv* env, jclass native_calls, jint classes) {
  return guarded(env, [&](Call& call) -> jbyteArray {
    const std::string problem = abi_problem(classes);
    if (!problem.empty()) return call.array_of(problem.data(), problem.size());
    for (const auto methods : {store_methods(), update_methods(), verifier_methods(), scanner_methods(),
                               word_methods(), catalogue_methods(), setup_methods()}) {
      if (!registered(env, native_calls, methods)) throw Raised{};
    }
    return nullptr;
  });
}

}  // namespace
}  // namespace skan::java

extern "C" JNIEXPORT jint JNICALL JNI_OnLoad(JavaVM* vm, void*) {
  using namespace skan::java;
  JNIEnv* env = nullptr;
  if (vm->GetEnv(reinterpret_cast<void**>(&env), JNI_VERSION_1_6) != JNI_OK) return JNI_ERR;
  jclass native_calls = env->FindClass("skan/sdk/NativeCalls");
  if (native_calls == nullptr) return JNI_ERR;
  const JNINativeMethod first[] = {method("connect", "(I)[B", connect)};
  const bool done = remember_failures(env, native_calls) && registered(env, native_calls, first);
  env->DeleteLocalRef(native_calls);
  return done ? JNI_VERSION_1_6 : JNI_ERR;
}
