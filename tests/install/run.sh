#!/bin/sh
# Installs this build into a temporary prefix and builds programs outside the source tree against it.
# Called by ctest, which sets SKAN_BUILD_DIR, SKAN_SOURCE_DIR, CC, CFLAGS, CXX, CXXFLAGS and SKAN_CMAKE, SKAN_JAVA and SKAN_JAVAC
# where Java is built, and of a cross-build CMAKE_TOOLCHAIN_FILE, which CMake reads, and SKAN_EMULATOR, the words that run what was built.
set -eu

say() { printf 'install test: %s\n' "$*"; }
fail() { say "FAILED: $*"; exit 1; }

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
trap 'exit 1' HUP INT TERM
prefix="$work/prefix with space"

"$SKAN_CMAKE" --install "$SKAN_BUILD_DIR" --prefix "$prefix" >"$work/install.log" || fail "$(cat "$work/install.log")"

say 'nothing of the build stays in the package'
for word in fmt "$SKAN_BUILD_DIR" "$SKAN_SOURCE_DIR"; do
  if find "$prefix" -name '*.cmake' -exec grep -Hn -- "$word" {} + | grep -v '^[^:]*:[0-9]*: *#'; then
    fail "the package mentions $word"
  fi
done
[ -f "$prefix"/include/skan/verifier.h ] || fail 'skan/verifier.h is missing'

build() {  # build NAME: a copy, so that no path leads back into the sources
  cp -R "$SKAN_SOURCE_DIR/tests/install/$1" "$work/$1"
  {
    "$SKAN_CMAKE" -G Ninja -S "$work/$1" -B "$work/$1/build" \
      -DCMAKE_PREFIX_PATH="$prefix" -DCMAKE_BUILD_TYPE=Debug &&
      "$SKAN_CMAKE" --build "$work/$1/build"
  } >"$work/$1.log" 2>&1 || fail "$(cat "$work/$1.log")"
}

say 'a program that links skan::sdk is built, without a trace of libqrencode'
build door
if grep -i qrencode "$work/door/build/CMakeCache.txt" "$work/door/build/build.ninja"; then
  fail 'skan::sdk drags libqrencode in'
fi

say 'a program that links skan::issuer is built'
build office

say 'a C program that links skan::c is built, by CMake and by pkg-config, without what the library is made of'
build gate
if grep -iE 'sodium|zxing|sqlite' "$work/gate/build/CMakeCache.txt" "$work/gate/build/build.ninja"; then
  fail 'skan::c drags its own libraries in'
fi
pc=$(find "$prefix" -name skan.pc)
flags=$(PKG_CONFIG_PATH=$(dirname "$pc") pkg-config --cflags --libs skan) || fail 'pkg-config does not find skan'
eval "\$CC -std=c11 \$CFLAGS \"\$work/gate/gate.c\" -o \"\$work/gate/by-pkg-config\" $flags" || fail 'gate by pkg-config'

run() {  # run PROGRAM ARGUMENT...
  ${SKAN_EMULATOR:-} "$@"
}

say 'they run: what the office issues, the door accepts'
now=1625000000
run "$work/office/build/office" "$work/authority" "$work/store.db" "$now" >"$work/issued" || fail 'office'
read -r authority text <"$work/issued"
outcome=$(run "$work/door/build/door" "$work/store.db" "$authority" "$text" "$now") || fail 'door'
[ "$outcome" = accepted ] || fail "the door says $outcome"
outcome=$(run "$work/gate/build/gate" "$work/store.db" "$authority" "$text" "$now") || fail 'gate'
[ "$outcome" = accepted ] || fail "the gate says $outcome"
libraries=$(dirname "$(dirname "$pc")")
outcome=$(LD_LIBRARY_PATH=$libraries run "$work/gate/by-pkg-config" "$work/store.db" "$authority" "$text" 4000000000) ||
  fail 'gate by pkg-config does not run'
[ "$outcome" = rejected ] || fail "the gate by pkg-config says $outcome"

if [ -n "${SKAN_JAVAC:-}" ]; then
  say 'a Java program runs with the installed classes and their library'
  jar=$prefix/share/java/skan.jar jni=$(dirname "$(dirname "$pc")")/jni
  mkdir "$work/turnstile"
  "$SKAN_JAVAC" -cp "$jar" -d "$work/turnstile" "$SKAN_SOURCE_DIR/tests/install/turnstile/Turnstile.java" || fail 'turnstile'
  outcome=$("$SKAN_JAVA" -Djava.library.path="$jni" -cp "$jar:$work/turnstile" Turnstile "$work/store.db" "$authority" "$text" "$now") ||
    fail 'turnstile does not run'
  [ "$outcome" = accepted ] || fail "the turnstile says $outcome"
fi

say 'a component that does not exist is named'
mkdir "$work/stranger"
cat >"$work/stranger/CMakeLists.txt" <<'CMAKE'
cmake_minimum_required(VERSION 3.25)
project(stranger LANGUAGES CXX)
find_package(skan REQUIRED COMPONENTS scanner)
CMAKE
if "$SKAN_CMAKE" -G Ninja -S "$work/stranger" -B "$work/stranger/build" \
  -DCMAKE_PREFIX_PATH="$prefix" >"$work/stranger.log" 2>&1; then
  fail 'an unknown component was accepted'
fi
grep -q "no component 'scanner'" "$work/stranger.log" || fail "$(cat "$work/stranger.log")"
say 'passed'
