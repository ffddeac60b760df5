// A trust store of a country's size: opening, verdicts, updates, room on disk.
#include <filesystem>
#include <fstream>

#include <sodium.h>
#include <fcntl.h>
#include <unistd.h>

#include "bench/country.h"
#include "bench/interleaved.h"
#include "cose/header.h"
#include "skan/verifier.h"

namespace {

using namespace skan;
using namespace skan::bench;
namespace fs = std::filesystem;

constexpr std::uint32_t kCountry = 9'000'000;

std::mt19937_64 random_source(1);

/// A folder that is gone afterwards.
struct Folder {
  explicit Folder(const fs::path& parent) : path(parent / ("skan-bench-store-" + std::to_string(::getpid()))) { fs::create_directories(path); }
  ~Folder() { fs::remove_all(path); }
  std::string file(const char* name) const { return (path / name).string(); }
  fs::path path;
};

/// What the file system asks for the syncs of one update: that many bytes written, and three times synced.
double seconds_of_syncs(const std::string& file, std::size_t bytes) {
  const int descriptor = ::open(file.c_str(), O_RDWR | O_CREAT, 0600);
  const std::vector<char> content(bytes / 3);
  const double all = seconds([&] {
    for (int i = 0; i < 3; ++i) {
      if (::write(descriptor, content.data(), content.size()) < 0 || ::fsync(descriptor) != 0) std::exit(1);
    }
  });
  ::close(descriptor);
  return all;
}

void measure_delta(const Folder& folder, const char* where, std::size_t changes) {
  Country country(1, kCountry);
  country.withdraw(draw(kCountry / 100, kCountry, random_source));
  TrustStore store = country.provision(folder.file("delta.db"));
  Published before = country.publish(1);
  value(store.update(before.bundle, kMoment));
  std::vector<double> times, syncs;
  for (std::uint64_t sequence = 2; sequence < 23; ++sequence) {
    auto drawn = draw(changes, kCountry, random_source);
    std::erase_if(drawn, [&](std::uint64_t i) { return country.lists[0].contains(static_cast<std::uint32_t>(i)); });
    country.withdraw(drawn);
    const Published after = country.publish(sequence, &before, drawn);
    times.push_back(seconds([&] { fetch(store, after); }));
    syncs.push_back(seconds_of_syncs(folder.file("syncs"), fs::file_size(folder.file("delta.db"))));
    before = after;
  }
  std::printf("apply a delta of %-6zu %-10s %8.2f ms   median of 21; writing and syncing as many bytes alone %.2f ms\n", changes, where,
              quantile(times, 0.5) * 1e3, quantile(syncs, 0.5) * 1e3);
  fs::remove(folder.file("delta.db"));
}

std::size_t peak_memory_kb() {
  std::ifstream status("/proc/self/status");
  for (std::string line; std::getline(status, line);) {
    if (line.starts_with("VmHWM:")) return static_cast<std::size_t>(std::atol(line.c_str() + 6));
  }
  return 0;
}

/// In a process of its own: opens, asks for one verdict, and says what that took.
int open_once(const std::string& file, const std::string& id, const std::string& text) {
  const AuthorityId authority = value(AuthorityId::parse(id));
  if (!crypto::ready()) return 1;
  const std::size_t before = peak_memory_kb();
  Verdict verdict;
  const double time = seconds([&] { verdict = Verifier(value(TrustStore::open(file, authority))).verify(text, kMoment); });
  std::printf("%.3f %zu\n", time * 1e3, peak_memory_kb() - before);
  return verdict.outcome == Outcome::accepted ? 0 : 1;
}

void measure_opening(const char* self, const Country& country, const std::string& file, const char* what) {
  std::vector<double> times, memory;
  const std::string command = std::string("'") + self + "' --open '" + file + "' " + country.id().hex() + " '" + country.certificate(0, 5) + "'";
  for (int i = 0; i < 21; ++i) {
    FILE* child = ::popen(command.c_str(), "r");
    double time = 0, kilobytes = 0;
    if (!child || std::fscanf(child, "%lf %lf", &time, &kilobytes) != 2 || ::pclose(child) != 0) std::exit(1);
    times.push_back(time);
    memory.push_back(kilobytes);
  }
  std::printf("open and first verdict, %-18s %8.2f ms   median of 21 processes; extra memory at its peak %.0f KB (median)\n", what,
              quantile(times, 0.5), quantile(memory, 0.5) * 1.024);
}

/// The signature check alone, of the same bytes.
struct Bare {
  std::vector<std::byte> to_be_signed, signature;
  explicit Bare(const std::string& text) {
    certificate::MessageBuffer buffer;
    const auto message = certificate::decode_skn1(text, buffer);
    const cose::SigStructure bytes("Signature1", message->envelope.protected_header, {}, certificate::kSkn1Aad, message->envelope.payload);
    to_be_signed.assign(bytes.view().begin(), bytes.view().end());
    signature.assign(message->envelope.signature.begin(), message->envelope.signature.end());
  }
  bool holds(const crypto::PublicKey& key) const {
    return crypto_sign_verify_detached(reinterpret_cast<const unsigned char*>(signature.data()), reinterpret_cast<const unsigned char*>(to_be_signed.data()),
                                       to_be_signed.size(), reinterpret_cast<const unsigned char*>(key.data())) == 0;
  }
};

/// Verdicts on certificates of ever other blocks (more than the cache holds), or of one.
void measure_verdicts(const Country& country, const std::string& file) {
  const Verifier verifier(value(TrustStore::open(file, country.id())));
  std::vector<std::string> cold, warm;
  std::vector<Bare> bare;
  for (std::uint32_t block = 0; block < kCountry / revocation::kBlockBits; ++block) {
    std::uint32_t index = block * revocation::kBlockBits;
    while (country.lists[0].contains(index)) ++index;
    cold.push_back(country.certificate(0, index));
    warm.push_back(country.certificate(0, 5 + block % 50));
    bare.emplace_back(cold.back());
  }
  const auto key = country.public_key(0);
  const int count = static_cast<int>(cold.size());
  int good = 0;
  const auto ask = [&](const std::vector<std::string>& texts) {
    for (const auto& text : texts) good += verifier.verify(text, kMoment).certificate.has_value();
  };
  const auto check = [&] { for (const Bare& one : bare) good += one.holds(key); };
  compare("verdict, cold block", "the signature check", count, [&] { ask(cold); }, check);
  compare("verdict, warm block", "the signature check", count, [&] { ask(warm); }, check);
}

}  // namespace

int main(int argc, char** argv) {
  if (argc == 5) return open_once(argv[2], argv[3], argv[4]);
  const Folder disk(fs::temp_directory_path());
  Country country(1, kCountry);
  country.withdraw(draw(kCountry / 100, kCountry, random_source));
  const std::string file = disk.file("country.db");
  {
    TrustStore store = country.provision(file);
    value(store.update(country.publish(1).bundle, kMoment));
    std::printf("store file after a checkpoint, 9,000,000 at 1 %%      %8.0f KB\n", static_cast<double>(fs::file_size(file)) / 1e3);
  }
  measure_opening(argv[0], country, file, "9,000,000");
  measure_verdicts(country, file);
  {
    Country large(450, 1'000'000);
    large.withdraw(draw(4'500'000, 450'000'000, random_source));
    TrustStore store = large.provision(disk.file("large.db"));
    value(store.update(large.publish(1).bundle, kMoment));
    measure_opening(argv[0], large, disk.file("large.db"), "450,000,000");
  }
  if (fs::exists("/dev/shm")) {
    const Folder memory("/dev/shm");
    for (const std::size_t changes : {1'000u, 10'000u}) measure_delta(memory, "in memory", changes);
  }
  for (const std::size_t changes : {1'000u, 10'000u}) measure_delta(disk, "on disk", changes);
}
