// make_cases FOLDER: writes the inputs of the shared vectors (tests/vectors/README.md): root.cose, first.skb, second.skb, authority
// and cases, one presentation a line: what data the device has, and then as the judges read it. The same bytes each time.
#include <algorithm>
#include <filesystem>
#include <fstream>
#include <functional>
#include <iostream>
#include <span>
#include <string>
#include <vector>

#include "certificate/skn1.h"
#include "codec/hex.h"
#include "support/test_authority.h"

namespace {

using namespace skan;
using namespace skan::testing;

constexpr std::uint32_t kBeyond = 20'000;
constexpr std::int64_t kTiers[] = {kPublished - 300, kPublished, kPublished + 24 * kHour, kPublished + 72 * kHour,
                                   kPublished + 7 * kDay};

std::filesystem::path folder;
std::ofstream cases;
std::string_view data = "first";  // what the device has

void write(const std::string& name, std::string_view content) {
  std::ofstream(folder / name, std::ios::binary) << content;
}

void write(const std::string& name, const Bytes& content) {
  write(name, std::string_view(reinterpret_cast<const char*>(content.data()), content.size()));
}

std::string hex(std::string_view text) {
  return text.empty() ? "-" : codec::hex_encode(std::as_bytes(std::span(text)));
}

void put(std::string_view policy, Moment now, std::initializer_list<std::string_view> texts) {
  cases << data << ' ' << policy << ' ' << now.unix_seconds << (now.source == ClockSource::device ? " device" : " stated");
  for (const auto text : texts) cases << ' ' << hex(text);
  cases << '\n';
}

/// The usual policies, and `pair`, for the grown-up, which wants a recovery and a test.
Draft draft(const TestAuthority& authority, std::uint64_t sequence) {
  Draft out = authority.draft(sequence);
  auto& policies = out.policies.policies;
  Policy pair = policies.front();
  pair.id = "pair";
  PolicyRequirement recovered{Kind::recovered, AgeUnit::days, 0, 365, {}, false};
  PolicyRequirement tested{Kind::tested, AgeUnit::hours, 0, 72, {}, false};
  PolicyRequirement complete{Kind::vaccinated, AgeUnit::months, 0, 6, {}, true};
  pair.rules = {{{recovered, tested}, HolderAge{18, 150}}, {{complete}, HolderAge{40, 150}}};
  policies.insert(policies.begin() + 3, pair);
  return out;
}

/// A minute later: under a root with other keys for root, manifest and head; with a certificate withdrawn, another restored,
/// and a key of training certificates.
Publication second(const TestAuthority& authority) {
  Draft out = draft(authority, 2);
  trust::Root root = authority.next_root(out.roots[0]);
  root.issued_at = out.head.issued_at;
  const auto role = [&root](trust::RoleName name) -> trust::Role& { return root.roles[static_cast<std::size_t>(name)]; };
  role(trust::RoleName::root) = authority.role(2, {"root-a", "root-b", "root-d"});
  role(trust::RoleName::manifest) = authority.role(1, {"manifest-2"});
  role(trust::RoleName::head) = authority.role(1, {"head-c", "head-d"});
  out.roots.push_back(root);
  out.signers[Signed::manifest] = {"manifest-2"};
  out.signers[Signed::head] = {"head-c"};
  revocation::StatusList list(out.lists[0].list.length());
  for (const std::uint32_t index : {5u, 102u, 17'000u}) list.insert(index);
  out.lists[0].list = list;
  trust::IssuerKey training = authority.issuer("training");
  training.practice = true;
  training.revocation = trust::RevocationMode::none;
  auto& keys = out.issuers.keys;
  keys.insert(std::ranges::lower_bound(keys, training.kid, {}, &trust::IssuerKey::kid), training);
  return authority.sign(out);
}

using Edit = std::function<void(Certificate&)>;

Certificate edited(const Edit& edit) {
  Certificate out = TestAuthority::certificate();
  edit(out);
  return out;
}

void recover(Certificate& c) {
  c.kind = Kind::recovered;
  c.number = "RECOVERED-6";
  c.status_index = 6;
  c.product.clear();
  c.dose = c.doses = 0;
}

void test(Certificate& c) {
  recover(c);
  c.kind = Kind::tested;
  c.number = "TEST-7";
  c.status_index = 7;
  c.event_day.reset();
  c.event_time = kNow - 10 * kHour;
  c.issued_at = kNow - 9 * kHour;
}

/// One certificate for each question that a verdict asks, as its issuer signed it.
std::vector<std::string> certificates(const TestAuthority& a) {
  const auto of = [&](const Edit& edit, std::string_view issuer = "active") { return a.text(edited(edit), issuer); };
  const auto as_is = [](Certificate&) {};
  return {of(as_is),
          of(recover),
          of(test),
          of([](auto& c) { c.status_index = 3; }),
          of([](auto& c) { c.expires = kNow - kDay; }),
          of([](auto& c) { c.not_before = kNow + kDay; }),
          of([](auto& c) { c.status_index = kBeyond; }),
          of([](auto& c) { c.status_index = kBeyond, c.issued_at = kPublished + 60; }),
          of([](auto& c) { c.issued_at = kNow + 40 * kDay, c.expires = kNow + 60 * kDay; }),
          of([](auto& c) { c.product = "Second"; }),
          of([](auto& c) { c.dose = 1; }),
          of([](auto& c) { c.event_day = static_cast<std::int32_t>(kNow / kDay); }),
          of([](auto& c) { c.event_day = static_cast<std::int32_t>(kNow / kDay) - 366; }),
          of([](auto& c) { c.birth_day = 14'000; }),
          of(as_is, "retired"),
          of([](auto& c) { c.issued_at = kNow - 5 * kDay; }, "retired"),
          of(as_is, "stolen"),
          of(as_is, "unlisted"),
          of(as_is, "narrow"),
          of(as_is, "future-state"),
          of(as_is, "future-revocation"),
          TestAuthority("second").text(TestAuthority::certificate())};
}

void put_certificates(const std::vector<std::string>& texts) {
  for (const auto& text : texts) {
    for (const auto tier : kTiers) {
      for (const int beside : {-1, 0, 1}) put("-", device(tier + beside), {text});
    }
    for (const auto time : {kNow - 400 * kDay, kNow, kNow + 30 * kDay, kNow + 199 * kDay, kNow + 200 * kDay}) {
      put("-", stated(time), {text});
    }
    for (const auto* policy : {"checked", "future", "pair", "strict", "elsewhere"}) {
      for (const auto time : {kNow, kPublished + 3 * kDay, kNow + 5 * kDay}) put(policy, stated(time), {text});
      put(policy, device(kNow), {text});
    }
  }
}

/// Around each age that a policy asks for, to the second.
void put_ages(const TestAuthority& authority, const std::vector<std::string>& texts) {
  const auto young = edited([](auto& c) {
    c.product = "Second";
    c.event_day = static_cast<std::int32_t>(kNow / kDay) - 10;
  });
  const std::string second = authority.text(young);
  const std::int64_t event = (kNow / kDay - 10) * kDay;
  for (const int days : {0, 14, 180, 210}) {
    for (const int beside : {-1, 0, 1}) put("strict", stated(event + days * kDay + beside), {second});
  }
  for (const int days : {4, 5, 6}) put("strict", device(event + days * kDay + 12 * kHour), {second});
  for (const int days : {180, 181, 183, 184}) {
    for (const int beside : {-1, 0, 1}) {
      const Moment then = stated((kNow / kDay - 30 + days) * kDay + beside);
      for (const auto* policy : {"-", "pair"}) {
        put(policy, then, {texts[0]});
        put(policy, then, {texts[1]});
      }
    }
  }
  for (const int hours : {0, 72}) {
    for (const int beside : {-1, 0, 1}) {
      const std::int64_t then = kNow - 10 * kHour + hours * kHour + beside;
      for (const Moment now : {stated(then), device(then)}) {
        put("-", now, {texts[2]});
        put("pair", now, {texts[2], texts[1]});
      }
    }
  }
}

/// Every character replaced by its neighbours in the alphabet, and each length.
void put_damaged(const std::string& good) {
  constexpr std::string_view alphabet = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ $%*+-./:";
  for (std::size_t i = 0; i < good.size(); ++i) {
    for (const std::size_t step : {std::size_t{1}, std::size_t{20}, std::size_t{44}}) {
      std::string text = good;
      const auto at = alphabet.find(text[i]);
      text[i] = alphabet[(at + step) % alphabet.size()];
      put("-", stated(kNow), {text});
    }
    if (i % 4 == 0) put("-", stated(kNow), {std::string_view(good).substr(0, i)});
  }
}

void put_others(const std::string& good) {
  std::string small = good;
  for (char& c : small) c = c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c;
  const std::string host = "gosuslugi.ru", page = "/covid-cert/verify/1234567890123456?lang=ru&ck=0123456789abcdef";
  for (const std::string& text :
       {std::string(), std::string("ticket"), std::string("HC1:6BFOXN"), std::string("shc:/567629"), std::string("SKN2:ABC"),
        std::string("SKN1:"), std::string("skn1:"), std::string("SKN:"), std::string("NZCP:/1/2KCEVIQ"), std::string("NL2:A B"),
        small, "]Q3" + good, good + " ", "\xEF\xBB\xBF" + good, "https://www." + host + page, "https://" + host + page,
        "https://" + host + "@evil.example" + page, "https://" + host + "\\.evil.example" + page,
        "https://gosuslugi\xE2\x80\x8B.ru" + page, "https://gosuslugi%2eru" + page, "https://g\xD0\xBEsuslugi.ru" + page,
        "https://xn--gsuslugi-l5g.ru" + page, "https://" + host + ".evil.example" + page, "https://gosuslugi.com" + page,
        "https://my-gosuslugi-cert.ru" + page, "https://gosuslugl.ru" + page, "https://evil.example/" + host + page,
        "https://evil.example" + page, "http://www." + host + page, "https://www." + host + ":8443" + page,
        std::string("https://example.org/"), std::string("\xFF\xFE")}) {
    for (const auto now : {device(kNow), stated(kNow), stated(kNow + 30 * kDay)}) put("-", now, {text});
  }
}

void put_together(const std::vector<std::string>& texts) {
  for (const auto* policy : {"-", "pair", "strict"}) {
    for (const auto now : {device(kNow), stated(kNow + 2 * kDay), stated(kNow + 30 * kDay)}) {
      for (std::size_t i = 0; i < texts.size(); ++i) put(policy, now, {texts[1], texts[i]});
      put(policy, now, {texts[2], texts[1], texts[0], texts[2]});
    }
  }
}

/// What changed with the second publication, and what did not.
void put_after_rotation(const TestAuthority& authority, std::vector<std::string> texts) {
  texts.push_back(authority.text_of_payload(certificate::encode_payload(TestAuthority::certificate(), true), "training"));
  texts.push_back(authority.text(TestAuthority::certificate(), "training"));
  texts.push_back(authority.text_of_payload(certificate::encode_payload(TestAuthority::certificate(), true)));
  for (const auto& text : texts) {
    for (const auto tier : kTiers) {
      for (const int beside : {-1, 0, 1}) put("-", device(tier + 60 + beside), {text});
    }
    for (const auto* policy : {"-", "pair", "strict"}) put(policy, stated(kNow), {text});
    put("pair", device(kNow), {texts[1], text});
  }
}

void write_all() {
  const TestAuthority authority;
  write("authority", authority.id().hex());
  write("root.cose", authority.root());
  write("first.skb", authority.sign(draft(authority, 1)).bundle());
  write("second.skb", second(authority).bundle());
  cases.open(folder / "cases", std::ios::binary);
  const auto texts = certificates(authority);
  put_certificates(texts);
  put_ages(authority, texts);
  put_damaged(texts[0]);
  put_others(texts[0]);
  put_together(texts);
  data = "second";
  put_after_rotation(authority, texts);
  data = "none";
  put_others(texts[0]);
  for (const auto& text : texts) put("-", device(kNow), {text});
  put("-", device(kNow), {texts[0], texts[1]});
  put("-", device(kNow), {texts[0], "SKN1:"});
}

}  // namespace

int main(int count, char** arguments) try {
  if (count != 2) return std::cerr << "make_cases FOLDER\n", 2;
  folder = arguments[1];
  std::filesystem::create_directories(folder);
  write_all();
} catch (const std::exception& error) {
  std::cerr << "make_cases: " << error.what() << '\n';
  return 1;
}
