// The numbers and names in the headers, in the program and on the page sdk/doc/reasons.md are the same.
#include "skan/words.h"

#include "support/catch.h"

#include <fstream>
#include <iterator>
#include <map>
#include <regex>
#include <string>
#include <vector>

#include "skan/certificate.h"
#include "skan/reason.h"
#include "skan/scanner.h"
#include "skan/result.h"
#include "skan/verdict.h"

namespace {

using skan::words;

constexpr int kNumbers = 256;  // every enumeration is one byte

std::string content_of(const std::string& path) {
  std::ifstream file(std::string(SKAN_SOURCE_DIR) + "/" + path);
  REQUIRE(file);
  return {std::istreambuf_iterator<char>(file), {}};
}

/// The members of an enumeration as its header states them.
std::map<int, std::string> members_of(const std::string& header, const std::string& enumeration) {
  const std::string text = content_of("sdk/include/skan/" + header);
  std::smatch found;
  REQUIRE(std::regex_search(text, found, std::regex("enum class " + enumeration + " [^{]*\\{([^}]*)\\}")));
  const std::string body = found[1];
  const std::regex member("(\\w+) = (\\d+)");
  std::map<int, std::string> members;
  for (std::sregex_iterator it(body.begin(), body.end(), member), end; it != end; ++it) {
    members[std::stoi((*it)[2])] = (*it)[1];
  }
  REQUIRE_FALSE(members.empty());
  return members;
}

using Row = std::vector<std::string>;

Row cells_of(const std::string& line) {
  Row cells;
  const std::regex cell("\\|\\s*([^|]*?)\\s*(?=\\|)");
  for (std::sregex_iterator it(line.begin(), line.end(), cell), end; it != end; ++it)
    cells.push_back((*it)[1]);
  return cells;
}

/// The rows of the page's table whose second column is headed `title`, without the header.
std::vector<Row> table(const std::string& title) {
  std::ifstream page(std::string(SKAN_SOURCE_DIR) + "/sdk/doc/reasons.md");
  std::vector<Row> rows;
  bool inside = false;
  for (std::string line; std::getline(page, line);) {
    const Row row = cells_of(line);
    if (row.empty()) inside = false;
    if (inside && row[0] != "---") rows.push_back(row);
    if (row.size() > 1 && row[1] == title) inside = true;
  }
  INFO("table " << title);
  REQUIRE_FALSE(rows.empty());
  return rows;
}

std::string code(std::string_view name) {
  return "`" + std::string(name) + "`";
}

template <class Enum>
void check_names(const std::string& header, const std::string& enumeration) {
  const auto members = members_of(header, enumeration);
  for (int number = 0; number < kNumbers; ++number) {
    INFO(enumeration << " " << number);
    const auto member = members.find(number);
    CHECK(std::string(name(static_cast<Enum>(number))) ==
          (member == members.end() ? "unknown" : member->second));
  }
}

/// Header and page list the same members, each once.
void check_page(const std::string& header, const std::string& enumeration, const std::string& title) {
  std::map<int, std::string> on_page;
  const auto rows = table(title);
  for (const Row& row : rows) on_page[std::stoi(row[0])] = row[1];
  std::map<int, std::string> in_header;
  for (const auto& [number, member] : members_of(header, enumeration)) in_header[number] = code(member);
  CHECK(on_page == in_header);
  CHECK(rows.size() == on_page.size());
}

std::size_t count_words(std::string_view text) {
  return static_cast<std::size_t>(std::count(text.begin(), text.end(), ' ')) + 1;
}

}  // namespace

TEST_CASE("every name is the member's own, and numbers outside a list are \"unknown\"") {
  check_names<skan::Outcome>("reason.h", "Outcome");
  check_names<skan::Reason>("reason.h", "Reason");
  check_names<skan::Note>("reason.h", "Note");
  check_names<skan::Freshness>("verdict.h", "Freshness");
  check_names<skan::ClockState>("verdict.h", "ClockState");
  check_names<skan::Revocation>("verdict.h", "Revocation");
  check_names<skan::Kind>("certificate.h", "Kind");
  check_names<skan::ErrorCode>("result.h", "ErrorCode");
  check_names<skan::LinkFault>("reason.h", "LinkFault");
  check_names<skan::Hint>("scanner.h", "Hint");
}

TEST_CASE("the page of reasons lists exactly what the headers define") {
  check_page("reason.h", "Outcome", "outcome");
  check_page("reason.h", "Reason", "reason");
  check_page("reason.h", "Note", "note");
  check_page("verdict.h", "Freshness", "freshness");
  check_page("verdict.h", "ClockState", "clock");
  check_page("verdict.h", "Revocation", "revocation");
  check_page("result.h", "ErrorCode", "error");
  check_page("scanner.h", "Hint", "hint");
}

TEST_CASE("the page says of each reason what the program says") {
  for (const Row& row : table("reason")) {
    INFO(row[1]);
    REQUIRE(row.size() == 8);
    const auto reason = static_cast<skan::Reason>(std::stoi(row[0]));
    CHECK(row[2] == name(outcome_of(reason)));
    CHECK(row[3] == words(reason).headline);
    CHECK(row[4] == words(reason).meaning);
    CHECK(row[6] == words(reason).operator_action);
    CHECK(row[7] == words(reason).holder_action);
  }
}

TEST_CASE("the page says of each note and outcome what the program says") {
  for (const Row& row : table("note")) {
    INFO(row[1]);
    const auto note = static_cast<skan::Note>(std::stoi(row[0]));
    CHECK(Row{row[2], row[3], row[4]} == Row{std::string(words(note).headline),
                                             std::string(words(note).meaning),
                                             std::string(words(note).operator_action)});
  }
  for (const Row& row : table("outcome")) {
    INFO(row[1]);
    const auto outcome = static_cast<skan::Outcome>(std::stoi(row[0]));
    CHECK(row[2] == words(outcome).meaning);
    CHECK(row[3] == words(outcome).operator_action);
  }
}

TEST_CASE("while the trust data is fresh an update is suggested only where it repairs") {
  std::map<std::string, std::string> on_page;
  for (const Row& row : table("operator, while the data is fresh")) on_page[row[0]] = row[1];
  for (const auto& [number, member] : members_of("reason.h", "Reason")) {
    INFO(member);
    const auto reason = static_cast<skan::Reason>(number);
    const std::string fresh(words(reason, skan::Freshness::fresh).operator_action);
    const std::string otherwise(words(reason, skan::Freshness::recent).operator_action);
    const auto row = on_page.find(code(member));
    CHECK(fresh == (row == on_page.end() ? otherwise : row->second));
    const bool repairs = reason == skan::Reason::store_damaged || reason == skan::Reason::store_rolled_back || reason == skan::Reason::trust_data_stale;
    CHECK((repairs || fresh.find("update the trust data") == std::string::npos));
  }
}

TEST_CASE("every reason has a headline of at most three words, a meaning and an action") {
  for (const auto& [number, member] : members_of("reason.h", "Reason")) {
    INFO(member);
    const skan::Words found = words(static_cast<skan::Reason>(number));
    CHECK_FALSE(found.headline.empty());
    CHECK(count_words(found.headline) <= 3);
    CHECK_FALSE(found.meaning.empty());
    CHECK_FALSE(found.operator_action.empty());
  }
}

TEST_CASE("a number outside the list has no words and is undetermined") {
  const auto reason = static_cast<skan::Reason>(200);
  CHECK(words(reason).meaning.empty());
  CHECK(words(static_cast<skan::Note>(200)).meaning.empty());
  CHECK(words(static_cast<skan::Outcome>(200)).meaning.empty());
  CHECK(outcome_of(reason) == skan::Outcome::undetermined);
}
