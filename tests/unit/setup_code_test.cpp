// Setup codes and fingerprints.
#include "skan/setup_code.h"

#include "support/catch.h"

#include <set>

#include "codec/base45.h"
#include "codec/cbor.h"
#include "skan/issuer/enrolment.h"
#include "unit/office.h"
#include "words/fingerprint_words.h"

using namespace skan;
using namespace skan::testing;

namespace {

SetupCode sample() {
  SetupCode code{{}, "Реестр Москвы", "https://trust.example/site/", "ru-moscow", "main"};
  for (std::size_t i = 0; i < code.authority.bytes.size(); ++i) code.authority.bytes[i] = static_cast<std::byte>(i * 8);
  return code;
}

std::string text_of(const codec::CborWriter& out) { return "SKNSETUP1:" + codec::base45_encode(out.view()); }

/// The first letters of a word, also of a Cyrillic one.
std::string first_letters(std::string_view word, std::size_t count) {
  std::string out;
  for (const char c : word) {
    if ((static_cast<unsigned char>(c) & 0xC0) != 0x80 && count-- == 0) break;
    out += c;
  }
  return out;
}

/// Two bytes a letter: а to п begin with D0, р to я with D1.
std::string in_russian_capitals(std::string text) {
  for (std::size_t i = 0; i + 1 < text.size(); ++i) {
    const auto lead = static_cast<unsigned char>(text[i]), next = static_cast<unsigned char>(text[i + 1]);
    if (lead == 0xD0 && next >= 0xB0) text[i + 1] = static_cast<char>(next - 0x20);
    if (lead != 0xD1 || next > 0x8F) continue;
    text[i] = '\xD0';
    text[i + 1] = static_cast<char>(next + 0x20);
  }
  return text;
}

}  // namespace

TEST_CASE("a setup code says again what was written into it") {
  for (const bool bare : {false, true}) {
    SetupCode code = sample();
    if (bare) code.url = code.policy = "";
    if (!bare) code.channel = "weeks";
    const auto read = read_setup_code(write_setup_code(code).value());
    REQUIRE(read);
    CHECK(read->authority == code.authority);
    CHECK(read->name == code.name);
    CHECK(read->url == code.url);
    CHECK(read->policy == code.policy);
    CHECK(read->channel == code.channel);
  }
}

TEST_CASE("a setup code is read strictly") {
  const std::string good = write_setup_code(sample()).value();
  for (const std::string& bad : {std::string(), std::string("SKNSETUP1:"), "SKNSETUP2:" + good.substr(10), "sknsetup1:" + good.substr(10), good + "0",
                                 good.substr(0, good.size() - 3), good + "00", " " + good}) {
    INFO(bad);
    CHECK(outcome_of(read_setup_code(bad)) == "malformed");
  }
  const auto with = [](std::string_view url, int extra_key) {
    codec::CborWriter out;
    const SetupCode code = sample();
    out.map(extra_key != 0 ? 4 : 3).uint(0).bytes(code.authority.bytes).uint(1).text("n").uint(2).text(url);
    if (extra_key != 0) out.integer(extra_key).uint(1);
    return outcome_of(read_setup_code(text_of(out)));
  };
  CHECK(with("https://a.example/", 0) == "ok");
  CHECK(with("https://a.example/", 9) == "ok");
  CHECK(with("https://a.example/", -1) == "newer_data_format");
  CHECK(with("ftp://a.example/", 0) == "malformed");
  CHECK(with("https://a.example/ x", 0) == "malformed");
  CHECK(with("", 0) == "malformed");
  CHECK(with("http://[::1]:80/", 0) == "ok");
  for (const char* bad : {"http://", "https:///path", "http://:80/", "https://trust.example@evil.example/", "https://a:b@evil.example/", "https://a.example/?x", "https://a.example/#x",
                          "https://a.example\\@evil.example/", "file:///etc/passwd", "https://a.example/\n", "HTTP://a.example/"}) {
    INFO(bad);
    CHECK(with(bad, 0) == "malformed");
  }
  CHECK(with("https://" + std::string(504, 'a'), 0) == "ok");
  CHECK(with("https://" + std::string(505, 'a'), 0) == "malformed");
  codec::CborWriter nameless;
  nameless.map(1).uint(0).bytes(sample().authority.bytes);
  CHECK(outcome_of(read_setup_code(text_of(nameless))) == "malformed");
}

TEST_CASE("a setup code's fields are what they must be, once each, in one order") {
  const SetupCode code = sample();
  const auto named = [&](std::string_view name) {
    codec::CborWriter out;
    out.map(2).uint(0).bytes(code.authority.bytes).uint(1).text(name);
    return outcome_of(read_setup_code(text_of(out)));
  };
  CHECK(named("Реестр") == "ok");
  for (const char* bad : {"", "a\nb", "a\x1B[2J", "\xE2\x80\xAE" "omeD", "De\xE2\x80\x8B" "mo", "De\xC2\xAD" "mo", "\xC2\x85", "\xEF\xBB\xBF" "Demo", "\xFF"}) {
    INFO(bad);
    CHECK(named(bad) == "malformed");
  }
  CHECK(named(std::string(97, 'a')) == "malformed");
  codec::CborWriter twice, swapped, short_id, deep;
  twice.map(3).uint(0).bytes(code.authority.bytes).uint(1).text("a").uint(1).text("b");
  CHECK(outcome_of(read_setup_code(text_of(twice))) == "malformed");
  swapped.map(2).uint(1).text("a").uint(0).bytes(code.authority.bytes);
  CHECK(outcome_of(read_setup_code(text_of(swapped))) == "malformed");
  short_id.map(2).uint(0).bytes(std::span(code.authority.bytes).first(31)).uint(1).text("a");
  CHECK(outcome_of(read_setup_code(text_of(short_id))) == "malformed");
  deep.map(3).uint(0).bytes(code.authority.bytes).uint(1).text("a").uint(7);
  for (int depth = 0; depth < 2'000; ++depth) deep.array(1);
  deep.uint(0);
  CHECK(outcome_of(read_setup_code(text_of(deep))) == "malformed");
}

TEST_CASE("a field that no device would take is not written") {
  const auto with = [](auto change) {
    SetupCode code = sample();
    change(code);
    return outcome_of(write_setup_code(code));
  };
  CHECK(with([](SetupCode& c) { c.name = ""; }) == "invalid_argument");
  CHECK(with([](SetupCode& c) { c.name = "a\nb"; }) == "invalid_argument");
  CHECK(with([](SetupCode& c) { c.url = "trust.example"; }) == "invalid_argument");
  CHECK(with([](SetupCode& c) { c.url = "https://user@trust.example/"; }) == "invalid_argument");
  CHECK(with([](SetupCode& c) { c.policy = "Moscow"; }) == "invalid_argument");
  CHECK(with([](SetupCode& c) { c.channel = ""; }) == "invalid_argument");
}

TEST_CASE("no two words of a fingerprint can be taken for each other") {
  for (const auto word_for : {words::english_fingerprint_word, words::russian_fingerprint_word}) {
    std::set<std::string> beginnings;
    for (std::size_t byte = 0; byte < 256; ++byte) {
      const std::string_view word = word_for(std::byte(byte));
      INFO(word);
      CHECK(beginnings.insert(first_letters(word, 4)).second);
    }
    CHECK(beginnings.size() == 256);
  }
}

TEST_CASE("a fingerprint is ten words of the id, in either language, and only of that id") {
  const AuthorityId id = sample().authority;
  const std::string english = fingerprint(id, FingerprintLanguage::english), russian = fingerprint(id, FingerprintLanguage::russian);
  CHECK(std::ranges::count(english, ' ') == 9);
  CHECK(english != russian);
  CHECK(is_fingerprint(id, english));
  CHECK(is_fingerprint(id, "  " + russian + " \n"));
  // As it was told on paper, perhaps in capitals.
  std::string capitals;
  for (const char c : english) capitals += c >= 'a' && c <= 'z' ? static_cast<char>(c - 'a' + 'A') : c;
  CHECK(is_fingerprint(id, capitals));
  CHECK(is_fingerprint(id, in_russian_capitals(russian)));
  // Not half of one language and half of the other, not by look-alike letters, and not by its first words.
  const auto words_from = [](const std::string& text, std::size_t word) {
    std::size_t at = 0;
    while (word-- > 0) at = text.find(' ', at) + 1;
    return at;
  };
  CHECK_FALSE(is_fingerprint(id, english.substr(0, words_from(english, 5)) + russian.substr(words_from(russian, 5))));
  std::string lookalike = english;
  lookalike.replace(lookalike.find('a'), 1, "\xD0\xB0");
  CHECK_FALSE(is_fingerprint(id, lookalike));
  CHECK_FALSE(is_fingerprint(id, english + " " + russian));
  CHECK_FALSE(is_fingerprint(id, english + "\xFF"));
  CHECK_FALSE(is_fingerprint(id, ""));
  CHECK_FALSE(is_fingerprint(id, english.substr(0, english.rfind(' '))));
  for (std::size_t i = 0; i < 10; ++i) {
    AuthorityId other = id;
    other.bytes[i] ^= std::byte{1};
    INFO(i);
    CHECK_FALSE(is_fingerprint(other, english));
    CHECK_FALSE(is_fingerprint(other, russian));
  }
}

TEST_CASE("an authority's setup code names it, and only a policy that it publishes") {
  office::Office office;
  const auto code = issuer::setup_code_of(*office, "https://trust.example/", "ru-federal-2021");
  REQUIRE(code);
  CHECK(code->name == "Demo");
  CHECK(code->authority == office->status()->authority);
  CHECK(outcome_of(issuer::setup_code_of(*office, "", "ru-mars")) == "invalid_argument");
  CHECK(outcome_of(issuer::setup_code_of(*office, "gopher://x", "")) == "invalid_argument");
}
