// Chance that is the same on every machine: the standard library's distributions are not.
#pragma once

#include <cstdint>

namespace skan::pictures {

/// Mixes the bits of `x` (the finalizer of SplitMix64, Steele, Lea and Flood 2014).
constexpr std::uint64_t mix(std::uint64_t x) noexcept {
  x = (x ^ (x >> 30)) * 0xBF58476D1CE4E5B9u;
  x = (x ^ (x >> 27)) * 0x94D049BB133111EBu;
  return x ^ (x >> 31);
}

/// SplitMix64.
class Random {
 public:
  explicit Random(std::uint64_t seed) noexcept : state_(seed) {}

  std::uint64_t next() noexcept { return mix(state_ += 0x9E3779B97F4A7C15u); }

  /// Evenly distributed in [low, high).
  double between(double low, double high) noexcept {
    return low + (high - low) * static_cast<double>(next() >> 11) * 0x1p-53;
  }

  /// Roughly normal with mean 0 and deviation 1: four dice of 16 bits.
  float bell() noexcept {
    const std::uint64_t bits = next();
    const auto sum =
        static_cast<float>((bits & 0xFFFF) + (bits >> 16 & 0xFFFF) + (bits >> 32 & 0xFFFF) + (bits >> 48));
    return (sum / 65535.0F - 2.0F) * 1.7320508F;
  }

 private:
  std::uint64_t state_;
};

}  // namespace skan::pictures
