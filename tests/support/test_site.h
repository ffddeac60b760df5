// A published site in memory, and a device that fetches from it.
#pragma once

#include <map>
#include <string>
#include <vector>

#include "codec/hex.h"
#include "cose/sign1.h"
#include "skan/update_session.h"
#include "support/test_authority.h"
#include "trust/delta.h"
#include "trust/encoding.h"

namespace skan::testing {

/// Objects by path.
using Site = std::map<std::string, Bytes>;

inline std::string manifest_name(const Publication& publication) {
  return codec::hex_encode(crypto::digest(crypto::Purpose::manifest, publication.manifest));
}

inline Site site_of(const Publication& publication) {
  Site site;
  for (std::size_t i = 0; i < publication.roots.size(); ++i) site["root/" + std::to_string(i + 1)] = publication.roots[i];
  site["head"] = publication.head;
  site["manifest/" + manifest_name(publication)] = publication.manifest;
  for (const Bytes& part : publication.parts) site["part/" + codec::hex_encode(crypto::digest(crypto::Purpose::part, part))] = part;
  return site;
}

/// Where a delta from one publication to another lies.
inline std::string delta_path(const Publication& from, const Publication& to) {
  return "delta/" + manifest_name(to) + "/" + manifest_name(from);
}

inline trust::Manifest manifest_of(const Publication& publication) {
  return *trust::read_manifest(cose::read_sign1(publication.manifest)->payload);
}

/// What a device fetched, and how it ended.
struct Fetched {
  std::vector<std::string> paths;  ///< in order; those that were not there end in " -"
  std::string outcome;             ///< "ok", "unchanged", or the error's stable name
  std::string delta_refusal;
};

inline Fetched fetch(const TrustStore& store, const Site& site, Moment now = device(kNow)) {
  Fetched out;
  auto session = UpdateSession::begin(store, now);
  if (!session) return {{}, outcome_of(session), {}};
  while (session->wanted()) {
    const std::string path = session->wanted()->path;
    const auto found = site.find(path);
    out.paths.push_back(path + (found == site.end() ? " -" : ""));
    const auto given = found == site.end() ? session->not_found() : session->supply(found->second);
    if (!given) return {out.paths, outcome_of(given), {}};
  }
  const auto report = session->commit();
  out.outcome = !report ? outcome_of(report) : report->changed ? "ok" : "unchanged";
  out.delta_refusal = session->delta_refusal();
  return out;
}

}  // namespace skan::testing
