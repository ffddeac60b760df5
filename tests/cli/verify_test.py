#!/usr/bin/python3
"""What `skan verify` and `skan read` take in and put out: JSON fields, lines for people, colours, exit codes."""

import os
import pty
import subprocess
import time
import unittest

import rehearsal
import typed
from rehearsal import FIRST_DOSE, GOOD, NOW, RECOVERED, REVOKED, TESTED, Rehearsal

FIELDS = ["input", "outcome", "reasons", "notes", "detail", "finding", "operator", "format", "link_fault", "certificate",
          "together_with", "about", "shown", "evidence", "changes_at", "changes_to", "change_cause", "accepted_until",
          "text_length", "elapsed_us"]
EVIDENCE = ["sequence", "data_age_s", "freshness", "clock", "issuer", "key_id", "policy", "policy_version",
            "utc_offset_minutes", "revocation"]
CERTIFICATE = ["kind", "number", "name", "name_latin", "birth_date", "document", "event_date", "product", "dose",
               "doses", "region", "issued_at", "expires"]


class Verify(Rehearsal):
    def setUp(self):
        super().setUp()
        self.a_day()

    def lines(self, *arguments, **options):
        return self.skan("verify", "--at", NOW, *arguments, **options)

    def test_json_has_exactly_its_fields_in_order(self):
        verdict = self.verdict(f"cards/{GOOD}.png")
        self.assertEqual(list(verdict), FIELDS)
        self.assertEqual(list(verdict["evidence"]), EVIDENCE)
        self.assertEqual(list(verdict["certificate"]), CERTIFICATE)
        self.assertEqual(list(verdict["elapsed_us"]), ["read", "verify"])
        self.assertEqual(
            {name: verdict["certificate"][name] for name in ("number", "name", "document", "birth_date", "event_date",
                                                             "dose", "region", "issued_at")},
            {"number": GOOD, "name": "И***** И. И.", "document": "12** ***345", "birth_date": "1985-04-12",
             "event_date": "2021-06-01", "dose": 2, "region": 77, "issued_at": rehearsal.ISSUED},
        )
        evidence = dict(verdict["evidence"])
        self.assertRegex(evidence.pop("key_id"), "^[0-9a-f]{16}$")
        self.assertEqual(
            evidence,
            {"sequence": 1, "data_age_s": 3600, "freshness": "fresh", "clock": "stated", "issuer": "Demo authority",
             "policy": "ru-federal-2021", "policy_version": 1, "utc_offset_minutes": 180,
             "revocation": "not_revoked"},
        )
        self.assertEqual(
            [verdict[name] for name in ("changes_at", "changes_to", "change_cause", "accepted_until")],
            ["2021-07-08T11:00:00Z", "undetermined", "data_age", "2022-06-01T21:00:00Z"])

    def test_json_of_an_exact_time_and_of_absent_fields(self):
        certificate = self.verdict(f"cards/{TESTED}.png")["certificate"]
        self.assertEqual(certificate["event_time"], "2021-06-30T06:30:00Z")
        for absent in ("event_date", "dose", "doses", "not_before"):
            self.assertNotIn(absent, certificate)

    def test_json_of_what_was_not_reached_is_null(self):
        verdict = self.verdict(self.write("link.txt", "https://www.gosuslugi.ru/covid-cert/verify/1234\n"))
        self.assertEqual(list(verdict), FIELDS)
        self.assertIsNone(verdict["certificate"])
        self.assertIsNone(verdict["changes_at"])
        for name in ("issuer", "key_id", "policy"):
            self.assertIsNone(verdict["evidence"][name])
        self.assertEqual(verdict["evidence"]["revocation"], "not_checked")

    def test_exit_code_is_the_worst(self):
        good, bad = f"cards/{GOOD}.txt", f"cards/{REVOKED}.txt"
        doubt = self.write("menu.txt", "soup of the day")
        for inputs, code in (((good,), 0), ((good, doubt), 2), ((good, doubt, bad), 1), ((bad, doubt), 1),
                             ((good, bad, "missing.png"), 3)):
            self.assertEqual(self.lines(*inputs).code, code, inputs)

    def test_lines_for_people(self):
        done = self.must(self.lines(f"cards/{GOOD}.png", f"cards/{REVOKED}.png", f"cards/{FIRST_DOSE}.txt"), 1)
        accepted, revoked, refused, summary = done.out.splitlines()
        self.assertIn("✔ ACCEPTED", accepted)
        for part in ("vaccinated 1 Jun 2021, until 1 Jun 2022", "И***** И. И.", "1985-04-12", "12** ***345"):
            self.assertIn(part, accepted)
        self.assertIn("✘ REJECTED", revoked)
        self.assertIn("revoked             withdrawn by the authority: do not admit", revoked)
        self.assertNotIn("И*****", revoked)
        self.assertIn("policy_refused      ru-federal-2021 wants the last dose", refused)
        for part in ("2 pictures, 1 text, 1 accepted, 2 rejected", "data #1 of 1 Jul 2021 11:00 UTC, 60 min old (fresh)",
                     "good until 8 Jul 2021 11:00 UTC",
                     "policy ru-federal-2021 v1", "time stated: 1 Jul 2021 12:00 UTC"):
            self.assertIn(part, summary)
        self.assertNotIn("\x1b", done.out)

    def test_data_of_a_later_date_than_the_stated_time_have_no_age(self):
        before = "2021-07-01T10:30:00Z"
        for language, told, age in (("en", "of a later date than the stated time, good until", " old ("),
                                    ("ru", "позже заданного времени, годны до", "возраст")):
            summary = self.skan("verify", "--at", before, "--lang", language, f"cards/{GOOD}.png").out.splitlines()[-1]
            self.assertIn(told, summary)
            self.assertNotIn(age, summary)
        status = self.must(self.skan("trust", "status", "--at", before))
        self.assertIn("#1 of 1 Jul 2021 11:00 UTC, of a later date than the stated time; too old from", status.out)

    def on_a_terminal(self, **env):
        """What a run writes when its standard output is a terminal."""
        reading, writing = pty.openpty()
        process = subprocess.Popen(
            [os.environ["SKAN"], "verify", "--at", NOW, f"cards/{GOOD}.txt"], cwd=self.folder,
            stdout=writing, env=rehearsal.environment(**env))
        os.close(writing)
        written = b""
        try:
            while block := os.read(reading, 4096):
                written += block
        except OSError:
            pass  # Linux reports the other end's closing as an error
        os.close(reading)
        self.assertEqual(process.wait(), 0)
        return written

    def test_colours_on_a_terminal_only_and_never_against_the_users_wish(self):
        self.assertIn(b"\x1b[1;32m", self.on_a_terminal())
        self.assertNotIn(b"\x1b", self.on_a_terminal(NO_COLOR="1"))
        self.assertNotIn(b"\x1b", self.on_a_terminal(TERM="dumb"))

    def test_a_folder_is_its_pictures_in_order_and_not_below_it(self):
        for name in ("b.PNG", "a.png", "c.Jpeg.png", "sub/d.png"):
            self.write(f"photos/{name}", (self.folder / f"cards/{GOOD}.png").read_bytes())
        self.write("photos/notes.txt", "not a picture")
        done = self.must(self.skan("verify", "--json", "--at", NOW, "photos"))
        self.assertEqual([v["input"] for v in done.objects()], ["photos/a.png", "photos/b.PNG", "photos/c.Jpeg.png"])

    def test_a_name_in_square_brackets_is_a_name(self):
        self.write("[old]/a.png", (self.folder / f"cards/{GOOD}.png").read_bytes())
        self.assertEqual(self.verdict("[old]")["input"], "./[old]/a.png")

    def test_a_picture_of_several_codes_gives_a_verdict_for_each(self):
        cards = [self.folder / f"cards/{number}.png" for number in (GOOD, REVOKED)]
        self.write("two.pgm", rehearsal.side_by_side(*cards))
        done = self.must(self.skan("verify", "--json", "--at", NOW, "two.pgm"), 1)
        self.assertEqual([(v["input"], v["outcome"]) for v in done.objects()],
                         [("two.pgm", "accepted"), ("two.pgm", "rejected")])

    def test_lines_for_people_in_russian(self):
        done = self.must(self.lines("--lang", "ru", f"cards/{GOOD}.png", f"cards/{REVOKED}.png", f"cards/{FIRST_DOSE}.txt"), 1)
        accepted, revoked, refused, summary = done.out.splitlines()
        for part in ("✔ Принято", "прививка 1 июня 2021, принимается по 1 июня 2022 включительно", "12 апреля 1985",
                     "(Сверьте документ)"):
            self.assertIn(part, accepted)
        self.assertIn("✘ Отказ ", revoked)
        self.assertIn("Отозван: отозван ведомством — не пропускайте", revoked)
        self.assertIn("Здесь не принимается: нужна последняя доза курса — не пропускайте по этим правилам", refused)
        for part in ("2 снимка, 1 текст, принято: 1, отказано: 2", "данные № 1 от 1 июля 2021, 11:00", "1 час",
                     "годны до 8 июля 2021, 11:00 (всемирное время)", "время задано: 1 июля 2021, 12:00 (всемирное время)"):
            self.assertIn(part, summary)

    def test_another_language_is_refused_by_name(self):
        done = self.must(self.lines("--lang", "kk", f"cards/{GOOD}.png"), 3)
        self.assertIn("--lang is 'kk'; it must be en or ru", done.err)

    def test_what_a_scanner_typed_under_the_russian_layout_is_judged(self):
        text = "".join(map(typed.on_russian, self.text_of(GOOD)))
        done = self.must(self.skan("verify", "--json", "--at", NOW, "-", stdin=f"\t{text}\t\r\n{text.swapcase()}\n".encode()))
        self.assertEqual([v["outcome"] for v in done.objects()], ["accepted", "accepted"])

    def test_blanks_and_line_ends_around_a_text_do_not_count(self):
        text = self.text_of(GOOD)
        for end, outcome in (("", "accepted"), ("\n", "accepted"), ("\r\n", "accepted"), ("\n\n", "accepted"),
                             (" ", "accepted"), ("\nx", "rejected"), ("x", "rejected")):
            verdict = self.verdict(self.write("code.txt", text + end))
            self.assertEqual(verdict["outcome"], outcome, repr(end))
        self.assertEqual(self.verdict(self.write("code.txt", text + "\r\n"))["text_length"], len(text))

    def test_standard_input_is_judged_line_by_line(self):
        lines = [self.text_of(GOOD), "", "  ", "soup", self.text_of(REVOKED) + "\r", "x" * 1_000_000]
        done = self.must(self.skan("verify", "--json", "--at", NOW, "-", stdin="\n".join(lines).encode()), 1)
        self.assertEqual([(v["input"], v["outcome"], v["text_length"]) for v in done.objects()],
                         [("-", "accepted", len(lines[0])), ("-", "undetermined", 4),
                          ("-", "rejected", len(lines[4]) - 1), ("-", "undetermined", 1_000_000)])

    def test_a_pipe_is_answered_at_once_and_takes_up_updates(self):
        process = subprocess.Popen([os.environ["SKAN"], "verify", "--json", "--at", NOW, "-"], cwd=self.folder,
                                   stdin=subprocess.PIPE, stdout=subprocess.PIPE, env=rehearsal.environment())
        self.addCleanup(process.stdout.close)

        def ask():
            process.stdin.write(self.text_of(RECOVERED).encode() + b"\n")
            process.stdin.flush()
            return process.stdout.readline()

        self.assertIn(b'"accepted"', ask())
        self.must(self.authority("revoke", "demo", RECOVERED, "--at", NOW))
        self.publish("next.skb", at="2021-07-01T11:30:00Z")
        self.must(self.skan("trust", "update", "next.skb", "--at", NOW))
        time.sleep(1.1)  # it asks for news once a second
        self.assertIn(b'"revoked"', ask())
        process.stdin.close()
        self.assertEqual(process.wait(), 1)

    def test_the_store_comes_from_the_environment_or_the_folder(self):
        (self.folder / "skan.db").rename(self.folder / "door.db")
        (self.folder / "skan.db.authority").rename(self.folder / "door.db.authority")
        card = f"cards/{GOOD}.txt"
        self.assertEqual(self.lines(card).code, 3)
        self.assertEqual(self.lines(card, env=rehearsal.environment(SKAN_STORE="door.db")).code, 0)
        self.assertEqual(self.lines("--store", "door.db", card).code, 0)
        (self.folder / "door.db.authority").unlink()
        self.assertEqual(self.lines("--store", "door.db", card).code, 3)
        known = rehearsal.environment(SKAN_AUTHORITY_ID=self.authority_id)
        self.assertEqual(self.lines("--store", "door.db", card, env=known).code, 0)

    def test_read_shows_texts_and_verifies_nothing(self):
        self.write("blank.pgm", rehearsal.grey(100, 100))
        done = self.must(self.skan("read", "--json", f"cards/{REVOKED}.png", "blank.pgm"), 2)
        first, second = done.objects()
        self.assertEqual(list(first), ["input", "texts", "elapsed_us"])
        self.assertEqual(first["texts"], [self.text_of(REVOKED)])
        self.assertEqual(second["texts"], [])
        alone = self.must(self.skan("read", f"cards/{GOOD}.png"))
        self.assertEqual(alone.out, self.text_of(GOOD) + "\n")
        both = self.must(self.skan("read", f"cards/{GOOD}.png", f"cards/{TESTED}.png"))
        self.assertEqual(both.out.splitlines()[1], f"cards/{TESTED}.png: {self.text_of(TESTED)}")
        missing = self.skan("read", "--json", "missing.png")
        self.assertEqual((missing.code, list(missing.objects()[0])), (3, ["input", "error"]))

    def test_every_command_has_a_help_that_ends_with_0(self):
        for command in ((), ("verify",), ("read",), ("trust",), ("trust", "init"), ("trust", "update"),
                        ("trust", "status")):
            done = self.must(self.skan(*command, "--help"))
            self.assertRegex(done.out, "Example|Start here|examples", command)
        for command in ((), ("init",), ("issue",), ("revoke",), ("restore",), ("supersede",), ("show",), ("extract",), ("publish",), ("status",)):
            self.assertIn("xit codes", self.must(self.authority(*command, "--help")).out, command)
        self.assertRegex(self.must(self.skan("--version")).out, r"^skan \d+\.\d+\.\d+\n$")


if __name__ == "__main__":
    unittest.main()
