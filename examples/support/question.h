// Asking the person at the terminal.
#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace skan::programs {

/// Asks on the terminal, whatever standard input and output are, and waits for a line; nothing where there is no terminal, and at
/// Ctrl-C or Ctrl-D. With `hidden` nothing that is typed is shown. The line has at most 1,024 bytes.
std::optional<std::string> ask(std::string_view question, bool hidden = false);

/// True if somebody is there to be asked.
bool has_terminal();

}  // namespace skan::programs
