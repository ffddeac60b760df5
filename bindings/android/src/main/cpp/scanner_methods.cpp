// Native methods of Scanner.
#include "direct_buffer.h"
#include "native_methods.h"
#include "record.h"

namespace skan::java {
namespace {

jlong JNICALL create_scanner(JNIEnv* env, jclass, jint max_codes, jlong budget_us, jlong repeat_window_us) {
  return guarded(env, [&](Call& call) {
    auto options = sized<skan_scanner_options>();
    options.max_codes = max_codes;
    options.budget_us = budget_us;
    options.repeat_window_us = repeat_window_us;
    skan_scanner* scanner = nullptr;
    call.must(skan_scanner_create(&options, &scanner, call.error()));
    return number_of(scanner);
  });
}

void JNICALL free_scanner(JNIEnv*, jclass, jlong handle) {
  auto* scanner = handle_of<skan_scanner>(handle);
  skan_scanner_free(&scanner);
}

skan_frame frame_of(const Bytes& pixels, jint format, jint width, jint height, jlong row_stride, jlong pixel_stride,
                    jint rotation, jboolean mirrored) noexcept {
  auto frame = sized<skan_frame>();
  frame.format = format;
  frame.pixels = pixels.data;
  frame.length = pixels.length;
  frame.width = width;
  frame.height = height;
  frame.row_stride = row_stride;
  frame.pixel_stride = pixel_stride;
  frame.rotation = rotation;
  frame.mirrored = mirrored == JNI_TRUE ? 1 : 0;
  return frame;
}

/// The event in one number, so that a frame without codes makes no object: hint, then codes from bit 8 and repeats from
/// bit 32 on. More than max_codes (255) there never are.
jlong JNICALL process(JNIEnv* env, jclass, jlong scanner, jobject buffer, jint offset, jint length, jint format,
                      jint width, jint height, jlong row_stride, jlong pixel_stride, jint rotation, jboolean mirrored,
                      jlong timestamp_us) {
  return guarded(env, [&](Call& call) {
    const Bytes pixels = direct_bytes(call, buffer, offset, length, "pixels");
    const auto frame = frame_of(pixels, format, width, height, row_stride, pixel_stride, rotation, mirrored);
    auto event = sized<skan_scan_event>();
    call.must(skan_scanner_process(handle_of<skan_scanner>(scanner), &frame, timestamp_us, &event, call.error()));
    return jlong{event.hint & 0xFF} | static_cast<jlong>(event.code_count & 0xFFFF) << 8 |
           static_cast<jlong>(event.repeat_count & 0xFFFF) << 32;
  });
}

void add_code(Record& record, const skan_code& code) {
  record.text(code.text);
  for (const skan_point& corner : code.corners) record.number(corner.x).number(corner.y);
}

using CodeAt = skan_status (*)(skan_scanner*, std::size_t, skan_code*, skan_error*) SKAN_NOEXCEPT;

void add_codes(Call& call, Record& record, skan_scanner* scanner, jint count, CodeAt code_at) {
  record.number(count);
  for (jint i = 0; i < count; ++i) {
    auto code = sized<skan_code>();
    call.must(code_at(scanner, static_cast<std::size_t>(i), &code, call.error()));
    add_code(record, code);
  }
}

jbyteArray JNICALL seen(JNIEnv* env, jclass, jlong scanner, jint codes, jint repeats) {
  return guarded(env, [&](Call& call) {
    Record record;
    add_codes(call, record, handle_of<skan_scanner>(scanner), codes, skan_scanner_code);
    add_codes(call, record, handle_of<skan_scanner>(scanner), repeats, skan_scanner_repeat);
    return record.given_to(call);
  });
}

void JNICALL reset(JNIEnv* env, jclass, jlong scanner) {
  guarded(env, [&](Call& call) { call.must(skan_scanner_reset(handle_of<skan_scanner>(scanner), call.error())); });
}

jbyteArray JNICALL read_still(JNIEnv* env, jclass, jlong scanner, jobject buffer, jint offset, jint length, jint format,
                              jint width, jint height, jlong row_stride, jlong pixel_stride, jint rotation,
                              jboolean mirrored, jint effort) {
  return guarded(env, [&](Call& call) {
    const Bytes pixels = direct_bytes(call, buffer, offset, length, "pixels");
    const auto frame = frame_of(pixels, format, width, height, row_stride, pixel_stride, rotation, mirrored);
    Owned<skan_still, skan_still_free> still;
    call.must(skan_scanner_read_still(handle_of<skan_scanner>(scanner), &frame, effort, still.out(), call.error()));
    auto info = sized<skan_still_info>();
    call.must(skan_still_read(still.get(), &info, call.error()));
    Record record;
    record.number(info.limit_reached).number(std::uint64_t{info.code_count});
    for (std::size_t i = 0; i < info.code_count; ++i) {
      auto code = sized<skan_code>();
      call.must(skan_still_code(still.get(), i, &code, call.error()));
      add_code(record, code);
    }
    return record.given_to(call);
  });
}

}  // namespace

std::span<const JNINativeMethod> scanner_methods() noexcept {
  static const JNINativeMethod methods[] = {
      method("createScanner", "(IJJ)J", create_scanner),
      method("freeScanner", "(J)V", free_scanner),
      method("process", "(JLjava/nio/ByteBuffer;IIIIIJJIZJ)J", process),
      method("seen", "(JII)[B", seen),
      method("reset", "(J)V", reset),
      method("readStill", "(JLjava/nio/ByteBuffer;IIIIIJJIZI)[B", read_still),
  };
  return methods;
}

}  // namespace skan::java
