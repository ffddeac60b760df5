"""Writer of a site with deltas, from sdk/doc/trust.md sections 7 ("Deltas") and 12; see writers.Authority."""

import cose
import status_list
from strict_cbor import encode
from trust_site import DELTA_AAD


class Publication:
    """One state of an authority, signed."""

    def __init__(self, authority):
        self.authority, self.number = authority, authority.number
        self.roots, self.head, self.manifest, datas = authority.bundle_items()
        self.parts = {cose.digest("skan-part", data).hex(): data for data in datas}
        self.digest = cose.digest("skan-manifest", self.manifest).hex()
        self.lists = [(one.kid, one.length, set(one.withdrawn)) for one, _ in authority.lists()]

    def files(self):
        for version, root in enumerate(self.roots, start=1):
            yield f"root/{version}", root
        for name, data in self.parts.items():
            yield f"part/{name}", data
        yield f"manifest/{self.digest}", self.manifest

    def positions_since(self, earlier):
        """What differs from `earlier`, counted through the lists of this publication."""
        before, positions, start = {kid: withdrawn for kid, _, withdrawn in earlier.lists}, [], 0
        for kid, length, withdrawn in self.lists:
            changed = withdrawn ^ before.get(kid, set())
            positions += [start + index for index in sorted(changed) if index < length]
            start += length
        return positions

    def saved_since(self, earlier):
        """The bytes of the lists that one who holds `earlier` would have to fetch whole."""
        before = {kid: rest for kid, *rest in earlier.lists}
        changed = [kid for kid, *rest in self.lists if before.get(kid) != rest]
        return sum(len(wire) for one, wire in self.authority.lists() if one.kid in changed)

    def delta_fields(self, earlier):
        positions = self.positions_since(earlier)
        changes = status_list.encode_golomb_rice(positions, status_list.best_rice(positions))[1:]
        manifest_number = self.authority.kept.get("manifest", (self.number,))[0]
        return {0: manifest_number, 1: changes}

    def delta(self, earlier, seed=None, aad=DELTA_AAD, **edits):
        """The delta from `earlier`; other fields (`version`, `changes`, `more`), key or aad make it wrong."""
        fields = self.delta_fields(earlier)
        fields[0], fields[1] = edits.get("version", fields[0]), edits.get("changes", fields[1])
        payload = encode(fields | edits.get("more", {}))
        return cose.write_sign1(seed or self.authority.seeds["manifest"][0], aad, payload)

    def delta_path(self, earlier):
        return f"delta/{self.digest}/{earlier.digest}"


class Site:
    """A site in a folder, and what was published there."""

    def __init__(self, folder):
        self.folder, self.publications = folder, []

    def write(self, path, data):
        file = self.folder / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(data)

    def publish(self, authority):
        """Whatever a file leads to is written before it, the head last."""
        new = Publication(authority)
        for earlier in self.publications:
            if len(delta := new.delta(earlier)) < new.saved_since(earlier):
                self.write(new.delta_path(earlier), delta)
        for path, data in new.files():
            self.write(path, data)
        self.write("head", new.head)
        self.publications.append(new)
        return new
