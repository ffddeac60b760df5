"""What a proxy of web.py can make of a request: cut connections, silence, wrong bytes, answers without end."""


class Fault:
    """Does `deed(request, path)` to the first `times` requests for objects of that kind."""

    def __init__(self, kind, deed, times=1_000):
        self.kind, self.deed, self.times = kind, deed, times

    def __call__(self, request, path):
        if self.times == 0 or not path.startswith(self.kind):
            return False
        self.times -= 1
        return self.deed(request, path)


def cut_after(count):
    """The connection ends after `count` bytes of the body."""
    def deed(request, path):
        status, headers, body = request.upstream(path)
        return request.answer(status, headers, body[:count], announced=len(body))
    return deed


def stall_after(count):
    """After `count` bytes nothing comes any more, while the connection stays."""
    def deed(request, path):
        status, headers, body = request.upstream(path)
        request.answer(status, headers, body[:count], announced=len(body))
        request.wfile.flush()
        request.proxy.released.wait(20)
        return True
    return deed


def answer(status, headers, body):
    return lambda request, path: request.answer(status, headers, body)


def changed(change):
    """The body is `change(body)`."""
    def deed(request, path):
        status, headers, body = request.upstream(path)
        return request.answer(status, headers, change(body))
    return deed


def without_ranges(request, path):
    return request.answer(*request.upstream(path, with_range=False))


def flipped(body):
    return bytes([body[0] ^ 1]) + body[1:]


def pour(request, piece):
    """Sends `piece` again and again until the client hangs up; request.proxy.sent is how many bytes it took."""
    request.close_connection = True
    sent = 0
    try:
        while not request.proxy.released.is_set():
            request.wfile.write(piece)
            sent += len(piece)
    except OSError:
        request.proxy.sent = sent
    return True


def endless(request, path):
    request.send_response(200)
    request.send_header("Transfer-Encoding", "chunked")
    request.end_headers()
    return pour(request, b"10000\r\n" + b"\0" * 65_536 + b"\r\n")


def endless_error(request, path):
    request.send_response(404)
    request.send_header("Content-Length", str(10**15))
    request.end_headers()
    return pour(request, b"\0" * 65_536)


def endless_headers(request, path):
    request.send_response(200)
    request.flush_headers()
    return pour(request, b"X-More: " + b"x" * 1_000 + b"\r\n")


def endless_early_hints(request, path):
    return pour(request, b"HTTP/1.1 103 Early Hints\r\nX: " + b"x" * 500 + b"\r\n\r\n")
