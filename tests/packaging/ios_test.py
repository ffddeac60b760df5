#!/usr/bin/env python3
"""Swift package, pod, framework, presets and triplets fit each other and the sources, and the build script says what is missing.

Needs SKAN_SOURCE_DIR and SKAN_CMAKE (the program cmake).
"""
import json
import os
import pathlib
import platform
import plistlib
import re
import shutil
import subprocess
import sys
import tempfile
import unittest

SOURCE = pathlib.Path(os.environ["SKAN_SOURCE_DIR"])
SCRIPT = SOURCE / "tools/build-xcframework.sh"
FRAMEWORK = SOURCE / "bindings/ios/framework"
HEADERS = SOURCE / "bindings/ios/include/SkanSDK"
OLDEST = "15.0"


def text_of(path):
    return (SOURCE / path).read_text(encoding="utf-8")


def only(pattern, text):
    found = re.findall(pattern, text)
    assert len(found) == 1, f"{pattern}: found {found}"
    return found[0]


def run(*command, **environment):
    return subprocess.run([str(part) for part in command], capture_output=True, text=True, check=False, timeout=60,
                          env={**os.environ, **environment})


def preset(name, kind="configurePresets"):
    """A preset with what it inherits."""
    presets = {entry["name"]: entry for entry in json.loads(text_of("CMakePresets.json"))[kind]}
    out = {"cacheVariables": {}}
    entry = presets[name]
    while entry:
        variables = {**entry.get("cacheVariables", {}), **out["cacheVariables"]}
        out = {**entry, **out, "cacheVariables": variables}
        entry = presets.get(entry.get("inherits"))
    return out


class Versions(unittest.TestCase):
    def test_pod_vcpkg_and_cmake_have_one_version(self):
        version = only(r"project\(skan\s+VERSION ([0-9.]+)", text_of("CMakeLists.txt"))
        self.assertEqual(only(r"s\.version = '([^']+)'", text_of("SkanSDK.podspec")), version)
        self.assertEqual(json.loads(text_of("vcpkg.json"))["version-semver"], version)

    def test_the_oldest_system_is_the_same_everywhere(self):
        self.assertEqual(only(r"\.iOS\(\.v(\d+)\)", text_of("Package.swift")) + ".0", OLDEST)
        self.assertEqual(only(r"s\.platform = :ios, '([^']+)'", text_of("SkanSDK.podspec")), OLDEST)
        self.assertEqual(only(r"<key>MinimumOSVersion</key>\s*<string>([^<]+)", text_of("bindings/ios/framework/Info.plist.in")), OLDEST)
        for name in ("ios-arm64", "ios-simulator", "ios-simulator-x64"):
            variables = preset(name)["cacheVariables"]
            self.assertEqual(variables["CMAKE_OSX_DEPLOYMENT_TARGET"], OLDEST)
            triplet = text_of(f"cmake/triplets/{variables['VCPKG_TARGET_TRIPLET']}.cmake")
            self.assertEqual(only(r"VCPKG_OSX_DEPLOYMENT_TARGET ([0-9.]+)\)", triplet), OLDEST)


class Presets(unittest.TestCase):
    def test_each_preset_and_its_triplet_are_for_the_same_machine(self):
        for name in ("ios-arm64", "ios-simulator", "ios-simulator-x64"):
            with self.subTest(name):
                entry = preset(name)
                variables = entry["cacheVariables"]
                triplet = text_of(f"cmake/triplets/{variables['VCPKG_TARGET_TRIPLET']}.cmake")
                self.assertIn(f"VCPKG_OSX_SYSROOT {variables['CMAKE_OSX_SYSROOT']})", triplet)
                self.assertIn(f"VCPKG_OSX_ARCHITECTURES {variables['CMAKE_OSX_ARCHITECTURES']})", triplet)
                self.assertIn("VCPKG_LIBRARY_LINKAGE static)", triplet)
                self.assertEqual(variables["CMAKE_SYSTEM_NAME"], "iOS")
                self.assertIn("VCPKG_ROOT", entry["toolchainFile"])
                self.assertEqual(preset(name, "buildPresets")["targets"], ["SkanSDK"])

    def test_a_phone_gets_the_verifying_side_alone(self):
        variables = preset("ios-arm64")["cacheVariables"]
        for part in ("ISSUER", "PROGRAMS", "TESTS", "BENCH", "JAVA"):
            self.assertEqual(variables[f"SKAN_BUILD_{part}"], "OFF", part)
        manifest = json.loads(text_of("vcpkg.json"))
        core = {entry["name"] for entry in manifest["dependencies"]}
        self.assertEqual(core, {"libsodium", "nu-book-zxing-cpp", "sqlite3", "zlib", "fmt"})
        self.assertNotIn("default-features", manifest)

    @unittest.skipIf(platform.system() == "Darwin", "the presets are for this system")
    def test_elsewhere_the_presets_are_read_and_refused(self):
        listed = run(os.environ["SKAN_CMAKE"], "--list-presets", "-S", SOURCE)
        self.assertEqual(listed.returncode, 0, listed.stderr)
        self.assertNotIn("ios-arm64", listed.stdout)
        refused = run(os.environ["SKAN_CMAKE"], "--preset", "ios-arm64", "-S", SOURCE)
        self.assertNotEqual(refused.returncode, 0)
        self.assertIn("disabled preset", refused.stderr)


class Framework(unittest.TestCase):
    def test_the_umbrella_of_the_module_map_names_every_header(self):
        module = text_of("bindings/ios/framework/module.modulemap")
        umbrella = only(r'umbrella header "([^"]+)"', module)
        self.assertEqual(only(r"framework module (\w+)", module), "SkanSDK")
        imported = set(re.findall(r"#import <SkanSDK/([^>]+)>", (HEADERS / umbrella).read_text(encoding="utf-8")))
        self.assertEqual(imported, {path.name for path in HEADERS.glob("*.h")} - {umbrella})

    def test_a_header_imports_by_the_name_that_a_framework_has(self):
        for path in sorted(HEADERS.glob("*.h")):
            for name in re.findall(r'#(?:import|include)\s+([<"][^>"]+)', path.read_text(encoding="utf-8")):
                self.assertRegex(name, r"^<(SkanSDK|Foundation|CoreVideo|CoreMedia|Security)/", f"{path.name}: {name}")

    def test_its_information_is_a_property_list_that_names_its_program(self):
        content = plistlib.loads((FRAMEWORK / "Info.plist.in").read_bytes())
        self.assertEqual(content["CFBundlePackageType"], "FMWK")
        self.assertEqual(content["CFBundleExecutable"], "${MACOSX_FRAMEWORK_NAME}")

    def test_what_it_exports_covers_each_public_class_and_constant(self):
        patterns = [line for line in (FRAMEWORK / "exports.txt").read_text(encoding="utf-8").splitlines() if line and line[0] != "#"]
        self.assertEqual(patterns, ["_OBJC_CLASS_$_SKN*", "_OBJC_METACLASS_$_SKN*", "_SKN*"])
        for path in sorted(HEADERS.glob("*.h")):
            text = path.read_text(encoding="utf-8")
            names = re.findall(r"^@interface (\w+) *:", text, re.M)
            for declaration in re.findall(r"^SKN_EXPORT\s[^;#]*;", text, re.M):
                names.append(re.search(r"(\w+)\s*(?:\(|;)", re.sub(r"NS_SWIFT_NAME\([^;]*", ";", declaration)).group(1))
            for name in names:
                self.assertTrue(name.startswith("SKN"), f"{path.name}: {name}")


class Package(unittest.TestCase):
    def test_package_and_pod_name_what_the_script_writes(self):
        script = text_of("tools/build-xcframework.sh")
        self.assertIn("mv \"$new\" build/xcframework", script)
        self.assertIn("-output \"$new/SkanSDK.xcframework\"", script)
        self.assertIn('path: "build/xcframework/SkanSDK.xcframework"', text_of("Package.swift"))
        pod = text_of("SkanSDK.podspec")
        self.assertIn("build/xcframework/SkanSDK.xcframework.zip", pod)
        self.assertIn("'{.,build/xcframework}/SkanSDK.xcframework'", pod)
        for path in re.findall(r"(?:python3|--manifest) ((?:tools|bindings)/\S+)", script):
            self.assertTrue((SOURCE / path).is_file(), path)

    def test_a_release_names_address_and_checksum_in_both(self):
        with tempfile.TemporaryDirectory() as folder:
            url, checksum = "https://trust.example/SkanSDK-0.1.0.xcframework.zip", "5f" * 32
            result = run(sys.executable, SOURCE / "tools/release_manifests.py", "--url", url, "--checksum", checksum, "--out", folder)
            self.assertEqual(result.returncode, 0, result.stderr)
            for name in ("Package.swift", "SkanSDK.podspec"):
                text = pathlib.Path(folder, name).read_text(encoding="utf-8")
                self.assertIn(url, text)
                self.assertIn(checksum, text)

    def test_a_release_with_a_wrong_address_or_checksum_is_refused(self):
        with tempfile.TemporaryDirectory() as folder:
            for url, checksum, named in (("http://trust.example/a.zip", "5f" * 32, "--url"), ("https://a/b'.zip", "5f" * 32, "--url"),
                                         ("https://trust.example/a.zip", "5F" * 32, "--checksum")):
                result = run(sys.executable, SOURCE / "tools/release_manifests.py", "--url", url, "--checksum", checksum, "--out", folder)
                self.assertEqual(result.returncode, 2)
                self.assertIn(named, result.stderr)
            self.assertEqual(list(pathlib.Path(folder).iterdir()), [])


class Script(unittest.TestCase):
    def assert_stops(self, result, remedy):
        self.assertEqual(result.returncode, 2, result.stderr)
        self.assertIn(remedy, result.stderr)

    def on_a_mac(self, programs, **environment):
        """Runs the script where `uname` says Darwin and only `programs` are there besides."""
        with tempfile.TemporaryDirectory() as folder:
            for name, text in {"uname": "echo Darwin", **programs}.items():
                program = pathlib.Path(folder, name)
                program.write_text(f"#!/bin/sh\n{text}\n", encoding="utf-8")
                program.chmod(0o755)
            for name in ("bash", "sed", "dirname"):
                os.symlink(shutil.which(name), pathlib.Path(folder, name))
            return run(shutil.which("bash"), SCRIPT, PATH=folder, **environment)

    def test_its_syntax_is_right(self):
        self.assertEqual(run("bash", "-n", SCRIPT).stderr, "")

    @unittest.skipUnless(shutil.which("shellcheck"), "shellcheck is not installed")
    def test_shellcheck_finds_nothing(self):
        self.assertEqual(run("shellcheck", SCRIPT).stdout, "")

    @unittest.skipIf(platform.system() == "Darwin", "this is the right system")
    def test_on_another_system_it_says_so(self):
        self.assert_stops(run(SCRIPT), "on macOS only")

    def test_an_option_that_it_does_not_know_or_without_value_is_refused(self):
        self.assert_stops(run(SCRIPT, "--fast"), "--fast: no such option")
        self.assert_stops(run(SCRIPT, "--url"), "--url wants a value")

    def test_without_vcpkg_it_says_how_to_get_it(self):
        self.assert_stops(self.on_a_mac({}, VCPKG_ROOT=""), "export VCPKG_ROOT")
        self.assert_stops(self.on_a_mac({}, VCPKG_ROOT="/nowhere"), "/nowhere (VCPKG_ROOT) is not a vcpkg folder")

    def test_without_xcode_or_cmake_it_says_how_to_get_them(self):
        with tempfile.TemporaryDirectory() as vcpkg:
            toolchain = pathlib.Path(vcpkg, "scripts/buildsystems/vcpkg.cmake")
            toolchain.parent.mkdir(parents=True)
            toolchain.touch()
            self.assert_stops(self.on_a_mac({"xcodebuild": "exit 1"}, VCPKG_ROOT=vcpkg), "xcode-select")
            self.assert_stops(self.on_a_mac({"xcodebuild": "exit 0"}, VCPKG_ROOT=vcpkg), "brew install cmake")


if __name__ == "__main__":
    unittest.main()
