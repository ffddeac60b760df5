"""Our writer publishes a site many times over; `skan` and our reader follow it and must agree each time."""

import random

from programs import Skan
from site_pair import NEWER_THAN_DATA, Pair
from site_server import SiteServer
from small_world import NOW
from writers import DAY, HOUR, KEYS, Authority, IssuerKey, policy, rule, seed_of

ALL, PARTS = ("issuers", "policies", "manifest"), ("issuers", "policies")


def some(count, length, name=""):
    """Indices in no order, so that neither form of a list makes them very small."""
    return sorted(random.Random(f"{name} {length}").sample(range(length), count))


def first_world():
    keys = [
        IssuerKey("long", NOW, length=20000, withdrawn=some(2000, 20000)),
        IssuerKey("short", NOW, length=3000, withdrawn=some(400, 3000)),
        IssuerKey("empty", NOW, length=0),
        IssuerKey("also empty", NOW, length=0),
        IssuerKey("one block", NOW, length=8192, withdrawn=some(900, 8192)),
        IssuerKey("clear", NOW, length=500),
        IssuerKey("no revocation", NOW, revocation=0),
        IssuerKey("grown", NOW, more={99: [0]}),
    ]
    return Authority("site", NOW, keys, policies("entry"), "venue")


def policies(*names):
    return [policy(name, [rule(1, 1, 0, 10000)], newer_than_data=NEWER_THAN_DATA) for name in names]


def with_keys(world, *names, flip=(), **changes):
    """The named keys changed; `flip` are indices whose withdrawal is given or taken back."""
    rows = []
    for one in world.issuers:
        if one.name in names:
            fields = {name: value for name, value in vars(one).items() if name not in ("seed", "name")}
            fields |= {"withdrawn": sorted(set(one.withdrawn) ^ set(flip))} | changes
            one = IssuerKey(one.name, NOW, **fields)
        rows.append(one)
    return world.changed(issuers=rows)


def with_new_key(world, name, **fields):
    rows = world.issuers + [IssuerKey(name, NOW, **fields)]
    return world.changed(issuers=sorted(rows, key=lambda one: one.kid))


def without_key(world, name):
    return world.changed(issuers=[one for one in world.issuers if one.name != name])


def new_seeds(role, generation):
    return {role: [seed_of("site", role, generation, i) for i in range(KEYS[role])]}


def with_recent_root(world, **changes):
    """After the next root, which was issued an hour ago."""
    dated = world.changed(edits={"root": lambda fields: {**fields, 2: NOW - HOUR}})
    return dated.with_next_root(**changes)


def publications(world):
    """Name, the authority then, and what must be asked for by one who holds the publication before."""
    yield "first", world, "root head manifest part part part part part part"
    yield "the same again", world, "root head"
    world = world.keeping(*ALL)
    yield "a new head alone", world, "root head"
    world = world.keeping(*PARTS)
    yield "nothing but a new manifest", world, "root head manifest"
    world = with_keys(world, "long", flip=[5, 8191, 8192, 19999]).keeping(*PARTS)
    yield "a few more withdrawn", world, "root head manifest delta"
    world = with_keys(world, "long", flip=[5, 8191]).keeping(*PARTS)
    world = with_keys(world, "short", flip=some(40, 700))
    yield "withdrawals taken back", world, "root head manifest delta"
    world = with_keys(world, "short", length=9000, flip=[2999, 3000, 8999]).keeping(*PARTS)
    world = with_keys(world, "empty", length=100, flip=[0, 99])
    yield "lists that grow", world, "root head manifest delta"
    world = with_keys(world, "one block", length=8193).keeping(*PARTS)
    yield "a list that grows by a bit that is clear", world, "root head manifest delta"
    world = with_new_key(world, "new", length=4000, withdrawn=some(600, 4000)).keeping("policies")
    yield "a new key", world, "root head manifest part part"
    world = with_new_key(world, "few", length=3000, withdrawn=[0, 7, 2999]).keeping("policies")
    world = with_keys(world, "new", flip=[17])
    yield "a new key, and another list changes", world, "root head manifest part delta"
    world = with_keys(without_key(world, "clear"), "new", flip=[1]).keeping("policies")
    yield "a key that goes", world, "root head manifest part delta"
    world = with_new_key(world, "clear", length=500, withdrawn=[3]).keeping("policies")
    yield "a key that comes back", world, "root head manifest part part"
    world = with_keys(world, "new", state=[1, NOW - 10 * DAY], flip=[77]).keeping("policies")
    yield "a key that retires", world, "root head manifest part delta"
    world = with_keys(world, "short", state=[2]).keeping("policies")
    yield "a key that is compromised", world, "root head manifest part"
    world = world.changed(policies=policies("entry", "second")).keeping("issuers")
    yield "other policies", world, "root head manifest part"
    yield from after_new_roots(world)


def after_new_roots(world):
    renewed = new_seeds("manifest", 2) | new_seeds("head", 2)
    world = with_recent_root(world, seeds=renewed).keeping(*PARTS)
    world = with_keys(world, "long", flip=range(100, 200))
    yield "keys of manifest and head replaced", world, "root root head manifest delta"
    world = with_recent_root(world).keeping(*PARTS)
    world = with_recent_root(world, seeds=new_seeds("root", 2))
    world = with_keys(world, "long", flip=range(150, 250))
    yield "two roots at once", world, "root root root head manifest delta"
    world = with_recent_root(world, epoch=2, seeds=new_seeds("manifest", 3)).keeping(*PARTS)
    world = with_keys(world, "new", flip=range(10, 20)).changed(number=1)
    yield "a new epoch, counted from one", world, "root root head manifest delta"
    world = with_recent_root(world, epoch=3, seeds=new_seeds("authority", 4)).keeping("policies")
    world = with_keys(world, "new", flip=range(15, 30)).changed(number=1)
    yield "a new epoch with new issuer lists", world, "root root head manifest part delta"
    world = with_keys(world, "new", flip=[3999], state=[9, 9]).keeping("policies")
    world = with_keys(world, "long", flip=[0])
    yield "a key that this version cannot read", world, "root head manifest part delta"
    world = with_keys(world, "long", flip=[1, 2]).keeping(*PARTS)
    yield "another list changes", world, "root head manifest delta"


def compare_chain(tally, folder):
    """One after the other, each by delta if a list has changed."""
    pair = Pair(tally, folder, first_world())
    with SiteServer(pair.site.folder) as server:
        for name, world, kinds in publications(pair.world):
            pair.publish(world)
            pair.follow(server, name, kinds=kinds)
        compare_fresh(tally, folder, pair, server)
    return pair


def compare_fresh(tally, folder, pair, server):
    """A device that holds nothing has no use for a delta, and comes to the same."""
    fresh = Pair(tally, folder / "fresh", pair.world)
    fresh.site, fresh.skan, roots = pair.site, Skan(folder / "fresh-door"), pair.world.roots
    tally.same("site updates", "first root, again", True, fresh.skan.init(pair.world))
    fresh.follow(server, "from nothing to the newest")
    tally.same("our reader at our site", "all roots", len(roots), len(fresh.device.roots))
    tally.same("our reader at our site", "delta and whole", pair.device.trust.lists, fresh.device.trust.lists)
