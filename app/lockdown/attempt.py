"""One attempt to get out, and how its outcome is judged: what the system refused, and what merely did not work."""

import errno
import os
import sys
from dataclasses import dataclass
from enum import StrEnum

# Linux: what the filter answers (see seccomp.REFUSE). macOS: the sandbox answers EPERM. Windows: WSAEACCES.
REFUSALS = {"linux": {errno.EACCES}, "darwin": {errno.EPERM, errno.EACCES}, "win32": {10013}}
NOT_ON_THIS_SYSTEM = {
    errno.EAFNOSUPPORT: "this system does not know that kind of socket",
    errno.EPROTONOSUPPORT: "this system does not know that protocol",
    errno.ENOSYS: "this kernel does not have that call",
    errno.EPERM: "this system allows it to administrators only",
}


class Outcome(StrEnum):
    """How an attempt ended. A connection that finds nobody listening has got out."""

    REFUSED = "refused"
    GOT_OUT = "got out"
    IMPOSSIBLE = "not possible on this machine"


@dataclass(frozen=True, slots=True)
class Attempt:
    """One way out that was really tried. `answer` is what the system said, with its errno name or signal."""

    name: str
    tried: str
    outcome: Outcome
    answer: str

    @property
    def refused(self) -> bool:
        """Whether the system refused it, as opposed to it failing for want of something else."""
        return self.outcome is Outcome.REFUSED


def judge(name: str, tried: str, error: int) -> Attempt:
    """The attempt, judged by its errno; 0 says that the system did what was asked."""
    if error == 0:
        return Attempt(name, tried, Outcome.GOT_OUT, "the system did it")
    answer = f"{errno.errorcode.get(error, error)}: {os.strerror(error)}"
    if error in REFUSALS.get(sys.platform, set()):
        return Attempt(name, tried, Outcome.REFUSED, answer)
    if error in NOT_ON_THIS_SYSTEM:
        return Attempt(name, tried, Outcome.IMPOSSIBLE, f"{answer} ({NOT_ON_THIS_SYSTEM[error]})")
    return Attempt(name, tried, Outcome.GOT_OUT, answer)
