"""The calls that the application is asked to answer, and what it has answered to each."""

import itertools
import os
import queue
import select
import socket
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from typing import BinaryIO

from app.workers.calling.refusal import Refusal
from app.workers.protocol.api import ApiRequest, Refused
from app.workers.protocol.control import Cancel, Done, Failed, Stopped
from app.workers.protocol.frames import AnyMessage, write_frame
from app.workers.protocol.message import Message

MOST_AT_ONCE = 8


class CallerGone(Exception):
    """Whoever called has closed the connection, or takes nothing any more."""


class Call:
    """One call from being asked until it is answered; for the thread that asked."""

    def __init__(self, caller: socket.socket) -> None:
        self._caller = caller
        self._answers: queue.SimpleQueue[AnyMessage] = queue.SimpleQueue()
        self._woken, self._wakes = os.pipe()
        self.ended = False

    def put(self, answer: AnyMessage) -> None:
        """From the thread that listens to the application."""
        self._answers.put(answer)
        os.write(self._wakes, b"\0")

    def answers(self) -> Iterator[AnyMessage]:
        """What the application answers, as it comes.

        Raises:
            Refusal: it does not.
            CallerGone: nobody waits for it any more.
        """
        while True:
            self._wait()
            match self._answers.get():
                case Done():
                    self.ended = True
                    return
                case Refused(status=status, sentence=sentence):
                    self.ended = True
                    raise Refusal(status, sentence)
                case Failed(sentence=sentence):
                    self.ended = True
                    raise Refusal(500, sentence)
                case Stopped():
                    self.ended = True
                    raise Refusal(503, "Alcove stopped answering; its API was switched off, or the window was closed.")
                case answer:
                    yield answer

    def close(self) -> None:
        """Give back what it holds."""
        os.close(self._woken)
        os.close(self._wakes)

    def _wait(self) -> None:
        """Wait for an answer, or for the caller to go away."""
        waiting = select.poll()
        waiting.register(self._woken, select.POLLIN)
        waiting.register(self._caller, select.POLLIN)
        while True:
            ready = [descriptor for descriptor, _event in waiting.poll()]
            if self._caller.fileno() in ready:
                if self._caller_is_gone():
                    raise CallerGone
                waiting.unregister(self._caller)  # it has sent its next request already
            if self._woken in ready:
                os.read(self._woken, 1)
                return

    def _caller_is_gone(self) -> bool:
        try:
            return not self._caller.recv(1, socket.MSG_PEEK)
        except OSError:
            return True


class Calls:
    """Hands calls to the application over one pipe, any number at a time up to `MOST_AT_ONCE`; safe from any thread."""

    def __init__(self, sink: BinaryIO) -> None:
        self._sink = sink
        self._numbers = itertools.count(1)
        self._open: dict[int, Call] = {}
        self._lock = threading.Lock()

    @contextmanager
    def begun(self, request: ApiRequest, caller: socket.socket) -> Iterator[Call]:
        """A call for which answers come from now on; left before its end, it is cancelled.

        Raises:
            Refusal: 429 while too many others are open.
        """
        number = next(self._numbers)
        with self._lock:
            if len(self._open) >= MOST_AT_ONCE:
                raise Refusal(429, "Too many calls are waiting; try again once one of them is answered.")
            call = self._open[number] = Call(caller)
        try:
            self._tell(number, request)
            yield call
        finally:
            with self._lock:
                del self._open[number]
            call.close()
            if not call.ended:
                self._tell(number, Cancel())

    def deliver(self, number: int, answer: AnyMessage) -> None:
        """An answer has come from the application; nothing is done with it where the call is over."""
        with self._lock:
            if number in self._open:
                self._open[number].put(answer)

    def _tell(self, number: int, message: Message) -> None:
        with self._lock:
            write_frame(self._sink, number, message)
