// skan trust export: a copy of a store for places where nothing can be written.
#include <memory>

#include <fmt/format.h>

#include "cli/commands.h"
#include "cli/store_access.h"
#include "support/json_line.h"
#include "support/terminal.h"

namespace skan::cli {
namespace {

using programs::ExitCode;
using programs::Json;
using programs::one_line;

struct ExportOptions {
  StoreOptions store;
  std::filesystem::path copy;
  bool json = false;
};

constexpr auto kHelpEnd =
    R"(The copy is one file that needs no others beside it and no rights but reading: for read-only
disks, and for handing a store on as a file. COPY.authority is written beside it as 'skan trust
init' does. To update a copy, update the store that it was made from and export it again.

Example:
  skan trust export --store door.db /media/gate/door.db

With --json one object: ok, copy, sequence; on an error: ok, error (its stable name), message.
Exit codes: 0, or 3 on any error.)";

Result<TrustStatus> export_copy(const ExportOptions& options) {
  const auto authority = authority_of(options.store);
  if (!authority) return std::unexpected(authority.error());
  const auto store = open_store(options.store);
  if (!store) return std::unexpected(store.error());
  std::error_code ignored;
  if (std::filesystem::equivalent(options.copy, options.store.path, ignored)) {
    return std::unexpected(Error{ErrorCode::invalid_argument,
                                 options.copy.string() + ": is the store itself; name another file"});
  }
  // First the pin: it refuses a place where another authority's store is.
  if (auto pinned = pin_authority(options.copy.string(), *authority); !pinned)
    return std::unexpected(pinned.error());
  if (auto copied = store->export_copy(options.copy.string()); !copied)
    return std::unexpected(copied.error());
  return store->status({});
}

ExitCode refuse(const ExportOptions& options, const Error& error) {
  if (options.json) {
    const Json json = {{"ok", false}, {"error", name(error.code)}, {"message", error.message}};
    fmt::print("{}\n", programs::json_line(json));
  }
  return programs::fail(kProgram, error.message);
}

ExitCode run(const ExportOptions& options) {
  const auto status = export_copy(options);
  if (!status) return refuse(options, status.error());
  const bool has_data = status->sequence != 0;
  if (options.json) {
    const Json json = {{"ok", true},
                       {"copy", options.copy.string()},
                       {"sequence", has_data ? Json(status->sequence) : Json(nullptr)}};
    fmt::print("{}\n", programs::json_line(json));
  } else {
    fmt::print("{}: a copy of {} with {}; it is for reading only\n", one_line(options.copy.string()),
               one_line(options.store.path),
               has_data
                   ? fmt::format("data #{} of {}", status->sequence, programs::people_time(status->issued_at))
                   : "no data yet");
  }
  return ExitCode::ok;
}

}  // namespace

void add_trust_export_command(programs::CommandLine trust) {
  auto options = std::make_shared<ExportOptions>();
  programs::CommandLine command =
      trust.add_command("export", "copy a store for a place where nothing can be written");
  add_store_option(command, options->store);
  add_authority_option(command, options->store);
  command.add_flag("--json", options->json, "one JSON object");
  command.add_argument("COPY", options->copy, "the file to make; one that is there is replaced");
  command.set_help_end(kHelpEnd);
  command.set_action([options] { return run(*options); });
}

}  // namespace skan::cli
