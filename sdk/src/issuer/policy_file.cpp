#include "skan/issuer/policy_file.h"

#include <algorithm>
#include <map>
#include <utility>

#include <fmt/format.h>

#include "issuer/policy_reader.h"

namespace skan::issuer {
namespace {

std::unexpected<Error> refuse(std::string text) {
  return std::unexpected(Error{ErrorCode::invalid_argument, std::move(text)});
}

struct Source {
  std::string file;
  Json json;
};
using Sources = std::map<std::string, Source>;  // by identifier

std::string text_of(const Json& object, const char* name) {
  const auto found = object.find(name);
  return found != object.end() && found->is_string() ? found->get<std::string>() : std::string();
}

Result<Sources> parse_all(const std::vector<PolicyFile>& files) {
  Sources out;
  for (const PolicyFile& file : files) {
    auto parsed = parse_policy_json(file.name, file.json);
    if (!parsed) return std::unexpected(parsed.error());
    const std::string id = text_of(*parsed, "id");
    if (id.empty()) return refuse(file.name + ": id: is missing or not a text; give 1 to 32 of 0-9, a-z and -");
    const auto [at, is_new] = out.insert({id, {file.name, *std::move(parsed)}});
    if (!is_new) return refuse(fmt::format("{}: id: '{}' is also that of {}; give each policy its own", file.name, id, at->second.file));
  }
  return out;
}

/// `own` with what it takes over from `parent`. Null is kept where it drops a rule or a field of nobody; what remains of
/// it is as if it were not there.
Json merged(const Json& parent, const Json& own) {
  Json out = parent;
  for (const char* name : {"id", "version", "title", "comment", "inherits", "$schema"}) out.erase(name);
  for (const auto& [name, value] : own.items()) {
    if (name != "rules" || !value.is_object() || !out["rules"].is_object()) {
      out[name] = value;
      continue;
    }
    for (const auto& [rule, content] : value.items()) out["rules"][rule] = content;
  }
  return out;
}

/// Takes out what null drops.
void drop_nulls(Json& object) {
  const auto drop = [](Json& in) {
    for (auto it = in.begin(); it != in.end();) it = it->is_null() ? in.erase(it) : std::next(it);
  };
  drop(object);
  if (object.contains("rules") && object["rules"].is_object()) drop(object["rules"]);
}

/// `chain` is the way that led here, for the message about a circle.
Result<Json> resolve(const Sources& sources, const std::string& id, std::vector<std::string> chain) {
  const Source& source = sources.at(id);
  const std::string where = fmt::format("{}: {}: inherits: ", source.file, id);
  if (!source.json.contains("inherits") || source.json["inherits"].is_null()) return source.json;
  const std::string parent = text_of(source.json, "inherits");
  if (parent.empty()) return refuse(where + "must be the identifier of another policy");
  if (!sources.contains(parent)) {
    return refuse(fmt::format("{}there is no policy '{}' among these files; name its file as well", where, parent));
  }
  chain.push_back(id);
  if (std::ranges::find(chain, parent) != chain.end()) {
    return refuse(fmt::format("{}goes in a circle: {} -> {}; let one of them stand alone", where, fmt::join(chain, " -> "), parent));
  }
  const auto above = resolve(sources, parent, std::move(chain));
  if (!above) return std::unexpected(above.error());
  return merged(*above, source.json);
}

/// The identifiers, parents before children, so that what is wrong in a parent's file is told of that file.
std::vector<std::string> parents_first(const Sources& sources) {
  const auto depth = [&](std::string id) {
    std::size_t steps = 0;
    for (std::string parent = text_of(sources.at(id).json, "inherits"); !parent.empty(); ++steps) {
      parent = text_of(sources.at(parent).json, "inherits");
    }
    return steps;
  };
  std::vector<std::string> out;
  for (const auto& [id, source] : sources) out.push_back(id);
  std::ranges::sort(out, {}, [&](const std::string& id) { return std::pair(depth(id), id); });
  return out;
}

}  // namespace

Result<std::vector<Policy>> read_policy_files(const std::vector<PolicyFile>& files) {
  const auto sources = parse_all(files);
  if (!sources) return std::unexpected(sources.error());
  std::map<std::string, Json> resolved;
  for (const auto& [id, source] : *sources) {
    auto object = resolve(*sources, id, {});
    if (!object) return std::unexpected(object.error());
    drop_nulls(*object);
    resolved.insert({id, *std::move(object)});
  }
  std::vector<Policy> out;
  for (const std::string& id : parents_first(*sources)) {
    Faults faults(fmt::format("{}: {}: ", sources->at(id).file, id));
    out.push_back(read_policy_object(resolved.at(id), faults));
    if (faults.first()) return std::unexpected(*faults.first());
  }
  std::ranges::sort(out, {}, &Policy::id);
  return out;
}

const std::vector<PolicyFile>& shipped_policy_files() {
  static const std::vector<PolicyFile> files = {
#include "issuer/shipped_policies.inc"
  };
  return files;
}

std::vector<Policy> shipped_policies() { return read_policy_files(shipped_policy_files()).value(); }

}  // namespace skan::issuer
