"""Reader of a site, written from sdk/doc/trust.md alone: sections 7 ("Deltas"), 10 and 12.

A source has `fetch(path, limit)`: the bytes of a file, of which no more than `limit` are of use, or None if
it is not found. It notes in `asked` what it was asked for.
"""

import urllib.error
import urllib.request

import cose
import status_list
import trust_objects as objects
from strict_cbor import Fields, Malformed, decode, octets, require
from trust_update import MAX_HEAD, MAX_ROOT, Refused, Update, refuse_unless

MAX_DELTA = 1_000_000
DELTA_AAD = b"skan/delta/1"
NOT_FOUND = (404, 410)
TIMEOUT_SECONDS = 10


class Folder:
    """A site on disk; `changed` replaces some of its files, with None by nothing."""

    def __init__(self, folder, changed=()):
        self.folder, self.changed, self.asked = folder, dict(changed), []

    def fetch(self, path, limit):
        self.asked.append(path)
        if path in self.changed:
            return self.changed[path]
        file = self.folder / path
        return file.read_bytes() if file.is_file() else None


class Url:
    """A site over http; `url` ends in a slash."""

    def __init__(self, url):
        self.url, self.asked = url, []

    def fetch(self, path, limit):
        self.asked.append(path)
        try:
            with urllib.request.urlopen(self.url + path, timeout=TIMEOUT_SECONDS) as answer:
                return answer.read(limit + 1)
        except urllib.error.HTTPError as problem:
            if problem.code in NOT_FOUND:
                return None
            raise


class Device:
    """What a verifier keeps between updates: the roots that it has accepted, and the data in force."""

    def __init__(self, authority_id, root, channel=None):
        self.authority_id, self.channel = authority_id, channel
        first = Update(authority_id, 0)
        first.accept_root(objects.Root(root))
        self.roots, self.trust, self.delta = first.roots, None, "none"

    def copy(self):
        other = Device.__new__(Device)
        other.__dict__.update(self.__dict__)
        return other

    def update(self, source, now, with_deltas=True):
        """Puts what the site has in force, or raises Refused; roots that were checked stay in any case."""
        update = SiteUpdate(self, source, now, with_deltas)
        try:
            update.run()
        except Malformed as problem:
            raise Refused("malformed", str(problem)) from None
        finally:
            self.roots, self.delta = update.roots, update.delta
        self.trust, self.channel = update, update.channel


class SiteUpdate(Update):
    """One update from a site. `delta` tells what became of a delta: none, used, or what was wrong."""

    def __init__(self, device, source, now, with_deltas):
        super().__init__(device.authority_id, now, device.channel, device.trust)
        self.roots, self.source, self.with_deltas = dict(device.roots), source, with_deltas
        self.delta, self.lists = "none", {}

    def run(self):
        self.walk_roots()
        self.accept_head(self.found("head", MAX_HEAD))
        self.accept_manifest(self.manifest_bytes())
        entries = {entry.kind: entry for entry in self.manifest.parts}
        for kind, name, accept in (
            (objects.ISSUER_LIST, "issuers", self.accept_issuers),
            (objects.POLICIES, "policies", self.accept_policies),
        ):
            accept(entries[kind], self.part_bytes(entries[kind], getattr(self.held, name, None)))
        self.check_lists_present()
        self.accept_lists()

    def found(self, path, limit):
        data = self.source.fetch(path, limit)
        refuse_unless(data is not None, "not found", path)
        return data

    def walk_roots(self):
        while (data := self.source.fetch(f"root/{max(self.roots) + 1}", MAX_ROOT)) is not None:
            refuse_unless(len(data) <= MAX_ROOT, "size_mismatch", "root")
            root = objects.Root(data)
            require(root.version == max(self.roots) + 1, "a root of another version than asked for")
            self.accept_root(root)
        self.accept_last_root()

    def manifest_bytes(self):
        if self.held and cose.digest("skan-manifest", self.held.manifest.data) == self.head.manifest_digest:
            return self.held.manifest.data
        return self.found(f"manifest/{self.head.manifest_digest.hex()}", self.head.manifest_size)

    def part_bytes(self, entry, held):
        if held and cose.digest("skan-part", held.data) == entry.digest:
            return held.data
        return self.found(f"part/{entry.digest.hex()}", entry.size)

    def accept_lists(self):
        """Unchanged lists stay, then the delta is tried, then what is missing is fetched whole."""
        self.issuers_by_kid, must = self.keys_with_lists()
        wanted = [entry for entry in self.manifest.lists if entry.kid in must]
        before = {entry.kid: entry for entry in self.held.manifest.lists} if self.held else {}
        for entry in wanted:
            if entry.kid in before and before[entry.kid].list_digest == entry.list_digest:
                self.keep(entry.kid)
        if self.with_deltas and any(self.holds(entry) for entry in self.missing(wanted)):
            self.try_delta(self.missing(wanted), before)
        fetched = {}
        for entry in self.missing(wanted):
            if entry.digest not in fetched:
                fetched[entry.digest] = self.part_bytes(entry, None)
            data = fetched[entry.digest]
            self.check_bytes(entry, data)
            self.accept_list(entry, data, self.issuers_by_kid[entry.kid].key)

    def keep(self, kid):
        if kid in self.held.lists:
            self.lists[kid] = self.held.lists[kid]

    def holds(self, entry):
        return self.held is not None and entry.kid in self.held.lists

    def missing(self, entries):
        return [entry for entry in entries if entry.kid not in self.lists]

    def try_delta(self, missing, before):
        later, earlier = self.manifest.data, self.held.manifest.data
        names = [cose.digest("skan-manifest", data).hex() for data in (later, earlier)]
        data = self.source.fetch("/".join(["delta", *names]), MAX_DELTA)
        if data is None:
            return
        try:
            flipped = self.changes_by_kid(data)
        except (Malformed, Refused) as problem:
            self.delta = str(problem)
            return
        for entry in missing:
            self.take_if_right(entry, before.get(entry.kid), flipped[entry.kid])
        failed = [entry for entry in self.missing(missing) if self.holds(entry)]
        self.delta = "a list did not come out right" if failed else "used"

    def changes_by_kid(self, data):
        """Who signed it is asked before anything in it is parsed."""
        refuse_unless(len(data) <= MAX_DELTA, "size_mismatch", "delta")
        envelope = cose.Sign1(data)
        _, keys = self.root.roles[objects.MANIFEST]
        signed = envelope.kid in keys and envelope.holds(keys[envelope.kid], DELTA_AAD)
        refuse_unless(signed, "threshold_not_met", "delta")
        fields = Fields(decode(envelope.payload))
        version, changes = fields.take(0, objects.version53), fields.take(1, octets())
        refuse_unless(not fields.rest(), "newer_data_format", "delta")
        require(version == self.manifest.number, "a delta to another version")
        return self.split(changes)

    def split(self, changes):
        """The indices that change in each list; positions count through all lists of the manifest."""
        total = sum(entry.length for entry in self.manifest.lists)
        positions, start, by_kid = status_list.decode_golomb_rice(changes, total), 0, {}
        for entry in self.manifest.lists:
            end = start + entry.length
            by_kid[entry.kid] = {position - start for position in positions if start <= position < end}
            start = end
        return by_kid

    def take_if_right(self, entry, old, flipped):
        """A list that became shorter is not taken; one that the earlier manifest does not have was empty."""
        if old and old.length > entry.length:
            return
        indices = self.held.lists.get(entry.kid, set()) ^ flipped
        key_hash = cose.digest("skan-key", self.issuers_by_kid[entry.kid].key)
        if status_list.list_digest(key_hash, sorted(indices), entry.length) == entry.list_digest:
            self.lists[entry.kid] = indices
