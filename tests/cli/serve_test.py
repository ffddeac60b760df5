#!/usr/bin/python3
"""`skan trust serve`, which feeds the next device, and `skan trust export`, which copies a store."""

import contextlib
import http.client
import os
import shutil
import signal
import socket
import sqlite3
import subprocess
import threading
import unittest

import rehearsal
import web
from rehearsal import NOW, RECOVERED
from web import Web


class Served(Web):
    def serve(self, store="skan.db", *more, listen="127.0.0.1:0"):
        """Starts it; returns its address. It must end well when it is asked to."""
        command = [os.environ["SKAN"], "trust", "serve", "--store", store, "--listen", listen, *more]
        process = subprocess.Popen(command, cwd=self.folder, stdout=subprocess.PIPE, env=web.NO_PROXY, text=True)
        line = process.stdout.readline()

        def end():
            process.send_signal(signal.SIGTERM)
            self.assertEqual(process.wait(10), 0)
            process.stdout.close()

        self.addCleanup(end)
        data = r"(data #\d+|no data yet)"
        self.assertRegex(line, rf"^{store} \({data}\) is served at http://\S+:[1-9]\d*/; Ctrl-C ends it\n$")
        return line.split(" at ")[1].split(";")[0]

    def ask(self, url, path, method="GET", **more):
        host, port = url[len("http://"):].strip("/").rsplit(":", 1)
        connection = http.client.HTTPConnection(host.strip("[]"), int(port), timeout=10)
        connection.putrequest(method, path, skip_host=False)
        for name, value in more.items():
            connection.putheader(name, value)
        connection.endheaders()
        response = connection.getresponse()
        body = response.read()
        connection.close()
        return response.status, {name: value for name, value in response.getheaders()}, body


class Serve(Served):
    def test_one_gate_feeds_the_next(self):
        """nginx -> first -> second -> third; then a delta at the first, the whole list from there on."""
        for name in ("first.db", "second.db", "third.db"):
            self.copy_store("empty.db", name)
        chain = ["first.db", "second.db", "third.db"]
        sources = [self.nginx.url("one/"), self.serve("first.db"), self.serve("second.db")]
        for number, sources[0], deltas, verdict in (
            (1, self.nginx.url("one/"), ["none"] * 3, "accepted"),
            (2, self.nginx.url("two/"), ["used", "none", "none"], "revoked"),
        ):
            for store, source, delta in zip(chain, sources, deltas):
                report = self.fetched(source, store=store)
                self.assertEqual((report["sequence"], report["changed"], report["delta"]), (number, True, delta), store)
                self.assertEqual(self.judged(store), verdict, store)
        self.assertEqual(self.fetched(sources[2], store="third.db")["changed"], False)

    def test_what_it_gives_is_what_was_published(self):
        self.fetched(self.nginx.url("two/"))
        url = self.serve()
        fed = self.proxy.__class__(int(url.rsplit(":", 1)[1].strip("/")), "")
        self.addCleanup(fed.end)
        self.copy_store("empty.db", "next.db")
        self.fetched(fed.url, store="next.db")
        given = [path for path in fed.paths() if path != "root/2"]
        self.assertEqual(len(given), 5)
        for path in given:
            status, headers, body = self.ask(url, "/" + path)
            self.assertEqual((status, body), (200, (self.world / "two" / path).read_bytes()), path)
            newest = path == "head"
            self.assertEqual(headers["Cache-Control"], "no-cache" if newest else "public, max-age=31536000, immutable")
            status, headers, nothing = self.ask(url, "/" + path, "HEAD")
            self.assertEqual((status, int(headers["Content-Length"]), nothing), (200, len(body), b""))
        status, headers, body = self.ask(url, "/root/1")
        self.assertEqual((body, headers["Cache-Control"]), ((self.world / "two/root/1").read_bytes(), "no-cache"))

    def test_nothing_else_is_there(self):
        url = self.serve()
        for path in ("/", "/head/", "/HEAD", "//head", "/\\head", "/root/0", "/root/2", "/root/01", "/root/", "/root",
                     "/part/", "/part/00", "/part/" + "0" * 64, "/manifest/" + "f" * 64,
                     "/delta/" + "0" * 64 + "/" + "0" * 64, "/skan.db", "/../skan.db", "/part/../../skan.db",
                     "/%2e%2e/skan.db", "/..%2fskan.db.authority"):
            with self.subTest(path):
                status, headers, body = self.ask(url, path)
                self.assertEqual((status, headers["Cache-Control"], body), (404, "no-store", b"not here\n"))
        for method in ("POST", "PUT", "DELETE", "OPTIONS", "TRACE", "PATCH", "get"):
            with self.subTest(method):
                status, headers, _ = self.ask(url, "/head", method)
                self.assertEqual((status, headers["Allow"]), (405, "GET, HEAD"))
        self.assertEqual(self.ask(url, "/head", "POST", **{"Content-Length": "1000000000"})[0], 405)

    def test_connections_are_kept_for_the_next_request(self):
        url = self.serve()
        connection = http.client.HTTPConnection(url[len("http://"):].strip("/"), timeout=10)
        for _ in range(3):
            connection.request("GET", "/head")
            first = connection.sock
            self.assertEqual(connection.getresponse().read(), (self.world / "one/head").read_bytes())
            self.assertIs(connection.sock, first)
        connection.close()

    def test_it_follows_updates_of_another_process(self):
        url = self.serve()
        self.assertEqual(self.ask(url, "/head")[2], (self.world / "one/head").read_bytes())
        self.fetched(self.nginx.url("two/"))
        self.assertEqual(self.ask(url, "/head")[2], (self.world / "two/head").read_bytes())

    def test_an_update_between_two_requests_makes_the_next_device_begin_again(self):
        self.copy_store("empty.db", "next.db")
        url = self.serve()
        fed = web.Proxy(int(url.rsplit(":", 1)[1].strip("/")), "")
        self.addCleanup(fed.end)

        def move_on(request, path):
            if path.startswith("manifest") and len(fed.paths("head")) == 1:
                self.fetched(self.nginx.url("two/"))
                self.ask(url, "/head")  # another device asks, so that the server notices
            return False

        fed.fault = move_on
        self.assertEqual(self.fetched(fed.url, store="next.db")["sequence"], 2)
        self.assertEqual(len(fed.paths("head")), 2)

    def test_what_is_too_old_is_given_for_the_next_to_judge(self):
        url = self.serve()
        self.copy_store("empty.db", "next.db")
        arguments = ("trust", "update", "--store", "next.db", "--url", url, "--json", "--at")
        done = self.skan(*arguments, "2021-09-01", env=web.NO_PROXY)
        self.assertEqual(done.objects()[0]["error"], "expired_metadata", done)
        self.assertEqual(self.must(self.skan(*arguments, "2021-07-05", env=web.NO_PROXY)).objects()[0]["sequence"], 1)

    def test_a_store_without_data_has_only_its_root(self):
        self.copy_store("empty.db", "new.db")
        url = self.serve("new.db")
        self.assertEqual([self.ask(url, path)[0] for path in ("/root/1", "/root/2", "/head")], [200, 404, 404])
        self.assert_refused(self.fetch(url), "malformed", "head is missing")

    def test_nothing_is_given_while_the_store_is_damaged(self):
        url = self.serve()
        self.assertEqual(self.ask(url, "/head")[0], 200)
        self.edit("DELETE FROM objects WHERE name='manifest'")
        for path in ("/head", "/root/1", "/root/2", "/part/" + "0" * 64):
            self.assertEqual(self.ask(url, path)[0], 503, path)
        self.copy_store("empty.db", "next.db")
        self.assertEqual(self.fetch(url, store="next.db").objects()[0]["error"], "unreachable")
        self.fetched(self.nginx.url("two/"))
        self.assertEqual(self.ask(url, "/head")[0], 200)
        self.assertEqual(self.fetched(url, store="next.db")["sequence"], 2)

    def test_nothing_is_given_while_the_store_is_older_than_its_anchor(self):
        self.write("anchor", "1 1 2 1\n")
        url = self.serve("skan.db", "--anchor", "anchor")
        self.assertEqual([self.ask(url, path)[0] for path in ("/root/1", "/head")], [503, 503])
        self.fetched(self.nginx.url("two/"), "--anchor", "anchor")
        self.assertEqual(self.ask(url, "/head")[0], 200)

    def edit(self, sql):
        connection = sqlite3.connect(self.folder / "skan.db")
        with connection:
            self.assertGreater(connection.execute(sql).rowcount, 0)
        connection.close()

    def test_idle_clients_do_not_keep_others_out(self):
        url = self.serve()
        port = int(url.rsplit(":", 1)[1].strip("/"))
        idle = []
        for _ in range(100):
            idle.append(socket.create_connection(("127.0.0.1", port), source_address=("127.0.0.2", 0)))
            idle[-1].sendall(b"GET /head HTTP/1.1\r\nHost: x\r\nX-Slow: ")
        self.copy_store("empty.db", "next.db")
        # Sooner than the server gives up the idle ones.
        self.assertEqual(self.fetched(url, "--timeout", "6", store="next.db")["sequence"], 1)
        for connection in idle:
            connection.close()

    def test_clients_that_send_a_byte_now_and_then_do_not_keep_others_out(self):
        url = self.serve("skan.db", "--timeout", "2")
        port = int(url.rsplit(":", 1)[1].strip("/"))
        slow = []
        for address in range(2, 8):  # 16 from each of six addresses: all 64 connections, and more who wait
            for _ in range(16):
                slow.append(socket.create_connection(("127.0.0.1", port), source_address=(f"127.0.0.{address}", 0)))
                slow[-1].sendall(b"GET /head HTTP/1.1\r\nHost: x\r\nX-Slow: ")
        ended = threading.Event()

        def drip():
            while not ended.wait(0.5):
                for connection in slow:
                    with contextlib.suppress(OSError):
                        connection.sendall(b"a")

        thread = threading.Thread(target=drip)
        thread.start()
        try:
            self.copy_store("empty.db", "next.db")
            self.assertEqual(self.fetched(url, "--timeout", "60", store="next.db")["sequence"], 1)
        finally:
            ended.set()
            thread.join()
            for connection in slow:
                connection.close()

    def test_requests_that_are_too_long_are_refused(self):
        url = self.serve()
        self.assertIn(self.ask(url, "/" + "a" * 30_000)[0], (414, 431))
        self.assertIn(self.ask(url, "/head", **{"X-Long": "a" * 30_000})[0], (413, 431))
        self.assertEqual(self.ask(url, "/head")[0], 200)

    def test_where_it_listens(self):
        for listen in ("8737", "127.0.0.1", ":8737", "localhost:8737", "127.0.0.1:65536", "127.0.0.1:x", "::1:80",
                       "[127.0.0.1]:80", ""):
            self.assert_one_line(self.skan("trust", "serve", "--listen", listen), "--listen", "127.0.0.1:8737")
        taken = self.serve().rsplit(":", 1)[1].strip("/")
        self.assert_one_line(self.skan("trust", "serve", "--listen", f"127.0.0.1:{taken}"), "in use", "another port")
        self.assert_one_line(self.skan("trust", "serve", "--store", "nowhere.db"), "nowhere.db")
        self.assert_one_line(self.skan("trust", "serve", "--timeout", "0"), "--timeout", "3600")

    @unittest.skipUnless(os.path.exists("/proc/net/if_inet6"), "no IPv6")
    def test_ipv6(self):
        url = self.serve(listen="[::1]:0")
        self.assertTrue(url.startswith("http://[::1]:"))
        self.copy_store("empty.db", "next.db")
        self.assertEqual(self.fetched(url, store="next.db")["sequence"], 1)


class Export(Served):
    def test_a_copy_needs_no_rights_but_reading(self):
        disk = self.folder / "disk"
        disk.mkdir()
        done = self.must(self.skan("trust", "export", "disk/gate.db"))
        self.assertEqual(done.out, "disk/gate.db: a copy of skan.db with data #1 of 1 Jul 2021 11:00 UTC; "
                                   "it is for reading only\n")
        self.assertEqual(sorted(path.name for path in disk.iterdir()), ["gate.db", "gate.db.authority"])
        program = shutil.copy(os.environ["SKAN"], disk / "skan")
        shutil.copy(self.world / f"cards/{RECOVERED}.txt", disk / "code.txt")
        self.folder.chmod(0o755)
        disk.chmod(0o555)
        self.addCleanup(disk.chmod, 0o755)
        anyone = {"user": web.NOBODY, "group": web.NOBODY, "extra_groups": []} if os.geteuid() == 0 else {}

        def by_anyone(*arguments):
            process = subprocess.run([program, *arguments], cwd=disk, capture_output=True, env=web.NO_PROXY, **anyone)
            return rehearsal.Done(process)

        written = subprocess.run(["touch", "new"], cwd=disk, stderr=subprocess.DEVNULL, **anyone)
        self.assertNotEqual(written.returncode, 0)
        self.must(by_anyone("verify", "--store", "gate.db", "--at", NOW, "code.txt"))
        self.assertIn("#1", self.must(by_anyone("trust", "status", "--store", "gate.db", "--at", NOW)).out)
        for source in (["--url", self.nginx.url("two/")], [str(self.world / "two.skb")]):
            done = by_anyone("trust", "update", "--store", "gate.db", "--at", NOW, *source)
            self.assert_one_line(done, "read-only copy", "update the store that it was made from, and export it again")
        names = sorted(path.name for path in disk.iterdir())
        self.assertEqual(names, ["code.txt", "gate.db", "gate.db.authority", "skan"])

    def test_a_newer_copy_takes_the_place_of_an_older(self):
        self.must(self.skan("trust", "export", "gate.db"))
        self.assertEqual(self.judged("gate.db"), "accepted")
        self.fetched(self.nginx.url("two/"))
        report = self.must(self.skan("trust", "export", "gate.db", "--json")).objects()[0]
        self.assertEqual(report, {"ok": True, "copy": "gate.db", "sequence": 2})
        self.assertEqual(self.judged("gate.db"), "revoked")

    def test_a_copy_feeds_others(self):
        self.must(self.skan("trust", "export", "gate.db"))
        self.copy_store("empty.db", "next.db")
        self.assertEqual(self.fetched(self.serve("gate.db"), store="next.db")["sequence"], 1)

    def test_what_would_be_lost_is_not_written_over(self):
        self.write("gate.db.authority", "0" * 64 + "\n")
        for copy, part in (("gate.db", "another authority"), ("skan.db", "is the store itself"),
                           ("./skan.db", "is the store itself"), ("no/such/folder.db", "folder")):
            done = self.skan("trust", "export", copy, "--json")
            self.assertEqual(done.objects()[0]["ok"], False)
            self.assert_one_line(done, part)
        self.assertFalse((self.folder / "gate.db").exists())
        self.assertEqual(self.judged(), "accepted")


if __name__ == "__main__":
    web.main()
