# Finds libzbar by pkg-config and defines the target zbar::zbar. Only the scanner's bench uses it, if it is there.

include(FindPackageHandleStandardArgs)

find_package(PkgConfig QUIET)
if(PkgConfig_FOUND)
  pkg_check_modules(PC_zbar QUIET zbar)
endif()

find_path(zbar_INCLUDE_DIR NAMES zbar.h HINTS ${PC_zbar_INCLUDE_DIRS})
find_library(zbar_LIBRARY NAMES zbar HINTS ${PC_zbar_LIBRARY_DIRS})
mark_as_advanced(zbar_INCLUDE_DIR zbar_LIBRARY)

find_package_handle_standard_args(zbar REQUIRED_VARS zbar_LIBRARY zbar_INCLUDE_DIR)

if(zbar_FOUND AND NOT TARGET zbar::zbar)
  add_library(zbar::zbar UNKNOWN IMPORTED)
  set_target_properties(zbar::zbar PROPERTIES
    IMPORTED_LOCATION "${zbar_LIBRARY}"
    INTERFACE_INCLUDE_DIRECTORIES "${zbar_INCLUDE_DIR}")
endif()
