#include "support/question.h"

#include <fcntl.h>
#include <termios.h>
#include <unistd.h>

#include <cerrno>

#include "support/descriptor.h"

namespace skan::programs {
namespace {

constexpr std::size_t kLongestLine = 1'024;
constexpr char kInterrupt = 0x03, kEnd = 0x04, kBackspace = 0x08, kDelete = 0x7F, kKill = 0x15;

Descriptor open_terminal() { return Descriptor(::open("/dev/tty", O_RDWR | O_CLOEXEC | O_NOCTTY)); }

/// Takes every key as it comes, without showing it, until the object goes. Ctrl-C is a key like others, so that it cannot end the
/// program while nothing is shown.
class SilentKeys {
 public:
  explicit SilentKeys(int terminal) : terminal_(terminal), changed_(::tcgetattr(terminal, &before_) == 0) {
    if (!changed_) return;
    termios silent = before_;
    silent.c_lflag &= ~static_cast<tcflag_t>(ECHO | ICANON | ISIG);
    silent.c_cc[VMIN] = 1;
    silent.c_cc[VTIME] = 0;
    changed_ = ::tcsetattr(terminal, TCSAFLUSH, &silent) == 0;
  }
  SilentKeys(const SilentKeys&) = delete;
  SilentKeys& operator=(const SilentKeys&) = delete;
  ~SilentKeys() {
    if (changed_) ::tcsetattr(terminal_, TCSAFLUSH, &before_);
  }
  bool are_silent() const noexcept { return changed_; }

 private:
  int terminal_;
  termios before_{};
  bool changed_;
};

std::optional<char> read_key(int terminal) {
  char key = 0;
  for (;;) {
    const ssize_t got = ::read(terminal, &key, 1);
    if (got == 1) return key;
    if (got < 0 && errno == EINTR) continue;
    return std::nullopt;
  }
}

/// A line, with the editing that a terminal would do. Its memory is reserved at once: growing would leave copies behind.
std::optional<std::string> read_line(int terminal) {
  std::string line;
  line.reserve(kLongestLine);
  while (const auto key = read_key(terminal)) {
    if (*key == '\n' || *key == '\r') return line;
    if (*key == kInterrupt || *key == kEnd) return std::nullopt;
    if (*key == kKill) {
      line.clear();
    } else if (*key == kBackspace || *key == kDelete) {
      while (!line.empty() && (static_cast<unsigned char>(line.back()) & 0xC0) == 0x80) line.pop_back();
      if (!line.empty()) line.pop_back();
    } else if (line.size() < kLongestLine) {
      line.push_back(*key);
    }
  }
  return std::nullopt;
}

bool write_all(int terminal, std::string_view text) {
  return ::write(terminal, text.data(), text.size()) == static_cast<ssize_t>(text.size());
}

}  // namespace

bool has_terminal() { return open_terminal().is_open(); }

std::optional<std::string> ask(std::string_view question, bool hidden) {
  const Descriptor terminal = open_terminal();
  if (!terminal.is_open() || !write_all(terminal.number(), question)) return std::nullopt;
  if (!hidden) return read_line(terminal.number());
  std::optional<std::string> line;
  {
    const SilentKeys silent(terminal.number());
    if (silent.are_silent()) line = read_line(terminal.number());
  }
  write_all(terminal.number(), "\n");
  return line;
}

}  // namespace skan::programs
