"""Deterministic CBOR as format.md section 2 defines it: one reader, one writer, and checks of single values.

The reader takes exactly one encoding of each value and refuses everything else with Malformed.
It is written by hand because general CBOR libraries accept far more than the specification does.
"""

import struct

MAX_LEVELS = 16  # of an ignored value, section 2
MAX_LEVELS_READ = 32  # more than that cannot be well made: a described map stands at most five levels deep
MAX_UNSIGNED = 2**64 - 1
MIN_KEY, MAX_KEY = -(2**63), 2**63 - 1
MAX_TIME = 253402300799
MIN_DAY, MAX_DAY = -100000, 2932896

SIMPLE_VALUES = {20: False, 21: True, 22: None}
SIMPLE_NUMBERS = {value: number for number, value in SIMPLE_VALUES.items()}

CONTROLS = [(0x00, 0x1F), (0x7F, 0x9F), (0x2028, 0x2029)]
BIDI_CONTROLS = [(0x061C, 0x061C), (0x200E, 0x200F), (0x202A, 0x202E), (0x2066, 0x2069)]
INVISIBLE = [
    (0x00AD, 0x00AD),
    (0x034F, 0x034F),
    (0x180E, 0x180E),
    (0x200B, 0x200D),
    (0x2060, 0x206F),
    (0xFE00, 0xFE0F),
    (0xFEFF, 0xFEFF),
    (0xFFF9, 0xFFFB),
    (0xFDD0, 0xFDEF),
    (0xE0000, 0xE0FFF),
]


class Malformed(Exception):
    """The bytes are not what the specification says; the text is for people only."""


class Tag:
    def __init__(self, number, item):
        self.number, self.item = number, item


class Map:
    """A map as pairs in the order of the wire: Python's dict would take 1 and True for one key."""

    def __init__(self, pairs):
        self.pairs = list(pairs)


class Raw:
    """Bytes that the writer copies as they are, so that tests can write what the rules forbid."""

    def __init__(self, data):
        self.data = bytes(data)


def require(condition, what):
    if not condition:
        raise Malformed(what)


class Reader:
    def __init__(self, data, allowed_tag=None):
        self.data, self.position, self.allowed_tag = bytes(data), 0, allowed_tag

    def take(self, count):
        require(count <= len(self.data) - self.position, "truncated")
        self.position += count
        return self.data[self.position - count : self.position]

    def argument(self, short):
        if short < 24:
            return short
        require(short <= 27, "reserved or indefinite length")
        size = 1 << (short - 24)
        value = int.from_bytes(self.take(size), "big")
        require(value >= (24 if size == 1 else 1 << (4 * size)), "not the shortest form")
        return value

    def item(self, level=1):
        require(level <= MAX_LEVELS_READ, "too many levels")
        first = self.take(1)[0]
        major, short = first >> 5, first & 31
        if major == 7:
            require(short in SIMPLE_VALUES, "a float or a simple value that is not allowed")
            return SIMPLE_VALUES[short]
        return self.sized_item(major, self.argument(short), level)

    def sized_item(self, major, value, level):
        if major == 0:
            return value
        if major == 1:
            return -1 - value
        if major == 2:
            return self.take(value)
        if major == 3:
            return self.text(value)
        if major == 4:
            require(value <= len(self.data) - self.position, "truncated")
            return [self.item(level + 1) for _ in range(value)]
        if major == 5:
            return self.map(value, level)
        require(value == self.allowed_tag and level == 1, "a tag that is not allowed")
        return Tag(value, self.item(level))

    def text(self, size):
        try:
            return self.take(size).decode("utf-8", "strict")
        except UnicodeDecodeError:
            raise Malformed("text is not UTF-8") from None

    def map(self, count, level):
        require(count <= len(self.data) - self.position, "truncated")
        pairs, previous = [], None
        for _ in range(count):
            start = self.position
            key = self.item(level + 1)
            encoded = self.data[start : self.position]
            require(previous is None or previous < encoded, "keys out of order or repeated")
            previous = encoded
            pairs.append((key, self.item(level + 1)))
        return Map(pairs)


def decode(data, allowed_tag=None):
    """The one item that `data` is; Malformed if it is anything else."""
    reader = Reader(data, allowed_tag)
    item = reader.item()
    require(reader.position == len(reader.data), "bytes after the last item")
    return item


def head(major, value):
    """The initial byte and the argument in its shortest form."""
    if value < 24:
        return bytes([major << 5 | value])
    for short, (size, code) in enumerate([(1, "B"), (2, ">H"), (4, ">I"), (8, ">Q")], start=24):
        if value < 1 << (8 * size):
            return bytes([major << 5 | short]) + struct.pack(code, value)
    raise ValueError("an argument has at most 64 bits")


def encode(value):
    """The deterministic encoding of a value; a dict is sorted, a Map and a Raw are written as they stand."""
    if isinstance(value, Raw):
        return value.data
    if value is None or isinstance(value, bool):
        return head(7, SIMPLE_NUMBERS[value])
    if isinstance(value, int):
        return head(0, value) if value >= 0 else head(1, -1 - value)
    if isinstance(value, bytes):
        return head(2, len(value)) + value
    if isinstance(value, str):
        data = value.encode("utf-8")
        return head(3, len(data)) + data
    if isinstance(value, (list, tuple)):
        return head(4, len(value)) + b"".join(map(encode, value))
    if isinstance(value, Tag):
        return head(6, value.number) + encode(value.item)
    if isinstance(value, dict):
        pairs = sorted((encode(key), encode(item)) for key, item in value.items())
    else:
        pairs = [(encode(key), encode(item)) for key, item in value.pairs]
    return head(5, len(pairs)) + b"".join(key + item for key, item in pairs)


def levels(value):
    """How deep a value nests; a number or a string is one level."""
    if isinstance(value, Map):
        return 1 + max((levels(item) for pair in value.pairs for item in pair), default=0)
    return 1 + max(map(levels, value), default=0) if type(value) is list else 1


def ignored(value):
    """A value that nobody looks at: format.md section 2 limits its depth only."""
    require(levels(value) <= MAX_LEVELS, "an ignored value of too many levels")
    return value


class Fields:
    """A map with integer keys, taken apart field by field; afterwards `rest()` judges what is left."""

    def __init__(self, item):
        require(isinstance(item, Map), "not a map")
        for key, _ in item.pairs:
            integer(MIN_KEY, MAX_KEY)(key)
        self.values, self.known = dict(item.pairs), set()

    def has(self, key):
        self.known.add(key)
        return key in self.values

    def take(self, key, check):
        require(self.has(key), f"key {key} is missing")
        return check(self.values[key])

    def take_if_there(self, key, check):
        return check(self.values[key]) if self.has(key) else None

    def mark(self, key):
        """True if the field is `true`; with any other value it is an unknown one."""
        if self.values.get(key) is not True:
            return False
        self.known.add(key)
        return True

    def rest(self):
        """Checks the unknown fields; true if one of them is critical, so that a newer program is needed."""
        unknown = self.values.keys() - self.known
        for key in unknown:
            ignored(self.values[key])
        return any(key < 0 for key in unknown)


def integer(low, high):
    def check(value):
        require(type(value) is int and low <= value <= high, f"not an integer in {low}..{high}")
        return value

    return check


def octets(size=None):
    def check(value):
        require(type(value) is bytes and (size is None or len(value) == size), "not bytes of the right size")
        return value

    return check


def boolean(value):
    require(type(value) is bool, "not a bool")
    return value


def array_of(check, low=0, high=None):
    def check_array(value):
        require(type(value) is list and low <= len(value), "not an array, or too short")
        require(high is None or len(value) <= high, "too many elements")
        return [check(item) for item in value]

    return check_array


def display_text(max_bytes):
    def check(value):
        require(type(value) is str, "not text")
        require(1 <= len(value.encode("utf-8")) <= max_bytes, "text of a wrong length")
        for code in map(ord, value):
            require(code & 0xFFFE != 0xFFFE, "a noncharacter")
            for low, high in CONTROLS + BIDI_CONTROLS + INVISIBLE:
                require(not low <= code <= high, f"a character that is not shown, U+{code:04X}")
        return value

    return check


kind_number = integer(1, 255)
time = integer(0, MAX_TIME)
day = integer(MIN_DAY, MAX_DAY)


def ascending(values, what):
    require(all(a < b for a, b in zip(values, values[1:])), f"{what} not strictly ascending")
