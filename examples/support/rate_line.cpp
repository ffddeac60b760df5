#include "support/rate_line.h"

#include <unistd.h>

#include <cstdio>

#include <fmt/format.h>

#include "support/utc_time.h"

namespace skan::programs {
namespace {

constexpr std::chrono::milliseconds kBetween{200};

/// With commas between thousands.
std::string grouped(std::uint64_t number) {
  std::string text = std::to_string(number);
  for (std::size_t at = text.size(); at > 3; at -= 3) text.insert(at - 3, 1, ',');
  return text;
}

}  // namespace

std::string rate_text(const std::string& what, std::uint64_t done, double share, double seconds) {
  std::string out = fmt::format("{} {}", grouped(done), what);
  if (seconds > 0.5) out += fmt::format(", {} a second", grouped(static_cast<std::uint64_t>(static_cast<double>(done) / seconds)));
  if (share <= 0 || seconds <= 0.5) return out;
  const double left = seconds / share * (1 - share);
  return out + fmt::format(", {} %, {} left", static_cast<int>(share * 100), people_age(static_cast<std::int64_t>(left)));
}

RateLine::RateLine(std::string what)
    : what_(std::move(what)), is_terminal_(::isatty(::fileno(stderr)) == 1), begun_(std::chrono::steady_clock::now()) {}

void RateLine::show(std::uint64_t done, double share) {
  const auto now = std::chrono::steady_clock::now();
  if (!is_terminal_ || (drawn_ && now - drawn_at_ < kBetween)) return;
  drawn_ = true;
  drawn_at_ = now;
  const double seconds = std::chrono::duration<double>(now - begun_).count();
  std::fputs(("\r" + rate_text(what_, done, share, seconds) + "\x1b[K").c_str(), stderr);
  std::fflush(stderr);
}

void RateLine::clear() {
  if (!drawn_) return;
  drawn_ = false;
  std::fputs("\r\x1b[K", stderr);
  std::fflush(stderr);
}

}  // namespace skan::programs
