"""Messages whose text, encoding, envelope or signature is wrong, and their neighbours that are right.

Every case is a name, a text and its answer: `accepted` or a reason of format.md section 7.
"""

import cose
import skn1
import typed
from strict_cbor import Map, Raw, Tag, encode
from writers import ACCEPTED, CLAIM, MALFORMED, NEWER, changed, sorted_pairs

GROUP_ORDER = 2**252 + 27742317777372353535851937790883648493


def all_cases(shop):
    makers = (layers, base45, prefixes, keyboards, integer_forms, lengths_and_order, simple_values, nesting, utf8)
    for make in (*makers, envelope, signatures, precedence, sizes):
        for name, text, answer in make(shop):
            yield f"{make.__name__}: {name}", text, answer


def layers(shop):
    good, message = shop.good_payload(), shop.message(shop.good_payload())
    yield "nothing changed", shop.of_payload(good), ACCEPTED
    for extra in (b"\x00", b"\xf6", b"\xff"):
        yield f"byte {extra.hex()} after the payload", shop.of_payload(good + extra), MALFORMED
        yield f"byte {extra.hex()} after the message", shop.text(
            Raw(encode(Tag(18, message)) + extra)
        ), MALFORMED
        header = shop.protected + extra
        yield f"byte {extra.hex()} after the header", shop.text(shop.message(good, header)), MALFORMED
    yield "payload cut short", shop.of_payload(good[:-1]), MALFORMED
    yield "empty payload", shop.of_payload(b""), MALFORMED
    yield "message cut short", shop.text(Raw(encode(Tag(18, message))[:-1])), MALFORMED
    yield "payload is an array", shop.of_payload(encode([1, 2])), MALFORMED
    yield "payload is an empty map", shop.of_payload(b"\xa0"), MALFORMED
    yield "certificate is an array", shop.of_claims({CLAIM: [0, 1]}), MALFORMED
    yield "certificate is in bytes", shop.of_claims({CLAIM: encode(shop.certificate)}), MALFORMED
    yield "no certificate", shop.of_claims({CLAIM: ...}), MALFORMED


def base45(shop):
    good = shop.of_payload(shop.good_payload())
    body = good[5:]
    yield "nothing after the prefix", "SKN1:", MALFORMED
    yield "lower case", "SKN1:" + body.lower(), MALFORMED
    yield "one lower-case letter", lower_one(good), MALFORMED
    whole = next(text for text in padded(shop) if (len(text) - 5) % 3 == 0)
    for tail in ("0", "1", "Z"):
        yield f"length 1 modulo 3, ending in {tail}", whole + tail, MALFORMED
    yield "a group of 65,536", good[:5] + "GGW" + body[3:], MALFORMED
    yield "a group of 91,124", good[:5] + ":::" + body[3:], MALFORMED
    odd = next(text for text in padded(shop) if (len(text) - 5) % 3 == 2)
    for beyond in (256, 512, 1536):
        yield f"final pair plus {beyond:,}", odd[:-2] + group_plus(odd[-2:], beyond), MALFORMED
    low = next(at for at in range(5, len(good) - 3, 3) if group_value(good[at : at + 3]) + 65536 < 45**3)
    same_bytes = good[:low] + group_plus(good[low : low + 3], 65536) + good[low + 3 :]
    yield "a group plus 65,536", same_bytes, MALFORMED
    for character in ("_", "!", ",", "\u00c5", "\u212a", "\uff11", "\t"):
        yield f"character U+{ord(character):04X}", good[:9] + character + good[10:], MALFORMED
    for tail in (" ", "0", "00", "000", ":", "."):
        # A blank alone is the keyboard's, format.md section 9.
        yield f"{tail!r} after the text", good + tail, ACCEPTED if tail == " " else MALFORMED
    yield "twice the text", good + good, MALFORMED
    yield "SKN1: twice", "SKN1:" + good, MALFORMED


def padded(shop):
    """Two good texts, one of an even and one of an odd number of bytes."""
    return [shop.of_certificate({99: bytes(size)}) for size in (0, 1)]


def group_value(group):
    return sum(skn1.VALUES[character] * 45**place for place, character in enumerate(group))


def group_plus(group, beyond):
    """A group out of range: cut to its bytes it would be the group that was there."""
    value = group_value(group) + beyond
    return "".join(skn1.ALPHABET[value // 45**place % 45] for place in range(len(group)))


def lower_one(text):
    at = next(i for i, character in enumerate(text) if i > 5 and character.isupper())
    return text[:at] + text[at].lower() + text[at + 1 :]


def prefixes(shop):
    body = shop.of_payload(shop.good_payload())[5:]
    for prefix in ("SKN2:", "SKN0:", "SKN10:", "SKN01:", "SKN99999999999999999999:"):
        yield prefix, prefix + body, NEWER
    yield "SKN2: and nothing", "SKN2:", NEWER
    yield "SKN2: and what is no Base45", "SKN2:abc_~", NEWER
    yield "SKN2: and more than a QR code can hold", "SKN2:" + 5000 * "0", NEWER
    for prefix in "SKN: SKN SKN1 SKN1; skn1: Skn1: SKNX: SKN1A: SKN-1: KN1: XSKN1:".split():
        yield prefix, prefix + body, "not_a_certificate"
    characters = ("\uff33KN1:", "SKN\uff11:", "SKN\u0661:", "SKN\u00b9:")
    for prefix in ("SKN 1:", *characters):
        yield f"{prefix!r}", prefix + body, "not_a_certificate"


def keyboards(shop):
    """Format.md section 9: one text, however a scanner typed it."""
    text = shop.of_payload(shop.good_payload())
    for before in (" ", "\ufeff", "\0", "\t ", "]Q1", "\x02]Q3 ", "\ufeff]q1"):
        yield f"{before!r} before it", before + text, ACCEPTED
    for after in (" ", "\t", "\x03", "  \t"):
        yield f"{after!r} after it", text + after, ACCEPTED
    for before in ("]Q", "]C1", "x", "\ufeff\ufeff"):
        yield f"{before!r} is no scanner's", before + text, "not_a_certificate"
    russian = "".join(typed.on_russian(character) for character in text)
    for name, what in (
        ("Russian layout", russian),
        ("Russian layout with Caps Lock", russian.swapcase()),
        ("Caps Lock", text.swapcase()),
    ):
        yield name, what, ACCEPTED
        yield f"{name}, surrounded", f"\t{what} \x03", ACCEPTED
        # Half of it otherwise: Shift was lost, and 4, 5, 8 may have been $, %, *.
        yield f"{name}, and half otherwise", what[:60] + what[60:].swapcase(), "not_a_certificate"
        yield f"{name}, and a character that it does not have", what + "\u00a7", "not_a_certificate"
    unshifted = "".join(typed.without_shift(character) for character in text)
    yield "Shift lost", unshifted, "not_a_certificate"
    yield "Shift lost, Russian layout", "".join(map(typed.on_russian, unshifted)), "not_a_certificate"
    yield "a small letter behind the prefix", lower_one(text), MALFORMED
    yield "no Base45, but nothing ambiguous", "skn1:ab=7;", MALFORMED


def integer_forms(shop):
    index = shop.certificate[1]
    for form in (
        b"\x18%c" % index,
        b"\x19\0%c" % index,
        b"\x1a\0\0\0%c" % index,
        b"\x1b\0\0\0\0\0\0\0%c" % index,
    ):
        yield f"index as {form.hex()}", shop.of_certificate({1: Raw(form)}), MALFORMED
    yield "time in 8 bytes", shop.of_claims({6: Raw(b"\x1b" + shop.claims[6].to_bytes(8, "big"))}), MALFORMED
    yield "birth day -6 in 2 bytes", shop.of_certificate({5: Raw(b"\x38\x05")}), MALFORMED
    yield "birth day -200 in 3 bytes", shop.of_certificate({5: Raw(b"\x39\x00\xc7")}), MALFORMED
    for form in (b"\x1c", b"\x1d", b"\x1e", b"\x1f", b"\x3f", b"\x3c"):
        yield f"reserved head {form.hex()}", shop.of_certificate({1: Raw(form)}), MALFORMED
    name = shop.certificate[3].encode()
    yield "length of text too long", shop.of_certificate({3: Raw(b"\x79\0%c" % len(name) + name)}), MALFORMED
    yield "short length of text too long", shop.of_certificate({9: Raw(b"\x78\x03PCR")}), MALFORMED
    pairs = b"".join(encode(key) + encode(value) for key, value in sorted(shop.certificate.items()))
    size = len(shop.certificate)
    yield "length of the map too long", shop.of_claims({CLAIM: Raw(b"\xb8%c" % size + pairs)}), MALFORMED
    yield "key too long", shop.of_pairs(sorted_pairs(shop, {0: Raw(b"\x18\x00")})), MALFORMED
    payload = shop.good_payload()
    rest = [shop.protected, {}, payload, shop.message(payload)[3]]
    for name, at, raw in [
        ("header", 0, b"\x58\x0d" + rest[0]),
        ("unprotected", 1, b"\xb8\x00"),
        ("signature", 3, b"\x59\x00\x40" + rest[3]),
        ("payload", 2, b"\x5a" + len(payload).to_bytes(4, "big") + payload),
    ]:
        yield f"length of the {name} too long", shop.text(rest[:at] + [Raw(raw)] + rest[at + 1 :]), MALFORMED
    items = b"".join(map(encode, rest))
    yield "length of the envelope too long", shop.text(Raw(b"\xd2\x98\x04" + items)), MALFORMED
    yield "tag too long", shop.text(Raw(b"\xd8\x12\x84" + items)), MALFORMED


def lengths_and_order(shop):
    pairs, claims = sorted_pairs(shop), sorted(shop.claims.items(), key=lambda pair: encode(pair[0]))
    body = b"".join(encode(key) + encode(value) for key, value in pairs)
    yield "map without length", shop.of_claims({CLAIM: Raw(b"\xbf" + body + b"\xff")}), MALFORMED
    yield "text without length", shop.of_certificate({9: Raw(b"\x7f\x63PCR\xff")}), MALFORMED
    yield "bytes without length, ignored", shop.of_certificate({99: Raw(b"\x5f\x41a\xff")}), MALFORMED
    yield "array without length, ignored", shop.of_certificate({99: Raw(b"\x9f\x01\xff")}), MALFORMED
    yield "claims without length", shop.of_payload(b"\xbf" + shop.good_payload()[1:] + b"\xff"), MALFORMED
    items = shop.message(shop.good_payload())
    raw = b"\xd2\x9f" + b"".join(map(encode, items)) + b"\xff"
    yield "envelope without length", shop.text(Raw(raw)), MALFORMED
    yield "lone break", shop.of_certificate({99: Raw(b"\xff")}), MALFORMED
    for at in range(len(pairs) - 1):
        swapped = pairs[:at] + [pairs[at + 1], pairs[at]] + pairs[at + 2 :]
        yield f"keys {pairs[at][0]} and {pairs[at + 1][0]} swapped", shop.of_pairs(swapped), MALFORMED
        yield f"key {pairs[at][0]} twice", shop.of_pairs(pairs[:at] + [pairs[at]] + pairs[at:]), MALFORMED
    yield "claims swapped", shop.of_payload(encode(Map([claims[1], claims[0]] + claims[2:]))), MALFORMED
    yield "claim twice", shop.of_payload(encode(Map([claims[0]] + claims))), MALFORMED
    yield "certificate claim first", shop.of_payload(encode(Map([claims[-1]] + claims[:-1]))), MALFORMED
    yield "certificate claim twice", shop.of_payload(encode(Map(claims + [claims[-1]]))), MALFORMED
    yield "ignored key twice", shop.of_pairs(pairs + [(99, 1), (99, 2)]), MALFORMED
    yield "ignored keys swapped", shop.of_pairs(pairs + [(100, 1), (99, 2)]), MALFORMED
    yield "negative key before 99", shop.of_pairs(pairs + [(-1, 1), (99, 2)]), MALFORMED
    yield "99 before negative key", shop.of_pairs(pairs + [(99, 2), (-1, 1)]), NEWER
    yield "map longer than its pairs", shop.of_claims({CLAIM: Raw(b"\xaf" + body)}), MALFORMED
    yield "map of 2^64-1 pairs", shop.of_claims({CLAIM: Raw(b"\xbb" + b"\xff" * 8)}), MALFORMED
    yield "text of 2^64-1 bytes", shop.of_certificate({99: Raw(b"\x7b" + b"\xff" * 8)}), MALFORMED
    yield "array of 2^64-1 items", shop.of_certificate({99: Raw(b"\x9b" + b"\xff" * 8)}), MALFORMED


def simple_values(shop):
    single = [True, False, None, [], {}, b"", "", -(2**64), 2**64 - 1, "\x07\u202e"]
    composed = [[1, [2, {3: "4"}]], {"a": 1}, {b"b": 1}, {False: 1, None: 2}, {2**64 - 1: 0}, Map([([1], 2)])]
    for value in single + composed:
        yield f"ignored {encode(value).hex()}", shop.of_certificate({99: value}), ACCEPTED
        yield f"ignored claim {encode(value).hex()}", shop.of_claims({99: value}), ACCEPTED
    floats = "f90000 f93c00 fa3f800000 fb3ff0000000000000 f97e00 82f901 a1f97e0000"
    simple = "f7 e0 f0 f3 f814 f818 f8ff fc fe"
    tags = "c100 c249010000000000000000 d9d9f700 d81800 d200"
    not_shortest = "1800 5801 61ff a2010001 a201000100 a202000100"
    for raw in f"{floats} {simple} {tags} {not_shortest}".split():
        yield f"ignored {raw}", shop.of_certificate({99: Raw(bytes.fromhex(raw))}), MALFORMED
        yield f"ignored claim {raw}", shop.of_claims({99: Raw(bytes.fromhex(raw))}), MALFORMED
    yield "time as a float", shop.of_claims({6: Raw(b"\xfb\x41\xda\x5e\x00\x00\x00\x00\x00")}), MALFORMED
    yield "dose as a float", shop.of_certificate({10: Raw(b"\xf9\x3c\x00")}), MALFORMED
    yield "time with tag 1", shop.of_claims({6: Tag(1, shop.claims[6])}), MALFORMED
    yield "day with tag 100", shop.of_certificate({5: Tag(100, 0)}), MALFORMED


def nesting(shop):
    """An ignored value has 16 levels of its own, wherever it stands and whatever is innermost."""
    for levels in (1, 15, 16, 17, 18, 40, 2000):
        good = levels <= 16
        for name, value in (
            ("arrays", nested(levels)),
            ("arrays and a number", nested(levels, b"\x05")),
            ("maps and a text", nested(levels, b"\x61a", b"\xa1\x00")),
            ("maps in keys", nested(levels, b"\xa0", b"\xa1", b"\x00")),
        ):
            for key, answer in ((99, ACCEPTED), (-99, NEWER)):
                answer = answer if good else MALFORMED
                yield f"{levels} levels, {name}, field {key}", shop.of_certificate({key: value}), answer
                yield f"{levels} levels, {name}, claim {key}", shop.of_claims({key: value}), answer
        yield f"{levels} levels in claim 8", shop.of_claims({8: nested(levels)}), NEWER if good else MALFORMED
        yield f"{levels} levels in a field that is known", shop.of_certificate({9: nested(levels)}), MALFORMED


def nested(levels, innermost=b"\x80", before=b"\x81", after=b""):
    return Raw(before * (levels - 1) + innermost + after * (levels - 1))


def utf8(shop):
    two_and_three = "80 bf c0 c080 c1bf c3 e08080 e09fbf eda080 edbfbf e282"
    four_and_more = "f0808080 f08fbfbf f4908080 f5808080 f09f98 f888808080 fe ff"
    for raw in f"{two_and_three} {four_and_more}".split():
        data = b"A" + bytes.fromhex(raw)
        value = Raw(bytes([0x60 + len(data)]) + data)
        yield f"{raw} in the name", shop.of_certificate({3: value}), MALFORMED
        yield f"{raw} in an ignored text", shop.of_claims({99: value}), MALFORMED
    for raw in ("c2a9", "ed9fbf", "ee8080", "f0908080", "f48fbfbd"):
        data = b"A" + bytes.fromhex(raw)
        yield f"{raw} in the name", shop.of_certificate({3: Raw(bytes([0x60 + len(data)]) + data)}), ACCEPTED


def envelope(shop):
    good = shop.good_payload()
    message = shop.message(good)
    kid = shop.kid
    yield "no tag", shop.text(Raw(encode(message))), MALFORMED
    for tag in (0, 16, 17, 61, 98):
        yield f"tag {tag}", shop.text(Tag(tag, message)), MALFORMED
    yield "tag 18 twice", shop.text(Tag(18, Tag(18, message))), MALFORMED
    yield "tag 61 around 18", shop.text(Tag(61, Tag(18, message))), MALFORMED
    yield "three items", shop.text(message[:3]), MALFORMED
    yield "five items", shop.text(message + [0]), MALFORMED
    yield "an array in a map's place", shop.text([message[0], [], *message[2:]]), MALFORMED
    for name, entry in (
        ("kid", {4: kid}),
        ("algorithm", {1: -8}),
        ("an unknown entry", {99: 0}),
        ("x5chain", {33: b""}),
    ):
        yield f"{name} in the unprotected header", shop.text([message[0], entry, *message[2:]]), MALFORMED
    for value in (None, good.hex(), [good], Raw(good)):
        yield f"payload is {type(value).__name__}", shop.text([*message[:2], value, message[3]]), MALFORMED
    for value in (message[3][:63], message[3] + b"\0", b"", None, [message[3]]):
        yield f"signature is {value and len(value)}", shop.text([*message[:3], value]), MALFORMED
    headers = {
        "empty": b"",
        "an empty map": b"\xa0",
        "no kid": encode({1: -8}),
        "no algorithm": encode({4: kid}),
        "algorithm -7": encode({1: -7, 4: kid}),
        "algorithm -19": encode({1: -19, 4: kid}),
        "algorithm as text": encode({1: "EdDSA", 4: kid}),
        "kid of 7 bytes": encode({1: -8, 4: kid[:7]}),
        "kid of 9 bytes": encode({1: -8, 4: kid + b"\0"}),
        "kid as text": encode({1: -8, 4: "abcdefgh"}),
        "keys swapped": encode(Map([(4, kid), (1, -8)])),
        "content type": encode({1: -8, 3: 0, 4: kid}),
        "crit": encode({1: -8, 2: [1], 4: kid}),
        "unknown entry": encode({1: -8, 4: kid, 99: 0}),
        "kid twice": encode(Map([(1, -8), (4, kid), (4, kid)])),
        "algorithm longer": b"\xa2\x01\x38\x07\x04\x48" + kid,
        "kid's length longer": b"\xa2\x01\x27\x04\x58\x08" + kid,
        "not CBOR": b"\xff" * 13,
    }
    for name, header in headers.items():
        yield f"protected header: {name}", shop.text(shop.message(good, header)), MALFORMED
    yield "protected header not in bytes", shop.text([{1: -8, 4: kid}, *message[1:]]), MALFORMED


def signatures(shop):
    good, bad = shop.good_payload(), "bad_signature"
    r, s = shop.message(good)[3][:32], int.from_bytes(shop.message(good)[3][32:], "little")
    yield "by another key", shop.text(shop.message(good, seed=b"\x01" * 32)), bad
    for aad in (b"", b"skan/skn1/2", b"skan/head/1", b"skan/skn1/1\0"):
        yield f"external_aad {aad!r}", shop.text(shop.message(good, aad=aad)), bad
    for name, data in (
        ("plain payload", good),
        ("context Signature", cose.sign_input(shop.protected, skn1.EXTERNAL_AAD, good)),
        ("five items", encode(["Signature1", shop.protected, b"", skn1.EXTERNAL_AAD, good])),
    ):
        yield f"over {name}", shop.text(shop.message(good, signature=cose.sign(shop.seed, data))), bad
    for name, value in (
        ("S above the order", r + (s + GROUP_ORDER).to_bytes(32, "little")),
        ("zeros", bytes(64)),
        ("R of small order", b"\x01" + bytes(63)),
        ("S 0", r + bytes(32)),
        ("R and S swapped", shop.message(good)[3][32:] + r),
        ("all ones", b"\xff" * 64),
    ):
        yield f"signature: {name}", shop.text(shop.message(good, signature=value)), bad
    for bit in (0, 7, 255, 256, 511):
        flipped = bytearray(r + s.to_bytes(32, "little"))
        flipped[bit // 8] ^= 1 << bit % 8
        yield f"signature with bit {bit} flipped", shop.text(
            shop.message(good, signature=bytes(flipped))
        ), bad
    other = encode(changed(shop.claims, {4: shop.claims[4] + 1}))
    yield "signature of another payload", shop.text(
        shop.message(other, signature=r + s.to_bytes(32, "little"))
    ), bad
    stranger = cose.protected_header(bytes(8))
    yield "kid of nobody", shop.text(shop.message(good, stranger)), "unknown_issuer"
    yield "one bit of the kid", shop.text(shop.message(good, flip_last(shop.protected))), "unknown_issuer"


def flip_last(data):
    return data[:-1] + bytes([data[-1] ^ 1])


def precedence(shop):
    newer, wrong = encode(changed(shop.claims, {8: {}})), encode(changed(shop.claims, {4: 0}))
    both = encode(changed(shop.claims, {8: {}, 4: 0}))
    stranger, forged = cose.protected_header(bytes(8)), bytes(range(64))
    yield "malformed before unknown issuer", shop.text(shop.message(wrong, stranger)), MALFORMED
    yield "malformed before bad signature", shop.text(shop.message(wrong, signature=forged)), MALFORMED
    yield "malformed before newer", shop.of_payload(both), MALFORMED
    yield "unknown issuer before bad signature", shop.text(
        shop.message(newer, stranger, signature=forged)
    ), "unknown_issuer"
    yield "unknown issuer before newer", shop.text(shop.message(newer, stranger)), "unknown_issuer"
    yield "bad signature before newer", shop.text(shop.message(newer, signature=forged)), "bad_signature"
    yield "newer before expired", shop.of_claims({8: {}, 4: shop.claims[6] + 1}), NEWER
    yield "newer kind, but malformed", shop.of_certificate({0: 4, 1: -1}), MALFORMED
    yield "critical field, but malformed", shop.of_certificate({-1: 0, 5: ...}), MALFORMED
    yield "unknown kind before policy", shop.of_certificate({0: 4, 7: 0}), NEWER


def sizes(shop):
    """A message of 2,860 bytes is the longest that fits; the padding is an ignored field."""

    def padding(size):
        return encode(changed(shop.claims, {CLAIM: changed(shop.certificate, {99: bytes(size)})}))

    spare = 2860 - len(shop.encoded(shop.message(padding(2000))))
    for extra, answer in ((-1, ACCEPTED), (0, ACCEPTED), (1, MALFORMED), (2, MALFORMED), (1000, MALFORMED)):
        text = shop.of_certificate({99: bytes(2000 + spare + extra)})
        yield f"message of {2860 + extra} bytes", text, answer
