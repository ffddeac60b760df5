#!/usr/bin/python3
"""Bad input: one clear line that names it, the right exit code, nothing lost, nothing about a holder."""

import json
import os
import sqlite3
import unittest

from rehearsal import GOOD, NOW, REVOKED, Rehearsal


class BadPictures(Rehearsal):
    def setUp(self):
        super().setUp()
        self.a_day()
        self.png = (self.folder / f"cards/{GOOD}.png").read_bytes()

    def verify(self, *arguments):
        return self.skan("verify", "--at", NOW, *arguments)

    def test_pictures_that_cannot_be_read(self):
        for name, content in (
            ("text.png", self.text_of(GOOD)),
            ("truncated.png", self.png[: len(self.png) // 2]),
            ("empty.png", b""),
            ("garbage.jpg", bytes(range(256)) * 40),
            ("huge.pgm", b"P5\n30000 30000\n255\n"),
            ("cut.pgm", b"P5\n100 100\n255\n" + b"\xff" * 99),
        ):
            with self.subTest(name):
                self.assert_one_line(self.verify(self.write(name, content)), name)

    def test_paths_that_lead_nowhere(self):
        (self.folder / "empty").mkdir()
        self.write("papers/notes.txt", "not a picture")
        for name, part in (("missing.png", "does not exist"), ("missing.txt", "does not exist"),
                           ("empty", "no pictures"), ("papers", "no pictures")):
            with self.subTest(name):
                self.assert_one_line(self.verify(name), name, part)

    def test_a_folder_named_like_a_text_has_its_pictures_judged(self):
        self.write("odd.txt/a.png", self.png)
        self.must(self.verify("odd.txt"))

    def test_files_that_may_not_be_read(self):
        (self.folder / "broken.png").symlink_to("/proc/self/mem")  # not even the superuser can
        names = ["broken.png"]
        if os.geteuid() != 0:
            names += [self.write("secret.png", self.png), self.write("secret.txt", self.text_of(GOOD))]
            for name in names[1:]:
                (self.folder / name).chmod(0)
        for name in names:
            self.assert_one_line(self.verify(name), name)

    def test_one_unreadable_input_does_not_stop_the_others(self):
        done = self.skan("verify", "--json", "--at", NOW, "missing.png", f"cards/{GOOD}.png")
        self.assertEqual(done.code, 3)
        lost, good = done.objects()
        self.assertEqual(list(lost), ["input", "error"])
        self.assertEqual((lost["input"], good["outcome"]), ("missing.png", "accepted"))
        self.assertEqual(done.err, f"skan: {lost['error']}\n")

    def test_an_oversized_text_file_is_judged_without_being_held(self):
        big = self.folder / "big.txt"
        with open(big, "wb") as file:
            file.write(b"SKN1:")
            file.truncate(3_000_000_000)
        verdict = self.verdict("big.txt")
        self.assertEqual((verdict["reasons"], verdict["text_length"]), (["malformed"], 3_000_000_000))

    def test_an_empty_standard_input_is_not_a_success(self):
        for nothing in (b"", b"\n\n"):
            self.assert_one_line(self.skan("verify", "-", stdin=nothing), "standard input")

    def test_names_cannot_play_with_the_terminal(self):
        name = "a\x1b[2J\u202egpj.png"
        done = self.verify(name)
        self.assert_one_line(done, r"a\x1B[2J\xE2\x80\xAEgpj.png")
        done = self.verify(self.write("\x1b[31mred.txt", "soup"), self.write(b"\xff.txt".decode(errors="surrogateescape"), "soup"))
        self.assertNotIn("\x1b", done.out)
        self.assertIn(r"\x1B[31mred.txt", done.out)
        self.assertIn(r"\xFF.txt", done.out)

    def test_wrong_command_lines_name_what_is_wrong(self):
        for arguments, part in (
            ((), "subcommand"),
            (("frob",), "frob"),
            (("verify",), "INPUT"),
            (("verify", "--frob", "x"), "--frob"),
            (("verify", "--at", "2021-02-30", "x"), "--at 2021-02-30"),
            (("verify", "--at", "noon", "x"), "--at noon"),
            (("verify", "--authority", "5f0c", "x"), "--authority"),
            (("trust", "frob"), "frob"),
            (("trust", "init", "--authority", "x"), "--root"),
        ):
            with self.subTest(arguments):
                self.assert_one_line(self.skan(*arguments), part)
        for arguments, part in (((), "subcommand"), (("frob",), "frob"), (("init",), "DIR"),
                                (("publish", "demo"), "--out"), (("revoke", "demo"), "NUMBER")):
            with self.subTest(authority=arguments):
                self.assert_one_line(self.authority(*arguments), part)

    def test_no_error_tells_of_a_holder(self):
        done = self.verify("missing.png", f"cards/{GOOD}.png", f"cards/{REVOKED}.png", self.write("x.png", "x"))
        self.assertEqual(done.code, 3)
        self.assert_no_holder(done.err)
        self.assertNotIn("*****", done.err)


class BadStores(Rehearsal):
    def setUp(self):
        super().setUp()
        self.a_day()
        self.card = f"cards/{GOOD}.txt"

    def verify(self, *arguments):
        return self.skan("verify", "--at", NOW, *arguments, self.card)

    def still_works(self):
        self.must(self.verify())

    def test_a_missing_store(self):
        self.assert_one_line(self.verify("--store", "no.db"), "no.db", "skan trust init")
        self.assertFalse((self.folder / "no.db").exists())
        done = self.verify("--store", "no.db", "--authority", self.authority_id)
        self.assert_one_line(done, "no.db", "skan trust init")
        self.assertFalse((self.folder / "no.db").exists())

    def test_a_file_that_is_no_store(self):
        self.write("other.db", b"not SQLite at all, but long enough to look at" * 100)
        database = sqlite3.connect(self.folder / "music.db")
        database.execute("CREATE TABLE albums(title TEXT)")
        database.commit()
        database.close()
        for name in ("other.db", "music.db"):
            before = (self.folder / name).read_bytes()
            for arguments in (("verify", self.card), ("trust", "status")):
                done = self.skan(*arguments, "--store", name, "--authority", self.authority_id)
                self.assert_one_line(done, name, "not a trust store")
            init = ("trust", "init", "--store", name, "--root", "demo/public/root.cose")
            self.assert_one_line(self.skan(*init, "--authority", self.authority_id), name)
            self.assertEqual((self.folder / name).read_bytes(), before)
            self.assertFalse((self.folder / f"{name}.authority").exists())

    def test_a_store_of_a_newer_version(self):
        database = sqlite3.connect(self.folder / "skan.db")
        database.execute("PRAGMA user_version = 3")
        database.close()
        self.assert_one_line(self.verify(), "skan.db", "newer version")

    def test_a_store_of_another_authority(self):
        other = self.found("other")
        self.assert_one_line(self.verify("--authority", other), "skan.db", "another authority")
        self.still_works()

    def test_a_pin_that_is_no_id(self):
        self.write("skan.db.authority", "hello\n")
        self.assert_one_line(self.verify(), "skan.db.authority")

    def test_a_root_that_is_not_the_pinned_one(self):
        other = self.found("other")
        init = ("trust", "init", "--store", "new.db", "--root", "demo/public/root.cose")
        self.assert_one_line(self.skan(*init, "--authority", other), "authority")
        self.write("root.cose", b"not a root")
        init = ("trust", "init", "--store", "new.db", "--root", "root.cose")
        self.assert_one_line(self.skan(*init, "--authority", other))
        for left in ("new.db", "new.db.authority"):
            self.assertFalse((self.folder / left).exists(), left)

    def test_a_pin_is_never_overwritten(self):
        other = self.found("other")
        done = self.skan("trust", "init", "--root", "other/public/root.cose", "--authority", other)
        self.assert_one_line(done, "skan.db.authority", "another authority")
        self.assertEqual((self.folder / "skan.db.authority").read_text(), self.authority_id + "\n")
        (self.folder / "skan.db").unlink()
        done = self.skan("trust", "init", "--root", "other/public/root.cose", "--authority", other)
        self.assert_one_line(done, "skan.db.authority")
        self.assertFalse((self.folder / "skan.db").exists())

    def test_bundles_that_are_refused_change_nothing(self):
        self.found("other")
        foreign = self.publish("foreign.skb", name="other")
        whole = (self.folder / "bundle.skb").read_bytes()
        self.publish("newer.skb", at="2021-07-01T11:30:00Z")
        self.must(self.skan("trust", "update", "newer.skb", "--at", NOW))
        damaged = whole[:200] + bytes([whole[200] ^ 1]) + whole[201:]
        for name, at, error in (
            (foreign, NOW, "foreign_store"),
            (self.write("truncated.skb", whole[:-100]), NOW, "hash_mismatch"),
            (self.write("damaged.skb", damaged), NOW, "hash_mismatch"),
            ("bundle.skb", NOW, "lower_sequence"),
            ("newer.skb", "2021-07-01T11:24:59Z", "head_from_future"),
            ("newer.skb", "2021-07-09", "expired_metadata"),
            ("missing.skb", NOW, "storage"),
            ("cards", NOW, "storage"),
        ):
            with self.subTest(name=name, error=error):
                done = self.skan("trust", "update", name, "--at", at, "--json")
                self.assert_one_line(done, name)
                said = json.loads(done.out)
                self.assertEqual(list(said), ["ok", "error", "message"])
                self.assertEqual((said["ok"], said["error"]), (False, error))
                if error not in ("storage",):
                    self.assertIn(error, done.err)
                self.still_works()
        status = self.must(self.skan("trust", "status", "--json", "--at", NOW)).objects()[0]
        self.assertEqual((status["sequence"], status["damaged"]), (2, False))


if __name__ == "__main__":
    unittest.main()
