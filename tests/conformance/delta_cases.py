"""Deltas and other files of a site, right and wrong: what `skan` and our reader make of them."""

import cose
import status_list
import trust_site
from site_cases import PARTS, new_seeds, some, with_keys, with_recent_root
from site_server import SiteServer
from writers import ACCEPTED, seed_of


def wrong_deltas(before, new):
    """Name, the delta, and what is asked for."""
    whole, positions = "root head manifest delta part", new.positions_since(before)
    right, total = new.delta(before), sum(length for _, length, _ in new.lists)

    def coded(values, rice=4):
        return status_list.encode_golomb_rice(values, rice)[1:]

    yield "right", right, "root head manifest delta"
    yield "another coding of the right one", new.delta(before, changes=coded(positions, 9)), whole[:-5]
    yield "not there", None, whole
    yield "by another key", new.delta(before, seed=seed_of("thief")), whole
    yield "by the head's key", new.delta(before, seed=new.authority.seeds["head"][0]), whole
    yield "of another purpose", new.delta(before, aad=b"skan/manifest/1"), whole
    yield "to an earlier version", new.delta(before, version=new.number - 1), whole
    yield "to a later version", new.delta(before, version=new.number + 1), whole
    yield "of no version", new.delta(before, version=0), whole
    yield "at the end", new.delta(before, changes=coded(positions + [total])), whole
    yield "one bit short", new.delta(before, changes=coded(positions[:-1])), whole
    yield "one bit more", new.delta(before, changes=coded(sorted({*positions, positions[0] + 9}))), whole
    more_elsewhere = coded(sorted({*positions, 0}))
    yield "one bit more in another list", new.delta(before, changes=more_elsewhere), whole[:-5]
    yield "no changes", new.delta(before, changes=coded([])), whole
    yield "with the byte of a form", new.delta(before, changes=b"\0" + coded(positions)), whole
    zlib = status_list.encode_zlib(positions, total)[1:]
    yield "in the form of zlib", new.delta(before, changes=zlib), whole
    yield "cut", new.delta(before, changes=coded(positions)[:-1]), whole
    yield "with a byte more", new.delta(before, changes=coded(positions) + b"\0"), whole
    yield "with r of 29", new.delta(before, changes=coded(positions, 29)), whole
    yield "with r of 28", new.delta(before, changes=coded(positions, 28)), whole[:-5]
    yield "with text for changes", new.delta(before, changes="changes"), whole
    yield "with a field that may be ignored", new.delta(before, more={99: [0]}), whole[:-5]
    yield "with a critical field", new.delta(before, more={-1: 0}), whole
    yield "nothing", b"", whole
    yield "cut as a whole", right[:-1], whole
    yield "with a byte after it", right + b"\0", whole
    yield "a manifest", new.manifest, whole
    yield "too large", right.ljust(trust_site.MAX_DELTA + 1, b"\0"), whole
    for at in range(0, len(right), 17):
        yield f"bit of byte {at}", right[:at] + bytes([right[at] ^ 1 << at % 8]) + right[at + 1 :], whole


def compare_deltas(pair):
    """Whatever is wrong with a delta, the lists come out right."""

    def cases(before, new):
        for name, data, kinds in wrong_deltas(before, new):
            yield f"a delta: {name}", {new.delta_path(before): data}, ACCEPTED, kinds

    compare_each(pair, [1, 2, 3, 4000, 19998], cases)


def compare_files(pair):
    compare_each(pair, range(7000, 7010), wrong_files)


def compare_each(pair, flip, table):
    """Each case from the same publication to the next, the good one at the end."""
    before = pair.site.publications[-1]
    pair.save()
    pair.asked_about = "long"
    new = pair.publish(with_keys(pair.world, "long", flip=flip).keeping(*PARTS))
    with SiteServer(pair.site.folder) as server:
        for name, changes, answer, kinds in table(before, new):
            pair.follow(server, name, answer, kinds, changes)
            pair.restore()
        pair.follow(server, "after all of them", kinds="root head manifest delta")
    pair.forget()


def flipped(data, at=20):
    return data[:at] + bytes([data[at] ^ 1]) + data[at + 1 :]


def wrong_files(before, new):
    """Name, path, what stands there instead, the error, and what is asked for until then."""
    manifest, delta = f"manifest/{new.digest}", new.delta_path(before)
    wire = next(wire for one, wire in new.authority.lists() if one.name == "long")
    part = f"part/{cose.digest('skan-part', wire).hex()}"
    yield "a head of 1001 bytes", {"head": new.head.ljust(1001, b"\0")}, "size_mismatch", "root head"
    yield "a flipped head", {"head": flipped(new.head, len(new.head) - 9)}, "threshold_not_met", "root head"
    yield "no head but a manifest", {"head": new.manifest[:900]}, "malformed", "root head"
    yield "the head of before", {"head": before.head}, ACCEPTED, "root head"
    yield "a flipped manifest", {manifest: flipped(new.manifest)}, "hash_mismatch", "root head manifest"
    yield "the manifest of before", {manifest: before.manifest}, "hash_mismatch", "root head manifest"
    yield "a longer manifest", {manifest: new.manifest + b"\0"}, "size_mismatch", "root head manifest"
    whole = "root head manifest delta part"
    yield "a flipped list", {delta: None, part: flipped(wire)}, "hash_mismatch", whole
    yield "a longer list", {delta: None, part: wire + b"\0"}, "size_mismatch", whole
    yield "a shorter list", {delta: None, part: wire[:-1]}, "size_mismatch", whole
    roots = new.authority.roots
    following = with_recent_root(new.authority).roots[-1]
    name = f"root/{len(roots) + 1}"
    yield "a flipped root", {name: flipped(following, len(following) - 9)}, "threshold_not_met", "root"
    yield "a root too large", {name: following.ljust(trust_site.MAX_ROOT + 1, b"\0")}, "size_mismatch", "root"


def compare_roots_alone(pair):
    """A root that comes before the data that go with it is in force at once, and closes no door."""
    with SiteServer(pair.site.folder) as server:
        world = with_recent_root(pair.world, seeds=new_seeds("head", 7) | new_seeds("manifest", 7))
        pair.site.write(f"root/{len(world.roots)}", world.roots[-1])
        pair.follow(server, "a root alone", "threshold_not_met", "root root head")
        pair.follow(server, "a root alone, again", "threshold_not_met", "root head")
        world = with_keys(world, "long", flip=some(10, 9000)).keeping(*PARTS)
        pair.publish(world)
        pair.follow(server, "and the data that go with it", kinds="root head manifest delta")
        world = with_recent_root(world, seeds=new_seeds("head", 8))
        pair.site.write(f"root/{len(world.roots)}", world.roots[-1])
        pair.follow(server, "another root alone", "threshold_not_met", "root root head")
        pair.publish(with_keys(world, "long", flip=[4, 5]).keeping(*PARTS))
        pair.follow(server, "and the data at last", kinds="root head manifest delta")
