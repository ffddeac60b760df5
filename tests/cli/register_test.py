#!/usr/bin/python3
"""`skan-authority`: registers in CSV and JSON, bad rows, withdrawals, publications and their exit codes."""

import json
import os
import pathlib
import stat
import subprocess
import time
import unittest

from rehearsal import GOOD, HEADER, HOLDER, ISSUED, NOW, PERSON, REGISTER, REVOKED, Rehearsal

EXAMPLES = pathlib.Path(__file__).resolve().parents[2] / "examples" / "data"
ROW = ["row", "outcome", "number", "status_index", "text", "picture", "error"]


def row(number="1", kind="vaccinated", person=PERSON, event=",2021-06-01,,Sputnik V,1,1,77,"):
    return f"{number},{kind},{person}{event}"


class Register(Rehearsal):
    def setUp(self):
        super().setUp()
        self.found()

    def issue_file(self, name, content, *arguments, out="cards"):
        self.write(name, content)
        return self.authority("issue", "demo", "--in", name, "--out", out, "--at", ISSUED, *arguments)

    def issued(self, out="cards"):
        folder = self.folder / out
        return sorted(p.name for p in folder.iterdir()) if folder.exists() else []

    def count(self):
        return self.must(self.authority("status", "demo", "--json")).objects()[0]["issued"]

    def test_the_documented_examples_agree_in_both_formats(self):
        for name, out in (("people.csv", "a"), ("people.json", "b")):
            done = self.authority("issue", "demo", "--in", EXAMPLES / name, "--out", out, "--at", ISSUED)
            self.must(done)
        self.assertIn("0 issued, 6 issued before, 0 refused", done.out)
        texts = {p.name: p.read_text() for p in (self.folder / "a").iterdir()}
        self.assertEqual(texts, {p.name: p.read_text() for p in (self.folder / "b").iterdir()})
        self.assertEqual(len(texts), 6)

    def test_json_of_rows_has_exactly_its_fields(self):
        done = self.issue_file("people.csv", f"{HEADER}\n{row('1')}\n{row('2', 'cured')}\n", "--json", "--png")
        self.must(done, 1)
        good, bad = done.objects()
        self.assertEqual((list(good), list(bad)), (ROW, ROW))
        self.assertEqual(good, {"row": "line 2", "outcome": "issued", "number": "1", "status_index": 0,
                                "text": "cards/1.txt", "picture": "cards/1.png", "error": None})
        self.assertEqual((bad["row"], bad["outcome"], bad["number"]), ("line 3", "refused", None))
        self.assertIn("kind", bad["error"])
        self.assertEqual(self.issued(), ["1.png", "1.txt"])

    def test_columns_may_come_in_any_order_with_a_byte_order_mark_and_crlf(self):
        content = (
            "\ufeffkind,birth_date,number,product,name,event_date\r\n"
            'vaccinated,1985-04-12,1,"Sputnik, ""V""",Иванов,2021-06-01\r\n'
            "vaccinated,1985-04-12,2,,Иванов,2021-06-01\r\n"
        )
        self.must(self.issue_file("people.csv", content))
        self.assertEqual(self.issued(), ["1.txt", "2.txt"])

    def test_bad_rows_are_named_by_line_and_field_and_the_good_ones_issued(self):
        rows = [
            row("1"),
            row("2", event=",2021-02-30,,Sputnik V,1,1,77,"),
            row("3", kind="cured"),
            row("4", event=",,,Sputnik V,1,1,77,"),
            row("5", event=",2021-06-01,,Sputnik V,2,1,77,"),
            row("6", event=",2021-06-01,,Sputnik V,1,1,1000,"),
            row("not a number!"),
            row("8") + ",one too many",
            row("9", person=PERSON.replace("Ivanov", 'Iva"nov')),
            row("10", person='"' + HOLDER["name"] + '\n",,1985-04-12,'),
            row("11", person=PERSON.replace("1985-04-12", "12.04.1985")),
            row("1", person=PERSON.replace("1985-04-12", "1985-04-13")),
            row("1"),
            row("14", event=",2021-06-01,,Sputnik V,1,1,77,2021-06-30"),
            "",
            row("16"),
        ]
        content = (HEADER + "\n" + "\n".join(rows) + "\n").encode() + row("17").encode("cp1251") + b"\n"
        done = self.must(self.issue_file("people.csv", content), 1)
        expected = {3: "event_date", 4: "kind", 5: "event_date", 6: "dose", 7: "region", 8: "number", 9: "fields",
                    10: "quote", 11: "name", 13: "birth_date", 14: "number", 15: "number", 16: "", 19: "name: is not UTF-8; save"}
        for (line, part), said in zip(expected.items(), done.err.splitlines(), strict=True):
            self.assertIn(f"skan-authority: people.csv, line {line}: ", said)
            self.assertIn(part, said)
        self.assert_no_holder(done.err)
        self.assertNotIn("12.04.1985", done.err)
        self.assertEqual(self.issued(), ["1.txt", "16.txt"])
        self.assertIn("2 issued, 0 issued before, 14 refused", done.out)

    def test_files_that_are_no_register(self):
        for name, content, part in (
            ("empty.csv", "", "empty"),
            ("header.csv", "number,kind,name,birth_date\n", "event_date"),
            ("column.csv", HEADER + ",colour\n", "unknown name"),
            ("twice.csv", HEADER + ",number\n", "twice"),
            ("semicolon.csv", HEADER.replace(",", ";") + "\n", "semicolons"),
            ("headless.csv", HOLDER["name"] + ",1985-04-12\n", "give it a header"),
            ("utf16.csv", HEADER.encode("utf-16"), "header"),
            ("open.csv", HEADER + '\n1,vaccinated,"' + HOLDER["name"] + "\n", "line 2"),
            ("endless.csv", HEADER + '\n1,vaccinated,"' + "x" * 100_000 + '"\n', "line 2"),
            ("not.json", '[{"number": "1", "name": "' + HOLDER["name"] + '", oops', "byte"),
            ("object.json", "{}", "array"),
            ("people.xlsx", "PK", ".csv or .json"),
        ):
            with self.subTest(name):
                self.assert_one_line(self.issue_file(name, content), name, part)
        self.assert_one_line(self.authority("issue", "demo", "--in", "no.csv", "--out", "x"), "no.csv")
        self.assertEqual((self.issued(), self.count()), ([], 0))

    def test_rows_before_the_end_of_a_broken_file_are_issued(self):
        done = self.issue_file("people.csv", f'{HEADER}\n{row("1")}\n2,vaccinated,"open\n')
        self.assert_one_line(done, "people.csv", "line 3")
        self.assertEqual((self.issued(), self.count()), (["1.txt"], 1))

    def test_bad_entries_of_a_json_register(self):
        good = {"number": 1, "kind": "vaccinated", "name": HOLDER["name"], "birth_date": "1985-04-12",
                "event_date": "2021-06-01", "dose": 1, "doses": 1}
        entries = [good, {**good, "number": "2", "colour": "red"}, "entry", {**good, "number": 3.5},
                   {**good, "number": "4", "dose": True}, {**good, "number": "5", "event_date": "2021-02-30"},
                   {**good, "number": "6", "product": None}]
        content = json.dumps(entries)[:-1] + ', {"number": "7", "number": "8"}]'
        done = self.must(self.issue_file("people.json", content), 1)
        expected = {2: "unknown name", 3: "object", 4: "number", 5: "dose", 6: "event_date", 8: "twice"}
        for (entry, part), said in zip(expected.items(), done.err.splitlines(), strict=True):
            self.assertIn(f"people.json, entry {entry}: ", said)
            self.assertIn(part, said)
        self.assert_no_holder(done.err)
        self.assertEqual(self.issued(), ["1.txt", "6.txt"])

    def test_more_rows_than_one_transaction_holds(self):
        rows = [row(str(n)) for n in range(1, 1202)]
        self.must(self.issue_file("people.csv", "\n".join([HEADER, *rows]) + "\n"))
        self.assertEqual((len(self.issued()), self.count()), (1201, 1201))

    def test_a_kill_leaves_no_file_whose_certificate_is_not_in_the_ledger(self):
        rows = [row(str(n)) for n in range(1, 5001)]
        self.write("people.csv", "\n".join([HEADER, *rows]) + "\n")
        command = [os.environ["SKAN_AUTHORITY"], "issue", "demo", "--in", "people.csv", "--out", "cards"]
        process = subprocess.Popen([*command, "--at", ISSUED], cwd=self.folder, stdout=subprocess.DEVNULL)
        while process.poll() is None and len(self.issued()) < 700:
            time.sleep(0.001)
        process.kill()
        process.wait()
        left = {p.name: p.read_text() for p in (self.folder / "cards").glob("*.txt")}
        self.assertTrue(600 <= len(left) < 5000, len(left))
        # A certificate that the ledger lacked would now be issued with another time.
        self.must(self.authority("issue", "demo", "--in", "people.csv", "--out", "cards", "--at", NOW))
        self.assertEqual({name: (self.folder / "cards" / name).read_text() for name in left}, left)
        self.assertEqual(self.count(), 5000)

    def test_the_same_register_again_makes_lost_files_again(self):
        self.issue(REGISTER)
        text = self.folder / "cards" / f"{GOOD}.txt"
        before = text.read_text()
        text.unlink()
        self.issue(REGISTER, at=NOW)
        self.assertEqual((text.read_text(), self.count()), (before, len(REGISTER)))

    def test_a_full_name_and_a_document_are_signed_only_masked(self):
        self.issue(REGISTER)
        for path in (self.folder / "cards").iterdir():
            self.assertNotIn(HOLDER["latin"].encode(), path.read_bytes())
        ledger = (self.folder / "demo/ledger.db").read_bytes()
        for secret in HOLDER.values():
            self.assertNotIn(secret.encode(), ledger)

    def test_secret_keys_are_the_owners_alone_and_never_printed(self):
        self.issue(REGISTER)
        keys = list((self.folder / "demo/keys").iterdir())
        self.assertTrue(keys)
        said = "".join(self.authority("status", "demo", *more).out for more in ((), ("--json",)))
        for key in keys:
            self.assertEqual(stat.S_IMODE(key.stat().st_mode), 0o600, key)
            self.assertNotIn(key.read_bytes().hex()[:32], said)
            self.assertNotIn(key.read_text(errors="replace").strip()[:32], said)

    def test_withdrawing_is_for_all_numbers_or_none(self):
        self.issue(REGISTER)
        done = self.authority("revoke", "demo", GOOD, "404", "--at", ISSUED)
        self.assertEqual((done.code, done.err.count("\n")), (1, 1), done)
        self.assertIn("404", done.err)
        status = lambda: self.must(self.authority("status", "demo", "--json")).objects()[0]
        self.assertEqual(status()["revoked"], 0)
        self.assertIn("2 withdrawn", self.must(self.authority("revoke", "demo", GOOD, REVOKED, "--confirm-count", 2, "--at", ISSUED)).out)
        self.assertIn("0 withdrawn", self.must(self.authority("revoke", "demo", GOOD, "--at", ISSUED)).out)
        self.assertEqual(status()["revoked"], 2)

    def test_publishing_is_whole_or_not_at_all(self):
        self.issue(REGISTER)
        self.publish("out.skb")
        first = (self.folder / "out.skb").read_bytes()
        done = self.authority("publish", "demo", "--out", "out.skb", "--at", "2021-07-01T10:59:59Z")
        self.assert_one_line(done, "clock")
        self.assertEqual((self.folder / "out.skb").read_bytes(), first)
        (self.folder / "taken").mkdir()
        self.assert_one_line(self.authority("publish", "demo", "--out", "taken", "--at", NOW), "taken")
        self.assert_one_line(self.authority("publish", "demo", "--out", "no/such/b.skb", "--at", NOW), "no/such/b.skb")
        self.assertEqual([p.name for p in self.folder.glob(".*")], [])

    def test_folders_that_are_no_authority(self):
        for arguments in (("status", "nowhere"), ("publish", "nowhere", "--out", "x"), ("revoke", "nowhere", "1"),
                          ("issue", "nowhere", "--in", "people.csv", "--out", "x")):
            self.assert_one_line(self.authority(*arguments), "nowhere")
        self.assert_one_line(self.authority("init", "demo", "--unencrypted-keys"), "demo")
        self.assert_one_line(self.authority("init", "new", "--unencrypted-keys", "--name", "a\nb"), "name")
        self.assertFalse((self.folder / "new").exists())


if __name__ == "__main__":
    unittest.main()
