#include "bench/scan/measure.h"

#include <algorithm>
#include <array>
#include <numeric>

#include "support/qr.h"

namespace skan::bench {
namespace {

struct Setting {
  Size size;
  std::size_t characters;  // 293: an SKN1 certificate; 600: one of the European kind
};

/// The first two alone in a short run.
constexpr std::array<Setting, 4> kSettings = {
    {{{1280, 720}, 293}, {{1920, 1080}, 600}, {{1920, 1080}, 293}, {{1280, 720}, 600}}};

void watch(const Stream& stream, const std::string& text, const std::vector<Reader>& readers, int frames,
           std::vector<Score>& scores) {
  std::vector<std::function<Texts(const pictures::Luma&, std::int64_t)>> running;
  for (const Reader& reader : readers) running.push_back(reader.start());
  std::vector<char> seen(readers.size(), 0);
  for (int frame = 0; frame < frames; ++frame) {
    const pictures::Luma picture = stream.frame(frame);
    bool first_read = false;
    for (std::size_t i = 0; i < readers.size(); ++i) {
      Score& score = scores[i];
      const double start = thread_seconds();
      const Texts texts = running[i](picture, frame * 33'333LL);
      score.cpu.push_back(thread_seconds() - start);
      const bool right = !text.empty() && std::ranges::find(texts, text) != texts.end();
      score.wrong += static_cast<int>(std::ranges::count_if(texts, [&](const auto& t) { return t != text; }));
      score.frames += 1;
      score.read += right ? 1 : 0;
      if (i == 0) first_read = right;
      score.lost += first_read && !right ? 1 : 0;
      if (seen[i] != 0) score.tracked.push_back(score.cpu.back() / scores[0].cpu.back());
      if (seen[i] == 0) score.first_frames += 1, score.first_cpu += score.cpu.back();
      if (right) seen[i] = 1;
    }
  }
  for (Score& score : scores) ++score.people;
}

}  // namespace

double Score::mean_cpu() const {
  return std::accumulate(cpu.begin(), cpu.end(), 0.0) /
         static_cast<double>(std::max<std::size_t>(1, cpu.size()));
}

void Score::add(const Score& other) {
  frames += other.frames;
  read += other.read;
  wrong += other.wrong;
  people += other.people;
  first_frames += other.first_frames;
  first_cpu += other.first_cpu;
  lost += other.lost;
  cpu.insert(cpu.end(), other.cpu.begin(), other.cpu.end());
  tracked.insert(tracked.end(), other.tracked.begin(), other.tracked.end());
}

std::vector<Score> measure(const Condition& condition, const std::vector<Reader>& readers, const Plan& plan) {
  std::vector<Score> scores(readers.size());
  const bool empty = condition.name.starts_with("nobody");
  const std::size_t settings = plan.all_sizes && !plan.only_1080p ? kSettings.size() : 2;
  for (std::size_t s = plan.only_1080p ? 1 : 0; s < settings; ++s) {
    for (int person = 0; person < plan.people; ++person) {
      const std::uint64_t seed =
          pictures::mix(plan.seed * 1'000'003 + s * 101 + static_cast<std::uint64_t>(person));
      const std::string text =
          empty ? "" : testing::certificate_like_text(kSettings[s].characters, static_cast<unsigned>(seed));
      watch(Stream(condition, kSettings[s].size, text, seed), text, readers, plan.frames, scores);
    }
  }
  return scores;
}

}  // namespace skan::bench
