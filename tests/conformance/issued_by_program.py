"""What `skan-authority` issues, withdraws and publishes, read by the reader of this folder."""

import csv

import cose
import skn1
import trust_bundle
from programs import SkanAuthority
from small_world import AT, NOW
from workshop import ACCEPTED

PEOPLE = [
    {
        "number": "1",
        "kind": "vaccinated",
        "name": "Иванов Иван Иванович",
        "name_latin": "IVANOV IVAN",
        "birth_date": "1980-02-29",
        "document": "4510 123345",
        "event_date": "2026-01-10",
        "product": "Sputnik V",
        "dose": "2",
        "doses": "2",
        "region": "77",
    },
    {
        "number": "9770000012345678",
        "kind": "recovered",
        "name": "Ёлкина Анна",
        "birth_date": "1931-12-31",
        "event_date": "2025-12-01",
        "region": "1",
    },
    {
        "number": "18446744073709551615",
        "kind": "tested",
        "name": "Ли Мин Хо Младший",
        "name_latin": "LI MIN HO",
        "birth_date": "2015-06-01",
        "event_time": "2026-02-28T06:30:00Z",
        "product": "PCR",
        "region": "999",
    },
    {
        "number": "18446744073709551616",
        "kind": "tested",
        "name": "Оглы",
        "birth_date": "1969-12-31",
        "document": "4510 123345",
        "event_date": "2026-02-28",
        "product": "Антиген",
    },
    {
        "number": "007",
        "kind": "vaccinated",
        "name_latin": "O'BRIEN MARY ANN",
        "birth_date": "1900-01-01",
        "event_date": "2026-02-01",
        "dose": "1",
        "doses": "2",
        "expires": "2027-02-01",
    },
    {
        "number": "A-15-z",
        "kind": "vaccinated",
        "name": "Щукин Пётр Ильич",
        "birth_date": "2000-02-29",
        "event_date": "2026-02-27",
        "expires": "2027-03-01T10:20:30Z",
    },
]
COLUMNS = [
    "number",
    "kind",
    "name",
    "name_latin",
    "birth_date",
    "document",
    "event_date",
    "event_time",
    "product",
    "dose",
    "doses",
    "region",
    "expires",
]
WITHDRAWN = ["9770000012345678", "007"]


def masked_name(name):
    first, *others = name.split()
    return " ".join([first[0] + "*****"] + [other[0] + "." for other in others])


def masked_document(document):
    return f"{document[:2]}** ***{document[-3:]}"


def expected_fields(person):
    masks = {
        "name": masked_name,
        "name_latin": masked_name,
        "document": masked_document,
        "dose": int,
        "doses": int,
        "region": int,
        "expires": lambda value: value if "T" in value else value + "T00:00:00Z",
    }
    return {name: masks.get(name, str)(value) for name, value in person.items()}


def compare(tally, folder):
    """skan-authority issues, withdraws and publishes; our reader reads."""
    authority = SkanAuthority(folder / "authority", AT)
    authority_id = authority.init()
    root = (folder / "authority/public/root.cose").read_bytes()
    tally.same("authority", "digest of root 1", authority_id, cose.digest("skan-root", root))
    with open(folder / "people.csv", "w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, COLUMNS)
        writer.writeheader()
        writer.writerows(PEOPLE)
    authority.command("issue", "--in", folder / "people.csv", "--out", folder / "issued")
    for bundle_name, withdrawn in (("before", []), ("after", WITHDRAWN)):
        if withdrawn:
            authority.command("revoke", *withdrawn)
        authority.command("publish", "--out", folder / bundle_name)
        data = (folder / bundle_name).read_bytes()
        try:
            trust = trust_bundle.Trust(data, authority_id, NOW)
        except trust_bundle.Refused as refusal:
            tally.same("published bundles", bundle_name, ACCEPTED, refusal.name, str(refusal))
            continue
        tally.same("published bundles", bundle_name, ACCEPTED, ACCEPTED)
        check_issued(tally, folder / "issued", trust, withdrawn)


def check_issued(tally, folder, trust, withdrawn):
    indices, kids = {}, set()
    for person in PEOPLE:
        text = skn1.first_line(folder / f"{person['number']}.txt")
        answer, fields = skn1.answer(text, trust.issuer_keys())
        tally.same("issued certificates", person["number"], ACCEPTED, answer, str(fields))
        if answer != ACCEPTED:
            continue
        expected = expected_fields(person)
        tally.same("issued fields", person["number"], expected, {name: fields.get(name) for name in expected})
        surplus = fields.keys() - expected.keys() - {"status_index", "issued_at", "expires"}
        tally.same("issued fields", f"{person['number']}, fields nobody asked for", set(), surplus)
        tally.same("issued fields", f"{person['number']}, issued at", AT, fields["issued_at"])
        kid = skn1.Certificate(text).envelope.kid
        kids.add(kid)
        indices[person["number"]] = fields["status_index"]
        tally.same(
            "issued withdrawals",
            person["number"],
            person["number"] in withdrawn,
            trust.withdrawn(kid, fields["status_index"]),
        )
    tally.same(
        "issued indices", "all different and from 0", list(range(len(PEOPLE))), sorted(indices.values())
    )
    entries = [entry for entry in trust.manifest.lists if entry.kid in kids]
    tally.same(
        "issued indices",
        "the lists cover them",
        True,
        all(entry.length > max(indices.values()) for entry in entries),
    )
    tally.same(
        "issued indices",
        "nobody else is withdrawn",
        len(withdrawn),
        sum(len(one) for one in trust.lists.values()),
    )
