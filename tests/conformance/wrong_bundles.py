"""Bundles whose frame, roots, head, manifest or signatures are wrong in exactly one way.

Every case is a name, a bundle and the name that trust.md section 10 gives the error. `authority` is what the
device does not have yet: the next state of `held`, whose data it has. All cases are refused, so a test can
offer them one after the other to the same device.
"""

import cose
import trust_bundle
from strict_cbor import Raw, Tag, decode, encode
from trust_writer import seed_of

MALFORMED, THRESHOLD, NEWER = "malformed", "threshold_not_met", "newer_data_format"
LOWER, OTHER_BYTES, FOREIGN = "lower_sequence", "same_sequence_other_bytes", "foreign_store"
STRANGER = seed_of("stranger")


def all_cases(authority, held):
    for make in (frames, roots, envelopes, heads, manifests, parts):
        for name, bundle, answer in make(authority, held):
            yield f"{make.__name__}: {name}", bundle, answer


def put(key, value):
    """An edit that sets one field; `...` removes it."""

    def edit(fields):
        return {k: v for k, v in {**fields, key: value}.items() if v is not ...}

    return edit


def edited(authority, name, key, value):
    return authority.changed(edits={name: put(key, value)}).bundle()


def signed_by(authority, name, *seeds):
    return authority.changed(signers={name: list(seeds)}).bundle()


def reframed(authority, at, change):
    items = list(authority.bundle_items())
    items[at] = change(items[at])
    return trust_bundle.frame(*items)


def with_trailer(body):
    return body + cose.digest("skan-bundle", body)


def frames(authority, held):
    good = authority.bundle()
    for at in (0, 8, 9, len(good) // 2, len(good) - 33, len(good) - 32, len(good) - 1):
        yield f"bit of byte {at} flipped", good[:at] + bytes([good[at] ^ 4]) + good[at + 1 :], "hash_mismatch"
    yield "cut short", good[:-1], "hash_mismatch"
    yield "one byte more", good + b"\0", "hash_mismatch"
    yield "another magic", with_trailer(b"SKANBDL2" + good[8:-32]), MALFORMED
    yield "a byte after the items", with_trailer(good[:-32] + b"\0"), MALFORMED
    items = [list(authority.roots), *authority.bundle_items()[1:]]
    yield "five items", with_trailer(trust_bundle.MAGIC + encode(items + [[]])), MALFORMED
    yield "three items", with_trailer(trust_bundle.MAGIC + encode(items[:3])), MALFORMED
    yield "items in a map", with_trailer(trust_bundle.MAGIC + encode(dict(enumerate(items)))), MALFORMED
    yield "length not shortest", with_trailer(trust_bundle.MAGIC + b"\x98\x04" + encode(items)[1:]), MALFORMED
    yield "no roots", reframed(authority, 0, lambda _: []), MALFORMED
    yield "a head in text", reframed(authority, 1, lambda _: "head"), MALFORMED
    yield "a part in an array", reframed(authority, 3, lambda datas: [[datas[0]], *datas[1:]]), MALFORMED


def roots(authority, held):
    root1, root2 = authority.roots[:2]
    altered = held.changed(edits={"root": put(3, held.now + 3)}).root(2)
    yield "known root, other bytes", reframed(authority, 0, lambda _: [root1, altered]), OTHER_BYTES
    yield "roots in reverse", reframed(authority, 0, lambda _: [root2, root1]), MALFORMED
    new_seeds = {"root": [seed_of("next root", i) for i in range(3)]}
    new = authority.with_next_root(seeds=new_seeds)
    old, next_ = authority.seeds["root"], new_seeds["root"]
    yield "a gap", reframed(new, 0, lambda datas: [datas[0], datas[2]]), MALFORMED
    for name, seeds in (
        ("the old role alone", old[:2]),
        ("the new role alone", next_[:2]),
        ("one of the old", old[:1] + next_[:2]),
        ("one of the new", old[:2] + next_[:1]),
        ("both and a stranger", old[:2] + next_[:2] + [STRANGER]),
    ):
        yield f"next root by {name}", authority.with_next_root(
            seeds=new_seeds, signers=seeds
        ).bundle(), THRESHOLD
    for name, key, value, answer in (
        ("epoch below", 1, 1, LOWER),
        ("expired", 3, authority.now, "expired_metadata"),
        ("critical field", -1, 0, NEWER),
        ("four roles", 4, authority.role_rows()[:4], MALFORMED),
        ("expires at issue", 3, authority.now - 365 * 86400, MALFORMED),
        ("two caps", 5, [1, 2], MALFORMED),
        ("caps that descend", 5, [3, 2, 1], MALFORMED),
        ("no version", 0, ..., MALFORMED),
    ):
        changed = authority.changed(edits={"root": put(key, value)}).with_next_root(seeds=new_seeds)
        yield f"next root: {name}", changed.bundle(), answer
    for name, row in (
        ("threshold 0", [0, authority.role_rows()[1][1]]),
        ("threshold above keys", [4, authority.role_rows()[1][1]]),
        ("keys not in order", [2, authority.role_rows()[1][1][::-1]]),
        ("no keys", [1, []]),
        ("three items in a role", [2, authority.role_rows()[1][1], 0]),
        ("short key", [1, [bytes(31)]]),
    ):
        rows = [authority.role_rows()[0], row, *authority.role_rows()[2:]]
        yield f"next root: {name}", authority.changed(
            edits={"root": put(4, rows)}
        ).with_next_root().bundle(), MALFORMED
    rows = [*authority.role_rows()[:4], [2, authority.role_rows()[4][1]]]
    yield "next root: head with threshold 2", authority.changed(
        edits={"root": put(4, rows)}
    ).with_next_root().bundle(), MALFORMED


def envelopes(authority, held):
    """COSE_Sign at the issuer list, COSE_Sign1 at the head."""
    seeds = authority.seeds["authority"]
    yield "one signature of two", signed_by(authority, "issuers", seeds[0]), THRESHOLD
    yield "two and a stranger's", signed_by(authority, "issuers", *seeds[:2], STRANGER), THRESHOLD
    yield "by the policy role", signed_by(authority, "issuers", *authority.seeds["policy"]), THRESHOLD
    yield "policies by the authority role", signed_by(authority, "policies", *seeds[:2]), THRESHOLD
    yield "head by the manifest key", signed_by(authority, "head", authority.seeds["manifest"][0]), THRESHOLD
    yield "manifest by the head key", signed_by(authority, "manifest", authority.seeds["head"][0]), THRESHOLD
    yield "head by a stranger", signed_by(authority, "head", STRANGER), THRESHOLD

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

    yield "a broken third signature", replaced(
        "issuers", lambda payload, aad: break_last(seeds, aad, payload)
    ), THRESHOLD
    yield "another object's external_aad", replaced(
        "issuers", lambda payload, aad: cose.write_sign(seeds[:2], b"skan/policies/1", payload)
    ), THRESHOLD
    yield "head with the manifest's external_aad", replaced(
        "head", lambda payload, aad: cose.write_sign1(authority.seeds["head"][0], b"skan/manifest/1", payload)
    ), THRESHOLD
    yield "COSE_Sign1 for COSE_Sign", replaced(
        "issuers", lambda payload, aad: cose.write_sign1(seeds[0], aad, payload)
    ), MALFORMED
    yield "COSE_Sign for COSE_Sign1", replaced(
        "head", lambda payload, aad: cose.write_sign(authority.seeds["head"][:1], aad, payload)
    ), MALFORMED
    yield "no signature", rows_with(lambda rows: []), MALFORMED
    yield "signatures not in order", rows_with(lambda rows: rows[::-1]), MALFORMED
    yield "unprotected entry", rows_with(
        lambda rows: [[rows[0][0], {4: b""}, rows[0][2]], rows[1]]
    ), MALFORMED
    yield "four items in a signature", rows_with(lambda rows: [[*rows[0], 0], rows[1]]), MALFORMED
    yield "a body header", sign_with(lambda items: [b"\xa0", *items[1:]]), MALFORMED
    yield "an unprotected body header", sign_with(lambda items: [b"", {4: b""}, *items[2:]]), MALFORMED
    yield "five items", sign_with(lambda items: [*items, 0]), MALFORMED
    yield "17 signatures", rows_with(seventeen), MALFORMED
    yield "a byte after the object", replaced(
        "head", lambda payload, aad: cose.write_sign1(authority.seeds["head"][0], aad, payload) + b"\0"
    ), MALFORMED


def seventeen(rows):
    """The two good signatures and fifteen by nobody, in the order of their kids."""
    others = [[cose.protected_header(bytes(7) + bytes([i])), {}, bytes(64)] for i in range(15)]
    return sorted(rows + others, key=lambda row: row[0])


def break_last(seeds, aad, payload):
    data = cose.write_sign(seeds, aad, payload)
    return data[:-1] + bytes([data[-1] ^ 1])


def dated(authority, name):
    now, expired = authority.now, "expired_metadata"
    yield "a field missing", edited(authority, name, 4, ...), MALFORMED
    yield "another authority", edited(authority, name, 0, bytes(32)), FOREIGN
    yield "another channel", edited(authority, name, 2, "elsewhere"), FOREIGN
    yield "a channel that is no name", edited(authority, name, 2, "Default"), MALFORMED
    yield "epoch below the root's", edited(authority, name, 1, authority.epoch - 1), LOWER
    yield "epoch above the root's", edited(authority, name, 1, authority.epoch + 1), MALFORMED
    yield "expired just now", edited(authority, name, 5, now), expired
    yield "expires at issue", edited(authority, name, 5, authority.issued_at), MALFORMED
    yield "critical field", edited(authority, name, -1, 0), NEWER
    yield "key in text", edited(authority, name, "x", 0), MALFORMED
    yield "a float in an ignored field", edited(authority, name, 99, Raw(b"\xf9\x3c\x00")), MALFORMED
    yield "a critical field and no signature", authority.changed(
        edits={name: put(-1, 0)}, signers={name: [STRANGER]}
    ).bundle(), THRESHOLD
    yield "number 0", edited(authority, name, 3, 0), MALFORMED
    yield "number 2^53+1", edited(authority, name, 3, 2**53 + 1), MALFORMED


def heads(authority, held):
    yield from dated(authority, "head")
    yield "from the future", edited(authority, "head", 4, authority.now + 301), "head_from_future"
    yield "sequence below", edited(authority, "head", 3, held.number - 1), LOWER
    yield "same sequence, other bytes", edited(authority, "head", 3, held.number), OTHER_BYTES
    yield "manifest's size plus 1", authority.changed(
        edits={"head": lambda fields: {**fields, 7: fields[7] + 1}}
    ).bundle(), "size_mismatch"
    yield "another digest of the manifest", edited(authority, "head", 6, bytes(32)), "hash_mismatch"
    yield "more than 1 KB", edited(authority, "head", 99, bytes(1000)), MALFORMED
    yield "manifest's size above the limit", edited(authority, "head", 7, 1_000_001), MALFORMED


def manifests(authority, held):
    yield from dated(authority, "manifest")
    yield "version below", edited(authority, "manifest", 3, held.number - 1), LOWER
    yield "same version, other bytes", edited(authority, "manifest", 3, held.number), OTHER_BYTES
    yield "tiers that descend", edited(authority, "manifest", 6, [3, 2, 1]), MALFORMED
    yield "a tier above ten years", edited(authority, "manifest", 6, [1, 2, 315360001]), MALFORMED

    def rows(name, key, change, answer=MALFORMED):
        edit = {"manifest": lambda fields: {**fields, key: change(list(fields[key]))}}
        return name, authority.changed(edits=edit).bundle(), answer

    yield "no policies", authority.changed(left_out=[2]).bundle(), MALFORMED
    yield "no issuer list", authority.changed(left_out=[1]).bundle(), MALFORMED
    yield rows("an item more in a part", 7, lambda parts: [[*parts[0], 0], parts[1]])
    yield rows("parts not in order", 7, lambda parts: parts[::-1])
    yield rows("issuer list twice", 7, lambda parts: [parts[0], *parts])
    yield rows("lists not in order", 8, lambda lists: lists[::-1])
    yield rows("list twice", 8, lambda lists: [lists[0], *lists])
    yield rows("kid of 7 bytes", 8, lambda lists: [[lists[0][0][:7], *lists[0][1:]], *lists[1:]])
    yield rows("length above 2^29", 8, lambda lists: [[lists[0][0], 2**29 + 1, *lists[0][2:]], *lists[1:]])
    yield rows("an item more in a list", 8, lambda lists: [[*lists[0], 0], *lists[1:]])
    yield rows(
        "part above the limit", 7, lambda parts: [[1, authority.number, 64_000_001, bytes(32)], parts[1]]
    )
    yield rows(
        "part's size plus 1",
        7,
        lambda parts: [[*parts[0][:2], parts[0][2] + 1, parts[0][3]], parts[1]],
        "size_mismatch",
    )
    yield rows(
        "another digest of a part", 7, lambda parts: [[*parts[0][:3], bytes(32)], parts[1]], "hash_mismatch"
    )
    yield rows(
        "another list digest",
        8,
        lambda lists: [[*lists[0][:3], bytes(32), *lists[0][4:]], *lists[1:]],
        "hash_mismatch",
    )


def parts(authority, held):
    yield "a part missing", reframed(authority, 3, lambda datas: datas[:-1]), MALFORMED
    yield "no parts", reframed(authority, 3, lambda datas: []), MALFORMED
    yield "a part more", reframed(authority, 3, lambda datas: datas + [b"more"]), MALFORMED
    yield "a part cut short", reframed(
        authority, 3, lambda datas: [datas[0][:-1], *datas[1:]]
    ), "size_mismatch"
    yield "a part altered", reframed(
        authority, 3, lambda datas: [break_middle(datas[0]), *datas[1:]]
    ), "hash_mismatch"
    yield "a list altered", reframed(
        authority, 3, lambda datas: [*datas[:-1], break_middle(datas[-1])]
    ), "hash_mismatch"


def break_middle(data):
    at = len(data) // 2
    return data[:at] + bytes([data[at] ^ 1]) + data[at + 1 :]
