// door STORE AUTHORITY TEXT UNIX_SECONDS: prints the verdict's outcome.
#include <skan/scanner.h>
#include <skan/verifier.h>

#include <iostream>
#include <vector>

int main(int, char** argv) {
  const std::vector<std::uint8_t> paper(64 * 64, 255);  // scanned too, so that ZXing is found and linked
  if (!skan::Scanner().read_still(skan::Frame::luma(paper, 64, 64, 64).value()).value().codes.empty()) return 1;
  const auto store = skan::TrustStore::open(argv[1], skan::AuthorityId::parse(argv[2]).value());
  const skan::Moment now{std::stoll(argv[4]), skan::ClockSource::stated};
  std::cout << skan::name(skan::Verifier(store.value()).verify(argv[3], now).outcome) << '\n';
}
