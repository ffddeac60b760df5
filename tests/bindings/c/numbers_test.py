#!/usr/bin/env python3
"""Every number of the C interface is that of C++, Java and Objective-C, and no list of any of them is missing.

Reads the headers of both as text, in SKAN_SOURCE_DIR.
"""

import json
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

# Lists of words that are made, not looked up, which only C and Objective-C have; and what Java calls otherwise.
NOT_IN_JAVA = {"LIST", "SHAPE", "CLAUSE"}
NAMES_OF_JAVA = {"ErrorCode": "ERROR", "CountUnit": "UNIT"}
# What only Objective-C has: zeros for "none", and errors from here on.
ONLY_IN_OBJC = {"SKAN_REASON_NONE": 0, "SKAN_NOTE_NONE": 0, "SKAN_KIND_NONE": 0}
FIRST_ERROR_OF_OBJC = 200
LISTS_OF_DOORS = {"DoorScreenKind", "DoorTone"}

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


def snake(camel):
    """BadSignature, NotHTTPS, NV21 -> BAD_SIGNATURE, NOT_HTTPS, NV21."""
    return re.sub(r"(?<=[a-z0-9])(?=[A-Z])|(?<=[A-Z])(?=[A-Z][a-z])", "_", camel).upper()


def objc_numbers():
    found = {}
    for header in sorted((SOURCE / "bindings/ios/include/SkanSDK").glob("*.h")):
        text = without_comments(header.read_text(encoding="utf-8"))
        for name, body in re.findall(r"NS_(?:ERROR_)?ENUM\(\w+, SKN(\w+)\) \{([^}]*)\}", text):
            if name in LISTS_OF_DOORS:
                continue
            for entry, number in members(body):
                assert entry.startswith("SKN" + name), entry
                found[f"SKAN_{snake(name)}_{snake(entry[len('SKN' + name):])}"] = number
    return found


def java_numbers():
    found = {}
    for source in sorted((SOURCE / "bindings/android/src/main/java/skan/sdk").glob("*.java")):
        text = without_comments(source.read_text(encoding="utf-8"))
        for name, body in re.findall(r"public enum (\w+) \{([^;]*);", text):
            prefix = NAMES_OF_JAVA.get(name, snake(name))
            found.update((f"SKAN_{prefix}_{entry}", int(number)) for entry, number in re.findall(r"(\w+)\((\d+)\)", body))
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

    def test_objective_c_has_those_of_c(self):
        given = objc_numbers()
        self.assertLessEqual(ONLY_IN_OBJC.items(), given.items())
        own = {name for name, number in given.items() if name.startswith("SKAN_ERROR_") and number >= FIRST_ERROR_OF_OBJC}
        self.assertEqual(len(own), 5)
        expected = {name: number for name, number in c_numbers().items() if name not in ONLY_IN_C}
        self.assertEqual({name: given[name] for name in given.keys() - ONLY_IN_OBJC.keys() - own}, expected)

    def test_java_has_those_of_c(self):
        expected = {name: number for name, number in c_numbers().items() if name not in ONLY_IN_C
                    and not any(name.startswith(f"SKAN_{it}_") for it in NOT_IN_JAVA)}
        self.assertEqual(java_numbers(), expected)

    def test_json_has_the_names_of_c(self):
        """What the shared vectors say, where names stand for numbers."""
        verdicts = json.loads((SOURCE / "tests/vectors/cases.json").read_text(encoding="utf-8"))["verdicts"]
        known = c_numbers()
        for verdict in verdicts:
            evidence = verdict["evidence"]
            said = [("OUTCOME", verdict["outcome"]), ("FRESHNESS", evidence["freshness"]), ("CLOCK_STATE", evidence["clock"]),
                    ("REVOCATION", evidence["revocation"]), *(("REASON", it) for it in verdict["reasons"]),
                    *(("NOTE", it) for it in verdict["notes"])]
            for name, entry in said:
                self.assertIn(f"SKAN_{name}_{entry.upper()}", known)


if __name__ == "__main__":
    unittest.main()
