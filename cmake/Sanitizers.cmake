# SKAN_SANITIZE: instruments everything that this build compiles.

if(SKAN_SANITIZE)
  if(MSVC)
    message(FATAL_ERROR "SKAN_SANITIZE is for GCC and Clang.")
  endif()
  string(REPLACE ";" "," _skan_sanitizers "${SKAN_SANITIZE}")
  # The first report ends the program, so that a test cannot pass over it.
  add_compile_options(-fsanitize=${_skan_sanitizers} -fno-sanitize-recover=all -fno-omit-frame-pointer)
  add_link_options(-fsanitize=${_skan_sanitizers})
  unset(_skan_sanitizers)
endif()
