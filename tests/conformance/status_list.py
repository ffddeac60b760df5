"""Status lists and their two wire forms, trust.md section 7."""

import zlib

from cose import digest
from strict_cbor import require

BLOCK_BYTES = 1024
MAX_RICE = 28
GOLOMB_RICE, ZLIB = 0, 1


class BitsOut:
    def __init__(self):
        self.value, self.count = 0, 0

    def put(self, value, count):
        self.value |= value << self.count
        self.count += count

    def data(self):
        return self.value.to_bytes((self.count + 7) // 8, "little")


class BitsIn:
    def __init__(self, data):
        self.value, self.count, self.position = int.from_bytes(data, "little"), 8 * len(data), 0

    def take(self, count):
        require(self.position + count <= self.count, "the bit stream is truncated")
        self.position += count
        return self.value >> (self.position - count) & ((1 << count) - 1)

    def take_unary(self):
        ones = 0
        while self.take(1):
            ones += 1
        return ones

    def finish(self):
        require(self.count - self.position < 8, "bytes after the last gap")
        require(self.value >> self.position == 0, "bits after the last gap")


def to_bitmap(indices, length):
    value = 0
    for index in indices:
        value |= 1 << index
    return value.to_bytes((length + 7) // 8, "little")


def from_bitmap(bitmap, length):
    value = int.from_bytes(bitmap, "little")
    require(value >> length == 0, "a set bit at or beyond the length")
    return [index for index, bit in enumerate(reversed(bin(value)[2:])) if bit == "1"]


def decode(wire, length):
    """The withdrawn indices in ascending order; Malformed if the bytes are not a list of this length."""
    require(wire[:1] in (b"\x00", b"\x01"), "an unknown form of a status list")
    return (decode_zlib if wire[0] == ZLIB else decode_golomb_rice)(wire[1:], length)


def decode_golomb_rice(data, length):
    require(len(data) >= 5 and data[0] <= MAX_RICE, "not a Golomb-Rice list")
    rice, ones = data[0], int.from_bytes(data[1:5], "big")
    require(ones <= length, "more ones than the list is long")
    bits, indices, previous = BitsIn(data[5:]), [], -1
    for _ in range(ones):
        gap = bits.take_unary() << rice
        previous += (gap | bits.take(rice)) + 1
        require(previous < length, "an index at or beyond the length")
        indices.append(previous)
    bits.finish()
    return indices


def decode_zlib(data, length):
    size = (length + 7) // 8
    inflater = zlib.decompressobj(wbits=15)
    try:
        bitmap = inflater.decompress(data, size + 1)
    except zlib.error:
        bitmap = None
    require(bitmap is not None and len(bitmap) == size, "a zlib stream that does not give the bitmap")
    require(inflater.eof and not inflater.unused_data, "a zlib stream cut short or with bytes after it")
    return from_bitmap(bitmap, length)


def encode_golomb_rice(indices, rice):
    bits, previous = BitsOut(), -1
    for index in indices:
        gap = index - previous - 1
        bits.put((1 << (gap >> rice)) - 1, (gap >> rice) + 1)
        bits.put(gap & ((1 << rice) - 1), rice)
        previous = index
    return bytes([GOLOMB_RICE, rice]) + len(indices).to_bytes(4, "big") + bits.data()


def encode_zlib(indices, length):
    return bytes([ZLIB]) + zlib.compress(to_bitmap(indices, length), 9)


def golomb_rice_bits(indices, rice):
    gaps = [index - previous - 1 for previous, index in zip([-1] + indices, indices)]
    return sum((gap >> rice) + 1 + rice for gap in gaps)


def best_rice(indices):
    return min(range(MAX_RICE + 1), key=lambda candidate: golomb_rice_bits(indices, candidate))


def encode(indices, length):
    """The smaller of the two forms."""
    return min(encode_golomb_rice(indices, best_rice(indices)), encode_zlib(indices, length), key=len)


def list_digest(key_hash, indices, length):
    bitmap = to_bitmap(indices, length)
    blocks = [
        bitmap[i : i + BLOCK_BYTES].ljust(BLOCK_BYTES, b"\0") for i in range(0, len(bitmap), BLOCK_BYTES)
    ]
    digests = [digest("skan-block", block) for block in blocks]
    return digest("skan-list", key_hash, length.to_bytes(4, "big"), *digests)
