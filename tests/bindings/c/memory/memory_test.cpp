// memory_test DATA_FOLDER WORK_FOLDER: the C interface while allocations of C++ fail, one after another.
//
// In C++, because only there `operator new` can be replaced; what is called is the C interface.
#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <new>
#include <string>

#include "skan/skan.h"

namespace {

long until_failure = -1;  // allocations; negative: none fails
bool has_failed = false;

void* allocate(std::size_t size) {
  if (until_failure == 0) has_failed = true;
  if (until_failure >= 0 && until_failure-- == 0) throw std::bad_alloc();
  if (void* memory = std::malloc(size == 0 ? 1 : size)) return memory;
  throw std::bad_alloc();
}

}  // namespace

void* operator new(std::size_t size) { return allocate(size); }
void* operator new[](std::size_t size) { return allocate(size); }
void operator delete(void* memory) noexcept { std::free(memory); }
void operator delete[](void* memory) noexcept { std::free(memory); }
void operator delete(void* memory, std::size_t) noexcept { std::free(memory); }
void operator delete[](void* memory, std::size_t) noexcept { std::free(memory); }

/// AddressSanitizer's: ZXing 1.4 loses the readers that it has made when memory runs out for the next.
extern "C" __attribute__((visibility("default"))) const char* __lsan_default_suppressions() {
  return "leak:ZXing::MultiFormatReader";
}

namespace {

constexpr std::int64_t kNow = 1'625'140'800;
int wrong = 0;

std::string content(const std::filesystem::path& file) {
  std::ifstream stream(file, std::ios::binary);
  return {std::istreambuf_iterator<char>(stream), {}};
}

/// Calls `work` with the first allocation failing, then the second, ... until none does. A failure must be told as
/// one of memory, leave nothing behind, and not hinder the next try. After the first hundred, each tenth more.
template <class Work>
void run(const char* name, const Work& work) {
  long tries = 0;
  for (long at = 0; at < 100'000; at += 1 + at / 100 * 10, ++tries) {
    skan_error error{};
    error.size = sizeof error;
    until_failure = at;
    has_failed = false;
    const skan_status status = work(&error);
    until_failure = -1;
    if (!has_failed && status == SKAN_OK) break;
    const bool is_told = status == SKAN_ERROR_CAPACITY && error.message_length > 0;
    // Some allocations can be done without.
    if (is_told || status == SKAN_OK) continue;
    std::printf("%s: allocation %ld gave %d: %s\n", name, at, static_cast<int>(status), error.message);
    ++wrong;
  }
  std::printf("%s: %ld failures\n", name, tries);
  if (tries == 0) ++wrong;
}

template <class Handle>
skan_status freed(skan_status status, Handle* handle, skan_status (*free)(Handle**)) {
  if (status != SKAN_OK && handle != nullptr) ++wrong;
  return free(&handle) == SKAN_OK ? status : SKAN_ERROR_INTERNAL;
}

void run_store(const std::string& path, const std::string& authority) {
  run("open", [&](skan_error* error) {
    skan_store* store = nullptr;
    const auto status =
        skan_store_open(path.data(), path.size(), authority.data(), authority.size(), nullptr, &store, error);
    return freed(status, store, skan_store_free);
  });
}

void run_verdicts(const skan_store* store, const std::string& text) {
  skan_verifier* verifier = nullptr;
  skan_verifier_create(store, nullptr, &verifier, nullptr);
  run("verify", [&](skan_error* error) {
    skan_verdict* verdict = nullptr;
    const auto status = skan_verifier_verify(verifier, text.data(), text.size(), kNow, 0, &verdict, error);
    return freed(status, verdict, skan_verdict_free);
  });
  run("explain", [&](skan_error* error) {
    skan_explanation* explanation = nullptr;
    const auto status = skan_verifier_explain(verifier, text.data(), text.size(), kNow, 0, &explanation, error);
    return freed(status, explanation, skan_explanation_free);
  });
  run("status", [&](skan_error* error) {
    skan_trust_status* held = nullptr;
    const auto status = skan_store_status(store, kNow, 0, 1, &held, error);
    return freed(status, held, skan_trust_status_free);
  });
  skan_verifier_free(&verifier);
}

void run_stills(const std::string& picture) {
  skan_scanner* scanner = nullptr;
  skan_scanner_create(nullptr, &scanner, nullptr);
  skan_frame frame{};
  frame.size = sizeof frame;
  frame.format = SKAN_PIXEL_FORMAT_LUMA;
  int head = 0;
  std::sscanf(picture.c_str(), "P5 %d %d 255%n", &frame.width, &frame.height, &head);
  frame.pixels = reinterpret_cast<const std::uint8_t*>(picture.data()) + head + 1;
  frame.length = picture.size() - static_cast<std::size_t>(head) - 1;
  run("read_still", [&](skan_error* error) {
    skan_still* still = nullptr;
    const auto status = skan_scanner_read_still(scanner, &frame, SKAN_EFFORT_FAST, &still, error);
    return freed(status, still, skan_still_free);
  });
  skan_scanner_free(&scanner);
}

}  // namespace

int main(int count, char** arguments) {
  if (count != 3) return 2;
  const std::filesystem::path data = arguments[1], work = arguments[2];
  std::filesystem::remove_all(work);
  std::filesystem::create_directories(work);
  const std::string authority = content(data / "authority"), root = content(data / "root.cose");
  const std::string path = (work / "door.db").string(), bundle = content(data / "first.skb");
  skan_store* store = nullptr;
  skan_store_provision(path.data(), path.size(), root.data(), root.size(), authority.data(), authority.size(), nullptr, 0,
                       &store, nullptr);
  if (skan_store_update(store, bundle.data(), bundle.size(), kNow, 0, nullptr, nullptr) != SKAN_OK) return 2;
  run_store(path, authority);
  run_verdicts(store, content(data / "texts/good"));
  run_stills(content(data / "pictures/good.pgm"));
  skan_store_free(&store);
  return wrong == 0 ? 0 : 1;
}
