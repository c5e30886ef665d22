"""What a worker gives up beyond the network before it touches what it was not written by: files, children, signals."""

import os
import sys
from dataclasses import dataclass
from pathlib import Path

from app.lockdown import landlock, linux
from app.lockdown.lock import install
from app.lockdown.seccomp import NOT_IMPLEMENTED, Rule, refuse
from app.lockdown.terms import LockFailed, Stage

CLONE_THREAD = 0x00010000
OPEN_TO_CHANGE = 0x3 | 0o100 | 0o1000 | 0o20000000  # O_ACCMODE, O_CREAT, O_TRUNC, O_TMPFILE without its O_DIRECTORY

# Landlock does not look at these, so that a confined process could still alter a file's owner, mode or times.
METADATA = refuse(
    *("chmod", "fchmodat", "fchmodat2", "chown", "lchown", "fchownat", "utime", "utimes", "futimesat", "utimensat"),
    *("setxattr", "lsetxattr", "setxattrat", "removexattr", "lremovexattr", "removexattrat", "file_setattr"),
)
NO_CHANGES = (
    *refuse("creat", "truncate", "rename", "renameat", "renameat2", "link", "linkat", "symlink", "symlinkat"),
    *refuse("unlink", "unlinkat", "mkdir", "mkdirat", "rmdir", "mknod", "mknodat", "open_by_handle_at"),
    Rule("openat2", NOT_IMPLEMENTED),
    Rule("open", argument=1, mask=OPEN_TO_CHANGE, passes=(0,)),
    Rule("openat", argument=2, mask=OPEN_TO_CHANGE, passes=(0,)),
)
NO_FILES = refuse("open", "openat", "openat2")
NO_LISTENING = refuse("bind", "listen")
NO_CHILDREN = (
    *refuse("fork", "vfork", "execve", "execveat"),
    Rule("clone", argument=0, mask=CLONE_THREAD, passes=(CLONE_THREAD,)),
    # Its flags lie in memory, where a filter cannot look; told that it is missing, the C library uses clone(2).
    Rule("clone3", NOT_IMPLEMENTED),
)


@dataclass(frozen=True, slots=True)
class SandboxStatus:
    """What the operating system enforces on this worker from now on; `detail` says what it does not."""

    files_enforced: bool
    children_refused: bool
    memory_limit_bytes: int | None
    cpu_limit_seconds: int | None
    detail: str


def confine_reader(
    readable: tuple[Path, ...], temporary: Path | None, memory_bytes: int, cpu_seconds: int | None
) -> SandboxStatus:
    """Leave this process its open pipes, its memory and its threads: bytes in, JSON out.

    Files can be read beneath `readable` alone and changed beneath `temporary` alone; nothing can be started, and no
    other process signalled, traced or limited. `memory_bytes` caps the address space (a `MemoryError` beyond it, or
    a library's own failure to allocate), `cpu_seconds` the processor time of the process's whole life (SIGXCPU beyond
    it). The offline lock is sealed first. Import what is needed before, for modules are files too.

    Raises:
        LockFailed: if the kernel should enforce this and does not; or if threads run already while paths are
            allowed, because Landlock would hold this thread alone.
    """
    install(Stage.SEALED)
    limits = _limit_resources(memory_bytes, cpu_seconds, may_write=temporary is not None)
    if sys.platform != "linux":
        return SandboxStatus(False, False, *limits, detail=f"{sys.platform}: files and children are not confined")
    linux.forbid_new_privileges()
    files_enforced, files = _confine_files(readable, temporary)
    rules = (*METADATA, *_file_rules(readable, temporary), *NO_LISTENING, *NO_CHILDREN)
    linux.install_filter((*rules, *_no_other_process(os.getpid())))
    return SandboxStatus(files_enforced, True, *limits, detail=f"{files}; no children, no signals to others")


def confine_writes(writable: tuple[Path, ...]) -> SandboxStatus:
    """Let this process and its children read everything and change only what lies beneath `writable` (and /dev/null).

    Call it before threads start, thus before importing numpy and the like.

    Raises:
        LockFailed: if threads run already, or a path does not exist.
    """
    if sys.platform != "linux" or not landlock.version():
        return SandboxStatus(False, False, None, None, detail=f"{sys.platform}: this system does not confine writing")
    _require_single_thread()
    linux.forbid_new_privileges()
    allowed = tuple((path, landlock.CHANGING | landlock.IOCTL_DEV) for path in (*writable, Path(os.devnull)))
    landlock.restrict(landlock.Restriction(handled=landlock.CHANGING | landlock.DEVICES, allowed=allowed))
    return SandboxStatus(True, False, None, None, detail=f"writes confined by Landlock ABI {landlock.version()}")


def _confine_files(readable: tuple[Path, ...], temporary: Path | None) -> tuple[bool, str]:
    """Restrict files as far as the kernel can; the filter beside it refuses opening and changing to all threads."""
    if not landlock.version():
        enforced = not readable and temporary is None
        return (
            enforced,
            "no file can be opened (seccomp)" if enforced else "this kernel has no Landlock: files are readable",
        )
    if readable or temporary:
        _require_single_thread()
    allowed = [(path, landlock.READING) for path in readable]
    if temporary is not None:
        allowed.append((temporary, landlock.READING | landlock.CHANGING))
    landlock.restrict(
        landlock.Restriction(
            handled=landlock.EVERYTHING,
            allowed=tuple(allowed),
            refuses_tcp=True,
            refuses_signals_and_abstract_sockets=True,
        )
    )
    return True, f"files confined by Landlock ABI {landlock.version()}"


def _file_rules(readable: tuple[Path, ...], temporary: Path | None) -> tuple[Rule, ...]:
    if temporary is not None:
        return ()
    return NO_CHANGES if readable else (*NO_FILES, *NO_CHANGES)


def _no_other_process(own_id: int) -> tuple[Rule, ...]:
    return (
        *refuse("tkill", "rt_sigqueueinfo", "rt_tgsigqueueinfo", "pidfd_open", "pidfd_send_signal"),
        Rule("kill", argument=0, passes=(own_id,)),
        Rule("tgkill", argument=0, passes=(own_id,)),  # how abort(3) and threads signal themselves
        Rule("prlimit64", argument=0, passes=(0, own_id)),
    )


def _require_single_thread() -> None:
    if not linux.is_single_threaded():
        raise LockFailed("A worker must be confined to its folders before it starts threads; please report this.")


def _limit_resources(memory_bytes: int, cpu_seconds: int | None, *, may_write: bool) -> tuple[int | None, int | None]:
    """Set the limits that this system has; returns those that hold (bytes, seconds).

    The number of processes is not limited: it counts the user's threads in every program, so it would strike at random.
    """
    if sys.platform == "win32":
        return None, None
    import resource

    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    if not may_write:
        resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0))
    if cpu_seconds is not None:
        resource.setrlimit(resource.RLIMIT_CPU, (cpu_seconds, cpu_seconds + 1))
    if sys.platform == "darwin":
        return None, cpu_seconds  # macOS takes a limit on the address space and does not keep to it
    resource.setrlimit(resource.RLIMIT_AS, (memory_bytes, memory_bytes))
    return memory_bytes, cpu_seconds
