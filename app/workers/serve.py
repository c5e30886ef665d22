"""The loop every worker runs: read a request, hand it to its handler, send what the handler yields."""

import ctypes
import logging
import os
import queue
import threading
import time
from collections.abc import Callable, Iterator, Mapping
from typing import Any, BinaryIO

from app.core.errors import Cancelled, UserError
from app.workers.protocol.control import Cancel, Done, Failed, Ready, Stopped
from app.workers.protocol.frames import AnyMessage, ProtocolError, read_frame, write_frame
from app.workers.protocol.message import Message

_log = logging.getLogger(__name__)

_END_SECONDS = 2.0
"""As long as the application itself waits for a worker to end before it kills it; a killed one can kill no more."""


class CancelFlag:
    """Set by the reading thread the moment a `Cancel` arrives; native code may poll it at `address`."""

    def __init__(self) -> None:
        self._text = ctypes.create_string_buffer(2)

    @property
    def is_set(self) -> bool:
        """Whether the current request is to stop."""
        return self._text[0] != b"\0"

    @property
    def address(self) -> int:
        """Where a C string lies that is empty until the request is to stop; gone with this object."""
        return ctypes.addressof(self._text)

    def set(self) -> None:
        """Ask the current request to stop."""
        self._text[0] = b"\1"

    def raise_if_set(self) -> None:
        """Raises Cancelled if the request is to stop."""
        if self.is_set:
            raise Cancelled


Handler = Callable[[Any, CancelFlag], Iterator[Message]]
"""Takes the request and its cancel flag, yields the answers; `UserError` becomes `Failed`, `Cancelled` `Stopped`."""


def serve(worker: str, lock: str, handlers: Mapping[type[Message], Handler], source: BinaryIO, sink: BinaryIO) -> None:
    """Answer requests until the pipe closes; the process is gone soon after, whatever native code it is in.

    Reading happens on a thread of its own, so that `Cancel` reaches a handler in the middle of native code; requests
    run on the calling thread, because some engines insist on the thread that loaded them.
    """
    requests: queue.SimpleQueue[tuple[int, AnyMessage, CancelFlag] | None] = queue.SimpleQueue()
    threading.Thread(target=_listen, args=(source, requests), daemon=True, name="listen").start()
    try:
        write_frame(sink, 0, Ready(worker=worker, lock=lock))
        while (item := requests.get()) is not None:
            number, message, flag = item
            _answer(number, message, flag, handlers, sink)
    except BrokenPipeError:
        _log.debug("the application is gone in the middle of a request")


def _listen(source: BinaryIO, requests: "queue.SimpleQueue[tuple[int, AnyMessage, CancelFlag] | None]") -> None:
    flags: dict[int, CancelFlag] = {}
    try:
        while (frame := read_frame(source)) is not None:
            number, message = frame
            if isinstance(message, Cancel):
                if number in flags:
                    flags[number].set()
                continue
            flags = {number: CancelFlag()}
            requests.put((number, message, flags[number]))
    except (ProtocolError, OSError) as error:
        _log.error("the pipe to the application is damaged: %s", error)
    finally:
        for flag in flags.values():
            flag.set()
        requests.put(None)
    time.sleep(_END_SECONDS)
    os._exit(1)


def _answer(
    number: int, message: AnyMessage, flag: CancelFlag, handlers: Mapping[type[Message], Handler], sink: BinaryIO
) -> None:
    handler = handlers.get(type(message))
    if handler is None:
        write_frame(sink, number, Failed(sentence=f"This worker does not know the request {type(message).__name__}."))
        return
    try:
        for answer in handler(message, flag):
            write_frame(sink, number, answer)
            flag.raise_if_set()
    except Cancelled:
        write_frame(sink, number, Stopped())
    except UserError as error:
        write_frame(sink, number, Failed(sentence=str(error)))
    except MemoryError:
        write_frame(sink, number, Failed(sentence="There was not enough memory; close other programs and try again."))
    except BrokenPipeError:
        raise
    except OSError as error:
        write_frame(sink, number, Failed(sentence=f"The system refused: {error}."))
    except Exception as error:
        _log.exception("request %s failed", type(message).__name__)
        write_frame(
            sink, number, Failed(sentence=f"Something unexpected went wrong ({type(error).__name__}: {error}).")
        )
    else:
        write_frame(sink, number, Done())
