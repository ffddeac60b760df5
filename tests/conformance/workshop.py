"""Makes certificates that differ from a good one in exactly one place, signed with the right key."""

import cose
import skn1
from strict_cbor import Map, Raw, Tag, encode

ACCEPTED, MALFORMED, NEWER = "accepted", "malformed", "needs_newer_app"
CLAIM = skn1.CERTIFICATE_CLAIM


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

    def text(self, message):
        return skn1.to_text(encode(message if isinstance(message, (Raw, Tag)) else Tag(18, message)))

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
