# Objective-C++ for bindings/ios: skan::foundation, which brings Apple's frameworks, or on Linux GNUstep's Foundation over
# GCC's Objective-C runtime, for testing. It takes Clang.

if(NOT CMAKE_CXX_COMPILER_ID MATCHES "Clang")
  message(FATAL_ERROR "SKAN_BUILD_OBJC needs Clang, not ${CMAKE_CXX_COMPILER}: cmake --preset objc")
endif()
if(NOT CMAKE_OBJCXX_COMPILER)
  set(CMAKE_OBJCXX_COMPILER ${CMAKE_CXX_COMPILER})
endif()
enable_language(OBJCXX)

add_library(skan_foundation INTERFACE)
add_library(skan::foundation ALIAS skan_foundation)

if(APPLE)
  target_link_libraries(skan_foundation INTERFACE
    "-framework Foundation" "-framework CoreMedia" "-framework CoreVideo" "-framework Security")
  set(skan_objc_flags -fobjc-arc)
else()
  find_path(SKAN_GNUSTEP_HEADERS Foundation/Foundation.h PATHS /usr/include/GNUstep)
  find_library(SKAN_GNUSTEP_BASE gnustep-base)
  file(GLOB gcc_folders /usr/lib/gcc/*/*/include)
  find_path(SKAN_GCC_HEADERS objc/objc.h PATHS ${gcc_folders})
  find_library(SKAN_GCC_OBJC NAMES libobjc.so.4)
  mark_as_advanced(SKAN_GNUSTEP_HEADERS SKAN_GNUSTEP_BASE SKAN_GCC_HEADERS SKAN_GCC_OBJC)
  if(NOT SKAN_GNUSTEP_HEADERS OR NOT SKAN_GNUSTEP_BASE OR NOT SKAN_GCC_HEADERS OR NOT SKAN_GCC_OBJC)
    message(FATAL_ERROR "SKAN_BUILD_OBJC needs GNUstep's Foundation and GCC's Objective-C runtime. On Debian and Ubuntu: "
                        "apt-get install libgnustep-base-dev libobjc-12-dev libblocksruntime-dev")
  endif()
  # Of GCC's own headers only those of Objective-C: the others are not for Clang.
  set(objc_headers ${PROJECT_BINARY_DIR}/objc-headers)
  file(MAKE_DIRECTORY ${objc_headers})
  file(CREATE_LINK ${SKAN_GCC_HEADERS}/objc ${objc_headers}/objc SYMBOLIC)
  set(skan_gnustep_definitions GNUSTEP GNUSTEP_BASE_LIBRARY=1 GNU_RUNTIME=1 _NATIVE_OBJC_EXCEPTIONS)
  set(skan_gnustep_headers ${SKAN_GNUSTEP_HEADERS} ${objc_headers})
  target_include_directories(skan_foundation SYSTEM INTERFACE ${skan_gnustep_headers})
  target_compile_definitions(skan_foundation INTERFACE ${skan_gnustep_definitions})
  target_link_libraries(skan_foundation INTERFACE ${SKAN_GNUSTEP_BASE} ${SKAN_GCC_OBJC})
  set(skan_objc_flags -fobjc-runtime=gcc -fexceptions -fobjc-exceptions -fconstant-string-class=NSConstantString)
endif()
target_compile_options(skan_foundation INTERFACE "$<$<COMPILE_LANGUAGE:OBJCXX>:${skan_objc_flags}>")

# Properties of every target of Objective-C++, besides those of C++.
function(skan_objc_target_defaults target)
  skan_target_defaults(${target})
  set_target_properties(${target} PROPERTIES
    OBJCXX_STANDARD 23
    OBJCXX_STANDARD_REQUIRED ON
    OBJCXX_EXTENSIONS OFF
    OBJCXX_VISIBILITY_PRESET hidden)
  target_link_libraries(${target} PUBLIC skan::foundation)
endfunction()
