"""Bundles at the borders of trust.md that a device must take, each following the one before."""

from trust_writer import policy, rule, seed_of
from wrong_bundles import put


def all_cases(authority):
    """Name, bundle and what comes next; `authority` is the state after the last bundle that was taken."""
    number = authority.number
    grown = {name: put(99, {"any": ["thing"]}) for name in ("issuers", "policies", "manifest", "head")}
    yield "unknown fields everywhere", authority.changed(number=number + 1, edits=grown).bundle()
    yield "a part of an unknown kind", authority.changed(
        number=number + 2, extra_parts=[(3, b"anything")]
    ).bundle()
    yield "every signature that there may be", authority.changed(
        number=number + 3,
        signers={"issuers": authority.seeds["authority"], "policies": authority.seeds["policy"]},
    ).bundle()
    yield "the other key of the head role", authority.changed(
        number=number + 4, signers={"head": authority.seeds["head"][1:]}
    ).bundle()
    yield "issued 300 seconds ahead", authority.changed(
        number=number + 5, edits={"head": put(4, authority.now + 300)}
    ).bundle()
    yield "policies with what a later version knows", authority.changed(
        number=number + 6, policies=[*authority.policies, later_policy(), policy_with_later_rule()]
    ).bundle()
    yield "no issuers", authority.changed(number=number + 7, issuers=[]).bundle()
    yield "issuers of another profile", authority.changed(
        number=number + 8, edits={"issuers": lambda fields: {**fields, 4: [*fields[4], {0: 7, 1: "another"}]}}
    ).bundle()
    yield from new_epochs(authority)


def later_policy():
    return {**policy("x-later", [rule(1, 1, 0, 10)]), -1: 0}


def policy_with_later_rule():
    return policy("y-later-rule", [{**rule(1, 1, 0, 10), -1: 0}])


def new_epochs(authority):
    """Numbers begin again under a new epoch; then every role has new keys."""
    risen = authority.changed(number=1).with_next_root(epoch=authority.epoch + 1)
    yield "a new epoch from number 1", risen.bundle()
    seeds = {
        role: [seed_of("changed", role, i) for i in range(len(old))] for role, old in risen.seeds.items()
    }
    changed = risen.changed(number=2).with_next_root(seeds=seeds)
    yield "new keys for every role", changed.bundle()
    two_roots = changed.changed(number=3).with_next_root().with_next_root()
    yield "two roots at once, and not the first", two_roots.changed(roots=two_roots.roots[2:]).bundle()
    one_more = two_roots.changed(number=4).with_next_root()
    yield "only the root after the last", one_more.changed(roots=one_more.roots[-1:]).bundle()
