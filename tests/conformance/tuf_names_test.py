#!/usr/bin/env python3
"""Every scenario of The Update Framework's conformance suite has its place in sdk/doc/trust.md, and every test that is named there exists.

Reads the suite's names from SKAN_TESTDATA_DIR, and is skipped without it.
"""

import json
import os
import pathlib
import re
import sys

SOURCE = pathlib.Path(__file__).resolve().parents[2]
SKIPPED = 77


def table():
    page = (SOURCE / "sdk/doc/trust.md").read_text()
    rows = re.findall(r"^\| `(\w+::\w+)` \| (.*) \|$", page, re.M)
    return dict(rows), len(rows)


def names_of_tests():
    sources = [*SOURCE.glob("tests/unit/*.cpp"), *SOURCE.glob("tests/faults/*.cpp")]
    return {name for source in sources for name in re.findall(r'TEST_CASE\("([^"]+)"', source.read_text())}


def faults(names):
    rows, count = table()
    if count != len(rows):
        yield "a scenario has two rows"
    for name in sorted(set(names) ^ rows.keys()):
        yield f"{name}: {'has no row' if name in names else 'is not in the suite'}"
    tests = names_of_tests()
    for name, place in rows.items():
        for quoted in re.findall(r'"([^"]{20,})"', place):
            if quoted not in tests:
                yield f"{name}: there is no test '{quoted}'"
        if not re.search(r'"[^"]{20,}"|does not apply|the same', place):
            yield f"{name}: neither a test nor a reason"


def main():
    folder = os.environ.get("SKAN_TESTDATA_DIR", "")
    file = pathlib.Path(folder) / "tuf/conformance-test-names.json"
    if not folder or not file.exists():
        print("SKIPPED: SKAN_TESTDATA_DIR has no tuf/conformance-test-names.json")
        return SKIPPED
    names = json.loads(file.read_text())
    found = list(faults(names))
    for fault in found:
        print(fault)
    print(f"{len(names)} scenarios, {len(found)} faults")
    return 1 if found or not names else 0


if __name__ == "__main__":
    sys.exit(main())
