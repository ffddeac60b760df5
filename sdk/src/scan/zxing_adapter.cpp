#include "scan/zxing_adapter.h"

#include <algorithm>
#include <limits>
#include <new>

#include "scan/image_ops.h"

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

Options options_for(const Search& search) {
  Options options;
  options.setFormats(qr_codes<ZXing::BarcodeFormat>());
  options.setTryHarder(search.thorough);
  options.setTryRotate(search.thorough);
  options.setTryDownscale(search.thorough);
  options.setBinarizer(search.threshold == Threshold::local ? ZXing::Binarizer::LocalAverage
                                                            : ZXing::Binarizer::GlobalHistogram);
  options.setMaxNumberOfSymbols(static_cast<std::uint8_t>(search.max_codes));
  if (search.thorough) also_inverted(options);
  return options;
}

/// ZXing computes offsets into the picture as int.
bool offsets_fit_int(const LumaView& picture) noexcept {
  return picture.row_stride <= std::numeric_limits<int>::max() / picture.height;
}

template <class Symbol>
FoundCode found(const Symbol& symbol) {
  const auto& bytes = symbol.bytes();
  FoundCode out{std::string(bytes.begin(), bytes.end()), {}};
  std::ranges::transform(symbol.position(), out.corners.begin(),
                         [](const auto& corner) { return Point{corner.x, corner.y}; });
  return out;
}

std::vector<FoundCode> read(const LumaView& picture, const Options& options) {
  const ZXing::ImageView view(picture.pixels, picture.width, picture.height, ZXing::ImageFormat::Lum,
                              static_cast<int>(picture.row_stride));
  std::vector<FoundCode> codes;
  for (const auto& symbol : ZXing::ReadBarcodes(view, options)) {
    if (symbol.isValid()) codes.push_back(found(symbol));
  }
  return codes;
}

}  // namespace

Box FoundCode::box() const noexcept {
  const auto [left, right] = std::ranges::minmax(corners, {}, &Point::x);
  const auto [top, bottom] = std::ranges::minmax(corners, {}, &Point::y);
  return {left.x, top.y, right.x + 1, bottom.y + 1};
}

std::vector<FoundCode> find_codes(const LumaView& picture, const Search& search) try {
  const Options options = options_for(search);
  if (offsets_fit_int(picture)) return read(picture, options);
  Picture packed;
  copy(picture, packed);
  return read(packed.view(), options);
} catch (const std::bad_alloc&) {
  throw;
} catch (...) {
  return {};
}

}  // namespace skan::scan
