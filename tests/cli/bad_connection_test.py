#!/usr/bin/python3
"""`skan trust update --url` over connections that break: what has come is gone on from, and nothing is lost.

Each fault comes from a proxy in front of nginx.
"""

import fcntl
import os
import shutil
import signal
import subprocess
import time

import web
from faults import Fault, answer, cut_after, flipped, stall_after, without_ranges
from rehearsal import NOW
from web import Web


class BadConnection(Web):
    def kept(self):
        folder = self.folder / "skan.db.download"
        return {path.name: path.stat().st_size for path in folder.iterdir()} if folder.exists() else {}

    def keep(self, kind, change=lambda body: body[:50]):
        """As if an earlier run had left that of the object."""
        site = self.world / "two"
        files = [path for path in (site / kind).rglob("*") if path.is_file()]
        path = next(path for path in files if not (self.world / "one" / path.relative_to(site)).exists())
        folder = self.folder / "skan.db.download"
        folder.mkdir(exist_ok=True)
        (folder / str(path.relative_to(site)).replace("/", "-")).write_bytes(change(path.read_bytes()))
        return path.stat().st_size

    def test_a_cut_connection_is_gone_on_from(self):
        for kind, count in (("manifest", 1), ("manifest", 100), ("delta", 40)):
            with self.subTest(kind=kind, count=count):
                self.copy_store("skan.db", "skan.db")
                self.proxy.asked.clear()
                self.proxy.fault = Fault(kind, cut_after(count), times=1)
                report = self.fetched(self.proxy.url)
                self.assertEqual((report["sequence"], report["delta"], report["resumed_bytes"]), (2, "used", 0))
                self.assertEqual(self.proxy.ranges(kind), [None, f"bytes={count}-"])

    def test_a_cut_connection_begins_small_objects_again(self):
        for kind in ("root", "head"):
            with self.subTest(kind):
                self.copy_store("skan.db", "skan.db")
                self.proxy.asked.clear()
                self.proxy.fault = Fault(kind, cut_after(5), times=1)
                self.assertEqual(self.fetched(self.proxy.url)["sequence"], 2)
                self.assertEqual(self.proxy.ranges("head"), [None] * (2 if kind == "head" else 1))

    def test_what_a_run_has_received_waits_for_the_next(self):
        self.proxy.fault = Fault("manifest", cut_after(50))
        done = self.fetch(self.proxy.url)
        self.assertEqual(done.objects()[0]["error"], "unreachable", done)
        self.assertEqual(self.proxy.ranges("manifest"), [None, "bytes=50-", "bytes=100-", "bytes=150-"])
        self.assertEqual(list(self.kept().values()), [200])
        self.proxy.fault = Fault("delta", answer(403, {}, b""))
        self.assertEqual(self.fetch(self.proxy.url).objects()[0]["error"], "unreachable")
        self.assertEqual(self.proxy.ranges("manifest")[4:], ["bytes=200-"])
        whole = self.kept()
        self.assertEqual(len(whole), 1)
        asked = len(self.proxy.paths("manifest"))
        self.proxy.fault = lambda request, path: False
        report = self.fetched(self.proxy.url)
        self.assertEqual(len(self.proxy.paths("manifest")), asked, "the whole manifest was kept")
        self.assertEqual((report["sequence"], report["delta"]), (2, "used"))
        self.assertEqual([report["resumed_bytes"]], list(whole.values()))
        self.assertEqual(self.kept(), {})
        self.assertEqual(self.judged(), "revoked")

    def test_a_killed_run_is_gone_on_from(self):
        self.proxy.fault = Fault("manifest", stall_after(120))
        command = [os.environ["SKAN"], "trust", "update", "--url", self.proxy.url, "--at", NOW]
        process = subprocess.Popen(command, cwd=self.folder, env=web.NO_PROXY)
        web.wait_until(lambda: 120 in self.kept().values())
        process.send_signal(signal.SIGKILL)
        process.wait()
        self.assertEqual(self.judged(), "accepted")
        self.proxy.fault = lambda request, path: False
        report = self.fetched(self.proxy.url)
        self.assertEqual((report["sequence"], report["resumed_bytes"]), (2, 120))
        self.assertEqual(self.judged(), "revoked")
        self.assertEqual(self.kept(), {})

    def test_a_server_without_ranges_sends_all_again(self):
        self.keep("manifest")
        self.proxy.fault = Fault("manifest", without_ranges)
        report = self.fetched(self.proxy.url)
        self.assertEqual((report["sequence"], report["resumed_bytes"]), (2, 0))
        self.assertEqual(self.proxy.ranges("manifest"), ["bytes=50-"])
        self.assertEqual(len(self.proxy.paths("head")), 1, "in one round")

    def test_ranges_that_are_not_what_was_asked_for(self):
        def from_another_place(request, path):
            body = request.upstream(path, with_range=False)[2]
            return request.answer(206, {"Content-Range": f"bytes 3-{len(body) - 1}/{len(body)}"}, body[3:])

        def without_a_place(request, path):
            return request.answer(206, {}, request.upstream(path, with_range=False)[2])

        for deed in (from_another_place, without_a_place):
            with self.subTest(deed.__name__):
                self.copy_store("skan.db", "skan.db")
                self.keep("manifest")
                self.proxy.fault = Fault("manifest", deed, times=1)
                self.proxy.asked.clear()
                self.assertEqual(self.fetched(self.proxy.url)["sequence"], 2)
                self.assertEqual(len(self.proxy.paths("head")), 1, "in one round")

    def test_416_means_all_is_there_or_something_else_is(self):
        size = self.keep("delta", lambda body: body)
        report = self.fetched(self.proxy.url)
        self.assertEqual((report["delta"], report["sequence"], report["resumed_bytes"]), ("used", 2, size))
        self.assertEqual(self.proxy.ranges("delta"), [f"bytes={size}-"])
        self.copy_store("skan.db", "skan.db")
        self.keep("delta", lambda body: body + b"\0")
        report = self.fetched(self.proxy.url)
        self.assertEqual((report["delta"], report["sequence"], report["resumed_bytes"]), ("used", 2, 0))
        self.assertEqual(self.proxy.ranges("delta")[1:], [f"bytes={size + 1}-", None])

    def test_a_kept_piece_that_is_wrong_costs_one_more_round(self):
        self.keep("manifest", lambda body: flipped(body[:50]))
        report = self.fetched(self.proxy.url)
        self.assertEqual((report["sequence"], report["delta"], report["resumed_bytes"]), (2, "used", 0))
        self.assertEqual(self.kept(), {})

    def test_other_files_beside_the_store_are_left_alone(self):
        folder = self.folder / "skan.db.download"
        folder.mkdir()
        (folder / "notes.txt").write_text("mine")
        (folder / "part-00").write_bytes(b"old")
        self.assertEqual(self.fetched(self.proxy.url)["sequence"], 2)
        self.assertEqual([path.name for path in folder.iterdir()], ["notes.txt"])

    def test_a_piece_that_another_process_has_is_left_to_it(self):
        self.keep("manifest")
        piece = next((self.folder / "skan.db.download").iterdir())
        with piece.open("rb") as held:
            fcntl.flock(held, fcntl.LOCK_EX)
            report = self.fetched(self.proxy.url)
            self.assertEqual((report["sequence"], report["resumed_bytes"]), (2, 0))
            self.assertEqual(len(held.read()), 50)

    def test_where_nothing_can_be_kept_the_update_works_all_the_same(self):
        folder = self.folder / "skan.db.download"
        folder.write_text("a file where the folder would be")
        self.assertEqual(self.fetched(self.proxy.url)["sequence"], 2)
        self.assertEqual(folder.read_text(), "a file where the folder would be")
        folder.unlink()
        aim = self.folder / "aim"
        aim.write_bytes(b"not to be touched")
        for put in (lambda place: place.mkdir(), os.mkfifo, lambda place: place.symlink_to(aim),
                    lambda place: place.symlink_to("nowhere")):
            self.copy_store("skan.db", "skan.db")
            self.keep("manifest")
            place = next(folder.iterdir())
            place.unlink()
            put(place)
            report = self.fetched(self.proxy.url)
            self.assertEqual((report["sequence"], report["resumed_bytes"]), (2, 0))
            self.assertEqual(aim.read_bytes(), b"not to be touched")
            shutil.rmtree(folder, ignore_errors=True)

    def test_a_server_that_is_overloaded_for_a_moment_is_asked_again(self):
        for status in (500, 503, 429, 408):
            with self.subTest(status):
                self.copy_store("skan.db", "skan.db")
                self.proxy.fault = Fault("head", answer(status, {}, b"busy"), times=1)
                self.assertEqual(self.fetched(self.proxy.url)["sequence"], 2)

    def test_nobody_there(self):
        done = self.fetch(f"http://127.0.0.1:{web.free_port()}/")
        self.assert_refused(done, "unreachable", "root/2 could not be fetched")

    def test_a_server_that_falls_silent_is_given_up(self):
        self.proxy.fault = Fault("root", stall_after(5))  # of what may be large, so that a slow line would have longer
        begin = time.monotonic()
        done = self.fetch(self.proxy.url, "--timeout", "1")
        self.assertLess(time.monotonic() - begin, 50)
        self.assertEqual(len(self.proxy.paths("root")), 2)
        self.assert_refused(done, "unreachable", "root/2 could not be fetched")

    def test_a_site_that_moves_on_meanwhile_is_begun_again(self):
        """The first time the manifest is gone already; then the newer head's is there."""
        self.proxy.fault = Fault("manifest", answer(404, {}, b""), times=1)
        self.assertEqual(self.fetched(self.proxy.url)["sequence"], 2)
        self.assertEqual(len(self.proxy.paths("head")), 2)

    def test_an_update_that_another_process_overtakes_is_begun_again(self):
        self.copy_store("skan.db", "other.db")
        done = []

        def overtake(request, path):
            done.append(self.must(self.skan("trust", "update", str(self.world / "two.skb"), "--at", NOW)))
            return False

        self.proxy.fault = Fault("manifest", overtake, times=1)
        report = self.fetched(self.proxy.url)
        self.assertEqual((report["sequence"], report["changed"], len(done)), (2, False, 1))
        self.assertEqual(len(self.proxy.paths("head")), 2)

    def test_four_updates_of_one_store_at_once(self):
        command = [os.environ["SKAN"], "trust", "update", "--url", self.proxy.url, "--at", NOW]
        quiet = {"cwd": self.folder, "env": web.NO_PROXY, "stdout": subprocess.DEVNULL}
        all_four = [subprocess.Popen(command, **quiet) for _ in range(4)]
        self.assertEqual([process.wait(30) for process in all_four], [0] * 4)
        self.assertEqual(self.judged(), "revoked")
        self.assertEqual(self.kept(), {})


if __name__ == "__main__":
    web.main()
