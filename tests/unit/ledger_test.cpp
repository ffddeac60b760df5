// The issuing side's record of what was given out.
#include "issuer/ledger.h"

#include "support/catch.h"

#include <set>

#include "revocation/status_list.h"
#include "support/test_authority.h"

using namespace skan;
using namespace skan::testing;
using issuer::Ledger;
using issuer::LedgerEntry;

namespace {

/// A ledger with one key, in a folder of its own.
struct Book {
  TemporaryFolder folder;
  std::string file = folder.file("ledger.db");
  trust::IssuerKey key = TestAuthority().issuer("active");
  Ledger ledger = Ledger::create(file).value();

  Book() { ledger.add_key(key).value(); }
  LedgerEntry entry(std::string number, std::uint32_t index) const { return {std::move(number), key.kid, index, from_hex("abcd")}; }
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
  REQUIRE(book.ledger.add(book.entry("N-0", 0), kNow));
  book.ledger.rollback();
  CHECK_FALSE(book.ledger.find("N-0").value());
  CHECK(book.ledger.take_index(book.key.kid).value() == 0);
  book.ledger.rollback();  // nothing to undo
  CHECK(book.ledger.index_count(book.key.kid).value() == 1);
}

TEST_CASE("a number and an index are recorded once") {
  Book book;
  REQUIRE(book.ledger.add(book.entry("N-0", 0), kNow));
  CHECK(outcome_of(book.ledger.add(book.entry("N-0", 1), kNow)) == "storage");
  CHECK(outcome_of(book.ledger.add(book.entry("N-1", 0), kNow)) == "storage");
  REQUIRE(book.ledger.add(book.entry("N-1", 1), kNow));
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
  for (std::uint32_t i = 0; i < 6; ++i) REQUIRE(book.ledger.add(book.entry("N-" + std::to_string(i), i), kNow));
  CHECK(book.ledger.revoke("N-1", kNow).value());
  CHECK(book.ledger.revoke("N-4", kNow).value());
  CHECK_FALSE(book.ledger.revoke("N-4", kNow + 1).value());
  std::multiset<std::uint32_t> seen;
  REQUIRE(book.ledger.for_each_revoked(book.key.kid, [&](std::uint32_t index) { seen.insert(index); }));
  CHECK(seen == std::multiset<std::uint32_t>{1, 4});
  CHECK(book.ledger.count(false).value() == 6);
  CHECK(book.ledger.count(true).value() == 2);
  seen.clear();
  REQUIRE(book.ledger.for_each_revoked({}, [&](std::uint32_t index) { seen.insert(index); }));
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
