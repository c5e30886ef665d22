"""The local API's switch, its token, and the answering of calls while it is on."""

import os
import sys
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import dataclass, field

from app.core.api import Listening, hashed, new_token
from app.core.cancel import CancelToken
from app.core.errors import RefusedByPolicy, UserError
from app.core.events import CallsTaken, Event, Notice
from app.engines.api_process import ApiProcess, Call
from app.services.jobs import Job, Lane, OnEnd
from app.services.turn import Turn
from app.storage.audit import Audit
from app.storage.instance.serving_sign import ServingSign
from app.storage.settings import Settings
from app.workers.protocol.api import ApiRequest, AskChat, AskModels, AskTranscript, AskVectors
from app.workers.protocol.control import Done, Failed, Stopped
from app.workers.protocol.message import Message

Answers = Callable[[ApiRequest, CancelToken], Iterator[Message]]

_ENABLED, _TOKEN = "api.enabled", "api.token_sha256"
_LOOK_S = 0.5
_WHAT = {AskModels: "models", AskChat: "chat", AskVectors: "embedding", AskTranscript: "transcript"}


@dataclass(frozen=True)
class _Server:
    """A socket on which calls are taken."""

    listening: Listening
    cancel: CancelToken
    over: threading.Event = field(default_factory=threading.Event)


class Serving:
    """Takes calls of other programs while the setting api.enabled is on; each is answered in its turn.

    `answers` gives the answers to a call, `listen` opens the profile's Unix socket. `on_change` is called, on any thread,
    when `urls` has changed.
    """

    def __init__(
        self,
        settings: Settings,
        answers: Answers,
        listen: Callable[[], Listening],
        sign: ServingSign,
        audit: Audit,
    ) -> None:
        self._settings = settings
        self._answers = answers
        self._listen = listen
        self._sign = sign
        self._audit = audit
        self._turn = Turn()
        self._servers: list[_Server] = []
        self._lock = threading.Lock()
        self._opening = threading.Lock()
        self._answering = 0
        self._by_itself: Callable[[], object] = lambda: None
        self.on_change: Callable[[], None] = lambda: None
        settings.on_change(_ENABLED, self._follow_switch)

    @property
    def enabled(self) -> bool:
        """Whether other programs may call."""
        return bool(self._settings.get(_ENABLED))

    @property
    def urls(self) -> tuple[str, ...]:
        """Where they can call now."""
        return tuple(server.listening.url for server in self._servers)

    @property
    def busy(self) -> bool:
        """Whether a call waits for its answer."""
        return self._answering > 0

    @property
    def has_token(self) -> bool:
        """Whether there is a token for callers on the loopback."""
        return bool(self._settings.get(_TOKEN))

    def switch(self, on: bool) -> None:
        """Let other programs call, or end that at once. Raises UserError where a policy decides it."""
        self._settings.set(_ENABLED, on)

    def require_enabled(self) -> None:
        """Raises UserError while other programs may not call, RefusedByPolicy where that is not the user's to change."""
        if self.enabled:
            return
        if reason := self._settings.fixed().get(_ENABLED):
            raise RefusedByPolicy(f"Other programs may not ask Alcove. {reason}")
        raise UserError(
            "Other programs may not ask Alcove: its local API is switched off; "
            "switch it on in Settings, or with: alcove serve --on"
        )

    def renew_token(self) -> str:
        """A new token, shown this once and kept as a hash; calls by the one before are taken no more."""
        token = new_token()
        self._settings.set(_TOKEN, hashed(token))
        self._audit.record("api token renewed")
        for server in list(self._servers):
            if server.listening.host:
                server.cancel.cancel()
        return token

    def start(self, lane: Lane, on_end: OnEnd) -> None:
        """Take calls on the profile's own socket, now and whenever it is switched on, beside everything else."""

        def work(cancel: CancelToken) -> Iterator[Event]:
            if self.enabled:  # it may have been switched off again before its turn
                yield from self.serve(None, cancel)

        self._by_itself = lambda: lane.submit(work, lambda _event: None, on_end)
        self._by_itself()

    def serve(self, brought: Listening | None, cancel: CancelToken) -> Iterator[Event]:
        """Take calls until cancelled or switched off: `CallsTaken` first, then a `Notice` for each.

        They come on a socket that was brought along, else on the profile's own. Where calls are taken there already,
        this only waits.

        Raises:
            UserError: other programs may not call, or nothing can listen.
            Cancelled: on cancel.
        """
        self.require_enabled()
        if sys.platform == "win32":
            raise UserError("The local API is not offered on Windows.")
        token = self.renew_token() if brought is not None and not self.has_token else ""
        server, taken_already = self._server(brought)
        if taken_already:
            yield CallsTaken(server.listening.url)
            while not server.over.wait(_LOOK_S):
                cancel.checkpoint()
            return
        forget = cancel.when_cancelled(server.cancel.cancel)
        try:
            self.require_enabled()  # it may have been switched off while the socket was made
            yield from self._taken(server, token)
        finally:
            forget()
            if brought is None:
                _close(server.listening)
            self._note(self._servers.remove, server)
            server.over.set()
        cancel.checkpoint()

    def stop(self) -> None:
        """Take no more calls, and cancel those in progress."""
        for server in list(self._servers):
            server.cancel.cancel()

    def _taken(self, server: _Server, token: str) -> Iterator[Event]:
        on_loopback = bool(server.listening.host)
        self._audit.record("api begun", loopback=on_loopback)
        process = ApiProcess(server.listening, str(self._settings.get(_TOKEN)) if on_loopback else "")
        forget = server.cancel.when_cancelled(process.stop)
        try:
            yield CallsTaken(server.listening.url, token)
            for call in process.calls():
                yield self._answered(call)
        finally:
            forget()
            process.close()
            self._audit.record("api ended", loopback=on_loopback)

    def _answered(self, call: Call) -> Notice:
        ends: list[str | None] = []

        def work(cancel: CancelToken) -> Iterator[Event]:
            with self._turn.taken(cancel):
                for message in self._answers(call.request, cancel):
                    call.answer(message)
            yield from ()

        started = time.monotonic()
        job = Job(work, lambda _event: None, ends.append)
        forget = call.cancel.when_cancelled(job.cancel)
        self._count(1)
        job.run()
        self._count(-1)
        forget()
        call.end(_last(ends[0]))
        ended = {None: "answered", "": "given up, for the caller went away"}.get(ends[0], "failed")
        return Notice(f"Call ({_WHAT[type(call.request)]}): {ended} after {time.monotonic() - started:.1f} s.")

    def _count(self, change: int) -> None:
        with self._lock:
            self._answering += change

    def _server(self, brought: Listening | None) -> tuple[_Server, bool]:
        """A socket to take calls on, and whether somebody does so already."""
        with self._opening:
            running = next((server for server in self._servers if not server.listening.host), None)
            if brought is None and running is not None:
                return running, True
            server = _Server(brought or self._listen(), CancelToken())
            self._note(self._servers.append, server)
            return server, False

    def _follow_switch(self) -> None:
        if self.enabled:
            self._by_itself()
        else:
            self.stop()

    def _note(self, change: Callable[[_Server], None], server: _Server) -> None:
        with self._lock:
            change(server)
            self._sign.show(self.urls)
        self.on_change()


def _close(listening: Listening) -> None:
    os.close(listening.descriptor)
    if listening.path is not None:
        listening.path.unlink(missing_ok=True)
        with suppress(OSError):  # where the profile's owner listens in the same folder, it stays
            listening.path.parent.rmdir()


def _last(end: str | None) -> Message:
    if end is None:
        return Done()
    return Failed(sentence=end) if end else Stopped()
