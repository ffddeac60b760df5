#include "issuer/policy_json.h"

#include <algorithm>
#include <set>

#include <fmt/format.h>

#include "codec/text.h"

namespace skan::issuer {
namespace {

const Json kNothing;

std::unexpected<Error> refuse(std::string text) {
  return std::unexpected(Error{ErrorCode::invalid_argument, std::move(text)});
}

/// Notices a name that stands twice in one object; of those, JSON readers silently keep one.
class RepeatedName {
 public:
  bool operator()(int, Json::parse_event_t event, Json& parsed) {
    if (event == Json::parse_event_t::object_start) open_.emplace_back();
    if (event == Json::parse_event_t::object_end) open_.pop_back();
    if (event == Json::parse_event_t::key && !open_.back().insert(parsed.get<std::string>()).second && found_.empty()) {
      found_ = parsed.get<std::string>();
    }
    return true;
  }

  const std::string& found() const { return found_; }

 private:
  std::vector<std::set<std::string>> open_;
  std::string found_;
};

std::string listed(std::initializer_list<std::string_view> names) {
  return fmt::format("{}", fmt::join(names, ", "));
}

std::size_t line_of(std::string_view text, std::size_t byte) {
  const auto end = text.begin() + static_cast<std::ptrdiff_t>(std::min(byte, text.size()));
  return static_cast<std::size_t>(std::count(text.begin(), end, '\n')) + 1;
}

}  // namespace

Result<Json> parse_policy_json(const std::string& file, std::string_view text) {
  RepeatedName repeated;
  Json parsed;
  try {
    parsed = Json::parse(text.begin(), text.end(), std::ref(repeated));
  } catch (const Json::parse_error& error) {
    return refuse(fmt::format("{}: is not JSON in UTF-8; look at line {}", file, line_of(text, error.byte)));
  } catch (const Json::exception&) {
    return refuse(file + ": holds a number that is out of range; give whole numbers");
  }
  if (!repeated.found().empty()) {
    return refuse(fmt::format("{}: {}: stands twice in one object; leave one", file, repeated.found()));
  }
  if (!parsed.is_object()) return refuse(file + ": must hold one object, one policy a file");
  return parsed;
}

void Faults::add(const std::string& field, std::string_view what) {
  if (!first_) first_ = Error{ErrorCode::invalid_argument, fmt::format("{}{}{}{}", where_, field, field.empty() ? "" : ": ", what)};
}

Place Place::at(std::string_view name) const {
  const auto found = value_->is_object() ? value_->find(std::string(name)) : value_->end();
  const std::string path = path_.empty() ? std::string(name) : fmt::format("{}.{}", path_, name);
  return {*faults_, path, value_->is_object() && found != value_->end() ? *found : kNothing};
}

Place Place::need(std::string_view name, std::string_view remedy) const {
  Place out = at(name);
  if (!out.is_there()) out.fail(fmt::format("is missing; {}", remedy));
  return out;
}

void Place::allow(std::initializer_list<std::string_view> names) const {
  if (!value_->is_object()) return fail("must be an object with " + listed(names));
  for (const auto& [name, value] : value_->items()) {
    if (std::ranges::find(names, name) == names.end()) return at(name).fail("is not known here; there are " + listed(names));
  }
}

std::int64_t Place::integer(std::int64_t least, std::int64_t most) const {
  const bool fits = value_->is_number_integer() && *value_ >= least && *value_ <= most;
  if (!fits) fail(fmt::format("must be a whole number from {} to {}", least, most));
  return fits ? value_->get<std::int64_t>() : least;
}

bool Place::boolean() const {
  if (!value_->is_boolean()) fail("must be true or false");
  return value_->is_boolean() && value_->get<bool>();
}

std::string Place::text(std::size_t most) const {
  const auto* text = value_->get_ptr<const std::string*>();
  const bool fits = text && !text->empty() && text->size() <= most && codec::is_display_text(*text);
  if (!fits) fail(fmt::format("must be a text of 1 to {} bytes of UTF-8 without control characters", most));
  return fits ? *text : std::string();
}

std::size_t Place::choice(std::initializer_list<std::string_view> choices) const {
  const auto* text = value_->get_ptr<const std::string*>();
  const auto found = text ? std::ranges::find(choices, *text) : choices.end();
  if (found == choices.end()) fail("must be one of " + listed(choices));
  return found == choices.end() ? 0 : static_cast<std::size_t>(found - choices.begin());
}

std::vector<Place> Place::items(std::size_t least, std::size_t most) const {
  const bool fits = value_->is_array() && value_->size() >= least && value_->size() <= most;
  if (!fits) fail(fmt::format("must be a list of {} to {}", least, most));
  std::vector<Place> out;
  for (std::size_t i = 0; fits && i < value_->size(); ++i) out.push_back({*faults_, fmt::format("{}[{}]", path_, i), (*value_)[i]});
  return out;
}

std::vector<Place> Place::members() const {
  if (!value_->is_object()) fail("must be an object");
  std::vector<Place> out;
  for (auto it = value_->begin(); value_->is_object() && it != value_->end(); ++it) out.push_back(at(it.key()));
  return out;
}

}  // namespace skan::issuer
