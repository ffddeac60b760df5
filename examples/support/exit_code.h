// What the programs exit with (sdk/doc/reasons.md, "Exit codes").
#pragma once

namespace skan::programs {

/// `rejected` stands for everything that was looked at and refused: a certificate, a row, a number.
/// `interrupted` is what a shell reports of a program that Ctrl-C has ended: 128 + SIGINT.
enum class ExitCode : int { ok = 0, rejected = 1, undetermined = 2, error = 3, interrupted = 130 };

/// The one of the two that a run with both ends with: interrupted, error, then rejected, then undetermined.
constexpr ExitCode worse(ExitCode a, ExitCode b) noexcept {
  constexpr auto rank = [](ExitCode code) {
    switch (code) {
      case ExitCode::ok:
        return 0;
      case ExitCode::undetermined:
        return 1;
      case ExitCode::rejected:
        return 2;
      case ExitCode::error:
        return 3;
      case ExitCode::interrupted:
        break;
    }
    return 4;
  };
  return rank(a) < rank(b) ? b : a;
}

}  // namespace skan::programs
