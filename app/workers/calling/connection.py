"""One connection of a caller: HTTP/1.1 in and out, with a limit on the size and the time of everything."""

import contextlib
import itertools
import socket
import time
from collections.abc import Iterator

import h11

from app.workers.calling.calls import CallerGone, Calls
from app.workers.calling.gate import Gate
from app.workers.calling.refusal import Refusal
from app.workers.calling.replies import Wanted, error_event
from app.workers.calling.wanted import LARGEST_BODIES, known_path, understood

_HEAD_BYTES = 16_384
_HEAD_SECONDS = 5.0
_IDLE_SECONDS = 30.0
"""How long a caller may wait before its next request; clients keep connections for about as long."""
_BODY_SECONDS = 120.0
_TAKING_SECONDS = 30.0
"""A caller that takes nothing of its answer for so long is gone."""
_LEAVING_SECONDS = 2.0
_PIECE_BYTES = 65_536

Headers = list[tuple[bytes, bytes]]


class Connection:
    """Answers one request after the other on an accepted socket, until the caller goes or is refused."""

    def __init__(self, accepted: socket.socket, gate: Gate, calls: Calls) -> None:
        self._socket = accepted
        self._gate = gate
        self._calls = calls
        self._http = h11.Connection(h11.SERVER, max_incomplete_event_size=_HEAD_BYTES)
        self._asks_for_head = False
        self.silent_since: float | None = time.monotonic()
        """When it began to wait for a request (a monotonic time), None while it is answering one."""

    def give_up(self) -> None:
        """End it from another thread, while it is silent."""
        with contextlib.suppress(OSError):
            self._socket.shutdown(socket.SHUT_RDWR)

    def serve(self) -> None:
        """Until the end of the connection, on the calling thread."""
        with self._socket, contextlib.suppress(OSError, CallerGone):
            seconds = _HEAD_SECONDS
            while self._answer_one(seconds):
                self._http.start_next_cycle()
                self.silent_since = time.monotonic()
                seconds = _IDLE_SECONDS
            self._leave()

    def _answer_one(self, seconds: float) -> bool:
        """Whether another request may follow; its head has to come within `seconds`."""
        try:
            head = self._next_event(time.monotonic() + seconds)
            if not isinstance(head, h11.Request):
                return False
            self._asks_for_head = head.method == b"HEAD"
            self._reply(self._understood(head))
        except Refusal as refusal:
            self._send_whole(refusal.status, "application/json", refusal.body())
        except h11.RemoteProtocolError as error:
            unreadable = Refusal(error.error_status_hint, f"This is not HTTP that can be understood: {error}.")
            self._send_whole(unreadable.status, "application/json", unreadable.body())
        return self._http.our_state is h11.DONE and self._http.their_state is h11.DONE

    def _understood(self, head: h11.Request) -> Wanted:
        headers = dict(head.headers)
        self._gate.check(headers)
        self.silent_since = None
        path = known_path(head.target.decode("latin-1"))
        body = self._body(headers, LARGEST_BODIES[path])
        content_type = headers.get(b"content-type", b"").decode("latin-1")
        return understood(head.method.decode("latin-1"), path, content_type, body)

    def _body(self, headers: dict[bytes, bytes], largest: int) -> bytes:
        too_large = Refusal(413, f"The body is larger than {largest:,} bytes, the most that is taken here.")
        if int(headers.get(b"content-length", b"0")) > largest:
            raise too_large
        body, deadline = bytearray(), time.monotonic() + _BODY_SECONDS
        while isinstance(event := self._next_event(deadline), h11.Data):
            body += event.data
            if len(body) > largest:
                raise too_large
        return bytes(body)

    def _next_event(self, deadline: float) -> object:
        """What comes next of the request. Raises TimeoutError past the deadline (a monotonic time)."""
        while (event := self._http.next_event()) is h11.NEED_DATA:
            if self._http.they_are_waiting_for_100_continue:
                self._send(h11.InformationalResponse(status_code=100, headers=[]))
            self._socket.settimeout(max(0.001, deadline - time.monotonic()))
            self._http.receive_data(self._socket.recv(_PIECE_BYTES))
        return event

    def _reply(self, wanted: Wanted) -> None:
        with self._calls.begun(wanted.request, self._socket) as call:
            pieces = wanted.reply(call.answers())
            if wanted.streams:
                self._stream(wanted.content_type, pieces)
            else:
                self._send_whole(200, wanted.content_type, b"".join(pieces))

    def _stream(self, content_type: str, pieces: Iterator[bytes]) -> None:
        """The pieces as they come. What refuses the first of them is an answer of its own, not a stream."""
        beginning = list(itertools.islice(pieces, 2))  # who writes, and what the application answers first
        self._send(h11.Response(status_code=200, headers=_headers(content_type)))
        try:
            for piece in itertools.chain(beginning, pieces):
                self._send(h11.Data(data=piece))
        except Refusal as refusal:
            self._send(h11.Data(data=error_event(refusal)))
        self._send(h11.EndOfMessage())

    def _send_whole(self, status: int, content_type: str, content: bytes) -> None:
        headers = [*_headers(content_type), (b"Content-Length", str(len(content)).encode())]
        if self._http.their_state is not h11.DONE:  # what is left of the request is not read
            headers.append((b"Connection", b"close"))
        self._send(h11.Response(status_code=status, headers=headers))
        if not self._asks_for_head:
            self._send(h11.Data(data=content))
        self._send(h11.EndOfMessage())

    def _send(self, event: h11.Event) -> None:
        self._socket.settimeout(_TAKING_SECONDS)
        self._socket.sendall(self._http.send(event) or b"")

    def _leave(self) -> None:
        """Close so that what was said still arrives: with unread bytes left, the system would take it back."""
        self._socket.shutdown(socket.SHUT_WR)
        self._socket.settimeout(_LEAVING_SECONDS)
        deadline = time.monotonic() + _LEAVING_SECONDS
        while time.monotonic() < deadline and self._socket.recv(_PIECE_BYTES):
            pass


def _headers(content_type: str) -> Headers:
    """No other site's page may read or embed an answer, and no cache keeps it."""
    return [
        (b"Content-Type", content_type.encode()),
        (b"Cache-Control", b"no-store"),
        (b"X-Content-Type-Options", b"nosniff"),
        (b"Cross-Origin-Resource-Policy", b"same-origin"),
    ]
