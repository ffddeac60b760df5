// Signing keys on disk: sealed, damaged, another's.
#include "issuer/key_file.h"

#include "support/catch.h"

#include "codec/hex.h"
#include "issuer/key_ring.h"
#include "skan/issuer/root_ceremony.h"
#include "unit/office.h"

using namespace skan;
using namespace skan::testing;
using namespace skan::testing::office;
using issuer::KeyFile;
using issuer::KeyRing;
using issuer::Passphrase;

namespace {

Passphrase words(std::string text = "correct horse battery") { return Passphrase(std::move(text)); }

std::string text_of(const fs::path& file) {
  const Bytes bytes = read_whole(file);
  return {reinterpret_cast<const char*>(bytes.data()), bytes.size()};
}

/// A folder with one head key, sealed as cheaply as the format allows.
struct Sealed {
  TemporaryFolder folder;
  fs::path file = folder.path() / "head.key";
  crypto::SecretKey key = make();

  crypto::SecretKey make() const {
    KeyRing ring(folder.path());
    ring.use(words(), crypto::kLeastCost);
    return ring.create("head").value();
  }
  Result<crypto::SecretKey> open(Passphrase passphrase) const {
    KeyRing ring(folder.path());
    ring.use(std::move(passphrase), crypto::kLeastCost);
    return ring.open("head", std::span(&key.public_key(), 1));
  }
};

std::string said(const Result<crypto::SecretKey>& opened) { return opened ? "ok" : std::string(name(opened.error().code)) + " " + opened.error().message; }

}  // namespace

TEST_CASE("a sealed key opens under its passphrase, and its file tells nothing of it") {
  const Sealed sealed;
  const auto opened = sealed.open(words());
  REQUIRE(opened);
  CHECK(opened->seed() == sealed.key.seed());
  CHECK(mode(sealed.file) == (fs::perms::owner_read | fs::perms::owner_write));
  const Bytes file = read_whole(sealed.file);
  CHECK_FALSE(holds(file, codec::hex_encode(sealed.key.seed())));
  CHECK_FALSE(holds(file, "battery"));
}

TEST_CASE("another passphrase, none, and a damaged file are told apart") {
  const Sealed sealed;
  using Catch::Matchers::Contains;
  CHECK_THAT(said(sealed.open(words("wrong horse battery"))), Contains("invalid_argument") && Contains("passphrase does not open"));
  CHECK_THAT(said(sealed.open({})), Contains("invalid_argument") && Contains("is locked"));
  const std::string text = text_of(sealed.file);
  const auto with = [&](const std::string& other) {
    write_whole(sealed.file, std::string_view(other));
    return said(sealed.open(words()));
  };
  for (std::size_t cut = 1; cut < text.size(); cut += 7) {
    INFO(cut);
    CHECK_THAT(with(text.substr(0, text.size() - cut)), Contains("malformed") && Contains(text.size() - cut < 18 ? "no key file" : "cut off or edited"));
  }
  for (std::size_t at = 18; at < text.size(); at += 5) {
    std::string flipped = text;
    flipped[at] = flipped[at] == 'a' ? 'b' : 'a';
    INFO(at);
    CHECK_THAT(with(flipped), Contains("malformed") && Contains("cut off or edited"));
  }
  CHECK_THAT(with(text + "\n"), Contains("cut off or edited"));
  CHECK_THAT(with("hello\n"), Contains("no key file"));
  CHECK(with(text) == "ok");
}

TEST_CASE("a file that asks for more memory than the format allows is not obeyed") {
  const Sealed sealed;
  std::string text = text_of(sealed.file);
  const std::size_t at = text.find("argon2id 1 8192");
  REQUIRE(at != std::string::npos);
  text.replace(at, 15, "argon2id 1 4294967295");
  const std::size_t check = text.rfind("check: ");
  const auto digest = crypto::digest(crypto::Purpose::carried_file, std::as_bytes(std::span(text).first(check)));
  text = text.substr(0, check) + "check: " + codec::hex_encode(digest) + "\n";
  write_whole(sealed.file, std::string_view(text));
  CHECK(outcome_of(sealed.open(words())) == "malformed");
}

TEST_CASE("the role is under the seal: a sealed key cannot be passed off as another role's") {
  const Sealed sealed;
  std::string text = text_of(sealed.file);
  text.replace(text.find("role: head"), 10, "role: root");
  const std::size_t check = text.rfind("check: ");
  const auto digest = crypto::digest(crypto::Purpose::carried_file, std::as_bytes(std::span(text).first(check)));
  write_whole(sealed.folder.path() / "root.key", std::string_view(text.substr(0, check) + "check: " + codec::hex_encode(digest) + "\n"));
  KeyRing ring(sealed.folder.path());
  ring.use(words(), crypto::kLeastCost);
  CHECK(outcome_of(ring.open("root", std::span(&sealed.key.public_key(), 1))) == "invalid_argument");
}

TEST_CASE("a passphrase is changed without changing the key, and a wrong one changes nothing") {
  const TemporaryFolder folder;
  const fs::path file = folder.path() / "root.key";
  const auto made = issuer::create_root_key(file, {});
  REQUIRE(made);
  CHECK(issuer::is_sealed(file).value() == false);
  REQUIRE(issuer::change_passphrase(file, {}, words()));
  CHECK(issuer::is_sealed(file).value());
  const std::string sealed = text_of(file);
  CHECK(outcome_of(issuer::change_passphrase(file, words("something else"), words("new one, longer"))) == "invalid_argument");
  CHECK(text_of(file) == sealed);
  REQUIRE(issuer::change_passphrase(file, words(), {}));
  CHECK(issuer::public_key_of(file).value() == *made);
  CHECK(outcome_of(issuer::create_root_key(file, {})) == "storage");
}

TEST_CASE("an authority with sealed keys is locked until it is given its passphrase") {
  const TemporaryFolder folder;
  const fs::path place = folder.path() / "office";
  REQUIRE(Authority::create(place, {}, kNow, words()));
  auto authority = Authority::open(place);
  REQUIRE(authority);
  CHECK(authority->is_locked());
  CHECK(outcome_of(authority->issue(record(), kNow)) == "invalid_argument");
  CHECK(outcome_of(authority->publish(kNow)) == "invalid_argument");
  CHECK(authority->status()->issued == 0);
  CHECK(outcome_of(authority->unlock(words("wrong horse battery"))) == "invalid_argument");
  CHECK(authority->is_locked());
  REQUIRE(authority->unlock(words()));
  CHECK(outcome_of(authority->issue(record(), kNow)) == "ok");
  CHECK(authority->publish(kNow)->sequence == 1);
}
