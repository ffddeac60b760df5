#!/usr/bin/env python3
"""Builds libskan.so optimised for size (preset `small`) and says what it is made of.

Usage: size.py [--no-build]

Sizes are bytes of the stripped library, by the linker's map: each part's code, constants and unwinding tables. fmt is
another's code inside; what is left over are the dynamic linker's tables. Exit code 1 if our own code is 400,000 bytes or
more.
"""

import collections
import pathlib
import re
import subprocess
import sys
import tempfile

ROOT = pathlib.Path(__file__).resolve().parents[3]
BUILD = ROOT / "build/small"
LIBRARY = BUILD / "bindings/c/libskan.so"
MAP = BUILD / "bindings/c/libskan.map"
LIMIT = 400_000

# An input section of the map: its name (on the line before, if it is long), address, size and object.
PIECE = re.compile(r"^ (\S+)?\s+0x([0-9a-f]+)\s+0x([0-9a-f]+) (\S.*)$")
NAME = re.compile(r"^ (\.\S+)$")
NOT_KEPT = (".debug", ".comment", ".note", ".symtab", ".strtab")
FMT = re.compile(r"^\.(text|rodata|data)\S*\._ZN?K?3fmt")


def build():
    subprocess.run(["cmake", "--preset", "small"], cwd=ROOT, check=True, stdout=subprocess.DEVNULL)
    subprocess.run(["cmake", "--build", "--preset", "small"], cwd=ROOT, check=True, stdout=subprocess.DEVNULL)


def part_of(section, file, modules):
    if FMT.match(section):
        return "fmt"
    if "skan_c_objects" in file:
        return "bindings/c"
    member = re.search(r"libskan_sdk\.a\((\w+)\.cpp\.o\)", file)
    return modules[member.group(1)] if member else "the linker's tables and the rest"


def parts():
    """Part -> bytes, for everything that the map places."""
    modules = {source.stem: f"sdk/src/{source.parent.name}" for source in (ROOT / "sdk/src").glob("*/*.cpp")}
    sizes = collections.Counter()
    pending = ""
    _, found, text = MAP.read_text(encoding="utf-8").partition("Linker script and memory map")
    if not found:
        sys.exit(f"{MAP} is not a map of GNU ld: remove {BUILD} and run this without LDFLAGS")
    for line in text.splitlines():
        alone = NAME.match(line)
        piece = PIECE.match(line)
        if piece and int(piece.group(2), 16) and not (piece.group(1) or pending).startswith(NOT_KEPT):
            sizes[part_of(piece.group(1) or pending, piece.group(4), modules)] += int(piece.group(3), 16)
        pending = alone.group(1) if alone else ""
    return sizes


def stripped_size():
    with tempfile.TemporaryDirectory() as folder:
        copy = pathlib.Path(folder, "libskan.so")
        subprocess.run(["strip", "-o", str(copy), str(LIBRARY)], check=True)
        return copy.stat().st_size


def main(arguments):
    if arguments not in ([], ["--no-build"]):
        print(__doc__, file=sys.stderr)
        return 2
    if not arguments:
        build()
    sizes = parts()
    ours = sum(size for part, size in sizes.items() if "/" in part)
    for part, size in sorted(sizes.items(), key=lambda item: -item[1]):
        print(f"{size:9,}  {part}")
    print(f"{ours:9,}  our own code, under {LIMIT:,}" if ours < LIMIT else f"{ours:9,}  our own code: TOO MUCH")
    print(f"{stripped_size():9,}  the file, stripped")
    return 0 if ours < LIMIT else 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
