"""What the tests of the programs share: running them, a small authority with a day's history, and pictures.

The environment names the programs: SKAN and SKAN_AUTHORITY.
"""

import json
import os
import pathlib
import struct
import subprocess
import sys
import tempfile
import unittest
import zlib

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parent.parent / "conformance"))

FOUNDED = "2021-06-01"
ISSUED = "2021-07-01T08:00:00Z"
PUBLISHED = "2021-07-01T11:00:00Z"
NOW = "2021-07-01T12:00:00Z"

HEADER = "number,kind,name,name_latin,birth_date,document,event_date,event_time,product,dose,doses,region,expires"
GOOD, RECOVERED, TESTED = "7700000000000017", "7700000000000025", "7700000000000033"
REVOKED, EXPIRING, FIRST_DOSE = "7700000000000041", "7700000000000058", "7700000000000066"
HOLDER = {"name": "Иванов Иван Иванович", "latin": "Ivanov Ivan Ivanovich", "document": "1234 678345"}
PERSON = f"{HOLDER['name']},{HOLDER['latin']},1985-04-12,{HOLDER['document']}"
REGISTER = [
    f"{GOOD},vaccinated,{PERSON},2021-06-01,,Gam-COVID-Vac,2,2,77,",
    f"{RECOVERED},recovered,{PERSON},2021-05-15,,,,,77,",
    f"{TESTED},tested,{PERSON},,2021-06-30T09:30:00+03:00,PCR,,,77,",
    f"{REVOKED},vaccinated,{PERSON},2021-06-01,,Gam-COVID-Vac,2,2,77,",
    f"{EXPIRING},vaccinated,{PERSON},2021-06-01,,Gam-COVID-Vac,2,2,77,2021-07-02",
    f"{FIRST_DOSE},vaccinated,{PERSON},2021-06-01,,Gam-COVID-Vac,1,2,77,",
]


class Done:
    """A program that has ended."""

    def __init__(self, process):
        self.code = process.returncode
        self.out = process.stdout.decode()
        self.err = process.stderr.decode()

    def objects(self):
        return [json.loads(line) for line in self.out.splitlines()]

    def __repr__(self):
        return f"code {self.code}\n{self.out}{self.err}"


def environment(**changes):
    """That of the tests, without what would change what the programs do."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith("SKAN")}
    kept.pop("NO_COLOR", None)
    return {**kept, "TERM": "xterm", **changes}


def run(variable, arguments, cwd, stdin=b"", env=None):
    command = [os.environ[variable], *map(str, arguments)]
    # A session of its own: whoever runs the tests at a terminal must not be asked for passphrases.
    process = subprocess.run(
        command, cwd=cwd, input=stdin, capture_output=True, timeout=120, env=env or environment(), start_new_session=True
    )
    return Done(process)


class Rehearsal(unittest.TestCase):
    """A test with a folder of its own, in which programs run."""

    def setUp(self):
        holder = tempfile.TemporaryDirectory(prefix="skan-cli-")
        self.addCleanup(holder.cleanup)
        self.folder = pathlib.Path(holder.name)

    def skan(self, *arguments, stdin=b"", env=None):
        return run("SKAN", arguments, self.folder, stdin, env)

    def authority(self, *arguments):
        return run("SKAN_AUTHORITY", arguments, self.folder)

    def must(self, done, code=0):
        self.assertEqual(done.code, code, done)
        return done

    def write(self, name, content):
        path = self.folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content if isinstance(content, bytes) else content.encode())
        return name

    def text_of(self, number, out="cards"):
        return (self.folder / out / f"{number}.txt").read_text().rstrip("\n")

    def found(self, name="demo", *options):
        """A new authority; returns its id."""
        return self.must(self.authority("init", name, "--unencrypted-keys", "--at", FOUNDED, "--json", *options)).objects()[0]["authority"]

    def issue(self, rows, at=ISSUED, name="demo", out="cards", code=0):
        self.write("people.csv", "\n".join([HEADER, *rows]) + "\n")
        return self.must(
            self.authority("issue", name, "--in", "people.csv", "--out", out, "--png", "--at", at), code
        )

    def publish(self, out="bundle.skb", at=PUBLISHED, name="demo"):
        self.must(self.authority("publish", name, "--out", out, "--at", at))
        return out

    def provision(self, authority_id, store="skan.db", name="demo"):
        root = f"{name}/public/root.cose"
        self.must(self.skan("trust", "init", "--store", store, "--root", root, "--authority", authority_id))

    def a_day(self):
        """An authority that has issued the register, withdrawn one and published, and a store that knows."""
        self.authority_id = self.found()
        self.issue(REGISTER)
        self.must(self.authority("revoke", "demo", REVOKED, "--at", ISSUED))
        self.publish()
        self.provision(self.authority_id)
        self.must(self.skan("trust", "update", "bundle.skb", "--at", NOW))

    def verdict(self, *arguments, at=NOW, code=None):
        """The one verdict of a run with --json, and that its exit code is the outcome's."""
        timed = ("--at", at) if at else ()
        done = self.skan("verify", "--json", *timed, *arguments)
        self.assertEqual(len(done.objects()), 1, done)
        verdict = done.objects()[0]
        expected = {"accepted": 0, "rejected": 1, "undetermined": 2}[verdict["outcome"]]
        self.assertEqual(done.code, expected, done)
        return verdict

    def assert_one_line(self, done, *parts):
        """An error as people should see it: exit code 3, one line, naming what it is about."""
        self.assertEqual(done.code, 3, done)
        self.assertEqual(done.err.count("\n"), 1, done)
        self.assertRegex(done.err, r"^skan(-authority)?: ")
        for part in parts:
            self.assertIn(part, done.err)
        self.assert_no_holder(done.err)

    def assert_no_holder(self, text):
        for secret in [*HOLDER.values(), *HOLDER["name"].split()[:1], "1985-04-12", "678345"]:
            self.assertNotIn(secret, text)


def grey(width, height, pixels=None):
    """A PGM file; white unless `pixels` are given."""
    return b"P5\n%d %d\n255\n" % (width, height) + (pixels or b"\xff" * (width * height))


def rows_of_png(path):
    """The rows of a black and white PNG as skan-authority writes it: one bit a pixel, 1 white, no filter."""
    data = pathlib.Path(path).read_bytes()
    at, packed, width = 8, b"", 0
    while at < len(data):
        length, kind = struct.unpack(">I4s", data[at : at + 8])
        body = data[at + 8 : at + 8 + length]
        if kind == b"IHDR":
            width = struct.unpack(">I", body[:4])[0]
            assert body[8] == 1, "one bit a pixel is expected"
        if kind == b"IDAT":
            packed += body
        at += 12 + length
    raw, stride = zlib.decompress(packed), (width + 7) // 8 + 1
    for start in range(0, len(raw), stride):
        assert raw[start] == 0, "a row without filter is expected"
        bits = "".join(f"{byte:08b}" for byte in raw[start + 1 : start + stride])[:width]
        yield bytes(255 if bit == "1" else 0 for bit in bits)


def side_by_side(*paths):
    """One picture of several codes."""
    pictures = [list(rows_of_png(path)) for path in paths]
    height = max(len(rows) for rows in pictures)
    widths = [len(rows[0]) for rows in pictures]
    lines = []
    for y in range(height):
        for rows, width in zip(pictures, widths):
            lines.append(rows[y] if y < len(rows) else b"\xff" * width)
    return grey(sum(widths), height, b"".join(lines))
