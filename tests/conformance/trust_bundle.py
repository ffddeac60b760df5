"""Reader of a trust bundle, written from sdk/doc/trust.md alone: section 9, in the order of section 10."""

import cose
import trust_objects as objects
from strict_cbor import Malformed, array_of, decode, encode, octets, require
from trust_update import Refused, Update, refuse_unless

MAGIC = b"SKANBDL1"
TRAILER_BYTES = 32
MAX_BUNDLE = 256_000_000


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


class Trust(Update):
    """An authority's data after an update by bundle; `held` is what the device had before, if anything."""

    def __init__(self, data, authority_id, now, channel=None, held=None):
        super().__init__(authority_id, now, channel, held)
        try:
            roots, head, manifest, parts = unframe(data)
            self.accept_roots(roots)
            self.accept_head(head)
            self.accept_manifest(manifest)
            self.accept_parts(parts)
        except Malformed as problem:
            raise Refused("malformed", str(problem)) from None

    def accept_roots(self, datas):
        roots = [objects.Root(data) for data in datas]
        require(roots[0].version <= len(self.roots) + 1, "roots too new for this device")
        for previous, root in zip(roots, roots[1:]):
            require(root.version == previous.version + 1, "roots with a gap")
        for root in roots:
            self.accept_root(root)
        self.accept_last_root()

    def accept_parts(self, datas):
        parts, lists = self.manifest.parts, self.manifest.lists
        require(len(datas) == len(parts) + len(lists), "another number of parts than the manifest names")
        named = {entry.kind: (entry, data) for entry, data in zip(parts, datas)}
        issuers, policies = named.pop(objects.ISSUER_LIST), named.pop(objects.POLICIES)
        self.accept_issuers(*issuers)
        self.accept_policies(*policies)
        self.check_lists_present()
        for entry, data in named.values():
            self.check_bytes(entry, data)
        self.accept_lists(datas[len(parts) :])

    def accept_lists(self, datas):
        issuers, must = self.keys_with_lists()
        self.lists = {}
        for entry, data in zip(self.manifest.lists, datas):
            self.check_bytes(entry, data)
            if entry.kid in must:
                self.accept_list(entry, data, issuers[entry.kid].key)
