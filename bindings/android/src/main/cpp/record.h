// A record: the content of a C structure on its way to Java, in one array, read by RecordReader.java in the same order.
#pragma once

#include <cstddef>
#include <cstdint>
#include <vector>

#include "call.h"

namespace skan::java {

/// Every number is 8 bytes, most significant first; a text or list is its length or count and then its content.
class Record {
 public:
  /// No reallocation leaves a copy of a record behind, and the record itself is wiped: it may be about a holder.
  Record() { bytes_.reserve(kRoom); }
  Record(const Record&) = delete;
  Record& operator=(const Record&) = delete;
  ~Record() { wipe(bytes_); }

  Record& number(std::int64_t value);
  Record& number(std::uint64_t value) { return number(static_cast<std::int64_t>(value)); }
  Record& number(std::int32_t value) { return number(std::int64_t{value}); }
  Record& number(std::uint32_t value) { return number(std::int64_t{value}); }

  /// A number that may be absent: a flag before it.
  template <class Number>
  Record& optional(std::int32_t has, Number value) {
    return number(has).number(value);
  }

  Record& text(const skan_text& text);
  Record& numbers(const std::int32_t* first, std::size_t count);

  jbyteArray given_to(Call& call) const { return call.array_of(bytes_.data(), bytes_.size()); }

 private:
  static constexpr std::size_t kRoom = 4'096;

  std::uint8_t* grown_by(std::size_t length);
  static void wipe(std::vector<std::uint8_t>& bytes) noexcept;

  std::vector<std::uint8_t> bytes_;
};

// What goes into records in more than one native method.
/// With the clauses about it if there is a catalogue.
void add_verdict(Call& call, Record& record, const skan_verdict* verdict, const skan_catalogue* catalogue = nullptr);
void add_clauses(Call& call, Record& record, const skan_catalogue* catalogue, const skan_verdict* verdict);
void add_policy(Call& call, Record& record, const skan_policy* policy);
void add_requirement(Record& record, const skan_requirement& requirement);
jbyteArray told(Call& call, const skan_update_report& report);
jbyteArray told(Call& call, const skan_words& words);

}  // namespace skan::java
