#include "faults/lossy_disk.h"

#include <algorithm>

#include "support/temporary_folder.h"

namespace skan::testing {

namespace {

constexpr std::size_t kSector = 512;

bool by_chance(std::mt19937& rng, unsigned one_in) { return rng() % one_in == 0; }

}  // namespace

void LossyFile::apply(Bytes& image, const Change& change) {
  if (change.truncates) return image.resize(change.offset);
  image.resize(std::max(image.size(), change.offset + change.bytes.size()));
  std::ranges::copy(change.bytes, image.begin() + static_cast<std::ptrdiff_t>(change.offset));
}

LossyFile::Change LossyFile::torn(const Change& change, std::mt19937& rng) {
  if (change.truncates || change.bytes.size() < 2) return change;
  Change out = change;
  const std::size_t good = 1 + rng() % (change.bytes.size() - 1);
  const std::size_t sector_end = (change.offset + good + kSector - 1) / kSector * kSector - change.offset;
  out.bytes.resize(std::min(change.bytes.size(), std::max(good, by_chance(rng, 2) ? sector_end : good)));
  for (std::size_t at = good; at < out.bytes.size(); ++at) out.bytes[at] = static_cast<std::byte>(rng());
  return out;
}

void LossyFile::write(std::size_t offset, std::span<const std::byte> bytes) {
  unsynced_.push_back({offset, copy_of(bytes), false});
  apply(now_, unsynced_.back());
}

void LossyFile::truncate(std::size_t size) {
  unsynced_.push_back({size, {}, true});
  apply(now_, unsynced_.back());
}

void LossyFile::sync() {
  synced_ = now_;
  unsynced_.clear();
}

Bytes LossyFile::after(PowerCut cut, std::mt19937& rng) const {
  if (cut == PowerCut::keeps) return now_;
  Bytes image = synced_;
  if (cut == PowerCut::drops || unsynced_.empty()) return image;
  const std::size_t whole = rng() % unsynced_.size();
  for (std::size_t at = 0; at < unsynced_.size(); ++at) {
    const bool reorders = cut == PowerCut::reorders;
    if (reorders ? by_chance(rng, 2) : at > whole) continue;
    const bool tears = reorders ? by_chance(rng, 4) : at == whole;
    apply(image, tears ? torn(unsynced_[at], rng) : unsynced_[at]);
  }
  return image;
}

std::shared_ptr<LossyFile> LossyDisk::open(const std::string& path) {
  const bool known = names_.contains(path);
  Name& name = names_[path];
  if (name.now) return name.now;
  const bool there = !known && std::filesystem::exists(path);
  name.now = std::make_shared<LossyFile>(there ? read_whole(path) : Bytes());
  if (there) name.synced = name.now;
  return name.now;
}

void LossyDisk::sync(const std::string& path) {
  Name& name = names_.at(path);
  name.now->sync();
  if (name.synced != name.now) sync_folder();
}

void LossyDisk::sync_folder() {
  for (auto& [path, name] : names_) name.synced = name.now;
}

void LossyDisk::remove(const std::string& path, bool folder_synced) {
  open(path);  // what was there before may come back
  Name& name = names_.at(path);
  name.now = nullptr;
  if (folder_synced) sync_folder();
}

void LossyDisk::restore(PowerCut cut, unsigned seed) {
  std::mt19937 rng(seed);
  for (const auto& [path, name] : names_) {
    const bool old_name = cut == PowerCut::drops || (cut != PowerCut::keeps && by_chance(rng, 2));
    const auto& file = old_name ? name.synced : name.now;
    if (file) {
      write_whole(path, file->after(cut, rng));
    } else {
      std::filesystem::remove(path);
    }
  }
  names_.clear();
}

}  // namespace skan::testing
