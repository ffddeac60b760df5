// Certificates as files for their holders.
#pragma once

#include <filesystem>
#include <string>

#include "skan/issuer/qr_code.h"
#include "skan/result.h"

namespace skan::authority {

/// Which files each certificate gets, and where.
struct CardFiles {
  std::filesystem::path folder;
  bool png = false;
  bool svg = false;

  std::filesystem::path text(const std::string& number) const { return folder / (number + ".txt"); }
  std::filesystem::path picture(const std::string& number) const { return folder / (number + ".png"); }
  std::filesystem::path drawing(const std::string& number) const { return folder / (number + ".svg"); }
};

/// Writes a code as a picture, and as a drawing. Both fail with storage.
Result<void> write_png(const std::filesystem::path& path, const issuer::QrCode& code);
Result<void> write_svg(const std::filesystem::path& path, const issuer::QrCode& code);

/// Makes the folder, if it is not there. Fails with storage.
Result<void> make_folder(const std::filesystem::path& folder);

/// Writes NUMBER.txt and what else is asked for. Fails with storage.
Result<void> write_card(const CardFiles& files, const std::string& number, const std::string& text);

}  // namespace skan::authority
