// The payloads of the signed objects: reading and writing, field by field as in trust.md.
#pragma once

#include <vector>

#include "skan/result.h"
#include "trust/objects.h"

namespace skan::trust {

/// Each reads a payload whose signature holds. Fails with malformed or newer_data_format.
Result<Root> read_root(crypto::Bytes payload);
Result<Head> read_head(crypto::Bytes payload);
Result<Manifest> read_manifest(crypto::Bytes payload);
Result<IssuerList> read_issuer_list(crypto::Bytes payload);
Result<Policies> read_policies(crypto::Bytes payload);

/// Each writes the payload that is read back as the same value. Precondition: lists are sorted as
/// their comments say.
std::vector<std::byte> write_root(const Root& root);
std::vector<std::byte> write_head(const Head& head);
std::vector<std::byte> write_manifest(const Manifest& manifest);
std::vector<std::byte> write_issuer_list(const IssuerList& issuers);
std::vector<std::byte> write_policies(const Policies& policies);

}  // namespace skan::trust
