#!/usr/bin/env python3
"""The C interface and `skan verify` say the same of the same codes, byte for byte, as JSON.

Needs SKAN (the program), SKAN_C_JUDGE (judge.c) and SKAN_C_DATA (what make_data wrote).
"""

import datetime
import json
import os
import pathlib
import subprocess
import tempfile
import unittest

DATA = pathlib.Path(os.environ["SKAN_C_DATA"])
AUTHORITY = (DATA / "authority").read_text(encoding="ascii")
NOW = 1_625_140_800  # tests/support/test_authority.h
DAY = 86_400
TIMES = [NOW - 400 * DAY, NOW - DAY, NOW, NOW + 2 * DAY, NOW + 30 * DAY, NOW + 300 * DAY]
POLICIES = ["-", "any", "checked", "future", "pair", "strict", "elsewhere"]
# What only the program tells: its input, and the words for it.
ONLY_OF_THE_PROGRAM = {"input", "operator", "text_length", "elapsed_us"}


def texts():
    """Texts of one line, good and bad."""
    good = (DATA / "texts/good").read_text(encoding="ascii")
    files = [file.read_text(encoding="ascii") for file in sorted((DATA / "texts").iterdir())]
    return files + [good[:-1], good[:40] + "0" + good[41:], "SKN2:ABC", "HC1:6BF", "https://www.gosuslugi.ru/", "Grüße"]


def run(command, lines):
    done = subprocess.run(command, input="".join(line + "\n" for line in lines), capture_output=True, text=True, timeout=60)
    return done.stdout.splitlines()


def as_line(verdict):
    return json.dumps(verdict, ensure_ascii=False, separators=(",", ":"))


class Judge(unittest.TestCase):
    maxDiff = None

    def setUp(self):
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        self.store = str(pathlib.Path(folder.name, "door.db"))
        skan = os.environ["SKAN"]
        of_store = ["--store", self.store, "--authority", AUTHORITY]
        subprocess.run([skan, "trust", "init", *of_store, "--root", str(DATA / "root.cose")], check=True, capture_output=True)
        at = datetime.datetime.fromtimestamp(NOW, datetime.timezone.utc).strftime("%Y-%m-%dT%H:%M:%SZ")
        subprocess.run([skan, "trust", "update", *of_store, "--at", at, str(DATA / "first.skb")], check=True,
                       capture_output=True)

    def by_the_program(self, policy, time):
        at = datetime.datetime.fromtimestamp(time, datetime.timezone.utc).strftime("%Y-%m-%dT%H:%M:%SZ")
        chosen = [] if policy == "-" else ["--policy", policy]
        lines = run([os.environ["SKAN"], "verify", "--store", self.store, "--authority", AUTHORITY, *chosen, "--at", at,
                     "--json", "-"], texts())
        verdicts = [json.loads(line) for line in lines]
        return [as_line({name: v for name, v in verdict.items() if name not in ONLY_OF_THE_PROGRAM}) for verdict in verdicts]

    def test_they_say_the_same(self):
        asked = [(policy, time) for policy in POLICIES for time in TIMES]
        lines = [f"{policy} {time} stated {text.encode().hex()}" for policy, time in asked for text in texts()]
        by_c = run([os.environ["SKAN_C_JUDGE"], self.store, AUTHORITY], lines)
        by_program = [line for policy, time in asked for line in self.by_the_program(policy, time)]
        self.assertEqual(len(by_c), len(lines))
        outcomes = {json.loads(line)["outcome"] for line in by_c}
        self.assertEqual(outcomes, {"accepted", "rejected", "undetermined"})
        for line, c, program in zip(lines, by_c, by_program, strict=True):
            self.assertEqual(c, program, line[:40])

    def test_several_are_judged_together(self):
        together = " ".join((DATA / "texts" / name).read_bytes().hex() for name in ("recovered", "tested"))
        verdict = json.loads(run([os.environ["SKAN_C_JUDGE"], self.store, AUTHORITY], [f"pair {NOW} device {together}"])[0])
        self.assertEqual(verdict["outcome"], "accepted")
        self.assertEqual([c["kind"] for c in (verdict["certificate"], *verdict["together_with"])], ["recovered", "tested"])


if __name__ == "__main__":
    unittest.main()
