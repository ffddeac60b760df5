#!/usr/bin/env bash
# Builds SkanSDK.xcframework for iPhones, iPads and the simulator, checks its privacy manifest against what it really
# links, zips it, and prints the checksum that Swift packages want.
#
# Usage: tools/build-xcframework.sh [--intel] [--sign IDENTITY] [--url URL]
#   --intel          the simulator on Intel Macs, too
#   --sign IDENTITY  signs the XCFramework (see: security find-identity -v -p codesigning)
#   --url URL        also writes Package.swift and SkanSDK.podspec of a release whose zip file is published there
#
# Wants macOS, Xcode 15 or newer, CMake 3.25 or newer, Ninja, python3, and vcpkg: VCPKG_ROOT is its folder.
# Writes build/xcframework; what is there already is replaced when all of it is built.
# Exit code: 0, 1 a step failed, 2 wrong use or something is missing.
set -euo pipefail

say() { printf 'build-xcframework: %s\n' "$*" >&2; }
stop() { say "$1"; exit 2; }

intel='' identity='' url=''
while [ $# -gt 0 ]; do
  case $1 in
    --intel) intel=1 ;;
    --sign | --url)
      [ $# -ge 2 ] || stop "$1 wants a value; see the beginning of tools/build-xcframework.sh"
      if [ "$1" = --sign ]; then identity=$2; else url=$2; fi
      shift ;;
    -h | --help) sed -n '2,/^set /{/^set /d;s/^# \{0,1\}//;p;}' "$0"; exit 0 ;;
    *) stop "$1: no such option; there are --intel, --sign IDENTITY and --url URL" ;;
  esac
  shift
done

[ "$(uname -s)" = Darwin ] || stop 'iOS can be built on macOS only; on this system build skan::c (cmake --preset small)'
[ -n "${VCPKG_ROOT:-}" ] || stop 'VCPKG_ROOT is not set. Get vcpkg (git clone https://github.com/microsoft/vcpkg && vcpkg/bootstrap-vcpkg.sh), then: export VCPKG_ROOT=...'
[ -f "$VCPKG_ROOT/scripts/buildsystems/vcpkg.cmake" ] || stop "$VCPKG_ROOT (VCPKG_ROOT) is not a vcpkg folder: scripts/buildsystems/vcpkg.cmake is not there"
xcodebuild -version >/dev/null 2>&1 || stop 'Xcode is missing, or only its command line tools are chosen. Install Xcode 15 or newer, then: sudo xcode-select -s /Applications/Xcode.app'
for tool in cmake ninja python3; do
  command -v "$tool" >/dev/null 2>&1 || stop "$tool is missing; with Homebrew: brew install $tool"
done

project=$(cd "$(dirname "$0")/.." && pwd)
cd "$project"

framework() { printf '%s' "build/$1/bindings/ios/framework/SkanSDK.framework"; }

build() {  # build PRESET
  cmake --preset "$1"
  cmake --build --preset "$1"
  # What the app store's check will ask: before anything is packed.
  python3 tools/required_reasons.py --manifest bindings/ios/PrivacyInfo.xcprivacy "$(framework "$1")/SkanSDK"
}

build ios-arm64
build ios-simulator
simulator=$(framework ios-simulator)
if [ -n "$intel" ]; then
  build ios-simulator-x64
  both=build/ios-simulator-universal/SkanSDK.framework
  rm -rf "$both"
  mkdir -p "$(dirname "$both")"
  cp -R "$simulator" "$both"
  xcrun lipo -create "$simulator/SkanSDK" "$(framework ios-simulator-x64)/SkanSDK" -output "$both/SkanSDK"
  simulator=$both
fi

new=build/xcframework.new
rm -rf "$new"
mkdir -p "$new"
xcodebuild -create-xcframework -framework "$(framework ios-arm64)" -framework "$simulator" -output "$new/SkanSDK.xcframework"
if [ -n "$identity" ]; then
  xcrun codesign --timestamp --sign "$identity" "$new/SkanSDK.xcframework"
fi
(cd "$new" && zip -q -r -y SkanSDK.xcframework.zip SkanSDK.xcframework)
checksum=$(swift package compute-checksum "$new/SkanSDK.xcframework.zip")
if [ -n "$url" ]; then
  python3 tools/release_manifests.py --url "$url" --checksum "$checksum" --out "$new"
fi
rm -rf build/xcframework
mv "$new" build/xcframework

say "build/xcframework/SkanSDK.xcframework.zip"
printf '%s\n' "$checksum"
