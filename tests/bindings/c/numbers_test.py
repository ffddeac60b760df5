#!/usr/bin/env python3
"""Every number of the C interface is that of C++, and no list of C++ is missing.

Reads the headers of both as text, in SKAN_SOURCE_DIR.
"""

import os
import pathlib
import re
import unittest

SOURCE = pathlib.Path(os.environ["SKAN_SOURCE_DIR"])

# Enumeration of the public C++ headers -> the prefix of its members in C; None: C has it as a flag.
LISTS = {
    "AgeUnit": "SKAN_AGE_UNIT_",
    "ChangeCause": "SKAN_CHANGE_CAUSE_",
    "ClockSource": "SKAN_CLOCK_SOURCE_",
    "ClockState": "SKAN_CLOCK_STATE_",
    "Counting": None,
    "Effort": "SKAN_EFFORT_",
    "ErrorCode": "SKAN_ERROR_",
    "Field": "SKAN_FIELD_",
    "FingerprintLanguage": "SKAN_LANGUAGE_",
    "Freshness": "SKAN_FRESHNESS_",
    "Hint": "SKAN_HINT_",
    "Kind": "SKAN_KIND_",
    "Language": "SKAN_LANGUAGE_",
    "LinkFault": "SKAN_LINK_FAULT_",
    "Note": "SKAN_NOTE_",
    "Outcome": "SKAN_OUTCOME_",
    "PixelFormat": "SKAN_PIXEL_FORMAT_",
    "PluralRule": "SKAN_PLURAL_RULE_",
    "Reason": "SKAN_REASON_",
    "Refusal": "SKAN_REFUSAL_",
    "Revocation": "SKAN_REVOCATION_",
    "Shape": "SKAN_SHAPE_",
    "Unit": "SKAN_UNIT_",
}

# What only C has: SKAN_OK, statuses from here on, lists of lists and of functions.
FIRST_STATUS_OF_C = 100
ONLY_IN_C = {"SKAN_OK"}
PREFIXES_OF_C = ("SKAN_LIST_", "SKAN_CLAUSE_")


def without_comments(text):
    return re.sub(r"/\*.*?\*/|//[^\n]*", "", text, flags=re.DOTALL)


def members(body):
    """(name, number) of an enumeration's body."""
    number = -1
    for entry in filter(None, (part.strip() for part in body.split(","))):
        name, _, value = (part.strip() for part in entry.partition("="))
        number = int(value) if value else number + 1
        yield name, number


def cpp_lists():
    found = {}
    for header in sorted((SOURCE / "sdk/include/skan").glob("*.h")):
        text = without_comments(header.read_text(encoding="utf-8"))
        for name, body in re.findall(r"enum class (\w+)[^{;]*\{([^}]*)\}", text):
            found[name] = dict(members(body))
    return found


def c_numbers():
    found = {}
    for header in sorted((SOURCE / "bindings/c/include/skan/c").glob("*.h")):
        text = without_comments(header.read_text(encoding="utf-8"))
        for body in re.findall(r"enum \{([^}]*)\}", text):
            found.update(members(body))
    return found


class Numbers(unittest.TestCase):
    def test_no_list_of_cpp_is_unknown_here(self):
        self.assertEqual(sorted(cpp_lists()), sorted(LISTS))

    def test_the_numbers_are_equal(self):
        expected = {
            prefix + name.upper(): number
            for cpp, prefix in LISTS.items() if prefix
            for name, number in cpp_lists()[cpp].items()
        }
        given = {
            name: number for name, number in c_numbers().items()
            if name not in ONLY_IN_C and not name.startswith(PREFIXES_OF_C)
            and not (name.startswith("SKAN_ERROR_") and number >= FIRST_STATUS_OF_C)
        }
        self.assertGreater(len(expected), 100)
        self.assertEqual(given, expected)


if __name__ == "__main__":
    unittest.main()
