// A store file that was tampered with, and what it must never do.
#pragma once

#include <string>

#include "support/test_authority.h"

namespace skan::testing {

/// A good store file, closed, with everything in it, to be copied and broken.
struct Sample {
  TestAuthority authority;
  TestAuthority stranger{"second"};
  Publication publication = authority.publish(2);
  Bytes bundle = publication.bundle();
  Bytes older = authority.publish(1).bundle();
  std::string good = authority.text(TestAuthority::certificate());
  std::string beyond_blocks = authority.text(TestAuthority::certificate(9'000));  // in the block of zeros
  std::string revoked = authority.text(TestAuthority::certificate(3));
  std::string revoked_far = authority.text(TestAuthority::certificate(17'000));
  std::string revoked_now = authority.text(TestAuthority::certificate(102));  // by this publication alone
  std::string stolen = authority.text(TestAuthority::certificate(), "stolen");
  std::string foreign = stranger.text(TestAuthority::certificate());
  std::string invented = authority.text(TestAuthority::certificate(), "nobody");
  Bytes file;

  Sample() {
    const TemporaryFolder folder;
    {
      TrustStore store = make_store(folder.file("door.db"), authority, authority.publish(1));
      if (!store.update(bundle, device(kNow))) throw std::runtime_error("the sample store cannot be made");
    }
    file = read_whole(folder.file("door.db"));
  }
};

/// What a broken file does. The names are those of errors, or "ok".
struct Outcomes {
  std::string opened;
  std::string good;      ///< the verdict on a good certificate, empty if it did not open
  std::string updated;   ///< by the bundle that is in force already
  std::string repaired;  ///< the verdicts afterwards, in a new object: "yes", or what is wrong
  bool believed_wrongly = false;

  std::string text() const { return opened + " | " + good + " | " + updated + " | " + repaired; }
};

inline bool believes_wrongly(const Sample& sample, const TrustStore& store) {
  const Verifier verifier(store);
  bool wrong = false;
  for (const std::string& text : {sample.revoked, sample.revoked_far, sample.stolen, sample.foreign, sample.invented}) {
    wrong = wrong || verifier.verify(text, device(kNow)).outcome == Outcome::accepted;
  }
  const Verdict now = verifier.verify(sample.revoked_now, device(kNow));
  wrong = wrong || (now.outcome == Outcome::accepted && now.evidence.sequence == 2);
  for (const std::string& text : {sample.foreign, sample.invented}) {
    wrong = wrong || verifier.verify(text, device(kNow)).certificate.has_value();
  }
  return wrong;
}

inline std::string is_whole(const Sample& sample, const std::string& file) {
  const auto store = TrustStore::open(file, sample.authority.id());
  if (!store) return "does not open: " + outcome_of(store);
  if (store->status(device(kNow)).damaged) return "still damaged";
  const Verifier verifier(*store);
  const auto verdict = [&](const std::string& text) { return summary(verifier.verify(text, device(kNow))); };
  for (const std::string& text : {sample.good, sample.beyond_blocks}) {
    if (verdict(text) != "accepted") return "good is " + verdict(text);
  }
  for (const std::string& text : {sample.revoked, sample.revoked_far, sample.revoked_now}) {
    if (verdict(text) != "rejected: revoked") return "revoked is " + verdict(text);
  }
  return "yes";
}

/// Opens the broken file, asks for verdicts, updates with what was in force, and asks again.
inline Outcomes outcomes_of(const Sample& sample, const std::string& file) {
  Outcomes out;
  {
    auto store = TrustStore::open(file, sample.authority.id());
    out.opened = outcome_of(store);
    if (!store) return out;
    const Verifier verifier(*store);
    out.good = summary(verifier.verify(sample.good, device(kNow)));
    out.believed_wrongly = believes_wrongly(sample, *store);
    out.updated = outcome_of(store->update(sample.bundle, device(kNow)));
    out.believed_wrongly = out.believed_wrongly || believes_wrongly(sample, *store);
  }
  out.repaired = is_whole(sample, file);
  return out;
}

}  // namespace skan::testing
