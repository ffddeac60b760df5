// A scanner at work: the ladder, spread over the frames of a camera.
#pragma once

#include <array>
#include <chrono>
#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

#include "scan/coach.h"
#include "scan/code_reader.h"
#include "scan/frame_luma.h"
#include "scan/motion.h"
#include "scan/regions.h"
#include "scan/rungs.h"

namespace skan::scan {

/// How much time one frame may take, and how much of it is gone. Measures its own work with a monotonic
/// stop-watch; the time of day plays no part.
class Budget {
 public:
  explicit Budget(std::int64_t microseconds) : limit_us_(microseconds) {}

  void start() noexcept { began_ = std::chrono::steady_clock::now(); }
  /// Would work on so many pixels still end in time, as far as earlier work tells?
  bool allows(std::int64_t pixels) const noexcept;
  /// Takes note that work on so many pixels has taken the time since `began_at` (spent_us()).
  void learn(std::int64_t pixels, std::int64_t began_at) noexcept;
  std::int64_t spent_us() const noexcept;

 private:
  std::int64_t limit_us_;
  std::chrono::steady_clock::time_point began_;
  double us_per_megapixel_ = 0;
};

/// Looks at one frame after another. Where it looks and how: sdk/doc/scanning.md, "The schedule".
class Stream {
 public:
  Stream(std::int64_t budget_us, int max_codes) : budget_(budget_us), max_codes_(max_codes) {}

  /// The codes read in `frame`, their corners in its pixels as they lie in memory. `time_us` does not go back.
  std::vector<FoundCode> look(const Frame& frame, std::int64_t time_us);

  /// Was the last frame not looked at, since nothing moved? Then what was in view still is.
  bool idles() const noexcept { return idles_; }

  /// What would help with the last frame.
  Hint hint() const noexcept { return hint_; }

 private:
  /// Where a code was read, and what it took.
  struct Track {
    Region region;
    Rung rung;
    int misses;
  };

  void reserve(const LumaView& picture);
  void search(const LumaView& picture);
  bool is_idle(const LumaView& picture) noexcept;
  bool is_turn_of_whole() const noexcept;
  void sight(const LumaView& picture);
  void follow(const LumaView& picture);
  void climb_regions(const LumaView& picture);
  void search_whole(const LumaView& picture);
  void search_half(const LumaView& picture);
  bool climb(const LumaView& picture, const Region& region, std::span<const Rung> rungs);
  bool read(const LumaView& picture, const Region& region, Rung rung);
  void keep(std::vector<FoundCode> codes, const Version& version, const Region& region, Rung rung);
  bool is_followed(const Box& box) const noexcept;
  void renew_tracks();
  void prefer(Rung rung) noexcept;

  Budget budget_;
  int max_codes_;
  std::int64_t reserved_ = 0;  ///< pixels of the largest frame so far
  std::int64_t frame_ = 0;      ///< of those looked at
  std::int64_t now_us_ = 0;
  std::int64_t looked_us_ = 0;  ///< when the last frame was looked at
  std::int64_t whole_us_ = 0;   ///< when a whole frame was
  bool idles_ = false;
  bool rests_ = false;          ///< nothing has moved for long
  int still_frames_ = 0;    ///< in a row in which nothing moved
  int sighted_frames_ = 0;  ///< in a row in which something was in sight and nothing read
  std::size_t turn_ = 0;    ///< whose turn it is among the rungs that are not preferred
  std::array<Rung, kRungs.size()> order_ = kRungs;  ///< the one that last read something first
  std::vector<Track> tracks_;
  std::vector<Track> next_tracks_;  ///< of found_, in its order
  std::vector<Finder> unread_;      ///< patterns beside the codes read
  std::vector<Region> regions_;
  std::vector<FoundCode> found_;
  Hint hint_ = Hint::none;

  Picture luma_;
  Picture half_;
  Picture prepared_;
  Motion motion_;
  FinderSearch finders_;
  CodeReader reader_;
  Workshop workshop_;
};

}  // namespace skan::scan
