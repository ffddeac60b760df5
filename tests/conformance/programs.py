"""The programs under test, run as a user runs them beside the reader of this folder, and what agreed."""

import json
import os
import shutil
import subprocess
import sys

import trust_bundle
from small_world import AT, NOW
from writers import ACCEPTED

TIMEOUT_SECONDS = 120
SHOWN = 60


class Tally:
    """Counts comparisons; every disagreement is kept and shown at the end."""

    def __init__(self):
        self.counts, self.problems = {}, []

    def same(self, part, name, expected, got, detail=""):
        self.counts[part] = self.counts.get(part, 0) + 1
        if expected != got:
            said = detail.strip().split("\n")[0][:600]
            self.problems.append(f"{part}: {name}: expected {expected!r}, got {got!r}; {said}")

    def finish(self):
        for problem in self.problems[:SHOWN]:
            print("DISAGREE", problem)
        if len(self.problems) > SHOWN:
            print(f"... and {len(self.problems) - SHOWN} more")
        for part, count in self.counts.items():
            print(f"{count:6} {part}")
        print(f"{sum(self.counts.values())} comparisons, {len(self.problems)} disagreements")
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
            said = (done.stdout + done.stderr).decode()
            sys.exit(f"{' '.join(command)} ended with {done.returncode}: {said}")
        return done


class SkanAuthority(Program):
    def __init__(self, folder):
        super().__init__("SKAN_AUTHORITY")
        self.folder = folder

    def command(self, name, *arguments, at=AT):
        return self.run(name, self.folder, *arguments, "--at", at)

    def init(self, at=AT):
        """Makes the authority and returns its id."""
        return bytes.fromhex(json.loads(self.command("init", "--unencrypted-keys", "--json", at=at).stdout)["authority"])


class Skan(Program):
    """`skan` with a store in a folder of its own."""

    def __init__(self, folder):
        super().__init__("SKAN")
        self.folder, self.saved = folder, folder.with_suffix(".saved")
        folder.mkdir()

    def init(self, world, root=None):
        """Whether a store was made that begins with the world's first root, or with `root`."""
        (self.folder / "root.cose").write_bytes(root or world.roots[0])
        options = ["--authority", world.authority_id.hex(), "--channel", world.channel]
        options += ["--root", self.folder / "root.cose", "--store", self.folder / "store"]
        return self.run("trust", "init", *options, check=False).returncode == 0

    def update(self, bundle):
        """`accepted` or the name of the error, and all that was said."""
        (self.folder / "bundle").write_bytes(bundle)
        return self.update_from(self.folder / "bundle")

    def update_from(self, file):
        arguments = ["--store", self.folder / "store", "--at", AT, "--json", file]
        done = self.run("trust", "update", *arguments, check=False)
        output = (done.stdout + done.stderr).decode()
        try:
            said = json.loads(done.stdout)
        except ValueError:
            return f"exit {done.returncode} without JSON", output
        if said["ok"] != (done.returncode == 0):
            return f"exit {done.returncode}, but ok is {said['ok']}", output
        return ACCEPTED if said["ok"] else said["error"], output

    def update_from_url(self, url, at=AT):
        """`accepted` or the name of the error, and the JSON object that was said."""
        arguments = ["--store", self.folder / "store", "--url", url, "--at", at, "--json"]
        said = json.loads(self.run("trust", "update", *arguments, check=False).stdout)
        return (ACCEPTED if said["ok"] else said["error"]), said

    def save(self):
        shutil.copytree(self.folder, self.saved)

    def restore(self):
        shutil.rmtree(self.folder)
        shutil.copytree(self.saved, self.folder)

    def verify(self, texts, *arguments, at=AT):
        """One verdict for each text, in their order."""
        options = ["--store", self.folder / "store", "--json", "--at", at, *arguments]
        done = self.run("verify", *options, "-", stdin="".join(text + "\n" for text in texts), check=False)
        verdicts = [json.loads(line) for line in done.stdout.decode().splitlines()]
        if len(verdicts) != len(texts):
            sys.exit(f"{len(verdicts)} verdicts on {len(texts)} texts; it said: {done.stderr.decode()}")
        return verdicts

    def verify_together(self, texts, *arguments, at=AT):
        """The one verdict on texts that are presented together."""
        options = ["--store", self.folder / "store", "--json", "--at", at, "--together", *arguments]
        done = self.run("verify", *options, "-", stdin="".join(text + "\n" for text in texts), check=False)
        lines = done.stdout.decode().splitlines()
        if len(lines) != 1:
            sys.exit(f"{len(lines)} verdicts on texts presented together; it said: {done.stderr.decode()}")
        return json.loads(lines[0])


def answer_of(verdict):
    """The one word that a verdict and our reader can be compared by."""
    if verdict["outcome"] == ACCEPTED and not verdict["reasons"]:
        return ACCEPTED
    return "+".join(verdict["reasons"]) or f"{verdict['outcome']} without a reason"


class Devices:
    """Our reader and a `skan`, which hold the same data and are offered the same bundles, one at a time.

    Whatever is accepted is offered again, and everything is then forgotten, so that no case depends on another.
    """

    def __init__(self, tally, folder, held):
        self.tally, self.authority_id, self.channel, self.held = tally, held.authority_id, held.channel, None
        self.skan = Skan(folder)
        self.tally.same("updates", "first root", True, self.skan.init(held))
        self.tally.same("updates", "first bundle", ACCEPTED, *self.skan.update(held.bundle()))
        self.skan.save()
        answer, detail, self.held = self.read(held.bundle(), None)
        self.tally.same("bundle reader", "first bundle", ACCEPTED, answer, detail)

    def read(self, bundle, held):
        """`accepted` or the name of the error, what it was in detail, and the data then in force."""
        try:
            return ACCEPTED, "", trust_bundle.Trust(bundle, self.authority_id, NOW, self.channel, held)
        except trust_bundle.Refused as refusal:
            return refusal.name, str(refusal), held

    def offer(self, part, name, bundle, answer=None):
        """Without an answer both must say the same, whatever it is."""
        ours, detail, trust = self.read(bundle, self.held)
        theirs, said = self.skan.update(bundle)
        if answer is not None:
            self.tally.same("bundle reader", f"{part}: {name}", answer, ours, detail)
        self.tally.same(part, name, answer or ours, theirs, f"{detail} {said}")
        if ours == ACCEPTED:
            again, detail, _ = self.read(bundle, trust)
            self.tally.same("bundle reader", f"{part}: {name}, again", ACCEPTED, again, detail)
        if theirs == ACCEPTED:
            self.tally.same(part, f"{name}, again", ACCEPTED, *self.skan.update(bundle))
        # Also after a refusal: roots that were checked before it stay in force.
        self.skan.restore()
