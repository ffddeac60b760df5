"""Keys from outside: passphrases, the root ceremony on carried files, the drill, monitoring, setting up a verifier."""

import os
import pty
import random
import signal
import sqlite3
import subprocess
import time
import unittest

from rehearsal import FOUNDED, GOOD, HEADER, ISSUED, NOW, PUBLISHED, REGISTER, REVOKED, Rehearsal, environment

PASSPHRASE = "correct horse battery"
SIX_DAYS_LATER = "2021-07-07T12:00:00Z"


class Keys(Rehearsal):
    def setUp(self):
        super().setUp()
        self.write("pass", PASSPHRASE + "\n")

    def sealed(self, *arguments):
        return self.authority(*arguments, "--passphrase-file", "pass")

    def found_sealed(self, *options):
        self.must(self.sealed("init", "demo", "--at", FOUNDED, *options))

    def keys(self, name="demo"):
        return self.must(self.authority("keys", name, "--json")).objects()

    def key_id(self, role, state="active"):
        return next(key["key_id"] for key in self.keys() if (key["role"], key["state"]) == (role, state))


    def on_terminal(self, arguments, answers):
        """Runs skan-authority with a terminal of its own; `answers` are (what it asks, what is typed). Returns (exit code, all that was shown)."""
        program = os.environ["SKAN_AUTHORITY"]
        process, terminal = pty.fork()
        if process == 0:
            os.chdir(self.folder)
            os.execve(program, [program, *arguments], environment())
        shown = b""
        for question, answer in answers:
            while question.encode() not in shown:
                shown += os.read(terminal, 4096)
            time.sleep(0.05)  # until nothing that is typed is shown
            os.write(terminal, answer.encode() + b"\n")
            rest = shown.split(question.encode(), 1)[1]
            shown = shown[: len(shown) - len(rest)].replace(question.encode(), b"<asked>") + rest
        try:
            while piece := os.read(terminal, 4096):
                shown += piece
        except OSError:  # the terminal's other end is gone
            pass
        os.close(terminal)
        return os.waitstatus_to_exitcode(os.waitpid(process, 0)[1]), shown.decode()


class Passphrases(Keys):
    def test_the_terminal_asks_twice_and_shows_nothing(self):
        typed = [("New passphrase: ", PASSPHRASE), ("The same again: ", PASSPHRASE)]
        code, shown = self.on_terminal(("init", "demo", "--at", FOUNDED), typed)
        self.assertEqual(code, 0, shown)
        self.assertNotIn("horse", shown)
        code, shown = self.on_terminal(("publish", "demo", "--out", "a.skb", "--at", PUBLISHED), [("Passphrase of demo: ", PASSPHRASE)])
        self.assertEqual(code, 0, shown)
        code, shown = self.on_terminal(("init", "other"), [typed[0], ("The same again: ", "another horse battery")])
        self.assertEqual(code, 3)
        self.assertIn("are not the same", shown)
        code, shown = self.on_terminal(("init", "other"), [("New passphrase: ", "correct\x03")])
        self.assertEqual(code, 3, shown)
        self.assertFalse((self.folder / "other").exists())

    def test_a_root_is_signed_when_somebody_types_sign(self):
        self.found()
        self.must(self.authority("root", "propose", "demo", "--out", "r2", "--at", ISSUED))
        sign = ("root", "sign", "r2", "--key", "demo/keys/root.key", "--out", "s")
        self.assertEqual(self.on_terminal(sign, [("Type 'sign': ", "yes")])[0], 3)
        self.assertFalse((self.folder / "s").exists())
        self.assertEqual(self.on_terminal(sign, [("Type 'sign': ", "sign")])[0], 0)
        self.must(self.authority("root", "combine", "demo", "r2", "s", "--at", ISSUED))

    def test_without_a_terminal_a_passphrase_comes_from_a_file_or_not_at_all(self):
        self.assert_refused(self.authority("init", "demo"), "--passphrase-file")
        self.assertFalse((self.folder / "demo").exists())
        self.found_sealed()
        self.assertTrue(all(key["encrypted"] for key in self.keys()))
        self.write("people.csv", "number,kind,name,birth_date,event_date\n1,recovered,A B,1985-04-12,2021-05-01\n")
        issue = ("issue", "demo", "--in", "people.csv", "--out", "cards", "--at", ISSUED)
        self.assert_refused(self.authority(*issue), "--passphrase-file")
        self.must(self.sealed(*issue))
        self.must(self.sealed("publish", "demo", "--out", "a.skb", "--at", PUBLISHED))

    def test_a_wrong_passphrase_and_a_damaged_file_say_which(self):
        self.found_sealed()
        publish = ("publish", "demo", "--out", "a.skb", "--at", PUBLISHED)
        self.write("wrong", "wrong horse battery")
        self.assert_refused(self.authority(*publish, "--passphrase-file", "wrong"), "passphrase does not open")
        self.write("empty", "\n")
        self.assert_refused(self.authority(*publish, "--passphrase-file", "empty"), "holds no passphrase")
        self.assert_refused(self.authority(*publish, "--passphrase-file", "nowhere"), "nowhere")
        self.write("short", "short\n")
        self.assert_refused(self.authority("init", "other", "--passphrase-file", "short"), "too short")
        key = self.folder / "demo/keys/head.key"
        key.write_bytes(key.read_bytes()[:-20])
        self.assert_refused(self.sealed(*publish), "head.key: is a key file that was cut off or edited")

    def test_the_passphrase_of_a_key_file_is_changed(self):
        self.write("new", "another horse battery")
        self.must(self.authority("key", "new", "root.key", "--passphrase-file", "pass"))
        change = ("key", "passphrase", "root.key", "--passphrase-file", "pass", "--new-passphrase-file", "new")
        self.must(self.authority(*change))
        self.assert_refused(self.authority(*change), "does not open")
        self.assert_refused(self.authority("key", "new", "root.key", "--passphrase-file", "pass"), "never overwritten")

    def assert_refused(self, done, part):
        self.assertEqual(done.code, 3, done)
        self.assertIn(part, done.err, done)


class Ceremony(Keys):
    def test_two_of_three_root_keys_are_added_away_from_the_authority(self):
        self.found_sealed()
        public = []
        for name in ("b", "c"):
            public.append(self.must(self.authority("key", "new", f"{name}.key", "--passphrase-file", "pass")).out.strip())
        self.must(self.authority("root", "propose", "demo", "--add", f"root={public[0]}", "--add", f"root={public[1]}",
                                 "--threshold", "root=2", "--out", "r2", "--at", ISSUED))
        sign = lambda key, out: self.sealed("root", "sign", "r2", "--key", key, "--out", out, "--yes")
        self.assertIn("WAS 1 of 1", self.must(sign("b.key", "s-b")).out)
        unasked = self.sealed("root", "sign", "r2", "--key", "b.key", "--out", "s-x")
        self.assertEqual(unasked.code, 3)
        self.assertFalse((self.folder / "s-x").exists())
        combine = lambda *files: self.sealed("root", "combine", "demo", "r2", *files, "--at", ISSUED)
        self.assertIn("0 of the 1", combine("s-b").err)
        self.must(sign("demo/keys/root.key", "s-a"))
        self.assertIn("1 of the 2", combine("s-a").err)
        self.assertIn("twice", combine("s-a", "s-a").err)
        self.assertIn("no signature", combine("s-a", "pass").err)
        self.must(combine("s-a", "s-b"))
        self.assertEqual(len([key for key in self.keys() if key["role"] == "root"]), 3)
        self.must(self.sealed("publish", "demo", "--out", "a.skb", "--at", PUBLISHED))
        status = self.must(self.authority("status", "demo", "--json")).objects()[0]
        self.provision(status["authority"])
        self.must(self.skan("trust", "update", "a.skb", "--at", NOW))
        self.assertEqual(self.must(self.skan("trust", "status", "--json", "--at", NOW)).objects()[0]["root_version"], 2)

    def test_a_root_is_signed_only_with_a_key_of_the_role_root(self):
        self.found()
        self.must(self.authority("root", "propose", "demo", "--out", "r2", "--at", ISSUED))
        wrong = self.authority("root", "sign", "r2", "--key", "demo/keys/head.key", "--out", "s", "--yes")
        self.assert_one_line(wrong, "demo/keys/head.key: is a key of the role head", "role root is wanted")
        self.assertNotIn("backup", wrong.err)
        self.assertFalse((self.folder / "s").exists())

    def test_a_combination_that_is_killed_has_happened_or_not(self):
        self.found()
        self.must(self.authority("root", "propose", "demo", "--replace", "authority", "--replace", "policy", "--out", "r2", "--at", ISSUED))
        self.must(self.authority("root", "sign", "r2", "--key", "demo/keys/root.key", "--out", "s", "--yes"))
        chance = random.Random(7)
        command = [os.environ["SKAN_AUTHORITY"], "root", "combine", "demo", "r2", "s", "--at", ISSUED]
        for _ in range(8):
            process = subprocess.Popen(command, cwd=self.folder, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, env=environment())
            time.sleep(chance.uniform(0, 0.06))
            process.send_signal(signal.SIGKILL)
            process.wait()
            self.must(self.authority("status", "demo"))
        self.must(self.authority("root", "combine", "demo", "r2", "s", "--at", ISSUED))
        self.publish()


class Drill(Keys):
    def test_a_stolen_issuer_key_costs_one_command(self):
        self.a_day()
        stolen = self.key_id("issuer")
        old = self.text_of(GOOD)
        done = self.must(self.authority("compromised", "demo", "--key", stolen, "--out", "drill.skb", "--at", NOW))
        self.assertIn("declared stolen", done.out)
        self.assertEqual(self.key_id("issuer", "compromised"), stolen)
        self.must(self.skan("trust", "update", "drill.skb", "--at", NOW))
        self.write("old.txt", old)
        self.assertEqual(self.verdict("old.txt")["reasons"], ["key_compromised"])
        self.issue([row for row in REGISTER if not row.startswith(REVOKED)], at=NOW, out="renewed")
        self.assertNotEqual(self.text_of(GOOD, "renewed"), old)
        self.assertEqual(self.verdict(f"renewed/{GOOD}.txt")["outcome"], "accepted")

    def test_a_drill_that_is_killed_goes_on(self):
        self.found()
        rows = [f"{n},vaccinated,Иванов Иван,,1985-04-12,,2021-06-01,,Sputnik V,2,2,77," for n in range(3000)]
        self.write("people.csv", "\n".join([HEADER, *rows]) + "\n")
        self.must(self.authority("issue", "demo", "--in", "people.csv", "--out", "cards", "--at", ISSUED))
        stolen = self.key_id("issuer")
        chance = random.Random(3)
        command = [os.environ["SKAN_AUTHORITY"], "compromised", "demo", "--key", stolen, "--out", "drill.skb", "--at", NOW]
        for _ in range(5):
            process = subprocess.Popen(command, cwd=self.folder, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, env=environment())
            time.sleep(chance.uniform(0, 0.3))
            process.send_signal(signal.SIGKILL)
            process.wait()
        self.must(self.authority(*command[1:]))
        status = self.must(self.authority("status", "demo", "--json")).objects()[0]
        self.assertNotEqual(status["issuer_key_id"], stolen)
        self.assertEqual([key["state"] for key in self.keys() if key["key_id"] == stolen], ["compromised"])

    def test_ctrl_c_stops_a_drill_between_two_pages_and_the_same_command_goes_on(self):
        self.found()
        rows = [f"{n},vaccinated,Иванов Иван,,1985-04-12,,2021-06-01,,Sputnik V,2,2,77," for n in range(20_000)]
        self.write("people.csv", "\n".join([HEADER, *rows]) + "\n")
        self.must(self.authority("issue", "demo", "--in", "people.csv", "--pack", "all.skp", "--at", ISSUED))
        stolen = self.key_id("issuer")
        command = [os.environ["SKAN_AUTHORITY"], "compromised", "demo", "--key", stolen, "--out", "drill.skb", "--at", NOW]
        process = subprocess.Popen(command, cwd=self.folder, stdout=subprocess.PIPE, stderr=subprocess.PIPE, env=environment())
        with sqlite3.connect(self.folder / "demo/ledger.db") as ledger:
            while process.poll() is None and ledger.execute("SELECT count(*) FROM issuer_keys").fetchone() == (1,):
                time.sleep(0.005)
        process.send_signal(signal.SIGINT)
        out, err = process.communicate(timeout=100)
        self.assertEqual((process.returncode, b"goes on from there" in err), (130, True), err)
        self.assertFalse((self.folder / "drill.skb").exists())
        self.must(self.authority(*command[1:]))
        self.assertTrue((self.folder / "drill.skb").exists())

    def test_a_stolen_role_key_needs_the_root_keys(self):
        self.a_day()
        head = self.key_id("head")
        root = self.folder / "demo/keys/root.key"
        root.rename(self.folder / "root.key")
        compromised = ("compromised", "demo", "--key", head, "--out", "drill.skb", "--at", NOW)
        self.assertEqual(self.authority(*compromised).code, 3)
        self.must(self.authority(*compromised, "--proposal", "r2"), 1)
        self.must(self.authority("root", "sign", "r2", "--key", "root.key", "--out", "s", "--yes"))
        self.must(self.authority("root", "combine", "demo", "r2", "s", "--at", NOW))
        self.must(self.authority(*compromised))
        self.must(self.skan("trust", "update", "drill.skb", "--at", NOW))
        self.assertEqual(self.must(self.skan("trust", "status", "--json", "--at", NOW)).objects()[0]["epoch"], 2)
        self.assertIn("is no key of this authority", self.authority("compromised", "demo", "--key", "00" * 8, "--out", "x").err)


class Monitoring(Keys):
    def test_the_check_shouts_two_days_before_an_end_and_before_the_first_publication(self):
        self.found()
        self.assertEqual(self.authority("status", "demo", "--check", "--at", NOW).code, 1)
        self.publish()
        self.must(self.authority("status", "demo", "--check", "--at", NOW))
        late = self.must(self.authority("status", "demo", "--check", "--json", "--at", SIX_DAYS_LATER), 1)
        said = late.objects()[0]
        self.assertFalse(said["ok"])
        self.assertEqual([item["what"] for item in said["expiries"] if item["soon"]], ["head of publication 1", "manifest of publication 1"])
        self.assertIn("head of publication 1 ends", late.err)


class Enrolment(Keys):
    def setup_code(self):
        options = ("--url", "http://127.0.0.1:9/", "--png", "setup.png", "--svg", "setup.svg", "--json")
        return self.must(self.authority("enroll", "demo", *options)).objects()[0]

    def enroll(self, source, *options, store="new.db"):
        root = () if "--root" in options else ("--root", "demo/public/root.cose")
        return self.skan("trust", "enroll", source, "--store", store, *root, "--bundle", "bundle.skb", "--at", NOW, *options)

    def test_a_store_is_set_up_from_a_picture_and_the_words_that_were_told(self):
        self.a_day()
        code = self.setup_code()
        self.assertIn("<svg", (self.folder / "setup.svg").read_text())
        for language in ("english", "russian"):
            done = self.must(self.enroll("setup.png", "--fingerprint", code[f"fingerprint_{language}"], store=f"{language}.db"))
            self.assertIn(code["name"], done.out)
            self.assertEqual(self.verdict(f"cards/{GOOD}.txt", "--store", f"{language}.db")["outcome"], "accepted")
        self.must(self.enroll(code["text"], "--fingerprint", code["fingerprint_english"], store="english.db"))

    def test_nothing_is_set_up_without_the_right_words(self):
        self.a_day()
        code = self.setup_code()
        for options, part in (((), "no terminal"), (("--fingerprint", "acorn " * 10), "do not use this code")):
            done = self.enroll("setup.png", *options)
            self.assertEqual(done.code, 3, done)
            self.assertIn(part, done.err)
            self.assertFalse((self.folder / "new.db").exists())
        self.assertIn("no setup code", self.enroll(f"cards/{GOOD}.png", "--fingerprint", "x").err)
        self.assertIn("not a setup code", self.enroll("SKNSETUP1:00", "--fingerprint", "x").err)

    def test_a_site_that_is_none_is_refused_before_anybody_is_asked(self):
        self.a_day()
        for url in ("http://[::1", "http://127.0.0.1:99999/", "http://a{b,c}/"):  # texts of the right form
            code = self.must(self.authority("enroll", "demo", "--url", url, "--json")).objects()[0]
            done = self.skan("trust", "enroll", code["text"], "--store", "new.db", "--fingerprint", code["fingerprint_english"])
            self.assert_one_line(done, "the code's site is no address", "do not use this code")
            self.assertEqual(done.out, "")
            self.assertFalse((self.folder / "new.db").exists())

    def test_a_root_of_another_authority_is_said_to_be_one(self):
        self.a_day()
        code = self.setup_code()
        self.must(self.authority("init", "other", "--unencrypted-keys", "--at", FOUNDED))
        for root, part in (("other/public/root.cose", "belongs to another authority"), ("bundle.skb", "bundle.skb")):
            done = self.enroll("setup.png", "--fingerprint", code["fingerprint_english"], "--root", root)
            self.assertIn(part, done.err)
            self.assert_one_line(done, f"{root}: ", "not the first root of the authority that the code names")
            self.assertFalse((self.folder / "new.db").exists())

    def test_a_set_up_that_is_killed_is_finished_by_the_same_command(self):
        self.a_day()
        code = self.setup_code()
        chance = random.Random(4)
        for n in range(40 if os.environ.get("SKAN_LONG") else 4):
            store = f"{n}.db"
            command = [os.environ["SKAN"], "trust", "enroll", "setup.png", "--store", store, "--root", "demo/public/root.cose",
                       "--bundle", "bundle.skb", "--at", NOW, "--fingerprint", code["fingerprint_english"]]
            process = subprocess.Popen(command, cwd=self.folder, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, env=environment())
            time.sleep(chance.uniform(0, 0.12))
            process.send_signal(signal.SIGKILL)
            process.wait()
            self.must(self.skan(*command[1:]))
            self.assertEqual(self.verdict(f"cards/{GOOD}.txt", "--store", store)["outcome"], "accepted")

    def test_a_store_never_changes_its_authority(self):
        self.a_day()
        self.must(self.authority("init", "other", "--unencrypted-keys", "--at", FOUNDED))
        code = self.must(self.authority("enroll", "other", "--json")).objects()[0]
        before = (self.folder / "skan.db.authority").read_text()
        done = self.enroll(code["text"], "--fingerprint", code["fingerprint_english"], store="skan.db")
        self.assertEqual(done.code, 3, done)
        self.assertIn("pins another authority", done.err)
        self.assertEqual((self.folder / "skan.db.authority").read_text(), before)


if __name__ == "__main__":
    unittest.main()
