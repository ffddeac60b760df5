"""`skan trust serve` as a source for our reader: everything that the site has, but deltas."""

import re
import signal
import subprocess

import trust_site
from trust_update import Refused
from writers import ACCEPTED

DEADLINE_SECONDS = 10


class Serving:
    """A `skan trust serve` on a free port, ended with SIGTERM."""

    def __init__(self, tally, skan):
        self.tally, self.skan = tally, skan

    def __enter__(self):
        command = [self.skan.path, "trust", "serve", "--listen", "127.0.0.1:0"]
        command += ["--store", str(self.skan.folder / "store")]
        self.process = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT)
        said = self.process.stdout.readline().decode()
        self.url = re.search(r"http://[0-9.]+:[0-9]+/", said)[0]
        return self

    def __exit__(self, *_):
        self.process.send_signal(signal.SIGTERM)
        self.tally.same("served by skan", "exit code", 0, self.process.wait(DEADLINE_SECONDS))
        self.process.stdout.close()


def follow(tally, name, device, url, expected, kinds):
    """`expected`: what is in force afterwards, and the time."""
    source, (trust, now) = trust_site.Url(url), expected
    try:
        device.update(source, now)
    except Refused as refusal:
        tally.same("served by skan", name, ACCEPTED, str(refusal))
        return
    asked = " ".join(path.split("/")[0] for path in source.asked)
    tally.same("served by skan", f"{name}: asked for", kinds, asked)
    tally.same("served by skan", f"{name}: lists", trust.lists, device.trust.lists)
    tally.same("served by skan", f"{name}: head", trust.head.data, device.trust.head.data)


def compare(tally, register, skan, trust, earlier):
    """One that holds nothing, one that holds an earlier publication, and every file of the site in turn."""
    kinds, now = "root head manifest", register.times[-1]
    with Serving(tally, skan) as serving:
        follow(tally, "from nothing", register.device(), serving.url, (trust, now), f"{kinds} part part part")
        follow(tally, "from one before", earlier, serving.url, (trust, now), f"{kinds} delta part")
        compare_files(tally, register.site, trust, trust_site.Url(serving.url))


def compare_files(tally, site, trust, source):
    """Only what is in force is there, and no delta."""
    digests = [entry.digest.hex() for entry in [*trust.manifest.parts, *trust.manifest.lists]]
    there = {"head", "root/1", f"manifest/{trust.head.manifest_digest.hex()}"}
    there |= {f"part/{digest}" for digest in digests}
    for file in sorted(file for file in site.rglob("*") if file.is_file()):
        path, data = str(file.relative_to(site)), file.read_bytes()
        tally.same("served by skan", path, data if path in there else None, source.fetch(path, len(data)))
    for path in ("root/2", "root/0", "root/01", "manifest/" + "0" * 64, "part/" + "0" * 64):
        tally.same("served by skan", path, None, source.fetch(path, 1000))
