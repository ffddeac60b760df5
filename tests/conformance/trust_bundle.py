"""Reader of a trust bundle, written from sdk/doc/trust.md alone: section 9, in the order of section 10."""

import cose
import status_list
import trust_objects as objects
from strict_cbor import Malformed, array_of, decode, encode, octets, require
from trust_objects import AUTHORITY, HEAD, MANIFEST, POLICY, ROOT

MAGIC = b"SKANBDL1"
TRAILER_BYTES = 32
MAX_BUNDLE = 256_000_000
MAX_HEAD = 1000
CLOCK_SLACK = 300


class Refused(Exception):
    """An update that is refused; `name` is one of the names of trust.md section 10."""

    def __init__(self, name, detail=""):
        super().__init__(f"{name}: {detail}" if detail else name)
        self.name = name


def refuse_unless(condition, name, detail=""):
    if not condition:
        raise Refused(name, detail)


def frame(items):
    body = MAGIC + encode(items)
    return body + cose.digest("skan-bundle", body)


def unframe(data):
    refuse_unless(len(data) <= MAX_BUNDLE, "capacity")
    require(data[: len(MAGIC)] == MAGIC, "not a bundle")
    body, trailer = data[:-TRAILER_BYTES], data[-TRAILER_BYTES:]
    refuse_unless(cose.digest("skan-bundle", body) == trailer, "hash_mismatch", "trailer")
    items = decode(body[len(MAGIC) :])
    require(type(items) is list and len(items) == 4, "not the four items of a bundle")
    roots, parts = array_of(octets(), 1)(items[0]), array_of(octets())(items[3])
    return roots, octets()(items[1]), octets()(items[2]), parts


class Trust:
    """An authority's data after an update; `held` is what the device had before, if anything."""

    def __init__(self, data, authority_id, now, channel=None, held=None):
        self.authority_id, self.now, self.channel, self.held = authority_id, now, channel, held
        try:
            roots, head, manifest, parts = unframe(data)
            self.accept_roots(roots)
            self.accept_head(head)
            self.accept_manifest(manifest)
            self.accept_parts(parts)
        except Malformed as problem:
            raise Refused("malformed", str(problem)) from None

    def accept_roots(self, datas):
        self.roots = dict(self.held.roots) if self.held else {}
        roots = [objects.Root(data) for data in datas]
        require(roots[0].version <= len(self.roots) + 1, "roots too new for this device")
        for previous, root in zip(roots, roots[1:]):
            require(root.version == previous.version + 1, "roots with a gap")
        for root in roots:
            self.accept_root(root)
        self.root = self.roots[max(self.roots)]
        refuse_unless(self.now < self.root.expires, "expired_metadata", "root")

    def accept_root(self, root):
        if root.version == 1:
            refuse_unless(cose.digest("skan-root", root.data) == self.authority_id, "foreign_store", "root 1")
        if root.version in self.roots:
            refuse_unless(root.data == self.roots[root.version].data, "same_sequence_other_bytes", "root")
            return
        if root.version == 1:
            refuse_unless(root.signed_by(*root.roles[ROOT]), "threshold_not_met", "root 1")
        else:
            self.check_succession(self.roots[root.version - 1], root)
        refuse_unless(not root.newer, "newer_data_format", "root")
        self.roots[root.version] = root

    @staticmethod
    def check_succession(old, new):
        (old_threshold, old_keys), (new_threshold, new_keys) = old.roles[ROOT], new.roles[ROOT]
        refuse_unless(
            new.envelope.all_hold({**old_keys, **new_keys}, new.external_aad)
            and new.envelope.count_by(old_keys) >= old_threshold
            and new.envelope.count_by(new_keys) >= new_threshold,
            "threshold_not_met",
            "root",
        )
        refuse_unless(new.epoch >= old.epoch, "lower_sequence", "epoch of a root")

    def accept_signed(self, signed, role, what):
        refuse_unless(signed.signed_by(*self.root.roles[role]), "threshold_not_met", what)
        refuse_unless(not signed.newer, "newer_data_format", what)
        refuse_unless(signed.authority_id == self.authority_id, "foreign_store", what)

    def check_channel_and_epoch(self, signed, what):
        refuse_unless(self.channel in (None, signed.channel), "foreign_store", f"channel of the {what}")
        refuse_unless(signed.epoch >= self.root.epoch, "lower_sequence", f"epoch of the {what}")
        require(signed.epoch == self.root.epoch, f"epoch of the {what} above the root's")

    def check_not_older(self, new, name):
        old = getattr(self.held, name, None)
        if old is None:
            return
        order, old_order = (new.epoch, new.number), (old.epoch, old.number)
        refuse_unless(order >= old_order, "lower_sequence", name)
        refuse_unless(order > old_order or new.data == old.data, "same_sequence_other_bytes", name)

    def accept_head(self, data):
        refuse_unless(len(data) <= MAX_HEAD, "size_mismatch", "head")
        self.head = objects.Head(data)
        self.accept_signed(self.head, HEAD, "head")
        self.check_channel_and_epoch(self.head, "head")
        refuse_unless(self.head.issued_at <= self.now + CLOCK_SLACK, "head_from_future")
        refuse_unless(self.now < self.head.expires, "expired_metadata", "head")
        self.check_not_older(self.head, "head")
        self.channel = self.head.channel

    def accept_manifest(self, data):
        refuse_unless(len(data) == self.head.manifest_size, "size_mismatch", "manifest")
        refuse_unless(
            cose.digest("skan-manifest", data) == self.head.manifest_digest, "hash_mismatch", "manifest"
        )
        self.manifest = objects.Manifest(data)
        self.accept_signed(self.manifest, MANIFEST, "manifest")
        self.check_channel_and_epoch(self.manifest, "manifest")
        refuse_unless(self.now < self.manifest.expires, "expired_metadata", "manifest")
        self.check_not_older(self.manifest, "manifest")

    def accept_parts(self, datas):
        parts, lists = self.manifest.parts, self.manifest.lists
        require(len(datas) == len(parts) + len(lists), "another number of parts than the manifest names")
        named = {entry.kind: (entry, data) for entry, data in zip(parts, datas)}
        issuers, policies = named.pop(objects.ISSUER_LIST), named.pop(objects.POLICIES)
        self.issuers = self.accept_part(objects.IssuerList, AUTHORITY, "issuers", *issuers)
        self.policies = self.accept_part(objects.Policies, POLICY, "policies", *policies)
        self.check_not_older(self.issuers, "issuers")
        self.check_not_older(self.policies, "policies")
        for entry, data in named.values():
            self.check_bytes(entry, data)
        self.accept_lists(datas[len(parts) :])

    @staticmethod
    def check_bytes(entry, data):
        refuse_unless(len(data) == entry.size, "size_mismatch", "part")
        refuse_unless(cose.digest("skan-part", data) == entry.digest, "hash_mismatch", "part")

    def accept_part(self, part_class, role, name, entry, data):
        self.check_bytes(entry, data)
        part = part_class(data)
        self.accept_signed(part, role, name)
        require(part.epoch <= self.root.epoch, f"epoch of the {name} above the root's")
        require(part.number == entry.number, f"version of the {name} is not the manifest's")
        return part

    def accept_lists(self, datas):
        issuers = {issuer.kid: issuer for issuer in self.issuers.issuers if not issuer.newer}
        must = {kid for kid, issuer in issuers.items() if issuer.must_have_list()}
        listed = {entry.kid for entry in self.manifest.lists}
        refuse_unless(must <= listed, "missing_list")
        require(listed & issuers.keys() <= must, "a list of a key that must not have one")
        self.lists = {}
        for entry, data in zip(self.manifest.lists, datas):
            self.check_bytes(entry, data)
            if entry.kid in must:
                self.accept_list(entry, data, issuers[entry.kid].key)

    def accept_list(self, entry, data, key):
        indices = status_list.decode(data, entry.length)
        digest = status_list.list_digest(cose.digest("skan-key", key), indices, entry.length)
        refuse_unless(digest == entry.list_digest, "hash_mismatch", "status list")
        self.lists[entry.kid] = set(indices)

    def issuer_keys(self):
        return [issuer.key for issuer in self.issuers.issuers]

    def withdrawn(self, kid, index):
        return index in self.lists.get(kid, ())
