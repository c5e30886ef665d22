"""The process that takes other programs' calls, seen from the application, which answers them."""

import contextlib
import logging
import queue
import threading
from collections.abc import Iterator

from app.core.api import Listening
from app.core.cancel import CancelToken
from app.core.errors import Cancelled, WorkerError
from app.engines.process import start_process
from app.workers.protocol.api import ApiRequest, TakeCalls
from app.workers.protocol.control import Cancel
from app.workers.protocol.frames import ProtocolError, read_frame, write_frame
from app.workers.protocol.message import Message

_log = logging.getLogger(__name__)
_END_SECONDS = 2.0


class Call:
    """What a caller asks. `cancel` is cancelled once the caller has gone."""

    def __init__(self, process: "ApiProcess", number: int, request: ApiRequest) -> None:
        self.request = request
        self.cancel = CancelToken()
        self._process = process
        self._number = number

    def answer(self, message: Message) -> None:
        """Send one answer. Raises Cancelled once there is nobody to send it to."""
        if self.cancel.cancelled:
            raise Cancelled
        self._process.send(self._number, message)

    def end(self, message: Message) -> None:
        """Send the last answer, if anybody is there to take it."""
        with contextlib.suppress(Cancelled):
            self._process.send(self._number, message, last=True)


class ApiProcess:
    """Takes calls on a listening socket from its start until `close`. The socket stays the caller's to close."""

    def __init__(self, listening: Listening, token_sha256: str) -> None:
        self._calls: queue.SimpleQueue[Call | None] = queue.SimpleQueue()
        self._open: dict[int, Call] = {}
        self._sending = threading.Lock()
        self._closed = False
        self._process = start_process("api", inherited=(listening.descriptor,))
        threading.Thread(target=self._receive, daemon=True, name="api worker").start()
        with contextlib.suppress(Cancelled):  # a process that could not start takes no calls, which `calls` says
            taking = TakeCalls(descriptor=listening.descriptor, address=listening.host, token_sha256=token_sha256)
            self.send(0, taking)

    @property
    def process_id(self) -> int:
        """The process's id."""
        return self._process.pid

    def calls(self) -> Iterator[Call]:
        """The calls as they come, one after the other, until `close`.

        Raises:
            WorkerError: the process ended by itself.
        """
        while (call := self._calls.get()) is not None and not self._closed:
            yield call
        if not self._closed:
            raise WorkerError(
                "The process that takes calls of other programs ended unexpectedly; please start it again."
            )

    def send(self, number: int, message: Message, *, last: bool = False) -> None:
        """Answer a call. Raises Cancelled where the process is gone."""
        assert self._process.stdin is not None
        if last:
            self._open.pop(number, None)
        try:
            with self._sending:
                write_frame(self._process.stdin, number, message)
        except (OSError, ValueError):
            raise Cancelled from None

    def stop(self) -> None:
        """Let `calls` end, and cancel those in progress; `close` is still to be called. Safe in a signal's handler."""
        self._closed = True
        for call in list(self._open.values()):
            call.cancel.cancel()
        self._calls.put(None)

    def close(self) -> None:
        """End the process."""
        assert self._process.stdin is not None
        self._closed = True
        with contextlib.suppress(OSError), self._sending:
            self._process.stdin.close()
        try:
            self._process.wait(_END_SECONDS)
        except TimeoutError:
            self._process.kill()

    def _receive(self) -> None:
        assert self._process.stdout is not None
        try:
            while (frame := read_frame(self._process.stdout)) is not None:
                self._take(*frame)
        except (ProtocolError, OSError, ValueError) as error:
            _log.error("the api worker sent something unreadable and was ended: %s", error)
            self._process.kill()
        finally:
            for call in list(self._open.values()):
                call.cancel.cancel()
            self._calls.put(None)
            self._process.wait()
            self._process.stdout.close()

    def _take(self, number: int, message: object) -> None:
        if isinstance(message, Cancel):
            if number in self._open:
                self._open.pop(number).cancel.cancel()
        elif isinstance(message, ApiRequest):
            self._open[number] = Call(self, number, message)
            self._calls.put(self._open[number])
