#include "scan/stream.h"

#include <algorithm>
#include <iterator>
#include <utility>

#include "scan/grain.h"
#include "scan/image_ops.h"

namespace skan::scan {
namespace {

constexpr int kWholeEvery = 3;       // frames: the promise about what plain ZXing would read
constexpr int kHalfEvery = 6;        // frames
constexpr int kOthersEvery = 3;      // frames, while every known code is read: is there another?
constexpr int kRestlessFrames = 20;  // without motion, before the scanner idles
// In time, not in frames, which may come slowly: whatever is read or moves, microseconds.
constexpr std::int64_t kAllEvery = 1'000'000;  // is there a code that only ZXing finds?
constexpr std::int64_t kIdleEvery = 500'000;   // how often an idle scanner looks nevertheless
constexpr int kMostMisses = 5;       // frames, before a lost code is given up
constexpr std::size_t kMostTracks = 8;
constexpr std::size_t kMostRegions = 2;    // looked at in one frame
constexpr std::size_t kMostPatterns = 96;  // in one search: at most about 8 ms for ZXing's combinations
constexpr int kGrainy = 8;                 // grey levels of grain from which a picture is smoothed first
constexpr int kVeryGrainy = 30;
constexpr int kInvertedEvery = 4;  // frames in which nothing is in sight
constexpr int kFreshFrames = 2;    // in which a new sighting may have more rungs
constexpr std::size_t kFreshRungs = 4;
constexpr int kStaleFrames = 12;
constexpr int kHopelessFrames = 30;
constexpr float kLargeModule = 4.6F;  // pixels, from which a code is read at half the size as well

/// Rows between two that are searched for patterns: closer in small pictures.
int row_step(const LumaView& picture) noexcept {
  return std::max(2, picture.height / 270);
}

bool is_worth_it(const LumaView& part) noexcept {
  return part.width >= 21 && part.height >= 21;  // a code has at least 21 modules
}

}  // namespace

bool Budget::allows(std::int64_t pixels) const noexcept {
  const double expected = us_per_megapixel_ * static_cast<double>(pixels) * 1e-6;
  return static_cast<double>(spent_us()) + expected <= static_cast<double>(limit_us_);
}

void Budget::learn(std::int64_t pixels, std::int64_t began_at) noexcept {
  const double rate = static_cast<double>(spent_us() - began_at) * 1e6 / static_cast<double>(pixels);
  us_per_megapixel_ = us_per_megapixel_ == 0 ? rate : 0.8 * us_per_megapixel_ + 0.2 * rate;
}

std::int64_t Budget::spent_us() const noexcept {
  return std::chrono::duration_cast<std::chrono::microseconds>(std::chrono::steady_clock::now() - began_)
      .count();
}

std::vector<FoundCode> Stream::look(const Frame& frame, std::int64_t time_us) {
  budget_.start();
  found_.clear();
  now_us_ = time_us;
  const LumaView picture = luma_of(frame, luma_);
  reserve(picture);
  idles_ = is_idle(picture);
  if (!idles_) search(picture);
  return std::exchange(found_, {});
}

void Stream::search(const LumaView& picture) {
  ++frame_;
  looked_us_ = now_us_;
  next_tracks_.clear();
  regions_.clear();
  if (is_worth_it(picture)) {
    follow(picture);
    const bool all_read = !tracks_.empty() && found_.size() >= tracks_.size();
    if (!all_read || rests_ || frame_ % kOthersEvery == 0) {
      sight(picture);
      climb_regions(picture);
    }
    if (is_turn_of_whole()) search_whole(picture);
    if (found_.empty() && frame_ % kHalfEvery == 0) search_half(picture);
  }
  renew_tracks();
  sighted_frames_ = found_.empty() && !regions_.empty() ? sighted_frames_ + 1 : 0;
  hint_ = found_.empty() ? hint_for(picture, motion_.brightness(), regions_) : Hint::none;
}

/// All the memory that frames of this size will ever need is taken with the first of them.
void Stream::reserve(const LumaView& picture) {
  if (picture.area() <= reserved_) return;
  reserved_ = picture.area();
  workshop_.reserve(reserved_);
  prepared_.resize(picture.width, picture.height);
  half_.resize(picture.width, picture.height);
}

/// Also when a code has just been lost that was read as it stands.
bool Stream::is_turn_of_whole() const noexcept {
  if (rests_ || now_us_ - whole_us_ >= kAllEvery) return true;
  if (!found_.empty()) return false;
  return frame_ % kWholeEvery == 1 || std::ranges::any_of(tracks_, [](const Track& track) {
           return track.misses == 1 && track.rung == Rung::plain;
         });
}

bool Stream::is_idle(const LumaView& picture) noexcept {
  still_frames_ = motion_.moved(picture) ? 0 : std::min(still_frames_, kRestlessFrames) + 1;
  rests_ = still_frames_ > kRestlessFrames;
  return rests_ && now_us_ - looked_us_ < kIdleEvery;
}

/// Looks for finder patterns; where there is grain, in a smoothed picture; now and then, light on dark.
void Stream::sight(const LumaView& picture) {
  const bool inverted = regions_.empty() && tracks_.empty() && frame_ % kInvertedEvery == 0;
  int noise = grain(picture);
  LumaView in = picture;
  if (noise > kGrainy) {
    average(picture, noise > kVeryGrainy ? 2 : 1, prepared_);
    in = prepared_.view();
    noise = grain(in);
  } else if (inverted) {
    invert(picture, prepared_);
    in = prepared_.view();
  }
  const int step =
      next_tracks_.empty() ? row_step(in) : row_step(in) * 3 / 2;  // a second code may be found later
  const auto seen = finders_.look(in, {step, noise, kMostPatterns});
  unread_.clear();
  std::ranges::copy_if(seen, std::back_inserter(unread_), [this](const Finder& f) {
    const int x = static_cast<int>(f.x), y = static_cast<int>(f.y);
    return !is_followed({x, y, x + 1, y + 1});
  });
  regions_ = regions_of(unread_, in, kMostRegions);
  for (Region& region : regions_) region.inverted = inverted;
}

/// Looks where codes were last read, a little further around: nobody's hand is quite still.
void Stream::follow(const LumaView& picture) {
  for (Track& track : tracks_) {
    const int swim = 8 + std::max(track.region.box.width(), track.region.box.height()) / 16;
    Region region = track.region;
    region.box = overlap(grown(region.box, swim), picture.box());
    const Rung first = region.module >= kLargeModule && track.rung == Rung::plain ? Rung::half : track.rung;
    const std::array rungs = {first, first == Rung::plain ? Rung::sharp : Rung::plain};
    track.misses = !region.box.empty() && climb(picture, region, rungs) ? 0 : track.misses + 1;
  }
}

/// A new sighting gets the most; one that nothing has read for long, the least.
void Stream::climb_regions(const LumaView& picture) {
  if (sighted_frames_ >= kHopelessFrames && frame_ % 2 == 0) return;
  const std::size_t count = sighted_frames_ < kFreshFrames   ? kFreshRungs
                            : sighted_frames_ < kStaleFrames ? 2
                                                             : 1;
  for (const Region& region : regions_) {
    std::array<Rung, kFreshRungs> rungs{Rung::inverted};
    const std::size_t tries = region.inverted ? 1 : count;
    for (std::size_t i = 0; i < tries && !region.inverted; ++i) {
      rungs[i] = i + 1 < tries ? order_[i] : order_[i + turn_ % (order_.size() - i)];
    }
    climb(picture, region, std::span(rungs).first(tries));
  }
  ++turn_;
}

/// What plain ZXing would read at once is read here at the latest, whatever the budget.
void Stream::search_whole(const LumaView& picture) {
  const std::int64_t began = budget_.spent_us();
  const Search search{.max_codes = max_codes_, .thorough = false};
  whole_us_ = now_us_;
  keep(reader_.read(picture, search, kMostPatterns), {picture}, {picture.box(), 0, 0, false}, Rung::plain);
  budget_.learn(picture.area(), began);
}

/// Large codes, and those under grain.
void Stream::search_half(const LumaView& picture) {
  if (std::min(picture.width, picture.height) < 42 || !budget_.allows(picture.area() / 4)) return;
  halve(picture, half_);
  const Search search{.max_codes = max_codes_, .thorough = false};
  const LumaView half = half_.view();
  keep(reader_.read(half, search, kMostPatterns), {half, 1, 2}, {picture.box(), 0, 0, false}, Rung::plain);
}

bool Stream::climb(const LumaView& picture, const Region& region, std::span<const Rung> rungs) {
  return std::ranges::any_of(rungs, [&](Rung rung) { return read(picture, region, rung); });
}

bool Stream::read(const LumaView& picture, const Region& region, Rung rung) {
  const LumaView part = picture.cropped(region.box);
  if (!is_worth_it(part) || !budget_.allows(Workshop::pixels(part, rung, region.module))) return false;
  const std::int64_t began = budget_.spent_us();
  const Version version = workshop_.make(part, rung, region.module);
  const Search search{.thorough = false};
  auto codes = reader_.read(version.view, search, kMostPatterns);
  budget_.learn(version.view.area(), began);
  if (codes.empty()) return false;
  prefer(rung);
  keep(std::move(codes), version, region, rung);
  return true;
}

/// Takes codes found in a version of a region's pixels, but those that have been found already.
void Stream::keep(std::vector<FoundCode> codes, const Version& version, const Region& region, Rung rung) {
  for (FoundCode& code : codes) {
    if (std::ranges::find(found_, code.bytes, &FoundCode::bytes) != found_.end()) continue;
    for (Point& corner : code.corners) {
      corner.x = corner.x * version.denominator / version.numerator + region.box.left;
      corner.y = corner.y * version.denominator / version.numerator + region.box.top;
    }
    const Box box = code.box();
    const int margin = 8 + std::max(box.width(), box.height()) / 10;
    const Rung next = rung == Rung::half ? Rung::plain : rung;
    next_tracks_.push_back({{grown(box, margin), region.module, 3, false}, next, 0});
    found_.push_back(std::move(code));
  }
}

/// Is this where a code has been read already?
bool Stream::is_followed(const Box& box) const noexcept {
  return std::ranges::any_of(next_tracks_,
                             [&box](const Track& track) { return !overlap(track.region.box, box).empty(); });
}

/// What was read is followed from where it is now; what was not, for a while from where it was.
void Stream::renew_tracks() {
  for (const Track& track : tracks_) {
    const bool lost = track.misses > 0 && track.misses <= kMostMisses && !is_followed(track.region.box);
    if (lost) next_tracks_.push_back(track);
  }
  if (next_tracks_.size() > kMostTracks) next_tracks_.resize(kMostTracks, next_tracks_.front());
  tracks_.swap(next_tracks_);
}

void Stream::prefer(Rung rung) noexcept {
  const auto at = std::ranges::find(order_, rung);
  if (at != order_.end()) std::rotate(order_.begin(), at, at + 1);
}

}  // namespace skan::scan
