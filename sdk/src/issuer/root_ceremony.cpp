#include "skan/issuer/root_ceremony.h"

#include <algorithm>

#include <fmt/format.h>

#include "codec/hex.h"
#include "cose/sign.h"
#include "issuer/authority_impl.h"
#include "issuer/carried_text.h"
#include "issuer/files.h"
#include "issuer/issue_one.h"
#include "issuer/root_proposal.h"
#include "issuer/sign_parts.h"
#include "trust/chain.h"
#include "trust/encoding.h"
#include "trust/signatures.h"

namespace skan::issuer {
namespace {

namespace fs = std::filesystem;

constexpr std::string_view kMagic = "skan-root-signature 1\n";

std::unexpected<Error> error(ErrorCode code, std::string message) { return std::unexpected(Error{code, std::move(message)}); }

/// A signature's file taken apart.
struct CarriedSignature {
  crypto::Digest proposal{};
  crypto::PublicKey key{};
  cose::SignatureOf signature;
};

std::string signature_text(const CarriedSignature& s) {
  return fmt::format("{}proposal: {}\npublic: {}\nsignature: {}\n", kMagic, codec::hex_encode(s.proposal), codec::hex_encode(s.key),
                     codec::hex_encode(s.signature.signature));
}

Result<CarriedSignature> read_signature(std::string_view text, std::size_t position) {
  CarriedSignature out;
  const std::string_view whole = text;
  const bool ours = text.starts_with(kMagic);
  if (ours) text.remove_prefix(kMagic.size());
  const bool complete = ours && take_hex(text, "proposal: ", out.proposal) && take_hex(text, "public: ", out.key) && take_hex(text, "signature: ", out.signature.signature);
  if (!ours) return error(ErrorCode::malformed, fmt::format("signature {}: is no signature of a root; 'skan-authority root sign' makes them", position));
  if (!complete || signature_text(out) != whole) return error(ErrorCode::malformed, fmt::format("signature {}: was cut off or edited; sign again", position));
  out.signature.key_id = crypto::key_id(out.key);
  return out;
}

bool is_in(const trust::Role& role, const crypto::PublicKey& key) { return std::ranges::find(role.keys, key) != role.keys.end(); }

Result<void> check_known(const OpenedProposal& proposal, const crypto::PublicKey& key) {
  const bool known = is_in(proposal.held.role(trust::RoleName::root), key) || is_in(proposal.proposed.role(trust::RoleName::root), key);
  if (known) return {};
  return error(ErrorCode::invalid_argument, fmt::format("key {} is a root key neither of root {} nor of root {}; use one that is", codec::hex_encode(crypto::key_id(key)),
                                                        proposal.held.version, proposal.proposed.version));
}

Result<void> check_signature(const CarriedSignature& s, const OpenedProposal& proposal, const std::vector<cose::SignatureOf>& others) {
  const std::string kid = codec::hex_encode(s.signature.key_id);
  if (s.proposal != proposal_digest(proposal)) return error(ErrorCode::invalid_argument, fmt::format("the signature of key {} is for another proposal; sign this one", kid));
  if (auto known = check_known(proposal, s.key); !known) return known;
  const bool twice = std::ranges::find(others, s.signature.key_id, &cose::SignatureOf::key_id) != others.end();
  if (twice) return error(ErrorCode::invalid_argument, fmt::format("the signature of key {} is there twice; name each once", kid));
  if (cose::verify_alone(s.signature, proposal.payload, trust::kRootAad, s.key)) return {};
  return error(ErrorCode::threshold_not_met, fmt::format("the signature of key {} does not hold; sign again", kid));
}

Result<void> check_threshold(const trust::Root& root, const std::vector<cose::SignatureOf>& signatures) {
  const trust::Role& role = root.role(trust::RoleName::root);
  const auto count = std::ranges::count_if(role.keys, [&](const auto& key) {
    return std::ranges::find(signatures, crypto::key_id(key), &cose::SignatureOf::key_id) != signatures.end();
  });
  if (count >= role.threshold) return {};
  return error(ErrorCode::threshold_not_met, fmt::format("{} of the {} signatures that root {} asks for are here; get more", count, role.threshold, root.version));
}

Result<std::vector<std::byte>> put_together(const OpenedProposal& proposal, const std::vector<std::string>& texts) {
  std::vector<cose::SignatureOf> signatures;
  for (std::size_t i = 0; i < texts.size(); ++i) {
    const auto one = read_signature(texts[i], i + 1);
    if (!one) return std::unexpected(one.error());
    if (auto checked = check_signature(*one, proposal, signatures); !checked) return std::unexpected(checked.error());
    signatures.push_back(one->signature);
  }
  for (const trust::Root* root : {&proposal.held, &proposal.proposed}) {
    if (auto met = check_threshold(*root, signatures); !met) return std::unexpected(met.error());
  }
  return cose::assemble(proposal.payload, std::move(signatures));
}

/// Whether the proposal stands on what is in force. The same root again is no error.
Result<bool> is_in_force(const Authority::Impl& impl, const OpenedProposal& proposal) {
  const bool ours = proposal.roots.front() == impl.root_objects.front();
  if (!ours) return error(ErrorCode::foreign_store, "the proposal is for another authority's root");
  if (proposal.roots == impl.root_objects) return false;
  const bool there = impl.root.version == proposal.proposed.version && trust::write_root(impl.root) == proposal.payload;
  if (there) return true;
  return error(ErrorCode::lower_sequence, fmt::format("the proposal follows root {}, but root {} is in force; propose again", proposal.held.version, impl.root.version));
}

}  // namespace

Result<std::string> sign_root_with(std::string_view text, const crypto::SecretKey& key) {
  const auto proposal = open_proposal(text);
  if (!proposal) return std::unexpected(proposal.error());
  if (auto known = check_known(*proposal, key.public_key()); !known) return std::unexpected(known.error());
  return signature_text({proposal_digest(*proposal), key.public_key(), cose::sign_alone(proposal->payload, trust::kRootAad, key)});
}

Result<std::string> sign_root(std::string_view text, const fs::path& key_file, Passphrase passphrase) {
  const auto proposal = open_proposal(text);
  if (!proposal) return std::unexpected(proposal.error());
  const auto file = KeyFile::read(key_file, role_word(trust::RoleName::root));
  if (!file) return std::unexpected(file.error());
  if (auto known = check_known(*proposal, file->public_key()); !known) return std::unexpected(known.error());
  KeyRing ring(key_file.parent_path());
  ring.use(std::move(passphrase), {});
  const auto key = ring.open(*file);
  if (!key) return std::unexpected(key.error());
  return sign_root_with(text, *key);
}

Result<std::uint32_t> combine_root(Authority& authority, std::string_view text, const std::vector<std::string>& signatures, std::int64_t now) {
  Authority::Impl& impl = authority.inside();
  const auto proposal = open_proposal(text);
  if (!proposal) return std::unexpected(proposal.error());
  const auto done = is_in_force(impl, *proposal);
  if (!done) return std::unexpected(done.error());
  if (*done) return proposal->proposed.version;
  const auto object = put_together(*proposal, signatures);
  if (!object) return std::unexpected(object.error());
  // As the devices will.
  const auto opened = trust::open_next_root(*object, impl.root);
  if (!opened) return std::unexpected(opened.error());
  const auto parts = sign_parts_under(impl, *opened, now);
  if (!parts) return std::unexpected(parts.error());
  // Before the file of a root that another program may have put in force is overwritten.
  if (auto current = impl.need_current(); !current) return std::unexpected(current.error());
  const fs::path file = impl.folder / "public" / fmt::format("root-{}.cose", opened->version);
  if (auto written = write_file(file, *object); !written) return std::unexpected(written.error());
  const auto installed = in_transaction(impl, [&]() -> Result<void> {
    if (auto current = impl.need_current(); !current) return current;
    if (auto set = impl.ledger.set(root_name(opened->version), crypto::Bytes(*object)); !set) return set;
    return store_parts(impl.ledger, *parts);
  });
  if (!installed) return std::unexpected(installed.error());
  if (auto loaded = impl.reload(); !loaded) return std::unexpected(loaded.error());
  return opened->version;
}

}  // namespace skan::issuer
