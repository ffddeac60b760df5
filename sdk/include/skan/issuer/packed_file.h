// Millions of certificates in one file: sdk/doc/issuing.md section 5.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <fstream>
#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <span>
#include <string_view>
#include <vector>

#include "skan/issuer/issue_register.h"
#include "skan/result.h"
#include "skan/trust_store.h"

namespace skan::issuer {

/// A certificate as it lies in a packed file.
struct PackedCertificate {
  std::array<std::byte, 8> key_id{};
  std::uint32_t status_index = 0;
  std::vector<std::byte> message;  ///< signed; text_of() makes a code's text of it
};

/// Appends to a packed file, block by block; each is durable when append() returns.
///
/// A file that is written by a process that is killed ends in a block that is not whole. It is cut off when the file is opened again; the
/// same register again then puts in what is missing. One writer at a time; not for use from several threads at once.
class PackWriter {
 public:
  /// Opens or makes the file, and reads all of it. Fails with storage, foreign_store (another authority's), malformed (no packed file, or a
  /// block before the last is damaged), newer_data_format; the text says what to do.
  static Result<PackWriter> open(const std::filesystem::path& path, const AuthorityId& authority);
  PackWriter(PackWriter&&) noexcept;
  PackWriter& operator=(PackWriter&&) noexcept;
  ~PackWriter();

  /// Adds the certificates of `rows` that are not in the file yet. On failure (storage) the file is as it was before.
  Result<void> append(std::span<const IssuedRow> rows);

  std::uint64_t count() const noexcept { return count_; }      ///< certificates in the file
  std::uint64_t cut_off() const noexcept { return cut_off_; }  ///< bytes that open() found to be no whole block, and removed

 private:
  struct Lock;
  PackWriter(std::filesystem::path path, std::unique_ptr<Lock> lock);
  Result<void> begin(const AuthorityId& authority);
  Result<void> load(const AuthorityId& authority);
  Result<void> write(std::span<const std::byte> bytes);
  bool note(const std::array<std::byte, 8>& key_id, std::uint32_t index);

  std::filesystem::path path_;
  std::unique_ptr<Lock> lock_;
  std::uint64_t size_ = 0;
  std::uint64_t count_ = 0;
  std::uint64_t cut_off_ = 0;
  std::map<std::array<std::byte, 8>, std::vector<bool>> present_;  ///< by key and status index
};

/// Reads a packed file. Not for use from several threads at once.
class PackReader {
 public:
  /// Fails with storage, malformed (no packed file, or damaged; the text says where), newer_data_format.
  static Result<PackReader> open(const std::filesystem::path& path);

  AuthorityId authority() const noexcept { return authority_; }
  std::uint64_t count() const noexcept { return count_; }

  /// The certificate with this number; of several under different keys the one added last. Nothing if there is none, which is only said after
  /// every block was found undamaged. Fails with malformed, storage.
  Result<std::optional<PackedCertificate>> find(std::string_view number);
  /// Visits all in the order in which they were added, and checks every block before; a false from `visit` ends it. Fails with malformed, storage.
  Result<void> for_each(const std::function<bool(const PackedCertificate&)>& visit);

 private:
  PackReader() = default;

  std::filesystem::path path_;
  std::ifstream file_;
  AuthorityId authority_{};
  std::uint64_t count_ = 0;
  std::vector<std::uint64_t> blocks_;  ///< where they start
};

}  // namespace skan::issuer
