"""What every worker is told and says, whatever it does."""

from app.workers.protocol.message import Message


class Cancel(Message, frozen=True):
    """Stop the request with this number; the worker answers `Stopped` within 100 ms."""


class Ready(Message, frozen=True):
    """The first frame of every worker (request 0): it is locked and listens. `lock` is the lock's own sentence."""

    worker: str
    lock: str


class Done(Message, frozen=True):
    """The request is complete."""


class Failed(Message, frozen=True):
    """The request could not be done; `sentence` is fit for the user."""

    sentence: str


class Stopped(Message, frozen=True):
    """The request was cancelled and the worker is ready for the next."""
