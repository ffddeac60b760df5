# The warnings this project is kept free of. Headers of other projects are system headers and exempt.

function(skan_target_warnings target)
  if(MSVC)
    target_compile_options(${target} PRIVATE /W4 /permissive- /utf-8 $<$<BOOL:${SKAN_WERROR}>:/WX>)
    return()
  endif()

  set(warnings
    -Wall -Wextra -Wpedantic
    -Wconversion -Wsign-conversion -Wdouble-promotion
    -Wshadow -Wcast-align -Wcast-qual -Wold-style-cast
    -Wnon-virtual-dtor -Woverloaded-virtual -Wextra-semi
    -Wformat=2 -Wimplicit-fallthrough -Wundef -Wvla)
  if(CMAKE_CXX_COMPILER_ID MATCHES "Clang")
    # GCC has -Wnull-dereference too, but its flow analysis finds impossible null pointers.
    list(APPEND warnings -Wnull-dereference -Wunused-member-function -Wrange-loop-analysis -Wloop-analysis)
  else()
    list(APPEND warnings -Wduplicated-cond -Wduplicated-branches -Wlogical-op)
    if(CMAKE_CXX_COMPILER_VERSION VERSION_LESS 13)
      # GCC 12 reports impossible sizes in the standard algorithms that it inlines (its bugs 105329 and 105651).
      list(APPEND warnings -Wno-restrict -Wno-stringop-overread)
    endif()
  endif()
  target_compile_options(${target} PRIVATE ${warnings} $<$<BOOL:${SKAN_WERROR}>:-Werror>)
endfunction()
