#!/usr/bin/env python3
"""What the headers declare, what skan.map lists and what the library exports are the same, and every function is tested.

Needs SKAN_SOURCE_DIR, SKAN_NM (the program nm) and SKAN_LIBRARY (libskan.so).
"""

import os
import pathlib
import re
import subprocess
import unittest

SOURCE = pathlib.Path(os.environ["SKAN_SOURCE_DIR"])


def text_of(pattern):
    files = sorted(SOURCE.glob(pattern))
    text = "\n".join(f.read_text(encoding="utf-8") for f in files)
    return re.sub(r"/\*.*?\*/|^#[^\n]*", "", text, flags=re.DOTALL | re.MULTILINE)


def declared():
    return set(re.findall(r"SKAN_API\s+\w+\s+(\w+)\(", text_of("bindings/c/include/skan/c/*.h")))


def exported():
    lines = subprocess.run([os.environ["SKAN_NM"], "-D", "--defined-only", os.environ["SKAN_LIBRARY"]],
                           check=True, capture_output=True, text=True).stdout.splitlines()
    names = {line.split()[-1].partition("@")[0] for line in lines}
    return names - {"SKAN_0"}  # the version itself, which some linkers list


class Exports(unittest.TestCase):
    maxDiff = None

    def test_the_library_exports_what_the_headers_declare_and_nothing_else(self):
        self.assertGreater(len(declared()), 50)
        self.assertEqual(exported(), declared())

    def test_the_list_for_the_linker_is_the_same(self):
        listed = re.findall(r"^ +(skan_\w+);$", text_of("bindings/c/skan.map"), flags=re.MULTILINE)
        self.assertEqual(listed, sorted(declared()))

    def test_every_function_takes_no_exception_out(self):
        declarations = re.findall(r"SKAN_API[^;]*;", text_of("bindings/c/include/skan/c/*.h"))
        self.assertEqual([d for d in declarations if not d.endswith(") SKAN_NOEXCEPT;")], [])

    def test_every_function_is_called_by_a_test(self):
        tests = text_of("tests/bindings/c/*_test.c")
        self.assertEqual([name for name in sorted(declared()) if not re.search(rf"\b{name}\b", tests)], [])


if __name__ == "__main__":
    unittest.main()
