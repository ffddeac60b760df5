// The one way into Catch2: version 2 (a single header) and version 3 (many) read alike after this.
#pragma once

#include <string>
#include <string_view>

#if __has_include(<catch2/catch_test_macros.hpp>)
#include <catch2/catch_approx.hpp>
#include <catch2/catch_message.hpp>
#include <catch2/catch_template_test_macros.hpp>
#include <catch2/catch_test_macros.hpp>
#include <catch2/generators/catch_generators_all.hpp>
#include <catch2/matchers/catch_matchers.hpp>
#include <catch2/matchers/catch_matchers_string.hpp>

/// Ends the test case here and reports it as skipped; use it directly in a TEST_CASE.
#define SKAN_SKIP(reason) SKIP(reason)

#else
#include <catch2/catch.hpp>

namespace skan::testing {

/// Marks the run as skipped and prints `SKIPPED: reason`. Nothing but SKAN_SKIP calls it.
void note_skip(std::string_view reason);

}  // namespace skan::testing

/// Ends the test case here and reports it as skipped; use it directly in a TEST_CASE.
#define SKAN_SKIP(reason)               \
  do {                                  \
    ::skan::testing::note_skip(reason); \
    return;                             \
  } while (false)

namespace Catch::Matchers {

/// Version 3's name for what version 2 calls Contains.
inline auto ContainsSubstring(const std::string& part) { return Contains(part); }

}  // namespace Catch::Matchers
#endif

/// Skips the test case unless the folder of public test vectors is there; use it directly in a TEST_CASE.
#define SKAN_REQUIRE_TESTDATA()                                                       \
  do {                                                                                \
    if (std::string_view(SKAN_TESTDATA_DIR).empty()) SKAN_SKIP("no SKAN_TESTDATA_DIR"); \
  } while (false)
