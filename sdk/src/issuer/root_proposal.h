// A root that waits for its signatures: sdk/doc/keys.md section 4.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "skan/issuer/root_ceremony.h"
#include "skan/result.h"
#include "trust/objects.h"

namespace skan::issuer {

/// A proposal with what it rests on.
struct OpenedProposal {
  std::vector<std::vector<std::byte>> roots;  ///< signed, from root 1 on
  trust::Root held;                           ///< the last of them
  trust::Root proposed;
  std::vector<std::byte> payload;             ///< of the proposed root: what is signed
};

/// Fails as read_root_proposal() does.
Result<OpenedProposal> open_proposal(std::string_view text);
std::string proposal_text(const std::vector<std::vector<std::byte>>& roots, const trust::Root& held, const trust::Root& proposed);

/// What the proposed root says and what it changes, line by line.
std::vector<std::string> summarise(const crypto::Digest& authority_id, const trust::Root& held, const trust::Root& proposed);

/// Names a proposal in its signatures.
crypto::Digest proposal_digest(const OpenedProposal& proposal);

/// The text of a signature's file. Fails as read_root_proposal() does, and with invalid_argument if the key is in neither root.
Result<std::string> sign_root_with(std::string_view proposal, const crypto::SecretKey& key);

}  // namespace skan::issuer
