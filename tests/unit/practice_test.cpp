// Training certificates: accepted in practice mode and nowhere else.
#include <algorithm>

#include "support/catch.h"

#include "certificate/skn1.h"
#include "issuer/authority_impl.h"
#include "skan/issuer/drill.h"
#include "skan/issuer/withdrawal.h"
#include "skan/verifier.h"
#include "trust/encoding.h"
#include "unit/office.h"

using namespace skan;
using namespace skan::testing;
using namespace skan::testing::office;

namespace {

/// The usual publication, and a marked key `training` whose list has ten indices.
Publication with_training_key() {
  const TestAuthority authority;
  Draft draft = authority.draft();
  trust::IssuerKey key = authority.issuer("training");
  key.practice = true;
  draft.issuers.keys.push_back(key);
  std::ranges::sort(draft.issuers.keys, {}, &trust::IssuerKey::kid);
  draft.lists.push_back({"training", draft.lists.back().list, kPublished});
  return authority.sign(draft);
}

std::string marked(const TestAuthority& authority, const Certificate& certificate, std::string_view issuer = "training") {
  return authority.text_of_payload(certificate::encode_payload(certificate, true), issuer);
}

VerifierOptions practising(std::string policy = "") { return {std::move(policy), 0, true}; }

/// The payload with another value of the mark.
std::string with_mark(const TestAuthority& authority, const Bytes& value) {
  const Bytes payload = certificate::encode_payload(TestAuthority::certificate());
  for (const auto& [claim, map] : read_fields(payload)) {
    if (claim == -65537) return authority.text_of_payload(with_field(payload, claim, with_field(map, -1, value)), "training");
  }
  throw std::logic_error("no certificate claim");
}

/// What verifiers say of `text`, outside practice mode and in it.
std::pair<std::string, std::string> answers(const TrustStore& store, const std::string& text, std::int64_t now) {
  return {summary(Verifier(store).verify(text, device(now))), summary(Verifier(store, practising()).verify(text, device(now)))};
}

using Answers = std::pair<std::string, std::string>;
const Answers kTraining{"rejected: practice_certificate", "accepted: document_check_required, practice"};

}  // namespace

TEST_CASE("a training certificate is accepted in practice mode alone, with the note that says so") {
  const Door door(with_training_key());
  const std::string text = marked(door.authority, TestAuthority::certificate());
  CHECK(summary(door.verify(text)) == "rejected: practice_certificate");
  CHECK(summary(door.verify(text, stated(kNow))) == "rejected: practice_certificate");
  CHECK(summary(door.verify(text, device(kNow), practising())) == "accepted: practice");
  CHECK(summary(door.verify(text, stated(kNow), practising())) == "accepted: stated_time, practice");
  CHECK_FALSE(VerifierOptions{}.practice);
}

TEST_CASE("in practice mode a training certificate is refused for what any other is refused for") {
  const Door door(with_training_key());
  Certificate expired = TestAuthority::certificate();
  expired.expires = kNow;
  CHECK(summary(door.verify(marked(door.authority, expired), device(kNow), practising())) == "rejected: expired");
  const std::string text = marked(door.authority, TestAuthority::certificate());
  CHECK(summary(door.verify(text, device(kNow), practising("strict"))) == "rejected: policy_refused");
  CHECK(summary(door.verify(marked(door.authority, TestAuthority::certificate(10)), device(kNow), practising())) == "undetermined: index_unknown");
}

TEST_CASE("the marks of key and certificate must agree, in practice mode and outside it") {
  const Door door(with_training_key());
  for (const bool practice : {false, true}) {
    const VerifierOptions options{"", 0, practice};
    INFO(practice);
    CHECK(summary(door.verify(marked(door.authority, TestAuthority::certificate(), "active"), device(kNow), options)) == "rejected: key_not_for_this");
    CHECK(summary(door.verify(door.authority.text(TestAuthority::certificate(), "training"), device(kNow), options)) == "rejected: key_not_for_this");
    CHECK(summary(door.verify(door.authority.text(TestAuthority::certificate()), device(kNow), options)) == "accepted");
  }
}

TEST_CASE("a mark that is not true is a critical field that this version does not know") {
  const Door door(with_training_key());
  for (const std::byte value : {std::byte{0xf4}, std::byte{0xf6}, std::byte{0x01}}) {
    const std::string text = with_mark(door.authority, {value});
    CHECK(summary(door.verify(text)) == "undetermined: needs_newer_app");
    CHECK(summary(door.verify(text, device(kNow), practising())) == "undetermined: needs_newer_app");
  }
  CHECK(summary(door.verify(with_mark(door.authority, {std::byte{0xf5}}))) == "rejected: practice_certificate");
}

TEST_CASE("shown together with a training certificate a real one is accepted only with the note") {
  const Door door(with_training_key());
  Certificate other = TestAuthority::certificate(6);
  other.number = "T-1";
  const std::string real = door.authority.text(TestAuthority::certificate()), training = marked(door.authority, other);
  const std::string_view both[] = {real, training};
  CHECK(summary(*Verifier(door.store).verify_together(both, device(kNow))) == "rejected: practice_certificate");
  CHECK(summary(*Verifier(door.store, practising()).verify_together(both, device(kNow))) == "accepted: practice");
}

TEST_CASE("an issuer key's mark is read back, and one that is not true makes the key one of a newer version") {
  const TestAuthority authority;
  trust::IssuerList list{{authority.id().bytes, 1, 1, kNow}, {authority.issuer("training")}};
  list.keys[0].practice = true;
  Bytes payload = trust::write_issuer_list(list);
  const auto read = trust::read_issuer_list(payload);
  REQUIRE(read);
  CHECK(read->keys[0].practice);
  CHECK_FALSE(read->keys[0].needs_newer_app);
  REQUIRE(payload.back() == std::byte{0xf5});
  payload.back() = std::byte{0xf4};
  const auto other = trust::read_issuer_list(payload);
  REQUIRE(other);
  CHECK_FALSE(other->keys[0].practice);
  CHECK(other->keys[0].needs_newer_app);
}

TEST_CASE("all that a training authority issues is marked: anew, corrected, by its next key, and after the drill") {
  Office office;
  office.authority.reset();
  office.folder = office.outer.path() / "training";
  issuer::AuthorityOptions options;
  options.practice = true;
  options.certificates_per_key = 2;
  office.authority = Authority::create(office.folder, options, kNow).value();
  const auto first = office->issue(record("N-0"), kNow), second = office->issue(record("N-1"), kNow);
  const auto third = office->issue(record("N-2"), kNow + 10);
  const std::string next_key = office->status()->issuer_key_id;
  Record corrected = record("N-3");
  corrected.birth_day += 1;
  const auto fourth = issuer::supersede(*office, "N-0", corrected, "wrong birth date", kNow + 10);
  REQUIRE((first && second && third && fourth));
  const TemporaryFolder folder;
  TrustStore store = store_of(office, folder, office->publish(kNow + 20)->bundle, kNow + 20);
  for (const auto* one : {&second, &third, &fourth}) CHECK(answers(store, (*one)->text, kNow + 21) == kTraining);
  REQUIRE(issuer::reissue_after_theft(*office, next_key, kNow + 30, [](const auto&) { return true; }));
  REQUIRE(store.update(office->publish(kNow + 40)->bundle, device(kNow + 40)));
  CHECK(answers(store, third->text, kNow + 41).second == "rejected: key_compromised");
  CHECK(answers(store, office->issue(record("N-2"), kNow + 41)->text, kNow + 41) == kTraining);
  for (const trust::IssuerKey& key : office->inside().issuers.keys) CHECK(key.practice);
  office.reopen();
  CHECK(answers(store, office->issue(record("N-2"), kNow + 41)->text, kNow + 41) == kTraining);
}
