#include "bench/scan/readers.h"

#include <cstdio>
#include <cstdlib>
#include <ctime>
#include <memory>

#include "scan/zxing_adapter.h"

#ifdef SKAN_BENCH_ZBAR
#include <zbar.h>
#endif

namespace skan::bench {

double thread_seconds() {
  timespec now{};
  clock_gettime(CLOCK_THREAD_CPUTIME_ID, &now);
  return static_cast<double>(now.tv_sec) + static_cast<double>(now.tv_nsec) * 1e-9;
}

Reader zxing(std::string name, bool thorough, int max_codes) {
  const scan::Search search{.max_codes = max_codes, .thorough = thorough};
  return {std::move(name), [search] {
            return [search](const pictures::Luma& picture, std::int64_t) {
              Texts texts;
              for (auto& code : scan::find_codes(
                       {picture.pixels.data(), picture.width, picture.height, picture.width}, search)) {
                texts.push_back(std::move(code.bytes));
              }
              return texts;
            };
          }};
}

namespace {

Frame frame_of(const pictures::Luma& picture) {
  return *Frame::luma(picture.pixels, picture.width, picture.height, picture.width);
}

/// Ends the program if there is no value: a benchmark of something else would be worse than none.
template <class T>
Texts texts_of(Result<T> scan) {
  if (!scan) std::fprintf(stderr, "bench: %s\n", scan.error().message.c_str()), std::exit(1);
  Texts texts;
  for (ScannedCode& code : scan->codes) texts.push_back(std::move(code.text));
  return texts;
}

}  // namespace

Reader skan_stream() {
  return {"Scanner", [] {
            auto scanner = std::make_shared<Scanner>(ScannerOptions{.repeat_window_us = 0});
            return [scanner](const pictures::Luma& picture, std::int64_t time_us) {
              return texts_of(scanner->process(frame_of(picture), time_us));
            };
          }};
}

Reader skan_still(std::string name, Effort effort) {
  return {std::move(name), [effort] {
            return [effort](const pictures::Luma& picture, std::int64_t) {
              return texts_of(Scanner().read_still(frame_of(picture), effort));
            };
          }};
}

#ifdef SKAN_BENCH_ZBAR

namespace {

using namespace zbar;

struct Zbar {
  zbar_image_scanner_t* scanner = zbar_image_scanner_create();
  zbar_image_t* image = zbar_image_create();
  Zbar() {
    zbar_image_scanner_set_config(scanner, ZBAR_NONE, ZBAR_CFG_ENABLE, 0);
    zbar_image_scanner_set_config(scanner, ZBAR_QRCODE, ZBAR_CFG_ENABLE, 1);
    zbar_image_scanner_set_config(scanner, ZBAR_QRCODE, ZBAR_CFG_BINARY, 1);
    zbar_image_set_format(image, zbar_fourcc('Y', '8', '0', '0'));
  }
  Zbar(const Zbar&) = delete;
  Zbar& operator=(const Zbar&) = delete;
  ~Zbar() {
    zbar_image_destroy(image);
    zbar_image_scanner_destroy(scanner);
  }

  Texts read(const pictures::Luma& picture) const {
    zbar_image_set_size(image, static_cast<unsigned>(picture.width), static_cast<unsigned>(picture.height));
    zbar_image_set_data(image, picture.pixels.data(), picture.pixels.size(), nullptr);
    zbar_scan_image(scanner, image);
    Texts texts;
    for (auto* symbol = zbar_image_first_symbol(image); symbol != nullptr;
         symbol = zbar_symbol_next(symbol)) {
      texts.emplace_back(zbar_symbol_get_data(symbol), zbar_symbol_get_data_length(symbol));
    }
    return texts;
  }
};

}  // namespace

std::vector<Reader> zbar_reader() {
  return {{"zbar", [] {
             return [reader = std::make_shared<Zbar>()](const pictures::Luma& picture, std::int64_t) {
               return reader->read(picture);
             };
           }}};
}

#else

std::vector<Reader> zbar_reader() {
  return {};
}

#endif

}  // namespace skan::bench
