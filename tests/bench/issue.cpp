// Issuing to a register, from CSV to ledger and packed file, against the bare signatures over the same cores.
//
// skan_bench_issue [--rows N] [--threads N] [--shuffled] [--folder DIR]
#include <sys/resource.h>

#include <algorithm>
#include <chrono>
#include <cstdio>
#include <cstring>
#include <ctime>
#include <filesystem>
#include <fstream>
#include <memory>
#include <random>
#include <string>
#include <thread>
#include <vector>

#include <fmt/format.h>

#include "authority/people_reader.h"
#include "issuer/draft.h"
#include "issuer/ledger.h"
#include "skan/issuer/issue_register.h"
#include "skan/issuer/packed_file.h"

namespace {

namespace fs = std::filesystem;
using namespace skan;

constexpr std::int64_t kNow = 1'624'000'000;

struct Options {
  std::uint64_t rows = 1'000'000;
  unsigned threads = 2;
  bool shuffled = false;
  fs::path folder = fs::temp_directory_path();
};

double seconds_of(const timeval& time) { return static_cast<double>(time.tv_sec) + static_cast<double>(time.tv_usec) / 1e6; }

double process_cpu() {
  rusage usage{};
  ::getrusage(RUSAGE_SELF, &usage);
  return seconds_of(usage.ru_utime) + seconds_of(usage.ru_stime);
}

double thread_cpu() {
  timespec time{};
  ::clock_gettime(CLOCK_THREAD_CPUTIME_ID, &time);
  return static_cast<double>(time.tv_sec) + static_cast<double>(time.tv_nsec) / 1e9;
}

class Wall {
 public:
  double seconds() const { return std::chrono::duration<double>(std::chrono::steady_clock::now() - begun_).count(); }

 private:
  std::chrono::steady_clock::time_point begun_ = std::chrono::steady_clock::now();
};

void sign_bare(std::uint64_t count) {
  const auto key = crypto::SecretKey::generate();
  std::array<std::byte, 148> message{};  // the Sig_structure of the reference record
  for (std::uint64_t i = 0; i < count; ++i) {
    std::memcpy(message.data(), &i, sizeof i);
    const auto signature = key.sign(message);
    message[20] = signature[0];
  }
}

/// Wall and processor time of `count` signatures on so many threads.
std::pair<double, double> measure_bare(std::uint64_t count, unsigned threads) {
  const Wall wall;
  const double cpu = process_cpu();
  std::vector<std::thread> all;
  for (unsigned i = 0; i < threads; ++i) all.emplace_back(sign_bare, count / threads);
  for (std::thread& thread : all) thread.join();
  return {wall.seconds(), process_cpu() - cpu};
}

void write_register(const fs::path& path, std::uint64_t rows, bool shuffled) {
  std::vector<std::uint32_t> order;
  if (shuffled) {
    order.resize(rows);
    for (std::uint32_t i = 0; i < rows; ++i) order[i] = i;
    std::ranges::shuffle(order, std::mt19937_64(1));
  }
  std::ofstream out(path, std::ios::binary);
  out << "number,kind,name,name_latin,birth_date,document,event_date,product,dose,doses,region,batch,office\n";
  std::string text;
  for (std::uint64_t i = 0; i < rows; ++i) {
    const std::uint64_t n = shuffled ? order[i] : i;
    text += fmt::format("{},vaccinated,Иванов Иван Иванович,Ivanov Ivan Ivanovich,19{:02}-04-{:02},{:04} {:06},2021-06-{:02},Gam-COVID-Vac,2,2,{},lot {},office {}\n",
                        9'780'000'000'000'000 + n, n % 90 + 10, n % 28 + 1, n % 9000 + 1000, n % 1'000'000, n % 28 + 1, n % 90 + 1, n % 1000, n % 200);
    if (text.size() > 1 << 20) out << text, text.clear();
  }
  out << text;
}

void print_stage(const char* what, double seconds, std::size_t rows) {
  std::printf("  %-44s %6.2f us of processor time a row\n", what, seconds / static_cast<double>(rows) * 1e6);
}

/// Each stage by itself, on one thread.
void measure_stages(const fs::path& folder, const fs::path& file, std::size_t rows) {
  std::vector<issuer::Record> records;
  authority::ReadingProgress progress;
  double at = thread_cpu();
  authority::read_people(file, [&](authority::ReadRow row) { return records.push_back(*std::move(row.record)), records.size() < rows; }, progress).value();
  print_stage("read CSV", thread_cpu() - at, rows);
  std::vector<issuer::Draft> drafts;
  drafts.reserve(rows);
  at = thread_cpu();
  for (const auto& record : records) drafts.push_back(issuer::make_draft(record).value());
  print_stage("check, mask, draft", thread_cpu() - at, rows);
  const auto key = crypto::SecretKey::generate();
  at = thread_cpu();
  sign_bare(rows);
  const double bare = thread_cpu() - at;
  std::vector<issuer::LedgerEntry> entries;
  entries.reserve(rows);
  const auto kid = crypto::key_id(key.public_key());
  at = thread_cpu();
  for (std::size_t i = 0; i < rows; ++i) {
    drafts[i].certificate.status_index = static_cast<std::uint32_t>(i);
    drafts[i].certificate.issued_at = kNow;
    entries.push_back(issuer::sign_draft(drafts[i], key, kid));
  }
  const double signed_in = thread_cpu() - at;
  print_stage("encode, envelope (signature taken off)", signed_in - bare, rows);
  print_stage("bare signature", bare, rows);
  auto ledger = issuer::Ledger::create((folder / "stages.db").string()).value();
  trust::IssuerKey entry;
  entry.kid = kid;
  entry.public_key = key.public_key();
  ledger.add_key(entry).value();
  std::vector<const issuer::LedgerEntry*> pointers;
  at = thread_cpu();
  for (std::size_t from = 0; from < rows; from += 20'000) {
    pointers.clear();
    for (std::size_t i = from; i < std::min(rows, from + 20'000); ++i) {
      ledger.locate(entries[i].number).value();
      pointers.push_back(&entries[i]);
    }
    ledger.begin().value();
    ledger.add_all(pointers, pointers).value();
    ledger.commit().value();
  }
  print_stage("look up and record in the ledger", thread_cpu() - at, rows);
  std::vector<issuer::IssuedRow> issued;
  for (const auto& e : entries) issued.push_back({"", issuer::RowOutcome::issued, "", e.number, kid, e.status_index, e.message});
  auto pack = issuer::PackWriter::open(folder / "stages.skp", AuthorityId{}).value();
  at = thread_cpu();
  for (std::size_t from = 0; from < rows; from += 20'000) pack.append(std::span(issued).subspan(from, std::min<std::size_t>(20'000, rows - from))).value();
  print_stage("packed file", thread_cpu() - at, rows);
}

struct Mark {
  std::uint64_t rows;
  double wall, cpu;
};

int run(const Options& options) {
  const fs::path folder = options.folder / fmt::format("skan-bench-issue-{}", ::getpid());
  fs::create_directories(folder);
  const fs::path file = folder / "people.csv";
  write_register(file, options.rows, options.shuffled);
  if (!crypto::ready()) return 1;
  const auto before = measure_bare(options.rows / 2, options.threads);

  auto authority = issuer::Authority::create(folder / "office", {}, kNow).value();
  auto pack = issuer::PackWriter::open(folder / "country.skp", authority.status()->authority).value();
  issuer::IssuePace pace;
  pace.threads = options.threads;
  std::vector<Mark> marks;
  const Wall wall;
  const double cpu = process_cpu();
  std::uint64_t done = 0;
  authority::ReadingProgress progress;
  const issuer::IssueHooks hooks{
      [&](const issuer::RowSink& sink) {
        return authority::read_people(file, [&](authority::ReadRow row) { return sink({std::move(row.place), std::move(row.record)}); }, progress);
      },
      [&](std::span<const issuer::IssuedRow> rows) {
        const std::uint64_t million = done / 1'000'000;
        done += rows.size();
        if (done / 1'000'000 > million) marks.push_back({done, wall.seconds(), process_cpu() - cpu});
        return pack.append(rows);
      },
      [] { return kNow + 1; }, nullptr};
  issuer::IssueTotals totals;
  issuer::issue_register(authority, hooks, pace, totals).value();
  const double lasted = wall.seconds(), used = process_cpu() - cpu;
  rusage usage{};
  ::getrusage(RUSAGE_SELF, &usage);

  const auto after = measure_bare(options.rows - options.rows / 2, options.threads);
  const double bare_wall = before.first + after.first, bare_cpu = before.second + after.second;
  const auto rows = static_cast<double>(options.rows);
  std::printf("%llu rows%s, %llu issued, %u threads\n", static_cast<unsigned long long>(options.rows), options.shuffled ? ", numbers in random order" : "",
              static_cast<unsigned long long>(totals.issued), options.threads);
  std::printf("bare signatures: %8.2f s wall, %8.2f s of processor time, %5.2f us a row\n", bare_wall, bare_cpu, bare_cpu / rows * 1e6);
  std::printf("issuing:         %8.2f s wall, %8.2f s of processor time, %5.2f us a row\n", lasted, used, used / rows * 1e6);
  std::printf("ratio: %.2fx in wall time, %.2fx in processor time; peak memory %ld MB; ledger %.0f bytes a row, packed file %.0f\n", lasted / bare_wall,
              used / bare_cpu, usage.ru_maxrss / 1000, static_cast<double>(fs::file_size(folder / "office" / "ledger.db")) / rows,
              static_cast<double>(fs::file_size(folder / "country.skp")) / rows);
  for (std::size_t i = 0; i < marks.size() && options.rows > 1'000'000; ++i) {
    const Mark from = i == 0 ? Mark{0, 0, 0} : marks[i - 1];
    const auto n = static_cast<double>(marks[i].rows - from.rows);
    std::printf("  up to row %10llu: %5.2f us wall, %5.2f us of processor time a row\n", static_cast<unsigned long long>(marks[i].rows),
                (marks[i].wall - from.wall) / n * 1e6, (marks[i].cpu - from.cpu) / n * 1e6);
  }
  measure_stages(folder, file, std::min<std::size_t>(options.rows, 100'000));
  fs::remove_all(folder);
  return 0;
}

}  // namespace

int main(int argc, char** argv) {
  Options options;
  for (int i = 1; i < argc; ++i) {
    const std::string word = argv[i];
    if (word == "--shuffled") options.shuffled = true;
    if (i + 1 == argc) break;
    if (word == "--rows") options.rows = std::stoull(argv[i + 1]);
    if (word == "--threads") options.threads = static_cast<unsigned>(std::stoul(argv[i + 1]));
    if (word == "--folder") options.folder = argv[i + 1];
  }
  return run(options);
}
