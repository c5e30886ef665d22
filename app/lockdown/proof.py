"""The proof of the offline lock: real attempts to get out of this very process, and what the system answered."""

import socket
import sys
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from typing import Any

from app.lockdown import children, native
from app.lockdown.attempt import Attempt, Outcome, judge
from app.lockdown.lock import LockStatus, status

DISCARD_PORT = 9


@dataclass(frozen=True, slots=True)
class Proof:
    """What holds this process, and every way out that was tried."""

    status: LockStatus
    attempts: tuple[Attempt, ...]

    @property
    def held(self) -> bool:
        """Whether nothing got out and the operating system itself was what refused."""
        return self.status.kernel_enforced and all(it.outcome is not Outcome.GOT_OUT for it in self.attempts)

    def as_json(self) -> dict[str, Any]:
        """The whole proof as plain values; `stage` by its name, `refused` beside each outcome."""
        stage = self.status.stage
        return {
            "held": self.held,
            "status": asdict(self.status) | {"stage": stage.name.lower() if stage else None},
            "attempts": [asdict(attempt) | {"refused": attempt.refused} for attempt in self.attempts],
        }


def run_proof(port: int = DISCARD_PORT) -> Proof:
    """Try every way out now; takes a second or two, for some need a child process.

    Nothing is sent anywhere but to this machine's own `port`, except that without a lock the resolver would be asked
    for a reserved name on Linux. Attempts never raise: what they meet is their answer.
    """
    tried = tuple(attempts(port))
    return Proof(status(), tried)


def attempts(port: int = DISCARD_PORT) -> Iterator[Attempt]:
    """Every way out, one after the other, so that a view can show them as they come."""
    yield _by_python(port)
    if sys.platform == "linux":
        yield from native.attempts(port)
    yield from children.attempts(port)


def _by_python(port: int) -> Attempt:
    """What code in this process meets first: the portable layer, which counts it."""
    name, tried = "Python's sockets in this process", f"a connection to 127.0.0.1, port {port}"
    try:
        socket.create_connection(("127.0.0.1", port), timeout=5).close()
    except PermissionError as error:
        return Attempt(name, tried, Outcome.REFUSED, str(error))
    except OSError as error:
        return judge(name, tried, error.errno or -1)
    return judge(name, tried, 0)
