// door STORE AUTHORITY TEXT UNIX_SECONDS: prints the verdict's outcome.
#include <skan/verifier.h>

#include <iostream>

int main(int, char** argv) {
  const auto store = skan::TrustStore::open(argv[1], skan::AuthorityId::parse(argv[2]).value());
  const skan::Moment now{std::stoll(argv[4]), skan::ClockSource::stated};
  std::cout << skan::name(skan::Verifier(store.value()).verify(argv[3], now).outcome) << '\n';
}
