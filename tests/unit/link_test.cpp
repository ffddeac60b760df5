#include "certificate/link.h"

#include "support/catch.h"

#include <string>
#include <vector>

#include "certificate/letters.h"

using namespace skan::certificate;
using skan::LinkFault;

namespace {

const std::string kUuid = "0f8fad5b-d9cb-469f-a165-70867728950e";
const std::string kPath = "vaccine/cert/verify/" + kUuid;
const std::string kPortal = "https://www.gosuslugi.ru/";

LinkKind kind_of(const std::string& text) {
  return judge_link(text).kind;
}

/// `lookalike (misspelt)`, or what else it was taken for.
std::string told(const std::string& text) {
  const Link link = judge_link(text);
  switch (link.kind) {
    case LinkKind::no_link: return "no link";
    case LinkKind::elsewhere: return "elsewhere";
    case LinkKind::certificate: return "certificate";
    case LinkKind::lookalike: return std::string(name(link.fault));
  }
  return "?";
}

}  // namespace

TEST_CASE("the portal's verification links are recognised") {
  const std::string text = GENERATE_COPY(
      as<std::string>{}, kPortal + kPath, kPortal + kPath + "/", kPortal + kPath + "?lang=ru",
      "https://gosuslugi.ru/" + kPath, kPortal + "covid-cert/status/" + kUuid,
      kPortal + "covid-cert/status/" + kUuid + "?lang=en", kPortal + "covid-cert/verify/9770000012345678",
      kPortal + "covid-cert/verify/1?lang=ru&ck=0a1b2c3d-4_5.%20",
      kPortal + "covid-cert/verify/" + std::string(32, '1'),
      kPortal + "vaccine/cert/verify/0F8FAD5B-D9CB-469F-A165-70867728950E",
      "HTTPS://WWW.GOSUSLUGI.RU/" + kPath, "Https://www.Gosuslugi.ru/" + kPath,
      "https://www.gosuslugi.ru./" + kPath,     // the same name, fully qualified
      "https://www.gosuslugi.ru:443/" + kPath,  // the same port
      "www.gosuslugi.ru/" + kPath, "gosuslugi.ru/" + kPath, "URL:" + kPortal + kPath);
  CAPTURE(text);
  CHECK(told(text) == "certificate");
}

TEST_CASE("other pages of the portal are neither certificates nor imitations") {
  const std::string text = GENERATE_COPY(
      as<std::string>{}, kPortal, kPortal + "help", kPortal + "vaccine/cert/verify/", kPortal + "vaccine/cert/verify",
      kPortal + "vaccine/cert/verify/" + kUuid.substr(1), kPortal + kPath + "0", kPortal + kPath + "/more",
      kPortal + kPath + "#part", kPortal + kPath + "?a=<b>", kPortal + kPath + "?a b",
      kPortal + "vaccine/cert/verify/g" + kUuid.substr(1), kPortal + "vaccine/cert/verify/12345",
      kPortal + "covid-cert/verify/", kPortal + "covid-cert/verify/12a",
      kPortal + "covid-cert/verify/" + std::string(33, '1'), kPortal + "covid-cert/status/12345",
      kPortal + "covid-cert/verify/-1", kPortal + "Vaccine/cert/verify/" + kUuid, kPortal + "/" + kPath,
      kPortal + "../" + kPath, "https://esia.gosuslugi.ru/login", "https://lk.gosuslugi.ru/settings",
      "https://pos.gosuslugi.ru/lkp/polls/", "https://esia.gosuslugi.ru/" + kPath, "http://www.gosuslugi.ru/",
      "http://gosuslugi.ru/help", "https:/www.gosuslugi.ru/" + kPath, "https:www.gosuslugi.ru/" + kPath,
      "https:///www.gosuslugi.ru/" + kPath, kPortal + "help\\faq", kPortal + "help\tfaq", "www.gosuslugi.ru");
  CAPTURE(text);
  CHECK(told(text) == "elsewhere");
}

TEST_CASE("an imitation is told by what gave it away") {
  const auto [text, fault] = GENERATE_COPY(table<std::string, std::string>(
      {{"https://www.gosuslugi.ru@example.com/" + kPath, "user_information"},
       {"https://www.gosuslugi.ru:pass@example.com/" + kPath, "user_information"},
       {"https://www.gosuslugi.ru%2Fvaccine@example.com/", "user_information"},
       {"https://someone@www.gosuslugi.ru/" + kPath, "user_information"},
       {"https://www.gosuslugi.ru@www.gosuslugi.ru@example.com/", "user_information"},
       {"https://www.gosuslugi.ru\\@example.com/" + kPath, "backslash"},
       {"https://example.com\\@www.gosuslugi.ru/" + kPath, "backslash"},
       {"https://www.gosuslugi.ru\\" + kPath, "backslash"},
       {"https:\\\\www.gosuslugi.ru\\" + kPath, "backslash"},
       {"https:\\\\gosuslugi.ru.example.com/" + kPath, "backslash"},
       {"https://www.gosus\tlugi.ru/" + kPath, "hidden_character"},
       {"ht\ntps://www.gosuslugi.ru/" + kPath, "hidden_character"},
       {"https://www.gosus\u200Blugi.ru/" + kPath, "hidden_character"},
       {"https://www.gosus\u00ADlugi.ru/" + kPath, "hidden_character"},
       {"https://www.gosuslugi.ru .example.com/" + kPath, "hidden_character"},
       {"https://gosuslugi\u202E.com/", "hidden_character"},
       {"https://www.gosuslugi%2Eru/" + kPath, "encoded_host"},
       {"https://www.%67osuslugi.ru/" + kPath, "encoded_host"},
       {"https://www.gosuslugi.ru%2eexample.com/" + kPath, "encoded_host"},
       {"https://www.g\u043Esuslugi.ru/" + kPath, "mixed_scripts"},          // a Cyrillic o
       {"https://www.gosu\u0455lugi.ru/", "mixed_scripts"},                  // a Cyrillic dze
       {"https://www.gosuslug\u0456.ru/", "mixed_scripts"},                  // a Ukrainian i
       {"https://www.g\u03BFsuslugi.ru/", "mixed_scripts"},                  // an omicron
       {"https://www.gösuslugi.ru/", "mixed_scripts"},
       {"https://www.gosuslugí.ru/", "mixed_scripts"},
       {"https://www.go\u015Fuslugi.ru/", "mixed_scripts"},
       {"https://www.\uFF47osuslugi.ru/", "mixed_scripts"},                  // full width
       {"https://www.\U0001D420osuslugi.ru/", "mixed_scripts"},              // mathematical bold
       {"https://www.\u24D6osuslugi.ru/", "mixed_scripts"},                  // in a circle
       {"https://www.gosuslugi\u3002ru/" + kPath, "mixed_scripts"},          // an ideographic full stop
       {"https://госуслуги.com/", "mixed_scripts"},
       {"https://госуслуги-сертификат.рф/", "mixed_scripts"},
       {"https://госуслуги.рф/" + kPath, "mixed_scripts"},
       {"https://www.xn--gsuslugi-e7g.ru/" + kPath, "punycode"},
       {"https://XN--GSUSLUGI-E7G.ru/", "punycode"},
       {"https://xn--gsuslugi-nbh.ru/", "punycode"},
       {"https://www.gosuslugi.ru.example.com/" + kPath, "longer_host"},
       {"https://gosuslugi.ru.com/" + kPath, "longer_host"},
       {"https://gosuslugi.ru.covid-cert.site/", "longer_host"},
       {"gosuslugi.ru.example.com/" + kPath, "longer_host"},
       {"https://www.gosuslugi.com/" + kPath, "other_top_level"},
       {"https://gosuslugi.net/", "other_top_level"},
       {"https://gosuslugi.site", "other_top_level"},
       {"http://gosuslugi.su/x", "other_top_level"},
       {"https://www.gosuslugi.com.ru/", "other_top_level"},
       {"https://gosuslugi/" + kPath, "other_top_level"},
       {"https://gosuslugi-ru.com/", "name_in_host"},
       {"https://gosuslugi-covid.ru/" + kPath, "name_in_host"},
       {"https://wwwgosuslugi.ru/", "name_in_host"},
       {"https://www-gosuslugi.ru/", "name_in_host"},
       {"https://mygosuslugi.ru/", "name_in_host"},
       {"https://gosuslugis.ru/", "name_in_host"},
       {"https://www.gosuslugiru.com/", "name_in_host"},
       {"https://gosuslugi.example.com/" + kPath, "name_in_host"},
       {"https://gosuslugi.example.ru/" + kPath, "name_in_host"},
       {"https://gosuslugi71.ru/" + kPath, "name_in_host"},
       {"https://www.gosusIugi.ru/", "misspelt"},  // a capital I
       {"https://www.gosuslugl.ru/", "misspelt"},
       {"https://www.gosuslugy.ru/", "misspelt"},
       {"https://www.gosus1ugi.ru/", "misspelt"},
       {"https://www.g0suslugi.ru/", "misspelt"},
       {"https://www.gosusluqi.ru/", "misspelt"},
       {"https://gosyslygi.ru/", "misspelt"},
       {"https://gosulugi.ru/", "misspelt"},
       {"https://gosuslug.ru/", "misspelt"},
       {"https://gossuslugi.ru/", "misspelt"},
       {"https://gosusulgi.ru/", "misspelt"},
       {"https://gasuslugi.ru/", "misspelt"},
       {"https://wwwgosusluqi.ru/", "misspelt"},
       {"https://gosusluqi-covid.ru/", "misspelt"},
       {"https://gosuslugl.ru.example.com/", "misspelt"},
       {"https://mosuslugi.ru/" + kPath, "misspelt"},
       {"https://example.com/gosuslugi.ru", "name_in_path"},
       {"https://example.com/www.gosuslugi.ru/" + kPath, "name_in_path"},
       {"https://example.com/https://www.gosuslugi.ru/", "name_in_path"},
       {"https://example.com/?https://www.gosuslugi.ru/" + kPath, "name_in_path"},
       {"https://example.com/?u=https%3A%2F%2Fwww.gosuslugi.ru%2Fcovid-cert%2Fverify%2F1", "name_in_path"},
       {"https://192.0.2.1/gosuslugi.ru/" + kPath, "name_in_path"},
       {"https://example.com/" + kPath, "foreign_host"},
       {"https://192.0.2.1/covid-cert/verify/9770000012345678?lang=ru&ck=0a1b", "foreign_host"},
       {"https://example.com//Covid-Cert/Verify/9770000012345678", "foreign_host"},
       {"https://example.com/a/.././covid-cert//verify/1/?ck=a%2Fb", "foreign_host"},
       {"https://example.com/covid%2Dcert/%76erify/1", "foreign_host"},
       {"https://example.com/go?to=WWW.gosuslugi.ru%2Fcovid%2Dcert%2Fverify%2F1", "name_in_path"},
       {"https://www.gosuslugi.ru:8443//covid%2dcert/verify/1", "port"},
       {"http://www.gosuslugi.ru/" + kPath, "not_https"},
       {"ftp://www.gosuslugi.ru/" + kPath, "not_https"},
       {"intent://www.gosuslugi.ru/" + kPath, "not_https"},
       {"https://www.gosuslugi.ru:8443/" + kPath, "port"},
       {"https://www.gosuslugi.ru:80/" + kPath, "port"}}));
  CAPTURE(text);
  CHECK(told(text) == fault);
}

TEST_CASE("honest links are not accused") {
  const std::string text = GENERATE_COPY(
      as<std::string>{}, "https://example.com/", "https://example.com/menu?table=4", "http://example.com",
      "https://www.mos.ru/", "https://uslugi.mosreg.ru/services", "https://gosuslugi.bashkortostan.ru/",
      "https://gosuslugi71.ru/", "https://www.gosuslugi29.ru/help", "https://gosuslugi.samregion.ru/services/1",
      "https://gosuslugi.astrobl.ru", "https://pgu.krasnodar.ru/", "https://uslugi.tatarstan.ru/",
      "https://госуслуги.рф/", "https://vk.com/gosuslugi", "https://t.me/gosuslugi", "https://ok.ru/gosuslugi",
      "https://yandex.ru/search/?text=gosuslugi.ru", "https://www.google.com/search?q=www.gosuslugi.ru",
      "https://vk.com/away.php?to=https%3A%2F%2Fwww.gosuslugi.ru%2F", "https://ru.wikipedia.org/wiki/Gosuslugi",
      "https://web.archive.org/web/2021/https://www.gosuslugi.ru/help", "https://2ip.ru/whois/gosuslugi.ru",
      "https://play.google.com/store/apps/details?id=ru.rostel", "https://mosuslugi.ru/", "https://uslugi.ru/",
      "https://goslugi.ru/", "https://zakupki.gov.ru/", "https://nalog.gov.ru", "https://user@example.com/",
      "https://example.com:8443/", "https://example.com\\path", "https://exam\tple.com/", "https://xn--e1afmkfd.xn--p1ai/",
      "https://пример.рф/путь", "https://[2001:db8::1]/", "https://example.com/cert/verify/1",
      "https://verify.example.com/status/" + kUuid, "https://a.b/#" + kPath, "https://./", "https://..ru/",
      "https://example.com/covid-cert/../menu", "https://example.com/../../verify/1", "https://example.com/%zz%",
      "https://xn--/", "https://xn--99999999/");
  CAPTURE(text);
  CHECK(told(text) == "elsewhere");
}

TEST_CASE("what is no link at all is none") {
  const std::string text =
      GENERATE(as<std::string>{}, "", "hello", "gosuslugi", "gosuslugi.ru", "help@gosuslugi.ru", "a@gosuslugi.com/x",
               "mailto:help@gosuslugi.ru", "gosuslugi.com is a site", "https://", "https:", "://", "//", "https:///", "1.5/2",
               "tel:+78001007010");
  CAPTURE(text);
  CHECK(kind_of(text) != LinkKind::certificate);
  CHECK(kind_of(text) != LinkKind::lookalike);
}

TEST_CASE("punycode is read as RFC 3492's samples have it") {
  CHECK(decode_punycode("egbpdaj6bu4bxfgehfvwxn") == "\u0644\u064A\u0647\u0645\u0627\u0628\u062A\u0643\u0644\u0645\u0648\u0634\u0639\u0631\u0628\u064A\u061F");
  CHECK(decode_punycode("Proprostnemluvesky-uyb24dma41a") == "Pro\u010Dprost\u011Bnemluv\u00ED\u010Desky");
  CHECK(decode_punycode("MajiKoi5-783gue6qz075azm5e") == "Maji\u3067Koi\u3059\u308B5\u79D2\u524D");
  CHECK(decode_punycode("e1afmkfd") == "пример");
  CHECK(decode_punycode("abc-") == "abc");
  CHECK_FALSE(decode_punycode("99999999"));
  CHECK_FALSE(decode_punycode("abc-!"));
  CHECK_FALSE(decode_punycode("a9"));
  CHECK_FALSE(decode_punycode(std::string(64, 'a')));
}

TEST_CASE("labels that are hard to tell apart have one skeleton") {
  const std::string label = GENERATE(as<std::string>{}, "gosuslugi", "GOSUSLUGI", "g0su5lug1", "gosusIugi", "госуслуги", "ɢosusʟugi",
                                     "gósùşlûğí", "gosus\u200Dlugi", "go\u0301suslugi", "ցօsusIugi");
  CAPTURE(label);
  CHECK(skeleton(label) == skeleton("gosuslugi"));
  CHECK(skeleton("mosuslugi") != skeleton("gosuslugi"));
}
