"""What outcome and reasons a presentation must have: by the readers of tests/conformance, and by what trust.md sections 5 to 8
and reasons.md say of times and policies. Knows nothing of the programs."""

import calendar
import datetime
import itertools
import pathlib
import re
import sys

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[1] / "conformance"))

import skn1  # noqa: E402
import trust_bundle  # noqa: E402
import trust_objects as objects  # noqa: E402
import typed  # noqa: E402
import verdict as by_trust  # noqa: E402
from writers import ACCEPTED  # noqa: E402

HOUR, DAY, SLACK, HOURS = 3600, 86400, 300, 0
REJECTIONS = {"malformed", "bad_signature", "key_compromised", "key_not_for_this", "revoked", "expired", "not_yet_valid",
              "policy_refused", "lookalike_link", "practice_certificate"}
# Texts that are no certificate of ours. Which is which is written here by hand, from doors.md.
FOREIGN = re.compile(r"HC1:|shc:/|NZCP:/|NL2:")
PAGE = "/covid-cert/verify/1234567890123456?lang=ru&ck=0123456789abcdef"
LINKS = {"https://www.gosuslugi.ru" + PAGE: "online_link", "https://gosuslugi.ru" + PAGE: "online_link",
         "https://example.org/": "not_a_certificate"}


class World:
    """The data that the vectors are judged by."""

    def __init__(self, bundle, authority, now):
        self.trust = trust_bundle.Trust(bundle, authority, now)
        self.roots = self.trust.roots
        self.policies = {policy.identifier: policy for policy in self.trust.policies.policies}


class Clock:
    def __init__(self, world, seconds, source):
        issued_at = world.trust.head.issued_at
        self.is_stated = source == "stated"
        self.now = seconds if self.is_stated else max(seconds, issued_at)
        self.floor = seconds if self.is_stated else issued_at
        self.is_suspect = not self.is_stated and seconds < issued_at - SLACK
        self.is_stale = by_trust.freshness(world, self.now) == "stale"

    @property
    def is_believed(self):
        return self.is_stated or not self.is_suspect and not self.is_stale


def expected(world, policy_name, seconds, source, texts):
    """Outcome, reasons and notes in their order."""
    if world is None:
        return without_data(texts)
    clock = Clock(world, seconds, source)
    policy = world.policies.get(world.trust.policies.default if policy_name == "-" else policy_name)
    reasons, notes, held, undecided = [], set(), [], None
    if policy is None or policy.newer:
        doubt_of_policy = ["unknown_policy" if policy is None else "needs_newer_app"]
        policy = None
    else:
        doubt_of_policy = []
    for text in texts:
        answer, its_notes, certificate = of_text(world, text, clock, policy)
        if answer in REJECTIONS:
            return "rejected", [answer], []
        if certificate is None:
            undecided = undecided or [answer]
            continue
        held.append(certificate)
        notes |= its_notes
        reasons += [answer] if answer != ACCEPTED else []
    if undecided:
        return "undetermined", undecided, []
    outcome, reasons = of_holder(policy, clock, doubt_of_policy + reasons, held)
    return outcome, reasons, notes_of(world, policy, clock, notes) if outcome == "accepted" else []


def notes_of(world, policy, clock, notes):
    """`notes` are those about revocation, of which the less is known, the later it counts."""
    is_unlisted = "revocation_not_available" in notes
    told = {"issued_after_list": "issued_after_list" in notes and not is_unlisted,
            "data_ageing": by_trust.freshness(world, clock.now) == "ageing",
            "revocation_not_available": is_unlisted,
            "document_check_required": policy.document_check,
            "stated_time": clock.is_stated}
    return [note for note, holds in told.items() if holds]


def without_data(texts):
    """A device that has no data yet still knows what is no certificate at all."""
    answers = [answer_without_data(text) for text in texts]
    rejections = [answer for answer in answers if answer in REJECTIONS]
    return ("rejected", rejections[:1], []) if rejections else ("undetermined", answers[:1], [])


def answer_without_data(data):
    try:
        text = typed.put_right(data.decode())
    except UnicodeDecodeError:
        return "not_a_certificate"
    if not text.startswith(skn1.PREFIX):
        return of_other(text)
    try:
        skn1.Certificate(text)
    except skn1.Malformed:
        return "malformed"
    return "trust_data_missing"


def of_text(world, data, clock, policy):
    try:
        text = typed.put_right(data.decode())
    except UnicodeDecodeError:
        return "not_a_certificate", set(), None
    if not text.startswith(skn1.PREFIX):
        return of_other(text), set(), None
    allowance = policy.newer_than_data if policy else -(1 << 60)
    answer, notes = by_trust.verdict(world, text, clock.now, allowance)
    is_ours = answer in (ACCEPTED, "index_unknown")
    return answer, notes, skn1.Certificate(text) if is_ours else None


def of_other(text):
    if re.match(r"SKN[0-9]+:", text):
        return "needs_newer_app"
    if FOREIGN.match(text):
        return "unsupported_format"
    if text in LINKS:
        return LINKS[text]
    return "lookalike_link" if text.startswith("http") else "not_a_certificate"


def of_holder(policy, clock, reasons, held):
    fields = [certificate.fields for certificate in held]
    if not clock.is_stated and any(skn1.time_of(its["issued_at"]) > clock.now + SLACK for its in fields):
        clock.is_suspect = True
    if clock.is_suspect:
        reasons = reasons + ["clock_suspect"]
    if clock.is_stale:
        reasons = reasons + ["trust_data_stale"]
    for its in fields:
        refusal = by_time(its, clock)
        if refusal:
            return "rejected", [refusal]
    if policy and not is_accepted(policy, held, clock.now):
        if clock.is_believed or not any(is_accepted(policy, held, then) for then in beginnings(policy, held)):
            return "rejected", ["policy_refused"]
    return ("undetermined", reasons) if reasons else ("accepted", [])


def by_time(fields, clock):
    expires = skn1.time_of(fields["expires"])
    starts = [skn1.time_of(fields["not_before"])] if "not_before" in fields else []
    starts += [skn1.time_of(fields["issued_at"])] if clock.is_stated else []
    if expires <= clock.floor or clock.now >= expires and clock.is_believed:
        return "expired"
    if clock.is_believed and any(clock.now < start for start in starts):
        return "not_yet_valid"
    return None


def beginnings(policy, held):
    """When requirements begin to be met: if ever all are met together, then at one of these."""
    for rule in policy.rules:
        for its in (certificate.fields for certificate in held):
            for wanted in rule.requirements:
                yield begins(wanted, its, policy.minutes_east)
            if rule.holder_age:
                born = datetime.date.fromisoformat(its["birth_date"])
                yield midnight(after(born, 12 * rule.holder_age[0], objects.MONTHS), policy.minutes_east)


def is_accepted(policy, held, now):
    """By some rule at `now`."""
    if any(not is_one_holder(a.fields, b.fields) for a, b in itertools.combinations(held, 2)):
        return False
    different = {(its.envelope.kid, its.fields["number"]): its.fields for its in reversed(held)}
    return any(meets(rule, list(different.values()), now, policy.minutes_east) for rule in policy.rules)


def is_one_holder(a, b):
    names = ("name", "name_latin", "document")
    return a["birth_date"] == b["birth_date"] and all(a[it] == b[it] for it in names if it in a and it in b)


def meets(rule, certificates, now, minutes_east):
    for some in itertools.permutations(certificates, min(len(rule.requirements), len(certificates))):
        if len(some) < len(rule.requirements):
            return False
        if not all(meets_one(wanted, its, now, minutes_east) for wanted, its in zip(rule.requirements, some)):
            continue
        if rule.holder_age is None:
            return True
        if rule.holder_age[0] <= years(some[0]["birth_date"], local(now, minutes_east)) <= rule.holder_age[1]:
            return True
    return False


def meets_one(wanted, its, now, minutes_east):
    if skn1.KIND_NUMBERS[its["kind"]] != wanted.kind or wanted.products and its.get("product") not in wanted.products:
        return False
    if wanted.course_complete and not ("dose" in its and its["dose"] == its["doses"]):
        return False
    if wanted.minimum_dose and its.get("dose", 0) < wanted.minimum_dose:
        return False
    return is_of_age(wanted, its, now, minutes_east)


def event_of(its, minutes_east):
    if "event_time" in its:
        return skn1.time_of(its["event_time"])
    return skn1.day_of(its["event_date"]) * DAY - minutes_east * 60


def is_of_age(wanted, its, now, minutes_east):
    event = event_of(its, minutes_east)
    if wanted.unit == HOURS:
        return event + wanted.minimum * HOUR <= now <= event + wanted.maximum * HOUR
    today, day = local(now, minutes_east), local(event, minutes_east)
    return after(day, wanted.minimum, wanted.unit) <= today <= after(day, wanted.maximum, wanted.unit)


def begins(wanted, its, minutes_east):
    event = event_of(its, minutes_east)
    if wanted.unit == HOURS:
        return event + wanted.minimum * HOUR
    return midnight(after(local(event, minutes_east), wanted.minimum, wanted.unit), minutes_east)


def midnight(day, minutes_east):
    return (day - datetime.date(1970, 1, 1)).days * DAY - minutes_east * 60


def local(seconds, minutes_east):
    return datetime.date(1970, 1, 1) + datetime.timedelta((seconds + minutes_east * 60) // DAY)


def after(day, count, unit):
    if unit == objects.MONTHS:
        months = day.year * 12 + day.month - 1 + count
        year, month = months // 12, months % 12 + 1
        return datetime.date(year, month, min(day.day, calendar.monthrange(year, month)[1]))
    return day + datetime.timedelta(count)


def years(born, today):
    birth = datetime.date.fromisoformat(born)
    return today.year - birth.year - ((today.month, today.day) < (birth.month, birth.day))
