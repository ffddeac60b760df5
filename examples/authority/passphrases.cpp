#include "authority/passphrases.h"

#include <fmt/format.h>

#include "support/files.h"
#include "support/question.h"

namespace skan::authority {
namespace {

using issuer::Passphrase;

constexpr std::size_t kLongest = 1'024, kShortestNew = 10;

std::unexpected<Error> refuse(std::string message) { return std::unexpected(Error{ErrorCode::invalid_argument, std::move(message)}); }

/// The first line of the file.
Result<Passphrase> read_passphrase(const std::filesystem::path& file) {
  auto content = programs::read_file(file, kLongest + 2);
  if (!content) return std::unexpected(content.error());
  std::string text(reinterpret_cast<const char*>(content->data()), content->size());
  std::fill(content->begin(), content->end(), std::byte{0});
  while (!text.empty() && (text.back() == '\n' || text.back() == '\r')) text.pop_back();
  const bool one_line = !text.empty() && text.find_first_of("\r\n") == std::string::npos;
  Passphrase passphrase(std::move(text));
  if (one_line) return passphrase;
  return refuse(fmt::format("{}: holds no passphrase; it has one line, which is not empty", file.native()));
}

Result<Passphrase> typed(const std::string& question, const char* otherwise = "") {
  auto line = programs::ask(question, true);
  if (!line) return refuse(fmt::format("a passphrase is needed, and there is no terminal to ask for it; name a file: --passphrase-file FILE{}", otherwise));
  Passphrase passphrase(std::move(*line));
  if (passphrase.empty()) return refuse("no passphrase was given");
  return passphrase;
}

}  // namespace

void add_passphrase_option(programs::CommandLine command, PassphraseOptions& options) {
  command.add_option("--passphrase-file", options.file, "a file with the keys' passphrase in one line (default: the terminal is asked)",
                     {.value = "FILE", .environment = "SKAN_PASSPHRASE_FILE"});
}

Result<Passphrase> passphrase_for(const PassphraseOptions& options, std::string_view what) {
  return options.file.empty() ? typed(fmt::format("Passphrase of {}: ", what)) : read_passphrase(options.file);
}

Result<Passphrase> new_passphrase(const PassphraseOptions& options) {
  auto first = options.file.empty() ? typed("New passphrase: ", ", or, for a trial, --unencrypted-keys") : read_passphrase(options.file);
  if (!first) return first;
  if (first->view().size() < kShortestNew) return refuse("the passphrase is too short; at least ten characters are expected");
  if (!options.file.empty()) return first;
  const auto second = typed("The same again: ");
  if (!second) return std::unexpected(second.error());
  if (first->view() == second->view()) return first;
  return refuse("the two passphrases are not the same; nothing was done");
}

Result<issuer::Authority> open_with_keys(const std::filesystem::path& folder, const PassphraseOptions& options) {
  auto authority = issuer::Authority::open(folder);
  if (!authority || !authority->is_locked()) return authority;
  auto passphrase = passphrase_for(options, folder.native());
  if (!passphrase) return std::unexpected(passphrase.error());
  if (auto opened = authority->unlock(*std::move(passphrase)); !opened) return std::unexpected(opened.error());
  return authority;
}

}  // namespace skan::authority
