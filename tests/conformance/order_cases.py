"""Bundles with two faults at once: trust.md section 10 says which of them is named.

The faults stand in the order of section 10. Every bundle has one of them together with one of the next two.
"""

import trust_bundle
from bundle_cases import EXPIRED, FOREIGN, FUTURE, HASH, LOWER, OTHER_BYTES, SIZE, STRANGER, THRESHOLD
from bundle_cases import altered, flipped
from part_cases import with_cell_of, with_wire
from writers import MALFORMED, Authority

CONTRADICTORY = {("head from the future", "head expired")}


class Fault:
    """One fault: made in the authority before it signs, in the items of the bundle, or in its bytes."""

    def __init__(self, name, answer, sign=None, items=None, data=None):
        self.name, self.answer = name, answer
        self.sign, self.items, self.data = (change or (lambda same: same) for change in (sign, items, data))


def all_cases(authority, held):
    authority = authority.changed(extra_parts=[(3, b"any")])
    faults = [*of_frame_and_roots(authority, held), *of_head(authority, held), *of_manifest(authority, held)]
    faults += [*of_part("issuers", 1), *of_part("policies", 2), *of_other_parts(authority)]
    for i, first in enumerate(faults):
        for second in faults[i + 1 : i + 3]:
            if (first.name, second.name) not in CONTRADICTORY:
                yield f"{first.name} before {second.name}", bundle(authority, (first, second)), first.answer


def bundle(authority, faults):
    for fault in faults:
        authority = fault.sign(authority)
    items = authority.with_next_root().bundle_items()
    for fault in faults:
        items = fault.items(items)
    data = trust_bundle.frame(items)
    for fault in faults:
        data = fault.data(data)
    return data


def edit(name, key, value):
    return lambda authority: altered(authority, name, key, value)


def signed_by(name, seed):
    return lambda authority: authority.changed(signers={name: [seed]})


def with_root(roots, at, root):
    return [*roots[:at], root, *roots[at + 1 :]]


def of_frame_and_roots(authority, held):
    other1 = Authority("another", held.now, held.issuers, held.policies, held.channel).roots[0]
    other2 = altered(held, "root", 3, held.now + 3).root(2)
    root5 = authority.with_next_root().with_next_root().with_next_root().roots[4]
    yield Fault("magic", MALFORMED, data=lambda data: flipped(data, 0))
    yield Fault("trailer", HASH, data=lambda data: flipped(data, -1))
    yield Fault("layout", MALFORMED, items=lambda items: [*items, []])
    yield Fault("gap in the roots", MALFORMED, items=lambda items: [[*items[0], root5], *items[1:]])
    yield Fault("foreign root", FOREIGN, items=lambda items: [with_root(items[0], 0, other1), *items[1:]])
    yield Fault("other root", OTHER_BYTES, items=lambda items: [with_root(items[0], 1, other2), *items[1:]])
    yield Fault("root not signed", THRESHOLD, signed_by("root", held.seeds["root"][0]))
    yield Fault("root of a lower epoch", LOWER, edit("root", 1, 1))
    yield Fault("root expired", EXPIRED, edit("root", 3, held.now))


def of_head(authority, held):
    yield Fault("head too long", SIZE, edit("head", 99, bytes(1000)))
    yield Fault("head not signed", THRESHOLD, signed_by("head", STRANGER))
    yield Fault("head of another channel", FOREIGN, edit("head", 2, "elsewhere"))
    yield Fault("head of a lower epoch", LOWER, edit("head", 1, 1))
    yield Fault("head from the future", FUTURE, edit("head", 4, held.now + 301))
    yield Fault("head expired", EXPIRED, edit("head", 5, held.now))
    yield Fault("head of a lower number", LOWER, edit("head", 3, 1))


def of_manifest(authority, held):
    yield Fault("manifest's size", SIZE, edit("head", 7, 1))
    yield Fault("manifest's digest", HASH, edit("head", 6, bytes(32)))
    yield Fault("manifest not signed", THRESHOLD, signed_by("manifest", STRANGER))
    yield Fault("manifest of another authority", FOREIGN, edit("manifest", 0, bytes(32)))
    yield Fault("manifest of a higher epoch", MALFORMED, edit("manifest", 1, 9))
    yield Fault("manifest expired", EXPIRED, edit("manifest", 5, held.now))
    yield Fault("manifest of a lower number", LOWER, edit("manifest", 3, 1))
    yield Fault("number of parts", MALFORMED, items=lambda items: [*items[:3], [*items[3], b"more"]])


def of_part(name, kind):
    yield Fault(f"size of the {name}", SIZE, edit("manifest", 7, with_cell_of(kind, 2, 1)))
    yield Fault(f"digest of the {name}", HASH, edit("manifest", 7, with_cell_of(kind, 3, bytes(32))))
    yield Fault(f"{name} not signed", THRESHOLD, signed_by(name, STRANGER))
    yield Fault(f"{name} of another authority", FOREIGN, edit(name, 0, bytes(32)))
    yield Fault(f"version of the {name}", MALFORMED, edit("manifest", 7, with_cell_of(kind, 1, 99)))
    yield Fault(f"{name} of a lower epoch", LOWER, edit(name, 1, 1))


def of_other_parts(authority):
    first, second = [one for one in authority.issuers if one.name in ("blocks", "list under test")]
    yield Fault("missing list", "missing_list", lambda authority: authority.changed(left_out=["main"]))
    yield Fault("size of another part", SIZE, edit("manifest", 7, with_cell_of(3, 2, 1)))
    yield Fault("digest of another part", HASH, edit("manifest", 7, with_cell_of(3, 3, bytes(32))))
    yield Fault("size of a list", SIZE, edit("manifest", 8, with_cell_of(first.kid, 4, 2)))
    yield Fault("digest of a list", HASH, edit("manifest", 8, with_cell_of(first.kid, 5, bytes(32))))
    yield Fault("form of a list", MALFORMED, lambda one: one.changed(**with_wire(one, first.name, b"\2")))
    yield Fault("list digest", HASH, edit("manifest", 8, with_cell_of(first.kid, 3, bytes(32))))
    yield Fault("size of the next list", SIZE, edit("manifest", 8, with_cell_of(second.kid, 4, 1)))
