#include "cli/store_access.h"

#include <filesystem>
#include <fstream>
#include <sstream>
#include <string_view>
#include <system_error>
#include <tuple>

#include <fmt/format.h>

#include "support/files.h"

namespace skan::cli {
namespace {

namespace fs = std::filesystem;

std::unexpected<Error> fail(ErrorCode code, std::string message) {
  return std::unexpected(Error{code, std::move(message)});
}

std::string pin_path(const std::string& store) {
  return store + ".authority";
}

std::unexpected<Error> not_provisioned(const std::string& store, std::string_view what_is_missing) {
  return fail(ErrorCode::storage,
              fmt::format("{}: is not provisioned ({}); get the authority's root and id, then: "
                          "skan trust init --store {} --root root.cose --authority ID",
                          store, what_is_missing, store));
}

std::unexpected<Error> another_authority(const std::string& store, const AuthorityId& pinned) {
  return fail(ErrorCode::foreign_store,
              fmt::format("{}: pins another authority ({}...); to change authorities use another --store, or "
                          "remove {} and {} first",
                          pin_path(store), pinned.hex().substr(0, 8), store, pin_path(store)));
}

/// Makes the pin unless there is one. A hard link fails if its name is taken, so nothing is overwritten.
Result<void> create_pin(const std::string& store, const AuthorityId& authority) {
  const std::string draft = pin_path(store) + ".part";
  if (auto written = programs::write_file(draft, authority.hex() + "\n", programs::Durability::synced);
      !written) {
    return written;
  }
  std::error_code error;
  fs::create_hard_link(draft, pin_path(store), error);
  const bool has_links = !error || error == std::errc::file_exists;
  if (!has_links) {
    fs::rename(draft, pin_path(store), error);
  } else {
    fs::remove(draft, error);
  }
  if (!error) return {};
  return fail(ErrorCode::storage, fmt::format("{}: cannot be written ({}); check who may write there",
                                              pin_path(store), error.message()));
}

/// "ROOT_VERSION EPOCH SEQUENCE DATA_ROOT_VERSION" in one line. A file that is not there yet has nothing against any store.
Result<Anchor> read_anchor(const std::string& file) {
  constexpr std::size_t longest = 4'096;
  std::error_code ignored;
  if (file.empty() || !fs::exists(fs::symlink_status(file, ignored))) return Anchor{};
  const auto content = programs::read_file(file, longest);
  if (!content) return std::unexpected(content.error());
  std::istringstream line(std::string(reinterpret_cast<const char*>(content->data()), content->size()));
  Anchor anchor;
  std::string more;
  if (line >> anchor.root_version >> anchor.epoch >> anchor.sequence >> anchor.data_root_version && !(line >> more)) return anchor;
  return fail(ErrorCode::storage, fmt::format("{}: does not hold an anchor (four numbers in one line); restore it, or "
                                              "remove it if you know that the store is not an old one", file));
}

}  // namespace

void add_store_option(programs::CommandLine command, StoreOptions& options) {
  command.add_option("--store", options.path, "the trust store, an SQLite file",
                     {.value = "FILE", .environment = "SKAN_STORE", .show_default = true});
}

void add_authority_option(programs::CommandLine command, StoreOptions& options) {
  command.add_option("--authority", options.authority, "the authority to believe (default: the one in FILE.authority)",
                     {.value = "ID", .environment = "SKAN_AUTHORITY_ID"});
}

void add_anchor_option(programs::CommandLine command, StoreOptions& options) {
  command.add_option("--anchor", options.anchor,
                     "where the newest data that the store has held is kept; best on another disk than the store",
                     {.value = "FILE", .environment = "SKAN_ANCHOR"});
}

void require_authority_option(programs::CommandLine command, StoreOptions& options) {
  command.add_option("--authority", options.authority, "the authority's id, 64 hexadecimal digits",
                     {.value = "ID", .environment = "SKAN_AUTHORITY_ID", .required = true});
}

Result<std::optional<AuthorityId>> pinned_authority(const std::string& store) {
  constexpr std::size_t longest = 4'096;  // one line is expected; more is not this file
  std::error_code ignored;
  // The link itself: one that leads nowhere is there, and unreadable.
  if (!fs::exists(fs::symlink_status(pin_path(store), ignored))) return std::nullopt;
  const auto content = programs::read_file(pin_path(store), longest);
  if (!content) return std::unexpected(content.error());
  std::string line(reinterpret_cast<const char*>(content->data()), content->size());
  while (!line.empty() && (line.back() == '\n' || line.back() == '\r' || line.back() == ' ')) line.pop_back();
  const auto id = AuthorityId::parse(line);
  if (id) return *id;
  return fail(ErrorCode::storage,
              fmt::format("{}: does not hold an authority id (one line of 64 hexadecimal digits); put the "
                          "authority's id into it, or give --authority",
                          pin_path(store)));
}

Result<AuthorityId> authority_of(const StoreOptions& options) {
  if (!options.authority.empty()) {
    auto given = AuthorityId::parse(options.authority);
    if (given) return given;
    return fail(
        ErrorCode::invalid_argument,
        "--authority (or SKAN_AUTHORITY_ID): is not an authority id; it has 64 lower-case hexadecimal "
        "digits, and the authority tells it");
  }
  const auto pinned = pinned_authority(options.path);
  if (!pinned) return std::unexpected(pinned.error());
  if (*pinned) return **pinned;
  return not_provisioned(options.path, "no --authority, and no " + pin_path(options.path) + " beside it");
}

Result<void> pin_authority(const std::string& store, const AuthorityId& authority) {
  // Always looked at again after making it: somebody else may have been faster.
  for (;;) {
    const auto pinned = pinned_authority(store);
    if (!pinned) return std::unexpected(pinned.error());
    if (*pinned == authority) return {};
    if (*pinned) return another_authority(store, **pinned);
    if (auto created = create_pin(store, authority); !created) return created;
  }
}

Result<TrustStore> open_store(const StoreOptions& options) {
  std::error_code ignored;
  const auto authority = authority_of(options);
  if (!authority) return std::unexpected(authority.error());
  if (!fs::exists(options.path, ignored)) return not_provisioned(options.path, "the file does not exist");
  const auto anchor = read_anchor(options.anchor);
  if (!anchor) return std::unexpected(anchor.error());
  return TrustStore::open(options.path, *authority, {.channel = {}, .anchor = *anchor});
}

Result<void> keep_anchor(const StoreOptions& options, const TrustStore& store) {
  if (options.anchor.empty()) return {};
  const auto before = read_anchor(options.anchor);
  if (!before) return std::unexpected(before.error());
  const Anchor now = store.anchor();
  const auto order = [](const Anchor& a) { return std::tuple(a.epoch, a.sequence, a.root_version, a.data_root_version); };
  const bool newer = order(now) > order(*before);
  if (!newer || now.root_version < before->root_version) return {};
  return programs::write_file(options.anchor, fmt::format("{} {} {} {}\n", now.root_version, now.epoch, now.sequence, now.data_root_version),
                              programs::Durability::synced);
}

}  // namespace skan::cli
