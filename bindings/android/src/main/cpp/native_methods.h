// The native methods of skan.sdk.NativeCalls, by file.
#pragma once

#include <jni.h>

#include <span>

namespace skan::java {

// JNINativeMethod wants char*, and never writes through it.
inline JNINativeMethod method(const char* name, const char* signature, void* function) noexcept {
  return {const_cast<char*>(name), const_cast<char*>(signature), function};
}
template <class Function>
JNINativeMethod method(const char* name, const char* signature, Function* function) noexcept {
  return method(name, signature, reinterpret_cast<void*>(function));
}

std::span<const JNINativeMethod> store_methods() noexcept;
std::span<const JNINativeMethod> update_methods() noexcept;
std::span<const JNINativeMethod> verifier_methods() noexcept;
std::span<const JNINativeMethod> scanner_methods() noexcept;
std::span<const JNINativeMethod> word_methods() noexcept;
std::span<const JNINativeMethod> catalogue_methods() noexcept;
std::span<const JNINativeMethod> setup_methods() noexcept;

}  // namespace skan::java
