#!/usr/bin/python3
"""Reader and writer of SKN1 certificates, written from sdk/doc/format.md alone.

skn1.py read TEXT_FILE --key HEX_PUBLIC_KEY   prints the fields, or the reason why there are none
skn1.py write RECORD.json --seed HEX          prints the text of the certificate
"""

import argparse
import datetime
import json
import re
import sys

import cose
import typed
from strict_cbor import (
    MAX_UNSIGNED,
    Fields,
    Malformed,
    day,
    decode,
    display_text,
    encode,
    ignored,
    integer,
    kind_number,
    require,
    time,
)

PREFIX = "SKN1:"
MAX_TEXT = 4296
EXTERNAL_AAD = b"skan/skn1/1"
ALPHABET = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ $%*+-./:"
VALUES = {character: value for value, character in enumerate(ALPHABET)}
KINDS = {1: "vaccinated", 2: "recovered", 3: "tested"}
KIND_NUMBERS = {name: number for number, name in KINDS.items()}
CERTIFICATE_CLAIM = -65537
EPOCH = datetime.date(1970, 1, 1)


class Refused(Exception):
    """A certificate that is not accepted; `reason` is one of the names of format.md section 7."""

    def __init__(self, reason, detail=""):
        super().__init__(f"{reason}: {detail}" if detail else reason)
        self.reason = reason


def base45_encode(data):
    text = []
    for i in range(0, len(data), 2):
        group = data[i : i + 2]
        value = int.from_bytes(group, "big")
        for _ in range(len(group) + 1):
            text.append(ALPHABET[value % 45])
            value //= 45
    return "".join(text)


def base45_decode(text):
    require(len(text) % 3 != 1, "a Base45 length of 1 modulo 3")
    require(all(character in VALUES for character in text), "a character that is not Base45")
    data = bytearray()
    for i in range(0, len(text), 3):
        group = text[i : i + 3]
        value = sum(VALUES[character] * 45**place for place, character in enumerate(group))
        require(value < 256 ** (len(group) - 1), "a Base45 group out of range")
        data += value.to_bytes(len(group) - 1, "big")
    return bytes(data)


def certificate_number(value):
    if type(value) is int:
        return str(integer(0, MAX_UNSIGNED)(value))
    require(type(value) is str and re.fullmatch(r"[0-9A-Za-z-]{1,32}", value), "not a certificate number")
    require(not must_be_unsigned(value), "a number in text that must be an unsigned integer")
    return value


def must_be_unsigned(number):
    return re.fullmatch(r"0|[1-9][0-9]*", number) is not None and int(number) <= MAX_UNSIGNED


class Certificate:
    """What a message says before anybody asks who signed it. Raises Malformed."""

    def __init__(self, text):
        require(len(text) <= MAX_TEXT, "longer than a QR code can hold")
        self.envelope = cose.Sign1(base45_decode(text.removeprefix(PREFIX)))
        self.fields = {}
        claims = Fields(decode(self.envelope.payload))
        certificate = Fields(claims.take(CERTIFICATE_CLAIM, lambda value: value))
        self.needs_newer_app = self.read_claims(claims)
        self.needs_newer_app |= self.read_certificate(certificate)

    def read_claims(self, claims):
        expires, issued_at = claims.take(4, time), claims.take(6, time)
        require(expires > issued_at, "exp is not above iat")
        not_before = claims.take_if_there(5, time)
        require(not_before is None or not_before < expires, "nbf is not below exp")
        self.keep(
            issued_at=shown_time(issued_at), expires=shown_time(expires), not_before=shown_time(not_before)
        )
        claims.take_if_there(8, ignored)
        return claims.rest() or claims.has(8)

    def read_certificate(self, fields):
        kind = fields.take(0, kind_number)
        self.keep(
            kind=KINDS.get(kind, str(kind)),
            status_index=fields.take(1, integer(0, 2**29 - 1)),
            number=fields.take(2, certificate_number),
            name=fields.take_if_there(3, display_text(96)),
            name_latin=fields.take_if_there(4, display_text(96)),
            birth_date=shown_day(fields.take(5, day)),
            document=fields.take_if_there(6, display_text(32)),
            event_date=shown_day(fields.take_if_there(7, day)),
            event_time=shown_time(fields.take_if_there(8, time)),
            product=fields.take_if_there(9, display_text(32)),
            dose=fields.take_if_there(10, integer(1, 99)),
            doses=fields.take_if_there(11, integer(1, 99)),
            region=fields.take_if_there(12, integer(1, 999)),
        )
        self.check_together()
        self.practice = fields.mark(-1)
        return fields.rest() or kind not in KINDS

    def check_together(self):
        there = self.fields.keys()
        require("name" in there or "name_latin" in there, "no name")
        require(
            ("event_date" in there) != ("event_time" in there), "not exactly one of event day and event time"
        )
        require(("dose" in there) == ("doses" in there), "one of dose and doses alone")
        require("dose" not in there or self.fields["dose"] <= self.fields["doses"], "a dose above the doses")

    def keep(self, **values):
        self.fields.update({name: value for name, value in values.items() if value is not None})


def read(text, public_keys):
    """The fields of a certificate signed by one of `public_keys`, which sign no training certificates; Refused with the
    reason otherwise.

    The reason `not_a_certificate` stands for a text that is not SKN1 at all.
    """
    text = typed.put_right(text)
    if not text.startswith(PREFIX):
        raise Refused("needs_newer_app" if re.match(r"SKN[0-9]+:", text) else "not_a_certificate")
    try:
        certificate = Certificate(text)
    except Malformed as problem:
        raise Refused("malformed", str(problem)) from None
    keys = {cose.kid_of(key): key for key in public_keys}
    if certificate.envelope.kid not in keys:
        raise Refused("unknown_issuer")
    if not certificate.envelope.holds(keys[certificate.envelope.kid], EXTERNAL_AAD):
        raise Refused("bad_signature")
    if certificate.needs_newer_app:
        raise Refused("needs_newer_app")
    if certificate.practice:
        raise Refused("key_not_for_this", "a training certificate under a key of real ones")
    return certificate.fields


def answer(text, public_keys):
    """`accepted` and the fields, or the reason and what it was in detail."""
    try:
        return "accepted", read(text, public_keys)
    except Refused as refusal:
        return refusal.reason, str(refusal)


def shown_day(days):
    return None if days is None else (EPOCH + datetime.timedelta(days)).isoformat()


def shown_time(seconds):
    if seconds is None:
        return None
    moment = datetime.datetime(1970, 1, 1) + datetime.timedelta(seconds=seconds)
    return moment.isoformat() + "Z"


def day_of(text):
    return (datetime.date.fromisoformat(text) - EPOCH).days


def time_of(text):
    moment = datetime.datetime.fromisoformat(text.replace("Z", "+00:00"))
    return int((moment - datetime.datetime(1970, 1, 1, tzinfo=datetime.timezone.utc)).total_seconds())


def certificate_map(record):
    """The map of format.md section 5 for a record with the names that `read` gives, and `practice`."""
    number = record["number"]
    fields = {
        0: KIND_NUMBERS[record["kind"]],
        1: record["status_index"],
        2: int(number) if must_be_unsigned(number) else number,
        3: record.get("name"),
        4: record.get("name_latin"),
        5: day_of(record["birth_date"]),
        6: record.get("document"),
        9: record.get("product"),
        10: record.get("dose"),
        11: record.get("doses"),
        12: record.get("region"),
        7: day_of(record["event_date"]) if "event_date" in record else None,
        8: time_of(record["event_time"]) if "event_time" in record else None,
        -1: record.get("practice"),
    }
    return {key: value for key, value in fields.items() if value is not None}


def claims_map(record):
    claims = {
        4: time_of(record["expires"]),
        6: time_of(record["issued_at"]),
        CERTIFICATE_CLAIM: certificate_map(record),
    }
    if "not_before" in record:
        claims[5] = time_of(record["not_before"])
    return claims


def to_text(message):
    return PREFIX + base45_encode(message)


def write(record, seed):
    return to_text(cose.write_sign1(seed, EXTERNAL_AAD, encode(claims_map(record))))


def first_line(path):
    """The file's text without the one line end that editors add."""
    with open(path, encoding="utf-8", newline="") as file:
        return file.read().removesuffix("\n").removesuffix("\r")


def main():
    parser = argparse.ArgumentParser(description="Reads and writes SKN1 certificates.")
    commands = parser.add_subparsers(dest="command", required=True)
    reading = commands.add_parser("read")
    reading.add_argument("text_file")
    reading.add_argument("--key", required=True, action="append", type=bytes.fromhex)
    writing = commands.add_parser("write")
    writing.add_argument("record")
    writing.add_argument("--seed", required=True, type=bytes.fromhex)
    options = parser.parse_args()
    if options.command == "write":
        with open(options.record, encoding="utf-8") as file:
            print(write(json.load(file), options.seed))
        return 0
    try:
        print(json.dumps(read(first_line(options.text_file), options.key), ensure_ascii=False, indent=2))
        return 0
    except Refused as refusal:
        print(refusal.reason)
        return 1


if __name__ == "__main__":
    sys.exit(main())
