#include "support/csv_reader.h"

#include "support/catch.h"

#include <sstream>
#include <string>
#include <vector>

using namespace skan::programs;

namespace {

using Fields = std::vector<std::string>;

struct Read {
  std::vector<CsvRecord> records;
  std::string error;  ///< empty if the end was reached
};

Read read_all(const std::string& text) {
  std::istringstream stream(text);
  CsvReader reader(stream);
  Read read;
  for (;;) {
    auto record = reader.next();
    if (!record) read.error = record.error().message;
    if (!record || !*record) return read;
    read.records.push_back(**record);
  }
}

Fields only_record(const std::string& text) {
  const Read read = read_all(text);
  REQUIRE(read.error.empty());
  REQUIRE(read.records.size() == 1);
  CHECK(read.records[0].fault.empty());
  return read.records[0].fields;
}

}  // namespace

TEST_CASE("fields are separated by commas and may be empty") {
  CHECK(only_record("a,b,c\n") == Fields{"a", "b", "c"});
  CHECK(only_record(",,\n") == Fields{"", "", ""});
  CHECK(only_record("a, b ,c") == Fields{"a", " b ", "c"});
}

TEST_CASE("a quoted field may hold commas, line ends and doubled quotes") {
  CHECK(only_record("\"a,b\",c\n") == Fields{"a,b", "c"});
  CHECK(only_record("\"a\r\nb\",c\r\n") == Fields{"a\r\nb", "c"});
  CHECK(only_record("\"a \"\"b\"\" c\"\n") == Fields{"a \"b\" c"});
  CHECK(only_record("\"\",\"\"\n") == Fields{"", ""});
  CHECK(only_record("\"\"\n") == Fields{""});
}

TEST_CASE("records end with LF, with CRLF, or with the file") {
  const Read read = read_all("a,b\r\nc,d\ne,f");
  REQUIRE(read.records.size() == 3);
  CHECK(read.records[0].fields == Fields{"a", "b"});
  CHECK(read.records[1].fields == Fields{"c", "d"});
  CHECK(read.records[2].fields == Fields{"e", "f"});
}

TEST_CASE("a byte order mark and empty lines are skipped, other first bytes are kept") {
  CHECK(only_record("\xEF\xBB\xBF"
                    "a,b\n\n\r\n") == Fields{"a", "b"});
  CHECK(only_record("\xEF\xBB"
                    "a,b\n") == Fields{"\xEF\xBB"
                                       "a",
                                       "b"});
  CHECK(read_all("").records.empty());
  CHECK(read_all("\n\n").records.empty());
  CHECK(read_all("\xEF\xBB\xBF").records.empty());
}

TEST_CASE("a record knows the line in which it starts") {
  const Read read = read_all("a\n\n\"b\nb\nb\"\nc\n");
  REQUIRE(read.records.size() == 3);
  CHECK(read.records[0].line == 1);
  CHECK(read.records[1].line == 3);
  CHECK(read.records[2].line == 6);
}

TEST_CASE("a stray quote makes its record faulty and leaves the next one alone") {
  const auto text = GENERATE(as<std::string>{}, "a\"b,c\nd,e\n", "\"a\"b,c\nd,e\n");
  const Read read = read_all(text);
  CHECK(read.error.empty());
  REQUIRE(read.records.size() == 2);
  CHECK_FALSE(read.records[0].fault.empty());
  CHECK(read.records[1].fault.empty());
  CHECK(read.records[1].fields == Fields{"d", "e"});
}

TEST_CASE("a quote that is never closed ends the reading and names its line, not its content") {
  const Read read = read_all("a,b\nc,\"secret\nd,e\n");
  CHECK(read.records.size() == 1);
  CHECK_THAT(read.error, Catch::Matchers::ContainsSubstring("line 2"));
  CHECK_THAT(read.error, !Catch::Matchers::ContainsSubstring("secret"));
}

TEST_CASE("a record beyond the limit ends the reading, one at the limit does not") {
  const std::string longest(CsvReader::kLongestRecord, 'x');
  CHECK(only_record(longest + "\n") == Fields{longest});
  const Read read = read_all("a\n\"" + longest + "x\"\n");
  CHECK(read.records.size() == 1);
  CHECK_THAT(read.error, Catch::Matchers::ContainsSubstring("line 2"));
}
