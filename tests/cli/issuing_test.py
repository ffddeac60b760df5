#!/usr/bin/python3
"""`skan-authority`: mass issuing into a packed file, kills and full disks, withdrawals by list and query, corrections.

SKAN_LONG=1 kills two hundred runs in place of ten.
"""

import json
import os
import random
import resource
import signal
import sqlite3
import subprocess
import time
import unittest

from rehearsal import GOOD, HEADER, HOLDER, ISSUED, NOW, PERSON, REGISTER, Rehearsal

ROWS = 6_000
KILLS = 200 if os.environ.get("SKAN_LONG") else 10


def row(number, person=PERSON, more=""):
    return f"{number},vaccinated,{person},2021-06-01,,Sputnik V,1,1,77,{more}"


class Issuing(Rehearsal):
    def setUp(self):
        super().setUp()
        self.found()

    def command(self, *arguments):
        return [os.environ["SKAN_AUTHORITY"], *map(str, arguments)]

    def issue_pack(self, name="people.csv", pack="country.skp", *more):
        return self.authority("issue", "demo", "--in", name, "--pack", pack, "--at", ISSUED, *more)

    def packed(self, pack="country.skp"):
        done = self.must(self.authority("extract", pack))
        return int(done.out.split(": ")[1].split()[0])

    def status(self):
        return self.must(self.authority("status", "demo", "--json")).objects()[0]

    def indices(self):
        """Of all certificates, from the ledger itself."""
        with sqlite3.connect(self.folder / "demo/ledger.db") as ledger:
            ids = [key for (key,) in ledger.execute("SELECT id FROM certificates ORDER BY id")]
            numbers = ledger.execute("SELECT count(*), count(DISTINCT certificate) FROM numbers").fetchone()
            self.assertEqual(numbers, (len(ids), len(ids)))
            return [key & (2**29 - 1) for key in ids]

    def many(self, count=ROWS):
        self.write("people.csv", "\n".join([HEADER, *(row(n) for n in range(1, count + 1))]) + "\n")

    def show(self, number):
        return self.must(self.authority("show", "demo", number, "--json")).objects()[0]

    def test_a_packed_file_gives_back_the_certificates_that_files_hold(self):
        self.issue(REGISTER)
        self.must(self.authority("issue", "demo", "--in", "people.csv", "--pack", "all.skp", "--at", NOW))
        self.assertEqual(self.packed("all.skp"), len(REGISTER))
        self.must(self.authority("extract", "all.skp", GOOD, "--out", "again", "--svg"))
        self.assertEqual((self.folder / f"again/{GOOD}.txt").read_text(), (self.folder / f"cards/{GOOD}.txt").read_text())
        self.assertTrue((self.folder / f"again/{GOOD}.svg").read_text().startswith("<svg "))
        self.assertEqual(self.authority("extract", "all.skp", GOOD).out, (self.folder / f"cards/{GOOD}.txt").read_text())
        missing = self.authority("extract", "all.skp", "404")
        self.assertEqual((missing.code, "404" in missing.err), (1, True))

    def test_json_lines_are_issued_line_by_line(self):
        good = {"number": 1, "kind": "vaccinated", "name": HOLDER["name"], "birth_date": "1985-04-12", "event_date": "2021-06-01",
                "batch": "lot 7", "office": "clinic 5"}
        lines = [json.dumps(good), "", "[1]", '{"number": "2", oops', json.dumps({**good, "number": "3", "event_date": "2021-02-30"}),
                 '{"number": "4", "number": "5"}', json.dumps({**good, "number": "6", "replaces": "1"})]
        self.write("people.jsonl", "\n".join(lines))
        done = self.must(self.authority("issue", "demo", "--in", "people.jsonl", "--out", "cards", "--at", ISSUED), 1)
        expected = {3: "object", 4: "JSON", 5: "event_date", 6: "twice", 7: "supersede"}
        for (line, part), said in zip(expected.items(), done.err.splitlines(), strict=True):
            self.assertIn(f"people.jsonl, line {line}: ", said)
            self.assertIn(part, said)
        self.assert_no_holder(done.err)
        shown = self.show("1")
        self.assertEqual((shown["batch"], shown["office"], shown["events"]), ("lot 7", "clinic 5", []))

    def test_refused_rows_can_go_to_a_file(self):
        self.write("people.csv", "\n".join([HEADER, row(1), row("no number!"), row(1)]) + "\n")
        done = self.must(self.issue_pack("people.csv", "a.skp", "--report", "refused.csv"), 1)
        self.assertEqual(done.err.count("\n"), 1)
        self.assertIn("2 rows were refused; refused.csv", done.err)
        report = (self.folder / "refused.csv").read_text().splitlines()
        self.assertEqual(report[0], "row,reason")
        self.assertTrue(report[1].startswith('line 3,"number: '), report)
        self.assertTrue(report[2].startswith('line 4,"number: stands in an earlier row'), report)

    def test_a_kill_anywhere_loses_and_doubles_nothing(self):
        self.many()
        source = random.Random(5)
        seen = 0
        for attempt in range(KILLS):
            started = time.monotonic()
            process = subprocess.Popen(self.command("issue", "demo", "--in", "people.csv", "--pack", "country.skp", "--at", ISSUED),
                                       cwd=self.folder, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
            time.sleep(source.random() * 0.4)
            process.kill()
            process.wait()
            indices = self.indices()
            self.assertEqual(indices, list(range(len(indices))))
            self.assertGreaterEqual(len(indices), seen)
            seen = len(indices)
            if seen == ROWS:
                break
        done = self.must(self.issue_pack())
        self.assertIn(f"{ROWS - seen} issued, {seen} issued before, 0 refused", done.out)
        self.assertEqual(self.indices(), list(range(ROWS)))
        self.assertEqual(self.packed(), ROWS)

    def test_ctrl_c_ends_between_two_batches_and_the_next_start_goes_on(self):
        self.many(60_000)
        process = subprocess.Popen(self.command("issue", "demo", "--in", "people.csv", "--pack", "country.skp", "--at", ISSUED),
                                   cwd=self.folder, stdout=subprocess.PIPE, stderr=subprocess.PIPE)
        while process.poll() is None and (not (self.folder / "country.skp").exists() or (self.folder / "country.skp").stat().st_size < 100):
            time.sleep(0.005)
        process.send_signal(signal.SIGINT)
        out, err = process.communicate(timeout=100)
        self.assertEqual(process.returncode, 130, err)
        self.assertIn("goes on from there", err.decode())
        issued = int(out.split()[0])
        self.assertTrue(0 < issued < 60_000, issued)
        self.assertEqual((self.status()["issued"], self.packed()), (issued, issued))
        self.must(self.issue_pack())
        self.assertEqual((self.status()["issued"], self.packed()), (60_000, 60_000))

    def test_a_full_disk_stops_with_a_message_and_the_same_command_goes_on(self):
        self.many()

        def small_files(size):
            def limit():
                signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
                resource.setrlimit(resource.RLIMIT_FSIZE, (size, size))
            return limit

        for size in (200_000, 700_000, 1_300_000):
            with self.subTest(size):
                done = subprocess.run(self.command("issue", "demo", "--in", "people.csv", "--pack", "country.skp", "--at", ISSUED),
                                      cwd=self.folder, capture_output=True, preexec_fn=small_files(size), timeout=100, text=True)
                self.assertEqual(done.returncode, 3, done)
                self.assertRegex(done.stderr, "(ledger.db|country.skp): .*(disk|space)")
                indices = self.indices()
                self.assertEqual(indices, list(range(len(indices))))
        self.must(self.issue_pack())
        self.assertEqual((self.indices(), self.packed()), (list(range(ROWS)), ROWS))

    def test_a_locked_ledger_is_named(self):
        self.many(3)
        with sqlite3.connect(self.folder / "demo/ledger.db") as other:
            other.execute("BEGIN IMMEDIATE")
            done = self.issue_pack()
            self.assertEqual((done.code, "ledger.db" in done.err, "locked" in done.err), (3, True, True), done.err)
        self.assertEqual(self.status()["issued"], 0)

    def test_withdrawing_by_list_and_query_needs_the_count(self):
        rows = [row(n) + f",lot {n % 4},clinic {n % 2}" for n in range(1, 401)]
        self.write("people.csv", "\n".join([HEADER + ",batch,office", *rows]) + "\n")
        self.must(self.issue_pack())
        query = ("revoke", "demo", "--batch", "lot 1", "--office", "clinic 1", "--reason", "spoilt", "--at", NOW)
        planned = self.must(self.authority(*query, "--dry-run", "--json")).objects()[0]
        self.assertEqual((planned["changed"], planned["needs_confirmation"], planned["dry_run"]), (100, True, True))
        for more in ((), ("--dry-run",)):
            mistyped = self.must(self.authority("revoke", "demo", "--batch", "lot l", *more, "--at", NOW), 1)
            self.assertEqual((mistyped.out, "no certificate fits" in mistyped.err), ("", True), mistyped)
        unknown = self.must(self.authority("restore", "demo", "--office", "clinic 9", "--json", "--at", NOW), 1)
        self.assertEqual((unknown.objects()[0]["changed"], "no certificate fits" in unknown.err), (0, True), unknown)
        for more in ((), ("--confirm-count", "99")):
            refused = self.authority(*query, *more)
            self.assertEqual((refused.code, "100 certificates would change" in refused.err), (1, True), refused)
        self.assertEqual(self.status()["revoked"], 0)
        self.assertIn("100 withdrawn", self.must(self.authority(*query, "--confirm-count", "100")).out)
        self.write("list.txt", "# a list\n1\n\n5  # this one\r\n")
        restored = self.authority("restore", "demo", "--list", "list.txt", "--reason", "tested again", "--at", NOW)
        self.assertIn("2 restored", self.must(restored).out)
        self.assertEqual([e["what"] + ": " + e["reason"] for e in self.show("5")["events"]], ["withdrawn: spoilt", "restored: tested again"])
        self.write("bad.txt", "1\n" + HOLDER["name"] + "\n")
        bad = self.authority("revoke", "demo", "--list", "bad.txt")
        self.assert_one_line(bad, "bad.txt, line 2")
        self.assert_no_holder(bad.err)
        self.assert_one_line(self.authority("revoke", "demo", "--list", "none.txt"), "none.txt")
        self.assert_one_line(self.authority("revoke", "demo", "--issued-from", "yesterday"), "--issued-from")
        self.assertEqual(self.status()["revoked"], 98)

    def test_corrections_replace_wrong_certificates(self):
        self.issue(REGISTER)
        wrong = (self.folder / f"cards/{GOOD}.txt").read_text()
        person = PERSON.replace("1985-04-12", "1985-04-21")
        self.write("corrections.csv", "\n".join([HEADER + ",replaces", row(GOOD, person) + ",", row("new-1", person) + ",404"]) + "\n")
        command = ("supersede", "demo", "--in", "corrections.csv", "--out", "right", "--reason", "birth date", "--at", NOW)
        done = self.must(self.authority(*command), 1)
        self.assertIn("1 replaced, 0 replaced before, 1 refused", done.out)
        self.assertIn("corrections.csv, line 3: replaces", done.err)
        self.assert_no_holder(done.err)
        self.assertIn("0 replaced, 1 replaced before, 1 refused", self.must(self.authority(*command), 1).out)
        right = (self.folder / f"right/{GOOD}.txt").read_text()
        self.publish("today.skb", at=NOW)
        self.write("wrong.txt", wrong)
        self.write("right.txt", right)
        self.provision(self.status()["authority"])
        self.must(self.skan("trust", "update", "today.skb", "--at", NOW))
        self.assertEqual([self.verdict(name)["outcome"] for name in ("wrong.txt", "right.txt")], ["rejected", "accepted"])


if __name__ == "__main__":
    unittest.main()
