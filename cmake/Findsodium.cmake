# Finds libsodium, which brings no CMake package of its own, and defines the target sodium::sodium.
#
# Looked for in this order: the package that vcpkg makes of it, pkg-config, the plain paths.
# Sets sodium_FOUND and, where known, sodium_VERSION.

include(FindPackageHandleStandardArgs)

find_package(unofficial-sodium CONFIG QUIET)
if(TARGET unofficial-sodium::sodium)
  set(sodium_VERSION "${unofficial-sodium_VERSION}")
  if(NOT TARGET sodium::sodium)
    add_library(sodium::sodium INTERFACE IMPORTED)
    target_link_libraries(sodium::sodium INTERFACE unofficial-sodium::sodium)
  endif()
  find_package_handle_standard_args(sodium
    REQUIRED_VARS unofficial-sodium_DIR
    VERSION_VAR sodium_VERSION)
  return()
endif()

find_package(PkgConfig QUIET)
if(PkgConfig_FOUND)
  pkg_check_modules(PC_sodium QUIET libsodium)
endif()

find_path(sodium_INCLUDE_DIR NAMES sodium.h HINTS ${PC_sodium_INCLUDE_DIRS})
find_library(sodium_LIBRARY NAMES sodium libsodium HINTS ${PC_sodium_LIBRARY_DIRS})
mark_as_advanced(sodium_INCLUDE_DIR sodium_LIBRARY)
set(sodium_VERSION "${PC_sodium_VERSION}")

find_package_handle_standard_args(sodium
  REQUIRED_VARS sodium_LIBRARY sodium_INCLUDE_DIR
  VERSION_VAR sodium_VERSION
  REASON_FAILURE_MESSAGE "On Debian and Ubuntu: apt-get install libsodium-dev pkg-config")

if(sodium_FOUND AND NOT TARGET sodium::sodium)
  add_library(sodium::sodium UNKNOWN IMPORTED)
  set_target_properties(sodium::sodium PROPERTIES
    IMPORTED_LOCATION "${sodium_LIBRARY}"
    INTERFACE_INCLUDE_DIRECTORIES "${sodium_INCLUDE_DIR}")
endif()
