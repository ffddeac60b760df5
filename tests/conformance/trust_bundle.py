#!/usr/bin/python3
"""Reader of a trust bundle, written from sdk/doc/trust.md alone: sections 9 and 10.

trust_bundle.py FILE --authority HEX --at SECONDS   prints a summary, or the name of what is wrong
"""

import argparse
import json
import sys

import cose
import status_list
import trust_objects as objects
from strict_cbor import Malformed, array_of, decode, encode, octets, require
from trust_objects import AUTHORITY, HEAD, MANIFEST, POLICY, ROOT

MAGIC = b"SKANBDL1"
TRAILER_BYTES = 32
MAX_BUNDLE = 256_000_000
CLOCK_SLACK = 300


class Refused(Exception):
    """An update that is refused; `name` is one of the names of trust.md section 10."""

    def __init__(self, name, detail=""):
        super().__init__(f"{name}: {detail}" if detail else name)
        self.name = name


def refuse_unless(condition, name, detail=""):
    if not condition:
        raise Refused(name, detail)


def frame(roots, head, manifest, parts):
    body = MAGIC + encode([list(roots), head, manifest, list(parts)])
    return body + cose.digest("skan-bundle", body)


def unframe(data):
    require(len(MAGIC) + TRAILER_BYTES < len(data) <= MAX_BUNDLE, "a bundle of a wrong size")
    body, trailer = data[:-TRAILER_BYTES], data[-TRAILER_BYTES:]
    refuse_unless(cose.digest("skan-bundle", body) == trailer, "hash_mismatch", "trailer")
    require(body.startswith(MAGIC), "not a bundle")
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
        previous_in_bundle = None
        for data in datas:
            root = objects.Root(data)
            require(previous_in_bundle in (None, root.version - 1), "roots with a gap")
            previous_in_bundle = root.version
            self.accept_root(root)
        self.root = self.roots[max(self.roots)]
        refuse_unless(self.now < self.root.expires, "expired_metadata", "root")

    def accept_root(self, root):
        if root.version in self.roots:
            refuse_unless(root.data == self.roots[root.version].data, "same_sequence_other_bytes", "root")
            return
        require(root.version <= len(self.roots) + 1, "the first root is too new for this device")
        if root.version == 1:
            refuse_unless(cose.digest("skan-root", root.data) == self.authority_id, "foreign_store", "root 1")
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
        entries = self.manifest.parts + self.manifest.lists
        require(len(datas) == len(entries), "not the parts that the manifest names")
        for entry, data in zip(entries, datas):
            refuse_unless(len(data) == entry.size, "size_mismatch", "part")
            refuse_unless(cose.digest("skan-part", data) == entry.digest, "hash_mismatch", "part")
        by_kind = {entry.kind: (entry, data) for entry, data in zip(self.manifest.parts, datas)}
        self.issuers = self.accept_part(
            objects.IssuerList, AUTHORITY, "issuers", *by_kind[objects.ISSUER_LIST]
        )
        self.policies = self.accept_part(objects.Policies, POLICY, "policies", *by_kind[objects.POLICIES])
        self.accept_lists(datas[len(self.manifest.parts) :])

    def accept_part(self, part_class, role, name, entry, data):
        part = part_class(data)
        self.accept_signed(part, role, name)
        require(part.epoch <= self.root.epoch, f"epoch of the {name} above the root's")
        require(part.number == entry.version, f"version of the {name} is not the manifest's")
        self.check_not_older(part, name)
        return part

    def accept_lists(self, datas):
        keys = {issuer.kid: issuer.key for issuer in self.issuers.issuers}
        listed = {entry.kid for entry in self.manifest.lists}
        must = {issuer.kid for issuer in self.issuers.issuers if issuer.must_have_list()}
        may = {issuer.kid for issuer in self.issuers.issuers if issuer.may_have_list()}
        refuse_unless(must <= listed, "missing_list")
        require(listed <= may, "a list of a key that has none")
        self.lists = {}
        for entry, data in zip(self.manifest.lists, datas):
            indices = status_list.decode(data, entry.length)
            digest = status_list.list_digest(cose.digest("skan-key", keys[entry.kid]), indices, entry.length)
            refuse_unless(digest == entry.list_digest, "hash_mismatch", "status list")
            self.lists[entry.kid] = set(indices)

    def issuer_keys(self):
        return [issuer.key for issuer in self.issuers.issuers]

    def withdrawn(self, kid, index):
        return index in self.lists.get(kid, ())

    def summary(self):
        return {
            "root": self.root.version,
            "epoch": self.root.epoch,
            "channel": self.channel,
            "sequence": self.head.number,
            "manifest": self.manifest.number,
            "issuers": {issuer.kid.hex(): issuer.name for issuer in self.issuers.issuers},
            "policies": [policy.identifier for policy in self.policies.policies],
            "lists": {
                entry.kid.hex(): {"length": entry.length, "withdrawn": sorted(self.lists[entry.kid])}
                for entry in self.manifest.lists
            },
        }


def main():
    parser = argparse.ArgumentParser(description="Reads a trust bundle.")
    parser.add_argument("file")
    parser.add_argument("--authority", required=True, type=bytes.fromhex)
    parser.add_argument("--at", required=True, type=int, help="seconds since 1970, UTC")
    options = parser.parse_args()
    with open(options.file, "rb") as file:
        data = file.read()
    try:
        print(json.dumps(Trust(data, options.authority, options.at).summary(), ensure_ascii=False, indent=2))
        return 0
    except Refused as refusal:
        print(refusal.name)
        return 1


if __name__ == "__main__":
    sys.exit(main())
