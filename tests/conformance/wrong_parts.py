"""Bundles whose issuer list, policies or status lists are wrong in exactly one way; see wrong_bundles.py."""

import status_list
from trust_writer import rule
from wrong_bundles import FOREIGN, LOWER, MALFORMED, NEWER, OTHER_BYTES, edited, put


def all_cases(authority, held):
    for make in (issuer_lists, issuer_rows, policy_lists, policy_rows, missing_lists, list_wires):
        for name, bundle, answer in make(authority, held):
            yield f"{make.__name__}: {name}", bundle, answer


def any_part(authority, held, name):
    yield "another authority", edited(authority, name, 0, bytes(32)), FOREIGN
    yield "epoch above the root's", edited(authority, name, 1, authority.epoch + 1), MALFORMED
    yield "version not the manifest's", edited(authority, name, 2, authority.number + 1), MALFORMED
    yield "critical field", edited(authority, name, -1, 0), NEWER
    yield "a field missing", edited(authority, name, 3, ...), MALFORMED
    entry = {"issuers": 0, "policies": 1}[name]
    for what, version, answer in (
        ("version below", held.number - 1, LOWER),
        ("same version, other bytes", held.number, OTHER_BYTES),
    ):

        def older(fields, version=version):
            rows = [list(row) for row in fields[7]]
            rows[entry][1] = version
            return {**fields, 7: rows}

        def dated_now(fields, version=version):
            return {**fields, 2: version, 3: authority.now}

        yield what, authority.changed(edits={"manifest": older, name: dated_now}).bundle(), answer


def issuer_lists(authority, held):
    yield from any_part(authority, held, "issuers")
    rows = [issuer.row() for issuer in authority.issuers]
    yield "issuers not in order", edited(authority, "issuers", 4, rows[::-1]), MALFORMED
    yield "an issuer twice", edited(authority, "issuers", 4, [rows[0], *rows]), MALFORMED
    yield "issuers in a map", edited(authority, "issuers", 4, dict(enumerate(rows))), MALFORMED


def issuer_rows(authority, held):
    first = authority.issuers[0].row()

    def row(key, value):
        return edited(
            authority,
            "issuers",
            4,
            [put(key, value)(first)] + [other.row() for other in authority.issuers[1:]],
        )

    wrong = {
        0: [-1, "SKN1"],
        1: [bytes(31), "x"],
        2: ["", "x" * 97, "a\u202eb", "a\nb", 5],
        3: [-7, -19, 0, "EdDSA"],
        4: [[], [2, 1], [1, 1], list(range(1, 18)), 1],
        5: [-1],
        6: [0, first[5]],
        7: [[], [1], [1, -1], 0, [0, 0], [2, 5], ["active"]],
        8: ["index", True],
    }
    for key, values in wrong.items():
        for value in [..., *values]:
            yield f"field {key} is {'missing' if value is ... else repr(value)[:40]}", row(
                key, value
            ), MALFORMED


def policy_lists(authority, held):
    yield from any_part(authority, held, "policies")
    rows = authority.policies
    yield "no policy", edited(authority, "policies", 4, []), MALFORMED
    yield "a policy twice", edited(authority, "policies", 4, [rows[0], *rows]), MALFORMED
    yield "policies not in order", edited(authority, "policies", 4, rows[::-1]), MALFORMED
    yield "default not there", edited(authority, "policies", 5, "nowhere"), MALFORMED
    yield "no default", edited(authority, "policies", 5, ...), MALFORMED


def policy_rows(authority, held):
    last = authority.policies[-1]

    def row(key, value):
        return edited(authority, "policies", 4, [*authority.policies[:-1], put(key, value)(last)])

    wrong = {
        0: ["Zz", "z" * 33, "", 5],
        1: [0, 2**32],
        2: ["", "x" * 97, "a\u200bb"],
        3: ["", "x" * 97],
        4: [[], [last[4][0]] * 65, [[]]],
        5: [841, -841, "msk"],
        6: [0, 1, None],
        7: [-1, 315360001],
    }
    for key, values in wrong.items():
        for value in [..., *values]:
            yield f"field {key} is {'missing' if value is ... else repr(value)[:40]}", row(
                key, value
            ), MALFORMED
    bad_rules = {
        1: [-1, "days"],
        2: [-1, 10001],
        3: [10001, -1],
        4: [[], ["b", "a"], ["a", "a"], ["x" * 33], [""]],
        5: [False, 1, None],
        0: ["tested", None],
    }
    for key, values in bad_rules.items():
        for value in values:
            yield f"rule's field {key} is {value!r}", row(4, [put(key, value)(last[4][0])]), MALFORMED
    yield "minimum above maximum", row(4, [rule(1, 1, 5, 4)]), MALFORMED


def missing_lists(authority, held):
    listed, unlisted = (authority.issuers_by_name()[name] for name in ("main", "no revocation"))

    def rows(changed, fields):
        return [{**issuer.row(), **(fields if issuer is changed else {})} for issuer in authority.issuers]

    yield "a list of a key without revocation", edited(
        authority, "issuers", 4, rows(listed, {8: 0})
    ), MALFORMED
    yield "a list of a compromised key", edited(authority, "issuers", 4, rows(listed, {7: [2]})), MALFORMED
    absent = [issuer.row() for issuer in authority.issuers if issuer is not listed]
    yield "a list of a key that is not there", edited(authority, "issuers", 4, absent), MALFORMED
    yield "a key without its list", edited(authority, "issuers", 4, rows(unlisted, {8: 1})), "missing_list"
    yield "a retired key without its list", edited(
        authority, "issuers", 4, rows(unlisted, {7: [1, 0], 8: 1})
    ), "missing_list"


def list_wires(authority, held):
    issuer = authority.issuers_by_name()["list under test"]
    indices, length = issuer.withdrawn, issuer.length

    def wired(wire):
        return authority.changed(
            issuers=[one.with_wire(wire) if one is issuer else one for one in authority.issuers]
        ).bundle()

    rice, deflated = status_list.encode_golomb_rice(indices, 3), status_list.encode_zlib(indices, length)
    bitmap = status_list.to_bitmap(indices, length)

    def inflating_to(data):
        return bytes([1]) + status_list.zlib.compress(data)

    wires = {
        "no byte": b"",
        "form alone": b"\0",
        "form 2": b"\x02" + rice[1:],
        "rice 29": b"\0\x1d" + rice[2:],
        "Golomb-Rice with a byte more": rice + b"\0",
        "Golomb-Rice cut short": rice[:-1],
        "a one more than there is": rice[:2] + (len(indices) + 9).to_bytes(4, "big") + rice[6:],
        "a one fewer than there is": rice[:2] + (len(indices) - 1).to_bytes(4, "big") + rice[6:],
        "2^32-1 ones": rice[:2] + b"\xff" * 4 + rice[6:],
        "fill bits set": rice[:-1] + bytes([rice[-1] | 0x80]),
        "index at the length": status_list.encode_golomb_rice([*indices, length], 3),
        "index far beyond": status_list.encode_golomb_rice([*indices, 2**27], 20),
        "zlib with a byte more": deflated + b"\0",
        "zlib cut short": deflated[:-1],
        "zlib checksum": break_last_byte(deflated),
        "zlib of a byte less": inflating_to(bitmap[:-1]),
        "zlib of a byte more": inflating_to(bitmap + b"\0"),
        "zlib of a megabyte": inflating_to(bytes(10**6)),
        "raw deflate": b"\x01" + deflated[3:-4],
        "not zlib": b"\x01abc",
        "gzip": b"\x01" + gzip_of(bitmap),
        "padding bit set": inflating_to(set_bit(bitmap, length)),
        "zlib stream twice": deflated + deflated[1:],
    }
    for name, wire in wires.items():
        yield name, wired(wire), MALFORMED
    for name, other in (
        ("a withdrawal left out", indices[1:]),
        ("a withdrawal added", sorted({*indices, 500})),
    ):
        for form in (status_list.encode_golomb_rice(other, 3), status_list.encode_zlib(other, length)):
            yield f"{name}, form {form[0]}", wired(form), "hash_mismatch"


def break_last_byte(data):
    return data[:-1] + bytes([data[-1] ^ 1])


def set_bit(bitmap, index):
    return bitmap[:-1] + bytes([bitmap[-1] | 1 << index % 8])


def gzip_of(data):
    packer = status_list.zlib.compressobj(wbits=31)
    return packer.compress(data) + packer.flush()
