#!/usr/bin/env python3
"""The iOS app's languages, property lists, project and Swift fit each other and the headers that the module is made of.

It stands in for a compiler that is to be had on a Mac only: a name that the headers do not have is found, a wrong type is not.
Needs SKAN_SOURCE_DIR.
"""
import os
import pathlib
import plistlib
import re
import subprocess
import sys
import unittest

SOURCE = pathlib.Path(os.environ["SKAN_SOURCE_DIR"])
APP = SOURCE / "examples/ios-app"
FOLDER = APP / "Skanirovshchik"
HEADERS = SOURCE / "bindings/ios/include/SkanSDK"
SWIFT = sorted(FOLDER.glob("*.swift"))


def text_of(path):
    return path.read_text(encoding="utf-8")


def without_comments(text):
    return re.sub(r"//[^\n]*|/\*.*?\*/", " ", text, flags=re.S)


def code_of(path):
    """Swift without comments and without what stands in strings."""
    return re.sub(r'"(?:[^"\\\n]|\\.)*"', '""', without_comments(text_of(path)))


def strings_of(language, name="Localizable"):
    """The entries of a .strings file, read strictly."""
    text = re.sub(r"/\*.*?\*/", "", text_of(FOLDER / f"{language}.lproj/{name}.strings"), flags=re.S)
    entry = r'\s*"((?:[^"\\]|\\.)+)"\s*=\s*"((?:[^"\\]|\\.)+)"\s*;'
    assert re.fullmatch(rf"(?:{entry})+\s*", text), f"{language}.lproj/{name}.strings: is not a list of \"key\" = \"value\";"
    pairs = re.findall(entry, text)
    assert len({key for key, _ in pairs}) == len(pairs), f"{language}.lproj/{name}.strings: a key stands there twice"
    return dict(pairs)


class Header:
    """What Swift sees of the headers: types, members and global functions, by their Swift names."""

    def __init__(self):
        text = "\n".join(without_comments(text_of(path)) for path in sorted(HEADERS.glob("*.h")))
        self.types, self.members, self.functions = {}, {}, set()
        self.read_types(text)
        self.read_enumerations(text)
        for declaration in re.findall(r"^SKN_EXPORT\s[^;#]*;", text, re.M):
            swift = re.search(r"NS_SWIFT_NAME\((\w+)", declaration)
            plain = re.search(r"(\w+)\s*(?:\(|;)", declaration)
            self.functions.add(swift.group(1) if swift else plain.group(1))

    def read_types(self, text):
        block = r"NS_SWIFT_NAME\((\w+)\)\s*@(?:interface|protocol)\s+(\w+)\b[^\n]*(.*?)@end"
        for swift, name, body in re.findall(block, text, re.S):
            self.types[name] = swift
            self.members.setdefault(swift, set()).update(self.members_in(body))
        for name, body in re.findall(r"@interface\s+(\w+)\s+\(\w+\)(.*?)@end", text, re.S):  # categories
            self.members.setdefault(self.types[name], set()).update(self.members_in(body))

    def members_in(self, body):
        found = set(re.findall(r"@property[^;]*?(\w+)\s*;", body))
        found |= set(re.findall(r"getter=(\w+)", body))
        for declaration in re.findall(r"^[-+]\s*\(.*?;", body, re.S | re.M):
            named = re.search(r"NS_SWIFT_NAME\((\w+)", declaration)
            first = re.match(r"[-+]\s*\([^)]*\)\s*(\w+)", declaration).group(1)
            found.add("init" if first.startswith("init") else named.group(1) if named else first)
        return found

    def read_enumerations(self, text):
        pattern = r"typedef NS_(?:ERROR_)?ENUM\([^,]*,\s*(\w+)\)\s*\{(.*?)\}\s*NS_SWIFT_NAME\((\w+)\)"
        for name, body, swift in re.findall(pattern, text, re.S):
            cases = re.findall(r"\b(\w+)\s*=", body)
            # Swift drops what the cases have in common with the type.
            stem = name if all(case.startswith(name) for case in cases) else os.path.commonprefix([name, *cases])
            self.types[name] = swift
            self.members[swift] = {case[len(stem):][0].lower() + case[len(stem) + 1:] for case in cases} | {"rawValue"}


class Languages(unittest.TestCase):
    def test_both_languages_have_the_same_keys(self):
        for name in ("Localizable", "InfoPlist"):
            self.assertEqual(set(strings_of("en", name)), set(strings_of("ru", name)))

    def test_each_key_that_is_used_exists_and_each_that_exists_is_used(self):
        texts = "\n".join(without_comments(text_of(path)) for path in SWIFT)
        used = set(re.findall(r'"([a-z]+(?:\.[a-z]+)+)"', texts)) - set(re.findall(r'systemName: "([^"]+)"|symbol: "([^"]+)"', texts))
        keys = set(strings_of("en"))
        self.assertEqual(keys - used, set())
        named = re.findall(r'(?:Text|Button|Toggle|Picker|TextField|Link|\.alert|\.confirmationDialog|navigationTitle|'
                           r'NSLocalizedString|line)\(?\s*"([^"]+)"', texts)
        self.assertEqual(set(named) - keys, set())

    def test_placeholders_are_the_same_and_the_russian_is_russian(self):
        english, russian = strings_of("en"), strings_of("ru")
        for key, text in english.items():
            self.assertEqual(re.findall(r"%[@\w]", text), re.findall(r"%[@\w]", russian[key]), key)
            self.assertRegex(russian[key], r"[а-яё]", key)
            self.assertNotRegex(re.sub(r"%\w", "", russian[key]), r"[A-Za-z]", key)

    def test_nothing_that_is_said_about_verdicts_is_the_apps_own(self):
        for language in ("en", "ru"):
            for key, text in strings_of(language).items():
                self.assertNotRegex(text.lower(), r"\baccepted$|rejected|undetermined|отказано|^принято|не определено", key)


class Lists(unittest.TestCase):
    def information(self):
        return plistlib.loads((FOLDER / "Info.plist").read_bytes())

    def test_the_background_task_is_permitted(self):
        identifier = re.search(r'static let identifier = "([^"]+)"', text_of(FOLDER / "BackgroundRefresh.swift")).group(1)
        self.assertEqual(self.information()["BGTaskSchedulerPermittedIdentifiers"], [identifier])
        self.assertEqual(self.information()["UIBackgroundModes"], ["fetch"])

    def test_the_camera_is_explained_in_both_languages(self):
        self.assertEqual(strings_of("en", "InfoPlist")["NSCameraUsageDescription"], self.information()["NSCameraUsageDescription"])
        self.assertRegex(strings_of("ru", "InfoPlist")["NSCameraUsageDescription"], r"^Камера ")
        self.assertEqual(self.information()["CFBundleLocalizations"], ["en", "ru"])

    def test_bundles_of_trust_data_are_opened_by_the_app(self):
        information = self.information()
        exported = information["UTExportedTypeDeclarations"][0]
        self.assertIn("skb", exported["UTTypeTagSpecification"]["public.filename-extension"])
        self.assertEqual(information["CFBundleDocumentTypes"][0]["LSItemContentTypes"], [exported["UTTypeIdentifier"]])
        self.assertIn(f'UTType(exportedAs: "{exported["UTTypeIdentifier"]}")', text_of(FOLDER / "SettingsView.swift"))

    def test_the_privacy_manifest_and_the_sources_agree(self):
        result = subprocess.run([sys.executable, str(SOURCE / "tools/required_reasons.py"), "--manifest",
                                 str(FOLDER / "PrivacyInfo.xcprivacy"), *map(str, SWIFT)], capture_output=True, text=True, check=False)
        self.assertEqual(result.returncode, 0, result.stdout + result.stderr)


class Project(unittest.TestCase):
    def setUp(self):
        self.text = text_of(APP / "Skanirovshchik.xcodeproj/project.pbxproj")

    def test_each_object_that_is_named_exists_once(self):
        defined = re.findall(r"^\t\t(5CA[0-9A-F]{21})[^=\n]* = \{", self.text, re.M)
        self.assertEqual(len(defined), len(set(defined)))
        self.assertEqual(set(re.findall(r"\b5CA[0-9A-F]{21}\b", self.text)), set(defined))
        self.assertEqual(self.text.count("{"), self.text.count("}"))
        self.assertEqual(self.text.count("("), self.text.count(")"))

    def test_it_takes_this_folder_and_this_projects_package(self):
        self.assertIn("path = Skanirovshchik;", self.text)
        self.assertIn("INFOPLIST_FILE = Skanirovshchik/Info.plist;", self.text)
        package = APP / re.search(r'relativePath = "([^"]+)"', self.text).group(1) / "Package.swift"
        self.assertTrue(package.is_file())
        product = re.search(r"productName = (\w+);\n\t\t\};\n/\* End XCSwiftPackageProductDependency", self.text).group(1)
        self.assertIn(f'.library(name: "{product}"', text_of(package))
        version = re.search(r"project\(skan\s+VERSION ([0-9.]+)", text_of(SOURCE / "CMakeLists.txt")).group(1)
        self.assertEqual(set(re.findall(r"MARKETING_VERSION = ([0-9.]+);", self.text)), {version})
        self.assertEqual(set(re.findall(r"IPHONEOS_DEPLOYMENT_TARGET = ([0-9.]+);", self.text)), {"15.0"})


class Swift(unittest.TestCase):
    def setUp(self):
        self.header = Header()

    def test_the_headers_are_understood(self):
        self.assertIn("Door", self.header.types.values())
        self.assertIn("dismiss", self.header.members["Door"])
        self.assertLessEqual({"go", "stop", "unsure", "neutral"}, self.header.members["DoorTone"])
        self.assertLessEqual({"waiting", "verdict"}, self.header.members["DoorScreenKind"])
        self.assertIn("keepAnchor", self.header.members["TrustStore"])

    def test_each_member_of_an_object_of_the_module_is_in_its_header(self):
        """Objects by the names that the app gives them; `Type.member` by its type."""
        named = {"door": "Door", "scanner": "CodeScanner", "screen": "DoorScreen", "store": "TrustStore", "setup": "SetupCode",
                 "event": "ScanEvent", "still": "StillScan", "field": "DoorField", "site": "Site"}
        checked = 0
        for path in SWIFT:
            code = code_of(path)
            own = set(re.findall(r"(?:class|struct|enum|extension) (\w+)", code))
            for variable, swift in named.items():
                if path.name == "AppModel.swift" and variable == "setup":
                    continue  # the desk's reader is called so, too
                for member in re.findall(rf"(?<![\w.]){variable}\??\.(\w+)", code):
                    self.assertIn(member, self.header.members[swift], f"{path.name}: {variable}.{member}")
                    checked += 1
            for swift in set(self.header.types.values()) - own:
                for member in re.findall(rf"(?<![\w.]){swift}\.(\w+)", code):
                    self.assertIn(member, self.header.members[swift] | {"self"}, f"{path.name}: {swift}.{member}")
                    checked += 1
        self.assertGreater(checked, 50)

    def test_each_global_function_of_the_module_is_in_a_header(self):
        code = "\n".join(code_of(path) for path in SWIFT)
        for name in ("doorBackground", "doorForeground"):
            self.assertTrue(name in code, name)
            self.assertIn(name, self.header.functions)

    def test_each_case_of_an_enumeration_that_is_compared_is_one(self):
        kinds = {"kind": "DoorScreenKind", "tone": "DoorTone", "shape": "VerdictShape", "freshness": "Freshness"}
        for path in SWIFT:
            for member, case in re.findall(r"screen\.(\w+) [!=]= \.(\w+)", code_of(path)):
                self.assertIn(case, self.header.members[kinds[member]], f"{path.name}: {member}")

    def test_the_app_writes_no_verdict_and_logs_nothing(self):
        code = "\n".join(code_of(path) for path in SWIFT)
        for word in ("print", "NSLog", "os_log", "Logger", "UserDefaults", "AppStorage", "UIPasteboard", "verifier"):
            self.assertNotRegex(code, rf"\b{word}\b")


if __name__ == "__main__":
    unittest.main()
