// make_data FOLDER: writes what the C tests read: an authority's files, texts of codes and pictures. The same each time.
#include <algorithm>
#include <filesystem>
#include <fstream>
#include <iostream>
#include <span>
#include <string>

#include "certificate/skn1.h"
#include "codec/base45.h"
#include "codec/cbor.h"
#include "codec/hex.h"
#include "skan/setup_code.h"
#include "support/qr.h"
#include "support/test_site.h"

namespace {

using namespace skan;
using namespace skan::testing;

std::filesystem::path folder;

void write(const std::string& name, std::string_view content) {
  const auto file = folder / name;
  std::filesystem::create_directories(file.parent_path());
  std::ofstream(file, std::ios::binary) << content;
}

void write(const std::string& name, const Bytes& content) {
  write(name, std::string_view(reinterpret_cast<const char*>(content.data()), content.size()));
}

/// As PGM (P5).
void write(const std::string& name, const pictures::Luma& picture) {
  const std::string head = "P5 " + std::to_string(picture.width) + " " + std::to_string(picture.height) + " 255\n";
  write(name, head + std::string(picture.pixels.begin(), picture.pixels.end()));
}

/// The usual policies and keys, `pair`, for the grown-up, which wants a recovery and a test and shows three fields, and a key of training certificates.
Draft draft(const TestAuthority& authority, std::uint64_t sequence) {
  Draft out = authority.draft(sequence);
  auto& policies = out.policies.policies;
  Policy pair = policies.front();
  pair.id = "pair";
  pair.shown = {Field::name, Field::birth_date, Field::number};
  PolicyRequirement recovered{Kind::recovered, AgeUnit::days, 0, 365, {}, false};
  PolicyRequirement tested{Kind::tested, AgeUnit::hours, 0, 72, {}, false};
  pair.rules = {{{recovered, tested}, HolderAge{18, 150}}};
  policies.insert(policies.begin() + 3, pair);
  trust::IssuerKey training = authority.issuer("training");
  training.practice = true;
  training.revocation = trust::RevocationMode::none;
  auto& keys = out.issuers.keys;
  keys.insert(std::ranges::lower_bound(keys, training.kid, {}, &trust::IssuerKey::kid), training);
  return out;
}

Certificate recovered() {
  Certificate out = TestAuthority::certificate(6);
  out.kind = Kind::recovered;
  out.product.clear();
  out.dose = out.doses = 0;
  return out;
}

Certificate tested() {
  Certificate out = recovered();
  out.kind = Kind::tested;
  out.number = "TEST-7";
  out.status_index = 7;
  out.event_day.reset();
  out.event_time = kNow - 10 * kHour;
  out.issued_at = kNow - 9 * kHour;
  return out;
}

void write_texts(const TestAuthority& authority) {
  const std::string good = authority.text(TestAuthority::certificate());
  Certificate expired = TestAuthority::certificate();
  expired.expires = kNow - kDay;
  write("texts/good", good);
  write("texts/revoked", authority.text(TestAuthority::certificate(3)));
  write("texts/expired", authority.text(expired));
  write("texts/recovered", authority.text(recovered()));
  write("texts/training", authority.text_of_payload(certificate::encode_payload(TestAuthority::certificate(), true), "training"));
  write("texts/tested", authority.text(tested()));
  write("pictures/good.pgm", qr_of_text(good));
  write("pictures/other.pgm", qr_of_text("another code"));
  write("pictures/empty.pgm", pictures::Luma{64, 48, std::vector<std::uint8_t>(64 * 48, 200)});
}

/// The code that sets up a verifier of this authority, its fingerprint in both languages, one that says less,
/// and one that asks for what is not known yet.
void write_setup(const TestAuthority& authority) {
  SetupCode code{authority.id(), "Минздрав", "https://keys.example/skan", "adults", "main"};
  write("setup/code", *write_setup_code(code));
  write("setup/english", fingerprint(authority.id(), FingerprintLanguage::english));
  write("setup/russian", fingerprint(authority.id(), FingerprintLanguage::russian));
  code.url.clear();
  code.policy.clear();
  write("setup/short", *write_setup_code(code));
  codec::CborWriter newer;
  newer.map(3).uint(0).bytes(authority.id().bytes).uint(1).text("n").integer(-1).uint(1);
  write("setup/newer", "SKNSETUP1:" + codec::base45_encode(newer.view()));
}

void write_site(const std::string& name, const Site& site) {
  for (const auto& [path, object] : site) write(name + "/" + path, object);
}

void write_all() {
  const TestAuthority authority;
  const Publication first = authority.sign(draft(authority, 1));
  const Publication second = authority.sign(draft(authority, 2));
  write("authority", authority.id().hex());
  write("foreign", TestAuthority("second").id().hex());
  write("root.cose", authority.root());
  write("first.skb", first.bundle());
  write("second.skb", second.bundle());
  write_site("site", site_of(second));
  write_texts(authority);
  write_setup(authority);
}

}  // namespace

int main(int count, char** arguments) try {
  if (count != 2) return std::cerr << "make_data FOLDER\n", 2;
  folder = arguments[1];
  std::filesystem::remove_all(folder);
  write_all();
} catch (const std::exception& error) {
  std::cerr << "make_data: " << error.what() << '\n';
  return 1;
}
