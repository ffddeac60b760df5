// Rows of every table edited at random: deleted, exchanged, cut, lengthened, zeroed, and bits of them turned over.
#include "support/catch.h"

#include <map>
#include <random>

#include "faults/broken_store.h"
#include "faults/fault_vfs.h"
#include "faults/sql_file.h"

using namespace skan;
using namespace skan::testing;

namespace {

/// One column of one table.
struct Column {
  std::string table, name;
};

std::vector<Column> columns_of(const std::string& file) {
  SqlFile sql(file);
  const std::string all = " FROM sqlite_schema t JOIN pragma_table_info(t.name) c WHERE t.type='table' AND t.name NOT LIKE 'sqlite_%'"
                          " ORDER BY t.name, c.cid";
  std::vector<Column> out;
  const auto count = sql.number("SELECT count(*) FROM (SELECT 1" + all + ")");
  for (std::int64_t at = 0; at < count; ++at) {
    const std::string row = all + " LIMIT 1 OFFSET " + std::to_string(at);
    out.push_back({sql.text("SELECT t.name" + row), sql.text("SELECT c.name" + row)});
  }
  return out;
}

/// An expression for what is to stand in the column instead.
std::string replacement(const Column& c, std::mt19937& random) {
  const std::string n = std::to_string(random() % 64), other = std::to_string(random() % 4);
  switch (random() % 6) {
    case 0: return "zeroblob(length(" + c.name + "))";
    case 1: return "CAST(substr(" + c.name + ", 1, length(" + c.name + ") - 1) AS BLOB)";
    case 2: return "CAST(" + c.name + " || x'00' AS BLOB)";
    case 3: return "(SELECT o." + c.name + " FROM " + c.table + " o LIMIT 1 OFFSET " + other + ")";
    case 4: return "random()";
    default:
      return "CAST(substr(" + c.name + ", 1, " + n + ") || x'" + to_hex(std::array{static_cast<std::byte>(random())}) +
             "' || substr(" + c.name + ", " + n + " + 2) AS BLOB)";
  }
}

/// An edit of one row, which a constraint of the table may refuse.
std::string edit(const std::vector<Column>& columns, std::mt19937& random) {
  const Column& c = columns[random() % columns.size()];
  const std::string which = " WHERE " + c.name + "=(SELECT s." + c.name + " FROM " + c.table + " s LIMIT 1 OFFSET " +
                            std::to_string(random() % 6) + ")";
  if (random() % 7 == 0) return "DELETE FROM " + c.table + which;
  return "UPDATE OR REPLACE " + c.table + " SET " + c.name + "=" + replacement(c, random) + which;
}

std::map<std::string, int> edit_rows(int count, unsigned seed) {
  const Sample sample;
  const FastDisk fast_disk;
  const TemporaryFolder folder;
  const std::string file = folder.file("door.db");
  write_whole(file, sample.file);
  const std::vector<Column> columns = columns_of(file);
  CHECK(columns.size() > 9);
  std::mt19937 random(seed);
  std::map<std::string, int> seen;
  for (int i = 0; i < count; ++i) {
    write_whole(file, sample.file);
    std::string edits;
    for (std::size_t left = 1 + random() % 3; left > 0; --left) edits += edit(columns, random) + "; ";
    try {
      SqlFile(file).run(edits);
    } catch (const std::runtime_error&) {
      ++seen["refused by the table"];
      continue;
    }
    const Outcomes outcomes = outcomes_of(sample, file);
    INFO(edits << ": " << outcomes.text());
    CHECK_FALSE(outcomes.believed_wrongly);
    if (outcomes.updated == "ok") CHECK(outcomes.repaired == "yes");
    CHECK((outcomes.good.empty() || outcomes.good == "accepted" || outcomes.good == "undetermined: store_damaged" ||
           outcomes.good == "undetermined: trust_data_missing"));
    ++seen[outcomes.text()];
    std::filesystem::remove(file + "-wal");
    std::filesystem::remove(file + "-shm");
  }
  return seen;
}

std::string table(const std::map<std::string, int>& seen) {
  std::string out = "opened | verdict | update | whole afterwards\n";
  for (const auto& [text, count] : seen) out += std::to_string(count) + " x " + text + "\n";
  return out;
}

}  // namespace

TEST_CASE("a status list that somebody made himself, whose blocks have their right digests, is not believed") {
  const Sample sample;
  const TemporaryFolder folder;
  const std::string file = folder.file("door.db");
  const revocation::StatusList genuine = sample.authority.draft(2).lists[0].list;
  const auto outcomes_with = [&](const revocation::StatusList& list) {
    write_whole(file, sample.file);
    SqlFile sql(file);
    const auto digests = list.block_digests();
    const auto bytes = std::as_bytes(std::span(digests));
    sql.run("UPDATE lists SET digests=? WHERE length(digests)=" + std::to_string(bytes.size()), bytes);
    for (std::size_t at = 0; at < list.block_count(); ++at) {
      sql.run("UPDATE blocks SET bytes=x'" + to_hex(list.block(at)) + "' WHERE bytes=x'" + to_hex(genuine.block(at)) + "'");
    }
    return outcomes_of(sample, file);
  };
  revocation::StatusList without_newest(genuine.length());
  for (const std::uint32_t index : {3u, 17'000u}) without_newest.insert(index);
  for (const auto& list : {revocation::StatusList(genuine.length()), without_newest}) {
    const Outcomes outcomes = outcomes_with(list);
    CHECK(outcomes.text() == "ok | undetermined: store_damaged | ok | yes");
    CHECK_FALSE(outcomes.believed_wrongly);
  }
  CHECK(outcomes_with(genuine).text() == "ok | accepted | ok | yes");
}

TEST_CASE("rows edited at random never make the store believe what it should not, and success means repaired") {
  const auto seen = edit_rows(200, 21);
  INFO(table(seen));
  CHECK(seen.contains("ok | undetermined: store_damaged | ok | yes"));
  CHECK(seen.contains("ok | accepted | ok | yes"));
}

TEST_CASE("rows edited at random never make the store believe what it should not: 20,000 times", "[.long]") {
  const auto seen = edit_rows(20'000, 22);
  WARN(table(seen));
}
