// From a code's text to a verdict, against the bare signature check of the same bytes.
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <string>

#include <sodium.h>

#include "bench/interleaved.h"
#include "certificate/skn1.h"
#include "cose/header.h"
#include "cose/sign.h"
#include "skan/issuer/authority.h"
#include "skan/verifier.h"
#include "trust/bundle.h"
#include "trust/encoding.h"

namespace {

using namespace skan;

constexpr std::int64_t kNow = 1'625'130'000;  // 2021-07-01T09:00:00Z
constexpr Moment kMoment{kNow, ClockSource::device};
constexpr int kCertificates = 1'000;

/// Ends the program if there is no value: a benchmark of something else would be worse than none.
template <class T>
T value(Result<T> result) {
  if (result) return *std::move(result);
  std::fprintf(stderr, "bench: %s\n", result.error().message.c_str());
  std::exit(1);
}

void require(const Result<void>& result) {
  if (!result) value(Result<int>(std::unexpected(result.error())));
}

issuer::Record record(int i) {
  issuer::Record r;
  r.kind = Kind::vaccinated;
  r.number = std::to_string(9'000'000'000'000'000 + i);
  r.name_cyrillic = "Иванов Иван Иванович";
  r.name_latin = "Ivanov Ivan Ivanovich";
  r.birth_day = 5'580;
  r.document = "1234 678345";
  r.event_day = 18'800;
  r.product = "Sputnik V";
  r.dose = r.doses = 2;
  r.region = 77;
  return r;
}

/// What libsodium is asked for one text, prepared beforehand.
struct Bare {
  std::vector<std::byte> to_be_signed;
  std::vector<std::byte> signature;
};

Bare bare(const std::string& text) {
  certificate::MessageBuffer buffer;
  const auto message = certificate::decode_skn1(text, buffer);
  const cose::SigStructure signed_bytes("Signature1", message->envelope.protected_header, {}, certificate::kSkn1Aad,
                                        message->envelope.payload);
  return {{signed_bytes.view().begin(), signed_bytes.view().end()},
          {message->envelope.signature.begin(), message->envelope.signature.end()}};
}

/// The key that signed the texts, from the published issuer list.
crypto::PublicKey issuer_key(const std::vector<std::byte>& bundle) {
  const auto parts = value(trust::read_bundle(bundle)).parts;
  const auto issuers = value(trust::read_issuer_list(cose::read_sign(parts.front())->payload));
  return issuers.keys.front().public_key;
}

std::vector<std::byte> read_file(const std::filesystem::path& file) {
  std::ifstream in(file, std::ios::binary);
  const std::string text((std::istreambuf_iterator<char>(in)), {});
  const auto bytes = std::as_bytes(std::span(text));
  return {bytes.begin(), bytes.end()};
}

/// An authority with kCertificates issued, one in a hundred of them withdrawn, and a store that believes it.
struct Scene {
  explicit Scene(const std::filesystem::path& folder) {
    std::filesystem::remove_all(folder);
    std::filesystem::create_directories(folder);
    auto authority = value(issuer::Authority::create(folder / "authority", {}, kNow - 1'000'000));
    std::vector<std::string> withdrawn;
    require(authority.begin());
    for (int i = 0; i < kCertificates; ++i) {
      texts.push_back(value(authority.issue(record(i), kNow - 1'000)).text);
      if (i % 100 == 0) withdrawn.push_back(record(i).number);
    }
    require(authority.commit());
    value(authority.revoke(withdrawn, kNow - 800));
    bundle = value(authority.publish(kNow - 500)).bundle;
    id = value(authority.status()).authority;
    store_file = (folder / "store.db").string();
    auto store = value(TrustStore::provision(store_file, read_file(folder / "authority/public/root.cose"), id));
    value(store.update(bundle, kMoment));
  }

  std::vector<std::string> texts;
  std::vector<std::byte> bundle;
  AuthorityId id;
  std::string store_file;
};

int count_accepted(const Verifier& verifier, const std::vector<std::string>& texts) {
  int accepted = 0;
  for (const auto& text : texts) accepted += verifier.verify(text, kMoment).outcome == Outcome::accepted ? 1 : 0;
  return accepted;
}

int count_signed(const crypto::PublicKey& key, const std::vector<Bare>& messages) {
  int good = 0;
  for (const auto& m : messages) {
    good += crypto_sign_verify_detached(reinterpret_cast<const unsigned char*>(m.signature.data()),
                                        reinterpret_cast<const unsigned char*>(m.to_be_signed.data()),
                                        m.to_be_signed.size(), reinterpret_cast<const unsigned char*>(key.data())) == 0
                ? 1
                : 0;
  }
  return good;
}

void compare_warm(const Scene& scene) {
  const Verifier verifier(value(TrustStore::open(scene.store_file, scene.id)));
  const crypto::PublicKey key = issuer_key(scene.bundle);
  std::vector<Bare> messages;
  for (const auto& text : scene.texts) messages.push_back(bare(text));
  int accepted = 0, good = 0;
  bench::compare(
      "verify/warm", "crypto_sign_verify_detached", kCertificates,
      [&] { accepted = count_accepted(verifier, scene.texts); }, [&] { good = count_signed(key, messages); });
  std::printf("%-28s %d of %d accepted, %d signatures good\n", "", accepted, kCertificates, good);
}

void time_opening(const Scene& scene) {
  std::vector<double> times;
  for (int i = 0; i < 101; ++i) {
    times.push_back(bench::seconds([&] {
      const Verifier verifier(value(TrustStore::open(scene.store_file, scene.id)));
      if (verifier.verify(scene.texts[1], kMoment).outcome != Outcome::accepted) std::exit(1);
    }));
  }
  std::printf("%-28s %8.2f ms   median of 101, p95 %.2f ms\n", "open and first verdict", bench::quantile(times, 0.5) * 1e3,
              bench::quantile(times, 0.95) * 1e3);
}

}  // namespace

int main() {
  const Scene scene(std::filesystem::temp_directory_path() / "skan-bench-verify");
  compare_warm(scene);
  time_opening(scene);
}
