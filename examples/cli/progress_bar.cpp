#include "cli/progress_bar.h"

#include <unistd.h>

#include <algorithm>
#include <cstdio>

#include <fmt/format.h>

namespace skan::cli {
namespace {

constexpr std::size_t kWidth = 24;
constexpr std::size_t kLongestName = 24;  // of a path that ends with 64 digits or more
constexpr std::chrono::milliseconds kBetween{100};

std::string line_of(const std::string& what, std::size_t have, std::size_t all) {
  const std::string name = fmt::format("\r{:<{}}", what.substr(0, kLongestName), kLongestName);
  if (all == 0) return fmt::format("{} {}\x1b[K", name, people_bytes(have));
  const std::size_t full = std::min(kWidth, kWidth * have / all);
  return fmt::format("{} [{}{}] {} of {}\x1b[K", name, std::string(full, '#'),
                     std::string(kWidth - full, '.'), people_bytes(have), people_bytes(all));
}

}  // namespace

std::string people_bytes(std::size_t bytes) {
  if (bytes < 1'000) return fmt::format("{} bytes", bytes);
  if (bytes < 1'000'000) return fmt::format("{:.1f} KB", static_cast<double>(bytes) / 1e3);
  return fmt::format("{:.1f} MB", static_cast<double>(bytes) / 1e6);
}

ProgressBar::ProgressBar() : is_terminal_(::isatty(::fileno(stderr)) == 1) {}

void ProgressBar::show(const std::string& what, std::size_t have, std::size_t all) {
  const auto now = std::chrono::steady_clock::now();
  if (!is_terminal_ || (!drawn_.empty() && now - drawn_at_ < kBetween)) return;
  const std::string line = line_of(what, have, all);
  drawn_at_ = now;
  if (line == drawn_) return;
  drawn_ = line;
  std::fputs(line.c_str(), stderr);
  std::fflush(stderr);
}

void ProgressBar::clear() {
  if (drawn_.empty()) return;
  drawn_.clear();
  std::fputs("\r\x1b[K", stderr);
  std::fflush(stderr);
}

}  // namespace skan::cli
