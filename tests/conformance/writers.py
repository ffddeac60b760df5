"""Writers of certificates and of an authority's bundles, from seeds, right or wrong in one chosen place.

A `Workshop` changes one place of a good certificate and signs it; an `Authority` makes the signed objects and
the bundle of trust.md, whose maps can be edited and whose signers replaced before signing.
"""

import copy

import cose
import skn1
import status_list
import trust_bundle
from strict_cbor import Map, Raw, Tag, encode

ACCEPTED, MALFORMED, NEWER = "accepted", "malformed", "needs_newer_app"
CLAIM = skn1.CERTIFICATE_CLAIM
ROLES = ["root", "authority", "policy", "manifest", "head"]
THRESHOLDS = {"root": 2, "authority": 2, "policy": 1, "manifest": 1, "head": 1}
KEYS = {"root": 3, "authority": 3, "policy": 2, "manifest": 1, "head": 2}
HOUR, DAY, YEAR = 3600, 86400, 365 * 86400
TIERS = [24 * HOUR, 72 * HOUR, 7 * DAY]


def seed_of(*words):
    return cose.digest("test-seed", " ".join(map(str, words)).encode())


class Workshop:
    """Makes texts from a good record with one thing changed."""

    def __init__(self, seed, record):
        self.seed, self.record = seed, record
        self.kid = cose.kid_of(cose.public_key_of(seed))
        self.protected = cose.protected_header(self.kid)
        self.claims, self.certificate = skn1.claims_map(record), skn1.certificate_map(record)

    def message(self, payload, protected=None, aad=skn1.EXTERNAL_AAD, signature=None, seed=None):
        protected = self.protected if protected is None else protected
        signature = signature or cose.sign(seed or self.seed, cose.sign1_input(protected, aad, payload))
        return [protected, {}, payload, signature]

    @staticmethod
    def encoded(message):
        return encode(message if isinstance(message, (Raw, Tag)) else Tag(18, message))

    def text(self, message):
        return skn1.to_text(self.encoded(message))

    def of_payload(self, payload):
        return self.text(self.message(payload))

    def of_claims(self, changes):
        return self.of_payload(encode(changed(self.claims, changes)))

    def of_certificate(self, changes):
        return self.of_claims({CLAIM: changed(self.certificate, changes)})

    def of_pairs(self, pairs):
        """The certificate map with its pairs in the given order."""
        return self.of_claims({CLAIM: Map(pairs)})

    def good_payload(self):
        return encode(self.claims)


def changed(fields, changes):
    """A copy with some values replaced; `...` removes one."""
    return {key: value for key, value in {**fields, **changes}.items() if value is not ...}


def sorted_pairs(shop, new_keys=None):
    pairs = sorted(shop.certificate.items())
    return [((new_keys or {}).get(key, key), value) for key, value in pairs]


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
        key_hash = cose.digest("skan-key", self.key)
        self.list_digest = status_list.list_digest(key_hash, self.withdrawn, self.length)

    def row(self):
        names = (self.key, self.name, -8, self.kinds, self.valid_from, self.valid_until, self.state)
        return {0: 0, **dict(enumerate(names, start=1)), 8: self.revocation, **self.more}

    def has_list(self):
        return self.revocation == 1 and self.state != [2]

    def with_wire(self, wire):
        """A copy whose list travels as `wire`, while the manifest goes on to sign the right list."""
        other = copy.copy(self)
        other.list_wire = wire
        return other


def requirement(kind, unit, minimum, maximum, products=None, course_complete=None, minimum_dose=None):
    fields = (kind, unit, minimum, maximum, products, course_complete, minimum_dose)
    return {key: value for key, value in enumerate(fields) if value is not None}


def rule_of(*requirements, holder_age=None):
    return {0: list(requirements)} | ({} if holder_age is None else {1: holder_age})


def rule(*fields, holder_age=None, **more):
    """A rule of one requirement."""
    return rule_of(requirement(*fields, **more), holder_age=holder_age)


def policy(
    identifier, rules, minutes_east=180, document_check=False, newer_than_data=DAY, shown=(0, 1, 2), freshness=None
):
    titles = (f"Правило {identifier}", f"Policy {identifier}")
    settings = (minutes_east, document_check, newer_than_data, list(shown), freshness)
    fields = enumerate((identifier, 1, *titles, rules, *settings))
    return {key: value for key, value in fields if value is not None}


class Authority:
    def __init__(self, name, now, issuers, policies, channel="default"):
        self.name, self.now, self.channel = name, now, channel
        self.issuers = sorted(issuers, key=lambda issuer: issuer.kid)
        self.policies = sorted(policies, key=lambda item: item[0])
        self.default_policy = policies[0][0]
        self.epoch, self.number, self.issued_at = 1, 1, now - HOUR
        self.seeds = {role: [seed_of(name, role, i) for i in range(KEYS[role])] for role in ROLES}
        self.edits, self.signers, self.replaced, self.damage = {}, {}, {}, {}
        self.extra_parts, self.extra_lists, self.left_out, self.roots = [], [], [], []
        self.kept = {}
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
            fields = edit(dict(fields))
        return self.damage.get(name, bytes)(encode(fields))

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
        validity = (self.now - YEAR, self.now + 10 * YEAR)
        fields = dict(enumerate((version, self.epoch, *validity, self.role_rows(), TIERS)))
        return self.signed("root", "root", fields)

    def with_next_root(self, epoch=None, seeds=None):
        """The authority after its next root, signed by the old and the new root role or by other `signers`."""
        other = self.changed(epoch=epoch or self.epoch, seeds=seeds or {})
        threshold = THRESHOLDS["root"]
        both = set(self.seeds["root"][:threshold] + other.seeds["root"][:threshold])
        signing = other.changed(signers={"root": sorted(both), **self.signers})
        other.roots = self.roots + [signing.root(len(self.roots) + 1)]
        return other

    def part_fields(self):
        return {0: self.authority_id, 1: self.epoch, 2: self.number, 3: self.issued_at}

    def keeping(self, *names):
        """The next publication, in which the issuer list, the policies or the manifest stay what they are."""
        (_, issuers), (_, policies), *_ = self.parts()
        made = {"issuers": issuers, "policies": policies, "manifest": self.bundle_items()[2]}
        kept = {name: self.kept.get(name) or (self.number, made[name]) for name in names}
        other = self.changed(number=self.number + 1, issued_at=self.issued_at + 1)
        other.kept = kept
        return other

    def issuer_list(self):
        if "issuers" in self.kept:
            return self.kept["issuers"][1]
        rows = [issuer.row() for issuer in self.issuers]
        return self.signed("issuers", "authority", {**self.part_fields(), 4: rows})

    def policy_list(self):
        if "policies" in self.kept:
            return self.kept["policies"][1]
        fields = {**self.part_fields(), 4: self.policies, 5: self.default_policy}
        return self.signed("policies", "policy", fields)

    def number_of(self, kind):
        name = {1: "issuers", 2: "policies"}.get(kind)
        return self.kept[name][0] if name in self.kept else self.number

    def manifest(self, parts, lists):
        entries = [
            [kind, self.number_of(kind), len(data), cose.digest("skan-part", data)] for kind, data in parts
        ]
        rows = [
            [one.kid, one.length, one.as_of, one.list_digest, len(wire), cose.digest("skan-part", wire)]
            for one, wire in lists
        ]
        fields = self.dated_fields(self.now + YEAR) | {6: TIERS, 7: entries, 8: rows}
        return self.signed("manifest", "manifest", fields)

    def head(self, manifest):
        digest = cose.digest("skan-manifest", manifest)
        fields = self.dated_fields(self.issued_at + TIERS[2]) | {6: digest, 7: len(manifest)}
        return self.signed("head", "head", fields)

    def dated_fields(self, expires):
        names = (self.authority_id, self.epoch, self.channel, self.number, self.issued_at, expires)
        return dict(enumerate(names))

    def parts(self):
        """Kinds and bytes, without the kinds and the names `left_out`."""
        parts = [(1, self.issuer_list()), (2, self.policy_list())] + self.extra_parts
        return sorted(part for part in parts if part[0] not in self.left_out)

    def lists(self):
        """The keys that have a list, and its bytes."""
        listed = [issuer for issuer in self.issuers if issuer.has_list() and issuer.name not in self.left_out]
        return [(one, one.list_wire) for one in sorted(listed + self.extra_lists, key=lambda one: one.kid)]

    def bundle_items(self):
        """Roots, head, manifest and parts, before they are framed."""
        parts, lists = self.parts(), self.lists()
        manifest = self.kept["manifest"][1] if "manifest" in self.kept else self.manifest(parts, lists)
        return [self.roots, self.head(manifest), manifest, [data for _, data in parts + lists]]

    def bundle(self):
        return trust_bundle.frame(self.bundle_items())
