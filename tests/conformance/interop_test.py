#!/usr/bin/python3
"""Reader and writer of this folder against the programs `skan` and `skan-authority`, in both directions.

The environment variables SKAN and SKAN_AUTHORITY name the programs; without them only `--alone` works,
which checks reader against writer. Ends with 0 if everything agreed.
"""

import argparse
import pathlib
import random
import sys
import tempfile

import cbor2

import issued_by_program
import right_bundles
import skn1
import small_world
import trust_bundle
import wrong_bundles
import wrong_encodings
import wrong_fields
import wrong_parts
from programs import Skan, Tally, answer_of
from small_world import AT, NOW
from trust_writer import DAY, HOUR
from workshop import ACCEPTED, Workshop

CHANNEL = "interop"
SEED = 20260228
NOTES_ABOUT_THE_RUN = {"stated_time"}


def provisioned(folder, world, name):
    """A `skan` with a store that holds the world's first root."""
    (folder / "root.cose").write_bytes(world.roots[0])
    skan = Skan(folder / f"{name}.db", AT)
    skan.init(folder / "root.cose", world.authority_id, "--channel", CHANNEL)
    return skan


def updated(skan, folder, bundle):
    (folder / "bundle").write_bytes(bundle)
    return skan.update(folder / "bundle")


def written_by_us(world):
    """Certificates of every kind, with everything that may be left out there and not there."""
    certificates = small_world.Certificates(world)
    test = {"kind": "tested", "product": "PCR", "dose": None, "doses": None, "event_date": None}
    event_time = {**test, "event_time": "2026-02-28T06:30:01Z"}
    bare = {name: None for name in ("name_latin", "document", "product", "dose", "doses", "region")}
    for changes in (
        {},
        bare,
        {"name": None},
        {"name_latin": None},
        {"number": "0"},
        {"number": "18446744073709551615"},
        {"number": "18446744073709551616"},
        {"number": "007"},
        {"number": "A-15-z"},
        {"number": "-"},
        {"kind": "recovered"},
        {"kind": "recovered", **bare},
        event_time,
        {**test, "event_date": "2026-02-27"},
        {**event_time, **{k: v for k, v in bare.items() if k != "product"}},
        {"birth_date": "1900-01-01"},
        {"birth_date": "1970-01-01"},
        {"birth_date": "1969-12-31"},
        {"not_before": "2026-02-28T11:59:59Z"},
        {"expires": "9999-12-31T23:59:59Z"},
        {"dose": 1, "doses": 99},
        {"region": 1},
        {"region": 999},
        {"document": "12** ***345", "product": "Эпи вак «К» \"q\" \\ /"},
        {"status_index": 0},
    ):
        yield f"{changes}", certificates.text("main", **changes), ACCEPTED


def substituted(text, source):
    """At every position one other Base45 character, and one character of any sort."""
    anything = skn1.ALPHABET + "abcxyz_#é№,;"
    for at, character in enumerate(text):
        for alphabet in (skn1.ALPHABET, anything):
            other = source.choice(alphabet.replace(character, ""))
            yield f"{other!r} for {character!r} at {at}", text[:at] + other + text[at + 1 :]


def compare_with_cbor2(tally, world):
    """What our encoder writes is what a general CBOR library reads, and writes back in its canonical mode."""
    for name, text, _ in written_by_us(world):
        message = skn1.base45_decode(text.removeprefix(skn1.PREFIX))
        tagged = cbor2.loads(message)
        tally.same("cbor2", f"message of {name}", message, cbor2.dumps(tagged, canonical=True))
        tally.same(
            "cbor2", f"header of {name}", {1: -8, 4: tagged.value[0][5:]}, cbor2.loads(tagged.value[0])
        )
        payload = tagged.value[2]
        tally.same("cbor2", f"payload of {name}", payload, cbor2.dumps(cbor2.loads(payload), canonical=True))


def texts_to_compare(tally, world):
    """Part, name, text, the answer `skan` must give and the fields it must show, all agreed with our reader."""
    keys = [issuer.key for issuer in world.issuers]
    shop = Workshop(world.issuers_by_name()["main"].seed, small_world.RECORD)
    tables = [
        ("certificates written", written_by_us(world)),
        ("wrong encodings", wrong_encodings.all_cases(shop)),
        ("wrong fields", wrong_fields.all_cases(shop)),
    ]
    for part, table in tables:
        for name, text, answer in table:
            readers, fields = skn1.answer(text, keys)
            expected = ACCEPTED if answer in wrong_fields.VERDICTS_BEYOND_FORMAT else answer
            tally.same("reader against writer", f"{part}: {name}", expected, readers, str(fields))
            yield part, name, text, answer, fields if answer == ACCEPTED else None
    source = random.Random(SEED)
    for name, text in substituted(shop.of_payload(shop.good_payload()), source):
        readers, _ = skn1.answer(text, keys)
        tally.same("reader against writer", f"never accepted: {name}", True, readers != ACCEPTED)
        yield "substitutions", name, text, readers, None


def compare_texts(tally, skan, cases):
    verdicts = skan.verify([text for _, _, text, _, _ in cases])
    for (part, name, text, answer, fields), verdict in zip(cases, verdicts):
        tally.same(part, name, answer, answer_of(verdict), text if len(text) < 600 else "")
        if fields is not None and verdict.get("certificate"):
            expected = {key: value for key, value in fields.items() if key != "status_index"}
            shown = {key: value for key, value in verdict["certificate"].items() if key != "status_index"}
            tally.same("fields shown", f"{part}: {name}", expected, shown)


def compare_verdicts(tally, skan, world):
    cases = list(small_world.all_verdicts(world))
    for (name, text, answer, notes), verdict in zip(cases, skan.verify([text for _, text, _, _ in cases])):
        tally.same("verdicts", name, answer, answer_of(verdict))
        if answer == ACCEPTED:
            tally.same("notes", name, notes, set(verdict["notes"]) - NOTES_ABOUT_THE_RUN)


def compare_freshness(tally, skan, world):
    """The same two certificates as the data grows older: it was issued an hour before NOW."""
    certificates = small_world.Certificates(world)
    texts = [certificates.text("main"), certificates.text("main", status_index=7)]
    ageing, stale = {"data_ageing"}, "trust_data_stale"
    for age, answer, notes, freshness in (
        (-HOUR, ACCEPTED, set(), "fresh"),
        (0, ACCEPTED, set(), "fresh"),
        (24 * HOUR - 1, ACCEPTED, set(), "fresh"),
        (24 * HOUR, ACCEPTED, set(), "recent"),
        (72 * HOUR - 1, ACCEPTED, set(), "recent"),
        (72 * HOUR, ACCEPTED, ageing, "ageing"),
        (7 * DAY - 1, ACCEPTED, ageing, "ageing"),
        (7 * DAY, stale, set(), "stale"),
        (30 * DAY, stale, set(), "stale"),
    ):
        good, withdrawn = skan.verify(texts, at=skn1.shown_time(world.issued_at + age))
        tally.same("freshness", f"data {age} s old", answer, answer_of(good))
        tally.same(
            "freshness",
            f"data {age} s old, withdrawn",
            "revoked",
            withdrawn["reasons"][:1] and withdrawn["reasons"][0],
        )
        if answer == ACCEPTED:
            tally.same(
                "freshness", f"data {age} s old, notes", notes, set(good["notes"]) - NOTES_ABOUT_THE_RUN
            )


class Devices:
    """The bundle reader of this folder and, if there is one, `skan`, which are offered the same bundles."""

    def __init__(self, tally, folder, world):
        self.tally, self.folder, self.authority_id, self.trust = tally, folder, world.authority_id, None
        self.skan = provisioned(folder, world, "updates") if folder else None

    def offer(self, name, bundle, answer):
        self.tally.same("bundle reader", name, answer, *self.readers_answer(bundle))
        if self.skan:
            self.tally.same("updates", name, answer, *updated(self.skan, self.folder, bundle))

    def readers_answer(self, bundle):
        try:
            self.trust = trust_bundle.Trust(bundle, self.authority_id, NOW, CHANNEL, self.trust)
            return ACCEPTED, ""
        except trust_bundle.Refused as refusal:
            return refusal.name, str(refusal)


def compare_updates(tally, folder, world):
    """A device at version 5 is offered wrong bundles, then the next version, then versions at the borders."""
    held = world.with_next_root(epoch=2).changed(number=5)
    following = held.changed(number=6)
    devices = Devices(tally, folder, world)
    devices.offer("first", held.bundle(), ACCEPTED)
    for table in (wrong_bundles, wrong_parts):
        for name, bundle, answer in table.all_cases(following, held):
            devices.offer(name, bundle, answer)
    devices.offer("the next", following.bundle(), ACCEPTED)
    devices.offer("the same again", following.bundle(), ACCEPTED)
    devices.offer("the one before", held.bundle(), "lower_sequence")
    for name, bundle in right_bundles.all_cases(following):
        devices.offer(name, bundle, ACCEPTED)
        devices.offer(f"{name}, again", bundle, ACCEPTED)


def compare_all(tally, folder):
    world = small_world.authority(CHANNEL)
    compare_with_cbor2(tally, world)
    cases = list(texts_to_compare(tally, world))
    if folder:
        issued_by_program.compare(tally, folder)
        skan = provisioned(folder, world, "world")
        tally.same("updates", "small world", ACCEPTED, *updated(skan, folder, world.bundle()))
        compare_texts(tally, skan, cases)
        compare_verdicts(tally, skan, world)
        compare_freshness(tally, skan, world)
    compare_updates(tally, folder, world)


def main():
    parser = argparse.ArgumentParser(description="Compares the programs with an independent implementation.")
    parser.add_argument(
        "--alone", action="store_true", help="only reader against writer, without the programs"
    )
    options = parser.parse_args()
    tally = Tally()
    if options.alone:
        compare_all(tally, None)
    else:
        with tempfile.TemporaryDirectory(prefix="skan-interop-") as folder:
            compare_all(tally, pathlib.Path(folder))
    return tally.finish()


if __name__ == "__main__":
    sys.exit(main())
