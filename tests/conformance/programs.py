"""The two programs under test, run as a user would run them, and the counting of what agreed."""

import json
import os
import subprocess
import sys

TIMEOUT_SECONDS = 120


class Tally:
    """Counts comparisons; every disagreement is kept and shown at the end."""

    def __init__(self):
        self.counts, self.problems = {}, []

    def same(self, part, name, expected, got, detail=""):
        self.counts[part] = self.counts.get(part, 0) + 1
        if expected != got:
            self.problems.append(
                f"{part}: {name}: expected {expected!r}, got {got!r}{detail and '; ' + detail}"
            )

    def finish(self):
        for problem in self.problems[:60]:
            print("DISAGREE", problem)
        if len(self.problems) > 60:
            print(f"... and {len(self.problems) - 60} more")
        for part, count in self.counts.items():
            print(f"{count:6} {part}")
        print(f"{sum(self.counts.values()):6} comparisons, {len(self.problems)} disagreements")
        return 1 if self.problems else 0


class Program:
    def __init__(self, variable):
        self.path = os.environ.get(variable)
        if not self.path or not os.access(self.path, os.X_OK):
            sys.exit(f"{variable} must name the program to test; it is {self.path!r}")

    def run(self, *arguments, stdin="", check=True):
        command = [self.path, *map(str, arguments)]
        done = subprocess.run(command, input=stdin.encode(), capture_output=True, timeout=TIMEOUT_SECONDS)
        if check and done.returncode != 0:
            sys.exit(
                f"{' '.join(command)} ended with {done.returncode}\n{done.stdout.decode()}{done.stderr.decode()}"
            )
        return done


class SkanAuthority(Program):
    def __init__(self, folder, at):
        super().__init__("SKAN_AUTHORITY")
        self.folder, self.at = folder, at

    def command(self, name, *arguments):
        return self.run(name, self.folder, *arguments, "--at", self.at)

    def init(self):
        """Makes the authority and returns its id."""
        return bytes.fromhex(json.loads(self.command("init", "--json").stdout)["authority"])


class Skan(Program):
    """`skan` with a store of its own."""

    def __init__(self, store, at):
        super().__init__("SKAN")
        self.store, self.at = store, at

    def init(self, root_file, authority_id, *arguments):
        self.authority_id = authority_id.hex()
        self.run(
            "trust",
            "init",
            "--store",
            self.store,
            "--root",
            root_file,
            "--authority",
            self.authority_id,
            *arguments,
        )

    def update(self, bundle_file):
        """`accepted` or the name of the error, and all that was said."""
        arguments = ["--store", self.store, "--at", self.at, "--json", bundle_file]
        done = self.run("trust", "update", *arguments, check=False)
        output = done.stdout.decode() + done.stderr.decode()
        try:
            said = json.loads(done.stdout)
        except ValueError:
            return f"exit {done.returncode} without JSON", output
        if said["ok"] != (done.returncode == 0):
            return f"exit {done.returncode}, but ok is {said['ok']}", output
        return "accepted" if said["ok"] else said["error"], output

    def verify(self, texts, *arguments, at=None):
        """One verdict for each text, in their order."""
        lines = "".join(text + "\n" for text in texts)
        done = self.run(
            "verify",
            "--store",
            self.store,
            "--json",
            "--at",
            at or self.at,
            *arguments,
            "-",
            stdin=lines,
            check=False,
        )
        verdicts = [json.loads(line) for line in done.stdout.decode().splitlines()]
        if len(verdicts) != len(texts):
            sys.exit(
                f"skan verify gave {len(verdicts)} verdicts on {len(texts)} texts, and said: {done.stderr.decode()}"
            )
        return verdicts


def answer_of(verdict):
    """The one word that a verdict and our reader can be compared by."""
    if verdict["outcome"] == "accepted" and not verdict["reasons"]:
        return "accepted"
    return "+".join(verdict["reasons"]) or f"{verdict['outcome']} without a reason"
