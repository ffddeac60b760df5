# Toolchain: cross-builds for 64-bit ARM with Debian's compiler and its arm64 libraries, and runs what was built under
# qemu. `tools/install-packages.sh build arm64` installs all of them; the preset `arm64` takes this file. For the tests
# Catch2 must be of version 2, as Debian 12's is: a header. Of version 3 Debian has a library for one architecture only.

set(CMAKE_SYSTEM_NAME Linux)
set(CMAKE_SYSTEM_PROCESSOR aarch64)

set(CMAKE_C_COMPILER aarch64-linux-gnu-gcc)
set(CMAKE_CXX_COMPILER aarch64-linux-gnu-g++)
set(CMAKE_CROSSCOMPILING_EMULATOR qemu-aarch64)

# Debian lays the libraries of every architecture side by side under /usr/lib, and this compiler knows where its own
# are, so that no root is needed. What somebody built for this machine himself is never meant.
set(CMAKE_SYSTEM_IGNORE_PREFIX_PATH /usr/local /opt)
set(CMAKE_FIND_PACKAGE_NO_PACKAGE_REGISTRY ON)
set(ENV{PKG_CONFIG_LIBDIR} /usr/lib/aarch64-linux-gnu/pkgconfig:/usr/share/pkgconfig)
