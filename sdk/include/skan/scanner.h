// Finds and reads QR codes.
#pragma once

#include <array>
#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "skan/frame.h"
#include "skan/result.h"

namespace skan {

/// How long a Scanner may look at a still picture.
enum class Effort : std::uint8_t {
  fast,      ///< the picture as it stands, and what is cheap
  normal,    ///< every step of the ladder, until something is read
  thorough,  ///< every step, at every size, for everything that may be in the picture
};

/// How a Scanner works. The defaults suit a door.
struct ScannerOptions {
  /// For repeat_window_us: a code is reported again only after another one.
  static constexpr std::int64_t kUntilAnotherCode = -1;

  int max_codes = 64;  ///< at most this many codes of one picture are returned; 1..255

  /// How long process() may work on one frame, in microseconds; 1'000..1'000'000. The search of the whole
  /// frame that every third frame gets is made even where it takes longer.
  std::int64_t budget_us = 12'000;

  /// For how long after it was last seen the same code counts as a repeat, in microseconds; 0: nothing
  /// does; kUntilAnotherCode; at most a day.
  std::int64_t repeat_window_us = 3'000'000;
};

/// What the person who holds the code can do about it.
enum class Hint : std::uint8_t {
  none = 0,
  closer = 1,      ///< the code is too small in the picture
  hold_still = 2,  ///< it is blurred
  too_dark = 3,    ///< a torch would help
  glare = 4,       ///< a light is reflected in it
  cut_off = 5,     ///< part of it is outside the picture
};

/// The stable name of `hint`, for example "hold_still"; "unknown" for a number outside the list.
std::string_view name(Hint hint) noexcept;

/// In pixels of the upright picture, from its upper left corner.
struct Point {
  int x = 0;
  int y = 0;

  bool operator==(const Point&) const = default;
};

/// One code that was read.
struct ScannedCode {
  std::string text;                ///< the code's bytes as they stand in it; not necessarily UTF-8
  std::array<Point, 4> corners{};  ///< in order around it; the way round is not promised
};

/// What a still picture holds.
struct StillScan {
  std::vector<ScannedCode> codes;  ///< row by row from the top, each row from the left; no text twice
  bool limit_reached = false;      ///< there may be more codes than max_codes
};

/// What one frame brought.
struct ScanEvent {
  std::vector<ScannedCode> codes;    ///< read, and not seen within the repeat window
  std::vector<ScannedCode> repeats;  ///< read, and seen within it: where they are, without their texts
  Hint hint = Hint::none;            ///< none if a code was read; at least half a second the same
};

/// Reads QR codes with ZXing, from camera frames one after another or from still pictures. What it returns
/// is unverified text for a Verifier.
///
/// process() belongs to one thread at a time; read_still() is safe from several, also beside process().
class Scanner {
 public:
  explicit Scanner(ScannerOptions options = {});
  Scanner(Scanner&&) noexcept;
  Scanner& operator=(Scanner&&) noexcept;
  ~Scanner();

  /// Takes the next frame of a camera; `timestamp_us` is its time in microseconds on any clock that does
  /// not go back. The frame is not kept. No text is kept between frames, only keyed digests.
  ///
  /// A code that ZXing's fast search would read in every frame is read within three frames. Where nothing
  /// moves the scanner idles, and looks only now and then.
  ///
  /// Fails with invalid_argument, naming the field, for options out of range and a timestamp that is
  /// negative or earlier than the last one; crypto_unavailable if there is no randomness for the digests;
  /// capacity if memory runs out. A refused frame changes nothing.
  Result<ScanEvent> process(const Frame& frame, std::int64_t timestamp_us);

  /// Forgets tracks, repeats and timestamps, as when a camera is opened anew.
  void reset() noexcept;

  /// Reads every QR code of a still picture. No codes mean that none could be read.
  ///
  /// The picture as it stands is tried first with ZXing's thorough search, so the result is never
  /// worse than plain ZXing's; other versions of it are tried as far as `effort` allows.
  ///
  /// Fails with invalid_argument if the options are out of range, and with capacity if memory runs out.
  Result<StillScan> read_still(const Frame& frame, Effort effort = Effort::normal) const;

 private:
  struct Live;

  ScannerOptions options_;
  std::unique_ptr<Live> live_;  ///< made by the first process()
};

}  // namespace skan
