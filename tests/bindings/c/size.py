#!/usr/bin/env python3
"""Builds libskan.so optimised for size (preset `small`) and says what it is made of.

Usage: size.py [--java] [--no-build]

--java measures the library with the native methods of Java inside, which Android loads.

Sizes are bytes of the stripped library, each of them counted once: a function's with the source file that it is written
in, by the line table (-g1 of the preset; strip takes it off), tables and constants with the section that they are in. Of
fmt only what can be told apart is not ours. Exit code 1 if our own code is 400,000 bytes or more.
"""

import argparse
import collections
import os
import pathlib
import re
import subprocess
import sys
import tempfile

ROOT = pathlib.Path(__file__).resolve().parents[3]
BUILD = ROOT / "build/small"
LIBRARIES = {"skan_c": BUILD / "bindings/c/libskan.so", "skan_java": BUILD / "bindings/android/lib/libskan.so"}
LIMIT = 400_000

FMT, LINKER, FILE = "fmt", "the dynamic linker's names and tables", "headers and padding of the file"
OURS_BY_SECTION = {
    ".text": "code between functions",
    ".rodata": "other constants and texts",
    ".eh_frame": "unwinding tables",
    ".eh_frame_hdr": "unwinding tables",
    ".gcc_except_table": "unwinding tables",
    ".data.rel.ro": "tables of pointers, and their relocations",
    ".rela.dyn": "tables of pointers, and their relocations",
    ".data": "data",
    ".init_array": "data",
    ".fini_array": "data",
}
SYMBOL = re.compile(r"^([0-9a-f]+) ([0-9a-f]+) [tTwWrRdDvV] (\S+)(?:\t(.+):\d+)?$")
SECTION = re.compile(r"^\s*\[\s*\d+\] (\.\S+)\s+(\S+)\s+([0-9a-f]+) [0-9a-f]+ ([0-9a-f]+) [0-9a-f]+\s+(\w*)")


def output(*command):
    return subprocess.run(command, check=True, capture_output=True, text=True).stdout


def build(target):
    """With the compiler's own linker, for link-time optimisation."""
    environment = {name: value for name, value in os.environ.items() if name != "LDFLAGS"}
    for command in (["cmake", "--preset", "small"], ["cmake", "--build", "--preset", "small", "--target", target]):
        subprocess.run(command, cwd=ROOT, env=environment, check=True, stdout=subprocess.DEVNULL)


def sections(library):
    """(name, address, bytes in the file) of each section that is loaded."""
    for line in output("readelf", "-SW", str(library)).splitlines():
        found = SECTION.match(line)
        if found and "A" in found.group(5):
            name, kind, address, size, _ = found.groups()
            yield name, int(address, 16), 0 if kind == "NOBITS" else int(size, 16)


def part_of(name, file, section):
    """The part that a symbol belongs to; None for what only its section tells."""
    if re.match(r"_ZN?[A-Z]*K?3fmt", name) or "/fmt/" in (file or ""):
        return FMT
    if re.search(r"k(Row|Phrase)Pool|k(English|Russian)Pool", name):
        return "sdk/src/words, the texts"
    if section != ".text":
        return None
    own = re.search(r"/(sdk/src/\w+|sdk/include/skan|bindings/\w+)/", file or "")
    if own:
        return own.group(1)
    return "the C++ library's templates, made for our types" if "/c++/" in (file or "") else None


def parts(library):
    """Part -> bytes, for everything that is loaded."""
    placed = list(sections(library))
    sizes = collections.Counter({name: size for name, _, size in placed})
    found = collections.Counter()
    seen = set()
    for line in output("nm", "--print-size", "--line-numbers", "--defined-only", str(library)).splitlines():
        symbol = SYMBOL.match(line)
        if not symbol or symbol.group(1) in seen:
            continue
        seen.add(symbol.group(1))  # a constructor has two names
        address, size = int(symbol.group(1), 16), int(symbol.group(2), 16)
        section = next((name for name, start, length in placed if start <= address < start + length), None)
        part = part_of(symbol.group(3), symbol.group(4), section)
        if section in OURS_BY_SECTION and part:
            found[part] += size
            sizes[section] -= size
    for section, rest in sizes.items():
        found[OURS_BY_SECTION.get(section, LINKER)] += rest
    return found


def stripped_size(library):
    with tempfile.TemporaryDirectory() as folder:
        copy = pathlib.Path(folder, "libskan.so")
        subprocess.run(["strip", "-o", str(copy), str(library)], check=True)
        return copy.stat().st_size


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--java", action="store_true")
    parser.add_argument("--no-build", action="store_true")
    arguments = parser.parse_args()
    target = "skan_java" if arguments.java else "skan_c"
    if not arguments.no_build:
        build(target)
    library = LIBRARIES[target]
    sizes = parts(library)
    if not any(part.startswith("sdk/src/") and "texts" not in part for part in sizes):
        sys.exit(f"{library} has no line table: remove {BUILD} and run this again")
    total = stripped_size(library)
    foreign = [(FMT, sizes.pop(FMT, 0)), (LINKER, sizes.pop(LINKER)), (FILE, 0)]
    ours = sum(sizes.values())
    foreign[-1] = (FILE, total - ours - sum(size for _, size in foreign))
    for part, size in sorted(sizes.items(), key=lambda item: -item[1]):
        print(f"{size:9,}  {part}")
    print(f"{ours:9,}  our own code, " + (f"under {LIMIT:,}" if ours < LIMIT else f"not under {LIMIT:,}: TOO MUCH"))
    for part, size in foreign:
        print(f"{size:9,}  {part}")
    print(f"{total:9,}  the file, stripped")
    return 0 if ours < LIMIT else 1


if __name__ == "__main__":
    sys.exit(main())
