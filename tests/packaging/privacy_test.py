#!/usr/bin/env python3
"""The privacy manifest names the required-reason APIs that the library and what it stands on link, no more, no fewer.

Needs SKAN_SOURCE_DIR, SKAN_LIBRARY (libskan.so) and NM.
"""
import os
import pathlib
import plistlib
import re
import subprocess
import sys
import tempfile
import unittest

SOURCE = pathlib.Path(os.environ["SKAN_SOURCE_DIR"])
LIBRARY = os.environ["SKAN_LIBRARY"]
MANIFEST = SOURCE / "bindings/ios/PrivacyInfo.xcprivacy"
TOOL = SOURCE / "tools/required_reasons.py"


def libraries():
    """The library and those that vcpkg links into the framework; the rest belongs to the system, on iOS as here."""
    listed = subprocess.run(["ldd", LIBRARY], check=True, capture_output=True, text=True).stdout
    return [LIBRARY, *re.findall(r"=> (\S*/lib(?:sqlite3|sodium|ZXing|z)\.so\S*)", listed)]


class Privacy(unittest.TestCase):
    def setUp(self):
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        self.folder = pathlib.Path(folder.name)

    def scan(self, *files, manifest=MANIFEST, elsewhere=True):
        flags = ["--elsewhere"] if elsewhere else []
        return subprocess.run([sys.executable, str(TOOL), "--manifest", str(manifest), *flags, *map(str, files)],
                              capture_output=True, text=True, check=False)

    def changed(self, change):
        content = plistlib.loads(MANIFEST.read_bytes())
        change(content)
        path = self.folder / "PrivacyInfo.xcprivacy"
        path.write_bytes(plistlib.dumps(content))
        return path

    def refused(self, change, because):
        result = self.scan(*libraries(), manifest=self.changed(change))
        self.assertEqual(result.returncode, 1, result.stdout)
        self.assertIn(because, result.stderr)

    @unittest.skipUnless(sys.platform == "linux", "ldd is Linux's")
    def test_the_manifest_and_the_linked_libraries_agree(self):
        found = libraries()
        self.assertTrue(any("sqlite3" in name for name in found), f"SQLite is not among {found}: is it linked statically?")
        sources = sorted(SOURCE.glob("bindings/ios/src/**/*.mm")) + sorted(SOURCE.glob("bindings/ios/src/**/*.h"))
        result = self.scan(*found, *sources)
        self.assertEqual(result.returncode, 0, result.stdout + result.stderr)
        self.assertIn("FileTimestamp: libsqlite3", result.stdout)

    def test_a_category_that_is_linked_and_not_named_is_refused(self):
        self.refused(lambda content: content["NSPrivacyAccessedAPITypes"].pop(0), "does not name FileTimestamp, which is linked")
        self.refused(lambda content: content["NSPrivacyAccessedAPITypes"].pop(1), "does not name DiskSpace, which is linked")

    def test_a_category_that_is_named_and_not_linked_is_refused(self):
        extra = {"NSPrivacyAccessedAPIType": "NSPrivacyAccessedAPICategorySystemBootTime",
                 "NSPrivacyAccessedAPITypeReasons": ["35F9.1"]}
        self.refused(lambda content: content["NSPrivacyAccessedAPITypes"].append(extra), "names SystemBootTime, which nothing links")

    def test_a_reason_of_another_category_is_refused(self):
        def swap(content):
            content["NSPrivacyAccessedAPITypes"][0]["NSPrivacyAccessedAPITypeReasons"] = ["E174.1"]
        self.refused(swap, "FileTimestamp needs reasons of")

    def test_tracking_and_collected_data_are_refused(self):
        self.refused(lambda content: content.update(NSPrivacyTracking=True), "must declare no tracking")
        self.refused(lambda content: content["NSPrivacyCollectedDataTypes"].append({}), "must declare no collected data")

    def test_a_source_that_asks_for_the_uptime_is_found_and_a_comment_about_it_is_not(self):
        objc = self.folder / "uptime.mm"
        objc.write_text("return NSProcessInfo.processInfo.systemUptime;\n", encoding="utf-8")
        found = self.scan(*libraries(), objc)
        self.assertEqual(found.returncode, 1)
        self.assertIn("does not name SystemBootTime", found.stderr)
        swift = self.folder / "uptime.swift"
        swift.write_text('// UserDefaults would do\nlet name = "systemUptime"\n', encoding="utf-8")
        self.assertEqual(self.scan(*libraries(), swift).returncode, 0)
        swift.write_text("@AppStorage(\"x\") var x = 1\n", encoding="utf-8")
        self.assertIn("does not name UserDefaults", self.scan(*libraries(), swift).stderr)

    def test_a_file_that_is_not_there_and_one_that_is_no_property_list_are_wrong_use(self):
        self.assertEqual(self.scan(self.folder / "absent").returncode, 2)
        broken = self.folder / "broken.xcprivacy"
        broken.write_text("<plist>", encoding="utf-8")
        self.assertEqual(self.scan(LIBRARY, manifest=broken).returncode, 2)


if __name__ == "__main__":
    unittest.main()
