#!/usr/bin/env python3
"""The shared conformance vectors (README.md beside this file).

vectors.py make      writes world.json and cases.json: the inputs by make_cases, the verdicts by the C interface
vectors.py current   fails unless that would change nothing
vectors.py coverage  fails unless every member of the closed lists occurs
vectors.py c|cpp|cli|java|objc|python   runs every case by one implementation

The environment names the programs; CMakeLists.txt beside this file has the names.
"""

import base64
import collections
import datetime
import json
import os
import pathlib
import re
import subprocess
import sys
import tempfile

import expected

HERE = pathlib.Path(__file__).resolve().parent
NOW = 1_625_140_800  # tests/support/test_authority.h
ONLY_OF_THE_PROGRAM = {"input", "operator", "text_length", "elapsed_us"}  # its input, and the words for it
TIMEOUT = 200
ROOT, BUNDLES = "root.cose", ("first.skb", "second.skb")
DATA = ("none", "first", "second")  # by the number of bundles
Case = collections.namedtuple("Case", "data policy seconds source texts verdict")


def world_of(folder):
    return {"authority": (folder / "authority").read_text(encoding="ascii"),
            **{name: base64.b64encode((folder / name).read_bytes()).decode() for name in (ROOT, *BUNDLES)}}


def run(command, lines, **environment):
    done = subprocess.run(list(map(str, command)), input="".join(f"{line}\n" for line in lines).encode(), capture_output=True,
                          timeout=TIMEOUT, env={**os.environ, "LC_ALL": "C.UTF-8", **environment})
    sys.stderr.write(done.stderr.decode(errors="replace"))
    return done.stdout.decode().splitlines()


class Door:
    """A store in a folder of its own, updated with as many of the world's bundles as its data needs."""

    def __init__(self, folder, world, data):
        folder.mkdir()
        self.path, self.authority = folder / "door.db", world["authority"]
        for name in (ROOT, *BUNDLES):
            (folder / name).write_bytes(base64.b64decode(world[name]))
        bundles = [folder / name for name in BUNDLES[:DATA.index(data)]]
        (make_by_objc if "SKAN_OBJC_JUDGE" in os.environ else make_by_cli)(self, folder / ROOT, bundles)

    def options(self):
        return ["--store", self.path, "--authority", self.authority]

    @staticmethod
    def at(seconds):
        return datetime.datetime.fromtimestamp(seconds, datetime.timezone.utc).strftime("%Y-%m-%dT%H:%M:%SZ")


def make_by_cli(door, root, bundles):
    updates = [["update", "--at", door.at(NOW), bundle] for bundle in bundles]
    for words in (["init", "--root", root], *updates):
        subprocess.run(list(map(str, [os.environ["SKAN"], "trust", words[0], *door.options(), *words[1:]])), check=True,
                       capture_output=True)


def make_by_objc(door, root, bundles):
    """Objective-C is built without the programs."""
    updates = [word for bundle in bundles for word in (bundle, NOW)]
    subprocess.run(list(map(str, [os.environ["SKAN_OBJC_JUDGE"], door.path, door.authority, root, *updates])), check=True)


def at_doors(judged_by, world, cases):
    """The verdicts in the cases' order, each at the door that it is for."""
    told = {}
    with tempfile.TemporaryDirectory() as name:
        for data in sorted({case.data for case in cases}):
            members = [at for at, case in enumerate(cases) if case.data == data]
            verdicts = judged_by(Door(pathlib.Path(name, data), world, data), [cases[at] for at in members])
            assert len(verdicts) == len(members), (len(verdicts), len(members))
            told.update(zip(members, verdicts))
    return [told[at] for at in range(len(cases))]


def by_c(door, cases):
    return run([os.environ["SKAN_C_JUDGE"], door.path, door.authority], map(line_of, cases))


def by_cpp(door, cases):
    said = run([os.environ["SKAN_CPP_JUDGE"], door.path, door.authority], map(line_of, cases))
    return [without_the_program(line) for line in said]


def by_java(door, cases):
    # A JVM does not load AddressSanitizer's runtime by itself.
    preload = os.environ.get("SKAN_JAVA_PRELOAD")
    sanitized = {"LD_PRELOAD": preload, "ASAN_OPTIONS": "handle_segv=0:allow_user_segv_handler=1:detect_leaks=0"} if preload else {}
    return run([os.environ["SKAN_JAVA"], f"-Djava.library.path={os.environ['SKAN_JAVA_LIBRARY']}", "-Dfile.encoding=UTF-8",
                "-cp", os.environ["SKAN_JAVA_CLASSES"], "skan.sdk.Judge", door.path, door.authority], map(line_of, cases), **sanitized)


def by_objc(door, cases):
    return run([os.environ["SKAN_OBJC_JUDGE"], door.path, door.authority], map(line_of, cases))


def by_cli(door, cases):
    """`skan verify` reads texts of one line, and the clock unless a time is stated: the cases that can be told so."""
    groups = collections.defaultdict(list)
    for at, case in enumerate(cases):
        together = at if len(case.texts) > 1 else None
        groups[case.policy, case.seconds, together].append(at)
    told = {}
    for (policy, seconds, together), members in groups.items():
        chosen = [] if policy == "-" else ["--policy", policy]
        chosen += [] if together is None else ["--together"]
        lines = [text.decode() for at in members for text in cases[at].texts]
        said = run([os.environ["SKAN"], "verify", "--json", *door.options(), "--at", door.at(seconds), *chosen, "-"], lines)
        assert len(said) == len(members), (len(said), len(members))
        for at, line in zip(members, said):
            told[at] = without_the_program(line)
    return [told[at] for at in range(len(cases))]


def without_the_program(line):
    kept = {name: value for name, value in json.loads(line).items() if name not in ONLY_OF_THE_PROGRAM}
    return json.dumps(kept, ensure_ascii=False, separators=(",", ":"))


def can_be_told_to_cli(case):
    def is_line(text):
        return text.isascii() and text != b"" and text == text.strip() and case.source == "stated"
    return all(map(is_line, case.texts))


def line_of(case):
    texts = " ".join(text.hex() or "-" for text in case.texts)
    return f"{case.policy} {case.seconds} {case.source} {texts}"


def case_of(line):
    data, policy, seconds, source, *texts = line.split(" ")
    return Case(data, policy, int(seconds), source, [bytes.fromhex(text.replace("-", "")) for text in texts], None)


def made():
    """The two files' content."""
    with tempfile.TemporaryDirectory() as name:
        folder = pathlib.Path(name)
        subprocess.run([os.environ["SKAN_MAKE_CASES"], folder], check=True)
        world = world_of(folder)
        cases = [case_of(line) for line in (folder / "cases").read_text(encoding="ascii").splitlines()]
    verdicts = at_doors(by_c, world, cases)
    return in_lines(world), packed(cases, verdicts)


def in_lines(world):
    return json.dumps(world, indent=1) + "\n"


def packed(cases, verdicts):
    texts = {text: at for at, text in enumerate(dict.fromkeys(text for case in cases for text in case.texts))}
    numbers = {verdict: at for at, verdict in enumerate(dict.fromkeys(verdicts))}
    rows = [json.dumps([case.data, case.policy, case.seconds, case.source, [texts[text] for text in case.texts], numbers[verdict]],
                       separators=(",", ":")) for case, verdict in zip(cases, verdicts)]
    parts = [("texts", [json.dumps(text.decode("latin-1")) for text in texts]), ("verdicts", list(numbers)), ("cases", rows)]
    return "{" + ",\n".join(f'"{name}":[\n' + ",\n".join(lines) + "\n]" for name, lines in parts) + "}\n"


def stored():
    world = json.loads((HERE / "world.json").read_text(encoding="utf-8"))
    content = json.loads((HERE / "cases.json").read_text(encoding="utf-8"))
    verdicts = [json.dumps(verdict, ensure_ascii=False, separators=(",", ":")) for verdict in content["verdicts"]]
    texts = [text.encode("latin-1") for text in content["texts"]]
    return world, [Case(data, policy, seconds, source, [texts[at] for at in which], verdicts[verdict])
                   for data, policy, seconds, source, which, verdict in content["cases"]]


def compare(name, cases, told):
    wrong = [(case, said) for case, said in zip(cases, told) if case.verdict != said]
    for case, said in wrong[:10]:
        print(f"{line_of(case)}\n  expected {case.verdict}\n  got      {said}")
    print(f"{name}: {len(told)} cases, {len(wrong)} differ")
    return 1 if wrong or len(told) != len(cases) or not cases else 0


def python(world, cases):
    """Outcome, reasons and notes by the independent reader."""
    worlds = {data: expected.World(base64.b64decode(world[bundle]), bytes.fromhex(world["authority"]), NOW)
              for data, bundle in zip(DATA[1:], BUNDLES)}
    wrong = 0
    for case in cases:
        verdict = json.loads(case.verdict)
        ours = expected.expected(worlds.get(case.data), *case[1:5])
        theirs = verdict["outcome"], verdict["reasons"], verdict["notes"]
        if ours != theirs:
            wrong += 1
            print(f"{line_of(case)[:160]}\n  expected {ours}\n  got      {theirs}")
    print(f"python: {len(cases)} cases, {wrong} differ")
    return 1 if wrong else 0


# What no text, data and time alone lead to; other tests have them.
NOT_HERE = {
    "reasons": {"no_code_found",  # a picture's
                "store_damaged", "store_rolled_back"},  # a store's
    "notes": {"practice"},  # only in practice mode
}


def said(verdict):
    """Everything out of a closed list that a verdict says: list and name."""
    one = {"freshness": verdict["evidence"]["freshness"], "clock_state": verdict["evidence"]["clock"],
           "revocation": verdict["evidence"]["revocation"], "outcome": verdict["outcome"],
           "link_fault": verdict["link_fault"] or "none", "change_cause": verdict["change_cause"] or "none",
           "refusal": (verdict["finding"] or {"refusal": "none"})["refusal"]}
    return {*one.items(), *(("reason", it) for it in verdict["reasons"]), *(("note", it) for it in verdict["notes"])}


def coverage(cases):
    """Whether every member of the closed lists occurs."""
    header = (HERE.parents[1] / "bindings/c/include/skan/c/numbers.h").read_text(encoding="utf-8")
    missing = 0
    found = set().union(*(said(json.loads(case.verdict)) for case in cases))
    for name in sorted({name for name, _ in found}):
        body = re.search(rf"typedef int32_t skan_{name};\s*enum \{{(.*?)\}};", header, re.DOTALL)[1]
        entries = {it.lower() for it in re.findall(rf"SKAN_{name.upper()}_(\w+) = ", body)}
        absent = entries - {it for of, it in found if of == name} - NOT_HERE.get(name + "s", set())
        missing += len(absent)
        print(f"{name}: {len(entries)} entries" + (f", without a case: {sorted(absent)}" if absent else ""))
    return 1 if missing else 0


def main(what):
    if what in ("make", "current"):
        files = dict(zip(("world.json", "cases.json"), made()))
        if what == "make":
            for name, content in files.items():
                (HERE / name).write_text(content, encoding="utf-8")
            return 0
        stale = [name for name, content in files.items() if (HERE / name).read_text(encoding="utf-8") != content]
        print(f"to be made anew by 'vectors.py make': {stale}" if stale else "current")
        return 1 if stale else 0
    world, cases = stored()
    if what == "coverage":
        return coverage(cases)
    if what == "python":
        return python(world, cases)
    if what == "cli":
        cases = [case for case in cases if can_be_told_to_cli(case)]
    told = at_doors({"c": by_c, "cpp": by_cpp, "java": by_java, "objc": by_objc, "cli": by_cli}[what], world, cases)
    return compare(what, cases, told)


if __name__ == "__main__":
    if sys.argv[1:] not in [[it] for it in ("make", "current", "c", "cpp", "cli", "java", "objc", "python", "coverage")]:
        sys.exit(__doc__)
    sys.exit(main(sys.argv[1]))
