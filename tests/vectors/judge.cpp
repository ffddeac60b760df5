// skan_cpp_judge STORE AUTHORITY: judges what stands on standard input, as tests/bindings/c/judge does, through the C++
// interface, and prints each verdict as `skan verify --json` does.
#include <iostream>
#include <span>
#include <sstream>
#include <stdexcept>
#include <string>
#include <vector>

#include "cli/verdict_output.h"
#include "codec/hex.h"
#include "skan/trust_store.h"
#include "skan/verifier.h"

namespace {

template <class T>
T must(skan::Result<T> result) {
  if (!result) throw std::runtime_error(result.error().message);
  return *std::move(result);
}

std::string unpacked(const std::string& hex) {
  if (hex == "-") return {};
  std::string bytes(hex.size() / 2, '\0');
  if (!skan::codec::hex_decode(hex, std::as_writable_bytes(std::span(bytes)))) {
    throw std::runtime_error("a text that is not hexadecimal");
  }
  return bytes;
}

std::string judged(const skan::TrustStore& store, const std::string& line) {
  std::istringstream fields(line);
  std::string policy, source;
  skan::Moment now;
  fields >> policy >> now.unix_seconds >> source;
  now.source = source == "stated" ? skan::ClockSource::stated : skan::ClockSource::device;
  std::vector<std::string> texts;
  for (std::string hex; fields >> hex;) texts.push_back(unpacked(hex));
  const std::vector<std::string_view> views(texts.begin(), texts.end());
  const skan::Verifier verifier(store, {policy == "-" ? "" : policy, 0});
  const auto verdict = views.size() == 1 ? verifier.verify(views[0], now) : must(verifier.verify_together(views, now));
  return skan::cli::verdict_json({}, verdict);
}

}  // namespace

int main(int count, char** arguments) try {
  if (count != 3) return std::cerr << "skan_cpp_judge STORE AUTHORITY\n", 2;
  const auto store = must(skan::TrustStore::open(arguments[1], must(skan::AuthorityId::parse(arguments[2]))));
  for (std::string line; std::getline(std::cin, line);) std::cout << judged(store, line) << '\n';
} catch (const std::exception& error) {
  std::cerr << "skan_cpp_judge: " << error.what() << '\n';
  return 1;
}
