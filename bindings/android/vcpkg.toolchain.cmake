# The NDK's toolchain with the libraries of vcpkg for the processor that Gradle asks for.
set(_skan_triplet_arm64-v8a arm64-android)
set(_skan_triplet_armeabi-v7a arm-neon-android)
set(_skan_triplet_x86_64 x64-android)
set(VCPKG_TARGET_TRIPLET ${_skan_triplet_${ANDROID_ABI}})
set(VCPKG_CHAINLOAD_TOOLCHAIN_FILE ${ANDROID_NDK}/build/cmake/android.toolchain.cmake)
include($ENV{VCPKG_ROOT}/scripts/buildsystems/vcpkg.cmake)
