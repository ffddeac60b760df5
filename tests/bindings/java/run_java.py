#!/usr/bin/env python3
"""Runs Java test classes: run_java.py GROUP. CMakeLists.txt beside this file names the groups.

Makes a small authority with a day's history, serves what it has published, and runs the group's class with -Xcheck:jni,
whose warnings count as failures. The environment names programs, classes and libraries.
"""

import contextlib
import datetime
import functools
import http.server
import json
import os
import pathlib
import re
import subprocess
import sys
import tempfile
import threading

ROOT = pathlib.Path(__file__).resolve().parents[3]
sys.path.insert(0, str(ROOT / "tests/cli"))

import rehearsal  # noqa: E402

SECOND = "2021-07-01T11:30:00Z"
COMPLAINT = re.compile(r"WARNING in native method|FATAL ERROR in native|^WARNING: JNI|runtime error:|AddressSanitizer", re.M)
NOON = 1_625_140_800
TIMES = [NOON - 7_200, NOON, NOON + 2 * 86_400, NOON + 30 * 86_400]
ONLY_OF_THE_PROGRAM = {"input", "operator", "text_length", "elapsed_us"}  # its input, and the words for it
WITHOUT_JAVA = {"LIST", "SHAPE", "CLAUSE"}  # Java has methods instead
HEADERS = ROOT / "bindings/c/include/skan/c"


class World(rehearsal.Rehearsal):
    """What World.java knows."""

    def runTest(self):
        pass

    def make(self):
        self.authority_id = self.found()
        self.write("authority.txt", self.authority_id)
        self.issue(rehearsal.REGISTER)
        self.must(self.authority("revoke", "demo", rehearsal.REVOKED, "--at", rehearsal.ISSUED))
        self.must(self.authority("publish", "demo", "--out", "bundle.skb", "--site", "one", "--at", rehearsal.PUBLISHED))
        self.provision(self.authority_id)
        self.must(self.skan("trust", "update", "bundle.skb", "--at", rehearsal.NOW))
        self.must(self.authority("publish", "demo", "--out", "second.skb", "--site", "two", "--at", SECOND))
        self.write("training.txt", self.found("training", "--practice"))
        self.issue(rehearsal.REGISTER, name="training", out="training-cards")
        self.publish("training.skb", name="training")
        self.write_setup("setup", "--url", "https://keys.example/skan/", "--policy", "ru-federal-2021")
        self.write_setup("setup-short")
        good = f"cards/{rehearsal.GOOD}.png"
        self.write("good.pgm", rehearsal.side_by_side(self.folder / good))
        self.write("two.pgm", rehearsal.side_by_side(self.folder / good, self.folder / f"cards/{rehearsal.RECOVERED}.png"))


    def write_setup(self, name, *options):
        code = self.must(self.authority("enroll", "demo", "--json", *options)).objects()[0]
        self.write(f"{name}.txt", code["text"])
        for language in ("english", "russian"):
            self.write(f"fingerprint-{language}.txt", code[f"fingerprint_{language}"])


class Site(http.server.SimpleHTTPRequestHandler):
    """The world's folder, and places under which everything is wrong."""

    protocol_version = "HTTP/1.1"

    def do_GET(self):
        if self.path.startswith("/broken/"):
            self.send_error(500)
        elif self.path.startswith("/endless/"):
            self.answer(b"x" * (2 << 20), 2 << 20)
        elif self.path.startswith("/cut/"):
            body = self.body_of(self.path[len("/cut/"):])
            if body is None or "/root/" in self.path:
                self.send_error(404)
            else:
                self.answer(body[:-1], len(body))
                self.close_connection = True
        else:
            super().do_GET()

    def body_of(self, name):
        path = pathlib.Path(self.directory) / name
        return path.read_bytes() if path.is_file() else None

    def answer(self, body, promised):
        self.send_response(200)
        self.send_header("Content-Length", str(promised))
        self.end_headers()
        with contextlib.suppress(BrokenPipeError, ConnectionResetError):
            self.wfile.write(body)

    def log_message(self, *arguments):
        pass


class Server(http.server.ThreadingHTTPServer):
    daemon_threads = True

    def handle_error(self, request, address):
        """A client that hangs up is none of the tests' business."""


@contextlib.contextmanager
def served(folder):
    with Server(("127.0.0.1", 0), functools.partial(Site, directory=str(folder))) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_address[1]}"
        server.shutdown()


def environment():
    changes = {"LC_ALL": "C.UTF-8"}
    if "SKAN_JAVA_PRELOAD" in os.environ:
        changes["LD_PRELOAD"] = os.environ["SKAN_JAVA_PRELOAD"]
        changes["ASAN_OPTIONS"] = "handle_segv=0:allow_user_segv_handler=1:detect_leaks=0"
        if "soak" in sys.argv[1]:  # what was freed is not kept back, or memory grows
            changes["ASAN_OPTIONS"] += ":quarantine_size_mb=1:thread_local_quarantine_size_kb=64"
    return rehearsal.environment(**changes)


def java(*arguments, library=None, checked=True, given=""):
    """The code and the output of a Java program that ends within its time."""
    command = [os.environ["SKAN_JAVA"], "-Xms64m", "-Xmx64m", "-XX:+AlwaysPreTouch", "-XX:+UseSerialGC", "-Dfile.encoding=UTF-8",
               *(["-Xcheck:jni"] if checked else []),
               f"-Djava.library.path={library or os.environ['SKAN_JAVA_LIBRARY']}",
               "-cp", os.environ["SKAN_JAVA_CLASSES"]]
    at = next((i for i, word in enumerate(arguments) if not word.startswith("-")))
    done = subprocess.run([*command[:-2], *arguments[:at], *command[-2:], *arguments[at:]],
                          input=given.encode(), stdout=subprocess.PIPE, stderr=subprocess.STDOUT, env=environment(),
                          timeout=TIMEOUT)
    text = done.stdout.decode(errors="replace")
    print(text, end="")
    complaint = COMPLAINT.search(text)
    if complaint:
        print(f"complaint: {complaint.group()}")
    return (1 if complaint else done.returncode), text


def in_world(*arguments, **options):
    world = World()
    world.setUp()
    try:
        world.make()
        with served(world.folder) as server:
            return java(f"-Dskan.world={world.folder}", f"-Dskan.server={server}", *arguments, **options)[0]
    finally:
        world.doCleanups()


def entries_of_headers():
    """LIST ENTRY NUMBER of every enumeration of the C interface."""
    lists = {"STATUS": "ERROR"}
    found = set()
    for header in sorted(HEADERS.glob("*.h")):
        text = re.sub(r"/\*.*?\*/", "", header.read_text(), flags=re.S)
        for name, body in re.findall(r"typedef int32_t skan_(\w+);\s*enum \{(.*?)\};", text, re.S):
            name = lists.get(name.upper(), name.upper())
            for entry, number in re.findall(r"SKAN_(\w+) = (\d+)", body):
                if entry != "OK" and name not in WITHOUT_JAVA:
                    assert entry.startswith(name + "_"), entry
                    found.add(f"{name} {entry[len(name) + 1:]} {number}")
    base = (HEADERS / "base.h").read_text()
    major, minor = (int(re.search(rf"#define SKAN_ABI_{part} (\d+)", base)[1]) for part in ("MAJOR", "MINOR"))
    return found | {f"ABI VERSION {65536 * major + minor}"}


def numbers():
    code, text = java("skan.sdk.NumbersTest")
    if code:
        return code
    header, classes = entries_of_headers(), set(text.splitlines())
    assert len(header) > 100, header
    for line in sorted(header ^ classes):
        print(f"only in {'C' if line in header else 'Java'}: {line}")
    return 1 if header != classes else in_world("skan.sdk.Suite", "NumbersTest")


def exports():
    """What libskan.so exports is the C interface's list and JNI_OnLoad."""
    listed = set(re.findall(r"^ +(skan_\w+);$", (ROOT / "bindings/c/skan.map").read_text(), re.M)) | {"JNI_OnLoad"}
    library = pathlib.Path(os.environ["SKAN_JAVA_LIBRARY"].split(":")[0]) / "libskan.so"
    told = subprocess.run([os.environ["SKAN_NM"], "-D", "--defined-only", library], check=True, capture_output=True, text=True)
    exported = {line.split()[-1].partition("@")[0] for line in told.stdout.splitlines()} - {"SKAN_0"}
    print("\n".join(sorted(listed ^ exported)) or f"{len(exported)} functions")
    return 1 if listed != exported or len(listed) < 50 else 0


def vectors():
    """Java says of every text what `skan verify --json` says, byte for byte."""
    world = World()
    world.setUp()
    try:
        world.make()
        asked = [(policy, now, text) for policy in ("-", "elsewhere") for now in TIMES for text in texts_of(world)]
        lines = "".join(f"{policy} {now} stated {text.encode().hex()}\n" for policy, now, text in asked)
        code, told = java("skan.sdk.Judge", str(world.folder / "skan.db"), world.authority_id, given=lines)
        expected = [told_by_the_program(world, *it) for it in asked]
        for line, wanted in zip(told.splitlines(), expected):
            if line != wanted:
                print(f"wanted {wanted}")
        print(f"{len(expected)} verdicts")
        assert all(any(f'"outcome":"{it}"' in line for line in expected) for it in ("accepted", "rejected", "undetermined"))
        return code or told.splitlines() != expected
    finally:
        world.doCleanups()


def told_by_the_program(world, policy, now, text):
    at = datetime.datetime.fromtimestamp(now, datetime.timezone.utc).strftime("%Y-%m-%dT%H:%M:%SZ")
    world.write("one.txt", text)
    chosen = [] if policy == "-" else ["--policy", policy]
    verdict = world.skan("verify", "--json", "--at", at, *chosen, "one.txt").objects()[0]
    kept = {name: value for name, value in verdict.items() if name not in ONLY_OF_THE_PROGRAM}
    return json.dumps(kept, ensure_ascii=False, separators=(",", ":"))


def texts_of(world):
    cards = [world.text_of(row.split(",")[0]) for row in rehearsal.REGISTER]
    good = cards[0]
    return [*cards, good[:-6] + "000000", good[:40], "https://www.gosuslugi.ru/covid-cert/1", "HC1:ABC", "SKN9:ABC", "ticket"]


def tests(name, **options):
    return lambda: in_world("skan.sdk.Suite", name, **options)


GROUPS = {
    "verdict": tests("VerdictTest"),
    "store": tests("StoreTest"),
    "setup": tests("SetupTest"),
    "catalogue": tests("CatalogueTest"),
    "scanner": tests("ScannerTest"),
    "bad_input": tests("BadInputTest"),
    "close_race": tests("CloseRaceTest"),
    "numbers": numbers,
    "exports": exports,
    "vectors": vectors,
    "other_abi": lambda: java("skan.sdk.Suite", "OtherAbiTest", library=os.environ["SKAN_JAVA_OTHER_ABI"])[0],
    "no_library": lambda: java("skan.sdk.Suite", "NoLibraryTest", library=tempfile.gettempdir())[0],
    "soak": lambda: in_world("-XX:TieredStopAtLevel=1", "-Dskan.calls=2000", "skan.sdk.Suite", "SoakTest"),
    "long_soak": lambda: in_world("-XX:TieredStopAtLevel=1", "-Dskan.calls=1000000", "skan.sdk.Suite", "SoakTest"),
    "overhead": lambda: java("skan.sdk.Overhead", checked=False)[0],
}
TIMEOUT = 7200 if sys.argv[1:] == ["long_soak"] else 250

if __name__ == "__main__":
    if len(sys.argv) != 2 or sys.argv[1] not in GROUPS:
        sys.exit(f"{__doc__}\nGroups: {' '.join(GROUPS)}")
    sys.exit(GROUPS[sys.argv[1]]())
