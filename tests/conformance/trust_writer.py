"""An authority in Python: makes the signed objects and the bundle of trust.md from seeds.

Every map can be edited and every set of signers replaced before signing, so that the same writer
makes good bundles and bundles that are wrong in one chosen place.
"""

import copy

import cose
import status_list
import trust_bundle
from strict_cbor import encode

ROLES = ["root", "authority", "policy", "manifest", "head"]
THRESHOLDS = {"root": 2, "authority": 2, "policy": 1, "manifest": 1, "head": 1}
KEYS = {"root": 3, "authority": 3, "policy": 2, "manifest": 1, "head": 2}
HOUR, DAY, YEAR = 3600, 86400, 365 * 86400
TIERS = [24 * HOUR, 72 * HOUR, 7 * DAY]


def seed_of(*words):
    return cose.digest("test-seed", " ".join(map(str, words)).encode())


class IssuerKey:
    """One row of the issuer list, with its status list."""

    def __init__(self, name, now, **changes):
        self.seed, self.name, self.kinds = seed_of("issuer", name), name, [1, 2, 3]
        self.valid_from, self.valid_until = 0, 253402300799
        self.state, self.revocation = [0], 1
        self.length, self.as_of, self.withdrawn = 1000, now - HOUR, []
        self.more = {}
        self.__dict__.update(changes)
        self.key = cose.public_key_of(self.seed)
        self.kid = cose.kid_of(self.key)
        self.list_wire = status_list.encode(self.withdrawn, self.length)
        self.list_digest = status_list.list_digest(
            cose.digest("skan-key", self.key), self.withdrawn, self.length
        )

    def row(self):
        return {
            0: 0,
            1: self.key,
            2: self.name,
            3: -8,
            4: self.kinds,
            5: self.valid_from,
            6: self.valid_until,
            7: self.state,
            8: self.revocation,
            **self.more,
        }

    def has_list(self):
        return self.revocation == 1 and self.state != [2]

    def with_wire(self, wire):
        """A copy whose list travels as `wire`, while the manifest goes on to sign the right list."""
        other = copy.copy(self)
        other.list_wire = wire
        return other


def rule(kind, unit, minimum, maximum, **more):
    fields = {
        0: kind,
        1: unit,
        2: minimum,
        3: maximum,
        4: more.get("products"),
        5: more.get("course_complete"),
    }
    return {key: value for key, value in fields.items() if value is not None}


def policy(identifier, rules, minutes_east=180, document_check=False, newer_than_data=DAY):
    return {
        0: identifier,
        1: 1,
        2: f"Правило {identifier}",
        3: f"Policy {identifier}",
        4: rules,
        5: minutes_east,
        6: document_check,
        7: newer_than_data,
    }


class Authority:
    def __init__(self, name, now, issuers, policies, channel="default"):
        self.name, self.now, self.channel = name, now, channel
        self.issuers = sorted(issuers, key=lambda issuer: issuer.kid)
        self.policies = sorted(policies, key=lambda item: item[0])
        self.default_policy = policies[0][0]
        self.epoch, self.number, self.issued_at = 1, 1, now - HOUR
        self.seeds = {role: [seed_of(name, role, i) for i in range(KEYS[role])] for role in ROLES}
        self.edits, self.signers, self.replaced = {}, {}, {}
        self.extra_parts, self.left_out, self.roots = [], [], []
        self.roots = [self.root(1)]
        self.authority_id = cose.digest("skan-root", self.roots[0])

    def changed(self, **attributes):
        """A copy that differs in the named attributes; `edits` and the like are merged into the old ones."""
        other = copy.copy(self)
        for name, value in attributes.items():
            old = getattr(self, name)
            setattr(other, name, {**old, **value} if isinstance(old, dict) else value)
        return other

    def issuers_by_name(self):
        return {issuer.name: issuer for issuer in self.issuers}

    def payload(self, name, fields):
        edit = self.edits.get(name)
        if edit:
            fields = edit(dict(fields)) or fields
        return encode(fields)

    def signed(self, name, role, fields):
        payload, aad = self.payload(name, fields), f"skan/{name}/1".encode()
        if name in self.replaced:
            return self.replaced[name](payload, aad)
        seeds = self.signers.get(name, self.seeds[role][: THRESHOLDS[role]])
        if role in ("manifest", "head"):
            return cose.write_sign1(seeds[0], aad, payload)
        return cose.write_sign(seeds, aad, payload)

    def role_rows(self):
        rows = []
        for role in ROLES:
            keys = [cose.public_key_of(seed) for seed in self.seeds[role]]
            rows.append([THRESHOLDS[role], sorted(keys, key=cose.kid_of)])
        return rows

    def root(self, version):
        fields = {
            0: version,
            1: self.epoch,
            2: self.now - YEAR,
            3: self.now + 10 * YEAR,
            4: self.role_rows(),
            5: TIERS,
        }
        return self.signed("root", "root", fields)

    def with_next_root(self, epoch=None, seeds=None, signers=None):
        """The authority after its next root, signed by the old and the new root role unless `signers` are given."""
        other = self.changed(epoch=epoch or self.epoch, seeds=seeds or {})
        threshold = THRESHOLDS["root"]
        both = set(self.seeds["root"][:threshold] + other.seeds["root"][:threshold])
        signing = other.changed(signers={"root": signers or sorted(both)})
        other.roots = self.roots + [signing.root(len(self.roots) + 1)]
        return other

    def part_fields(self):
        return {0: self.authority_id, 1: self.epoch, 2: self.number, 3: self.issued_at}

    def issuer_list(self):
        rows = [issuer.row() for issuer in self.issuers]
        return self.signed("issuers", "authority", {**self.part_fields(), 4: rows})

    def policy_list(self):
        fields = {**self.part_fields(), 4: self.policies, 5: self.default_policy}
        return self.signed("policies", "policy", fields)

    def manifest(self, parts, lists):
        entries = [[kind, self.number, len(data), cose.digest("skan-part", data)] for kind, data in parts]
        rows = [
            [
                issuer.kid,
                issuer.length,
                issuer.as_of,
                issuer.list_digest,
                len(data),
                cose.digest("skan-part", data),
            ]
            for issuer, data in lists
        ]
        fields = {
            0: self.authority_id,
            1: self.epoch,
            2: self.channel,
            3: self.number,
            4: self.issued_at,
            5: self.now + YEAR,
            6: TIERS,
            7: entries,
            8: rows,
        }
        return self.signed("manifest", "manifest", fields)

    def head(self, manifest):
        fields = {
            0: self.authority_id,
            1: self.epoch,
            2: self.channel,
            3: self.number,
            4: self.issued_at,
            5: self.issued_at + TIERS[2],
            6: cose.digest("skan-manifest", manifest),
            7: len(manifest),
        }
        return self.signed("head", "head", fields)

    def bundle_items(self):
        """Roots, head, manifest and parts, before they are framed."""
        parts = [(1, self.issuer_list()), (2, self.policy_list())] + self.extra_parts
        parts = [part for part in parts if part[0] not in self.left_out]
        lists = [(issuer, issuer.list_wire) for issuer in self.issuers if issuer.has_list()]
        manifest = self.manifest(parts, lists)
        return self.roots, self.head(manifest), manifest, [data for _, data in parts + lists]

    def bundle(self):
        return trust_bundle.frame(*self.bundle_items())
