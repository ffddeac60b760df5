# What every target of this project is compiled as, and the check that the compiler can.

include(CheckCXXSourceCompiles)

function(skan_check_compiler)
  set(CMAKE_CXX_STANDARD 23)
  set(CMAKE_CXX_STANDARD_REQUIRED ON)
  set(CMAKE_TRY_COMPILE_TARGET_TYPE STATIC_LIBRARY)
  check_cxx_source_compiles("
    #include <expected>
    #include <span>
    std::expected<int, char> half(int value) {
      if (value % 2 != 0) return std::unexpected('o');
      return value / 2;
    }" SKAN_HAVE_STD_EXPECTED)
  if(NOT SKAN_HAVE_STD_EXPECTED)
    unset(SKAN_HAVE_STD_EXPECTED CACHE)  # so that the next run with another compiler asks again
    message(FATAL_ERROR
      "${CMAKE_CXX_COMPILER_ID} ${CMAKE_CXX_COMPILER_VERSION} (${CMAKE_CXX_COMPILER}) cannot compile "
      "std::expected of C++23.\nThe oldest compilers that can: GCC 12, Clang 19 (or any Clang with "
      "libc++ 17), Xcode 15, Android NDK r26, Visual Studio 2022 17.3.\nChoose one with "
      "-DCMAKE_CXX_COMPILER=... in a fresh build directory.")
  endif()
endfunction()

skan_check_compiler()

# Properties shared by every target: standard C++23, hidden symbols, warnings.
function(skan_target_defaults target)
  target_compile_features(${target} PUBLIC cxx_std_23)
  set_target_properties(${target} PROPERTIES
    CXX_EXTENSIONS OFF
    CXX_VISIBILITY_PRESET hidden
    VISIBILITY_INLINES_HIDDEN ON
    POSITION_INDEPENDENT_CODE ON)
  if(NOT MSVC)
    # One section a function, so that the linker leaves out what nothing calls.
    target_compile_options(${target} PRIVATE $<$<CONFIG:MinSizeRel>:-ffunction-sections -fdata-sections>)
  endif()
  skan_target_warnings(${target})
endfunction()
