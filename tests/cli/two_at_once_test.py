#!/usr/bin/python3
"""Two `skan-authority` processes at one ledger at the same time: nothing is issued twice, lost, or in force that was withdrawn.

SKAN_LONG=1 runs each pair ten times in place of twice.
"""

import os
import pathlib
import sqlite3
import subprocess
import unittest

from rehearsal import HEADER, ISSUED, Rehearsal, environment

ROUNDS = 10 if os.environ.get("SKAN_LONG") else 2
PEOPLE = 400


def row(number, birth="1985-04-12"):
    return f"{number},vaccinated,Иванов Иван Иванович,,{birth},,2021-06-01,,Sputnik V,2,2,77,"


def minute(count):
    return f"2021-07-02T{count // 60:02}:{count % 60:02}:00Z"


class TwoAtOnce(Rehearsal):
    def start(self, *arguments):
        command = [os.environ["SKAN_AUTHORITY"], *map(str, arguments)]
        return subprocess.Popen(command, cwd=self.folder, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, env=environment())

    def together(self, *commands):
        """Their outputs. A run that was overtaken says so, and ends when it is run again."""
        running = [(command, self.start(*command)) for command in commands]
        outputs = []
        for command, process in running:
            out, err = process.communicate(timeout=120)
            while process.returncode != 0:
                self.assertRegex(err, "run this again|start again", (command, out))
                process = self.start(*command)
                out, err = process.communicate(timeout=120)
            outputs.append(out)
        return outputs

    def register(self, name, numbers, birth="1985-04-12"):
        return self.write(name, "\n".join([HEADER, *(row(n, birth) for n in numbers)]) + "\n")

    def ledger(self, sql, name="demo"):
        with sqlite3.connect(self.folder / name / "ledger.db") as ledger:
            return ledger.execute(sql).fetchall()

    def texts(self, folder):
        return {path.name: path.read_text() for path in (self.folder / folder).glob("*.txt")}

    def judge(self, texts, store, at):
        done = self.skan("verify", "--json", "--store", store, "--at", at, "-", stdin="".join(texts).encode())
        return [verdict for verdict in done.objects() if "outcome" in verdict]

    def test_two_runs_with_one_register_issue_it_once(self):
        for n in range(ROUNDS):
            name = f"a{n}"
            self.found(name)
            self.register("people.csv", range(1, PEOPLE + 1))
            outputs = self.together(*(("issue", name, "--in", "people.csv", "--out", f"{name}-{k}", "--pack", f"{name}-{k}.skp", "--at", ISSUED) for k in "ab"))
            issued = [int(out.split()[0]) for out in outputs]
            self.assertEqual(self.ledger("SELECT count(*), min(id), max(id) FROM certificates", name), [(PEOPLE, 2**29, 2**29 + PEOPLE - 1)])
            self.assertEqual(sum(issued), PEOPLE, outputs)
            self.assertEqual((len(self.texts(f"{name}-a")), self.texts(f"{name}-a")), (PEOPLE, self.texts(f"{name}-b")))
            for k in "ab":
                self.assertIn(f": {PEOPLE} ", self.must(self.authority("extract", f"{name}-{k}.skp")).out)

    def test_two_runs_with_registers_that_overlap_and_contradict_each_other_issue_each_number_once(self):
        for n in range(ROUNDS):
            name = f"b{n}"
            self.found(name)
            self.register("left.csv", range(1, PEOPLE + 1))
            self.register("right.csv", range(PEOPLE // 2, 2 * PEOPLE + 1), "1985-04-13")
            running = [self.start("issue", name, "--in", f"{side}.csv", "--out", f"{name}-{side}", "--at", ISSUED) for side in ("left", "right")]
            told = [process.communicate(timeout=120) for process in running]
            counts = [[int(part.split()[0]) for part in out.split(", ")[:3]] for out, _ in told]
            twice = PEOPLE // 2 + 1
            self.assertEqual((sum(issued for issued, _, _ in counts), sum(refused for _, _, refused in counts)), (2 * PEOPLE, twice), told)
            self.assertEqual(sorted({process.returncode for process in running} - {0}), [1])
            numbers = self.ledger("SELECT count(*), count(DISTINCT certificate) FROM numbers", name)
            self.assertEqual(numbers, [(2 * PEOPLE, 2 * PEOPLE)])
            left, right = self.texts(f"{name}-left"), self.texts(f"{name}-right")
            self.assertEqual((len(left) + len(right), left.keys() & right.keys()), (2 * PEOPLE, set()))

    def test_what_is_issued_beside_a_publication_is_never_called_forged_or_withdrawn(self):
        authority_id = self.found()
        for n in range(1, ROUNDS + 1):
            self.register("people.csv", range(n * 1000, n * 1000 + PEOPLE))
            self.together(("issue", "demo", "--in", "people.csv", "--out", f"cards-{n}", "--at", minute(n)),
                          ("publish", "demo", "--out", f"{n}.skb", "--site", "site", "--at", minute(n)),
                          ("publish", "demo", "--out", f"{n}-b.skb", "--site", "site", "--at", minute(n)))
            store = f"{n}.db"
            self.provision(authority_id, store)
            self.must(self.skan("trust", "update", "--store", store, f"{n}.skb", "--at", minute(n)))
            early = self.judge(self.texts(f"cards-{n}").values(), store, minute(n))
            self.assertEqual(len(early), PEOPLE)
            wrong = [verdict for verdict in early if verdict["outcome"] == "rejected"]
            self.assertEqual(wrong, [])
            self.must(self.authority("publish", "demo", "--out", "last.skb", "--at", minute(n)))
            self.must(self.skan("trust", "update", "--store", store, "last.skb", "--at", minute(n)))
            late = self.judge(self.texts(f"cards-{n}").values(), store, minute(n))
            self.assertEqual([verdict for verdict in late if verdict["outcome"] != "accepted"], [])

    def test_corrections_beside_withdrawals_leave_one_in_force_at_most(self):
        for n in range(ROUNDS):
            name = f"c{n}"
            self.found(name)
            self.register("people.csv", range(1, PEOPLE // 4 + 1))
            self.must(self.authority("issue", name, "--in", "people.csv", "--out", "cards", "--at", ISSUED))
            self.register("right.csv", range(1, PEOPLE // 4 + 1), "1985-04-21")
            self.write("numbers", "".join(f"{number}\n" for number in range(1, PEOPLE // 4 + 1)))
            revoke = ("revoke", name, "--list", "numbers", "--confirm-count", PEOPLE // 4, "--at", ISSUED)
            self.together(("supersede", name, "--in", "right.csv", "--out", f"{name}-right", "--at", ISSUED), revoke)
            replaced = self.ledger("SELECT certificate FROM events WHERE successor != 0", name)
            self.assertEqual((len(replaced), len(set(replaced))), (PEOPLE // 4, PEOPLE // 4))
            in_force = "SELECT count(*) FROM certificates WHERE id NOT IN (SELECT certificate FROM withdrawn)"
            bearers = in_force + " AND id IN (SELECT certificate FROM numbers)"
            self.assertEqual(self.ledger(in_force, name), self.ledger(bearers, name))
            withdrawn = "SELECT count(*) FROM withdrawn w JOIN events e ON e.certificate = w.certificate AND e.successor != 0"
            self.assertGreaterEqual(self.ledger(withdrawn, name)[0][0], PEOPLE // 4)

    def active_key(self, name):
        return self.must(self.authority("status", name, "--json")).objects()[0]["issuer_key_id"]

    def test_a_drill_beside_a_drill_and_a_register_leaves_each_person_one_good_certificate(self):
        for n in range(ROUNDS):
            name, at = f"d{n}", minute(n)
            authority_id = self.found(name)
            self.register("first.csv", range(1, PEOPLE + 1))
            self.must(self.authority("issue", name, "--in", "first.csv", "--out", "first", "--at", ISSUED))
            self.register("people.csv", range(1, 4 * PEOPLE + 1))
            stolen = self.active_key(name)
            drill = ("compromised", name, "--key", stolen, "--out", f"{name}.skb", "--at", at)
            issue = ("issue", name, "--in", "people.csv", "--pack", f"{name}.skp", "--out", f"{name}-cards", "--at", at)
            self.together(drill, issue, drill)
            self.must(self.authority(*issue))
            self.must(self.authority("publish", name, "--out", f"{name}.skb", "--at", at))
            self.provision(authority_id, f"{name}.db", name)
            self.must(self.skan("trust", "update", "--store", f"{name}.db", f"{name}.skb", "--at", at))
            verdicts = self.judge(self.texts(f"{name}-cards").values(), f"{name}.db", at)
            self.assertEqual([verdict["outcome"] for verdict in verdicts], ["accepted"] * (4 * PEOPLE))
            self.assertNotIn(stolen, {verdict["evidence"]["key_id"] for verdict in verdicts})
            replaced = self.ledger("SELECT count(*), count(DISTINCT certificate) FROM events WHERE successor != 0", name)[0]
            self.assertEqual(replaced[0], replaced[1], "reissued twice")
            self.assertEqual(self.ledger("SELECT count(*) FROM numbers", name), [(4 * PEOPLE,)])

    def test_rotations_beside_a_register_leave_one_active_key_and_all_certificates_good(self):
        for n in range(ROUNDS):
            name, at = f"e{n}", minute(n)
            authority_id = self.found(name)
            self.register("people.csv", range(1, 4 * PEOPLE + 1))
            rotate = ("rotate", name, "--at", at)
            issue = ("issue", name, "--in", "people.csv", "--out", f"{name}-cards", "--at", at)
            self.together(rotate, issue, rotate)
            self.assertEqual(self.ledger("SELECT count(*) FROM issuer_keys WHERE use=1", name), [(1,)])
            self.must(self.authority("publish", name, "--out", f"{name}.skb", "--at", at))
            self.provision(authority_id, f"{name}.db", name)
            self.must(self.skan("trust", "update", "--store", f"{name}.db", f"{name}.skb", "--at", at))
            verdicts = self.judge(self.texts(f"{name}-cards").values(), f"{name}.db", at)
            self.assertEqual([verdict["outcome"] for verdict in verdicts], ["accepted"] * (4 * PEOPLE))


if __name__ == "__main__":
    unittest.main()
