#!/usr/bin/python3
"""Every reason that exists, through `skan verify`: the outcome, exactly this reason, and the exit code."""

import datetime
import pathlib
import re
import sqlite3
import unittest

import rehearsal
from rehearsal import EXPIRING, FIRST_DOSE, GOOD, NOW, RECOVERED, REGISTER, REVOKED, TESTED, Rehearsal

import cose
import skn1
import small_world

TESTED_HERE = set()


class Reasons(Rehearsal):
    def assert_reason(self, verdict, reason, outcome="rejected"):
        TESTED_HERE.add(reason)
        self.assertEqual((verdict["outcome"], verdict["reasons"]), (outcome, [reason]), verdict)
        self.assertEqual(verdict["notes"], [])

    def of_text(self, text, **options):
        return self.verdict(self.write("presented.txt", text), **options)

    def of_card(self, number, **options):
        return self.verdict(f"cards/{number}.png", **options)

    def test_accepted_has_no_reason(self):
        self.a_day()
        for number in (GOOD, RECOVERED, TESTED):
            verdict = self.of_card(number)
            self.assertEqual((verdict["outcome"], verdict["reasons"]), ("accepted", []))
            self.assertEqual(verdict["notes"], ["document_check_required", "stated_time"])

    def test_malformed(self):
        self.a_day()
        text = self.text_of(GOOD)
        for broken in ("SKN1:", "SKN1:ABC", text[:-3], text + "00", text.lower().replace("skn1:", "SKN1:")):
            self.assert_reason(self.of_text(broken), "malformed")

    def test_bad_signature_of_an_altered_and_of_a_forged_text(self):
        self.a_day()
        message = skn1.base45_decode(self.text_of(GOOD).removeprefix("SKN1:"))
        altered = message[:-64] + bytes([message[-64] ^ 1]) + message[-63:]
        self.assert_reason(self.of_text(skn1.to_text(altered)), "bad_signature")
        forged = message[:-64] + cose.write_sign1(b"\x07" * 32, skn1.EXTERNAL_AAD, b"x")[-64:]
        verdict = self.of_text(skn1.to_text(forged))
        self.assert_reason(verdict, "bad_signature")
        self.assertIsNone(verdict["certificate"])

    def test_revoked(self):
        self.a_day()
        verdict = self.of_card(REVOKED)
        self.assert_reason(verdict, "revoked")
        self.assertEqual(verdict["evidence"]["revocation"], "revoked")

    def test_expired(self):
        self.a_day()
        self.assert_reason(self.of_card(EXPIRING, at="2021-07-02"), "expired")
        self.assertEqual(self.of_card(EXPIRING, at="2021-07-01T23:59:59Z")["outcome"], "accepted")

    def test_not_yet_valid(self):
        self.a_day()
        verdict = self.of_card(GOOD, at="2021-07-01T07:59:59Z")
        self.assert_reason(verdict, "not_yet_valid")
        self.assertEqual(verdict["changes_at"], rehearsal.ISSUED)

    def test_policy_refused(self):
        self.a_day()
        self.assert_reason(self.of_card(FIRST_DOSE), "policy_refused")
        self.assert_reason(self.of_card(TESTED, at="2021-07-03T06:30:01Z"), "policy_refused")
        self.assertEqual(self.of_card(TESTED, at="2021-07-03T06:30:00Z")["outcome"], "accepted")

    def test_no_code_found(self):
        self.a_day()
        verdict = self.verdict(self.write("blank.pgm", rehearsal.grey(200, 200)))
        self.assert_reason(verdict, "no_code_found", "undetermined")
        self.assertEqual((verdict["text_length"], verdict["format"]), (0, "unknown"))

    def test_an_imitated_link_says_what_gave_it_away(self):
        self.a_day()
        verdict = self.of_text("https://www.gosuslugi.ru.example.org/vaccine/cert/verify/1")
        self.assert_reason(verdict, "lookalike_link")
        self.assertEqual((verdict["format"], verdict["link_fault"]), ("link", "longer_host"))
        self.assertIsNone(self.of_card(GOOD)["link_fault"])

    def test_what_is_not_a_certificate_of_ours(self):
        self.a_day()
        uuid = "0f8fad5b-d9cb-469f-a165-70867728950e"
        for text, reason, form in (
            ("hello", "not_a_certificate", "unknown"),
            ("", "not_a_certificate", "unknown"),
            ("x" * 5000, "not_a_certificate", "unknown"),
            (f"https://www.gosuslugi.ru/vaccine/cert/verify/{uuid}", "online_link", "link"),
            ("WIFI:S:cafe;T:nopass;;", "not_a_certificate", "unknown"),
            ("HC1:6BFOXN", "unsupported_format", "hc1"),
            ("shc:/5676290", "unsupported_format", "shc"),
            ("SKN2:ABC", "needs_newer_app", "skn"),
        ):
            verdict = self.of_text(text)
            self.assert_reason(verdict, reason, "undetermined")
            self.assertEqual(verdict["format"], form)
            self.assertEqual(verdict["text_length"], len(text))

    def test_unknown_issuer(self):
        self.a_day()
        self.found("other")
        self.issue(REGISTER[:1], name="other", out="others")
        self.assert_reason(self.verdict(f"others/{GOOD}.txt"), "unknown_issuer", "undetermined")

    def test_index_unknown_or_a_note_for_what_the_list_does_not_cover(self):
        self.a_day()
        before = REGISTER[0].replace(GOOD, "901")
        after = REGISTER[0].replace(GOOD, "902")
        self.issue([before], at="2021-07-01T10:59:59Z")
        self.issue([after], at="2021-07-01T11:00:00Z")
        self.assert_reason(self.of_card("901"), "index_unknown", "undetermined")
        accepted = self.of_card("902")
        self.assertEqual(accepted["outcome"], "accepted")
        self.assertIn("issued_after_list", accepted["notes"])
        self.assertEqual(accepted["evidence"]["revocation"], "issued_after_list")

    def test_unknown_policy(self):
        self.a_day()
        verdict = self.verdict("--policy", "no-such", f"cards/{GOOD}.png")
        self.assert_reason(verdict, "unknown_policy", "undetermined")
        self.assertIsNone(verdict["evidence"]["policy"])

    def test_trust_data_missing(self):
        self.provision(self.found())
        self.issue(REGISTER[:1])
        verdict = self.of_card(GOOD)
        self.assert_reason(verdict, "trust_data_missing", "undetermined")
        self.assertIsNone(verdict["evidence"]["sequence"])

    def test_trust_data_stale(self):
        self.a_day()
        self.assertEqual(self.of_card(GOOD, at="2021-07-08T10:59:59Z")["notes"][0], "data_ageing")
        self.assert_reason(self.of_card(GOOD, at="2021-07-08T11:00:00Z"), "trust_data_stale", "undetermined")
        self.assert_reason(self.of_card(REVOKED, at="2021-07-08T11:00:00Z"), "revoked")

    def test_clock_suspect(self):
        """The device's clock against data that is signed two days ahead of it."""
        ahead = datetime.datetime.now(datetime.timezone.utc) + datetime.timedelta(days=2)
        at = ahead.strftime("%Y-%m-%dT%H:%M:%SZ")
        self.provision(self.found())
        person = REGISTER[0].replace("2021-06-01", (ahead - datetime.timedelta(days=30)).strftime("%Y-%m-%d"))
        self.issue([person], at=(ahead - datetime.timedelta(days=20)).strftime("%Y-%m-%d"))
        self.must(self.skan("trust", "update", self.publish(at=at), "--at", at))
        verdict = self.of_card(GOOD, at=None)
        self.assert_reason(verdict, "clock_suspect", "undetermined")
        self.assertEqual(verdict["evidence"]["clock"], "suspect")

    def test_store_damaged_until_the_next_update(self):
        for damage in (
            "UPDATE blocks SET bytes = zeroblob(length(bytes))",
            "UPDATE objects SET bytes = zeroblob(9) WHERE name = 'manifest'",
        ):
            with self.subTest(damage):
                self.setUp()
                self.a_day()
                database = sqlite3.connect(self.folder / "skan.db")
                database.execute(damage)
                database.commit()
                database.close()
                self.assert_reason(self.of_card(GOOD), "store_damaged", "undetermined")
                self.must(self.skan("trust", "update", "bundle.skb", "--at", NOW))
                self.assertEqual(self.of_card(GOOD)["outcome"], "accepted")

    def test_store_rolled_back_until_an_update_that_is_not_older(self):
        self.a_day()
        with_anchor = ("--anchor", "device.anchor")
        self.must(self.skan("trust", "update", "bundle.skb", "--at", NOW, *with_anchor))
        older = (self.folder / "skan.db").read_bytes()
        self.must(self.skan("trust", "update", self.publish(at=NOW), "--at", NOW, *with_anchor))
        self.assertEqual(self.verdict(f"cards/{GOOD}.png", *with_anchor)["outcome"], "accepted")
        (self.folder / "skan.db").write_bytes(older)
        self.assert_reason(self.verdict(f"cards/{GOOD}.png", *with_anchor), "store_rolled_back", "undetermined")
        self.must(self.skan("trust", "update", "bundle.skb", "--at", NOW, *with_anchor))
        self.assertEqual(self.verdict(f"cards/{GOOD}.png", *with_anchor)["outcome"], "accepted")

    def test_key_states_and_critical_fields(self):
        world = small_world.authority("main")
        self.write("root.cose", world.roots[0])
        self.write("world.skb", world.bundle())
        self.must(self.skan("trust", "init", "--root", "root.cose", "--authority", world.authority_id.hex()))
        self.must(self.skan("trust", "update", "world.skb", "--at", small_world.AT))
        certificates = small_world.Certificates(world)
        for key, reason, outcome in (
            ("compromised", "key_compromised", "rejected"),
            ("narrow", "key_not_for_this", "rejected"),
            ("critical", "needs_newer_app", "undetermined"),
            ("training", "key_not_for_this", "rejected"),
        ):
            self.assert_reason(self.of_text(certificates.text(key), at=small_world.AT), reason, outcome)
        unlisted = self.of_text(certificates.text("no revocation"), at=small_world.AT)
        self.assertEqual(unlisted["notes"], ["revocation_not_available", "stated_time"])
        self.assertEqual(unlisted["evidence"]["revocation"], "not_available")


    def test_practice_certificate_of_a_training_authority(self):
        authority_id = self.found("demo", "--practice")
        self.issue(REGISTER)
        self.must(self.authority("revoke", "demo", REVOKED, "--at", rehearsal.ISSUED))
        self.publish()
        self.provision(authority_id)
        self.must(self.skan("trust", "update", "bundle.skb", "--at", NOW))
        for number in (GOOD, RECOVERED, TESTED, REVOKED):
            self.assert_reason(self.of_card(number), "practice_certificate")
        practised = self.verdict("--practice", f"cards/{GOOD}.png")
        self.assertEqual((practised["outcome"], practised["reasons"]), ("accepted", []))
        self.assertEqual(practised["notes"], ["document_check_required", "stated_time", "practice"])
        self.assertEqual(self.verdict("--practice", f"cards/{REVOKED}.png")["reasons"], ["revoked"])

    def test_practice_mode_leaves_real_certificates_as_they_are(self):
        self.a_day()
        self.assertEqual(self.verdict("--practice", f"cards/{GOOD}.png")["notes"], ["document_check_required", "stated_time"])
        self.assert_reason(self.verdict("--practice", f"cards/{REVOKED}.png"), "revoked")


class UnforgottenReasons(unittest.TestCase):
    """Runs last: test classes run in the order of their names."""

    def test_that_no_reason_was_forgotten(self):
        source = pathlib.Path(__file__).resolve().parents[2]
        header = (source / "sdk/include/skan/reason.h").read_text()
        listed = re.search(r"enum class Reason [^{]*\{(.*?)\};", header, re.S).group(1)
        self.assertEqual(set(re.findall(r"(\w+) = \d+", listed)), TESTED_HERE)


if __name__ == "__main__":
    unittest.main()
