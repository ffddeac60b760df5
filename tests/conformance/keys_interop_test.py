#!/usr/bin/python3
"""Key files, root proposals and setup codes of skan-authority, read by what knows only sdk/doc/keys.md (and, for encodings, format.md and trust.md).

The environment variable SKAN_AUTHORITY names the program. Ends with 0 if everything agreed.
"""

import json
import pathlib
import sys
import tempfile

import nacl.pwhash.argon2id
from nacl.bindings import crypto_aead_xchacha20poly1305_ietf_decrypt as aead_open

import cose
import skn1
import strict_cbor
from programs import AT, Program, Tally

PASSPHRASE = "correct horse battery"
ROLES = ("root", "authority", "policy", "manifest", "head", "issuer")


def open_key_file(text, passphrase):
    """(role, seed) by section 2."""
    before, check = text[: text.index("check: ")], text[text.index("check: ") :]
    assert check == f"check: {cose.digest('skan-file', before.encode()).hex()}\n", "check"
    lines = before.splitlines()
    assert lines[0] == "skan-secret-key 2" and len(lines) == 6, "lines"
    role, public, kdf, salt, sealed = (line.split(": ", 1)[1] for line in lines[1:])
    name, passes, memory = kdf.split(" ")
    assert name == "argon2id", "kdf"
    key = nacl.pwhash.argon2id.kdf(32, passphrase.encode(), bytes.fromhex(salt), opslimit=int(passes), memlimit=int(memory))
    bound = "".join(line + "\n" for line in lines[:5]).encode()
    nonce, box = bytes.fromhex(sealed)[:24], bytes.fromhex(sealed)[24:]
    seed = aead_open(box, bound, nonce, key)
    assert cose.public_key_of(seed).hex() == public, "public"
    return role, seed


def read_proposal(text):
    """(signed roots, payload) by section 4."""
    lines = text.splitlines()
    assert lines[0] == "skan-root-proposal 1", "first line"
    roots = [bytes.fromhex(line[6:]) for line in lines if line.startswith("root: ")]
    assert lines[-1].startswith("proposed: "), "last line"
    return roots, bytes.fromhex(lines[-1][10:])


def signature_holds(text, roots, payload):
    lines = dict(line.split(": ", 1) for line in text.splitlines()[1:])
    public, signature = bytes.fromhex(lines["public"]), bytes.fromhex(lines["signature"])
    named = cose.digest("skan-file", roots[-1], payload).hex() == lines["proposal"]
    protected = cose.protected_header(cose.kid_of(public))
    return named and cose.holds(public, signature, cose.sign_input(protected, b"skan/root/1", payload))


def read_setup_code(text):
    assert text.startswith("SKNSETUP1:"), "prefix"
    return dict(strict_cbor.decode(skn1.base45_decode(text[10:])).pairs)


def compare(tally, folder):
    program = Program("SKAN_AUTHORITY")
    passphrase, office = folder / "pass", folder / "office"
    passphrase.write_text(PASSPHRASE + "\n")
    sealed = ("--passphrase-file", passphrase)
    init = program.run("init", office, *sealed, "--at", AT, "--json")
    authority = json.loads(init.stdout)["authority"]
    for role in ROLES:
        found, seed = open_key_file((office / "keys" / f"{role}.key").read_text(), PASSPHRASE)
        tally.same("key files", f"{role}.key", found, role)
    program.run("root", "propose", office, "--out", folder / "r2", "--at", AT)
    program.run("root", "sign", folder / "r2", "--key", office / "keys/root.key", "--out", folder / "s", "--yes", *sealed)
    roots, payload = read_proposal((folder / "r2").read_text())
    tally.same("proposals", "authority id", cose.digest("skan-root", roots[0]).hex(), authority)
    tally.same("proposals", "signature", signature_holds((folder / "s").read_text(), roots, payload), True)
    url, policy = "https://trust.example/site/", "ru-federal-2021"
    code = json.loads(program.run("enroll", office, "--url", url, "--policy", policy, "--json").stdout)
    fields = read_setup_code(code["text"])
    tally.same("setup codes", "fields", fields, {0: bytes.fromhex(authority), 1: code["name"], 2: url, 3: policy})
    tally.same("setup codes", "text", "SKNSETUP1:" + skn1.base45_encode(strict_cbor.encode(fields)), code["text"])


def main():
    tally = Tally()
    with tempfile.TemporaryDirectory(prefix="skan-keys-interop-") as folder:
        compare(tally, pathlib.Path(folder))
    return tally.finish()


if __name__ == "__main__":
    sys.exit(main())
