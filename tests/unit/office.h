// An authority in a folder of its own: what the tests of the issuing side share.
#pragma once

#include <filesystem>
#include <optional>
#include <stdexcept>
#include <string>
#include <string_view>

#include "skan/issuer/authority.h"
#include "support/test_authority.h"

namespace skan::testing::office {

namespace fs = std::filesystem;
using issuer::Authority;
using issuer::Record;

inline Record record(std::string number = "9780000000001") {
  Record r;
  r.kind = Kind::vaccinated;
  r.number = std::move(number);
  r.name_cyrillic = "Иванов Иван Иванович";
  r.name_latin = "Ivanov Ivan Ivanovich";
  r.birth_day = 5'580;
  r.document = "1234 678345";
  r.event_day = static_cast<std::int32_t>(kNow / kDay - 30);
  r.product = "Sputnik V";
  r.dose = 2;
  r.doses = 2;
  r.region = 77;
  return r;
}

/// A new authority in a folder of its own; it can be dropped and opened again.
struct Office {
  TemporaryFolder outer;
  fs::path folder = outer.path() / "office";
  std::optional<Authority> authority;

  Office() { reopen(Authority::create(folder, {"Demo", 10}, kNow)); }
  void reopen() {
    authority.reset();
    reopen(Authority::open(folder));
  }
  Authority& operator*() { return *authority; }
  Authority* operator->() { return &*authority; }

 private:
  void reopen(Result<Authority> opened) {
    if (!opened) throw std::runtime_error(opened.error().message);
    authority = *std::move(opened);
  }
};

inline std::string issued(Authority& authority, const Record& r, std::int64_t now = kNow) { return outcome_of(authority.issue(r, now)); }

inline fs::perms mode(const fs::path& path) { return fs::status(path).permissions(); }

inline bool holds(const Bytes& file, std::string_view text) {
  const std::string_view whole(reinterpret_cast<const char*>(file.data()), file.size());
  return whole.find(text) != std::string_view::npos;
}

inline Bytes seed_of(const fs::path& key_file) {
  const Bytes file = read_whole(key_file);
  const std::string text(reinterpret_cast<const char*>(file.data()), file.size());
  return from_hex(text.substr(text.rfind(' ') + 1));
}

/// A store that has taken the authority's first bundle.
inline TrustStore store_of(const Office& office, const TemporaryFolder& folder, const Bytes& bundle, std::int64_t now = kNow) {
  const Bytes root = read_whole(office.folder / "public" / "root.cose");
  auto store = TrustStore::provision(folder.file("door.db"), root, office.authority->status()->authority).value();
  const auto updated = store.update(bundle, device(now));
  if (!updated) throw std::runtime_error(std::string(name(updated.error().code)));
  return store;
}

}  // namespace skan::testing::office
