"""The signed objects of trust.md sections 3 to 6, parsed but not yet believed.

Every class checks the layout of one object (Malformed) and says whether it holds something that only
a newer program understands (`newer`). Who signed it and whether it fits is judged in trust_bundle.py.
"""

import re

import cose
from strict_cbor import (
    MAX_UNSIGNED,
    Fields,
    array_of,
    ascending,
    boolean,
    decode,
    display_text,
    ignored,
    integer,
    kind_number,
    octets,
    require,
    time,
)

ROOT, AUTHORITY, POLICY, MANIFEST, HEAD = range(5)
MAX_MANIFEST, MAX_PART = 1_000_000, 64_000_000
ISSUER_LIST, POLICIES = 1, 2
ACTIVE, RETIRED, COMPROMISED = range(3)
SKN1_PROFILE = 0
MONTHS = 2
SHOWN = "name birth_date document kind event product dose region number".split()

duration = integer(0, 315360000)
version32, version53 = integer(1, 2**32 - 1), integer(1, 2**53)
digest32 = octets(32)
number = integer(0, MAX_UNSIGNED)
coded = integer(0, 255)


def short_name(value):
    require(type(value) is str and re.fullmatch(r"[0-9a-z-]{1,32}", value), "not a name of [0-9a-z-]")
    return value


def three_durations(value):
    durations = array_of(duration, 3, 3)(value)
    require(durations == sorted(durations), "durations that descend")
    return durations


def role(value):
    require(type(value) is list and len(value) == 2, "not a role")
    keys = array_of(digest32, 1, 16)(value[1])
    ascending([cose.kid_of(key) for key in keys], "kids of a role")
    return integer(1, len(keys))(value[0]), {cose.kid_of(key): key for key in keys}


class Signed:
    """What the objects have in common: their bytes, their envelope and their map."""

    def __init__(self, data, envelope, external_aad):
        self.data, self.envelope, self.external_aad = data, envelope(data), external_aad
        self.fields = Fields(decode(self.envelope.payload))

    def validity(self, issued_key, expires_key):
        self.issued_at, self.expires = self.fields.take(issued_key, time), self.fields.take(expires_key, time)
        require(self.expires > self.issued_at, "expires is not above issued at")

    def finish(self):
        self.newer = self.fields.rest()

    def signed_by(self, threshold, keys):
        if isinstance(self.envelope, cose.Sign1):
            return self.envelope.kid in keys and self.envelope.holds(
                keys[self.envelope.kid], self.external_aad
            )
        return self.envelope.all_hold(keys, self.external_aad) and self.envelope.count_by(keys) >= threshold


class Root(Signed):
    def __init__(self, data):
        super().__init__(data, cose.Sign, b"skan/root/1")
        self.version, self.epoch = self.fields.take(0, version32), self.fields.take(1, version32)
        self.validity(2, 3)
        self.roles = self.fields.take(4, array_of(role, 5, 5))
        for one in (MANIFEST, HEAD):
            require(self.roles[one][0] == 1, "a threshold of manifest or head above 1")
        self.caps = self.fields.take(5, three_durations)
        self.finish()


class Head(Signed):
    def __init__(self, data):
        super().__init__(data, cose.Sign1, b"skan/head/1")
        self.authority_id, self.epoch = self.fields.take(0, digest32), self.fields.take(1, version32)
        self.channel, self.number = self.fields.take(2, short_name), self.fields.take(3, version53)
        self.validity(4, 5)
        self.manifest_digest = self.fields.take(6, digest32)
        self.manifest_size = self.fields.take(7, integer(0, MAX_MANIFEST))
        self.finish()


class PartEntry:
    def __init__(self, value):
        require(type(value) is list and len(value) == 4, "not an entry of a part")
        self.kind, self.number = number(value[0]), version32(value[1])
        self.size, self.digest = integer(0, MAX_PART)(value[2]), digest32(value[3])


class ListEntry:
    def __init__(self, value):
        require(type(value) is list and len(value) == 6, "not an entry of a status list")
        self.kid, self.length, self.as_of = octets(8)(value[0]), integer(0, 2**29)(value[1]), time(value[2])
        self.list_digest = digest32(value[3])
        self.size, self.digest = integer(0, MAX_PART)(value[4]), digest32(value[5])


class Manifest(Signed):
    def __init__(self, data):
        super().__init__(data, cose.Sign1, b"skan/manifest/1")
        self.authority_id, self.epoch = self.fields.take(0, digest32), self.fields.take(1, version32)
        self.channel, self.number = self.fields.take(2, short_name), self.fields.take(3, version53)
        self.validity(4, 5)
        self.tiers = self.fields.take(6, three_durations)
        self.parts = self.fields.take(7, array_of(PartEntry))
        ascending([part.kind for part in self.parts], "kinds of parts")
        kinds = {part.kind for part in self.parts}
        require({ISSUER_LIST, POLICIES} <= kinds, "no issuer list or no policies")
        self.lists = self.fields.take(8, array_of(ListEntry))
        ascending([entry.kid for entry in self.lists], "kids of status lists")
        self.finish()


class Part(Signed):
    """Issuer list and policies begin alike."""

    def __init__(self, data, external_aad):
        super().__init__(data, cose.Sign, external_aad)
        self.authority_id, self.epoch = self.fields.take(0, digest32), self.fields.take(1, version32)
        self.number, self.issued_at = self.fields.take(2, version32), self.fields.take(3, time)


class Issuer:
    """A row of profile SKN1; one that is `newer` stays in the list, but its certificates need a newer app."""

    def __init__(self, fields):
        self.key, self.name = fields.take(1, digest32), fields.take(2, display_text(96))
        fields.take(3, integer(cose.EDDSA, cose.EDDSA))
        self.kinds = fields.take(4, array_of(kind_number, 1, 16))
        ascending(self.kinds, "kinds of an issuer")
        self.valid_from, self.valid_until = fields.take(5, time), fields.take(6, time)
        require(self.valid_until > self.valid_from, "valid until is not above valid from")
        self.read_state(fields.take(7, array_of(ignored, 1)))
        self.revocation = fields.take(8, coded)
        self.practice = fields.mark(-1)
        self.newer = fields.rest() or self.state > COMPROMISED or self.revocation > 1
        self.kid = cose.kid_of(self.key)

    def read_state(self, value):
        self.state, self.retired_at = coded(value[0]), None
        if self.state == RETIRED:
            require(len(value) == 2, "not a retired key and its time")
            self.retired_at = time(value[1])
        elif self.state in (ACTIVE, COMPROMISED):
            require(len(value) == 1, "a state with more than it says")

    def must_have_list(self):
        return not self.newer and self.revocation == 1 and self.state != COMPROMISED


class IssuerList(Part):
    def __init__(self, data):
        super().__init__(data, b"skan/issuers/1")
        rows = self.fields.take(4, array_of(Fields, 0, 65536))
        self.issuers = [Issuer(row) for row in rows if self.is_skn1(row)]
        ascending([issuer.kid for issuer in self.issuers], "kids of issuers")
        self.finish()

    @staticmethod
    def is_skn1(row):
        if row.take(0, number) == SKN1_PROFILE:
            return True
        row.rest()
        return False


class Requirement:
    def __init__(self, value):
        fields = Fields(value)
        self.kind, self.unit = fields.take(0, kind_number), fields.take(1, coded)
        self.minimum, self.maximum = fields.take(2, integer(0, 10000)), fields.take(3, integer(0, 10000))
        require(self.minimum <= self.maximum, "a maximum age below the minimum")
        self.products = fields.take_if_there(4, array_of(display_text(32), 1, 64))
        ascending([product.encode() for product in self.products or []], "products")
        self.course_complete = fields.take_if_there(5, boolean)
        require(self.course_complete is not False, "course complete that is there but not true")
        self.minimum_dose = fields.take_if_there(6, integer(1, 23))
        self.newer = fields.rest() or self.unit > MONTHS


def holder_age(value):
    ages = array_of(integer(0, 150), 2, 2)(value)
    require(ages == sorted(ages), "an age of the holder that ends before it begins")
    return ages


class Rule:
    def __init__(self, value):
        fields = Fields(value)
        self.requirements = fields.take(0, array_of(Requirement, 1, 4))
        self.holder_age = fields.take_if_there(1, holder_age)
        self.newer = fields.rest() or any(one.newer for one in self.requirements)


def shown_fields(value):
    numbers = array_of(coded)(value)
    ascending(numbers, "fields that are shown")
    return [SHOWN[number] for number in numbers if number < len(SHOWN)]


class Policy:
    def __init__(self, value):
        fields = Fields(value)
        self.identifier, self.version = fields.take(0, short_name), fields.take(1, version32)
        self.titles = fields.take(2, display_text(96)), fields.take(3, display_text(96))
        self.rules = fields.take(4, array_of(Rule, 1, 64))
        self.minutes_east = fields.take(5, integer(-840, 840))
        self.document_check = fields.take(6, boolean)
        self.newer_than_data = fields.take(7, duration)
        self.shown = fields.take(8, shown_fields)
        self.freshness = fields.take_if_there(9, duration)
        self.newer = fields.rest() or any(rule.newer for rule in self.rules)


class Policies(Part):
    def __init__(self, data):
        super().__init__(data, b"skan/policies/1")
        self.policies = self.fields.take(4, array_of(Policy, 1, 1024))
        ascending([policy.identifier for policy in self.policies], "identifiers of policies")
        self.default = self.fields.take(5, short_name)
        require(self.default in {policy.identifier for policy in self.policies}, "no default policy")
        self.finish()
