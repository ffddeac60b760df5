// office FOLDER STORE UNIX_SECONDS: makes an authority, issues one certificate, publishes, provisions
// STORE with it all, and prints the authority's id and the certificate's text.
#include <skan/issuer/authority.h>
#include <skan/issuer/record.h>

#include <fstream>
#include <iostream>
#include <iterator>

int main(int, char** argv) {
  const std::int64_t now = std::stoll(argv[3]);
  auto authority = skan::issuer::Authority::create(argv[1], {}, now).value();

  skan::issuer::Record record{};
  record.kind = skan::Kind::recovered;
  record.number = "1000-1";
  record.name_latin = "Ivanov Ivan";
  record.birth_day = 5580;
  record.event_day = static_cast<std::int32_t>(now / 86'400 - 30);
  const auto issued = authority.issue(record, now).value();
  const auto publication = authority.publish(now).value();

  std::ifstream file(std::string(argv[1]) + "/public/root.cose", std::ios::binary);
  const std::string root{std::istreambuf_iterator<char>(file), {}};
  const auto id = authority.status().value().authority;
  auto store = skan::TrustStore::provision(argv[2], std::as_bytes(std::span(root)), id).value();
  store.update(publication.bundle, {now, skan::ClockSource::stated}).value();
  std::cout << id.hex() << ' ' << issued.text << '\n';
}
