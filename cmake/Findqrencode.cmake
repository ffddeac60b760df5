# Finds libqrencode, which brings no CMake package of its own, and defines the target qrencode::qrencode.
# Sets qrencode_FOUND and, where known, qrencode_VERSION.

include(FindPackageHandleStandardArgs)

find_package(PkgConfig QUIET)
if(PkgConfig_FOUND)
  pkg_check_modules(PC_qrencode QUIET libqrencode)
endif()

find_path(qrencode_INCLUDE_DIR NAMES qrencode.h HINTS ${PC_qrencode_INCLUDE_DIRS})
find_library(qrencode_LIBRARY NAMES qrencode HINTS ${PC_qrencode_LIBRARY_DIRS})
mark_as_advanced(qrencode_INCLUDE_DIR qrencode_LIBRARY)
set(qrencode_VERSION "${PC_qrencode_VERSION}")

find_package_handle_standard_args(qrencode
  REQUIRED_VARS qrencode_LIBRARY qrencode_INCLUDE_DIR
  VERSION_VAR qrencode_VERSION
  REASON_FAILURE_MESSAGE "On Debian and Ubuntu: apt-get install libqrencode-dev pkg-config")

if(qrencode_FOUND AND NOT TARGET qrencode::qrencode)
  add_library(qrencode::qrencode UNKNOWN IMPORTED)
  set_target_properties(qrencode::qrencode PROPERTIES
    IMPORTED_LOCATION "${qrencode_LIBRARY}"
    INTERFACE_INCLUDE_DIRECTORIES "${qrencode_INCLUDE_DIR}")
endif()
