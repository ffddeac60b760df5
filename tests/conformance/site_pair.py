"""`skan` and our reader before the same site: what they ask for, and what they then say."""

import json
import shutil

import cose
import skn1
import small_world
import trust_site
import verdict
from programs import Skan, answer_of
from site_writer import Site
from small_world import AT, NOW
from trust_update import Refused
from writers import ACCEPTED, DAY, IssuerKey

NEWER_THAN_DATA = DAY
STATES = dict(enumerate(("active", "retired", "compromised")))
NOTES_ABOUT_THE_RUN = {"stated_time", "data_ageing"}


def word_of(delta):
    """What became of a delta, without why one was of no use: that is said in words of each program's own."""
    return delta if delta in ("used", "none") else "of no use"


class Pair:
    """`skan` and our reader, each with a store of its own, both before the same site."""

    def __init__(self, tally, folder, world):
        folder.mkdir(parents=True)
        self.tally, self.site, self.world = tally, Site(folder / "site"), world
        self.skan = Skan(folder / "door")
        tally.same("site updates", "first root", True, self.skan.init(world))
        self.device = trust_site.Device(world.authority_id, world.roots[0], world.channel)
        self.texts, self.asked_about = {}, None

    def publish(self, world):
        self.world = world
        return self.site.publish(world)

    def ours(self, changes):
        source = trust_site.Folder(self.site.folder, changes)
        try:
            self.device.update(source, NOW)
        except Refused as refusal:
            return refusal.name, str(refusal), source.asked
        return ACCEPTED, "", source.asked

    def theirs(self, server, answers):
        server.asked.clear()
        server.answers = answers
        return *self.skan.update_from_url(server.url), list(server.asked)

    def follow(self, server, name, answer=ACCEPTED, kinds=None, changes=None):
        """Both update; `kinds` is what they must ask for, by the first names of the paths."""
        changes = changes or {}
        answers = {path: (404, b"") if data is None else (200, data) for path, data in changes.items()}
        ours, detail, our_paths = self.ours(changes)
        theirs, said, their_paths = self.theirs(server, answers)
        self.tally.same("our reader at our site", name, answer, ours, detail)
        self.tally.same("site updates", name, answer, theirs, str(said))
        self.tally.same("paths asked for", name, our_paths, self.without_new_lists(their_paths, our_paths))
        if kinds is not None:
            asked = " ".join(path.split("/")[0] for path in our_paths)
            self.tally.same("kinds of paths", name, kinds, asked)
        if theirs == ours == ACCEPTED:
            became = word_of(self.device.delta), word_of(said["delta"])
            self.tally.same("what became of deltas", name, *became, said["delta"])
        if self.device.trust:
            self.compare_state(name)

    def without_new_lists(self, paths, our_paths):
        """A list that the publication before does not have may come whole, although the delta has it, too."""
        known = {kid for before in self.site.publications[-2:-1] for kid, _, _ in before.lists}
        new = {wire for one, wire in self.world.lists() if one.kid not in known}
        whole = {f"part/{cose.digest('skan-part', wire).hex()}" for wire in new}
        return [path for path in paths if path in our_paths or path not in whole]

    def compare_state(self, name):
        """Of one key only while `asked_about` names it, for cases that come by the dozen."""
        if not self.asked_about:
            self.compare_status(name)
        cases = list(self.cases())
        verdicts = self.skan.verify([text for _, text in cases])
        stale = verdict.freshness(self.device, NOW) == "stale"
        for (which, text), said in zip(cases, verdicts):
            answer, notes = verdict.verdict(self.device, text, NOW, NEWER_THAN_DATA)
            theirs = set(said["notes"]) - NOTES_ABOUT_THE_RUN
            if not stale or answer != ACCEPTED:
                self.tally.same("site verdicts", f"{name}: {which}", answer, answer_of(said).split("+")[0])
            else:
                self.tally.same("site verdicts", f"{name}: {which}", "trust_data_stale", answer_of(said))
            if answer == ACCEPTED and not stale:
                self.tally.same("site notes", f"{name}: {which}", set(notes), theirs)

    def cases(self):
        """Certificates at both ends of each list, around them, and some in the midst."""
        for one in [*self.world.issuers, IssuerKey("nobody", NOW)]:
            if self.asked_about and one.name != self.asked_about:
                continue
            n = one.length
            for index in {0, 1, 7, n // 2, n // 2 + 1, n - 1, n, n + 1, 8191, 8192, *one.withdrawn[:3]}:
                if index >= 0:
                    yield f"{one.name} {index}", self.text(one, index, small_world.RECORD["issued_at"])
                if index >= n:
                    yield f"{one.name} {index}, new", self.text(one, index, small_world.shown(NOW - 60))

    def text(self, one, index, issued_at):
        key = one.name, index, issued_at
        if key not in self.texts:
            record = {**small_world.RECORD, "status_index": index, "issued_at": issued_at}
            self.texts[key] = skn1.write(record, one.seed)
        return self.texts[key]

    def compare_status(self, name):
        options = ["--store", self.skan.folder / "store", "--json", "--at", AT]
        said = json.loads(self.skan.run("trust", "status", *options).stdout)
        for field, expected in self.expected_status().items():
            self.tally.same("site status", f"{name}: {field}", expected, said[field])
        lists = {row["key_id"]: (row["issued"], row["list_as_of"]) for row in said["issuers"]}
        trust = self.device.trust
        for kid in trust.lists:
            entry = next(entry for entry in trust.manifest.lists if entry.kid == kid)
            expected = entry.length, small_world.shown(entry.as_of)
            self.tally.same("site status", f"{name}: list", expected, lists.get(kid.hex()))
        rows = [(one.name, one.kid.hex(), STATES.get(one.state, "unknown")) for one in trust.issuers.issuers]
        got = [(row["name"], row["key_id"], row["state"]) for row in said["issuers"]]
        self.tally.same("site status", f"{name}: issuers", sorted(rows), sorted(got))

    def expected_status(self):
        trust, newest = self.device.trust, self.device.roots[max(self.device.roots)]
        names = ("id", "version", "title_russian", "title_english")
        rows = [
            dict(zip(names, (one.identifier, one.version, *one.titles))) for one in trust.policies.policies
        ]
        return {
            "authority": self.device.authority_id.hex(),
            "channel": trust.channel,
            "root_version": newest.version,
            "root_expires": small_world.shown(newest.expires),
            "sequence": trust.head.number,
            "issued_at": small_world.shown(trust.head.issued_at),
            "data_age_s": max(0, NOW - trust.head.issued_at),
            "freshness": verdict.freshness(self.device, NOW),
            "damaged": False,
            "policies": rows,
            "default_policy": trust.policies.default,
        }

    def save(self):
        self.saved_device = self.device.copy()
        self.skan.save()

    def restore(self):
        self.device = self.saved_device.copy()
        self.skan.restore()

    def forget(self):
        """What was saved."""
        shutil.rmtree(self.skan.saved)
        self.asked_about = None
