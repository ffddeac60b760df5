# How this project's tests are declared.

# Public test vectors that are not part of this project. Tests that need them are skipped without them.
set(SKAN_TESTDATA_DIR "${PROJECT_SOURCE_DIR}/../shared/testdata" CACHE PATH
  "Folder of public test vectors; tests that need them are skipped if it is not there")
set(skan_testdata_dir "")
if(IS_DIRECTORY "${SKAN_TESTDATA_DIR}")
  get_filename_component(skan_testdata_dir "${SKAN_TESTDATA_DIR}" ABSOLUTE)
endif()

# After how many seconds a test counts as hanging, unless it says something else. An emulator takes its time.
set(SKAN_TEST_TIMEOUT 120)
set(SKAN_SCRIPT_TIMEOUT 300)
if(CMAKE_CROSSCOMPILING_EMULATOR)
  set(SKAN_TEST_TIMEOUT 600)
  set(SKAN_SCRIPT_TIMEOUT 1500)
endif()

# What a script exits with to be reported as skipped. Programs built on Catch2 use 4, as Catch2 3 does.
set(SKAN_SCRIPT_SKIP_CODE 77)

# One program from folder/*.cpp; each of its TEST_CASEs becomes a test of ctest, labelled with the folder's name.
function(skan_add_catch_tests target folder)
  file(GLOB_RECURSE sources CONFIGURE_DEPENDS ${folder}/*.cpp)
  if(NOT sources)
    return()
  endif()
  add_executable(${target} ${sources})
  skan_target_defaults(${target})
  target_link_libraries(${target} PRIVATE skan_test_support)
  foreach(library sodium::sodium SQLite::SQLite3 ZLIB::ZLIB qrencode::qrencode webp::webp skan_pictures skan_program_support)
    if(TARGET ${library})
      target_link_libraries(${target} PRIVATE ${library})
    endif()
  endforeach()
  target_precompile_headers(${target} PRIVATE "${PROJECT_SOURCE_DIR}/tests/support/catch.h")

  set(tests_file ${CMAKE_CURRENT_BINARY_DIR}/${target}.cmake)
  set(include_file ${CMAKE_CURRENT_BINARY_DIR}/${target}_include.cmake)
  add_custom_command(TARGET ${target} POST_BUILD
    COMMAND ${CMAKE_COMMAND} -D "PROGRAM=$<TARGET_FILE:${target}>" -D "EMULATOR=${CMAKE_CROSSCOMPILING_EMULATOR}"
      -D "CATCH2_VERSION=${Catch2_VERSION}" -D "LABEL=${folder}" -D "TIMEOUT=${SKAN_TEST_TIMEOUT}"
      -D "OUTPUT=${tests_file}" -P "${PROJECT_SOURCE_DIR}/cmake/DiscoverTests.cmake"
    BYPRODUCTS ${tests_file}
    VERBATIM)
  file(WRITE ${include_file}
    "if(EXISTS \"${tests_file}\")\n  include(\"${tests_file}\")\n"
    "else()\n  add_test(${target}-was-not-built ${target})\nendif()\n")
  set_property(DIRECTORY APPEND PROPERTY TEST_INCLUDE_FILES ${include_file})
endfunction()

# The Python of the tests: the system's own, because its packages (python3-cbor2, python3-nacl) are there.
find_program(SKAN_PYTHON NAMES python3 PATHS /usr/bin NO_DEFAULT_PATH DOC "Python 3 for the tests")
find_program(SKAN_PYTHON NAMES python3 REQUIRED)
mark_as_advanced(SKAN_PYTHON)

# In `result`: what a script calls to run a program that is built here. That is the program itself, or, if an emulator
# runs what is built, a script beside the build that takes the same arguments and becomes the emulator.
function(skan_callable result target)
  if(NOT CMAKE_CROSSCOMPILING_EMULATOR)
    set(${result} "$<TARGET_FILE:${target}>" PARENT_SCOPE)
    return()
  endif()
  set(wrapper "${PROJECT_BINARY_DIR}/emulated/${target}")
  get_property(wrapped GLOBAL PROPERTY SKAN_EMULATED)
  if(NOT target IN_LIST wrapped)
    list(JOIN CMAKE_CROSSCOMPILING_EMULATOR "' '" emulator)
    file(GENERATE OUTPUT "${wrapper}" CONTENT "#!/bin/sh\nexec '${emulator}' '$<TARGET_FILE:${target}>' \"$@\"\n"
      FILE_PERMISSIONS OWNER_READ OWNER_WRITE OWNER_EXECUTE GROUP_READ GROUP_EXECUTE WORLD_READ WORLD_EXECUTE)
    set_property(GLOBAL APPEND PROPERTY SKAN_EMULATED ${target})
  endif()
  set(${result} "${wrapper}" PARENT_SCOPE)
endfunction()

# A test that is a script or another command. In its environment are SKAN, SKAN_AUTHORITY and
# SKAN_DEMO_CAMERA (the programs), SKAN_SOURCE_DIR, SKAN_BUILD_DIR, SKAN_TESTDATA_DIR (may be empty) and
# SKAN_PYTHON. Exit code 77 is a skip.
# Usage: skan_add_script_test(NAME COMMAND [ARGUMENT...])
function(skan_add_script_test name)
  add_test(NAME ${name} COMMAND ${ARGN})
  set(environment
    "SKAN_SOURCE_DIR=${PROJECT_SOURCE_DIR}"
    "SKAN_BUILD_DIR=${PROJECT_BINARY_DIR}"
    "SKAN_TESTDATA_DIR=${skan_testdata_dir}"
    "SKAN_PYTHON=${SKAN_PYTHON}"
    "PYTHONDONTWRITEBYTECODE=1")
  foreach(program skan skan-authority skan-demo-camera)
    if(TARGET ${program})
      string(TOUPPER ${program} variable)
      string(REPLACE "-" "_" variable ${variable})
      skan_callable(callable ${program})
      list(APPEND environment "${variable}=${callable}")
    endif()
  endforeach()
  set_tests_properties(${name} PROPERTIES
    ENVIRONMENT "${environment}"
    SKIP_RETURN_CODE ${SKAN_SCRIPT_SKIP_CODE}
    LABELS script
    TIMEOUT ${SKAN_SCRIPT_TIMEOUT})
endfunction()

# A timing program. It is built with the rest so that it does not rot, and run by hand.
function(skan_add_bench target)
  add_executable(${target} ${ARGN})
  skan_target_defaults(${target})
  target_include_directories(${target} PRIVATE ${PROJECT_SOURCE_DIR}/tests ${PROJECT_SOURCE_DIR}/sdk/src)
  target_link_libraries(${target} PRIVATE skan::sdk skan::issuer sodium::sodium fmt::fmt-header-only)
endfunction()
