"""`skan-authority` publishes a site a dozen times; our reader follows it in several ways."""

import json
import random

import serve_cases
import skn1
import trust_objects
import trust_site
from programs import Skan, SkanAuthority
from site_server import SiteServer
from trust_update import Refused
from writers import ACCEPTED, DAY, HOUR

SEED = 20260201
START = skn1.time_of("2026-02-01T12:00:00Z")
# Hours since the start; the last one is far enough from the others for old files to be removed.
PUBLICATIONS = [0, 6, 11, 18, 19, 25, 30, 42, 50, 66, 67, 73, 20 * 24]
FIRST_REGISTER, FURTHER_REGISTER = 2000, 60
FIRST_WITHDRAWN, FURTHER_WITHDRAWN = 500, 9
HEADER, PERSON = "number,kind,name,birth_date,event_date\n", ",vaccinated,Иванов Иван,1980-02-29,2026-01-10\n"


class Register:
    """An authority with people who come and certificates that go, and what of it was published when."""

    def __init__(self, folder):
        self.folder, self.site, self.source = folder, folder / "site", random.Random(SEED)
        folder.mkdir(parents=True)
        self.authority = SkanAuthority(folder / "authority")
        self.authority_id, self.channel = self.authority.init(at=skn1.shown_time(START)), "main"
        self.roots = [(folder / "authority/public/root.cose").read_bytes()]
        self.indices, self.withdrawn, self.times, self.manifests = {}, set(), [], []

    def issue(self, count, at):
        first = len(self.indices) + 1
        rows = [f"{number}{PERSON}" for number in range(first, first + count)]
        (self.folder / "people.csv").write_text(HEADER + "".join(rows), encoding="utf-8")
        arguments = ["--in", self.folder / "people.csv", "--out", self.folder / "issued", "--json"]
        for line in self.authority.command("issue", *arguments, at=at).stdout.decode().splitlines():
            row = json.loads(line)
            self.indices[row["number"]] = row["status_index"]

    def withdraw(self, count, at):
        numbers = self.source.sample(sorted(self.indices.keys() - self.withdrawn), count)
        self.authority.command("revoke", *numbers, "--confirm-count", str(len(numbers)), at=at)
        self.withdrawn |= set(numbers)

    def publish(self, hour):
        at = skn1.shown_time(START + hour * HOUR)
        self.issue(FURTHER_REGISTER if self.indices else FIRST_REGISTER, at)
        self.withdraw(FURTHER_WITHDRAWN if self.withdrawn else FIRST_WITHDRAWN, at)
        self.authority.command("publish", "--site", self.site, at=at)
        self.times.append(START + hour * HOUR)
        head = trust_objects.Head((self.site / "head").read_bytes())
        self.manifests.append(head.manifest_digest.hex())
        return self.times[-1]

    def device(self):
        return trust_site.Device(self.authority_id, self.roots[0], self.channel)

    def offered(self):
        """The earlier publications from which section 7 has deltas offered to the newest one."""
        now, last_of_day = self.times[-1], {time // DAY: time for time in self.times}
        for time, digest in zip(self.times[:-1], self.manifests):
            recent = now - time <= 24 * HOUR
            if recent or last_of_day[time // DAY] == time and now - time <= 31 * DAY:
                yield digest


class Follower:
    """A device of ours that must see after each update exactly what was withdrawn."""

    def __init__(self, tally, name, register, with_deltas):
        self.tally, self.name, self.register, self.with_deltas = tally, name, register, with_deltas
        self.device, self.runs = register.device(), 0

    def update(self, now, device=None, changed=(), detail=""):
        """What was asked for, by the first name of each path."""
        device, name = device or self.device, f"{self.name} {self.runs}{detail}"
        source = trust_site.Folder(self.register.site, changed)
        self.runs += device is self.device
        try:
            device.update(source, now, self.with_deltas)
        except Refused as refusal:
            self.tally.same(self.name, name, ACCEPTED, str(refusal))
            return []
        (indices,) = device.trust.lists.values()
        expected = {self.register.indices[number] for number in self.register.withdrawn}
        self.tally.same(self.name, f"{name}: withdrawn", expected, indices)
        (entry,) = device.trust.manifest.lists
        self.tally.same(self.name, f"{name}: length", len(self.register.indices), entry.length)
        return [path.split("/")[0] for path in source.asked]


def compare(tally, folder):
    register = Register(folder)
    each = Follower(tally, "every publication by delta", register, with_deltas=True)
    third = Follower(tally, "every third by whole lists", register, with_deltas=False)
    daily = Follower(tally, "once a day by delta", register, with_deltas=True)
    skan = Skan(folder / "door")
    tally.same("served by skan", "first root", True, skan.init(register))
    for count, hour in enumerate(PUBLICATIONS):
        now = register.publish(hour)
        before = each.device.copy()
        compare_asked(tally, each, now, "delta" if count else "part")
        if count % 3 == 0:
            compare_asked(tally, third, now, "part")
        following = PUBLICATIONS[count + 1 : count + 2]
        if not following or (START + following[0] * HOUR) // DAY > now // DAY:
            compare_asked(tally, daily, now, "delta" if daily.runs else "part")
        compare_offered(tally, register)
        if count == len(PUBLICATIONS) - 2:
            compare_wrong(tally, register, each, before, now)
        if count >= len(PUBLICATIONS) - 2:
            skan_follows(tally, register, skan, now)
    serve_cases.compare(tally, register, skan, each.device.trust, before)


def skan_follows(tally, register, skan, now):
    with SiteServer(register.site) as server:
        answer, said = skan.update_from_url(server.url, skn1.shown_time(now))
    tally.same("served by skan", "its own updates", ACCEPTED, answer, str(said))


def compare_asked(tally, follower, now, by):
    first = follower.runs == 0
    expected = ["root", "head", "manifest", *(["part", "part"] if first else []), by]
    name = f"{follower.name} {follower.runs}"
    tally.same("what is asked of their site", name, expected, follower.update(now))
    tally.same("what became of deltas", name, "used" if by == "delta" else "none", follower.device.delta)


def compare_offered(tally, register):
    folder = register.site / "delta" / register.manifests[-1]
    there = {file.name for file in folder.iterdir()} if folder.is_dir() else set()
    tally.same("deltas offered", f"publication {len(register.times)}", set(register.offered()), there)


def compare_wrong(tally, register, follower, before, now):
    """Every wrong delta leads to the whole list."""
    later, earlier = register.manifests[-1], register.manifests[-2]
    path = f"delta/{later}/{earlier}"
    right = (register.site / path).read_bytes()
    others = (register.site / f"delta/{later}/{register.manifests[-3]}").read_bytes()
    of_before = (register.site / f"delta/{earlier}/{register.manifests[-3]}").read_bytes()
    wrong = {f"bit {at % 8} of byte {at}": flipped(right, at) for at in range(len(right))}
    wrong |= {"nothing": b"", "cut": right[:-1], "longer": right + b"\0", "too large": right.ljust(1_000_001)}
    wrong |= {"from another publication": others, "to the one before": of_before}
    wrong |= {"the manifest": (register.site / "manifest" / later).read_bytes()}
    for name, data in wrong.items():
        device = before.copy()
        asked = follower.update(now, device, {path: data}, f", {name}")
        tally.same("wrong deltas of theirs", name, ["root", "head", "manifest", "delta", "part"], asked)
        tally.same("wrong deltas of theirs", f"{name}, used", False, device.delta in ("used", "none"))
    device = before.copy()
    asked = follower.update(now, device, {path: None}, ", no delta")
    tally.same("wrong deltas of theirs", "no delta", ["root", "head", "manifest", "delta", "part"], asked)
    by_delta, trust = follower.device.trust.lists, device.trust
    tally.same("wrong deltas of theirs", "lists by delta and whole", by_delta, trust.lists)
    tally.same("wrong deltas of theirs", "size", True, len(right) < trust.manifest.lists[0].size)


def flipped(data, at):
    return data[:at] + bytes([data[at] ^ 1 << at % 8]) + data[at + 1 :]


