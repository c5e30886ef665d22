"""Sound sent to the transcribe worker block by block, for recordings that lie sealed and never become a plain file."""

import itertools
from collections.abc import Callable, Iterator

from app.core.cancel import CancelToken
from app.core.meetings.sounds import Block
from app.engines.process import WorkerProcess
from app.workers.protocol.frames import AnyMessage
from app.workers.protocol.message import Message
from app.workers.protocol.samples import EndSamples, HearSamples
from app.workers.protocol.transcribe import HeardUntil

SamplesFrom = Callable[[float], Iterator[Block]]
"""The sound of a recording from a second on, in blocks of any length; may be asked for more than once."""

_streams = itertools.count(1)


def new_stream() -> int:
    """A number that no other stream of this application has."""
    return next(_streams)


def send(
    process: WorkerProcess,
    opening: Callable[[int, float], Message],
    samples_from: SamplesFrom,
    from_s: float,
    cancel: CancelToken,
    setup: Message | None = None,
    goes_on: bool = True,
) -> Iterator[AnyMessage]:
    """Open a stream (`opening` takes its number and second), send a recording from a second on, yield the answers.

    Where the worker was ended for idleness while the job was paused, all is sent again: from the last `HeardUntil`
    where it `goes_on`, else from `from_s`. Raises as `WorkerProcess.stream` does.
    """
    second, done = from_s, False
    while not done:
        stream = new_stream()
        yield from process.stream(opening(stream, second), cancel, setup)
        opened_in = process.incarnation
        for request in _requests(stream, samples_from(second)):
            cancel.checkpoint()
            if process.incarnation != opened_in:
                break
            for message in process.stream(request, cancel):
                if goes_on and isinstance(message, HeardUntil):
                    second = message.second
                yield message
            done = isinstance(request, EndSamples)


def _requests(stream: int, samples: Iterator[Block]) -> Iterator[Message]:
    for block in samples:
        yield HearSamples(stream=stream, tracks=block)
    yield EndSamples(stream=stream)
