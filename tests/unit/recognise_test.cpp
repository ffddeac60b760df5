#include "certificate/recognise.h"

#include "support/catch.h"

#include <string>

using namespace skan::certificate;

namespace {

const std::string kUuid = "0f8fad5b-d9cb-469f-a165-70867728950e";
const std::string kPortal = "https://www.gosuslugi.ru/";

std::string format_of(const std::string& text) {
  return std::string(name(recognise(text)));
}

}  // namespace

TEST_CASE("a format is recognised by how its text begins") {
  const auto [text, format] = GENERATE(
      table<std::string, std::string>({{"SKN1:", "skn1"},
                                       {"SKN1:ABC", "skn1"},
                                       {"SKN1:not base45", "skn1"},
                                       {"SKN2:ABC", "skn"},
                                       {"SKN10:ABC", "skn"},
                                       {"SKN01:ABC", "skn"},
                                       {"SKN0:", "skn"},
                                       {"SKN99999999999999999999:", "skn"},
                                       {"HC1:6BF", "hc1"},
                                       {"shc:/5676", "shc"},
                                       {"NZCP:/1/2KC", "nzcp"},
                                       {"NL1:ABC", "nl-coronacheck"},
                                       {"NL2:ABC", "nl-coronacheck"},
                                       {R"({"data":{"hdr":{"t":"icao.vacc","v":1}}})", "icao-vds-nc"},
                                       {R"({"hdr":{"t":"icao.test"}})", "icao-vds-nc"}}));
  CHECK(format_of(text) == format);
}

TEST_CASE("what only resembles a format is unknown") {
  const std::string text =
      GENERATE(as<std::string>{}, "", "SKN", "SKN1", "SKN:", "SKN-1:", "SKNA:", "SKN1A:", "SKN12", "skn1:ABC",
               " SKN1:ABC", "\nSKN1:", "\xEF\xBB\xBFSKN1:ABC", "HC2:ABC", "hc1:ABC", "SHC:/1", "shc:1",
               "NZCP:1", "NL3:A", "{}", R"({"hdr":1})", R"({"t":"icao.vacc"})",
               R"( {"hdr":{"t":"icao.vacc"}})", "12345", "hello");
  CAPTURE(text);
  CHECK(format_of(text) == "unknown");
}

TEST_CASE("the portal's verification links are recognised") {
  const std::string text = GENERATE_COPY(
      as<std::string>{}, kPortal + "vaccine/cert/verify/" + kUuid,
      kPortal + "vaccine/cert/verify/" + kUuid + "/", kPortal + "vaccine/cert/verify/" + kUuid + "?lang=ru",
      "https://gosuslugi.ru/vaccine/cert/verify/" + kUuid, kPortal + "covid-cert/status/" + kUuid,
      kPortal + "covid-cert/status/" + kUuid + "?lang=en", kPortal + "covid-cert/verify/9770000012345678",
      kPortal + "covid-cert/verify/1?lang=ru&ck=0a1b2c3d-4_5.%20",
      kPortal + "vaccine/cert/verify/0F8FAD5B-D9CB-469F-A165-70867728950E");
  CAPTURE(text);
  CHECK(recognise(text) == Format::online_link);
}

TEST_CASE("a link that imitates the portal's is not taken for one") {
  const std::string path = "vaccine/cert/verify/" + kUuid;
  const std::string text = GENERATE_COPY(
      as<std::string>{}, "http://www.gosuslugi.ru/" + path,  // not encrypted
      "https://www.gosuslugi.ru.example.com/" + path,        // a longer host
      "https://wwwgosuslugi.ru/" + path, "https://www.gosuslugi.com/" + path,
      "https://evil.gosuslugi.ru/" + path,
      "https://www.gosuslugi.ru@example.com/" + path,  // user information
      "https://www.gosuslugi.ru:8443/" + path, "https://www.gosuslugi.ru\\@example.com/" + path,
      "https://www.gosuslugi.ru\\" + path, "https:/www.gosuslugi.ru/" + path, "//www.gosuslugi.ru/" + path,
      "https://www.gosuslugi.ru//" + path, "https://www.gosuslugi.ru/../" + path,
      "https://www.gosusIugi.ru/" + path,       // a capital I
      "https://www.g\u043Esuslugi.ru/" + path,  // a Cyrillic o
      "https://www.xn--gsuslugi-e7g.ru/" + path, "HTTPS://WWW.GOSUSLUGI.RU/" + path,
      " https://www.gosuslugi.ru/" + path, "https://example.com/?https://www.gosuslugi.ru/" + path);
  CAPTURE(text);
  CHECK(recognise(text) == Format::unknown);
}

TEST_CASE("other pages of the portal are not verification links") {
  const std::string text = GENERATE_COPY(
      as<std::string>{}, kPortal, kPortal + "help", kPortal + "vaccine/cert/verify/",
      kPortal + "vaccine/cert/verify", kPortal + "vaccine/cert/verify/" + kUuid.substr(1),
      kPortal + "vaccine/cert/verify/" + kUuid + "0", kPortal + "vaccine/cert/verify/" + kUuid + "/more",
      kPortal + "vaccine/cert/verify/" + kUuid + "#part", kPortal + "vaccine/cert/verify/" + kUuid + "\n",
      kPortal + "vaccine/cert/verify/" + kUuid + "?a=<b>", kPortal + "vaccine/cert/verify/" + kUuid + "?a b",
      kPortal + "vaccine/cert/verify/g" + kUuid.substr(1), kPortal + "vaccine/cert/verify/12345",
      kPortal + "covid-cert/verify/", kPortal + "covid-cert/verify/12a",
      kPortal + "covid-cert/verify/" + std::string(33, '1'), kPortal + "covid-cert/status/12345",
      kPortal + "covid-cert/verify/-1", kPortal + "Vaccine/cert/verify/" + kUuid);
  CAPTURE(text);
  CHECK(recognise(text) == Format::unknown);
}

TEST_CASE("a certificate number in a portal link has 1 to 32 digits") {
  CHECK(recognise(kPortal + "covid-cert/verify/1") == Format::online_link);
  CHECK(recognise(kPortal + "covid-cert/verify/" + std::string(32, '1')) == Format::online_link);
}

TEST_CASE("a number outside the list of formats is called unknown") {
  CHECK(name(static_cast<Format>(99)) == "unknown");
  CHECK(name(Format::unknown) == "unknown");
}
