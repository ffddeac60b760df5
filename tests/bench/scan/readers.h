// What is compared: each takes a picture and returns the texts that it reads in it.
#pragma once

#include <cstdint>
#include <functional>
#include <string>
#include <vector>

#include "pictures/pictures.h"
#include "skan/scanner.h"

namespace skan::bench {

using Texts = std::vector<std::string>;

struct Reader {
  std::string name;
  /// Starts a new stream and returns what reads its frames; the number is the frame's time in microseconds.
  std::function<std::function<Texts(const pictures::Luma&, std::int64_t)>()> start;
};

/// Plain ZXing of the library that skan is linked with. For one code in view (`max_codes` 1) that is its
/// strongest setting: ZXing 1.x searches smaller versions of the picture for no other number.
Reader zxing(std::string name, bool thorough, int max_codes);

/// Scanner::process() without suppression of repeats.
Reader skan_stream();

/// Scanner::read_still().
Reader skan_still(std::string name, Effort effort);

/// zbar, QR codes only; empty if the program was built without it.
std::vector<Reader> zbar_reader();

/// Seconds of processor time that this thread has used.
double thread_seconds();

}  // namespace skan::bench
