#!/usr/bin/python3
"""`skan-authority`, killed at any moment: the same command again ends it, nothing is lost or there twice, and no device is worse off.

SKAN_LONG=1 kills forty runs of each command in place of three.
"""

import functools
import http.server
import os
import random
import signal
import sqlite3
import subprocess
import threading
import time
import unittest

from rehearsal import FOUNDED, HEADER, ISSUED, Rehearsal, environment

ROUNDS = 40 if os.environ.get("SKAN_LONG") else 3
PEOPLE = 300 if os.environ.get("SKAN_LONG") else 60
WITHDRAWN = "7"  # by hand, before anything else happens


def row(number, birth="1985-04-12", more=""):
    return f"{number},vaccinated,Иванов Иван Иванович,,{birth},,2021-06-01,,Sputnik V,2,2,77,{more}"


def minute(count):
    """Of the day after all that was set up."""
    return f"2021-07-02T{count // 60:02}:{count % 60:02}:00Z"


class Quiet(http.server.SimpleHTTPRequestHandler):
    def log_message(self, *ignored):
        pass


class Kills(Rehearsal):
    def setUp(self):
        super().setUp()
        self.chance = random.Random(11)
        self.authority_id = self.found()
        self.write("people.csv", "\n".join([HEADER, *(row(n) for n in range(1, PEOPLE + 1))]) + "\n")
        self.must(self.authority("issue", "demo", "--in", "people.csv", "--out", "first", "--at", ISSUED))
        self.must(self.authority("revoke", "demo", WITHDRAWN, "--at", ISSUED))
        self.serve_site()
        self.provision(self.authority_id)
        self.took = {}  # seconds, by command

    def serve_site(self):
        self.must(self.authority("publish", "demo", "--site", "site", "--at", minute(0)))
        handler = functools.partial(Quiet, directory=self.folder / "site")
        server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler)
        threading.Thread(target=server.serve_forever, args=(0.01,), daemon=True).start()
        self.addCleanup(server.server_close)
        self.addCleanup(server.shutdown)
        self.url = f"http://127.0.0.1:{server.server_address[1]}/"

    def kill(self, *arguments):
        """Somewhere within the time that the command takes as a rule."""
        command = [os.environ["SKAN_AUTHORITY"], *map(str, arguments)]
        process = subprocess.Popen(command, cwd=self.folder, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, env=environment())
        try:
            process.wait(self.chance.uniform(0, 1.1) * self.took.get(arguments[0], 0.1))
        except subprocess.TimeoutExpired:
            process.send_signal(signal.SIGKILL)
            process.wait()
        self.assertIn(process.returncode, (0, -signal.SIGKILL), arguments)

    def end(self, *arguments, code=0):
        began = time.monotonic()
        done = self.must(self.authority(*arguments), code)
        took = time.monotonic() - began
        self.took[arguments[0]] = max(took, self.took.get(arguments[0], took))
        return done

    def ledger(self, sql):
        with sqlite3.connect(self.folder / "demo/ledger.db") as ledger:
            return ledger.execute(sql).fetchall()

    def check_ledger(self):
        """That each person has one certificate in force, but for the withdrawn one, and each key its file."""
        self.assertEqual(self.ledger("PRAGMA integrity_check"), [("ok",)])
        in_force = "SELECT id FROM certificates WHERE id NOT IN (SELECT certificate FROM withdrawn)"
        bearers = self.ledger("SELECT number, certificate FROM numbers")
        self.assertEqual(sorted(int(number) for number, _ in bearers), list(range(1, PEOPLE + 1)))
        replaced = [id for (id,) in self.ledger("SELECT certificate FROM events WHERE successor != 0")]
        self.assertEqual(len(replaced), len(set(replaced)), "replaced twice")
        ends = {id for (id,) in self.ledger("SELECT id FROM certificates")} - set(replaced)
        self.assertEqual(ends, {id for _, id in bearers})
        lost = [id for (id,) in self.ledger("SELECT id FROM issuer_keys WHERE use=3")]
        good = [id for (id,) in self.ledger(in_force) if id >> 29 not in lost]
        self.assertEqual(len(good), len(set(good) & ends), "a replaced certificate is in force")
        keys = self.must(self.authority("keys", "demo", "--json")).objects()
        self.assertEqual([key["state"] for key in keys if key["role"] == "issuer"].count("active"), 1)
        self.assertEqual([key for key in keys if key["file"] is None], [])

    def update(self, at):
        """A device may find the site half written; it must have data afterwards that are not older, and not take the withdrawn one."""
        store = lambda: self.must(self.skan("trust", "status", "--json", "--at", at), code=None).objects()[0]
        before = store()
        updated = self.skan("trust", "update", "--url", self.url, "--at", at, env=environment(no_proxy="*"))
        after = store()
        self.assertGreaterEqual(after["sequence"] or 0, before["sequence"] or 0, updated)
        self.assertEqual(self.verdict(f"first/{WITHDRAWN}.txt", at=at)["outcome"], "rejected")
        return updated

    def must(self, done, code=0):
        return done if code is None else super().must(done, code)

    def judge_all(self, folder, at, expected):
        """What becomes of the certificates in a folder, as {outcome: how many}."""
        texts = "".join(sorted(path.read_text() for path in (self.folder / folder).glob("*.txt")))
        done = self.skan("verify", "--json", "--at", at, "-", stdin=texts.encode())
        outcomes = [verdict["outcome"] for verdict in done.objects() if "outcome" in verdict]
        self.assertEqual({outcome: outcomes.count(outcome) for outcome in set(outcomes)}, expected, done.err)


class KilledCommands(Kills):
    def test_publish_leaves_a_site_that_devices_can_use(self):
        for n in range(1, ROUNDS + 1):
            self.must(self.authority("revoke", "demo", 10 + n, "--at", minute(n)))
            publish = ("publish", "demo", "--site", "site", "--out", "today.skb", "--at", minute(n))
            self.kill(*publish)
            half_way = self.update(minute(n))
            self.end(*publish)
            self.must(self.update(minute(n)))
            self.assertEqual(half_way.code, 0, half_way)
            self.assertEqual(self.verdict(f"first/{10 + n}.txt", at=minute(n))["reasons"], ["revoked"])
        self.assertEqual([path for path in (self.folder / "site").rglob("*.part")], [])

    def test_supersede_replaces_each_certificate_once(self):
        for n in range(1, ROUNDS + 1):
            birth = f"19{50 + n}-04-12"
            self.write("right.csv", "\n".join([HEADER, *(row(i, birth) for i in range(1, PEOPLE + 1))]) + "\n")
            supersede = ("supersede", "demo", "--in", "right.csv", "--out", f"right-{n}", "--at", minute(n))
            self.kill(*supersede)
            self.check_ledger()
            done = self.end(*supersede)
            replaced, before = (int(part.split()[0]) for part in done.out.split(", ")[:2])
            self.assertEqual(replaced + before, PEOPLE, done)
            self.check_ledger()
            self.assertEqual(self.ledger("SELECT count(*) FROM certificates"), [(PEOPLE * (n + 1),)])
        self.must(self.authority("publish", "demo", "--site", "site", "--at", minute(n), "--confirm-changes", PEOPLE * ROUNDS - 1))
        self.must(self.update(minute(n)))
        self.judge_all(f"right-{ROUNDS}", minute(n), {"accepted": PEOPLE})
        for folder in ["first", *(f"right-{k}" for k in range(1, ROUNDS))]:
            self.judge_all(folder, minute(n), {"rejected": PEOPLE})

    def test_rotate_loses_no_key(self):
        for n in range(1, ROUNDS + 1):
            rotate = ("rotate", "demo", "--at", minute(n))
            self.kill(*rotate)
            self.check_ledger()
            self.end(*rotate)
            self.check_ledger()
        self.must(self.authority("publish", "demo", "--site", "site", "--at", minute(n)))
        self.must(self.update(minute(n)))
        self.judge_all("first", minute(n), {"accepted": PEOPLE - 1, "rejected": 1})

    def test_compromised_signs_nothing_with_the_stolen_key_and_loses_nobody(self):
        for n in range(1, ROUNDS + 1):
            stolen = self.must(self.authority("status", "demo", "--json")).objects()[0]["issuer_key_id"]
            command = ("compromised", "demo", "--key", stolen, "--site", "site", "--at", minute(n))
            self.kill(*command)
            self.check_ledger()
            self.update(minute(n))
            self.end(*command)
            self.check_ledger()
            self.must(self.update(minute(n)))
            active = self.ledger("SELECT id, next_index FROM issuer_keys WHERE use=1")
            self.assertEqual([count for _, count in active], [PEOPLE - 1], "certificates of the new key")
        self.judge_all("first", minute(n), {"rejected": PEOPLE})
        self.write("others.csv", "\n".join([HEADER, *(row(i) for i in range(1, PEOPLE + 1) if str(i) != WITHDRAWN)]) + "\n")
        self.must(self.authority("issue", "demo", "--in", "others.csv", "--out", "anew", "--at", minute(n)))
        self.judge_all("anew", minute(n), {"accepted": PEOPLE - 1})

    def test_a_stolen_role_key_is_replaced(self):
        for n in range(1, ROUNDS + 1):
            role = ("head", "manifest", "policy", "authority")[n % 4]
            keys = self.must(self.authority("keys", "demo", "--json")).objects()
            stolen = next(key["key_id"] for key in keys if (key["role"], key["state"]) == (role, "active"))
            command = ("compromised", "demo", "--key", stolen, "--site", "site", "--proposal", "next.root", "--at", minute(n))
            self.kill(*command)
            self.check_ledger()
            self.update(minute(n))
            self.end(*command)
            self.must(self.update(minute(n)))
            self.assertFalse([key for key in self.must(self.authority("keys", "demo", "--json")).objects() if key["key_id"] == stolen and key["state"] == "active"])
        status = self.must(self.skan("trust", "status", "--json", "--at", minute(n))).objects()[0]
        self.assertEqual(status["root_version"], ROUNDS + 1)
        self.judge_all("first", minute(n), {"accepted": PEOPLE - 1, "rejected": 1})

    def test_root_combine_happens_or_does_not(self):
        for n in range(1, ROUNDS + 1):
            role = ("head", "manifest", "policy", "authority")[n % 4]
            self.must(self.authority("root", "propose", "demo", "--replace", role, "--out", "next.root", "--at", minute(n)))
            self.must(self.authority("root", "sign", "next.root", "--key", "demo/keys/root.key", "--out", "signature", "--yes"))
            combine = ("root", "combine", "demo", "next.root", "signature", "--at", minute(n))
            self.kill(*combine)
            self.check_ledger()
            self.end(*combine)
            for name, (object,) in [("root", self.ledger("SELECT value FROM state WHERE name='root'")[0]), (f"root-{n + 1}", self.ledger(f"SELECT value FROM state WHERE name='root.{n + 1}'")[0])]:
                self.assertEqual((self.folder / f"demo/public/{name}.cose").read_bytes(), object)
            self.must(self.authority("publish", "demo", "--site", "site", "--at", minute(n)))
            self.must(self.update(minute(n)))
        self.judge_all("first", minute(n), {"accepted": PEOPLE - 1, "rejected": 1})

    def test_a_key_opens_with_the_old_or_the_new_passphrase(self):
        self.write("pass-0", "correct horse battery")
        self.write("pass-1", "another horse battery")
        public = self.must(self.authority("key", "new", "root.key", "--passphrase-file", "pass-0")).out
        for n in range(ROUNDS):
            old, new = f"pass-{n % 2}", f"pass-{1 - n % 2}"
            change = ("key", "passphrase", "root.key", "--passphrase-file", old, "--new-passphrase-file", new)
            self.kill(*change)
            again = self.authority(*change)
            if again.code != 0:  # it had been changed
                self.assertIn("does not open", again.err)
            self.took["key"] = 0.6
            self.must(self.authority("key", "passphrase", "root.key", "--passphrase-file", new, "--new-passphrase-file", new))
        self.assertIn(public.strip(), (self.folder / "root.key").read_text())
        self.assertEqual([path.name for path in self.folder.glob("root.key*")], ["root.key"])


if __name__ == "__main__":
    unittest.main()
