#include "call.h"

#include <limits>
#include <new>

namespace skan::java {
namespace {

// Set by JNI_OnLoad's thread before any other native method can run; the class lives as long as the library.
jclass native_calls = nullptr;
jmethodID failure = nullptr;

void raise(JNIEnv* env, skan_status status, std::string_view message) noexcept {
  if (env->ExceptionCheck() == JNI_TRUE) return;
  const auto length = static_cast<jsize>(message.size());
  jbyteArray text = env->NewByteArray(length);
  if (text == nullptr) return;  // an OutOfMemoryError is pending
  env->SetByteArrayRegion(text, 0, length, reinterpret_cast<const jbyte*>(message.data()));
  auto made = static_cast<jthrowable>(env->CallStaticObjectMethod(native_calls, failure, jint{status}, text));
  if (env->ExceptionCheck() == JNI_FALSE && made != nullptr) env->Throw(made);
  env->DeleteLocalRef(text);
}

}  // namespace

bool remember_failures(JNIEnv* env, jclass given) noexcept {
  failure = env->GetStaticMethodID(given, "failure", "(I[B)Ljava/lang/Throwable;");
  if (failure == nullptr) return false;
  if (native_calls == nullptr) native_calls = static_cast<jclass>(env->NewGlobalRef(given));
  return native_calls != nullptr;
}

void run(JNIEnv* env, void (*step)(void* body, Call& call), void* body) noexcept {
  try {
    Call call(env);
    step(body, call);
  } catch (const Raised&) {
    // its Java exception is pending
  } catch (const std::bad_alloc&) {
    raise(env, SKAN_ERROR_CAPACITY, "memory ran out");
  } catch (...) {
    raise(env, SKAN_ERROR_INTERNAL, "a fault of the library, please report it");
  }
}

void Call::refuse(skan_status status, std::string_view message) {
  raise(env_, status, message);
  throw Raised{};
}

std::vector<char> Call::bytes_of(jbyteArray array) {
  if (array == nullptr) return {};
  std::vector<char> bytes(static_cast<std::size_t>(env_->GetArrayLength(array)));
  if (!bytes.empty()) {
    env_->GetByteArrayRegion(array, 0, static_cast<jsize>(bytes.size()), reinterpret_cast<jbyte*>(bytes.data()));
    respect_pending();
  }
  return bytes;
}

std::vector<std::int32_t> Call::numbers_of(jintArray array) {
  if (array == nullptr) return {};
  std::vector<std::int32_t> numbers(static_cast<std::size_t>(env_->GetArrayLength(array)));
  if (!numbers.empty()) {
    env_->GetIntArrayRegion(array, 0, static_cast<jsize>(numbers.size()), numbers.data());
    respect_pending();
  }
  return numbers;
}

jbyteArray Call::array_of(const void* data, std::size_t length) {
  if (length > static_cast<std::size_t>(std::numeric_limits<jsize>::max())) {
    refuse(SKAN_ERROR_CAPACITY, "it is larger than a Java array can be");
  }
  jbyteArray array = env_->NewByteArray(static_cast<jsize>(length));
  if (array == nullptr) throw Raised{};
  if (length != 0) env_->SetByteArrayRegion(array, 0, static_cast<jsize>(length), static_cast<const jbyte*>(data));
  respect_pending();
  return array;
}

}  // namespace skan::java
