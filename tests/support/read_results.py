#!/usr/bin/env python3
"""Reads what ctest wrote with --output-junit.

Usage: read_results.py RESULTS.xml
Standard output: `PASSED FAILED SKIPPED FORBIDDEN`, four numbers. FORBIDDEN counts the skips for another
reason than missing test data. Standard error: the output of each failed test, and each skip with its reason.
Exits 1 if the file is missing, unreadable or names no test.
"""

import re
import sys
import xml.etree.ElementTree

MOST_OUTPUT = 4000  # characters of a failed test that are shown: its end, where the reason stands


def reason_of_skip(case):
    """What the test printed after `SKIPPED:`."""
    found = re.search(r"SKIPPED:[ \t]*(.*)", case.findtext("system-out") or "")
    return found.group(1).strip() if found else "no reason given"


def main(arguments):
    try:
        cases = xml.etree.ElementTree.parse(arguments[1]).getroot().findall("testcase")
    except (OSError, IndexError, xml.etree.ElementTree.ParseError) as error:
        print(f"read_results.py: {error}", file=sys.stderr)
        return 1
    counts = {"run": 0, "fail": 0, "notrun": 0, "disabled": 0}
    forbidden = 0
    for case in cases:
        status = case.get("status")
        if status == "notrun" and case.find("skipped") is None:
            status = "fail"
        counts[status] += 1
        if status == "fail":
            output = (case.findtext("system-out") or "").strip()[-MOST_OUTPUT:]
            print(f"FAILED: {case.get('name')}\n{output}\n", file=sys.stderr)
        elif status in ("notrun", "disabled"):
            reason = reason_of_skip(case)
            forbidden += "SKAN_TESTDATA_DIR" not in reason
            print(f"SKIPPED: {case.get('name')}: {reason}", file=sys.stderr)
    print(counts["run"], counts["fail"], counts["notrun"] + counts["disabled"], forbidden)
    return 0 if cases else 1


if __name__ == "__main__":
    sys.exit(main(sys.argv))
