// What Overhead.java does from Java, through the C interface.
#include <jni.h>

#include <chrono>
#include <cstdint>

#include "skan/skan.h"

extern "C" {
JNIEXPORT jlong JNICALL Java_skan_sdk_Overhead_create(JNIEnv*, jclass);
JNIEXPORT void JNICALL Java_skan_sdk_Overhead_run(JNIEnv* env, jclass, jlong handle, jobject luma, jint width,
                                                  jint height, jlong first, jlongArray nanos);

JNIEXPORT jlong JNICALL Java_skan_sdk_Overhead_create(JNIEnv*, jclass) {
  skan_scanner* scanner = nullptr;
  skan_scanner_create(nullptr, &scanner, nullptr);
  return static_cast<jlong>(reinterpret_cast<std::intptr_t>(scanner));
}

/// Gives the scanner as many frames as `nanos` has elements, each of which becomes what one took.
JNIEXPORT void JNICALL Java_skan_sdk_Overhead_run(JNIEnv* env, jclass, jlong handle, jobject luma, jint width,
                                                  jint height, jlong first, jlongArray nanos) {
  auto* scanner = reinterpret_cast<skan_scanner*>(static_cast<std::intptr_t>(handle));
  skan_frame frame{};
  frame.size = sizeof frame;
  frame.format = SKAN_PIXEL_FORMAT_LUMA;
  frame.pixels = static_cast<const std::uint8_t*>(env->GetDirectBufferAddress(luma));
  frame.length = static_cast<std::size_t>(env->GetDirectBufferCapacity(luma));
  frame.width = width;
  frame.height = height;
  skan_scan_event event{};
  event.size = sizeof event;
  skan_error error{};
  error.size = sizeof error;
  const jsize count = env->GetArrayLength(nanos);
  for (jsize i = 0; i < count; ++i) {
    const auto start = std::chrono::steady_clock::now();
    const skan_status status = skan_scanner_process(scanner, &frame, (first + i) * 33'000, &event, &error);
    const jlong took = std::chrono::nanoseconds(std::chrono::steady_clock::now() - start).count();
    const jlong told = status == SKAN_OK ? took : -1;
    env->SetLongArrayRegion(nanos, i, 1, &told);
  }
}
}
