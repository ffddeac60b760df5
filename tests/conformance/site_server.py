"""A web server for a site under test: it notes what it was asked for, and answers as it is told."""

import contextlib
import http.server
import threading


class Handler(http.server.BaseHTTPRequestHandler):
    def do_GET(self):
        path = self.path.removeprefix("/")
        self.server.asked.append(path)
        status, body = self.answer(path)
        self.send_response(status)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        # Who is sent more than it may take hangs up.
        with contextlib.suppress(ConnectionError):
            self.wfile.write(body)

    def answer(self, path):
        if path in self.server.answers:
            return self.server.answers[path]
        file = self.server.folder / path
        return (200, file.read_bytes()) if file.is_file() else (404, b"")

    def log_message(self, *_):
        """Says nothing: `asked` has it all."""


class SiteServer(http.server.ThreadingHTTPServer):
    """Serves `folder` at `url` until it is closed; `answers` has the paths to answer with (status, body)."""

    def __init__(self, folder):
        super().__init__(("127.0.0.1", 0), Handler)
        self.folder, self.asked, self.answers = folder, [], {}
        self.url = f"http://127.0.0.1:{self.server_address[1]}/"
        self.thread = threading.Thread(target=self.serve_forever, kwargs={"poll_interval": 0.02})

    def __enter__(self):
        self.thread.start()
        return self

    def __exit__(self, *_):
        self.shutdown()
        self.thread.join()
        self.server_close()
