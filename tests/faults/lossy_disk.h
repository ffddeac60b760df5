// What a disk would hold if the power failed now: what was synced, and of the rest whatever chance leaves.
#pragma once

#include <cstddef>
#include <cstdint>
#include <map>
#include <memory>
#include <random>
#include <span>
#include <string>

#include "support/bytes.h"

namespace skan::testing {

/// What becomes of the changes that were not synced when the power failed.
enum class PowerCut {
  drops,     ///< none of them is there
  keeps,     ///< all of them are, as after a kill
  tears,     ///< the first few are, and half of the next one, its last sector ending in garbage
  reorders,  ///< each is there or not by chance, and some of them are torn
};

/// The content of one file, with everything that happened to it since it was last synced. Bytes outside
/// the range of a write keep what they had ("powersafe overwrite", which SQLite's unix VFS counts on).
class LossyFile {
 public:
  explicit LossyFile(Bytes content) : synced_(content), now_(std::move(content)) {}

  void write(std::size_t offset, std::span<const std::byte> bytes);
  void truncate(std::size_t size);
  void sync();
  /// Its bytes after a power cut; nothing at all if `rng` leaves nothing.
  Bytes after(PowerCut cut, std::mt19937& rng) const;

 private:
  struct Change {
    std::size_t offset;  ///< for a truncation: the size
    Bytes bytes;
    bool truncates;
  };
  static void apply(Bytes& image, const Change& change);
  static Change torn(const Change& change, std::mt19937& rng);

  Bytes synced_, now_;
  std::vector<Change> unsynced_;
};

/// The names of a folder and the files behind them. What names were made and removed is certain once the folder was
/// synced, which SQLite does when it first syncs a new file, and as it says when it removes one.
class LossyDisk {
 public:
  /// The file at `path`, as the real disk has it if it is not known yet, or a new one.
  std::shared_ptr<LossyFile> open(const std::string& path);
  void sync(const std::string& path);
  void remove(const std::string& path, bool folder_synced);

  /// Writes to the real disk what a power cut would leave, and forgets everything. No file may be open.
  void restore(PowerCut cut, unsigned seed);

 private:
  struct Name {
    std::shared_ptr<LossyFile> synced, now;  ///< null: no such file
  };
  void sync_folder();

  std::map<std::string, Name> names_;
};

}  // namespace skan::testing
