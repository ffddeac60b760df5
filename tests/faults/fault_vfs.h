// A file system for SQLite in which the n-th operation fails, or the power does.
#pragma once

#include <memory>

#include "faults/lossy_disk.h"

namespace skan::testing {

/// Which operation fails, and how.
struct Fault {
  int at = 0;            ///< counted from 1; 0: none
  int code = 0;          ///< SQLite's: SQLITE_FULL, SQLITE_IOERR, SQLITE_NOMEM
  bool lasting = false;  ///< so do all that follow
  bool reads = false;    ///< reads are operations as well; otherwise opens, writes, truncations, syncs, removals,
                         ///< and the mapping of the log's index are
  bool lies = false;     ///< syncs report success and do nothing
};

/// While it lives, SQLite's default VFS of this process: the system's own, with faults. Half of a write that fails
/// is written. Syncs are only noted, because only lose_power() looks at what they did. Not for several threads.
class FaultVfs {
 public:
  FaultVfs() : FaultVfs(true) {}
  ~FaultVfs();
  FaultVfs(const FaultVfs&) = delete;
  FaultVfs& operator=(const FaultVfs&) = delete;

  /// Counts anew, and lets `fault` happen.
  void arm(const Fault& fault);
  void heal() { arm({}); }
  /// Operations since then.
  int operations() const noexcept;

  /// Leaves on the real disk what a power cut at this moment does. All connections must be closed; while they
  /// close, a lasting fault should keep them from tidying up.
  void lose_power(PowerCut cut, unsigned seed);

  struct State;

 protected:
  /// Only with `keeps_synced` does it know what lose_power() needs.
  explicit FaultVfs(bool keeps_synced);

 private:
  std::unique_ptr<State> state_;
};

/// While it lives, SQLite in this process does not wait for the disk, so that a test can make thousands of updates.
class FastDisk : private FaultVfs {
 public:
  FastDisk() : FaultVfs(false) {}
};

}  // namespace skan::testing
