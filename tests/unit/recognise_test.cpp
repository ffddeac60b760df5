#include "certificate/recognise.h"

#include "support/catch.h"

#include <string>

#include "support/test_vectors.h"

using namespace skan::certificate;

namespace {

std::string format_of(const std::string& text) {
  return std::string(name(recognise(text).format));
}

std::string content_of(const std::filesystem::path& file) {
  std::ifstream in(file, std::ios::binary);
  return {std::istreambuf_iterator<char>(in), {}};
}

bool has_testdata(const std::string& folder) {
  return std::filesystem::exists(skan::testing::testdata_path(folder));
}

}  // namespace

TEST_CASE("a format is recognised by how its text begins") {
  const auto [text, format] = GENERATE(table<std::string, std::string>(
      {{"SKN1:", "skn1"},
       {"SKN1:ABC", "skn1"},
       {"SKN1:not base45", "skn1"},
       {"SKN2:ABC", "skn"},
       {"SKN10:ABC", "skn"},
       {"SKN01:ABC", "skn"},
       {"SKN0:", "skn"},
       {"SKN99999999999999999999:", "skn"},
       {"HC1:6BF", "hc1"},
       {"HC0:6BF", "hcert"},
       {"HC2:6BF", "hcert"},
       {"LT1:6BF", "swiss-light"},
       {"shc:/5676", "shc"},
       {"shlink:/eyJ1cmwiOi", "shlink"},
       {"https://viewer.example.org/view#shlink:/eyJ1cmwiOi", "shlink"},
       {"NZCP:/1/2KC", "nzcp"},
       {"NL1:ABC", "nl-coronacheck"},
       {"NL2:ABC", "nl-coronacheck"},
       {std::string("PK\x03\x04\x14\0\0\0\x08\0", 10) + std::string(20, 'x') + "certificate.json{}", "divoc"},
       {R"({"@context":["https://www.w3.org/2018/credentials/v1"],"type":["VerifiableCredential"]})", "w3c-vc"},
       {"DC04FR0AXT4A0E840E8CB2020201L1M", "2d-doc"},
       {R"({"data":{"hdr":{"t":"icao.vacc","v":1}}})", "icao-vds-nc"},
       {R"({"hdr":{"t":"icao.test"}})", "icao-vds-nc"}}));
  CHECK(format_of(text) == format);
}

TEST_CASE("what only resembles a format is unknown") {
  const std::string text =
      GENERATE(as<std::string>{}, "", "SKN", "SKN1", "SKN:", "SKN-1:", "SKNA:", "SKN1A:", "SKN12", "skn1:ABC",
               " SKN1:ABC", "\nSKN1:", "\xEF\xBB\xBFSKN1:ABC", "HC12:ABC", "HC:ABC", "hc1:ABC", "SHC:/1", "shc:1",
               "NZCP:1", "NL3:A", "{}", R"({"hdr":1})", R"({"t":"icao.vacc"})", "DC04", "DC05FR0AXT4A0E840E8CB2020201",
               "PK\x03\x04 is how a zip archive begins", R"( {"hdr":{"t":"icao.vacc"}})", "12345", "hello");
  CAPTURE(text);
  CHECK(format_of(text) == "unknown");
}

TEST_CASE("codes of daily life are no certificates and accuse nobody") {
  const std::string text = GENERATE(
      as<std::string>{}, "WIFI:T:WPA;S:Gosuslugi;P:gosuslugi.ru;;", "WIFI:S:cafe;T:nopass;;",
      "BEGIN:VCARD\nVERSION:3.0\nFN:Иванов\nURL:https://www.gosuslugi.ru/\nEND:VCARD",
      "MECARD:N:Ivanov;TEL:+79991234567;URL:http://gosuslugi.ru;;",
      "ST00012|Name=ООО Ромашка|PersonalAcc=40702810138250123017|BankName=Банк|BIC=044525225|Sum=10000",
      "BCD\n002\n1\nSCT\nBPOTBEB1\nRed Cross\nBE72000000001616\nEUR1", "00020101021226360014A000000727",
      "tel:+78001007010", "TEL:+78001007010", "mailto:help@gosuslugi.ru", "geo:55.75,37.61", "smsto:112:help",
      "bitcoin:1BoatSLRHtKNngkdXEeobR76b53LETtpyT", "otpauth://totp/gosuslugi:user?secret=JBSWY3DPEHPK3PXP",
      "market://details?id=ru.rostel", "help@gosuslugi.ru", "4600051000057", "t=20210628T1200&s=100.00&fn=9282&i=1&fp=2&n=1",
      "gosuslugi", "Госуслуги", "госуслуги.рф", "Ваш код на сайте gosuslugi.ru", "text with / and gosuslugi.com in it");
  CAPTURE(text);
  CHECK(format_of(text) == "unknown");
  CHECK(recognise(text).fault == skan::LinkFault::none);
}

TEST_CASE("public samples of other systems are recognised by name") {
  if (!has_testdata("other/kde") || !has_testdata("nzcp/valid")) return;
  const auto [path, format] =
      GENERATE(table<std::string, std::string>({{"other/kde/eu-dgc/full-vaccination.txt", "hc1"},
                                                {"other/kde/eu-dgc/full-vaccination-ch.txt", "hc1"},
                                                {"other/kde/eu-dgc/recovery.txt", "hc1"},
                                                {"other/kde/nl-coronacheck/sample-one-day.txt", "nl-coronacheck"},
                                                {"other/kde/divoc/partial-vaccination.bin", "divoc"},
                                                {"nzcp/valid/nzcp.txt", "nzcp"},
                                                {"shc/test-example-1195-byte-qrnumeric.txt", "shc"},
                                                {"shc/shlink-link.txt", "shlink"}}));
  CAPTURE(path);
  CHECK(format_of(content_of(skan::testing::testdata_path(path))) == format);
}

TEST_CASE("every public sample of the EU's is recognised") {
  if (!has_testdata("dgc-testdata")) return;
  int seen = 0;
  for (const auto& file : skan::testing::vector_files("dgc-testdata")) {
    const auto json = skan::testing::load_json(file);
    if (!json.contains("PREFIX") || !json["PREFIX"].is_string()) continue;
    const std::string text = json["PREFIX"];
    INFO(file.filename());
    ++seen;
    if (text.starts_with("HC1:")) CHECK(format_of(text) == "hc1");
    if (!text.starts_with("HC1:")) CHECK(format_of(text) != "skn1");
  }
  CHECK(seen > 200);
}

TEST_CASE("a number outside the list of formats is called unknown") {
  CHECK(name(static_cast<Format>(99)) == "unknown");
  CHECK(name(Format::unknown) == "unknown");
}
