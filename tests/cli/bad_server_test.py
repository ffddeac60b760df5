#!/usr/bin/python3
"""`skan trust update --url` from servers that give something else than was published.

Each fault comes from a proxy in front of nginx. What is asked each time: the reason has its stable name, the data in
force stays, and the next good update works.
"""

import gzip

import web
from faults import Fault, answer, changed, endless, endless_early_hints, endless_error, endless_headers, flipped
from web import Web

PORTAL = b"<!DOCTYPE html><html><title>Free Wi-Fi</title>" + b"<p>Please log in.</p>" * 100


class BadServer(Web):
    def refused(self, fault, error, *parts):
        self.proxy.fault = fault
        self.assert_refused(self.fetch(self.proxy.url), error, *parts)

    def test_wrong_bytes_and_sizes(self):
        for kind, change, error in (
            ("head", flipped, "malformed"), ("head", lambda body: b"", "malformed"),
            ("head", lambda body: body + b"\0" * 1_000, "size_mismatch"),
            ("manifest", flipped, "hash_mismatch"), ("manifest", lambda body: body[:-1], "size_mismatch"),
            ("manifest", lambda body: body + b"\0", "size_mismatch"), ("manifest", lambda body: b"", "size_mismatch"),
            ("root", lambda body: b"\0", "malformed"),
        ):
            with self.subTest(kind, error=error):
                self.copy_store("skan.db", "skan.db")
                wrong = Fault(kind, lambda request, path: request.answer(200, {}, change(self.original(path))))
                self.refused(wrong, error)

    def original(self, path):
        file = self.world / "two" / path
        return file.read_bytes() if file.exists() else b""

    def test_a_delta_of_no_use_is_no_failure(self):
        def last_flipped(body):
            return body[:-1] + bytes([body[-1] ^ 1])

        for change, refusal in ((flipped, "malformed"), (last_flipped, "threshold_not_met"),
                                (lambda body: PORTAL, None)):
            self.copy_store("skan.db", "skan.db")
            self.proxy.fault = Fault("delta", changed(change))
            report = self.fetched(self.proxy.url)
            self.assertEqual(report["sequence"], 2)
            self.assertNotIn(report["delta"], ("used", "none"))
            if refusal:
                self.assertEqual(report["delta"], refusal)
            self.assertEqual(self.judged(), "revoked")

    def test_the_page_of_a_captive_portal_is_told_as_such(self):
        for kind in ("", "head", "manifest"):
            with self.subTest(kind):
                self.copy_store("skan.db", "skan.db")
                self.proxy.fault = Fault(kind, answer(200, {"Content-Type": "text/html"}, PORTAL))
                done = self.fetch(self.proxy.url)
                self.assertIn(done.objects()[0]["error"], ("malformed", "size_mismatch"))
                self.assert_refused(done, done.objects()[0]["error"], "web page", "log in")
        self.copy_store("skan.db", "skan.db")
        to_login = answer(302, {"Location": "http://login.example/\x1b[31m?" + "x" * 1_000}, b"")
        self.proxy.fault = Fault("", to_login)
        done = self.fetch(self.proxy.url)
        self.assertLess(len(done.err), 600)
        self.assertNotIn("\x1b", done.err)
        self.assert_refused(done, "unreachable", "log in", "login.example")
        self.assertNotIn("login", "".join(self.proxy.paths()))

    def test_no_more_is_received_than_there_may_be(self):
        for kind, fault, error, part in (
            ("root", endless, "size_mismatch", "root/2"), ("head", endless, "size_mismatch", "head"),
            ("manifest", endless, "size_mismatch", "manifest"), ("head", endless_error, "malformed", "head is missing"),
            ("head", endless_headers, "unreachable", "headers without end"),
            ("head", endless_early_hints, "unreachable", "headers without end"),
        ):
            with self.subTest(fault.__name__, kind=kind):
                self.copy_store("skan.db", "skan.db")
                self.proxy.sent = None
                self.proxy.fault = Fault(kind, fault)
                done = self.fetch(self.proxy.url)
                web.wait_until(lambda: self.proxy.sent is not None)
                self.assertLess(self.proxy.sent, 10_000_000)  # what fits into the sockets' buffers
                self.assert_refused(done, error, part)

    def test_nothing_compressed_is_asked_for_or_unpacked(self):
        seen = []

        def bomb(request, path):
            seen.append(request.headers["Accept-Encoding"])
            return request.answer(200, {"Content-Encoding": "gzip"}, gzip.compress(request.upstream(path)[2]))

        self.proxy.fault = Fault("head", bomb)
        done = self.fetch(self.proxy.url)
        self.assertEqual(seen, [None])
        self.assert_refused(done, "malformed")


if __name__ == "__main__":
    web.main()
