"""Digests, key ids and the two COSE envelopes of format.md section 3 and trust.md sections 1 and 2."""

import hashlib

import nacl.bindings

from strict_cbor import Fields, Tag, ascending, decode, encode, octets, require

SIGN1_TAG, SIGN_TAG = 18, 98
EDDSA = -8
MAX_SIGNATURES = 16
PROTECTED_PREFIX = bytes.fromhex("A201270448")


def digest(purpose, *parts):
    return hashlib.blake2b(b"".join(parts), digest_size=32, person=purpose.encode().ljust(16, b"\0")).digest()


def kid_of(public_key):
    return digest("skan-key", public_key)[:8]


def public_key_of(seed):
    return nacl.bindings.crypto_sign_seed_keypair(seed)[0]


def sign(seed, data):
    secret = nacl.bindings.crypto_sign_seed_keypair(seed)[1]
    return nacl.bindings.crypto_sign(data, secret)[:64]


def holds(public_key, signature, data):
    """Ed25519 as libsodium checks it: S below the group order, no key or R of small order."""
    try:
        nacl.bindings.crypto_sign_open(signature + data, public_key)
    except nacl.exceptions.BadSignatureError:
        return False
    return True


def protected_header(kid):
    return PROTECTED_PREFIX + kid


def kid_in(protected):
    octets(13)(protected)
    require(protected[:5] == PROTECTED_PREFIX, "a protected header that is not {1: -8, 4: kid}")
    return protected[5:]


def sign1_input(protected, external_aad, payload):
    return encode(["Signature1", protected, external_aad, payload])


def sign_input(protected, external_aad, payload):
    return encode(["Signature", b"", protected, external_aad, payload])


def write_sign1(seed, external_aad, payload):
    protected = protected_header(kid_of(public_key_of(seed)))
    signature = sign(seed, sign1_input(protected, external_aad, payload))
    return encode(Tag(SIGN1_TAG, [protected, {}, payload, signature]))


def write_sign(seeds, external_aad, payload):
    signatures = []
    for kid, seed in sorted((kid_of(public_key_of(seed)), seed) for seed in seeds):
        protected = protected_header(kid)
        signatures.append([protected, {}, sign(seed, sign_input(protected, external_aad, payload))])
    return encode(Tag(SIGN_TAG, [b"", {}, payload, signatures]))


def untag(data, number, count):
    item = decode(data, number)
    require(
        isinstance(item, Tag) and type(item.item) is list and len(item.item) == count, "not the COSE envelope"
    )
    return item.item


def require_empty_map(item):
    require(not Fields(item).values, "an unprotected header that is not empty")


class Sign1:
    def __init__(self, data):
        self.protected, unprotected, self.payload, self.signature = untag(data, SIGN1_TAG, 4)
        self.kid = kid_in(self.protected)
        require_empty_map(unprotected)
        octets()(self.payload)
        octets(64)(self.signature)

    def holds(self, public_key, external_aad):
        return holds(public_key, self.signature, sign1_input(self.protected, external_aad, self.payload))


class Sign:
    def __init__(self, data):
        protected, unprotected, self.payload, signatures = untag(data, SIGN_TAG, 4)
        require(protected == b"", "a body header that is not empty")
        require_empty_map(unprotected)
        octets()(self.payload)
        require(type(signatures) is list and 1 <= len(signatures) <= MAX_SIGNATURES, "not 1 to 16 signatures")
        self.signatures = [self.one_signature(item) for item in signatures]
        ascending([kid for kid, _, _ in self.signatures], "kids of the signatures")

    @staticmethod
    def one_signature(item):
        require(type(item) is list and len(item) == 3, "not a COSE_Signature")
        require_empty_map(item[1])
        return kid_in(item[0]), item[0], octets(64)(item[2])

    def all_hold(self, keys, external_aad):
        """True if every signature is by one of `keys` (kid to public key) and holds."""
        return all(
            kid in keys and holds(keys[kid], signature, sign_input(protected, external_aad, self.payload))
            for kid, protected, signature in self.signatures
        )

    def count_by(self, keys):
        return sum(kid in keys for kid, _, _ in self.signatures)
