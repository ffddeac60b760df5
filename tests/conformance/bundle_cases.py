"""Bundles whose frame, roots, envelopes, head or manifest are wrong in one way, and right neighbours.

Every case is a name, a bundle and `accepted` or the name that trust.md section 10 gives the error.
`authority` is what the device does not have yet: the next state of `held`, whose data it has.
"""

import cose
import trust_bundle
from strict_cbor import Raw, Tag, decode, encode
from writers import ACCEPTED, MALFORMED, Authority, changed, seed_of

THRESHOLD, NEWER = "threshold_not_met", "newer_data_format"
LOWER, OTHER_BYTES, FOREIGN = "lower_sequence", "same_sequence_other_bytes", "foreign_store"
SIZE, HASH, EXPIRED, FUTURE = "size_mismatch", "hash_mismatch", "expired_metadata", "head_from_future"
STRANGER = seed_of("stranger")


def all_cases(authority, held):
    for make in (frames, roots, next_roots, role_rows, signers, envelopes, heads, manifests, manifest_rows):
        for name, bundle, answer in make(authority, held):
            yield f"{make.__name__}: {name}", bundle, answer


def put(key, value):
    """An edit that sets one field; `...` removes it, and a function makes it from the old value."""

    def edit(fields):
        return changed(fields, {key: value(fields[key]) if callable(value) else value})

    return edit


def altered(authority, name, key, value):
    """The authority whose object `name` has one more edit."""
    before, edit = authority.edits.get(name, dict), put(key, value)
    return authority.changed(edits={name: lambda fields: edit(before(fields))})


def edited(authority, name, key, value):
    return altered(authority, name, key, value).bundle()


def with_items(authority, at, change):
    items = authority.bundle_items()
    items[at] = change(items[at])
    return trust_bundle.frame(items)


def with_trailer(body):
    return body + cose.digest("skan-bundle", body)


def flipped(data, at):
    return data[:at] + bytes([data[at] ^ 4]) + data[at:][1:]


def frames(authority, held):
    good = authority.bundle()
    yield "as it is", good, ACCEPTED
    yield "what is in force", held.bundle(), ACCEPTED
    for size in range(8):
        yield f"{size} bytes", good[:size], MALFORMED
    for at in range(8):
        yield f"bit of byte {at} flipped", flipped(good, at), MALFORMED
    for at in (8, 9, len(good) // 2, len(good) - 33, len(good) - 32, len(good) - 1):
        yield f"bit of byte {at} flipped", flipped(good, at), HASH
    yield "cut short", good[:-1], HASH
    yield "one byte more", good + b"\0", HASH
    yield "another magic", with_trailer(b"SKANBDL2" + good[8:-32]), MALFORMED
    yield "a byte after the items", with_trailer(good[:-32] + b"\0"), MALFORMED
    items, magic = authority.bundle_items(), trust_bundle.MAGIC
    yield "nothing in it", with_trailer(magic), MALFORMED
    yield "five items", trust_bundle.frame([*items, []]), MALFORMED
    yield "three items", trust_bundle.frame(items[:3]), MALFORMED
    yield "items in a map", trust_bundle.frame(dict(enumerate(items))), MALFORMED
    yield "length not shortest", with_trailer(magic + b"\x98\x04" + encode(items)[1:]), MALFORMED
    yield "no roots", with_items(authority, 0, lambda _: []), MALFORMED
    yield "a head in text", with_items(authority, 1, lambda _: "head"), MALFORMED
    yield "a part in an array", with_items(authority, 3, lambda datas: [[datas[0]], *datas[1:]]), MALFORMED


def roots(authority, held):
    """Which roots a bundle holds; the device has two."""
    root1, root2 = authority.roots
    other1, other2 = (altered(held, "root", 3, held.now + 3).root(version) for version in (1, 2))
    three = authority.with_next_root()
    four = three.with_next_root()
    five = four.with_next_root()
    by_version = [None, *five.roots]
    for numbers, answer in (
        ([1], ACCEPTED),
        ([2], ACCEPTED),
        ([1, 2], ACCEPTED),
        ([2, 1], MALFORMED),
        ([1, 1], MALFORMED),
        ([1, 2, 2], MALFORMED),
    ):
        chosen = [by_version[number] for number in numbers]
        yield f"{numbers}", with_items(authority, 0, lambda _, chosen=chosen: chosen), answer
    for numbers, answer in (
        ([1, 2, 3, 4], ACCEPTED),
        ([2, 3, 4], ACCEPTED),
        ([3, 4], ACCEPTED),
        ([4], MALFORMED),
        ([1, 3, 4], MALFORMED),
        ([1, 2, 4], MALFORMED),
        ([3, 4, 3], MALFORMED),
        ([4, 3], MALFORMED),
    ):
        chosen = [by_version[number] for number in numbers]
        yield f"{numbers} of four", with_items(four, 0, lambda _, chosen=chosen: chosen), answer
    yield "known root 1, other bytes", with_items(authority, 0, lambda _: [other1, root2]), FOREIGN
    yield "known root 2, other bytes", with_items(authority, 0, lambda _: [root1, other2]), OTHER_BYTES
    yield "known root 2 alone, other bytes", with_items(authority, 0, lambda _: [other2]), OTHER_BYTES
    foreign = Authority("another", authority.now, authority.issuers, authority.policies, authority.channel)
    yield "another authority's bundle", foreign.bundle(), FOREIGN
    risen = authority.changed(number=1).with_next_root(epoch=authority.epoch + 1)
    yield "a new epoch from number 1", risen.bundle(), ACCEPTED
    seeds = {role: [seed_of("new", role, i) for i in range(len(old))] for role, old in risen.seeds.items()}
    renewed = risen.with_next_root(seeds=seeds)
    yield "new keys for every role", renewed.bundle(), ACCEPTED
    yield "the old keys after that", renewed.changed(seeds=risen.seeds).bundle(), THRESHOLD


def next_roots(authority, held):
    seeds = {"root": [seed_of("next root", i) for i in range(3)]}
    old, new = authority.seeds["root"], seeds["root"]
    for name, signing, answer in (
        ("both", old[:2] + new[:2], ACCEPTED),
        ("all of both", old + new, ACCEPTED),
        ("the old role alone", old[:2], THRESHOLD),
        ("the new role alone", new[:2], THRESHOLD),
        ("one of the old", old[:1] + new[:2], THRESHOLD),
        ("one of the new", old[:2] + new[:1], THRESHOLD),
        ("both and a stranger", old[:2] + new[:2] + [STRANGER], THRESHOLD),
    ):
        signed = authority.changed(signers={"root": signing}).with_next_root(seeds=seeds)
        yield f"by {name}", signed.bundle(), answer
    now, top = authority.now, 2**32 - 1
    for name, key, value, answer in (
        ("grown", 99, {"any": ["thing"]}, ACCEPTED),
        ("critical field", -1, 0, NEWER),
        ("no version", 0, ..., MALFORMED),
        ("version 0", 0, 0, MALFORMED),
        ("version above 2^32-1", 0, top + 1, MALFORMED),
        ("no epoch", 1, ..., MALFORMED),
        ("epoch 0", 1, 0, MALFORMED),
        ("epoch below", 1, 1, LOWER),
        ("epoch above 2^32-1", 1, top + 1, MALFORMED),
        ("expires in a second", 3, now + 1, ACCEPTED),
        ("expired", 3, now, EXPIRED),
        ("expires at issue", 2, lambda _: now + 10 * 365 * 86400, MALFORMED),
        ("four roles", 4, lambda rows: rows[:4], MALFORMED),
        ("six roles", 4, lambda rows: [*rows, rows[4]], MALFORMED),
        ("two caps", 5, [1, 2], MALFORMED),
        ("caps that descend", 5, [3, 2, 1], MALFORMED),
        ("equal caps", 5, [7 * 86400] * 3, ACCEPTED),
    ):
        yield name, altered(authority, "root", key, value).with_next_root(seeds=seeds).bundle(), answer


def role_rows(authority, held):
    keys = authority.role_rows()[1][1]
    many = sorted((cose.public_key_of(seed_of("many", i)) for i in range(17)), key=cose.kid_of)
    for name, at, row, answer in (
        ("16 keys", 1, [16, many[:16]], THRESHOLD),
        ("17 keys", 1, [2, many], MALFORMED),
        ("threshold 0", 1, [0, keys], MALFORMED),
        ("threshold above keys", 1, [4, keys], MALFORMED),
        ("keys not in order", 1, [2, keys[::-1]], MALFORMED),
        ("a key twice", 1, [2, [keys[0], keys[0]]], MALFORMED),
        ("no keys", 1, [1, []], MALFORMED),
        ("three items in a role", 1, [2, keys, 0], MALFORMED),
        ("short key", 1, [1, [bytes(31)]], MALFORMED),
        ("manifest with threshold 2", 3, [2, keys], MALFORMED),
        ("head with threshold 2", 4, [2, keys], MALFORMED),
    ):
        rows = authority.role_rows()
        rows[at] = row
        yield name, altered(authority, "root", 4, rows).with_next_root().bundle(), answer


def signers(authority, held):
    """Who signs: the issuer list needs two of three authority keys, the policies one of two."""
    seeds, policy, head = (authority.seeds[role] for role in ("authority", "policy", "head"))
    for name, who, signing, answer in (
        ("issuers", "first and third", [seeds[0], seeds[2]], ACCEPTED),
        ("issuers", "all three", seeds, ACCEPTED),
        ("issuers", "one", [seeds[0]], THRESHOLD),
        ("issuers", "two and a stranger", [*seeds[:2], STRANGER], THRESHOLD),
        ("issuers", "the policy role", policy, THRESHOLD),
        ("issuers", "one, twice", [seeds[0], seeds[0]], MALFORMED),
        ("issuers", "two, one of them twice", [seeds[0], seeds[1], seeds[1]], MALFORMED),
        ("policies", "both", policy, ACCEPTED),
        ("policies", "the second", [policy[1]], ACCEPTED),
        ("policies", "the second, twice", [policy[1], policy[1]], MALFORMED),
        ("policies", "the authority role", seeds[:2], THRESHOLD),
        ("head", "the second", head[1:], ACCEPTED),
        ("head", "the manifest role", authority.seeds["manifest"], THRESHOLD),
        ("head", "a stranger", [STRANGER], THRESHOLD),
        ("manifest", "the head role", head, THRESHOLD),
    ):
        yield f"{name} by {who}", authority.changed(signers={name: signing}).bundle(), answer


def envelopes(authority, held):
    """COSE_Sign at the issuer list, COSE_Sign1 at the head."""
    seeds, head = authority.seeds["authority"], authority.seeds["head"][0]

    def replaced(name, make):
        return authority.changed(replaced={name: make}).bundle()

    def sign_with(change):
        def make(payload, aad):
            items = decode(cose.write_sign(seeds[:2], aad, payload), cose.SIGN_TAG).item
            rows = [[row[0], {}, row[2]] for row in items[3]]
            return encode(Tag(cose.SIGN_TAG, change([b"", {}, payload, rows])))

        return replaced("issuers", make)

    def rows_with(change):
        return sign_with(lambda items: [*items[:3], change(items[3])])

    def sign1(seed, aad):
        return lambda payload, _: cose.write_sign1(seed, aad, payload)

    def sign(aad):
        return lambda payload, _: cose.write_sign(seeds[:2], aad, payload)

    yield "a broken third signature", replaced("issuers", lambda *args: broken_last(seeds, *args)), THRESHOLD
    yield "another object's external_aad", replaced("issuers", sign(b"skan/policies/1")), THRESHOLD
    yield "the manifest's external_aad", replaced("head", sign1(head, b"skan/manifest/1")), THRESHOLD
    yield "COSE_Sign1 for COSE_Sign", replaced("issuers", sign1(seeds[0], b"skan/issuers/1")), MALFORMED
    yield "COSE_Sign for COSE_Sign1", replaced("head", sign(b"skan/head/1")), MALFORMED
    for name, change in (
        ("no signature", lambda rows: []),
        ("signatures not in order", lambda rows: rows[::-1]),
        ("17 signatures", seventeen),
        ("an unprotected entry", lambda rows: [[rows[0][0], {4: b""}, rows[0][2]], rows[1]]),
        ("four items in a signature", lambda rows: [[*rows[0], 0], rows[1]]),
        ("a signature of 63 bytes", lambda rows: [[*rows[0][:2], rows[0][2][:63]], rows[1]]),
        ("another algorithm", lambda rows: [[b"\xa2\x01\x26" + rows[0][0][3:], *rows[0][1:]], rows[1]]),
    ):
        yield name, rows_with(change), MALFORMED
    yield "16 signatures", rows_with(lambda rows: seventeen(rows)[1:]), THRESHOLD
    yield "a body header", sign_with(lambda items: [b"\xa0", *items[1:]]), MALFORMED
    yield "an unprotected body header", sign_with(lambda items: [b"", {4: b""}, *items[2:]]), MALFORMED
    yield "five items", sign_with(lambda items: [*items, 0]), MALFORMED
    yield "a byte after the object", replaced(
        "head", lambda payload, aad: cose.write_sign1(head, aad, payload) + b"\0"
    ), MALFORMED


def seventeen(rows):
    """The two good signatures and fifteen by nobody, in the order of their kids."""
    others = [[cose.protected_header(bytes(7) + bytes([i])), {}, bytes(64)] for i in range(15)]
    return sorted(rows + others, key=lambda row: row[0])


def broken_last(seeds, payload, aad):
    return flipped(cose.write_sign(seeds, aad, payload), -1)


def dated(authority, name):
    """What head and manifest have in common."""
    epoch, now = authority.epoch, authority.now
    for what, key, value, answer in (
        ("grown", 99, {"any": ["thing"]}, ACCEPTED),
        ("a field missing", 4, ..., MALFORMED),
        ("another authority", 0, bytes(32), FOREIGN),
        ("another channel", 2, "elsewhere", FOREIGN),
        ("a channel that is no name", 2, "Default", MALFORMED),
        ("epoch below the root's", 1, epoch - 1, LOWER),
        ("epoch above the root's", 1, epoch + 1, MALFORMED),
        ("expires in a second", 5, now + 1, ACCEPTED),
        ("expired just now", 5, now, EXPIRED),
        ("expires at issue", 5, authority.issued_at, MALFORMED),
        ("critical field", -1, 0, NEWER),
        ("critical field of 16 levels", -1, Raw(b"\x81" * 15 + b"\x80"), NEWER),
        ("critical field of 17 levels", -1, Raw(b"\x81" * 16 + b"\x80"), MALFORMED),
        ("least key", -(2**63), 0, NEWER),
        ("key below the least", -(2**63) - 1, 0, MALFORMED),
        ("greatest key", 2**63 - 1, 0, ACCEPTED),
        ("key above the greatest", 2**63, 0, MALFORMED),
        ("key in text", "x", 0, MALFORMED),
        ("a float in an ignored field", 99, Raw(b"\xf9\x3c\x00"), MALFORMED),
        ("number 0", 3, 0, MALFORMED),
        ("number 2^53", 3, 2**53, ACCEPTED),
        ("number 2^53+1", 3, 2**53 + 1, MALFORMED),
        ("number below", 3, authority.number - 2, LOWER),
        ("same number, other bytes", 3, authority.number - 1, OTHER_BYTES),
    ):
        yield what, edited(authority, name, key, value), answer
    unsigned = altered(authority, name, -1, 0).changed(signers={name: [STRANGER]})
    yield "a critical field and no signature", unsigned.bundle(), THRESHOLD


def heads(authority, held):
    yield from dated(authority, "head")
    yield "a new head of the same manifest", edited(held, "head", 3, held.number + 1), ACCEPTED
    spare = 1000 - len(altered(authority, "head", 99, bytes(500)).bundle_items()[1]) + 500
    for key, value, answer in (
        (4, authority.now + 300, ACCEPTED),
        (4, authority.now + 301, FUTURE),
        (6, bytes(32), HASH),
        (7, lambda size: size + 1, SIZE),
        (7, lambda size: size - 1, SIZE),
        (7, 1_000_000, SIZE),
        (7, 1_000_001, MALFORMED),
        (99, bytes(spare), ACCEPTED),
        (99, bytes(spare + 1), SIZE),
        (99, Raw(b"\x59\x03\xe8" + bytes(1000)), SIZE),
    ):
        data = altered(authority, "head", key, value)
        yield f"field {key}, {len(data.bundle_items()[1])} bytes", data.bundle(), answer
    yield "1,001 bytes that are no head", with_items(authority, 1, lambda _: bytes(1001)), SIZE
    yield "1,000 bytes that are no head", with_items(authority, 1, lambda _: bytes(1000)), MALFORMED


def manifests(authority, held):
    yield from dated(authority, "manifest")
    for name, tiers, answer in (
        ("equal tiers", [86400] * 3, ACCEPTED),
        ("tiers of ten years", [1, 2, 315360000], ACCEPTED),
        ("tiers of more", [1, 2, 315360001], MALFORMED),
        ("tiers that descend", [3, 2, 1], MALFORMED),
        ("two tiers", [1, 2], MALFORMED),
    ):
        yield name, edited(authority, "manifest", 6, tiers), answer


def manifest_rows(authority, held):
    """Wrong rows of parts (field 7) and of status lists (field 8)."""
    yield "no policies", authority.changed(left_out=[2]).bundle(), MALFORMED
    yield "no issuer list", authority.changed(left_out=[1]).bundle(), MALFORMED
    for name, key, change, answer in (
        ("parts not in order", 7, lambda rows: rows[::-1], MALFORMED),
        ("issuer list twice", 7, lambda rows: [rows[0], *rows], MALFORMED),
        ("three items in a part", 7, lambda rows: [rows[0][:3], rows[1]], MALFORMED),
        ("five items in a part", 7, lambda rows: [[*rows[0], 0], rows[1]], MALFORMED),
        ("a part's version 0", 7, with_cell(1, 0), MALFORMED),
        ("a part's version above 2^32-1", 7, with_cell(1, 2**32), MALFORMED),
        ("part at the limit", 7, with_cell(2, 64_000_000), SIZE),
        ("part above the limit", 7, with_cell(2, 64_000_001), MALFORMED),
        ("digest of 31 bytes", 7, with_cell(3, bytes(31)), MALFORMED),
        ("lists not in order", 8, lambda rows: rows[::-1], MALFORMED),
        ("list twice", 8, lambda rows: [rows[0], *rows], MALFORMED),
        ("kid of 7 bytes", 8, lambda rows: [[rows[0][0][:7], *rows[0][1:]], *rows[1:]], MALFORMED),
        ("length above 2^29", 8, with_cell(1, 2**29 + 1), MALFORMED),
        ("as_of that is no time", 8, with_cell(2, -1), MALFORMED),
        ("seven items in a list", 8, lambda rows: [[*rows[0], 0], *rows[1:]], MALFORMED),
    ):
        yield name, edited(authority, "manifest", key, change), answer


def with_cell(at, value):
    """A change of one cell of the first row."""
    return lambda rows: [[*rows[0][:at], value, *rows[0][at:][1:]], *rows[1:]]
