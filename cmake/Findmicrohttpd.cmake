# Finds libmicrohttpd, which brings no CMake package of its own, and defines the target microhttpd::microhttpd.
# Sets microhttpd_FOUND and, where known, microhttpd_VERSION.

include(FindPackageHandleStandardArgs)

find_package(PkgConfig QUIET)
if(PkgConfig_FOUND)
  pkg_check_modules(PC_microhttpd QUIET libmicrohttpd)
endif()

find_path(microhttpd_INCLUDE_DIR NAMES microhttpd.h HINTS ${PC_microhttpd_INCLUDE_DIRS})
find_library(microhttpd_LIBRARY NAMES microhttpd HINTS ${PC_microhttpd_LIBRARY_DIRS})
mark_as_advanced(microhttpd_INCLUDE_DIR microhttpd_LIBRARY)
set(microhttpd_VERSION "${PC_microhttpd_VERSION}")

find_package_handle_standard_args(microhttpd
  REQUIRED_VARS microhttpd_LIBRARY microhttpd_INCLUDE_DIR
  VERSION_VAR microhttpd_VERSION
  REASON_FAILURE_MESSAGE "On Debian and Ubuntu: apt-get install libmicrohttpd-dev pkg-config")

if(microhttpd_FOUND AND NOT TARGET microhttpd::microhttpd)
  add_library(microhttpd::microhttpd UNKNOWN IMPORTED)
  set_target_properties(microhttpd::microhttpd PROPERTIES
    IMPORTED_LOCATION "${microhttpd_LIBRARY}"
    INTERFACE_INCLUDE_DIRECTORIES "${microhttpd_INCLUDE_DIR}")
endif()
