#include "certificate/keyboard.h"

#include "support/catch.h"

#include <algorithm>
#include <random>
#include <string>
#include <vector>

#include "certificate/recognise.h"
#include "certificate/skn1.h"
#include "support/reference_record.h"

using namespace skan::certificate;

namespace {

// format.md section 8.
const std::string kText =
    "SKN1:RRQT 9P60GO0P.KNJ0B6OS7P8CKFRDFN0BJD4BLWY0YAC-XA/E7V50$30100C60I00J5R:B0Y001:M:TCJ70OJ0UGQ*E5*E5TE5UGQI$5UGQZ 51VD*E5*E5TE5EB9"
    "U34  5V73UZP ODHF6TE5*E53F50R6H+0SC9O81UOA8%E5/DJODL*ASB0TB0B3327B3LBU41C4VUZR$LJO7LX BOTCK9U-E8YY8YUR 1R4W39NBD5U::B%/ND.D3:KFM48$JAWAU"
    "NOERN*X77AF%J1FCS**JU108U3";

// The keys of an American keyboard and what the Russian layout makes of them, without and with Shift: written from
// Microsoft's table of KBDRU, not from the code.
const std::vector<std::string> kUsKeys = {"`1234567890-=", "qwertyuiop[]\\", "asdfghjkl;'", "zxcvbnm,./ "};
const std::vector<std::string> kUsShift = {"~!@#$%^&*()_+", "QWERTYUIOP{}|", "ASDFGHJKL:\"", "ZXCVBNM<>? "};
const std::vector<std::u32string> kRuKeys = {U"ё1234567890-=", U"йцукенгшщзхъ\\", U"фывапролджэ", U"ячсмитьбю. "};
const std::vector<std::u32string> kRuShift = {U"Ё!\"№;%:?*()_+", U"ЙЦУКЕНГШЩЗХЪ/", U"ФЫВАПРОЛДЖЭ", U"ЯЧСМИТЬБЮ, "};

struct Keyboard {
  bool russian = false;
  bool caps_lock = false;
  bool loses_shift = false;
};

std::string utf8(char32_t c) {
  if (c < 0x80) return {static_cast<char>(c)};
  if (c < 0x800) return {static_cast<char>(0xC0 | c >> 6), static_cast<char>(0x80 | (c & 0x3F))};
  return {static_cast<char>(0xE0 | c >> 12), static_cast<char>(0x80 | (c >> 6 & 0x3F)), static_cast<char>(0x80 | (c & 0x3F))};
}

char32_t other_case(char32_t c) {
  const bool upper = (c >= U'A' && c <= U'Z') || (c >= U'А' && c <= U'Я');
  const bool lower = (c >= U'a' && c <= U'z') || (c >= U'а' && c <= U'я');
  return upper ? c + 32 : lower ? c - 32 : c == U'Ё' ? U'ё' : c == U'ё' ? U'Ё' : c;
}

std::string typed(const std::string& text, Keyboard keyboard) {
  std::string out;
  for (const char c : text) {
    for (std::size_t row = 0; row < kUsKeys.size(); ++row) {
      std::size_t key = kUsKeys[row].find(c);
      const bool shift = key == std::string::npos;
      if (shift) key = kUsShift[row].find(c);
      if (key == std::string::npos) continue;
      const bool shifted = shift && !keyboard.loses_shift;
      char32_t made = keyboard.russian ? (shifted ? kRuShift : kRuKeys)[row][key]
                                       : static_cast<char32_t>((shifted ? kUsShift : kUsKeys)[row][key]);
      if (keyboard.caps_lock) made = other_case(made);
      out += utf8(made);
      break;
    }
  }
  return out;
}

std::string repaired(const std::string& text) {
  std::string storage;
  return std::string(repair(text, storage));
}

}  // namespace

TEST_CASE("a certificate is read from under the Russian layout, with and without Caps Lock") {
  const bool russian = GENERATE(false, true);
  const bool caps_lock = GENERATE(false, true);
  const std::string text = typed(kText, {russian, caps_lock, false});
  CAPTURE(text);
  CHECK(repaired(text) == kText);
}

TEST_CASE("every character of the alphabet comes through the Russian layout") {
  const std::string text = "SKN1:0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ $%*+-./:0";
  CHECK(typed(text, {true, false, false}) == "ЫЛТ1Ж0123456789ФИСВУАПРШОЛДЬТЩЗЙКЫЕГМЦЧНЯ ;%*+-ю.Ж0");
  CHECK(repaired(typed(text, {true, false, false})) == text);
  CHECK(repaired(typed(text, {true, true, false})) == text);
  CHECK(repaired(typed(text, {false, true, false})) == text);
}

TEST_CASE("what scanners put around a text is taken away") {
  const std::string before = GENERATE(as<std::string>{}, "", " ", "\t", "\r\n", "\x02", "]Q1", "\x02]Q3", "\xEF\xBB\xBF", "\n\n ");
  const std::string after = GENERATE(as<std::string>{}, "", "\r", "\n", "\r\n", "\t", "\x03", " \r\n", "\r\n\r\n", "\t\n");
  const std::string text = GENERATE(as<std::string>{}, kText, "https://www.gosuslugi.ru/help", "hello there", "HC1:6BF");
  CHECK(repaired(before + text + after) == text);
}

TEST_CASE("the scanner's name for QR is taken away under the Russian layout, too") {
  CHECK(repaired(typed("]Q1" + kText, {true, false, false}) + "\r\n") == kText);
  CHECK(repaired(typed("]Q1" + kText, {true, true, false}) + "\t") == kText);
}

TEST_CASE("a text as it should be is not copied") {
  std::string storage;
  const std::string typed_text = " " + kText + "\r\n";
  const std::string_view text = repair(typed_text, storage);
  CHECK(text.data() == typed_text.data() + 1);
  CHECK(storage.empty());
}

TEST_CASE("symbols that lost their Shift are put right where the digits leave no doubt") {
  const bool russian = GENERATE(false, true);
  const std::string text = GENERATE(as<std::string>{}, "SKN1:ABC+01:23.7-9/6", "SKN1:AB4:+5AB8 C", "HC1:6BF+70:", "SKN2:+:");
  CAPTURE(text);
  CHECK(repaired(typed(text, {russian, false, true})) == text);
}

TEST_CASE("digits that may have been symbols are not guessed at") {
  const bool russian = GENERATE(false, true);
  const std::string text = GENERATE(as<std::string>{}, kText, "SKN1:$AB+AB", "SKN1:4AB+AB", "SKN1:A%B+AB", "SKN1:A*B:AB");
  const std::string what_was_typed = typed(text, {russian, false, true});
  CAPTURE(what_was_typed);
  CHECK(repaired(what_was_typed) == what_was_typed);
  CHECK(recognise(what_was_typed).format == Format::unknown);
}

TEST_CASE("a certificate's text is not changed inside once it begins as one") {
  const std::string text = GENERATE(as<std::string>{}, "SKN1:abc", "SKN1:AB=;", "SKN1:ФЫВ", "HC1:abc", "SKN1: A", "SKN1:A\tB");
  CHECK(repaired(text) == text);
}

TEST_CASE("what was not typed under one layout is left alone") {
  const std::string text = GENERATE(as<std::string>{}, "Привет", "ЫЛТ1ЖABC", "ЫЛТ1Ж^", "ЫЛТ1Ж:", "SКN1:ABC", "skn1:a_b", "skn1:a~", "ЫЛТЖФ",
                                    "ЫЛТ123Ж", "Skn1:4AB", "hc:ab", "Сертификат 1", "\xD0", "реез", "WIFI:S:a;;");
  CAPTURE(text);
  CHECK(repaired(text) == text);
}

TEST_CASE("links are read from under the Russian layout, in capitals, and without Shift") {
  const std::string number = "https://www.gosuslugi.ru/covid-cert/verify/9770000012345678?lang=ru";
  const std::string uuid = "https://www.gosuslugi.ru/vaccine/cert/verify/0f8fad5b-d9cb-469f-a165-70867728950e";
  const std::string text = GENERATE_COPY(as<std::string>{}, number, uuid);
  for (const bool russian : {false, true}) {
    for (const bool caps_lock : {false, true}) {
      for (const bool loses_shift : {false, true}) {
        const std::string what_was_typed = typed(text, {russian, caps_lock, loses_shift}) + "\r\n";
        CAPTURE(what_was_typed);
        CHECK(recognise(repaired(what_was_typed)).format == Format::online_link);
      }
    }
  }
}

TEST_CASE("an imitation is an imitation under the Russian layout, too") {
  const std::string text = typed("https://www.gosuslugi.ru.example.com/vaccine/cert/verify/1", {true, false, false});
  CHECK(recognise(repaired(text)).fault == skan::LinkFault::longer_host);
  CHECK(recognise(repaired("https://www.g\u043Esuslugi.ru/")).fault == skan::LinkFault::mixed_scripts);
}

TEST_CASE("other systems' codes are recognised from under the Russian layout") {
  for (const std::string text : {"HC1:6BFOXN*TS0BI$ZD", "shc:/56762909", "NZCP:/1/2KCEVIQEIVVWK6"}) {
    CHECK(repaired(typed(text, {true, false, false})) == text);
  }
}

TEST_CASE("a repaired text decodes to the bytes of the original, so that no second text is made of one certificate") {
  MessageBuffer first_buffer{}, second_buffer{};
  const auto first = decode_skn1(kText, first_buffer);
  REQUIRE(first);
  const std::string again = repaired(typed(kText, {true, true, false}) + "\t");
  const auto second = decode_skn1(again, second_buffer);
  REQUIRE(second);
  CHECK(first_buffer == second_buffer);
  CHECK(second->payload.certificate == first->payload.certificate);
}

TEST_CASE("random mutations of codes never crash, and never become a certificate that they are not") {
  std::mt19937 random(20210709);
  const std::vector<std::string> seeds = {kText,
                                          typed(kText, {true, false, false}),
                                          typed(kText, {false, true, false}),
                                          "https://www.gosuslugi.ru/covid-cert/verify/9770000012345678?lang=ru&ck=0a",
                                          "https://www.xn--gsuslugi-e7g.ru/x",
                                          "HC1:6BFOXN*TS0BI$ZD",
                                          "{\"data\":{\"hdr\":{\"t\":\"icao.vacc\"}}}"};
  MessageBuffer original_buffer{};
  REQUIRE(decode_skn1(kText, original_buffer));
  for (int round = 0; round < 20'000; ++round) {
    std::string text = seeds[random() % seeds.size()];
    for (auto edits = 1 + random() % 3; edits > 0 && !text.empty(); --edits) {
      const std::size_t at = random() % text.size();
      if (random() % 3 == 0) text.erase(at, 1 + random() % 3);
      else if (random() % 2 == 0) text[at] = static_cast<char>(random() % 256);
      else text.insert(at, 1, static_cast<char>(random() % 256));
    }
    std::string storage;
    const std::string_view seen = repair(text, storage);
    if (recognise(seen).format != Format::skn1) continue;
    MessageBuffer buffer{};
    // Where it decodes to the same bytes it is the same certificate; else its signature will not hold.
    if (decode_skn1(seen, buffer) && buffer == original_buffer) CHECK(std::string(seen) == kText);
  }
}

TEST_CASE("hostile texts of any length are judged in a moment") {
  const std::size_t length = GENERATE(4'296u, 100'000u);
  for (const std::string unit : {"ы", "xn--a", "%2f", "\\", "@", "gosuslugi.", "http", "ылт1ж", "skn1;4", "\xE2\x80\x8B", "-", "."}) {
    for (const std::string start : {"", "https://", "SKN1:", "skn1:", "ЫЛТ1Ж", "https://a/", "реезыЖ.."}) {
      std::string text = start;
      while (text.size() < length) text += unit;
      std::string storage;
      const auto seen = recognise(repair(text, storage));
      CHECK(name(seen.format) != "hc1");
    }
  }
}
