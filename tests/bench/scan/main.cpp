// How much the scanner reads, and what it costs, against plain ZXing and zbar in the same run.
//
// Usage: skan_bench_scan [--seed N] [--long] [--zbar] [--only NAME] [--photos FOLDER] [--verbose]

#include <cstdio>
#include <cstdlib>
#include <numeric>
#include <string>
#include <string_view>

#include <malloc.h>

#include "bench/interleaved.h"
#include "bench/scan/measure.h"
#include "bench/scan/photographs.h"

namespace {

using namespace skan::bench;

constexpr auto kUsage =
    "Usage: skan_bench_scan [--seed N] [--long] [--zbar] [--only NAME] [--photos FOLDER] [--verbose]\n"
    "  --seed N         what the camera streams are made from (1)\n"
    "  --long           more people, every size of frame and code, longer streams\n"
    "  --zbar           zbar too, if the program was built with it (it takes ten times as long as the rest)\n"
    "  --only NAME      only conditions with NAME in their names\n"
    "  --photos FOLDER  photographs with an index.json, instead of streams\n"
    "  --verbose        with --photos: every text that was not expected\n";

constexpr std::size_t kFast = 0, kThorough = 1;  // places among the readers

struct Options {
  Plan plan;
  std::string only, photos;
  bool zbar = false;
  bool verbose = false;
};

void add_zbar(const Options& options, std::vector<Reader>& readers) {
  if (!options.zbar) return;
  for (Reader& reader : zbar_reader()) readers.push_back(std::move(reader));
}

std::vector<Reader> stream_readers(const Options& options) {
  std::vector<Reader> readers = {zxing("ZXing fast", false, 1), zxing("ZXing thorough", true, 1),
                                 skan_stream()};
  add_zbar(options, readers);
  return readers;
}

std::vector<Reader> photo_readers(const Options& options) {
  std::vector<Reader> readers = {zxing("ZXing thorough", true, 255), skan_still("fast", skan::Effort::fast),
                                 skan_still("normal", skan::Effort::normal),
                                 skan_still("thorough", skan::Effort::thorough)};
  add_zbar(options, readers);
  return readers;
}

void print_head(const std::vector<Reader>& readers) {
  std::printf(
      "for each reader: frames read %%, processor ms a frame, frames to the first read, processor ms a "
      "person, wrong texts\n");
  std::printf("%-24s", "");
  for (const Reader& reader : readers) std::printf(" | %-29s", reader.name.c_str());
  std::printf("\n");
}

void print_scores(std::string_view name, const std::vector<Score>& scores) {
  std::printf("%-24s", std::string(name).c_str());
  for (const Score& s : scores) {
    std::printf(" | %5.1f %6.2f %5.1f %7.1f %2d", 100 * s.rate(), s.mean_cpu() * 1e3,
                s.first_frames / s.people, s.first_cpu / s.people * 1e3, s.wrong);
  }
  std::printf("\n");
  std::fflush(stdout);
}

bool is_hard(const std::vector<Score>& scores) {
  return scores[kThorough].rate() >= 0.05 && scores[kThorough].rate() <= 0.60;
}

void add_all(std::vector<Score>& sum, const std::vector<Score>& scores) {
  sum.resize(scores.size());
  for (std::size_t i = 0; i < scores.size(); ++i) sum[i].add(scores[i]);
}

/// What following a code costs where ZXing fast would have read it anyway.
void print_tracked(const std::vector<Reader>& readers, const std::vector<Score>& scores) {
  for (std::size_t i = 0; i < scores.size(); ++i) {
    const auto& ratios = scores[i].tracked;
    if (ratios.empty()) continue;
    std::printf(
        "    %-20s after the first read: median %.2fx of ZXing fast on the whole frame, mean %.2fx, "
        "%d of its %d frames not read\n",
        readers[i].name.c_str(), quantile(ratios, 0.5),
        std::accumulate(ratios.begin(), ratios.end(), 0.0) / static_cast<double>(ratios.size()),
        scores[i].lost, scores[kFast].read);
  }
}

void run_streams(const Options& options) {
  const std::vector<Reader> readers = stream_readers(options);
  std::vector<Score> hard, others, easy;
  print_head(readers);
  for (const Condition& condition : kConditions) {
    if (condition.name.find(options.only) == std::string_view::npos) continue;
    const std::vector<Score> scores = measure(condition, readers, options.plan);
    print_scores(std::string(is_hard(scores) ? "* " : "  ") + std::string(condition.name), scores);
    add_all(is_hard(scores) ? hard : others, scores);
    if (scores[kFast].rate() >= 0.9) add_all(easy, scores);
  }
  if (!hard.empty()) print_scores("* all hard (5-60 %)", hard);
  if (!others.empty()) print_scores("  all others", others);
  if (!easy.empty()) print_scores("  ZXing fast 90 % and up", easy);
  if (!easy.empty()) print_tracked(readers, easy);
}

void run_empty(const Options& options) {
  const std::vector<Reader> readers = stream_readers(options);
  for (const Condition& condition :
       {Condition{.name = "nobody, moving"}, Condition{.name = "nobody, still", .sway = 0}}) {
    if (condition.name.find(options.only) == std::string_view::npos) continue;
    Plan plan = options.plan;
    plan.frames = 120;
    plan.people = 1;
    plan.only_1080p = true;
    const std::vector<Score> scores = measure(condition, readers, plan);
    print_scores("  " + std::string(condition.name), scores);
    for (std::size_t i = 0; i < scores.size(); ++i) {
      const std::vector<double> settled(scores[i].cpu.begin() + 30, scores[i].cpu.end());
      std::printf(
          "    %-20s median %.2f ms (%.2fx of ZXing thorough), p95 %.2f ms; after a second %.1f %% of a "
          "core\n",
          readers[i].name.c_str(), quantile(scores[i].cpu, 0.5) * 1e3,
          quantile(scores[i].cpu, 0.5) / quantile(scores[kThorough].cpu, 0.5),
          quantile(scores[i].cpu, 0.95) * 1e3,
          100 * 30 * std::accumulate(settled.begin(), settled.end(), 0.0) /
              static_cast<double>(settled.size()));
    }
  }
}

/// What the C library has handed out of its heap, in bytes.
std::size_t heap_in_use() {
  const auto info = mallinfo2();
  return info.uordblks + info.hblkhd;
}

/// Memory after a second of one stream, and after ten.
void run_memory(const Options& options) {
  if (std::string_view("memory").find(options.only) == std::string_view::npos) return;
  const Stream stream(kConditions[0], {1920, 1080}, "SKN1:MEMORY", options.plan.seed);
  const auto read = skan_stream().start();
  std::size_t after_a_second = 0;
  for (int frame = 0; frame < 300; ++frame) {
    read(stream.frame(frame % 45), frame * 33'333LL);
    if (frame == 30) after_a_second = heap_in_use();
  }
  std::printf("  memory in use after a second of 1920x1080: %zu bytes; after ten: %+lld\n", after_a_second,
              static_cast<long long>(heap_in_use()) - static_cast<long long>(after_a_second));
}

bool parse(int argc, char** argv, Options& options) {
  for (int i = 1; i < argc; ++i) {
    const std::string_view word = argv[i];
    const bool has_value = i + 1 < argc;
    if (word == "--long") {
      options.plan = {options.plan.seed, 45, 2, true};
    } else if (word == "--zbar") {
      options.zbar = true;
    } else if (word == "--verbose") {
      options.verbose = true;
    } else if (word == "--seed" && has_value) {
      options.plan.seed = std::strtoull(argv[++i], nullptr, 10);
    } else if (word == "--only" && has_value) {
      options.only = argv[++i];
    } else if (word == "--photos" && has_value) {
      options.photos = argv[++i];
    } else {
      return false;
    }
  }
  return true;
}

}  // namespace

int main(int argc, char** argv) {
  Options options;
  if (!parse(argc, argv, options)) return std::fputs(kUsage, stderr), 2;
  if (!options.photos.empty()) {
    if (compare_photographs(options.photos, photo_readers(options), options.verbose)) return 0;
    std::fprintf(stderr, "%s: has no index.json with pictures beside it\n", options.photos.c_str());
    return 2;
  }
  run_streams(options);
  run_empty(options);
  run_memory(options);
}
