# Finds libturbojpeg (the header turbojpeg.h) by pkg-config and defines turbojpeg::turbojpeg.
# Sets turbojpeg_FOUND and, where known, turbojpeg_VERSION.

include(FindPackageHandleStandardArgs)

find_package(PkgConfig QUIET)
if(PkgConfig_FOUND)
  pkg_check_modules(PC_turbojpeg QUIET libturbojpeg)
endif()

find_path(turbojpeg_INCLUDE_DIR NAMES turbojpeg.h HINTS ${PC_turbojpeg_INCLUDE_DIRS})
find_library(turbojpeg_LIBRARY NAMES turbojpeg turbojpeg-static HINTS ${PC_turbojpeg_LIBRARY_DIRS})
mark_as_advanced(turbojpeg_INCLUDE_DIR turbojpeg_LIBRARY)
set(turbojpeg_VERSION "${PC_turbojpeg_VERSION}")

find_package_handle_standard_args(turbojpeg
  REQUIRED_VARS turbojpeg_LIBRARY turbojpeg_INCLUDE_DIR
  VERSION_VAR turbojpeg_VERSION
  REASON_FAILURE_MESSAGE "On Debian and Ubuntu: apt-get install libturbojpeg0-dev pkg-config")

if(turbojpeg_FOUND AND NOT TARGET turbojpeg::turbojpeg)
  add_library(turbojpeg::turbojpeg UNKNOWN IMPORTED)
  set_target_properties(turbojpeg::turbojpeg PROPERTIES
    IMPORTED_LOCATION "${turbojpeg_LIBRARY}"
    INTERFACE_INCLUDE_DIRECTORIES "${turbojpeg_INCLUDE_DIR}")
endif()
