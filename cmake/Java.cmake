# Whether Java can be built here, in skan_can_build_java: a JDK is there, 9 or newer because older ones do not know
# --release. It is looked for where it may be wanted.

set(skan_can_build_java OFF)
if(SKAN_BUILD_C AND NOT ANDROID AND (PROJECT_IS_TOP_LEVEL OR SKAN_BUILD_JAVA))
  find_package(Java 9 QUIET COMPONENTS Development)
  if(Java_FOUND AND NOT JAVA_HOME AND NOT DEFINED ENV{JAVA_HOME})  # the JDK that javac is of, wherever it lies
    get_filename_component(JAVA_HOME ${Java_JAVAC_EXECUTABLE} REALPATH)
    cmake_path(GET JAVA_HOME PARENT_PATH JAVA_HOME)
    cmake_path(GET JAVA_HOME PARENT_PATH JAVA_HOME)
  endif()
  # Only jni.h is wanted: who loads the library brings the virtual machine, and its windows.
  foreach(part JAVA_AWT_LIBRARY JAVA_AWT_INCLUDE_PATH JAVA_JVM_LIBRARY)
    set(${part} NotNeeded CACHE STRING "Not needed" FORCE)
    mark_as_advanced(${part})
  endforeach()
  find_package(JNI QUIET)
  if(Java_FOUND AND JNI_FOUND)
    set(skan_can_build_java ON)
  endif()
endif()
