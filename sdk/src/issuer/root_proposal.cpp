#include "issuer/root_proposal.h"

#include <algorithm>
#include <chrono>

#include <fmt/format.h>

#include "issuer/carried_text.h"
#include "issuer/key_ring.h"
#include "skan/setup_code.h"
#include "trust/chain.h"
#include "trust/encoding.h"
#include "trust/reading.h"

namespace skan::issuer {
namespace {

constexpr std::string_view kMagic = "skan-root-proposal 1\n", kRoot = "root: ", kProposed = "proposed: ", kRemark = "# ";

std::unexpected<Error> malformed(const char* why) {
  return std::unexpected(Error{ErrorCode::malformed, fmt::format("the proposal {}; get it again from whoever made it", why)});
}

std::string date(std::int64_t time) {
  using namespace std::chrono;
  const year_month_day day{floor<days>(sys_seconds{seconds{time}})};
  return fmt::format("{:04}-{:02}-{:02}", static_cast<int>(day.year()), static_cast<unsigned>(day.month()), static_cast<unsigned>(day.day()));
}

std::string kids(const std::vector<crypto::PublicKey>& keys) {
  std::string out;
  for (const auto& key : keys) out += (out.empty() ? "" : ", ") + codec::hex_encode(crypto::key_id(key));
  return out;
}

std::vector<crypto::PublicKey> without(const std::vector<crypto::PublicKey>& keys, const std::vector<crypto::PublicKey>& others) {
  std::vector<crypto::PublicKey> out;
  std::ranges::copy_if(keys, std::back_inserter(out), [&](const auto& key) { return std::ranges::find(others, key) == others.end(); });
  return out;
}

/// One line about a role, unchanged or not: who signs must see all of it.
std::string role_line(std::string_view word, const trust::Role& held, const trust::Role& proposed) {
  std::string line = fmt::format("{}: {} of {} must sign: {}", word, proposed.threshold, proposed.keys.size(), kids(proposed.keys));
  const auto added = without(proposed.keys, held.keys), removed = without(held.keys, proposed.keys);
  if (!added.empty()) line += fmt::format("; NEW {}", kids(added));
  if (!removed.empty()) line += fmt::format("; REMOVED {}", kids(removed));
  if (held.threshold != proposed.threshold) line += fmt::format("; WAS {} of {}", held.threshold, held.keys.size());
  return line;
}

std::vector<std::string> remarks_of(std::string_view& text) {
  std::vector<std::string> out;
  while (const auto line = take_line(text, kRemark)) out.emplace_back(*line);
  return out;
}

}  // namespace

std::vector<std::string> summarise(const crypto::Digest& authority_id, const trust::Root& held, const trust::Root& proposed) {
  std::vector<std::string> out{
      fmt::format("authority {}", codec::hex_encode(authority_id)),
      fmt::format("in words: {}", fingerprint(AuthorityId{authority_id}, FingerprintLanguage::english)),
      fmt::format("root {} follows root {}; issued {}, expires {} (root {}: {})", proposed.version, held.version, date(proposed.issued_at),
                  date(proposed.expires), held.version, date(held.expires))};
  out.push_back(proposed.epoch == held.epoch ? fmt::format("epoch {}", held.epoch)
                                             : fmt::format("epoch RISES from {} to {}: a key was stolen; what it signed counts no more", held.epoch, proposed.epoch));
  for (std::size_t role = 0; role < trust::kRoleCount; ++role) {
    out.push_back(role_line(role_word(static_cast<trust::RoleName>(role)), held.roles[role], proposed.roles[role]));
  }
  if (held.caps != proposed.caps) out.push_back(fmt::format("freshness caps CHANGE to {}, {} and {} seconds", proposed.caps[0], proposed.caps[1], proposed.caps[2]));
  return out;
}

std::string proposal_text(const std::vector<std::vector<std::byte>>& roots, const trust::Root& held, const trust::Root& proposed) {
  std::string out(kMagic);
  const crypto::Digest id = crypto::digest(crypto::Purpose::root, roots.front());
  for (const std::string& line : summarise(id, held, proposed)) out += fmt::format("{}{}\n", kRemark, line);
  for (const auto& root : roots) out += fmt::format("{}{}\n", kRoot, codec::hex_encode(root));
  return out + fmt::format("{}{}\n", kProposed, codec::hex_encode(trust::write_root(proposed)));
}

Result<OpenedProposal> open_proposal(std::string_view text) {
  const std::string_view whole = text;
  if (!text.starts_with(kMagic)) return malformed("is no proposal for a root");
  text.remove_prefix(kMagic.size());
  remarks_of(text);
  OpenedProposal out;
  while (auto root = take_bytes(text, kRoot)) out.roots.push_back(*std::move(root));
  auto payload = take_bytes(text, kProposed);
  if (out.roots.empty() || !payload || !text.empty()) return malformed("was cut off or edited");
  auto held = trust::open_first_root(out.roots.front(), crypto::digest(crypto::Purpose::root, out.roots.front()));
  for (std::size_t i = 1; held && i < out.roots.size(); ++i) held = trust::open_next_root(out.roots[i], *held);
  if (!held) return std::unexpected(held.error());
  auto proposed = trust::read_root(*payload);
  if (!proposed) return std::unexpected(proposed.error());
  if (proposed->version != held->version + 1 || proposed->epoch < held->epoch) return malformed("does not follow the root that it names");
  out.held = *std::move(held);
  out.proposed = *std::move(proposed);
  out.payload = *std::move(payload);
  // Also the remarks: whoever reads them instead of running this must not be told something else.
  if (proposal_text(out.roots, out.held, out.proposed) != whole) return malformed("says something else than its data, so it was edited");
  return out;
}

crypto::Digest proposal_digest(const OpenedProposal& proposal) {
  return crypto::digest(crypto::Purpose::carried_file, {proposal.roots.back(), proposal.payload});
}

Result<RootProposal> read_root_proposal(std::string_view text) {
  const auto opened = open_proposal(text);
  if (!opened) return std::unexpected(opened.error());
  const crypto::Digest id = crypto::digest(crypto::Purpose::root, opened->roots.front());
  const crypto::Digest digest = proposal_digest(*opened);
  return RootProposal{AuthorityId{id}, opened->proposed.version, summarise(id, opened->held, opened->proposed), {digest.begin(), digest.end()}};
}

}  // namespace skan::issuer
