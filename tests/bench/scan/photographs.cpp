#include "bench/scan/photographs.h"

#include <algorithm>
#include <cstdio>
#include <fstream>
#include <map>
#include <set>

#include <nlohmann/json.hpp>

#include "pictures/pictures.h"
#include "support/terminal.h"

namespace skan::bench {
namespace {

struct Row {
  int expected = 0;
  std::vector<int> read, other;
  std::vector<double> seconds;

  explicit Row(std::size_t readers) : read(readers), other(readers), seconds(readers) {}
  void add(const Row& row) {
    expected += row.expected;
    for (std::size_t i = 0; i < read.size(); ++i) {
      read[i] += row.read[i];
      other[i] += row.other[i];
      seconds[i] += row.seconds[i];
    }
  }
};

void print_row(const std::string& name, const Row& row) {
  std::printf("%-16s %4d", name.c_str(), row.expected);
  for (std::size_t i = 0; i < row.read.size(); ++i) {
    std::printf("   %4d %3d %7.0f ms", row.read[i], row.other[i], row.seconds[i] * 1e3);
  }
  std::printf("\n");
}

Row look(const nlohmann::json& entry, const pictures::Luma& picture, const std::vector<Reader>& readers,
         bool verbose) {
  Row row(readers.size());
  std::set<std::string> expected;
  for (const auto& text : entry["expected"]) expected.insert(text.get<std::string>());
  row.expected = static_cast<int>(expected.size());
  for (std::size_t i = 0; i < readers.size(); ++i) {
    const auto read = readers[i].start();
    const double start = thread_seconds();
    const Texts texts = read(picture, 0);
    row.seconds[i] = thread_seconds() - start;
    for (const std::string& text : std::set<std::string>(texts.begin(), texts.end())) {
      const bool right = expected.contains(text);
      (right ? row.read : row.other)[i] += 1;
      if (!right && verbose) {
        std::printf("  %s: %s also reads \"%s\"\n", entry["file"].get<std::string>().c_str(),
                    readers[i].name.c_str(), programs::one_line(text).c_str());
      }
    }
  }
  return row;
}

}  // namespace

bool compare_photographs(const std::string& folder, const std::vector<Reader>& readers, bool verbose) {
  const auto index = nlohmann::json::parse(std::ifstream(folder + "/index.json"), nullptr, false);
  if (!index.is_array()) return false;
  std::map<std::string, Row> rows;
  for (const auto& entry : index) {
    const auto picture = pictures::read_picture(folder + "/" + entry["file"].get<std::string>());
    if (!picture) return false;
    rows.try_emplace(entry["condition"], readers.size())
        .first->second.add(look(entry, *picture, readers, verbose));
  }
  std::printf("photographs: texts expected; for each of");
  for (const Reader& reader : readers) std::printf(" [%s]", reader.name.c_str());
  std::printf(": read, others, processor time\n");
  Row all(readers.size());
  for (const auto& [name, row] : rows) {
    print_row(name, row);
    all.add(row);
  }
  print_row("all", all);
  return true;
}

}  // namespace skan::bench
