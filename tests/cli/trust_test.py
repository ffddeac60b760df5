#!/usr/bin/python3
"""`skan trust`: provisioning with a pinned authority, updates, and what status tells."""

import os
import stat
import subprocess
import unittest

import rehearsal
from rehearsal import GOOD, NOW, Rehearsal

STATUS = ["authority", "channel", "root_version", "epoch", "root_expires", "sequence", "issued_at", "data_age_s",
          "freshness", "stale_at", "head_expires", "manifest_expires", "damaged", "rolled_back", "read_only",
          "noted_time", "last_refused", "issuers", "policies", "default_policy"]
ISSUER = ["name", "key_id", "state", "valid_from", "valid_until", "retired_at", "issued", "revoked", "list_bytes",
          "list_as_of"]


class Trust(Rehearsal):
    def status(self, at=NOW):
        return self.must(self.skan("trust", "status", "--json", "--at", at)).objects()[0]

    def test_init_pins_the_authority_beside_the_store(self):
        authority_id = self.found()
        self.provision(authority_id, store="door.db")
        pin = self.folder / "door.db.authority"
        self.assertEqual(pin.read_text(), authority_id + "\n")
        self.assertEqual(stat.S_IMODE(pin.stat().st_mode), 0o644)
        self.assertEqual(sorted(p.name for p in self.folder.glob("door.db.authority*")), ["door.db.authority"])

    def test_init_again_changes_nothing(self):
        self.a_day()
        self.provision(self.authority_id)
        self.assertEqual(self.status()["sequence"], 1)
        self.must(self.skan("verify", "--at", NOW, f"cards/{GOOD}.txt"))

    def test_init_for_another_channel_is_refused(self):
        self.a_day()
        init = ("trust", "init", "--root", "demo/public/root.cose", "--authority", self.authority_id)
        self.assert_one_line(self.skan(*init, "--channel", "remote"), "skan.db", "channel")
        self.assert_one_line(self.skan(*init, "--channel", "Not a channel"), "channel")

    def test_a_lost_pin_is_made_again_by_init(self):
        self.a_day()
        (self.folder / "skan.db.authority").unlink()
        self.assert_one_line(self.skan("trust", "status"), "skan.db")
        self.provision(self.authority_id)
        self.assertEqual(self.status()["sequence"], 1)

    def test_status_before_the_first_update_has_no_dates(self):
        self.provision(self.found())
        status = self.status()
        self.assertEqual(list(status), STATUS)
        for name in ("epoch", "root_expires", "sequence", "issued_at", "data_age_s", "stale_at", "default_policy"):
            self.assertIsNone(status[name], name)
        self.assertEqual((status["freshness"], status["issuers"], status["policies"]), ("none", [], []))
        lines = self.must(self.skan("trust", "status")).out
        self.assertIn("none yet", lines)
        self.assertNotIn("1970", lines)

    def test_status_tells_age_and_freshness(self):
        self.a_day()
        for at, age, freshness in (
            ("2021-07-01T10:00:00Z", 0, "fresh"),
            (NOW, 3600, "fresh"),
            ("2021-07-02T10:59:59Z", 86399, "fresh"),
            ("2021-07-02T11:00:00Z", 86400, "recent"),
            ("2021-07-04T11:00:00Z", 259200, "ageing"),
            ("2021-07-08T11:00:00Z", 604800, "stale"),
        ):
            status = self.status(at)
            self.assertEqual((status["data_age_s"], status["freshness"]), (age, freshness), at)
        self.assertEqual(list(status), STATUS)
        self.assertEqual(list(status["issuers"][0]), ISSUER)
        self.assertEqual((status["issuers"][0]["state"], status["issuers"][0]["issued"]), ("active", 6))
        self.assertEqual((status["issuers"][0]["revoked"], status["issuers"][0]["retired_at"]), (1, None))
        self.assertEqual((status["authority"], status["sequence"]), (self.authority_id, 1))
        self.assertEqual((status["issued_at"], status["stale_at"]), (rehearsal.PUBLISHED, "2021-07-08T11:00:00Z"))
        self.assertEqual(status["default_policy"], "ru-federal-2021")
        lines = self.must(self.skan("trust", "status", "--at", NOW)).out
        for part in (self.authority_id, "#1", "60 min old (fresh)", "ru-federal-2021 v1", "6 issued, 1 revoked", "epoch 1"):
            self.assertIn(part, lines)

    def test_status_tells_what_was_refused_last(self):
        self.a_day()
        self.assertIsNone(self.status()["last_refused"])
        self.must(self.skan("trust", "update", self.publish(at="2021-07-01T11:30:00Z"), "--at", NOW))
        self.assertEqual(self.skan("trust", "update", "bundle.skb", "--at", "2021-07-01T11:00:00Z").code, 3)
        self.assertEqual(self.status()["last_refused"], {"reason": "head_from_future", "time": "2021-07-01T11:00:00Z"})
        self.assertIn("head_from_future", self.must(self.skan("trust", "status", "--at", NOW)).out)

    def test_update_says_what_it_did(self):
        self.a_day()
        again = self.must(self.skan("trust", "update", "bundle.skb", "--at", NOW, "--json")).objects()[0]
        self.assertEqual(
            again, {"ok": True, "sequence": 1, "issued_at": rehearsal.PUBLISHED, "changed": False})
        self.publish("next.skb", at="2021-07-01T11:30:00Z")
        new = self.must(self.skan("trust", "update", "next.skb", "--at", NOW, "--json")).objects()[0]
        self.assertEqual((new["sequence"], new["changed"]), (2, True))
        self.assertEqual(self.status()["sequence"], 2)

    def test_nothing_but_the_pin_and_the_store_is_believed(self):
        """A pin that names another authority makes the same store useless, not the other authority right."""
        self.a_day()
        other = self.found("other")
        (self.folder / "skan.db.authority").write_text(other + "\n")
        self.assert_one_line(self.skan("verify", "--at", NOW, f"cards/{GOOD}.txt"), "another authority")
        given = self.skan("verify", "--at", NOW, "--authority", self.authority_id, f"cards/{GOOD}.txt")
        self.assertEqual(given.code, 0, given)

    def test_a_full_disk_is_an_error_of_the_program(self):
        self.a_day()
        with open("/dev/full", "wb") as full:
            process = subprocess.run([os.environ["SKAN"], "trust", "status", "--at", NOW], cwd=self.folder,
                                     stdout=full, stderr=subprocess.PIPE, env=rehearsal.environment())
        self.assertEqual(process.returncode, 3)
        self.assertIn(b"standard output", process.stderr)


if __name__ == "__main__":
    unittest.main()
