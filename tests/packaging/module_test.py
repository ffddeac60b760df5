#!/usr/bin/env python3
"""The framework's headers and module map make a module that Clang builds and imports.

module_test.py CLANG FLAG...: the flags are those of Objective-C here. Needs SKAN_SOURCE_DIR.
"""
import os
import pathlib
import shutil
import subprocess
import sys
import tempfile
import unittest

SOURCE = pathlib.Path(os.environ["SKAN_SOURCE_DIR"])
COMPILER = sys.argv[1:]
USE = """@import SkanSDK;
SKNOutcome outcome(SKNVerdict *verdict) { return verdict.outcome; }
SKNDoorScreenKind kind(SKNDoorScreen *screen) { return screen.kind; }
SKNScannerOptions *options(void) { return SKNDoor.scannerOptions; }
"""


class Module(unittest.TestCase):
    def compiled(self, text, language):
        with tempfile.TemporaryDirectory() as folder:
            framework = pathlib.Path(folder, "SkanSDK.framework")
            shutil.copytree(SOURCE / "bindings/ios/include/SkanSDK", framework / "Headers")
            (framework / "Modules").mkdir()
            shutil.copy(SOURCE / "bindings/ios/framework/module.modulemap", framework / "Modules")
            (pathlib.Path(folder) / "use.m").write_text(text, encoding="utf-8")
            # GNUstep's Foundation is no module, as Apple's is.
            return subprocess.run(
                [*COMPILER, "-x", language, "-fsyntax-only", "-fmodules", "-fcxx-modules", f"-fmodules-cache-path={folder}/cache",
                 f"-F{folder}", "-Werror=incomplete-umbrella", "-Wno-non-modular-include-in-framework-module", f"{folder}/use.m"],
                capture_output=True, text=True, check=False, timeout=100)

    def test_it_can_be_imported_from_objective_c_and_objective_cpp(self):
        for language in ("objective-c", "objective-c++"):
            result = self.compiled(USE, language)
            self.assertEqual(result.returncode, 0, result.stderr)

    def test_it_has_no_names_of_the_c_interface(self):
        result = self.compiled("@import SkanSDK;\nint version(void) { return (int)skan_abi_version(); }\n", "objective-c")
        self.assertNotEqual(result.returncode, 0)
        self.assertIn("skan_abi_version", result.stderr)


if __name__ == "__main__":
    unittest.main(argv=sys.argv[:1])
