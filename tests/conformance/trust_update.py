"""What an update must hold to be believed, object by object: trust.md section 10, from its step 2 on.

How the objects come, in a bundle or from a site, is for trust_bundle.py and trust_site.py.
"""

import cose
import status_list
import trust_objects as objects
from strict_cbor import require
from trust_objects import AUTHORITY, HEAD, MANIFEST, POLICY, ROOT

MAX_HEAD = 1000
MAX_ROOT = 64 * 1024
CLOCK_SLACK = 300


class Refused(Exception):
    """An update that is refused; `name` is one of the names of trust.md section 10."""

    def __init__(self, name, detail=""):
        super().__init__(f"{name}: {detail}" if detail else name)
        self.name = name


def refuse_unless(condition, name, detail=""):
    if not condition:
        raise Refused(name, detail)


class Update:
    """An authority's data as far as they were accepted; `held` is what the device had before, if anything."""

    def __init__(self, authority_id, now, channel=None, held=None):
        self.authority_id, self.now, self.channel, self.held = authority_id, now, channel, held
        self.roots = dict(held.roots) if held else {}

    def accept_last_root(self):
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

    def accept_issuers(self, entry, data):
        self.issuers = self.accept_part(objects.IssuerList, AUTHORITY, "issuers", entry, data)
        self.check_not_older(self.issuers, "issuers")

    def accept_policies(self, entry, data):
        self.policies = self.accept_part(objects.Policies, POLICY, "policies", entry, data)
        self.check_not_older(self.policies, "policies")

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

    def keys_with_lists(self):
        """All keys that this version knows, and those of them that must have a list."""
        issuers = {issuer.kid: issuer for issuer in self.issuers.issuers if not issuer.newer}
        return issuers, {kid for kid, issuer in issuers.items() if issuer.must_have_list()}

    def check_lists_present(self):
        issuers, must = self.keys_with_lists()
        listed = {entry.kid for entry in self.manifest.lists}
        refuse_unless(must <= listed, "missing_list")
        require(listed & issuers.keys() <= must, "a list of a key that must not have one")

    def accept_list(self, entry, data, key):
        indices = status_list.decode(data, entry.length)
        digest = status_list.list_digest(cose.digest("skan-key", key), indices, entry.length)
        refuse_unless(digest == entry.list_digest, "hash_mismatch", "status list")
        self.lists[entry.kid] = set(indices)

    def issuer_keys(self):
        return [issuer.key for issuer in self.issuers.issuers]

    def withdrawn(self, kid, index):
        return index in self.lists.get(kid, ())
