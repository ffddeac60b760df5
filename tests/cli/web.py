"""What the tests of updates over HTTP share: nginx, a proxy in front of it that misbehaves, and a rehearsed authority.

nginx runs unprivileged on loopback, with everything it writes in a folder of its own. Scripts that need it end with
77, which is a skip, if it is not installed.
"""

import http.client
import http.server
import os
import pathlib
import random
import shutil
import socket
import subprocess
import sys
import tempfile
import threading
import time
import unittest

import rehearsal
from rehearsal import NOW, RECOVERED, Rehearsal

NGINX = shutil.which("nginx", path=os.environ.get("PATH", "") + ":/usr/sbin:/sbin")
NOBODY = 65534
SECOND = "2021-07-01T11:30:00Z"
NO_PROXY = rehearsal.environment(no_proxy="*", NO_PROXY="*")

# So many that a list is larger than what changes in it.
MANY = [f"{number},vaccinated,{rehearsal.PERSON},2021-06-01,,Gam-COVID-Vac,2,2,77," for number in range(1, 2001)]
WITHDRAWN = random.Random(1).sample(range(1, 2001), 800)

CONFIGURATION = """\
daemon off;
worker_processes 1;
pid {folder}/nginx.pid;
error_log {folder}/error.log;
events {{ worker_connections 64; }}
http {{
  access_log {folder}/access.log;
  client_body_temp_path {folder}/body; proxy_temp_path {folder}/proxy; fastcgi_temp_path {folder}/fastcgi;
  uwsgi_temp_path {folder}/uwsgi; scgi_temp_path {folder}/scgi;
  default_type application/octet-stream;
  server {{
    listen 127.0.0.1:{port};
    {more}
    root {root};
    location ~ /(head|root/[0-9]+)$ {{ add_header Cache-Control no-cache; }}
    location ^~ /gone/ {{ return 410; }}
    location ^~ /broken/ {{ return 500; }}
    location ^~ /forbidden/ {{ return 403; }}
    location ^~ /moved/ {{ return 301 http://127.0.0.1:{port}/two/; }}
    location ^~ /loop/ {{ return 302 http://127.0.0.1:{port}/loop/; }}
  }}
}}
"""


def free_port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def wait_until(true, seconds=10):
    end = time.monotonic() + seconds
    while not true():
        if time.monotonic() > end:
            raise AssertionError("waited in vain")
        time.sleep(0.01)


def answers(port):
    with socket.socket() as probe:
        return probe.connect_ex(("127.0.0.1", port)) == 0


class Nginx:
    """A web server for the tree at `root`. `more` goes into its server block, and may name {folder}."""

    def __init__(self, root, more=""):
        holder = tempfile.TemporaryDirectory(prefix="skan-nginx-", ignore_cleanup_errors=True)
        self.end_folder = holder.cleanup
        self.folder, self.port = pathlib.Path(holder.name), free_port()
        text = CONFIGURATION.format(folder=self.folder, port=self.port, root=root, more=more)
        (self.folder / "nginx.conf").write_text(text)
        unprivileged = {}
        if os.geteuid() == 0:
            os.chown(self.folder, NOBODY, NOBODY)
            unprivileged = {"user": NOBODY, "group": NOBODY, "extra_groups": []}
        command = [NGINX, "-p", self.folder, "-c", self.folder / "nginx.conf", "-e", self.folder / "error.log"]
        self.process = subprocess.Popen(command, stdin=subprocess.DEVNULL, stderr=subprocess.DEVNULL, **unprivileged)
        wait_until(lambda: answers(self.port) or self.process.poll() is not None)
        if self.process.poll() is not None:
            raise RuntimeError("nginx ended: " + (self.folder / "error.log").read_text())

    def url(self, site=""):
        return f"http://127.0.0.1:{self.port}/{site}"

    def end(self):
        self.process.terminate()
        self.process.wait(10)
        self.end_folder()


class Proxy:
    """Stands in front of a server and answers as it does, but for what `fault(request, path)` makes of it.

    A fault that returns True has answered itself. `asked` is what was asked for: (path, Range header or None).
    """

    def __init__(self, port, prefix):
        self.port, self.prefix = port, prefix
        self.fault = lambda request, path: False
        self.asked = []
        self.released = threading.Event()  # what stalls waits for this
        handler = type("Handler", (Handler,), {"proxy": self})
        self.server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler)
        self.server.daemon_threads = True
        self.server.handle_error = lambda *ignored: None  # clients that hang up are what this is about
        threading.Thread(target=self.server.serve_forever, args=(0.01,), daemon=True).start()
        self.url = f"http://127.0.0.1:{self.server.server_address[1]}/"

    def end(self):
        self.released.set()
        self.server.shutdown()
        self.server.server_close()

    def paths(self, kind=""):
        return [path for path, _ in self.asked if path.startswith(kind)]

    def ranges(self, kind):
        return [range_ for path, range_ in self.asked if path.startswith(kind)]


class Handler(http.server.BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"

    def log_message(self, *ignored):
        pass

    def do_GET(self):
        path = self.path[1:]
        self.proxy.asked.append((path, self.headers["Range"]))
        if not self.proxy.fault(self, path):
            self.answer(*self.upstream(path))

    def upstream(self, path, with_range=True):
        """(status, headers, body) as the server behind has it."""
        connection = http.client.HTTPConnection("127.0.0.1", self.proxy.port, timeout=10)
        headers = {"Range": self.headers["Range"]} if with_range and self.headers["Range"] else {}
        connection.request("GET", f"/{self.proxy.prefix}{path}", headers=headers)
        response = connection.getresponse()
        body = response.read()
        kept = {name: value for name, value in response.getheaders() if name in ("Content-Type", "Content-Range")}
        connection.close()
        return response.status, kept, body

    def answer(self, status, headers, body, announced=None):
        """`announced` is the Content-Length, if it is not the body's; the connection then ends."""
        self.send_response(status)
        for name, value in headers.items():
            self.send_header(name, value)
        self.send_header("Content-Length", str(len(body) if announced is None else announced))
        self.end_headers()
        self.wfile.write(body)
        self.close_connection = announced is not None
        return True


class Web(Rehearsal):
    """Tests with a rehearsed authority: sites one/ and two/ on nginx, publications of 11:00 and 11:30.

    Between them the certificate RECOVERED was withdrawn. Each test begins with a store that holds the first.
    """

    world = None  # one for all tests of a script

    @classmethod
    def setUpClass(cls):
        if Web.world is None:
            holder = tempfile.TemporaryDirectory(prefix="skan-web-")
            unittest.addModuleCleanup(holder.cleanup)
            Web.world = pathlib.Path(holder.name)
            Web.world.chmod(0o755)
            Web.found_world()
            Web.nginx = Nginx(Web.world)
            unittest.addModuleCleanup(Web.nginx.end)

    @classmethod
    def found_world(cls):
        made = Rehearsal()
        made.folder = cls.world
        cls.authority_id = made.found()
        made.write("people.csv", "\n".join([rehearsal.HEADER, *rehearsal.REGISTER, *MANY]) + "\n")
        made.must(made.authority("issue", "demo", "--in", "people.csv", "--out", "cards", "--at", rehearsal.ISSUED))
        made.must(made.authority("revoke", "demo", rehearsal.REVOKED, *WITHDRAWN, "--confirm-count", 1 + len(WITHDRAWN), "--at", rehearsal.ISSUED))
        cls.publish_site(made, rehearsal.PUBLISHED, "one")
        made.provision(cls.authority_id)
        shutil.copy(cls.world / "skan.db", cls.world / "empty.db")
        made.must(made.skan("trust", "update", "one.skb", "--at", NOW))
        made.must(made.authority("revoke", "demo", RECOVERED, "--at", rehearsal.PUBLISHED))
        cls.publish_site(made, SECOND, "two")

    @classmethod
    def publish_site(cls, made, at, name):
        made.must(made.authority("publish", "demo", "--out", f"{name}.skb", "--site", "site", "--at", at))
        shutil.copytree(cls.world / "site", cls.world / name)
        for path in [cls.world / name, *(cls.world / name).rglob("*")]:
            path.chmod(0o755 if path.is_dir() else 0o644)

    def setUp(self):
        super().setUp()
        self.copy_store("skan.db", "skan.db")
        self.proxy = Proxy(self.nginx.port, "two/")
        self.addCleanup(self.proxy.end)

    def copy_store(self, template, name):
        shutil.copy(self.world / template, self.folder / name)
        shutil.copy(self.world / "skan.db.authority", self.folder / (name + ".authority"))

    def changed_site(self, name):
        """A copy of site two/ that a test may break."""
        shutil.copytree(self.world / "two", self.world / name)
        return self.world / name

    def fetch(self, url, *more, store="skan.db"):
        arguments = ("trust", "update", "--store", store, "--url", url, "--at", NOW, "--json", *more)
        return self.skan(*arguments, env=NO_PROXY)

    def fetched(self, url, *more, store="skan.db"):
        return self.must(self.fetch(url, *more, store=store)).objects()[0]

    def judged(self, store="skan.db"):
        """What becomes of RECOVERED: accepted with the first publication, revoked with the second."""
        verdict = self.verdict("--store", store, str(self.world / f"cards/{RECOVERED}.txt"))
        return verdict["reasons"][0] if verdict["reasons"] else verdict["outcome"]

    def assert_refused(self, done, error, *parts):
        """Refused for that, in one line for people; the data in force is the same, and a good update then works."""
        self.assert_one_line(done, error, *parts)
        report = done.objects()[0]
        self.assertEqual((report["ok"], report["error"]), (False, error), done)
        self.assertEqual(list(report), ["ok", "error", "message"])
        self.assertEqual(self.judged(), "accepted", done)
        self.proxy.fault = lambda request, path: False
        self.assertEqual(self.fetched(self.proxy.url)["sequence"], 2)
        self.assertEqual(self.judged(), "revoked")
        self.assertFalse((self.folder / "skan.db.download").exists())


def main():
    if NGINX is None:
        print("SKIPPED: nginx is not installed")
        sys.exit(77)
    unittest.main()
