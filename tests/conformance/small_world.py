"""A small authority with a key of every sort, and certificates whose verdicts follow from trust.md."""

import skn1
from writers import ACCEPTED, DAY, HOUR, Authority, IssuerKey, policy, requirement, rule, rule_of

AT = "2026-02-28T12:00:00Z"
NOW = skn1.time_of(AT)
RETIRED_AT = NOW - 30 * DAY
NARROW_FROM, NARROW_UNTIL = NOW - 10 * DAY, NOW + 300 * DAY

RECORD = {
    "kind": "vaccinated",
    "status_index": 20,
    "number": "9770000012345678",
    "name": "И***** И. И.",
    "name_latin": "I***** I.",
    "birth_date": "1980-02-29",
    "document": "45** ***345",
    "event_date": "2026-01-10",
    "product": "Sputnik V",
    "dose": 2,
    "doses": 2,
    "region": 77,
    "issued_at": "2026-01-11T09:00:00Z",
    "expires": "2036-01-11T09:00:00Z",
}


def issuer_keys():
    return [
        IssuerKey("main", NOW, withdrawn=[7, 8, 999]),
        IssuerKey("list under test", NOW, length=1001, withdrawn=[0, 3, 77, 78, 79, 800]),
        IssuerKey("blocks", NOW, length=20000, withdrawn=list(range(8191, 16385))),
        IssuerKey("all withdrawn", NOW, length=8192, withdrawn=list(range(8192))),
        IssuerKey("empty list", NOW, length=0),
        IssuerKey("old list", NOW, length=10, as_of=NOW - DAY - 1),
        IssuerKey("list of a day ago", NOW, length=10, as_of=NOW - DAY),
        IssuerKey("no revocation", NOW, revocation=0),
        IssuerKey("compromised", NOW, state=[2]),
        IssuerKey("retired", NOW, state=[1, RETIRED_AT]),
        IssuerKey("narrow", NOW, kinds=[3], valid_from=NARROW_FROM, valid_until=NARROW_UNTIL),
        IssuerKey("newer state", NOW, state=[9, {"any": ["thing"]}]),
        IssuerKey("newer revocation", NOW, revocation=2),
        IssuerKey("critical", NOW, more={-1: 0}),
        IssuerKey("training", NOW, withdrawn=[7], more={-1: True}),
        IssuerKey("not quite training", NOW, more={-1: False}),
        IssuerKey("last state", NOW, state=[255], revocation=0),
        IssuerKey("last revocation", NOW, revocation=255),
        IssuerKey("another profile", NOW, more={0: 7, -1: 0, 4: "anything"}),
        IssuerKey("grown", NOW, more={99: {"ignored": [None]}}),
    ]


def authority(channel):
    forever = rule(1, 1, 0, 10000)
    policies = [
        policy("entry", [rule(1, 1, 0, 10000), rule(2, 2, 0, 6), rule(3, 0, 0, 72)]),
        policy("forever", [rule(1, 2, 0, 10000), rule(3, 0, 0, 10000)]),
        policy("grown", [{0: [{**forever[0][0], 99: [0]}], 99: [0]}]) | {99: {"any": "thing"}},
        policy("later-policy", [forever]) | {-1: 0},
        policy("later-rule", [{**forever, -1: 0}]),
        policy("later-requirement", [rule_of({**requirement(1, 1, 0, 10000), -1: 0})]),
        policy("later-second-rule", [forever, {**rule(2, 1, 0, 1), -1: 0}]),
        policy("later-unit", [rule(1, 3, 0, 10000)]),
        policy("later-unit-too", [forever, rule(2, 255, 0, 0)]),
        policy("kinds", [rule(255, 1, 0, 1), forever]),
        policy("months", [rule(2, 2, 1, 6)]),
        policy("papers", [rule(1, 1, 0, 10000)], document_check=True),
        policy("second", [rule(1, 1, 14, 365, products=["EpiVac", "Sputnik V"], course_complete=True)]),
        policy("west", [rule(1, 1, 0, 1), rule(3, 0, 0, 72)], minutes_east=-840),
        policy("both", [rule_of(requirement(2, 2, 6, 12), requirement(3, 0, 0, 72, products=["PCR"]))]),
        policy("two-doses", [rule_of(requirement(1, 1, 0, 365), requirement(1, 1, 21, 365))]),
        policy("booster", [rule(1, 1, 0, 10000, minimum_dose=2)]),
        policy("under-46", [rule(1, 1, 0, 10000, holder_age=[18, 45])]),
        policy("from-46", [rule(1, 1, 0, 10000, holder_age=[46, 150])]),
        policy("hourly", [forever], freshness=HOUR),
        policy("just-hourly", [forever], freshness=HOUR + 1),
        policy("few-shown", [forever], shown=[0, 2, 8, 9, 200]),
        policy("none-shown", [forever], shown=[]),
    ]
    return Authority("small world", NOW, issuer_keys(), policies, channel)


class Certificates:
    """Writes certificates by the keys of an authority, by their names."""

    def __init__(self, world):
        self.seeds = {issuer.name: issuer.seed for issuer in world.issuers}

    def text(self, key, **changes):
        record = {name: value for name, value in {**RECORD, **changes}.items() if value is not None}
        return skn1.write(record, self.seeds[key])


def practice(world):
    """Name, text, and the answer in practice mode with its notes."""
    certificates = Certificates(world)
    for name, key, changes, answer, *notes in (
        ("marked", "training", {}, ACCEPTED, "practice"),
        ("marked and withdrawn", "training", {"status_index": 7}, "revoked"),
        ("marked, by a real key", "main", {}, "key_not_for_this"),
        ("not marked, by a training key", "training", {"practice": None}, "key_not_for_this"),
        ("real", "main", {"practice": None}, ACCEPTED),
    ):
        yield name, certificates.text(key, **{"practice": True, **changes}), answer, set(notes)


def shown(seconds):
    return skn1.shown_time(seconds)


def verdicts_by_policy(world):
    """Policy (None: the default) to its cases: name, text, reason or `accepted`, and the set of notes."""
    certificates, by_policy = Certificates(world), {}

    def add(policy_name, name, key, changes, answer, *notes):
        case = (name, certificates.text(key, **changes), answer, set(notes))
        by_policy.setdefault(policy_name, []).append(case)

    for make in (revocation, key_states, times, policies):
        for name, *case in make():
            add(None, f"{make.__name__}: {name}", *case)
    for policy_name, name, *case in chosen_policies():
        add(policy_name, f"{policy_name}: {name}", "main", *case)
    return by_policy


def revocation():
    for key, index, answer in (
        ("main", 6, ACCEPTED),
        ("main", 7, "revoked"),
        ("main", 8, "revoked"),
        ("main", 9, ACCEPTED),
        ("main", 998, ACCEPTED),
        ("main", 999, "revoked"),
        ("blocks", 0, ACCEPTED),
        ("blocks", 8190, ACCEPTED),
        ("blocks", 8191, "revoked"),
        ("blocks", 8192, "revoked"),
        ("blocks", 16383, "revoked"),
        ("blocks", 16384, "revoked"),
        ("blocks", 16385, ACCEPTED),
        ("blocks", 19999, ACCEPTED),
        ("all withdrawn", 0, "revoked"),
        ("all withdrawn", 8191, "revoked"),
        ("list under test", 800, "revoked"),
        ("list under test", 801, ACCEPTED),
    ):
        yield f"index {index} of {key}", key, {"status_index": index}, answer
    for key, index in (
        ("main", 1000),
        ("main", 2**29 - 1),
        ("blocks", 20000),
        ("blocks", 20479),
        ("empty list", 0),
        ("all withdrawn", 8192),
        ("list of a day ago", 10),
    ):
        yield f"index {index} of {key}, issued long ago", key, {"status_index": index}, "index_unknown"
        new = {"status_index": index, "issued_at": shown(NOW - HOUR)}
        yield f"index {index} of {key}, issued after", key, new, ACCEPTED, "issued_after_list"
    just_before = {"status_index": 1000, "issued_at": shown(NOW - HOUR - 1)}
    yield "issued a second before the list", "main", just_before, "index_unknown"
    yield "list too old for newer certificates", "old list", {
        "status_index": 10,
        "issued_at": shown(NOW),
    }, "index_unknown"
    yield "list too old, but covers it", "old list", {"status_index": 9}, ACCEPTED
    yield "no revocation", "no revocation", {}, ACCEPTED, "revocation_not_available"


def key_states():
    yield "compromised", "compromised", {}, "key_compromised"
    yield "issued before retirement", "retired", {"issued_at": shown(RETIRED_AT - 1)}, ACCEPTED
    yield "issued at retirement", "retired", {"issued_at": shown(RETIRED_AT)}, "key_not_for_this"
    test = {
        "kind": "tested",
        "event_date": None,
        "event_time": shown(NOW - HOUR),
        "product": "PCR",
        "dose": None,
        "doses": None,
        "issued_at": shown(NARROW_FROM),
        "expires": shown(NARROW_UNTIL),
    }
    yield "at both ends of its validity", "narrow", test, ACCEPTED
    yield "another kind", "narrow", {**test, "kind": "recovered"}, "key_not_for_this"
    yield "issued too early", "narrow", {**test, "issued_at": shown(NARROW_FROM - 1)}, "key_not_for_this"
    yield "lasts too long", "narrow", {**test, "expires": shown(NARROW_UNTIL + 1)}, "key_not_for_this"
    yield "a training certificate", "training", {"practice": True}, "practice_certificate"
    yield "a training certificate, withdrawn", "training", {"practice": True, "status_index": 7}, "practice_certificate"
    yield "a training certificate by a real key", "main", {"practice": True}, "key_not_for_this"
    yield "a real certificate by a training key", "training", {}, "key_not_for_this"
    yield "a mark that is not true", "training", {"practice": False}, "needs_newer_app"
    yield "a training certificate by a stolen key", "compromised", {"practice": True}, "key_compromised"
    for key in ("newer state", "newer revocation", "critical", "not quite training", "last state", "last revocation"):
        yield key, key, {}, "needs_newer_app"
    yield "another profile", "another profile", {}, "unknown_issuer"
    yield "a row with an unknown field", "grown", {}, ACCEPTED


def times():
    yield "expires now", "main", {"expires": shown(NOW)}, "expired"
    yield "expires in a second", "main", {"expires": shown(NOW + 1)}, ACCEPTED
    yield "begins now", "main", {"not_before": shown(NOW)}, ACCEPTED
    yield "begins in a second", "main", {"not_before": shown(NOW + 1)}, "not_yet_valid"
    yield "issued now", "main", {"issued_at": shown(NOW)}, ACCEPTED
    yield "issued in a second", "main", {"issued_at": shown(NOW + 1)}, "not_yet_valid"


def policies():
    refused = "policy_refused"
    for date, answer in (
        ("2025-08-27", refused),
        ("2025-08-28", ACCEPTED),
        ("2025-08-29", ACCEPTED),
        ("2025-08-31", ACCEPTED),
        ("2025-09-01", ACCEPTED),
        ("2026-02-28", ACCEPTED),
        ("2026-03-01", refused),
    ):
        yield f"recovered on {date}", "main", {"kind": "recovered", "event_date": date}, answer
    for date, answer in (
        ("1998-10-12", refused),
        ("1998-10-13", ACCEPTED),
        ("2026-02-28", ACCEPTED),
        ("2026-03-01", refused),
    ):
        yield f"vaccinated on {date}", "main", {"event_date": date}, answer
    test = {"kind": "tested", "event_date": None}
    for moment, answer in (
        (NOW - 72 * HOUR - 1, refused),
        (NOW - 72 * HOUR, ACCEPTED),
        (NOW, ACCEPTED),
        (NOW + 1, refused),
    ):
        yield f"tested at {shown(moment)}", "main", {**test, "event_time": shown(moment)}, answer
    for date, answer in (
        ("2026-02-25", refused),
        ("2026-02-26", ACCEPTED),
        ("2026-02-28", ACCEPTED),
        ("2026-03-01", refused),
    ):
        yield f"tested on {date}", "main", {**test, "event_date": date}, answer
    for time, answer in (
        ("1998-10-12T20:59:59Z", refused),
        ("1998-10-12T21:00:00Z", ACCEPTED),
        ("2026-02-28T20:59:59Z", ACCEPTED),
        ("2026-02-28T21:00:00Z", refused),
    ):
        yield f"vaccinated at {time}, local days", "main", {"event_date": None, "event_time": time}, answer


def chosen_policies():
    refused = "policy_refused"
    for name, changes, answer in (
        ("as it is", {}, ACCEPTED),
        ("the other product", {"product": "EpiVac"}, ACCEPTED),
        ("another spelling", {"product": "sputnik v"}, refused),
        ("no product", {"product": None}, refused),
        ("first dose of two", {"dose": 1}, refused),
        ("no doses", {"dose": None, "doses": None}, ACCEPTED),
        ("another kind", {"kind": "recovered"}, refused),
        ("14 days", {"event_date": "2026-02-14"}, ACCEPTED),
        ("13 days", {"event_date": "2026-02-15"}, refused),
        ("365 days", {"event_date": "2025-02-28"}, ACCEPTED),
        ("366 days", {"event_date": "2025-02-27"}, refused),
    ):
        yield "second", name, changes, answer
    recovered = (
        ("2026-01-28", ACCEPTED),
        ("2026-01-31", ACCEPTED),
        ("2026-02-01", refused),
        ("2025-08-27", refused),
    )
    for date, answer in recovered:
        yield "months", f"recovered on {date}", {"kind": "recovered", "event_date": date}, answer
    for date, answer in (
        ("2026-02-28", refused),
        ("2026-02-27", ACCEPTED),
        ("2026-02-26", ACCEPTED),
        ("2026-02-25", refused),
    ):
        yield "west", f"vaccinated on {date}", {"event_date": date}, answer
    test = {"kind": "tested", "product": "PCR", "dose": None, "doses": None}
    for date, answer in (("2026-02-25", ACCEPTED), ("2026-02-24", refused), ("2026-02-28", refused)):
        yield "west", f"tested on {date}", {**test, "event_date": date}, answer
    for date, answer in (("1696-03-17", ACCEPTED), ("9999-12-31", refused)):
        yield "forever", f"vaccinated on {date}", {"event_date": date}, answer
    for time, answer in (("1970-01-01T00:00:00Z", refused), ("9999-12-31T23:59:59Z", refused)):
        yield "forever", f"tested at {time}", {**test, "event_date": None, "event_time": time}, answer
    yield "papers", "as it is", {}, ACCEPTED, "document_check_required"
    for dose, doses, answer in ((None, None, refused), (1, 2, refused), (2, 2, ACCEPTED), (3, 3, ACCEPTED)):
        yield "booster", f"dose {dose} of {doses}", {"dose": dose, "doses": doses}, answer
    for name, born, answer in (
        ("under-46", "1980-02-28", refused),
        ("under-46", "1980-02-29", ACCEPTED),  # 46 on 1 March
        ("from-46", "1980-02-28", ACCEPTED),
        ("from-46", "1980-02-29", refused),
        ("under-46", "2008-02-28", ACCEPTED),
        ("under-46", "2008-02-29", refused),
        ("from-46", "1875-03-01", ACCEPTED),
        ("from-46", "1875-02-28", refused),
    ):
        yield name, f"born on {born}", {"birth_date": born}, answer
    yield "both", "recovered alone", {"kind": "recovered", "event_date": "2025-07-01"}, refused
    yield "both", "tested alone", {**test, "event_date": "2026-02-27"}, refused
    yield "two-doses", "one of them", {"event_date": "2026-01-10"}, refused
    yield "hourly", "data of an hour ago", {}, "trust_data_stale"
    yield "just-hourly", "data of an hour ago", {}, ACCEPTED
    for name in ("later-policy", "later-rule", "later-requirement", "later-second-rule", "later-unit", "later-unit-too"):
        yield name, "as it is", {}, "needs_newer_app"
    for name in ("grown", "kinds"):
        yield name, "as it is", {}, ACCEPTED
    yield "later-rule", "withdrawn", {"status_index": 7}, "revoked"
    yield "nowhere", "as it is", {}, "unknown_policy"


def together():
    """Policy, name, the changes of each certificate that is presented, and the answer."""
    refused = "policy_refused"
    old = {"kind": "recovered", "event_date": "2025-07-01", "number": "1", "dose": None, "doses": None, "product": None}
    test = {**old, "kind": "tested", "event_date": "2026-02-27", "product": "PCR", "number": "2"}
    yield "both", "recovered and tested", [old, test], ACCEPTED
    yield "both", "tested and recovered", [test, old], ACCEPTED
    yield "both", "with one that is not needed", [{}, test, old], ACCEPTED
    yield "both", "another method", [old, {**test, "product": "antigen"}], refused
    yield "both", "the test too old", [old, {**test, "event_date": "2026-02-24"}], refused
    yield "both", "recovered six months ago", [{**old, "event_date": "2025-08-31"}, test], ACCEPTED
    yield "both", "recovered too lately", [{**old, "event_date": "2025-09-01"}, test], refused
    yield "both", "another birth date", [old, {**test, "birth_date": "1980-03-01"}], refused
    yield "both", "another name", [old, {**test, "name": "П***** П. П."}], refused
    yield "both", "another Latin name", [old, {**test, "name_latin": "P***** P."}], refused
    yield "both", "another document", [old, {**test, "document": "45** ***346"}], refused
    yield "both", "one without a document", [old, {**test, "document": None}], ACCEPTED
    yield "both", "one name in common", [old, {**test, "name_latin": None}], ACCEPTED
    yield "both", "no name in common", [{**old, "name": None}, {**test, "name_latin": None}], refused
    third = {"name": None}
    yield "both", "no name in common with a third", [old, {**test, "name_latin": None}, third], refused
    yield "both", "one withdrawn", [old, {**test, "status_index": 7}], "revoked"
    yield "both", "one of an index beyond the list", [old, {**test, "status_index": 1000}], "index_unknown"
    yield "both", "one expired", [old, {**test, "expires": shown(NOW)}], "expired"
    yield "both", "one not yet valid", [old, {**test, "not_before": shown(NOW + 1)}], "not_yet_valid"
    yield "two-doses", "two of them", [{"event_date": "2026-01-10"}, {"number": "1", "event_date": "2026-02-20"}], ACCEPTED
    yield "two-doses", "one shown twice", [{"event_date": "2026-01-10"}] * 2, refused
    yield "two-doses", "both too new", [
        {"event_date": "2026-02-08"},
        {"number": "1", "event_date": "2026-02-20"},
    ], refused
    yield "entry", "both would do", [{}, {**test, "event_date": "2026-02-27"}], ACCEPTED
    yield "under-46", "of an age", [{"birth_date": "2000-01-01"}, {"birth_date": "2000-01-01", "number": "1"}], ACCEPTED
