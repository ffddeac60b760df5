# Finds libwebp (the header webp/decode.h) by pkg-config and defines webp::webp.
# Sets webp_FOUND and, where known, webp_VERSION.

include(FindPackageHandleStandardArgs)

find_package(PkgConfig QUIET)
if(PkgConfig_FOUND)
  pkg_check_modules(PC_webp QUIET libwebp)
endif()

find_path(webp_INCLUDE_DIR NAMES webp/decode.h HINTS ${PC_webp_INCLUDE_DIRS})
find_library(webp_LIBRARY NAMES webp HINTS ${PC_webp_LIBRARY_DIRS})
mark_as_advanced(webp_INCLUDE_DIR webp_LIBRARY)
set(webp_VERSION "${PC_webp_VERSION}")

find_package_handle_standard_args(webp
  REQUIRED_VARS webp_LIBRARY webp_INCLUDE_DIR
  VERSION_VAR webp_VERSION
  REASON_FAILURE_MESSAGE "On Debian and Ubuntu: apt-get install libwebp-dev pkg-config")

if(webp_FOUND AND NOT TARGET webp::webp)
  add_library(webp::webp UNKNOWN IMPORTED)
  set_target_properties(webp::webp PROPERTIES
    IMPORTED_LOCATION "${webp_LIBRARY}"
    INTERFACE_INCLUDE_DIRECTORIES "${webp_INCLUDE_DIR}")
endif()
