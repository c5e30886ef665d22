"""The lock as Linux holds it: a seccomp filter, and Landlock where the kernel has it."""

import ctypes
import errno
import os
import sys
from collections.abc import Iterable
from pathlib import Path

from app.lockdown import kernel, landlock, portable
from app.lockdown.seccomp import ABIS, REFUSE, Abi, Rule, assemble, refuse
from app.lockdown.terms import LockFailed, LockStatus, Stage

AF_UNIX, SOCK_STREAM, SOCK_SEQPACKET, SOCKET_TYPE = 1, 1, 5, 0xF
NO_SUCH_FAMILY = 0xFFFF
TIOCSTI, TIOCLINUX = 0x5412, 0x541C
MSG_FASTOPEN = 0x20000000
PR_GET_SECCOMP, PR_SET_NO_NEW_PRIVS = 21, 38
FILTERED = 2
SECCOMP_SET_MODE_FILTER, SECCOMP_FILTER_FLAG_TSYNC = 1, 1

# What makes a socket without socket(2), or takes one from elsewhere: io_uring has an operation of its own for it;
# another program's memory or descriptors can be used instead of ours; request_key(2) lets the kernel start a root
# helper that resolves host names; mount(2) reaches network file systems; TIOCSTI types into the user's terminal. A socket
# that listened can be shut down, and then a text sent by it connects it (TCP Fast Open), of which Landlock knows nothing.
EVERY_STAGE = (
    *refuse("io_uring_setup", "io_uring_enter", "io_uring_register"),
    *refuse("ptrace", "process_vm_readv", "process_vm_writev", "pidfd_getfd", "bpf"),
    *refuse("add_key", "request_key", "keyctl", "mount", "fsopen"),
    Rule("ioctl", REFUSE, argument=1, stops=(TIOCSTI, TIOCLINUX)),
    Rule("socketpair", REFUSE, argument=0, passes=(AF_UNIX,)),
    Rule("sendto", REFUSE, argument=3, mask=MSG_FASTOPEN, passes=(0,)),
    Rule("sendmsg", REFUSE, argument=2, mask=MSG_FASTOPEN, passes=(0,)),
    Rule("sendmmsg", REFUSE, argument=3, mask=MSG_FASTOPEN, passes=(0,)),
)
# A datagram socket pair is not bound to its peer: either end could still be pointed at the system log's socket.
FILTERS = {
    Stage.LOCAL: (Rule("socket", REFUSE, argument=0, passes=(AF_UNIX,)), *EVERY_STAGE),
    Stage.SEALED: (
        *refuse("socket", "connect"),
        Rule("socketpair", REFUSE, argument=1, mask=SOCKET_TYPE, passes=(SOCK_STREAM, SOCK_SEQPACKET)),
        *EVERY_STAGE,
    ),
}

_installed: Stage | None = None
_keeps_to_itself = False


class _Program(ctypes.Structure):
    _fields_ = (("length", ctypes.c_ushort), ("filter", ctypes.c_char_p))


def install(stage: Stage) -> None:
    """Close the lock in the kernel, for all threads of this process and all its children, for good.

    Raises:
        LockFailed: where the kernel does not take the filter, or does not refuse what it should.
    """
    global _installed, _keeps_to_itself
    if _installed is not None and _installed >= stage:
        return
    forbid_new_privileges()
    if _installed is None and landlock.version() >= landlock.HAS_NETWORK_RULES and is_single_threaded():
        landlock.restrict(landlock.Restriction(refuses_tcp=True))
        _keeps_to_itself = True
    install_filter(FILTERS[stage])
    _installed = stage
    if (answered := _stage_that_answers()) is None or answered < stage:
        raise LockFailed(
            "Alcove stopped: the kernel took the offline lock and yet lets a socket be made; "
            "please report this with the output of `uname -a`."
        )


def held() -> LockStatus:
    """What the kernel answers now, and what it writes of this process in /proc/self/status.

    Other programs' memory is open where the kernel's Landlock is older than Linux 6.7, or where threads ran already
    when the lock was installed; it takes a program of the same user that is not locked to make use of that.
    """
    stage = _stage_that_answers()
    enforced = stage is not None and ctypes.CDLL(None).prctl(PR_GET_SECCOMP, 0, 0, 0, 0) == FILTERED
    others = "closed by Landlock" if _keeps_to_itself else "open"
    detail = f"{_lines_of_own_status()}; other programs' memory: {others}"
    return LockStatus("linux seccomp", stage if enforced else None, enforced, detail, portable.refused_attempts())


def forbid_new_privileges() -> None:
    """Let no program that this process starts gain rights (set-uid, file capabilities); filters require it."""
    if ctypes.CDLL(None, use_errno=True).prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) != 0:
        raise LockFailed(f"Alcove stopped: this kernel refuses no_new_privs ({os.strerror(ctypes.get_errno())}).")


def install_filter(rules: Iterable[Rule]) -> None:
    """Put one more filter on every thread of this process.

    Raises:
        LockFailed: with the kernel's answer.
    """
    code = assemble(rules, own_abi())
    program = _Program(len(code) // 8, code)
    answer = kernel.ask("seccomp", SECCOMP_SET_MODE_FILTER, SECCOMP_FILTER_FLAG_TSYNC, program)
    if answer > 0:
        raise LockFailed(f"Alcove stopped: thread {answer} of this process cannot be brought under the offline lock.")
    if answer < 0:
        reason = os.strerror(-answer)
        raise LockFailed(f"Alcove stopped: this kernel does not offer the offline lock (seccomp: {reason}).")


def own_abi() -> Abi:
    """How this processor calls the kernel.

    Raises:
        LockFailed: for a processor whose system calls Alcove does not know.
    """
    machine = os.uname().machine
    if machine not in ABIS or sys.maxsize < 2**32:
        raise LockFailed(f"Alcove stopped: its offline lock needs a 64-bit x86_64 or aarch64 system, not {machine}.")
    return ABIS[machine]


def is_single_threaded() -> bool:
    """Whether this process has one thread only; what Landlock restricts is the calling thread."""
    return sum(1 for _ in Path("/proc/self/task").iterdir()) == 1


def _stage_that_answers() -> Stage | None:
    """The stage in force, learned by asking for sockets: of a family that exists nowhere, and within the machine."""
    if not _refuses_to_make(NO_SUCH_FAMILY):
        return None
    return Stage.SEALED if _refuses_to_make(AF_UNIX) else Stage.LOCAL


def _refuses_to_make(family: int) -> bool:
    libc = ctypes.CDLL(None, use_errno=True)
    descriptor = libc.socket(family, SOCK_STREAM, 0)
    if descriptor >= 0:
        os.close(descriptor)
        return False
    return ctypes.get_errno() == errno.EACCES


def _lines_of_own_status() -> str:
    """The kernel's own words, for whoever wants to compare; a confined worker cannot read them."""
    try:
        text = Path("/proc/self/status").read_text(encoding="utf-8")
    except PermissionError:
        return "/proc/self/status is closed to this process"
    told = (line.split() for line in text.splitlines() if line.startswith(("Seccomp", "NoNewPrivs")))
    return ", ".join(" ".join(words) for words in told)
