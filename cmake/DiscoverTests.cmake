# Writes the ctest file of a Catch2 program: one test for each TEST_CASE, whatever its name is made of
# (Catch2's own script breaks at a semicolon). Those tagged [threads] have the label `threads`, too.
#
# Usage: cmake -D PROGRAM=... -D EMULATOR=... -D CATCH2_VERSION=... -D LABEL=... -D TIMEOUT=... -D OUTPUT=...
#          -P DiscoverTests.cmake
# EMULATOR is what runs the program, with its arguments; empty if the system does by itself.

if(CATCH2_VERSION VERSION_LESS 3)
  set(list_names --list-test-names-only)
else()
  set(list_names --list-tests --verbosity quiet)
endif()
execute_process(COMMAND ${EMULATOR} "${PROGRAM}" ${list_names} OUTPUT_VARIABLE names ERROR_VARIABLE errors)

execute_process(COMMAND ${EMULATOR} "${PROGRAM}" ${list_names} "[threads]" OUTPUT_VARIABLE threaded ERROR_QUIET)

set(command "")
foreach(word IN LISTS EMULATOR PROGRAM)
  string(APPEND command " [==[${word}]==]")
endforeach()
set(script "")
while(names MATCHES "^([^\n]*)\n")
  set(name "${CMAKE_MATCH_1}")
  string(LENGTH "${CMAKE_MATCH_0}" length)
  string(SUBSTRING "${names}" ${length} -1 names)
  if(name STREQUAL "")
    continue()
  endif()
  string(FIND "\n${threaded}" "\n${name}\n" place)
  set(labels "${LABEL}")
  if(NOT place EQUAL -1)
    string(APPEND labels ";threads")
  endif()
  # What has a meaning in a test specification is escaped. Without NoTests a name that matches nothing
  # would count as passed.
  string(REGEX REPLACE "([],\\[])" "\\\\\\1" pattern "${name}")
  string(APPEND script
    "add_test([==[${name}]==]${command} [==[${pattern}]==] --warn NoTests)\n"
    "set_tests_properties([==[${name}]==] PROPERTIES LABELS \"${labels}\" SKIP_RETURN_CODE 4 TIMEOUT ${TIMEOUT})\n")
endwhile()

if(script STREQUAL "")
  message(FATAL_ERROR "${PROGRAM} lists no tests. ${errors}")
endif()
file(WRITE "${OUTPUT}" "${script}")
