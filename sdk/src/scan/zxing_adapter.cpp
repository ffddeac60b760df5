#include "scan/zxing_adapter.h"

#include <algorithm>
#include <limits>
#include <new>

#include "scan/owned_frame.h"

#define ZX_USE_UTF8  // ZXing 1.x prints a notice in every compilation without it
#include <ZXing/ReadBarcode.h>

// The names differ between versions of ZXing: options are DecodeHints up to 2.1 and ReaderOptions from
// 2.2; what is found is a Result up to 2.2 and a Barcode from 2.3, and only `auto` spells both.
#if __has_include(<ZXing/ReaderOptions.h>)
using Options = ZXing::ReaderOptions;
#else
using Options = ZXing::DecodeHints;
#endif

namespace skan::scan {
namespace {

/// From 3.0 on QRCode stands for the whole family with Micro QR and rMQR; before, for these two models.
template <class Format>
ZXing::BarcodeFormats qr_codes() {
  if constexpr (requires { Format::QRCodeModel2; }) {
    return Format::QRCodeModel1 | Format::QRCodeModel2;
  } else {
    return Format::QRCode;
  }
}

/// Codes printed light on dark: 1.x cannot look for them, 2.0 and later can.
template <class T>
void also_inverted(T& options) {
  if constexpr (requires { options.setTryInvert(true); }) options.setTryInvert(true);
}

Options options_for(Threshold threshold, int max_codes) {
  Options options;
  options.setFormats(qr_codes<ZXing::BarcodeFormat>());
  options.setTryHarder(true);
  options.setTryRotate(true);
  options.setTryDownscale(true);
  options.setBinarizer(threshold == Threshold::local ? ZXing::Binarizer::LocalAverage
                                                     : ZXing::Binarizer::GlobalHistogram);
  options.setMaxNumberOfSymbols(static_cast<std::uint8_t>(max_codes));
  also_inverted(options);
  return options;
}

/// ZXing computes offsets into the picture as int.
bool offsets_fit_int(const Frame& frame) noexcept {
  return frame.row_stride() <= std::numeric_limits<int>::max() / frame.height();
}

template <class Symbol>
FoundCode found(const Symbol& symbol) {
  const auto& bytes = symbol.bytes();
  const auto corners = symbol.position();
  const auto [left, right] = std::ranges::minmax(corners, {}, [](const auto& corner) { return corner.x; });
  const auto [top, bottom] = std::ranges::minmax(corners, {}, [](const auto& corner) { return corner.y; });
  FoundCode out{std::string(bytes.begin(), bytes.end()), {}, left.x, top.y, right.x, bottom.y};
  std::ranges::transform(corners, out.corners.begin(),
                         [](const auto& corner) { return Corner{corner.x, corner.y}; });
  return out;
}

std::vector<FoundCode> search(const Frame& frame, const Options& options) {
  const ZXing::ImageView view(frame.pixels(), frame.width(), frame.height(), ZXing::ImageFormat::Lum,
                              static_cast<int>(frame.row_stride()));
  std::vector<FoundCode> codes;
  for (const auto& symbol : ZXing::ReadBarcodes(view, options)) {
    if (symbol.isValid()) codes.push_back(found(symbol));
  }
  return codes;
}

}  // namespace

std::vector<FoundCode> find_codes(const Frame& frame, Threshold threshold, int max_codes) try {
  const Options options = options_for(threshold, max_codes);
  if (!offsets_fit_int(frame)) return search(packed(frame).frame(), options);
  return search(frame, options);
} catch (const std::bad_alloc&) {
  throw;
} catch (...) {
  return {};
}

}  // namespace skan::scan
