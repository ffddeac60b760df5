#!/usr/bin/python3
"""The programs against a reader and a writer that know only sdk/doc/format.md and sdk/doc/trust.md.

The environment variables SKAN and SKAN_AUTHORITY name the programs. Ends with 0 if everything agreed.

    readers   strict_cbor, cose, skn1, status_list, trust_objects, trust_update, trust_bundle
    writers   writers, small_world (an authority with a key and a policy of every sort, and its verdicts)
    cases     text_cases, field_cases, bundle_cases, part_cases, order_cases: name, input, answer
    runs      programs, interop_test
"""

import csv
import io
import pathlib
import random
import re
import sys
import tempfile
import types

import cbor2

import bundle_cases
import cose
import field_cases
import order_cases
import part_cases
import skn1
import small_world
import status_list
import text_cases
import trust_bundle
import verdict as rules
from programs import Devices, Skan, SkanAuthority, Tally, answer_of
from small_world import AT, NOW
from writers import ACCEPTED, DAY, HOUR, MALFORMED, Workshop

SEED = 20260228
NOTES_ABOUT_THE_RUN = {"stated_time"}
SPECIFICATION = pathlib.Path(__file__).parents[2] / "sdk/doc/format.md"
TRUST_SPECIFICATION = SPECIFICATION.with_name("trust.md")
EXAMPLE_NOW = 1624269600  # 2021-06-21T10:00:00Z
WELL_MADE = "policy_refused expired not_yet_valid revoked index_unknown key_not_for_this".split()

# What `skan-authority` is asked to issue, and which of it to withdraw.
REGISTER = """\
number,kind,name,name_latin,birth_date,document,event_date,event_time,product,dose,doses,region,expires
1,vaccinated,Иванов Иван Иванович,IVANOV IVAN,1980-02-29,4510 123345,2026-01-10,,Sputnik V,2,2,77,
9770000012345678,recovered,Ёлкина Анна,,1931-12-31,,2025-12-01,,,,,1,
18446744073709551615,tested,Ли Мин Хо Младший,LI MIN HO,2015-06-01,,,2026-02-28T06:30:00Z,PCR,,,999,
18446744073709551616,tested,Оглы,,1969-12-31,4510 123345,2026-02-28,,Антиген,,,,
007,vaccinated,,O'BRIEN MARY ANN,1900-01-01,,2026-02-01,,,1,2,,2027-02-01
A-15-z,vaccinated,Щукин Пётр Ильич,,2000-02-29,,2026-02-27,,,,,,2027-03-01T10:20:30Z
"""
WITHDRAWN = ["9770000012345678", "007"]


def masked_name(name):
    first, *others = name.split()
    return " ".join([first[0] + "*****"] + [other[0] + "." for other in others])


def issued_fields(person):
    """What a certificate must say for a row of the register."""
    made = {
        "name": masked_name,
        "name_latin": masked_name,
        "document": lambda value: f"{value[:2]}** ***{value[-3:]}",
        "dose": int,
        "doses": int,
        "region": int,
        "expires": lambda value: value if "T" in value else value + "T00:00:00Z",
    }
    return {name: made.get(name, str)(value) for name, value in person.items() if value}


def compare_issued(tally, folder):
    """skan-authority issues, withdraws and publishes; our reader reads."""
    authority = SkanAuthority(folder / "authority")
    authority_id = authority.init()
    root = (folder / "authority/public/root.cose").read_bytes()
    tally.same("issued by the program", "digest of root 1", authority_id, cose.digest("skan-root", root))
    (folder / "register.csv").write_text(REGISTER, encoding="utf-8")
    authority.command("issue", "--in", folder / "register.csv", "--out", folder / "issued")
    for name, withdrawn in (("before", []), ("after", WITHDRAWN)):
        if withdrawn:
            authority.command("revoke", *withdrawn, "--confirm-count", str(len(withdrawn)))
        authority.command("publish", "--out", folder / name)
        try:
            trust = trust_bundle.Trust((folder / name).read_bytes(), authority_id, NOW)
        except trust_bundle.Refused as refusal:
            tally.same("issued by the program", f"bundle {name}", ACCEPTED, str(refusal))
            continue
        compare_published(tally, f"{name} revoke", folder / "issued", trust, withdrawn)


def compare_published(tally, when, folder, trust, withdrawn):
    indices, part = {}, "issued by the program"
    for person in csv.DictReader(io.StringIO(REGISTER)):
        number = person["number"]
        text = skn1.first_line(folder / f"{number}.txt")
        answer, fields = skn1.answer(text, trust.issuer_keys())
        tally.same(part, f"{number} {when}", ACCEPTED, answer, str(fields))
        if answer == ACCEPTED:
            indices[number] = fields.pop("status_index")
            expected = {"expires": fields["expires"], **issued_fields(person), "issued_at": AT}
            tally.same(part, f"fields of {number} {when}", expected, fields)
            revoked = trust.withdrawn(skn1.Certificate(text).envelope.kid, indices[number])
            tally.same(part, f"{number} withdrawn {when}", number in withdrawn, revoked)
    tally.same(part, f"indices {when}", list(range(len(indices))), sorted(indices.values()))
    shortest = min(entry.length for entry in trust.manifest.lists)
    tally.same(part, f"lists cover them {when}", True, shortest >= len(indices))
    tally.same(part, f"nobody else is withdrawn {when}", len(withdrawn), sum(map(len, trust.lists.values())))


def right_texts(world):
    """Certificates of every kind, with everything that may be left out there and not there."""
    certificates = small_world.Certificates(world)
    test = {"kind": "tested", "product": "PCR", "dose": None, "doses": None, "event_date": None}
    event_time = {**test, "event_time": "2026-02-28T06:30:01Z"}
    bare = {name: None for name in ("name_latin", "document", "product", "dose", "doses", "region")}
    numbers = "0 18446744073709551615 18446744073709551616 007 A-15-z -".split()
    for changes in (
        {},
        bare,
        {"name": None},
        {"name_latin": None},
        *({"number": number} for number in numbers),
        {"kind": "recovered"},
        {"kind": "recovered", **bare},
        event_time,
        {**test, "event_date": "2026-02-27"},
        {**bare, **event_time},
        *({"birth_date": date} for date in ("1900-01-01", "1970-01-01", "1969-12-31")),
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
            yield text[:at] + other + text[at + 1 :]


def compare_worked_example(tally):
    """The certificate of format.md section 8: read, and written again byte for byte."""
    page = SPECIFICATION.read_text(encoding="utf-8")

    def found(pattern):
        return re.search(pattern, page, re.MULTILINE)[1]

    seed, key = (bytes.fromhex(found(f"^{name} +([0-9a-f]+)$")) for name in ("seed", "public key"))
    text = found("^(SKN1:.*)$")
    answer, fields = skn1.answer(text, [key])
    tally.same("worked example", "read", ACCEPTED, answer, str(fields))
    tally.same("worked example", "written", text, skn1.write(fields, seed))


def blocks_of(page, heading):
    """The code blocks of a section; an annotated line is hex, and after two spaces or more a remark."""
    section = re.search(rf"^{re.escape(heading)}.*?(?=^## |\Z)", page, re.MULTILINE | re.DOTALL)[0]
    return re.findall(r"^```\n(.*?)^```$", section, re.MULTILINE | re.DOTALL)


def hex_of(block):
    return bytes.fromhex("".join(line.strip().split("  ")[0] for line in block.splitlines()))


def compare_trust_example(tally):
    """The publication of trust.md section 14, put together from the page, is one that a device accepts."""
    page = TRUST_SPECIFICATION.read_text(encoding="utf-8")
    _, root, authority_id, issuers, policies, listed, manifest, head, delta, trailer = blocks_of(page, "## 14.")
    wire = bytes.fromhex(re.search("^as it travels +([0-9a-f]+)$", listed, re.MULTILINE)[1])
    objects = [[hex_of(root)], hex_of(head), hex_of(manifest), [hex_of(issuers), hex_of(policies), wire]]
    bundle = b"SKANBDL1" + cbor2.dumps(objects) + hex_of(trailer)
    try:
        trust = trust_bundle.Trust(bundle, hex_of(authority_id), EXAMPLE_NOW)
        tally.same("worked example", "withdrawn", [{3, 7, 8}], [set(indices) for indices in trust.lists.values()])
    except trust_bundle.Refused as refusal:
        tally.same("worked example", "trust data", ACCEPTED, refusal.name)
    changes = cbor2.loads(cose.Sign1(hex_of(delta)).payload)[1]
    tally.same("worked example", "delta", [8], list(status_list.decode_golomb_rice(changes, 20)))


def compare_with_cbor2(tally, world):
    """What our encoder writes is what a general CBOR library reads, and writes back in its canonical mode."""
    for name, text, _ in right_texts(world):
        message = skn1.base45_decode(text.removeprefix(skn1.PREFIX))
        tagged = cbor2.loads(message)
        header, _, payload, _ = tagged.value
        tally.same("cbor2", f"message of {name}", message, cbor2.dumps(tagged, canonical=True))
        tally.same("cbor2", f"header of {name}", {1: -8, 4: header[5:]}, cbor2.loads(header))
        tally.same("cbor2", f"payload of {name}", payload, cbor2.dumps(cbor2.loads(payload), canonical=True))


def compare_texts(tally, skan, keys, part, table):
    """Every text has the answer that stands beside it, from our reader and from `skan`."""
    cases = list(table)
    for (name, text, answer), verdict in zip(cases, skan.verify([text for _, text, _ in cases])):
        readers, fields = skn1.answer(text, keys)
        well_made = ACCEPTED if answer in field_cases.VERDICTS_BEYOND_FORMAT else answer
        tally.same("text reader", f"{part}: {name}", well_made, readers, str(fields))
        tally.same(part, name, answer, answer_of(verdict), text)
        if answer == readers == ACCEPTED:
            compare_fields(tally, f"{part}: {name}", fields, verdict)


def compare_fields(tally, name, fields, verdict):
    expected = {key: value for key, value in fields.items() if key != "status_index"}
    tally.same("fields shown", name, expected, verdict["certificate"])


def compare_damaged(tally, skan, keys, part, texts):
    """Both readers must find the same texts well made, and read the same in them; how many those are."""
    accepted = 0
    for i, (text, verdict) in enumerate(zip(texts, skan.verify(texts))):
        answer, fields = skn1.answer(text, keys)
        theirs = answer_of(verdict)
        theirs = ACCEPTED if theirs in WELL_MADE else theirs
        tally.same(part, f"{i}", answer, theirs, f"{fields} {text}")
        if answer == ACCEPTED:
            accepted += 1
            if verdict["certificate"]:
                compare_fields(tally, f"{part}: {i}", fields, verdict)
    return accepted


def compare_damaged_texts(tally, skan, keys, shop):
    """Single characters substituted, then payloads damaged and signed again, then messages damaged."""
    source, payload = random.Random(SEED), shop.good_payload()
    texts = list(substituted(shop.of_payload(payload), source))
    accepted = compare_damaged(tally, skan, keys, "substitutions", texts)
    tally.same("substitutions", "accepted", 0, accepted)
    message = shop.encoded(shop.message(payload))
    texts = [shop.of_payload(mutated(payload, source)) for _ in range(4000)]
    texts += [skn1.to_text(mutated(message, source)) for _ in range(1000)]
    accepted = compare_damaged(tally, skan, keys, "mutated texts", texts)
    tally.same("mutated texts", "accepted", True, accepted > 100)


def mutated(data, source):
    """One to three small changes of a byte string."""
    interesting = bytes.fromhex("00011718191b1f2037383b40415f60617f80819fa0a1bfc0d2d8f4f5f6f7f8f9fafbff")
    data = bytearray(data)
    for _ in range(source.choice((1, 1, 1, 2, 3))):
        at, change = source.randrange(len(data)), source.randrange(6)
        if change == 0:
            data[at] ^= 1 << source.randrange(8)
        elif change == 1:
            data[at] = source.choice(interesting)
        elif change == 2:
            data[at] = (data[at] + source.choice((1, -1))) % 256
        elif change == 3:
            data[at:at] = bytes([source.choice(interesting)])
        elif change == 4 and len(data) > 1:
            del data[at]
        else:
            data[at:at] = data[at : at + source.randrange(1, 9)]
    return bytes(data)


def compare_verdicts(tally, skan, world):
    for policy, cases in small_world.verdicts_by_policy(world).items():
        options = ["--policy", policy] if policy else []
        verdicts = skan.verify([text for _, text, _, _ in cases], *options)
        for (name, _, answer, notes), verdict in zip(cases, verdicts):
            tally.same("verdicts", name, answer, answer_of(verdict))
            if answer == ACCEPTED:
                tally.same("notes", name, notes, set(verdict["notes"]) - NOTES_ABOUT_THE_RUN)


def compare_practice(tally, skan, world):
    """Training certificates where they are accepted, by our rules and by the program."""
    cases = list(small_world.practice(world))
    device = types.SimpleNamespace(trust=trust_bundle.Trust(world.bundle(), world.authority_id, NOW, world.channel))
    for (name, text, answer, notes), said in zip(cases, skan.verify([case[1] for case in cases], "--practice")):
        ours = rules.verdict(device, text, NOW, DAY, practice=True)
        tally.same("practice mode", name, (answer, notes), (ours[0], set(ours[1])))
        theirs = set(said["notes"]) - NOTES_ABOUT_THE_RUN
        tally.same("practice mode", name, (answer, notes), (answer_of(said), theirs))


def compare_together(tally, skan, world):
    certificates = small_world.Certificates(world)
    for policy, name, changes, answer in small_world.together():
        texts = [certificates.text("main", **one) for one in changes]
        verdict = skan.verify_together(texts, "--policy", policy)
        tally.same("presented together", f"{policy}: {name}", answer, answer_of(verdict))


def compare_shown(tally, skan, world):
    """What the operator may be shown, by our reader of the policies and by the program."""
    held = trust_bundle.Trust(world.bundle(), world.authority_id, NOW, world.channel)
    text = small_world.Certificates(world).text("main")
    for policy in held.policies.policies:
        if policy.newer:
            continue
        (verdict,) = skan.verify([text], "--policy", policy.identifier)
        tally.same("fields shown", policy.identifier, policy.shown, verdict["shown"])


def compare_freshness(tally, skan, world):
    """The same two certificates as the data grows older."""
    certificates = small_world.Certificates(world)
    texts = [certificates.text("main"), certificates.text("main", status_index=7)]
    for age, freshness, answer, notes in (
        (-HOUR, "fresh", ACCEPTED, set()),
        (0, "fresh", ACCEPTED, set()),
        (24 * HOUR - 1, "fresh", ACCEPTED, set()),
        (24 * HOUR, "recent", ACCEPTED, set()),
        (72 * HOUR - 1, "recent", ACCEPTED, set()),
        (72 * HOUR, "ageing", ACCEPTED, {"data_ageing"}),
        (7 * DAY - 1, "ageing", ACCEPTED, {"data_ageing"}),
        (7 * DAY, "stale", "trust_data_stale", set()),
        (30 * DAY, "stale", "trust_data_stale", set()),
    ):
        good, withdrawn = skan.verify(texts, at=skn1.shown_time(world.issued_at + age))
        said = answer_of(good), good["evidence"]["freshness"], set(good["notes"]) - NOTES_ABOUT_THE_RUN
        tally.same("freshness", f"data {age} s old", (answer, freshness, notes), said)
        tally.same("freshness", f"data {age} s old, withdrawn", "revoked", answer_of(withdrawn).split("+")[0])


def compare_updates(tally, folder, world):
    """A device whose data is version 5 of epoch 2 is offered what may or may not follow."""
    held = world.with_next_root(epoch=2).changed(number=5)
    following = held.changed(number=6)
    devices = Devices(tally, folder / "updates", held)
    for part, table in (("bundles", bundle_cases), ("parts", part_cases), ("order of errors", order_cases)):
        for name, bundle, answer in table.all_cases(following, held):
            devices.offer(part, name, bundle, answer)
    source = random.Random(SEED)
    for i in range(200):
        name = ("issuers", "policies", "manifest", "head")[i % 4]
        damaged = following.changed(damage={name: lambda payload: mutated(payload, source)})
        devices.offer("mutated bundles", f"{name} {i}", damaged.bundle())
    compare_too_large(tally, folder / "large", devices)


def compare_too_large(tally, file, devices):
    for magic, answer in ((trust_bundle.MAGIC, "capacity"), (b"SKANBDL2", "capacity")):
        data = bytearray(trust_bundle.MAX_BUNDLE + 1)
        data[:8] = magic
        with open(file, "wb") as out:
            out.write(magic)
            out.truncate(len(data))
        tally.same("bundle reader", f"{magic} and too large", answer, devices.read(data, None)[0])
        tally.same("bundles", f"{magic} and too large", answer, *devices.skan.update_from(file))


def compare_first_roots(tally, folder, world):
    """First roots that no device may begin with, although the authority id is theirs."""
    seeds = world.seeds["root"]
    for name, changes, answer in (
        ("one signature of two", {"signers": {"root": seeds[:1]}}, "threshold_not_met"),
        ("a signature by nobody", {"signers": {"root": seeds + [bytes(32)]}}, "threshold_not_met"),
        ("a critical field", {"edits": {"root": bundle_cases.put(-1, 0)}}, "newer_data_format"),
        ("no epoch", {"edits": {"root": bundle_cases.put(1, ...)}}, MALFORMED),
    ):
        root = world.changed(**changes).root(1)
        changed = world.changed(roots=[root], authority_id=cose.digest("skan-root", root))
        try:
            readers = trust_bundle.Trust(changed.bundle(), changed.authority_id, NOW) and ACCEPTED
        except trust_bundle.Refused as refusal:
            readers = refusal.name
        tally.same("bundle reader", f"first root: {name}", answer, readers)
        tally.same("first roots", name, False, Skan(folder / name).init(changed))


def compare_all(tally, folder):
    world = small_world.authority("interop")
    keys = [issuer.key for issuer in world.issuers]
    shop = Workshop(world.issuers_by_name()["main"].seed, small_world.RECORD)
    compare_worked_example(tally)
    compare_trust_example(tally)
    compare_with_cbor2(tally, world)
    compare_issued(tally, folder)
    skan = Devices(tally, folder / "world", world).skan
    compare_texts(tally, skan, keys, "right texts", right_texts(world))
    compare_texts(tally, skan, keys, "texts and encodings", text_cases.all_cases(shop))
    compare_texts(tally, skan, keys, "fields", field_cases.all_cases(shop))
    compare_damaged_texts(tally, skan, keys, shop)
    compare_verdicts(tally, skan, world)
    compare_practice(tally, skan, world)
    compare_together(tally, skan, world)
    compare_shown(tally, skan, world)
    compare_freshness(tally, skan, world)
    compare_first_roots(tally, folder, world)
    compare_updates(tally, folder, world)


def main():
    tally = Tally()
    with tempfile.TemporaryDirectory(prefix="skan-interop-") as folder:
        compare_all(tally, pathlib.Path(folder))
    return tally.finish()


if __name__ == "__main__":
    sys.exit(main())
