// The JSON of a policy's file: parsed strictly, and read field by field.
#pragma once

#include <cstdint>
#include <initializer_list>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include <nlohmann/json.hpp>

#include "skan/result.h"

namespace skan::issuer {

using Json = nlohmann::json;

/// Parses one JSON object. Fails with invalid_argument: not JSON in UTF-8, not an object, or a name twice in one
/// object. The text begins with `file`.
Result<Json> parse_policy_json(const std::string& file, std::string_view text);

/// Where a fault is told, once: the first one stays.
class Faults {
 public:
  /// `where` stands before the field: "moscow.json: ru-mow: ".
  explicit Faults(std::string where) : where_(std::move(where)) {}

  void add(const std::string& field, std::string_view what);
  const std::optional<Error>& first() const { return first_; }

 private:
  std::string where_;
  std::optional<Error> first_;
};

/// A value of the file and the path that leads to it. After a fault reading goes on with harmless values, so that each
/// reader needs no branch of its own; the result is thrown away.
class Place {
 public:
  Place(Faults& faults, std::string path, const Json& value) : faults_(&faults), path_(std::move(path)), value_(&value) {}

  /// The value of a name; null if it is not there.
  Place at(std::string_view name) const;
  /// The same; a fault if it is not there. `remedy` says what to give.
  Place need(std::string_view name, std::string_view remedy) const;
  bool is_there() const { return !value_->is_null(); }
  /// A fault unless it is an object that has only these names.
  void allow(std::initializer_list<std::string_view> names) const;

  std::int64_t integer(std::int64_t least, std::int64_t most) const;
  bool boolean() const;
  /// Display text (format.md section 3) of 1 to `most` bytes.
  std::string text(std::size_t most) const;
  /// The position of the text in `choices`; 0 after a fault.
  std::size_t choice(std::initializer_list<std::string_view> choices) const;
  /// The items of an array of `least` to `most`.
  std::vector<Place> items(std::size_t least, std::size_t most) const;
  /// The members of an object.
  std::vector<Place> members() const;

  void fail(std::string_view what) const { faults_->add(path_, what); }

 private:
  Faults* faults_;
  std::string path_;
  const Json* value_;
};

}  // namespace skan::issuer
