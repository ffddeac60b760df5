"""Verdicts by the data that a trust_site.Device holds: trust.md sections 3, 5, 7 and 8, without policies."""

import skn1
import trust_objects as objects
from strict_cbor import Malformed
from writers import ACCEPTED, DAY

OLD_ROOT_DAYS = 7
CLOCK_SLACK = 300
TIERS = ("fresh", "recent", "ageing")
NOTHING = frozenset()


def data_root(device):
    """The newest of the accepted roots under which everything in force is signed."""
    trust = device.trust
    signed = (
        (trust.head, objects.HEAD),
        (trust.manifest, objects.MANIFEST),
        (trust.issuers, objects.AUTHORITY),
        (trust.policies, objects.POLICY),
    )
    for version in sorted(device.roots, reverse=True):
        following = device.roots.get(version + 1)
        if following and max(trust.head.issued_at, trust.manifest.issued_at) > following.issued_at + CLOCK_SLACK:
            continue
        if all(one.signed_by(*device.roots[version].roles[role]) for one, role in signed):
            return version
    return None


def freshness(device, now):
    if device.trust is None:
        return "none"
    trust, newest, version = device.trust, device.roots[max(device.roots)], data_root(device)
    expires = min(trust.manifest.expires, trust.head.expires, newest.expires)
    replaced = device.roots.get((version or 0) + 1)
    if now >= expires or version is None or replaced and now >= replaced.issued_at + OLD_ROOT_DAYS * DAY:
        return "stale"
    age = max(0, now - trust.head.issued_at)
    tiers = [min(tier, cap) for tier, cap in zip(trust.manifest.tiers, newest.caps)]
    reached = [name for name, tier in zip(TIERS, tiers) if age < tier]
    if not reached:
        return "stale"
    return "ageing" if replaced else reached[0]


def verdict(device, text, now, newer_than_data, practice=False):
    """The one word that a verdict and our reader can be compared by, and its notes."""
    try:
        certificate = skn1.Certificate(text)
    except Malformed:
        return "malformed", NOTHING
    rows = {issuer.kid: issuer for issuer in device.trust.issuers.issuers}
    issuer = rows.get(certificate.envelope.kid)
    if issuer is None:
        return "unknown_issuer", NOTHING
    if not certificate.envelope.holds(issuer.key, skn1.EXTERNAL_AAD):
        return "bad_signature", NOTHING
    if certificate.needs_newer_app or issuer.newer:
        return "needs_newer_app", NOTHING
    answer, notes = by_key(device, issuer, certificate, now, newer_than_data, practice)
    return answer, notes | {"practice"} if answer == ACCEPTED and certificate.practice else notes


def by_key(device, issuer, certificate, now, newer_than_data, practice):
    fields = certificate.fields
    issued_at, expires = skn1.time_of(fields["issued_at"]), skn1.time_of(fields["expires"])
    if issuer.state == objects.COMPROMISED:
        return "key_compromised", NOTHING
    fits = issuer.valid_from <= issued_at and expires <= issuer.valid_until
    fits = fits and skn1.KIND_NUMBERS[fields["kind"]] in issuer.kinds
    fits = fits and issuer.practice == certificate.practice
    if not fits or issuer.state == objects.RETIRED and issued_at >= issuer.retired_at:
        return "key_not_for_this", NOTHING
    if certificate.practice and not practice:
        return "practice_certificate", NOTHING
    if not issuer.must_have_list():
        return ACCEPTED, {"revocation_not_available"}
    return by_list(device, issuer.kid, fields["status_index"], issued_at, now, newer_than_data)


def by_list(device, kid, index, issued_at, now, newer_than_data):
    entry = next(entry for entry in device.trust.manifest.lists if entry.kid == kid)
    if device.trust.withdrawn(kid, index):
        return "revoked", NOTHING
    if index < entry.length:
        return ACCEPTED, NOTHING
    if issued_at >= entry.as_of and now <= entry.as_of + newer_than_data:
        return ACCEPTED, {"issued_after_list"}
    return "index_unknown", NOTHING
