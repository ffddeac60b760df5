"""Bundles whose parts or status lists are wrong in one way, and right neighbours; see bundle_cases.py."""

import zlib

import status_list
from bundle_cases import FOREIGN, HASH, LOWER, NEWER, OTHER_BYTES, SIZE
from bundle_cases import altered, edited, flipped, put, with_items
from writers import ACCEPTED, MALFORMED, IssuerKey, requirement, rule, rule_of


def all_cases(authority, held):
    makers = (parts, issuer_lists, issuer_rows, policy_lists, policy_rows, rules, requirements)
    for make in (*makers, which_lists, lists_of_nobody, list_wires):
        for name, bundle, answer in make(authority, held):
            yield f"{make.__name__}: {name}", bundle, answer


def parts(authority, held):
    for name, change, answer in (
        ("a part missing", lambda datas: datas[:-1], MALFORMED),
        ("no parts", lambda datas: [], MALFORMED),
        ("a part more", lambda datas: [*datas, b"more"], MALFORMED),
        ("a part twice", lambda datas: [datas[0], *datas], MALFORMED),
        ("a part cut short", lambda datas: [datas[0][:-1], *datas[1:]], SIZE),
        ("a part altered", lambda datas: [flipped(datas[0], len(datas[0]) // 2), *datas[1:]], HASH),
        ("a list cut short", lambda datas: [*datas[:-1], datas[-1][:-1]], SIZE),
        ("a list altered", lambda datas: [*datas[:-1], flipped(datas[-1], -1)], HASH),
        ("policies before the issuer list", lambda datas: [datas[1], datas[0], *datas[2:]], SIZE),
        ("status lists first", lambda datas: [*datas[2:], *datas[:2]], SIZE),
        ("a status list first", lambda datas: [datas[-1], *datas[:-1]], SIZE),
    ):
        yield name, with_items(authority, 3, change), answer
    for kind in (3, 255, 256, 2**32, 2**64 - 1):
        yield f"a part of kind {kind}", authority.changed(extra_parts=[(kind, b"any")]).bundle(), ACCEPTED
    two = authority.changed(extra_parts=[(3, b"three"), (4, b"four")])
    for sent, answer in (
        ([b"three", b"four"], ACCEPTED),
        ([b"THREE", b"four"], HASH),
        ([b"three", b"fou"], SIZE),
        ([b"four", b"three"], SIZE),
        ([b"three"], MALFORMED),
    ):
        changed = with_items(two, 3, lambda datas, sent=sent: [*datas[:2], *sent, *datas[4:]])
        yield f"{sent} for two unknown parts", changed, answer


def any_part(authority, held, name, row):
    for what, key, value, answer in (
        ("grown", 99, {"any": ["thing"]}, ACCEPTED),
        ("critical field", -1, 0, NEWER),
        ("another authority", 0, bytes(32), FOREIGN),
        ("epoch above the root's", 1, authority.epoch + 1, MALFORMED),
        ("epoch below the one in force", 1, authority.epoch - 1, LOWER),
        ("version not the manifest's", 2, authority.number + 1, MALFORMED),
        ("a field missing", 3, ..., MALFORMED),
    ):
        yield what, edited(authority, name, key, value), answer
    for what, version, answer in (
        ("version below", held.number - 1, LOWER),
        ("same version, other bytes", held.number, OTHER_BYTES),
        ("greatest version", 2**32 - 1, ACCEPTED),
    ):

        def with_version(rows, version=version):
            return [[one[0], version, *one[2:]] if i == row else one for i, one in enumerate(rows)]

        named = altered(authority, "manifest", 7, with_version)
        yield what, edited(altered(named, name, 3, authority.now), name, 2, version), answer


def issuer_lists(authority, held):
    yield from any_part(authority, held, "issuers", 0)
    rows = [issuer.row() for issuer in authority.issuers]
    for name, value, answer in (
        ("issuers not in order", rows[::-1], MALFORMED),
        ("an issuer twice", [rows[0], *rows], MALFORMED),
        ("issuers in a map", dict(enumerate(rows)), MALFORMED),
        ("an issuer in an array", [*rows, []], MALFORMED),
        ("other profiles in any order", [{0: 7, 1: bytes(32)}, *rows, {0: 7, 1: "x"}, {0: 1}], ACCEPTED),
    ):
        yield name, edited(authority, "issuers", 4, value), answer
    yield "no issuers", authority.changed(issuers=[]).bundle(), ACCEPTED


def issuer_rows(authority, held):
    named = authority.issuers_by_name()
    first = named["main"].row()
    wrong = {
        0: [-1, "SKN1"],
        1: [bytes(31), "x"],
        2: ["", "x" * 97, "a\u202eb", "a\nb", 5],
        3: [-7, -19, 0, "EdDSA"],
        4: [[], [2, 1], [1, 1], list(range(1, 18)), 1, [0], [0, 1], [256], [1, 256], [-1]],
        5: [-1],
        6: [0, first[5]],
        7: [[], [1], [1, -1], [1, 0, 0], 0, [0, 0], [2, 5], ["active"], [-1], [256], [2**32]],
        8: ["index", True, -1, 256, 2**32],
    }
    right = {
        4: [[255], list(range(240, 256)), [1, 255]],
        7: [[3], [9, 0, "x"], [255, None], [3, []]],
        8: [2, 255],
        -1: [0, "x"],
        99: [0],
    }
    for table, answer in ((wrong, MALFORMED), (right, ACCEPTED)):
        for key, values in table.items():
            for value in [..., *values] if answer == MALFORMED else values:
                shown = "missing" if value is ... else repr(value)[:40]
                rows = rows_with(authority, "main", {key: value})
                yield f"field {key} is {shown}", edited(authority, "issuers", 4, rows), answer


def rows_with(authority, name, changes):
    """The rows of the issuer list, with other fields for one key."""
    rows = []
    for issuer in authority.issuers:
        row = issuer.row()
        for key, value in changes.items() if issuer.name == name else ():
            row = put(key, value)(row)
        rows.append(row)
    return rows


def policy_lists(authority, held):
    yield from any_part(authority, held, "policies", 1)
    rows = authority.policies
    for name, key, value in (
        ("no policy", 4, []),
        ("a policy twice", 4, [rows[0], *rows]),
        ("policies not in order", 4, rows[::-1]),
        ("1,025 policies", 4, [{**rows[0], 0: f"p{i:04}"} for i in range(1025)]),
        ("default not there", 5, "nowhere"),
        ("no default", 5, ...),
    ):
        yield name, edited(authority, "policies", key, value), MALFORMED


def policy_row(authority, key, value):
    rows = authority.policies
    return edited(authority, "policies", 4, [*rows[:-1], put(key, value)(rows[-1])])


def policy_rows(authority, held):
    last = authority.policies[-1]
    wrong = {
        0: ["Zz", "z" * 33, "", 5],
        1: [0, 2**32],
        2: ["", "x" * 97, "a\u200bb"],
        3: ["", "x" * 97],
        4: [[], [last[4][0]] * 65, [[]]],
        5: [841, -841, "msk"],
        6: [0, 1, None],
        7: [-1, 315360001],
        8: [[1, 0], [1, 1], [256], [-1], ["name"], 1, {}],
        9: [-1, 315360001, None],
    }
    for key, values in wrong.items():
        for value in [..., *values] if key <= 8 else values:
            shown = "missing" if value is ... else repr(value)[:40]
            yield f"field {key} is {shown}", policy_row(authority, key, value), MALFORMED
    right = {
        0: ["z" * 32],
        1: [2**32 - 1],
        2: ["я" * 48],
        4: [[last[4][0]] * 64],
        5: [-840, 840],
        6: [True],
        7: [0, 315360000],
        8: [[], [8], [0, 9, 255], list(range(256))],
        9: [0, 315360000],
        -1: [0],
        99: ["x"],
    }
    for key, values in right.items():
        for value in values:
            yield f"field {key} is {repr(value)[:40]}", policy_row(authority, key, value), ACCEPTED


def rules(authority, held):
    one = rule(3, 1, 5, 5)
    required = one[0][0]
    wrong = {
        0: [..., [], [required] * 5, [[]], required],
        1: [[0], [0, 1, 2], [1, 0], [-1, 0], [0, 151], [0, "1"], 18, None],
    }
    right = {
        0: [[required], [required] * 4],
        1: [[0, 0], [0, 150], [150, 150]],
        -1: [0],
        99: [0],
    }
    for table, answer in ((wrong, MALFORMED), (right, ACCEPTED)):
        for key, values in table.items():
            for value in values:
                changed = policy_row(authority, 4, [put(key, value)(one)])
                yield f"field {key} is {'missing' if value is ... else repr(value)[:40]}", changed, answer


def requirements(authority, held):
    one = requirement(3, 1, 5, 5)
    wrong = {
        0: [..., "tested", None, 0, -1, 256],
        1: [..., -1, "days", 256, 2**32],
        2: [..., -1, 6, 10001],
        3: [..., 4, -1, 10001],
        4: [[], ["b", "a"], ["a", "a"], ["x" * 33], [""], [f"{i:02}" for i in range(65)]],
        5: [False, 1, None],
        6: [0, -1, 24, None],
    }
    right = {
        0: [4, 255],
        1: [0, 2, 3, 255],
        2: [0, 5],
        3: [5, 10000],
        4: [["a", "b", "ю"], ["x" * 32], [f"{i:02}" for i in range(64)]],
        5: [True],
        6: [1, 23],
        -1: [{}],
        99: [{}],
    }
    for table, answer in ((wrong, MALFORMED), (right, ACCEPTED)):
        for key, values in table.items():
            for value in values:
                changed = policy_row(authority, 4, [rule_of(put(key, value)(one))])
                yield f"field {key} is {'missing' if value is ... else repr(value)[:40]}", changed, answer
    changed = policy_row(authority, 4, [rule_of({**one, 1: 3, 2: -1})])
    yield "another unit, and a wrong age", changed, MALFORMED


def which_lists(authority, held):
    """Keys of the small world that have a list, and others that have none, become keys of another sort."""
    for name, changes, answer in (
        ("main", {}, ACCEPTED),
        ("main", {7: [1, 0]}, ACCEPTED),
        ("main", {8: 0}, MALFORMED),
        ("main", {7: [2]}, MALFORMED),
        ("main", {7: [2], 8: 0}, MALFORMED),
        ("main", {8: 2}, ACCEPTED),
        ("main", {7: [3]}, ACCEPTED),
        ("main", {-1: 0}, ACCEPTED),
        ("main", {-1: 0, 8: 0}, ACCEPTED),
        ("main", {-1: 0, 7: [2]}, ACCEPTED),
        ("main", {0: 7}, ACCEPTED),
        ("main", {0: 7, 8: 0}, ACCEPTED),
        ("no revocation", {8: 1}, "missing_list"),
        ("no revocation", {7: [1, 0], 8: 1}, "missing_list"),
        ("compromised", {7: [0]}, "missing_list"),
        ("no revocation", {7: [2], 8: 1}, ACCEPTED),
        ("no revocation", {-1: 0, 8: 1}, ACCEPTED),
        ("no revocation", {7: [3], 8: 1}, ACCEPTED),
        ("no revocation", {0: 7, 8: 1}, ACCEPTED),
    ):
        rows = rows_with(authority, name, changes)
        yield f"{name} with {changes}", edited(authority, "issuers", 4, rows), answer
    absent = [issuer.row() for issuer in authority.issuers if issuer.name != "main"]
    yield "a list of a key that is not there", edited(authority, "issuers", 4, absent), ACCEPTED
    for name, answer in (("main", "missing_list"), ("empty list", "missing_list"), ("newer state", ACCEPTED)):
        yield f"no list of {name}", authority.changed(left_out=[name]).bundle(), answer


def lists_of_nobody(authority, held):
    """A list that this version has no use for: nobody looks into it, but its size and digest are checked."""
    wire = b"\xff" * 5
    nobody = IssuerKey("nobody", authority.now).with_wire(wire)
    for name, changes in (
        ("nobody", {"extra_lists": [nobody]}),
        ("newer state", with_wire(authority, "newer state", wire)),
        ("another profile", with_wire(authority, "another profile", wire)),
    ):
        made = authority.changed(**changes)
        kid = made.issuers_by_name().get(name, nobody).kid
        yield f"bytes of any sort for {name}", made.bundle(), ACCEPTED
        for what, at, value, answer in (
            ("another list digest", 3, bytes(32), ACCEPTED),
            ("another size", 4, 6, SIZE),
            ("another digest", 5, bytes(32), HASH),
            ("length 2^29", 1, 2**29, ACCEPTED),
            ("length above 2^29", 1, 2**29 + 1, MALFORMED),
        ):
            yield f"{what} for {name}", edited(made, "manifest", 8, with_cell_of(kid, at, value)), answer


def with_cell_of(kid, at, value):
    """A change of one cell of the row of a kid."""
    return lambda rows: [[*row[:at], value, *row[at + 1 :]] if row[0] == kid else row for row in rows]


def with_wire(authority, name, wire):
    """Changes of an authority that send a key's list as `wire`, while the manifest signs the right list."""
    return {"issuers": [one.with_wire(wire) if one.name == name else one for one in authority.issuers]}


def list_wires(authority, held):
    issuer = authority.issuers_by_name()["list under test"]
    indices, length = issuer.withdrawn, issuer.length

    def sent(wire):
        return authority.changed(**with_wire(authority, issuer.name, wire)).bundle()

    rice, deflated = status_list.encode_golomb_rice(indices, 3), status_list.encode_zlib(indices, length)
    bitmap = status_list.to_bitmap(indices, length)
    ones = len(indices)
    for name, wire in {
        "no byte": b"",
        "form alone": b"\0",
        "form 2": b"\x02" + rice[1:],
        "rice 29": b"\0\x1d" + rice[2:],
        "Golomb-Rice with a byte more": rice + b"\0",
        "Golomb-Rice cut short": rice[:-1],
        "a one more than there is": rice[:2] + (ones + 9).to_bytes(4, "big") + rice[6:],
        "a one fewer than there is": rice[:2] + (ones - 1).to_bytes(4, "big") + rice[6:],
        "2^32-1 ones": rice[:2] + b"\xff" * 4 + rice[6:],
        "fill bits set": rice[:-1] + bytes([rice[-1] | 0x80]),
        "index at the length": status_list.encode_golomb_rice([*indices, length], 3),
        "index far beyond": status_list.encode_golomb_rice([*indices, 2**27], 20),
        "zlib with a byte more": deflated + b"\0",
        "zlib cut short": deflated[:-1],
        "zlib checksum": flipped(deflated, -1),
        "zlib of a byte less": b"\1" + zlib.compress(bitmap[:-1]),
        "zlib of a byte more": b"\1" + zlib.compress(bitmap + b"\0"),
        "zlib of a megabyte": b"\1" + zlib.compress(bytes(10**6)),
        "raw deflate": b"\1" + deflated[3:-4],
        "not zlib": b"\1abc",
        "gzip": b"\1" + gzip_of(bitmap),
        "padding bit set": b"\1" + zlib.compress(bitmap[:-1] + bytes([bitmap[-1] | 1 << length % 8])),
        "zlib stream twice": deflated + deflated[1:],
    }.items():
        yield name, sent(wire), MALFORMED
    for parameter in (0, 3, 10, 28):
        yield f"Golomb-Rice {parameter}", sent(status_list.encode_golomb_rice(indices, parameter)), ACCEPTED
    for level in (0, 1, 9):
        yield f"zlib level {level}", sent(b"\1" + zlib.compress(bitmap, level)), ACCEPTED
    for name, other in (("left out", indices[1:]), ("added", sorted({*indices, 500}))):
        for form in (status_list.encode_golomb_rice(other, 3), status_list.encode_zlib(other, length)):
            yield f"a withdrawal {name}, form {form[0]}", sent(form), HASH


def gzip_of(data):
    packer = zlib.compressobj(wbits=31)
    return packer.compress(data) + packer.flush()
