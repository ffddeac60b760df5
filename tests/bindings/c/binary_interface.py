#!/usr/bin/env python3
"""Compares the binary interface of libskan.so with the recorded one (skan.abi), by abidiff.

Usage: binary_interface.py [--record]

Any difference fails. One that only adds is recorded with --record, beside a greater SKAN_ABI_MINOR; any other breaks
programs that were compiled, and takes a new SKAN_ABI_MAJOR.

What is compared is a library made from the headers, in which every function returns 0: the real one's debug information
describes all of C++ as well, in each compiler's own words. That its functions are those of the headers is the compiler's
to check, and exports_test.py's. SKAN_CC in the environment names the compiler (cc).
"""

import os
import pathlib
import re
import shutil
import subprocess
import sys
import tempfile

HERE = pathlib.Path(__file__).resolve().parent
SOURCE = HERE.parents[2]
INCLUDE = SOURCE / "bindings/c/include"
BASELINE = HERE / "skan.abi"
NOT_THERE = 77
INCOMPATIBLE = 8  # a bit of abidiff's exit code


def source():
    """A C file that defines all functions."""
    lines = ['#include "skan/skan.h"']
    for header in sorted((INCLUDE / "skan/c").glob("*.h")):
        text = re.sub(r"/\*.*?\*/|^#[^\n]*", "", header.read_text(encoding="utf-8"), flags=re.DOTALL | re.MULTILINE)
        lines += [f"{found} {{ return 0; }}" for found in re.findall(r"SKAN_API([^;]*)SKAN_NOEXCEPT;", text)]
    return "\n".join(lines) + "\n"


def make_library(folder):
    file = folder / "functions.c"
    file.write_text(source(), encoding="utf-8")
    library = folder / "libskan.so"
    subprocess.run([os.environ.get("SKAN_CC", "cc"), "-std=c11", "-g", "-shared", "-fPIC", f"-I{INCLUDE}", str(file),
                    f"-Wl,--version-script={SOURCE}/bindings/c/skan.map", "-Wl,-soname,libskan.so.0",
                    "-o", str(library)], check=True)
    return library


def record(library):
    subprocess.run(["abidw", "--no-show-locs", "--no-corpus-path", "--no-comp-dir-path", "--drop-undefined-syms",
                    "--out-file", str(BASELINE), str(library)], check=True)
    # Where it was made is nobody's concern.
    kept = re.sub(r"<abi-instr (.*?)path='[^']*'", r"<abi-instr \1path='functions.c'", BASELINE.read_text(encoding="utf-8"))
    BASELINE.write_text(kept, encoding="utf-8")


def compare(library):
    code = subprocess.run(["abidiff", str(BASELINE), str(library)]).returncode
    if code & INCOMPATIBLE:
        print("This breaks compiled programs. It takes a new SKAN_ABI_MAJOR.")
    elif code:
        print(f"If this only adds, raise SKAN_ABI_MINOR and record it: {__file__} --record")
    return 1 if code else 0


def main(arguments):
    if not shutil.which("abidiff"):
        print("abidiff is not installed (Debian: abigail-tools)")
        return NOT_THERE
    with tempfile.TemporaryDirectory() as folder:
        library = make_library(pathlib.Path(folder))
        if arguments == ["--record"]:
            record(library)
            return 0
        return compare(library)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
