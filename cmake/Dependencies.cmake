# Everything from outside that this build uses. The installed package asks only for what static linking
# needs (skanConfig.cmake.in): fmt is header-only and stays behind, programs and tests are not libraries.

# skan::sdk
find_package(sodium REQUIRED)          # signatures and digests
find_package(ZXing CONFIG REQUIRED)    # reading codes; 1.4, 2.x and 3.x do
find_package(SQLite3 REQUIRED)         # the trust store
find_package(ZLIB REQUIRED)            # the bitmap form of status lists
find_package(fmt CONFIG REQUIRED)      # messages

if(sodium_VERSION AND sodium_VERSION VERSION_LESS 1.0.18)  # not every packager tells the version
  message(FATAL_ERROR "libsodium ${sodium_VERSION} is too old: 1.0.18 or newer is needed.")
endif()
if(ZXing_VERSION VERSION_LESS 1.4)
  message(FATAL_ERROR "ZXing ${ZXing_VERSION} (${ZXing_DIR}) is too old: 1.4 or newer is needed.")
endif()
set(SKAN_ZXING_TARGET ZXing::ZXing)    # its name in every version but a few builds of other packagers
if(NOT TARGET ZXing::ZXing)
  set(SKAN_ZXING_TARGET ZXing::Core)
endif()

# skan::issuer
if(SKAN_BUILD_ISSUER)
  find_package(qrencode REQUIRED)      # drawing codes
  find_package(nlohmann_json CONFIG REQUIRED)  # policies as they are edited; header-only, stays behind
endif()

# The programs, and the tests that run them
if(SKAN_BUILD_PROGRAMS OR SKAN_BUILD_TESTS OR SKAN_BUILD_BENCH)
  find_package(CLI11 CONFIG REQUIRED)
  find_package(nlohmann_json CONFIG REQUIRED)
  find_package(PNG REQUIRED)
  find_package(turbojpeg REQUIRED)
  find_package(webp REQUIRED)
endif()

# What of the programs speaks HTTP; the library never does
if(SKAN_BUILD_PROGRAMS)
  find_package(CURL 7.85 REQUIRED)     # fetching updates
  find_package(microhttpd REQUIRED)    # feeding other devices
endif()

if(SKAN_BUILD_TESTS)
  find_package(Catch2 CONFIG REQUIRED)
endif()

# The scanner's bench compares with zbar where it is installed
if(SKAN_BUILD_BENCH)
  find_package(zbar QUIET)
endif()
