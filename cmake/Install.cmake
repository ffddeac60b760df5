# What `cmake --install` puts where, and the package `skan` that other projects find.

include(CMakePackageConfigHelpers)

set(_skan_package_dir ${CMAKE_INSTALL_LIBDIR}/cmake/skan)

# Each component is an export of its own, so that a verifying program does not need libqrencode.
install(TARGETS skan_sdk EXPORT skan-sdk ARCHIVE DESTINATION ${CMAKE_INSTALL_LIBDIR})
install(EXPORT skan-sdk FILE skan-sdk-targets.cmake NAMESPACE skan:: DESTINATION ${_skan_package_dir})
install(DIRECTORY sdk/include/skan DESTINATION ${CMAKE_INSTALL_INCLUDEDIR}
  FILES_MATCHING PATTERN "*.h" PATTERN issuer EXCLUDE)
install(FILES cmake/Findsodium.cmake DESTINATION ${_skan_package_dir})

if(TARGET skan_issuer)
  install(TARGETS skan_issuer EXPORT skan-issuer ARCHIVE DESTINATION ${CMAKE_INSTALL_LIBDIR})
  install(EXPORT skan-issuer FILE skan-issuer-targets.cmake NAMESPACE skan:: DESTINATION ${_skan_package_dir})
  install(DIRECTORY sdk/include/skan/issuer DESTINATION ${CMAKE_INSTALL_INCLUDEDIR}/skan
    FILES_MATCHING PATTERN "*.h")
  install(FILES cmake/Findqrencode.cmake DESTINATION ${_skan_package_dir})
endif()

# The shared library stands alone: who links it needs nothing of what is inside.
if(TARGET skan_c)
  install(TARGETS skan_c EXPORT skan-c
    LIBRARY DESTINATION ${CMAKE_INSTALL_LIBDIR}
    ARCHIVE DESTINATION ${CMAKE_INSTALL_LIBDIR}
    RUNTIME DESTINATION ${CMAKE_INSTALL_BINDIR})
  install(EXPORT skan-c FILE skan-c-targets.cmake NAMESPACE skan:: DESTINATION ${_skan_package_dir})
  install(DIRECTORY bindings/c/include/skan DESTINATION ${CMAKE_INSTALL_INCLUDEDIR} FILES_MATCHING PATTERN "*.h")
  cmake_path(RELATIVE_PATH CMAKE_INSTALL_FULL_LIBDIR BASE_DIRECTORY ${CMAKE_INSTALL_PREFIX} OUTPUT_VARIABLE _skan_libdir)
  cmake_path(RELATIVE_PATH CMAKE_INSTALL_PREFIX BASE_DIRECTORY ${CMAKE_INSTALL_FULL_LIBDIR}/pkgconfig
    OUTPUT_VARIABLE _skan_up)
  configure_file(cmake/skan.pc.in ${PROJECT_BINARY_DIR}/skan.pc @ONLY)
  install(FILES ${PROJECT_BINARY_DIR}/skan.pc DESTINATION ${CMAKE_INSTALL_LIBDIR}/pkgconfig)
endif()

# Where Debian's Java has its own. libskan.so for Java has the C interface's name, and so a folder apart.
if(TARGET skan_jar)
  get_target_property(_skan_jar skan_jar SKAN_FILE)
  install(FILES ${_skan_jar} DESTINATION ${CMAKE_INSTALL_DATADIR}/java OPTIONAL)
  install(TARGETS skan_java LIBRARY DESTINATION ${CMAKE_INSTALL_LIBDIR}/jni OPTIONAL)
endif()

configure_package_config_file(cmake/skanConfig.cmake.in ${PROJECT_BINARY_DIR}/skanConfig.cmake
  INSTALL_DESTINATION ${_skan_package_dir}
  NO_SET_AND_CHECK_MACRO)
write_basic_package_version_file(${PROJECT_BINARY_DIR}/skanConfigVersion.cmake
  COMPATIBILITY SameMinorVersion)  # before 1.0 the minor number is the one that promises
install(FILES ${PROJECT_BINARY_DIR}/skanConfig.cmake ${PROJECT_BINARY_DIR}/skanConfigVersion.cmake
  DESTINATION ${_skan_package_dir})

foreach(program skan skan-authority)
  if(TARGET ${program})
    install(TARGETS ${program} RUNTIME DESTINATION ${CMAKE_INSTALL_BINDIR})
  endif()
endforeach()
install(FILES LICENSE DESTINATION ${CMAKE_INSTALL_DOCDIR})

unset(_skan_package_dir)
