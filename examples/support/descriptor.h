// An open file of the operating system.
#pragma once

#include <unistd.h>

#include <utility>

namespace skan::programs {

/// Owns a file descriptor, or none (a negative number).
class Descriptor {
 public:
  explicit Descriptor(int number) noexcept : number_(number) {}
  Descriptor(Descriptor&& other) noexcept : number_(std::exchange(other.number_, -1)) {}
  Descriptor& operator=(Descriptor&& other) noexcept {
    std::swap(number_, other.number_);
    return *this;
  }
  ~Descriptor() {
    if (number_ >= 0) ::close(number_);
  }
  int number() const noexcept { return number_; }
  /// Gives it to somebody else.
  int release() noexcept { return std::exchange(number_, -1); }
  bool is_open() const noexcept { return number_ >= 0; }

 private:
  int number_;
};

}  // namespace skan::programs
