// The issuing side's record of what was given out.
#include "issuer/ledger.h"

#include "support/catch.h"

#include <set>

#include "revocation/status_list.h"
#include "support/test_authority.h"

using namespace skan;
using namespace skan::testing;
using issuer::Ledger;
using issuer::ActionKind;
using issuer::CertificateId;
using issuer::KeyUse;
using issuer::LedgerEntry;

namespace {

/// A ledger with one key, in a folder of its own.
struct Book {
  TemporaryFolder folder;
  std::string file = folder.file("ledger.db");
  trust::IssuerKey key = TestAuthority().issuer("active");
  Ledger ledger = Ledger::create(file).value();

  Book() { ledger.add_key(key).value(); }
  LedgerEntry entry(std::string number, std::uint32_t index) const {
    LedgerEntry out;
    out.number = std::move(number);
    out.kid = key.kid;
    out.status_index = index;
    out.message = from_hex("abcd");
    out.issued_at = kNow;
    return out;
  }
  CertificateId id(std::string_view number) { return ledger.locate(number).value().value(); }
  bool withdraw(std::string_view number) { return ledger.withdraw(id(number), ledger.add_action(ActionKind::withdraw, "why", kNow).value()).value(); }
};

}  // namespace

TEST_CASE("a ledger keeps values by name, and misses none silently") {
  Book book;
  REQUIRE(book.ledger.set("text", std::string_view("Привет")));
  REQUIRE(book.ledger.set("number", std::int64_t{-5}));
  REQUIRE(book.ledger.set("bytes", std::span<const std::byte>(from_hex("00ff"))));
  REQUIRE(book.ledger.set("number", std::int64_t{6}));
  Ledger again = Ledger::open(book.file).value();
  CHECK(again.text("text").value() == "Привет");
  CHECK(again.number("number").value() == 6);
  CHECK(again.bytes("bytes").value() == from_hex("00ff"));
  CHECK(outcome_of(again.number("nothing")) == "storage");
  CHECK(outcome_of(again.text("nothing")) == "storage");
  CHECK(outcome_of(again.bytes("nothing")) == "storage");
}

TEST_CASE("indices count up from 0 for each key, and an unknown key has none") {
  Book book;
  const trust::IssuerKey other = TestAuthority().issuer("retired");
  REQUIRE(book.ledger.add_key(other));
  for (std::uint32_t i = 0; i < 5; ++i) CHECK(book.ledger.take_index(book.key.kid).value() == i);
  CHECK(book.ledger.take_index(other.kid).value() == 0);
  CHECK(book.ledger.index_count(book.key.kid).value() == 5);
  CHECK(book.ledger.index_count(other.kid).value() == 1);
  CHECK(outcome_of(book.ledger.take_index({})) == "storage");
  CHECK(outcome_of(book.ledger.add_key(other)) == "storage");
}

TEST_CASE("what is rolled back was never there") {
  Book book;
  REQUIRE(book.ledger.begin());
  REQUIRE(book.ledger.take_index(book.key.kid));
  REQUIRE(book.ledger.add(book.entry("N-0", 0)));
  book.ledger.rollback();
  CHECK_FALSE(book.ledger.find("N-0").value());
  CHECK(book.ledger.take_index(book.key.kid).value() == 0);
  book.ledger.rollback();  // nothing to undo
  CHECK(book.ledger.index_count(book.key.kid).value() == 1);
}

TEST_CASE("a number and an index are recorded once") {
  Book book;
  REQUIRE(book.ledger.add(book.entry("N-0", 0)));
  for (const LedgerEntry& other : {book.entry("N-0", 1), book.entry("N-1", 0)}) {
    REQUIRE(book.ledger.begin());
    CHECK(outcome_of(book.ledger.add(other)) == "storage");
    book.ledger.rollback();
  }
  REQUIRE(book.ledger.add(book.entry("N-1", 1)));
  const auto found = book.ledger.find("N-1").value();
  REQUIRE(found);
  CHECK(found->status_index == 1);
  CHECK(found->kid == book.key.kid);
  CHECK(found->message == from_hex("abcd"));
  CHECK_FALSE(book.ledger.find("N-2").value());
  CHECK_FALSE(book.ledger.find("' OR 1=1 --").value());
}

TEST_CASE("withdrawn certificates are listed by key, each once") {
  Book book;
  for (std::uint32_t i = 0; i < 6; ++i) REQUIRE(book.ledger.add(book.entry("N-" + std::to_string(i), i)));
  CHECK(book.withdraw("N-1"));
  CHECK(book.withdraw("N-4"));
  CHECK_FALSE(book.withdraw("N-4"));
  std::multiset<std::uint32_t> seen;
  REQUIRE(book.ledger.for_each_revoked(book.key.kid, [&](std::uint32_t index) { seen.insert(index); }));
  CHECK(seen == std::multiset<std::uint32_t>{1, 4});
  CHECK(book.ledger.count(false).value() == 6);
  CHECK(book.ledger.count(true).value() == 2);
  seen.clear();
  CHECK(outcome_of(book.ledger.for_each_revoked({}, [&](std::uint32_t index) { seen.insert(index); })) == "storage");
  CHECK(seen.empty());
}

TEST_CASE("a second writer waits for the first and then sees what it wrote") {
  Book book;
  Ledger second = Ledger::open(book.file).value();
  CHECK(book.ledger.take_index(book.key.kid).value() == 0);
  CHECK(second.take_index(book.key.kid).value() == 1);
  CHECK(book.ledger.take_index(book.key.kid).value() == 2);
}

TEST_CASE("a file that is no ledger does not open as one, and a ledger is not made over another file") {
  const Book book;
  const TemporaryFolder folder;
  const Door door;
  CHECK(outcome_of(Ledger::open(door.file)) == "not_a_store");
  CHECK(outcome_of(Ledger::open(folder.file("missing"))) == "storage");
  CHECK_FALSE(std::filesystem::exists(folder.file("missing")));
  write_whole(folder.file("text"), std::string(5'000, 'x'));
  CHECK(outcome_of(Ledger::open(folder.file("text"))) == "not_a_store");
  CHECK_FALSE(Ledger::create(book.file));
}

TEST_CASE("a key's certificates are read page by page in the order of their indices") {
  Book book;
  const trust::IssuerKey other = TestAuthority().issuer("retired");
  REQUIRE(book.ledger.add_key(other, KeyUse::prepared, kNow));
  for (std::uint32_t i = 0; i < 7; ++i) {
    LedgerEntry entry = book.entry("N-" + std::to_string(6 - i), i);
    entry.product = i % 2 ? "CoviVac" : "";
    entry.office = "Clinic 5";
    REQUIRE(book.ledger.add(entry));
  }
  LedgerEntry elsewhere = book.entry("M-1", 3);
  elsewhere.kid = other.kid;
  REQUIRE(book.ledger.add(elsewhere));
  CHECK(book.withdraw("N-2"));
  std::vector<std::uint32_t> indices;
  for (std::uint32_t from = 0;;) {
    const auto page = book.ledger.read_page(book.key.kid, from, 3).value();
    if (page.empty()) break;
    for (const LedgerEntry& entry : page) {
      CHECK(entry.kid == book.key.kid);
      CHECK(entry.product == (entry.status_index % 2 ? "CoviVac" : ""));
      CHECK(entry.office == "Clinic 5");
      CHECK(entry.batch.empty());
      CHECK(entry.issued_at == kNow);
      CHECK(entry.withdrawn == (entry.status_index == 4));
      indices.push_back(entry.status_index);
    }
    from = page.back().status_index + 1;
  }
  CHECK(indices == std::vector<std::uint32_t>{0, 1, 2, 3, 4, 5, 6});
  const auto keys = book.ledger.keys().value();
  REQUIRE(keys.size() == 2);
  CHECK(keys[0].id == 1);
  CHECK(keys[0].use == KeyUse::active);
  CHECK(keys[0].issued == 7);
  CHECK(keys[1].use == KeyUse::prepared);
  CHECK(keys[1].since == kNow);
  CHECK(keys[1].issued == 1);
}

TEST_CASE("indices are taken in a run only from the next one on") {
  Book book;
  CHECK(book.ledger.take_indices(book.key.kid, 0, 5).value());
  CHECK_FALSE(book.ledger.take_indices(book.key.kid, 3, 8).value());
  CHECK(book.ledger.take_index(book.key.kid).value() == 5);
  CHECK(outcome_of(book.ledger.take_indices(book.key.kid, 6, (1u << 29) + 1)) == "capacity");
}

TEST_CASE("a number passes to the certificate that takes its place, and the history says so") {
  Book book;
  REQUIRE(book.ledger.add(book.entry("007", 0)));
  REQUIRE(book.ledger.add(book.entry("7", 1)));
  const CertificateId old = book.id("007");
  CHECK(book.id("7") != old);
  const auto action = book.ledger.add_action(ActionKind::supersede, "wrong birth date", kNow + 9).value();
  REQUIRE(book.ledger.add_successor(book.entry("007", 2), old, action));
  CHECK(book.ledger.withdraw(old, action).value());
  CHECK(issuer::index_of(book.id("007")) == 2);
  const auto events = book.ledger.events(old).value();
  REQUIRE(events.size() == 1);
  CHECK(events[0].kind == ActionKind::supersede);
  CHECK(events[0].reason == "wrong birth date");
  CHECK(events[0].at == kNow + 9);
  CHECK(events[0].successor == book.id("007"));
  CHECK(outcome_of(book.ledger.add_successor(book.entry("7", 3), book.id("007"), action)) == "invalid_argument");
}

TEST_CASE("numbers that differ only in how they are written are different numbers") {
  Book book;
  const std::vector<std::string> numbers = {"0", "00", "1", "01", "999999999999999999", "9999999999999999999", "09999999999999999999", "1e5", "0x1", "-1"};
  for (std::uint32_t i = 0; i < numbers.size(); ++i) REQUIRE(book.ledger.add(book.entry(numbers[i], i)));
  for (std::uint32_t i = 0; i < numbers.size(); ++i) CHECK(issuer::index_of(book.id(numbers[i])) == i);
  CHECK_FALSE(book.ledger.locate("000").value());
}

TEST_CASE("a query meets what all of it says") {
  Book book;
  for (std::uint32_t i = 0; i < 8; ++i) {
    LedgerEntry entry = book.entry("N-" + std::to_string(i), i);
    entry.product = i & 1 ? "A" : "B";
    entry.batch = i & 2 ? "lot 1" : "";
    entry.office = i & 4 ? "east" : "west";
    entry.issued_at = kNow + i;
    REQUIRE(book.ledger.add(entry));
  }
  const auto indices = [&](const issuer::LedgerQuery& query) {
    std::vector<std::uint32_t> out;
    book.ledger.for_each_match(query, [&](CertificateId id, bool) { return out.push_back(issuer::index_of(id)), true; }).value();
    return out;
  };
  using List = std::vector<std::uint32_t>;
  CHECK(indices({"A", "", "", {}, {}}) == List{1, 3, 5, 7});
  CHECK(indices({"A", "lot 1", "east", {}, {}}) == List{7});
  CHECK(indices({"", "", "west", kNow + 1, kNow + 3}) == List{1, 2});
  CHECK(indices({"C", "", "", {}, {}}).empty());
}

TEST_CASE("a withdrawal can be taken back, and both are remembered") {
  Book book;
  REQUIRE(book.ledger.add(book.entry("N-0", 0)));
  CHECK(book.withdraw("N-0"));
  const auto action = book.ledger.add_action(ActionKind::restore, "a mistake", kNow + 1).value();
  CHECK(book.ledger.restore(book.id("N-0"), action).value());
  CHECK_FALSE(book.ledger.restore(book.id("N-0"), action).value());
  CHECK_FALSE(book.ledger.find("N-0").value()->withdrawn);
  const auto events = book.ledger.events(book.id("N-0")).value();
  REQUIRE(events.size() == 2);
  CHECK(events[0].kind == ActionKind::withdraw);
  CHECK(events[1].kind == ActionKind::restore);
  CHECK(events[1].reason == "a mistake");
}

TEST_CASE("a ledger of version 2 keeps its certificates, withdrawals and next indices") {
  const TemporaryFolder folder;
  const std::string file = folder.file("ledger.db");
  const std::string kid = "0102030405060708";
  store::Database::open(file, store::Access::create)
      ->execute(("PRAGMA application_id=0x534B4C45; PRAGMA user_version=2;"
                 "CREATE TABLE state(name TEXT PRIMARY KEY, value ANY NOT NULL) STRICT, WITHOUT ROWID;"
                 "CREATE TABLE keys(kid BLOB PRIMARY KEY, public_key BLOB NOT NULL, next_index INTEGER NOT NULL) STRICT;"
                 "CREATE TABLE certificates(number TEXT PRIMARY KEY, kid BLOB NOT NULL, status_index INTEGER NOT NULL,"
                 " message BLOB NOT NULL, issued_at INTEGER NOT NULL, revoked_at INTEGER, UNIQUE(kid, status_index)) STRICT;"
                 "INSERT INTO keys VALUES(x'" + kid + "', x'" + std::string(64, 'a') + "', 3);"
                 "INSERT INTO certificates VALUES('12', x'" + kid + "', 0, x'ab', 100, NULL), ('N', x'" + kid + "', 2, x'cd', 101, 200);")
                    .c_str())
      .value();
  Ledger ledger = Ledger::open(file).value();
  const auto keys = ledger.keys().value();
  REQUIRE(keys.size() == 1);
  CHECK(keys[0].next_index == 3);
  CHECK(keys[0].issued == 2);
  CHECK(keys[0].use == KeyUse::active);
  CHECK(ledger.find("12").value()->message == from_hex("ab"));
  const auto withdrawn = ledger.find("N").value();
  REQUIRE(withdrawn);
  CHECK(withdrawn->withdrawn);
  CHECK(withdrawn->status_index == 2);
  CHECK(withdrawn->issued_at == 101);
  CHECK(ledger.events(withdrawn->id).value().at(0).at == 200);
  CHECK(ledger.count(true).value() == 1);
  CHECK(Ledger::open(file));
}
