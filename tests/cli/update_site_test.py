#!/usr/bin/python3
"""`skan trust update --url` against nginx: what it fetches, what it says, and what a wrong site comes to."""

import contextlib
import os
import pty
import shutil
import subprocess

import rehearsal
import web
from rehearsal import NOW
from web import Web

REPORT = ["ok", "sequence", "issued_at", "changed", "objects", "bytes", "delta", "resumed_bytes"]


class UpdateSite(Web):
    def test_an_empty_store_fetches_everything_and_then_nothing_but_the_head(self):
        self.copy_store("empty.db", "new.db")
        report = self.fetched(self.proxy.url, store="new.db")
        kinds = [path.split("/")[0] for path in self.proxy.paths()]
        self.assertEqual(kinds, ["root", "head", "manifest", "part", "part", "part"])
        size = sum((self.world / "two" / path).stat().st_size for path in self.proxy.paths()[1:])
        self.assertEqual(report, {"ok": True, "sequence": 2, "issued_at": web.SECOND, "changed": True, "objects": 5,
                                  "bytes": size, "delta": "none", "resumed_bytes": 0})
        self.assertEqual(list(report), REPORT)
        again = self.fetched(self.proxy.url, store="new.db")
        self.assertEqual((again["changed"], again["objects"], again["delta"]), (False, 1, "none"))
        self.assertEqual(self.judged("new.db"), "revoked")

    def new_in(self, site, kind):
        """The one file of that kind that the first publication did not have."""
        found = [path for path in (site / kind).iterdir() if not (self.world / "one" / kind / path.name).exists()]
        self.assertEqual(len(found), 1)
        return found[0]

    def test_only_the_changes_are_fetched_where_the_site_has_them(self):
        self.assertEqual(self.judged(), "accepted")
        report = self.fetched(self.proxy.url)
        self.assertEqual((report["sequence"], report["delta"], report["objects"]), (2, "used", 3))
        self.assertEqual([path.split("/")[0] for path in self.proxy.paths()], ["root", "head", "manifest", "delta"])
        self.assertEqual(self.judged(), "revoked")
        self.assertFalse((self.folder / "skan.db.download").exists())

    def test_without_the_changes_the_list_is_fetched_whole(self):
        shutil.rmtree(self.changed_site("whole") / "delta")
        report = self.fetched(self.nginx.url("whole/"))
        self.assertEqual((report["sequence"], report["delta"], report["objects"]), (2, "none", 3))
        self.assertEqual(self.judged(), "revoked")

    def test_people_are_told_what_was_fetched(self):
        update = ("trust", "update", "--at", NOW, "--url", self.nginx.url("two"))
        line = self.must(self.skan(*update, env=web.NO_PROXY))
        self.assertRegex(line.out, r"^skan\.db: data #2 of 1 Jul 2021 11:30 UTC is in force; 3 objects fetched, "
                                   r"\d+ bytes, lists by their changes\n$")
        self.assertEqual(line.err, "")
        line = self.must(self.skan(*update, env=web.NO_PROXY))
        self.assertRegex(line.out, r"#2 of .* was already in force; 1 object fetched, \d+ bytes\n$")

    def test_a_terminal_shows_how_far_it_is_and_is_left_clean(self):
        ours, theirs = pty.openpty()
        done = subprocess.run([os.environ["SKAN"], "trust", "update", "--at", NOW, "--url", self.nginx.url("two/")],
                              cwd=self.folder, stdout=subprocess.PIPE, stderr=theirs, env=web.NO_PROXY)
        os.close(theirs)
        shown = self.all_of(ours)
        self.assertEqual(done.returncode, 0)
        self.assertIn("root/2", shown)
        self.assertTrue(shown.endswith("\r\x1b[K"), repr(shown))

    def all_of(self, terminal):
        shown = b""
        with contextlib.suppress(OSError):  # Linux tells the end of a terminal so
            while piece := os.read(terminal, 65536):
                shown += piece
        os.close(terminal)
        return shown.decode()

    def test_what_must_be_there_and_is_not_leaves_the_data_in_force(self):
        site = self.changed_site("holes")
        shutil.rmtree(site / "delta")
        self.new_in(site, "part").unlink()
        for folder, error, *parts in (
            ("nowhere/", "malformed", "head is missing", "check --url"),
            ("gone/", "malformed", "head is missing"),
            ("holes/", "malformed", "is missing"),
            ("broken/", "unreachable", "HTTP status 500"),
            ("forbidden/", "unreachable", "HTTP status 403"),
            ("moved/", "unreachable", "sends us on to", "/two/"),
            ("loop/", "unreachable", "sends us on to", "/loop/"),
        ):
            with self.subTest(folder):
                self.copy_store("skan.db", "skan.db")
                self.assert_refused(self.fetch(self.nginx.url(folder)), error, *parts)

    def test_parts_of_two_publications_are_not_put_together(self):
        first = web.Proxy(self.nginx.port, "one/")
        self.addCleanup(first.end)
        self.copy_store("empty.db", "new.db")
        self.fetched(first.url, store="new.db")

        def old(kind):
            return self.world / "one" / first.paths(kind)[-1]  # the list is the last part

        def old_manifest(site):
            shutil.copy(old("manifest"), self.new_in(site, "manifest"))

        def old_list(site):
            shutil.rmtree(site / "delta")
            shutil.copy(old("part"), self.new_in(site, "part"))

        def other_list(site):
            shutil.rmtree(site / "delta")
            path = self.new_in(site, "part")
            path.write_bytes(path.read_bytes()[:-1] + b"\x55")

        def longer_manifest(site):
            path = self.new_in(site, "manifest")
            path.write_bytes(path.read_bytes() + b"\x00")

        def other_head(site):
            head = (site / "head").read_bytes()
            (site / "head").write_bytes(head[:-1] + bytes([head[-1] ^ 1]))

        for change, errors in ((old_manifest, ["hash_mismatch", "size_mismatch"]),
                               (old_list, ["hash_mismatch", "size_mismatch"]), (other_list, ["hash_mismatch"]),
                               (longer_manifest, ["size_mismatch"]), (other_head, ["threshold_not_met"])):
            with self.subTest(change.__name__):
                self.copy_store("skan.db", "skan.db")
                change(self.changed_site(change.__name__))
                done = self.fetch(self.nginx.url(change.__name__ + "/"))
                self.assertIn(done.objects()[0]["error"], errors)
                self.assert_refused(done, done.objects()[0]["error"])

    def test_an_older_site_is_refused_and_noted(self):
        self.fetched(self.nginx.url("two/"))
        done = self.fetch(self.nginx.url("one/"))
        self.assert_one_line(done, "lower_sequence", "one/")
        self.assertEqual(done.objects()[0]["error"], "lower_sequence")
        self.assertEqual(self.judged(), "revoked")

    def test_a_site_of_another_authority_is_refused(self):
        other = rehearsal.Rehearsal()
        other.folder = self.world / "elsewhere"
        other.folder.mkdir(mode=0o755)
        other.found()
        other.must(other.authority("publish", "demo", "--site", "site", "--at", rehearsal.PUBLISHED, "--out", "o.skb"))
        for path in [other.folder, *(other.folder / "site").rglob("*"), other.folder / "site"]:
            path.chmod(0o755 if path.is_dir() else 0o644)
        self.assert_refused(self.fetch(self.nginx.url("elsewhere/site/")), "threshold_not_met")

    def test_an_anchor_is_kept_and_held_against_a_store(self):
        self.fetched(self.nginx.url("two/"), "--anchor", "anchor")
        self.assertEqual((self.folder / "anchor").read_text(), "1 1 2 1\n")
        self.copy_store("skan.db", "skan.db")
        done = self.fetch(self.nginx.url("one/"), "--anchor", "anchor")
        self.assertEqual(done.objects()[0]["error"], "lower_sequence", done)
        self.assertEqual(self.fetched(self.nginx.url("two/"), "--anchor", "anchor")["sequence"], 2)

    def test_addresses(self):
        for url, part in (
            ("file:///etc/passwd", "only https and http"), ("ftp://127.0.0.1/", "only https and http"),
            ("FILE:///etc/passwd", "only https and http"), ("127.0.0.1:80", "only https and http"),
            ("http://door:secret@127.0.0.1/", "password"), ("http://door@127.0.0.1/", "user name"),
            ("http://127.0.0.1/a site/", "%20"),
            ("http://127.0.0.1/?a", "without ?"), ("http://127.0.0.1/#a", "without ?"),
            ("http://", "is not an address"), ("https://127.0.0.1:99999/", "is not an address"),
            ("http://127.0.0.1/\n", "is not an address"), ("-", "is not an address"),
        ):
            with self.subTest(url):
                done = self.fetch(url)
                self.assertEqual(done.objects()[0]["error"], "invalid_argument", done)
                self.assertIn(part, done.err)
                self.assertNotIn("secret", done.err + done.out)
        self.assert_one_line(self.skan("trust", "update"), "BUNDLE or --url")
        self.assert_one_line(self.skan("trust", "update", "one.skb", "--url", "http://127.0.0.1/"), "BUNDLE or --url")
        self.assert_one_line(self.skan("trust", "update", "--url", "http://127.0.0.1/", "--timeout", "0"), "--timeout")
        self.changed_site("a site")
        self.assertEqual(self.fetched(self.nginx.url("a%20site"))["sequence"], 2)

    def test_a_read_only_copy_is_updated_where_it_came_from(self):
        self.must(self.skan("trust", "export", "copy.db"))
        done = self.fetch(self.nginx.url("two/"), store="copy.db")
        self.assertEqual(done.objects()[0]["error"], "storage")
        self.assert_one_line(done, "read-only copy", "export it again")


class UpdateOverTls(Web):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        port = web.free_port()
        keys = cls.world / "tls"
        keys.mkdir(mode=0o755)
        subprocess.run(["openssl", "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes",
                        "-days", "2", "-keyout", keys / "key.pem", "-out", keys / "site.pem", "-subj", "/CN=site",
                        "-addext", "subjectAltName=IP:127.0.0.1"], check=True, capture_output=True)
        (keys / "key.pem").chmod(0o644)
        cls.secure = web.Nginx(cls.world, f"listen 127.0.0.1:{port} ssl; ssl_certificate {keys}/site.pem; "
                                          f"ssl_certificate_key {keys}/key.pem;")
        cls.addClassCleanup(cls.secure.end)
        cls.https = f"https://127.0.0.1:{port}/two/"
        cls.by_name = f"https://localhost:{port}/two/"

    def test_who_cannot_prove_the_name_is_not_talked_to(self):
        self.assert_refused(self.fetch(self.https), "unreachable", "certificate")

    def test_a_certificate_of_another_name_is_refused(self):
        self.assert_refused(self.fetch(self.by_name, "--ca", self.world / "tls/site.pem"), "unreachable", "localhost")

    def test_an_authority_of_ones_own_can_be_named(self):
        self.assertEqual(self.fetched(self.https, "--ca", self.world / "tls/site.pem")["delta"], "used")
        self.assertEqual(self.judged(), "revoked")

    def test_a_list_that_cannot_be_read_is_named(self):
        done = self.fetch(self.https, "--ca", "nowhere.pem")
        self.assertEqual(done.objects()[0]["error"], "invalid_argument", done)
        self.assert_one_line(done, "--ca", "nowhere.pem")


if __name__ == "__main__":
    web.main()
