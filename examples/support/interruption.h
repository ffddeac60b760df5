// Ctrl-C, as something that long work asks about.
#pragma once

namespace skan::programs {

/// From here on SIGINT and SIGTERM only make interrupted() true, so that work can end at a good place. A second one ends the program.
void catch_interruptions();

/// Whether one was caught. May be asked from any thread.
bool interrupted() noexcept;

}  // namespace skan::programs
