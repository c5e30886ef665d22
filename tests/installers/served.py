"""A file server on the loopback address that can misbehave, for the tests of fetching."""

import re
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer


@dataclass
class Behaviour:
    """How the server answers; `requests` collects the Range header of each request, or None."""

    content: bytes
    knows_ranges: bool = True
    cut_first_after: int | None = None
    stall_first_after: int | None = None
    status: int = 200
    requests: list[str | None] = field(default_factory=list)
    release: threading.Event = field(default_factory=threading.Event)


@contextmanager
def served(behaviour: Behaviour) -> Iterator[str]:
    """The address of a server that behaves like this until the block ends."""

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            wanted = self.headers.get("Range")
            behaviour.requests.append(wanted)
            if behaviour.status != 200:
                self.send_error(behaviour.status)
                return
            first = len(behaviour.requests) == 1
            start = int(re.fullmatch(r"bytes=(\d+)-", wanted)[1]) if wanted and behaviour.knows_ranges else 0
            self.send_response(206 if start else 200)
            self.send_header("Content-Length", str(len(behaviour.content) - start))
            self.end_headers()
            limit = behaviour.cut_first_after or behaviour.stall_first_after if first else None
            self.wfile.write(behaviour.content[start:limit])
            if first and behaviour.stall_first_after:
                self.wfile.flush()
                behaviour.release.wait(60)

        def log_message(self, *_: object) -> None:
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    thread = threading.Thread(target=server.serve_forever, args=(0.01,))
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_address[1]}/weights.bin"
    finally:
        behaviour.release.set()
        server.shutdown()
        thread.join()
        server.server_close()
