#include "words/text_pool.h"

#include <array>
#include <string_view>

#include "support/catch.h"

using namespace skan::words_tables;

namespace {

constexpr std::array<std::string_view, 9> kTexts = {"revoked", "Отозван", "", "no", "", "expired", "Истёк", "revoked", "no"};
constexpr auto kPool = text_pool<kTexts>();

}  // namespace

TEST_CASE("packed texts are read back as they were") {
  for (std::size_t i = 0; i < kTexts.size(); ++i) CHECK(kPool[i] == kTexts[i]);
}

TEST_CASE("a packed text that repeats one of the five before it is kept once, and one further back twice") {
  CHECK(kPool.offsets[4] == kPool.offsets[2]);
  CHECK(kPool.offsets[8] == kPool.offsets[3]);
  CHECK(kPool.offsets[7] != kPool.offsets[0]);
}
