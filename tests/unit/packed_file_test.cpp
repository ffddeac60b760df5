// Millions of certificates in one file: what is found in it, what damage does, and how it goes on after a kill.
#include "skan/issuer/packed_file.h"

#include "support/catch.h"

#include <set>

#include "support/test_authority.h"
#include "unit/office.h"

using namespace skan;
using namespace skan::testing;
using namespace skan::testing::office;
using issuer::IssuedRow;
using issuer::PackReader;
using issuer::PackWriter;
using issuer::RowOutcome;

namespace {

/// Certificates of one office, a folder to pack them in, and the name of the file.
struct Packing {
  Office office;
  TemporaryFolder folder;
  fs::path file = folder.path() / "country.skp";
  AuthorityId id = office->status()->authority;
  std::vector<IssuedRow> rows;

  explicit Packing(int count = 30) {
    std::vector<IssuedRow>& out = rows;
    const issuer::IssueHooks hooks{[count](const issuer::RowSink& sink) {
                                     for (int i = 0; i < count; ++i) sink({"", record("N-" + std::to_string(i))});
                                     return Result<void>();
                                   },
                                   [&out](std::span<const IssuedRow> done) { return out.insert(out.end(), done.begin(), done.end()), Result<void>(); },
                                   [] { return kNow; }, nullptr};
    issuer::IssueTotals totals;
    issue_register(*office, hooks, {1, 100}, totals).value();
  }
  std::span<const IssuedRow> part(std::size_t from, std::size_t count) const { return std::span(rows).subspan(from, count); }
  void write() {
    auto writer = PackWriter::open(file, id).value();
    for (std::size_t i = 0; i < rows.size(); i += 10) writer.append(part(i, 10)).value();
  }
  std::string opened() const { return outcome_of(PackWriter::open(file, id)); }
};

std::size_t count_of(const fs::path& file) {
  auto reader = PackReader::open(file).value();
  std::set<std::uint32_t> seen;
  std::size_t count = 0;
  reader.for_each([&](const issuer::PackedCertificate& c) { return seen.insert(c.status_index), ++count, true; }).value();
  CHECK(seen.size() == count);
  return count;
}

}  // namespace

TEST_CASE("every certificate of a packed file is found by its number") {
  Packing packing;
  packing.write();
  auto reader = PackReader::open(packing.file).value();
  CHECK(reader.count() == 30);
  CHECK(reader.authority() == packing.id);
  for (const IssuedRow& row : packing.rows) {
    const auto found = reader.find(row.number).value();
    REQUIRE(found);
    CHECK(found->message == row.message);
    CHECK(found->status_index == row.status_index);
    CHECK(found->key_id == row.key_id);
  }
  CHECK_FALSE(reader.find("N-404").value());
  CHECK(count_of(packing.file) == 30);
  CHECK(mode(packing.file) == (fs::perms::owner_read | fs::perms::owner_write));
}

TEST_CASE("what is in a packed file is not put in again, and refused rows never") {
  Packing packing;
  packing.write();
  auto writer = PackWriter::open(packing.file, packing.id).value();
  CHECK(writer.count() == 30);
  REQUIRE(writer.append(packing.rows));
  IssuedRow refused = packing.rows[0];
  refused.outcome = RowOutcome::refused;
  refused.status_index = 1'000;
  REQUIRE(writer.append(std::span(&refused, 1)));
  CHECK(writer.count() == 30);
  CHECK(count_of(packing.file) == 30);
}

TEST_CASE("wherever a packed file was cut short, the same rows again make it whole") {
  Packing packing;
  packing.write();
  const Bytes whole = read_whole(packing.file);
  for (std::size_t size = 0; size < whole.size(); size += size < 100 ? 1 : 97) {
    INFO(size);
    write_whole(packing.file, std::span(whole).first(size));
    if (size > 0 && size < 64) {
      CHECK(packing.opened() == "malformed");
      continue;
    }
    auto writer = PackWriter::open(packing.file, packing.id);
    REQUIRE(writer);
    CHECK(writer->count() % 10 == 0);
    for (std::size_t i = 0; i < packing.rows.size(); i += 10) writer->append(packing.part(i, 10)).value();
    const bool same = read_whole(packing.file) == whole;
    CHECK(same);
  }
}

TEST_CASE("damage in a packed file is seen, and never passed on") {
  Packing packing;
  packing.write();
  const Bytes whole = read_whole(packing.file);
  for (std::size_t at = 0; at < whole.size(); at += at < 200 ? 3 : 61) {
    INFO(at);
    write_whole(packing.file, with_flipped_bit(whole, at * 8 + at % 8));
    auto reader = PackReader::open(packing.file);
    if (!reader) continue;
    std::size_t wrong = 0, missing = 0;
    for (const IssuedRow& row : packing.rows) {
      const auto found = reader->find(row.number);
      if (!found) ++missing;
      else if (!*found || (*found)->message != row.message) ++wrong;
    }
    CHECK(wrong == 0);
    CHECK(missing > 0);
    CHECK_FALSE(reader->for_each([](const issuer::PackedCertificate&) { return true; }));
  }
}

TEST_CASE("a block that is damaged in the middle is not cut off with all that follows") {
  Packing packing;
  packing.write();
  const Bytes whole = read_whole(packing.file);
  write_whole(packing.file, with_flipped_bit(whole, 8 * 300));
  CHECK(packing.opened() == "malformed");
  CHECK(fs::file_size(packing.file) == whole.size());
}

TEST_CASE("a packed file belongs to one authority and one writer") {
  Packing packing(5);
  const TemporaryFolder elsewhere;
  {
    const auto writer = PackWriter::open(packing.file, packing.id);
    REQUIRE(writer);
    CHECK(packing.opened() == "storage");
  }
  CHECK(packing.opened() == "ok");
  CHECK(outcome_of(PackWriter::open(packing.file, AuthorityId{})) == "foreign_store");
  CHECK(outcome_of(PackWriter::open(elsewhere.path(), packing.id)) == "storage");
  write_whole(packing.file, std::string(500, 'x'));
  CHECK(packing.opened() == "malformed");
  CHECK(outcome_of(PackReader::open(packing.file)) == "malformed");
  CHECK(outcome_of(PackReader::open(elsewhere.path() / "nothing")) == "storage");
}
