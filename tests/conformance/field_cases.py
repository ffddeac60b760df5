"""Well-encoded messages whose claims or fields are wrong, and their neighbours that are right.

Every case is a name, a text and its answer: `accepted` or a reason. `policy_refused`, `not_yet_valid` and
`expired` mark certificates that are well made, and that a verifier refuses for what they say.
"""

from strict_cbor import BIDI_CONTROLS, CONTROLS, INVISIBLE, Map, Raw, encode
from writers import ACCEPTED, CLAIM, MALFORMED, NEWER, sorted_pairs

REFUSED = "policy_refused"
VERDICTS_BEYOND_FORMAT = {REFUSED, "not_yet_valid", "expired"}


def all_cases(shop):
    for make in (claims, certificate_types, certificate_values, numbers, display_texts, growth):
        for name, text, answer in make(shop):
            yield f"{make.__name__}: {name}", text, answer


def claims(shop):
    issued_at, top = shop.claims[6], 253402300799
    for key in (4, 6):
        yield f"claim {key} missing", shop.of_claims({key: ...}), MALFORMED
        for value in (-1, "1", b"1", None, True, [1], top + 1, 2**64 - 1):
            yield f"claim {key} is {value!r}", shop.of_claims({key: value}), MALFORMED
    for value in (-1, "1", b"1", None, True, [1], top + 1):
        yield f"claim 5 is {value!r}", shop.of_claims({5: value}), MALFORMED
    yield "greatest exp", shop.of_claims({4: top}), ACCEPTED
    yield "iat 0", shop.of_claims({6: 0}), ACCEPTED
    yield "exp equals iat", shop.of_claims({4: issued_at}), MALFORMED
    yield "exp below iat", shop.of_claims({4: issued_at - 1}), MALFORMED
    yield "exp just above iat", shop.of_claims({4: issued_at + 1}), "expired"
    yield "nbf 0", shop.of_claims({5: 0}), ACCEPTED
    yield "nbf below iat", shop.of_claims({5: issued_at - 1}), ACCEPTED
    yield "nbf just below exp", shop.of_claims({5: shop.claims[4] - 1}), "not_yet_valid"
    yield "nbf equals exp", shop.of_claims({5: shop.claims[4]}), MALFORMED
    yield "nbf above exp", shop.of_claims({5: shop.claims[4] + 1}), MALFORMED


def certificate_types(shop):
    wrong = {
        0: ["1", None, True, b"\x01", [1], {}],
        1: ["5", None, True, b"\x05", -1, 2**29, 2**64 - 1],
        2: [None, True, b"12", [1], -1, {}],
        3: [5, None, b"abc", ["a"]],
        4: [5, None, b"abc", True],
        5: ["1980-01-01", None, b"", True],
        6: [5, None, b"abc"],
        7: ["2026-01-01", None, False],
        8: ["x", None],
        9: [5, None, b"PCR"],
        10: ["1", None, True],
        11: ["1", None, True],
        12: ["77", None, True, -77],
    }
    for key, values in wrong.items():
        for value in values:
            changes = {7: ..., 8: value} if key == 8 else {key: value}
            yield f"field {key} is {value!r}", shop.of_certificate(changes), MALFORMED
    for key in (0, 1, 2, 5):
        yield f"field {key} missing", shop.of_certificate({key: ...}), MALFORMED


def certificate_values(shop):
    of, event = shop.of_certificate, shop.certificate[7]
    yield "no name", of({3: ..., 4: ...}), MALFORMED
    yield "Cyrillic name only", of({4: ...}), ACCEPTED
    yield "Latin name only", of({3: ...}), ACCEPTED
    for key in (6, 9, 12):
        yield f"no field {key}", of({key: ...}), ACCEPTED
    yield "no event", of({7: ...}), MALFORMED
    yield "event day and time", of({8: event * 86400}), MALFORMED
    yield "event time", of({7: ..., 8: event * 86400}), ACCEPTED
    for value, answer in ((-1, MALFORMED), (0, REFUSED), (253402300799, REFUSED), (253402300800, MALFORMED)):
        yield f"event time {value}", of({7: ..., 8: value}), answer
    for value in (-100000, -200, -1, 0, 2932896):
        yield f"birth day {value}", of({5: value}), ACCEPTED
        yield f"event day {value}", of({7: value}), REFUSED
    for value in (-100001, 2932897, 2**63, -(2**64)):
        yield f"birth day {value}", of({5: value}), MALFORMED
        yield f"event day {value}", of({7: value}), MALFORMED
    for dose, doses in ((1, 1), (1, 2), (1, 99), (99, 99), (..., ...)):
        yield f"dose {dose} of {doses}", of({10: dose, 11: doses}), ACCEPTED
    for dose, doses in ((2, 1), (0, 1), (0, 0), (1, 0), (1, 100), (100, 100), (-1, 1), (1, ...), (..., 2)):
        yield f"dose {dose} of {doses}", of({10: dose, 11: doses}), MALFORMED
    for region, answer in ((0, MALFORMED), (1, ACCEPTED), (999, ACCEPTED), (1000, MALFORMED)):
        yield f"region {region}", of({12: region}), answer


def numbers(shop):
    unsigned = (0, 1, 23, 24, 2**32, 2**63, 2**64 - 1)
    texts = "00 007 - -5 A z9 18446744073709551616 018446744073709551615 A-b-0 1e5 0x10".split()
    for number in (*unsigned, *texts, "1" * 32, "Z" * 32):
        yield f"number {number!r}", shop.of_certificate({2: number}), ACCEPTED
    unsigned = ("0", "5", "9770000012345678", "18446744073709551615")
    texts = ("", "Z" * 33, "1" * 33, "A B", "A_1", "A\n", "5\n", "+5", "5.0", "A/1")
    for number in (*unsigned, *texts, "\u0410", "\uff15", "\u0665", "A\u0301", -1, -(2**64)):
        yield f"number {number!r}", shop.of_certificate({2: number}), MALFORMED


def display_texts(shop):
    ranges = (
        CONTROLS
        + BIDI_CONTROLS
        + INVISIBLE
        + [(p * 0x10000 + 0xFFFE, p * 0x10000 + 0xFFFF) for p in range(17)]
    )
    forbidden = {code for low, high in ranges for code in range(low, high + 1)}
    borders = {code for low, high in ranges for code in (low - 1, low, high, high + 1)}
    for code in sorted(borders):
        if 0 <= code <= 0x10FFFF and not 0xD800 <= code <= 0xDFFF:
            key = (3, 4, 6, 9)[code % 4]
            answer = MALFORMED if code in forbidden else ACCEPTED
            yield f"U+{code:04X} in field {key}", shop.of_certificate({key: f"A{chr(code)}B"}), answer
    for key in (3, 4, 6, 9):
        for code in (0x00, 0x0A, 0x7F, 0x85, 0x2028, 0x061C, 0x202E, 0x2066, 0x200B, 0xFEFF, 0xE0041):
            yield f"U+{code:04X} in field {key}", shop.of_certificate({key: f"A{chr(code)}"}), MALFORMED
    for key, size in ((3, 96), (4, 96), (6, 32), (9, 32)):
        yield f"field {key} empty", shop.of_certificate({key: ""}), MALFORMED
        for text in ("x" * size, "Я" * (size // 2), " ", "\U0001f600" * (size // 4)):
            yield f"field {key} of {len(text.encode())} bytes", shop.of_certificate({key: text}), ACCEPTED
        for text in ("x" * (size + 1), "Я" * (size // 2) + "x"):
            yield f"field {key} of {len(text.encode())} bytes", shop.of_certificate({key: text}), MALFORMED


def growth(shop):
    for key in (13, 99, 1000, 2**32, 2**63 - 1):
        yield f"unknown field {key}", shop.of_certificate({key: 1}), ACCEPTED
        yield f"unknown claim {key}", shop.of_claims({key: 1}), ACCEPTED
    for key in (0, 1, 2, 3, 7, 9, 65537):
        yield f"unused claim {key}", shop.of_claims({key: "x"}), ACCEPTED
    for key in (-1, -2, -100, -65536, -65538, -(2**31), -(2**63)):
        yield f"critical field {key}", shop.of_certificate({key: 1}), NEWER
        yield f"critical claim {key}", shop.of_claims({key: {"any": [1]}}), NEWER
    for key in (2**63, 2**64 - 1, -(2**63) - 1, -(2**64)):
        yield f"field {key}, out of range", shop.of_certificate({key: 1}), MALFORMED
        yield f"claim {key}, out of range", shop.of_claims({key: 1}), MALFORMED
    yield "critical field -65537", shop.of_certificate({CLAIM: 1}), NEWER
    for value in (None, {}, {1: {}}, 5, "x", False):
        yield f"claim 8 is {value!r}", shop.of_claims({8: value}), NEWER
    for kind in (4, 5, 99, 254, 255):
        yield f"kind {kind}", shop.of_certificate({0: kind}), NEWER
    for kind in (0, -1, 256, 257, 2**32 + 1, 2**64 - 1):
        yield f"kind {kind}", shop.of_certificate({0: kind}), MALFORMED
    claims_in_order = sorted(shop.claims.items(), key=lambda pair: encode(pair[0]))
    for key in ("x", "", b"x", True, None, [1], Map([]), Raw(b"\xf9\x3c\x00")):
        name = encode(key).hex()
        yield f"field with key {name}", shop.of_pairs(sorted_pairs(shop) + [(key, 1)]), MALFORMED
        yield f"claim with key {name}", shop.of_payload(encode(Map(claims_in_order + [(key, 1)]))), MALFORMED
