"""What a confined worker can no longer do, each tried for real, and what it still can."""

import ctypes
import errno
import mmap
import multiprocessing
import os
import resource
import signal
import socket
import subprocess
import threading
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from app.lockdown import kernel, landlock, linux
from app.lockdown.lock import LockFailed, Stage, install, status
from app.lockdown.sandbox import confine_reader, confine_writes
from app.lockdown.seccomp import refuse
from tests.lockdown.conftest import Child

GIB = 1 << 30
PTRACE_ATTACH = 16
REFUSED = {"EACCES", "EPERM"}

needs_landlock = pytest.mark.skipif(landlock.version() == 0, reason="this kernel has no Landlock")


def answer_to(attempt: Callable[[], object]) -> str:
    """The errno by its name, or "done"."""
    try:
        attempt()
    except OSError as error:
        return errno.errorcode[error.errno or 0]
    return "done"


def native(call: str, *arguments: kernel.Argument) -> None:
    answered = kernel.ask(call, *arguments)
    if answered < 0:
        raise OSError(-answered, os.strerror(-answered))


def fork() -> None:
    started = os.fork()
    if started == 0:
        os._exit(0)
    os.waitpid(started, 0)


def execute() -> None:
    os.posix_spawn("/bin/true", ["true"], {})


def signal_child(child: subprocess.Popen[bytes]) -> None:
    os.kill(child.pid, signal.SIGCONT)


def trace(child: subprocess.Popen[bytes]) -> None:
    native("ptrace", PTRACE_ATTACH, child.pid, 0, 0)


def escapes(folder: Path, other: subprocess.Popen[bytes], abstract: bytes) -> dict[str, Callable[[], object]]:
    """Everything a document that has taken the worker would try, on things that it could do before."""
    secret = folder / "secret"
    return {
        "read a file": secret.read_bytes,
        "read the list of users": lambda: Path("/etc/passwd").read_bytes(),
        "read through a symbolic link": (folder / "link").read_bytes,
        "list a folder": lambda: list(folder.iterdir()),
        "write a new file": lambda: (folder / "new").write_bytes(b"x"),
        "change a file": lambda: os.close(os.open(secret, os.O_WRONLY)),
        "truncate a file": lambda: os.truncate(secret, 6),
        "rename a file": lambda: (folder / "old-name").rename(folder / "new-name"),
        "delete a file": (folder / "to-delete").unlink,
        "make a folder": (folder / "new-folder").mkdir,
        "change a file's mode": lambda: secret.chmod(0o644),
        "change a file's times": lambda: os.utime(secret),
        "set an attribute": lambda: os.setxattr(secret, "user.alcove", b"x"),
        "fork": fork,
        "fork by clone": lambda: os.waitpid(clone(), 0),
        "start a program": execute,
        "signal another process": lambda: signal_child(other),
        "signal it from native code": lambda: native("tkill", other.pid, 0),
        "limit another process": lambda: resource.prlimit(other.pid, resource.RLIMIT_CORE, (0, 0)),
        "trace another process": lambda: trace(other),
        "open another process's memory": lambda: os.close(os.open(f"/proc/{other.pid}/mem", os.O_RDWR)),
        "open its own memory as a file": lambda: os.close(os.open("/proc/self/mem", os.O_RDWR)),
        "reach a local service by its abstract name": lambda: connect_abstract(abstract),
        "use the network": socket.socket,
    }


def clone() -> int:
    """A fork without the C library; the child's only work is to end."""
    started = kernel.ask("clone", signal.SIGCHLD, 0, 0, 0, 0)
    if started == 0:
        os._exit(0)
    if started < 0:
        raise OSError(-started, os.strerror(-started))
    return started


def connect_abstract(name: bytes) -> None:
    with socket.socket(socket.AF_UNIX) as it:
        it.connect(b"\0" + name)


def prepare(folder: Path) -> None:
    for name in ("secret", "old-name", "to-delete"):
        (folder / name).write_text("secret")
    (folder / "link").symlink_to(folder / "secret")


def try_to_escape(folder: str, confinement: str) -> dict[str, str]:
    prepare(Path(folder))
    abstract = folder.encode()
    service = socket.socket(socket.AF_UNIX)
    service.bind(b"\0" + abstract)
    service.listen()
    with subprocess.Popen(["cat"], stdin=subprocess.PIPE, stdout=subprocess.PIPE, bufsize=0) as other:
        assert other.stdin
        assert other.stdout
        other.stdin.write(b"\n")
        other.stdout.read(1)
        attempts = escapes(Path(folder), other, abstract)
        if confinement == "elsewhere readable":
            confine_reader((Path("/usr/lib"),), None, 8 * GIB, None)
        elif confinement == "nothing readable":
            confine_reader((), None, 8 * GIB, None)
        answers = {name: answer_to(attempt) for name, attempt in attempts.items()}
        other.stdin.close()
    return answers


@pytest.fixture
def private_folder(child: Child, open_folder: Path) -> Path:
    """A folder that the child owns."""
    folder = open_folder / "private"
    folder.mkdir()
    if child.as_nobody:
        os.chown(folder, 65534, 65534)
    return folder


def test_before_it_is_confined_everything_works(child: Child, private_folder: Path) -> None:
    assert set(child(try_to_escape, private_folder, "none").values()) == {"done"}


@needs_landlock
@pytest.mark.parametrize("confinement", ["nothing readable", "elsewhere readable"])
def test_a_confined_reader_escapes_in_no_way(child: Child, private_folder: Path, confinement: str) -> None:
    answers = child(try_to_escape, private_folder, confinement)
    assert {name: answer for name, answer in answers.items() if answer not in REFUSED} == {}


def read_what_is_allowed(folder: str) -> dict[str, str]:
    prepare(Path(folder))
    allowed = Path(folder) / "resources"
    allowed.mkdir()
    (allowed / "font").write_text("font")
    (allowed / "way-out").symlink_to(Path(folder) / "secret")
    confine_reader((allowed,), None, 8 * GIB, None)
    return {
        "allowed": answer_to((allowed / "font").read_bytes),
        "a link that leads out": answer_to((allowed / "way-out").read_bytes),
        "up and out": answer_to((allowed / ".." / "secret").read_bytes),
        "beside": answer_to((Path(folder) / "secret").read_bytes),
        "writing where reading is allowed": answer_to(lambda: (allowed / "new").write_bytes(b"")),
    }


@needs_landlock
def test_readable_folders_can_be_read_and_nothing_beyond_them(child: Child, private_folder: Path) -> None:
    answers = child(read_what_is_allowed, private_folder)
    assert answers.pop("allowed") == "done"
    assert set(answers.values()) <= REFUSED


def work_in_a_temporary_folder(folder: str) -> dict[str, str]:
    prepare(Path(folder))
    temporary = Path(folder) / "temporary"
    temporary.mkdir()
    confine_reader((), temporary, 8 * GIB, None)
    file = temporary / "sheet"
    return {
        "write": answer_to(lambda: file.write_bytes(b"x" * 100_000)),
        "read back": answer_to(file.read_bytes),
        "delete": answer_to(file.unlink),
        "outside": answer_to(lambda: (Path(folder) / "new").write_bytes(b"")),
    }


@needs_landlock
def test_a_temporary_folder_can_be_worked_in(child: Child, private_folder: Path) -> None:
    answers = child(work_in_a_temporary_folder, private_folder)
    assert answers.pop("outside") in REFUSED
    assert set(answers.values()) == {"done"}


def keep_working() -> dict[str, bool]:
    receiver, sender = multiprocessing.Pipe(duplex=False)
    confine_reader((), None, 8 * GIB, None)
    counted: list[int] = []
    threads = [threading.Thread(target=counted.append, args=(number,)) for number in range(20)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    sender.send_bytes(b"answer")
    return {
        "threads": sorted(counted) == list(range(20)),
        "pipes": receiver.recv_bytes() == b"answer",
        "memory": len(mmap.mmap(-1, 64 << 20)) == 64 << 20,
        "its own signals": os.kill(os.getpid(), 0) is None,
        "its own limits": resource.getrlimit(resource.RLIMIT_AS)[1] == 8 * GIB,
        "random numbers": len(os.urandom(16)) == 16,
        "the lock is sealed": status().stage == Stage.SEALED,
    }


def test_a_confined_reader_keeps_its_pipes_threads_and_memory(child: Child) -> None:
    assert all(child(keep_working).values())


def hold_older_threads(folder: str) -> str:
    """A library's thread, started before: Landlock does not hold it, the filter must."""
    prepare(Path(folder))
    confined, answers = threading.Event(), []

    def wait_and_read() -> None:
        confined.wait()
        answers.append(answer_to((Path(folder) / "secret").read_bytes))

    older = threading.Thread(target=wait_and_read)
    older.start()
    confine_reader((), None, 8 * GIB, None)
    confined.set()
    older.join()
    return answers[0]


def test_older_threads_are_held_where_nothing_is_readable(child: Child, private_folder: Path) -> None:
    assert child(hold_older_threads, private_folder) in REFUSED


def confine_beside_a_thread(what: str, folder: str) -> str:
    done = threading.Event()
    threading.Thread(target=done.wait).start()
    confine = {
        "reader": lambda: confine_reader((Path(folder),), None, 8 * GIB, None),
        "writes": lambda: confine_writes((Path(folder),)),
    }
    with pytest.raises(LockFailed) as failure:
        confine[what]()
    done.set()
    return str(failure.value)


@needs_landlock
@pytest.mark.parametrize("what", ["reader", "writes"])
def test_confining_too_late_is_an_error_and_not_a_half_measure(child: Child, what: str, private_folder: Path) -> None:
    assert "before it starts threads" in child(confine_beside_a_thread, what, private_folder)


def ask_for_too_much_memory() -> str:
    confine_reader((), None, 2 * GIB, None)
    try:
        bytearray(3 * GIB)
    except MemoryError:
        return "MemoryError"
    return "got it"


def test_too_much_memory_ends_in_a_memory_error(child: Child) -> None:
    assert child(ask_for_too_much_memory) == "MemoryError"


def compute_for_ever() -> None:
    confine_reader((), None, 8 * GIB, int(time.process_time()) + 1)
    while True:
        pass


def test_too_much_processor_time_ends_the_process(child: Child) -> None:
    assert child.run(compute_for_ever).signal_name == "SIGXCPU"


def abort() -> None:
    confine_reader((), None, 8 * GIB, None)
    ctypes.CDLL(None).abort()


def test_a_native_library_that_gives_up_still_ends_the_process(child: Child) -> None:
    assert child.run(abort).signal_name == "SIGABRT"


# --- workers that write


def write_here_and_there(folder: str) -> dict[str, dict[str, str]]:
    mine, also_mine, not_mine = (Path(folder) / name for name in ("mine", "also-mine", "not-mine"))
    for it in (mine, also_mine, not_mine):
        it.mkdir()
        (it / "file").write_text("text")
    confined = confine_writes((mine, also_mine))
    inside = {
        "write": answer_to(lambda: (mine / "new").write_bytes(b"x")),
        "rename across": answer_to(lambda: (mine / "new").rename(also_mine / "new")),
        "delete": answer_to((also_mine / "new").unlink),
        "make a folder": answer_to((mine / "folder").mkdir),
        "throw away": answer_to(lambda: Path(os.devnull).write_bytes(b"x")),
        "read elsewhere": answer_to((not_mine / "file").read_bytes),
        "start a program": answer_to(execute),
    }
    outside = {
        "write": answer_to(lambda: (not_mine / "new").write_bytes(b"x")),
        "change": answer_to(lambda: (not_mine / "file").write_bytes(b"x")),
        "delete": answer_to((not_mine / "file").unlink),
        "truncate": answer_to(lambda: os.truncate(not_mine / "file", 0)),
        "link out": answer_to(lambda: os.link(mine / "file", not_mine / "linked")),
        "by a child": answer_of_touch(not_mine / "new"),
    }
    return {"enforced": {"": str(confined.files_enforced)}, "inside": inside, "outside": outside}


def answer_of_touch(path: Path) -> str:
    done = subprocess.run(["touch", str(path)], capture_output=True, env={"LC_ALL": "C", "PATH": os.defpath})
    return "EACCES" if b"Permission denied" in done.stderr else "done"


@needs_landlock
def test_confined_writes_stay_within_their_folders(child: Child, private_folder: Path) -> None:
    answers = child(write_here_and_there, private_folder)
    assert answers["enforced"] == {"": "True"}
    assert set(answers["inside"].values()) == {"done"}
    assert set(answers["outside"].values()) <= REFUSED | {"EXDEV"}


def confine_to_a_missing_folder() -> str:
    with pytest.raises(LockFailed) as failure:
        confine_writes((Path("/no/such/folder"),))
    return str(failure.value)


@needs_landlock
def test_a_missing_folder_is_named(child: Child) -> None:
    assert child(confine_to_a_missing_folder) == (
        "Alcove cannot confine a worker to /no/such/folder: No such file or directory."
    )


# --- a kernel without Landlock


def confine_without_landlock(readable: tuple[str, ...]) -> list[object]:
    install(Stage.LOCAL)
    linux.install_filter(refuse("landlock_create_ruleset"))
    reader = confine_reader(tuple(map(Path, readable)), None, 8 * GIB, None)
    return [
        reader.files_enforced,
        answer_to(Path("/etc/passwd").read_bytes),
        answer_to(lambda: Path("/tmp/alcove-never-written").write_bytes(b"")),
        reader.detail,
    ]


def test_without_landlock_nothing_is_read_or_what_is_not_enforced_is_said(child: Child) -> None:
    enforced, read, written, _ = child(confine_without_landlock, [])
    assert (enforced, read, written) == (True, "EACCES", "EACCES")
    enforced, read, written, detail = child(confine_without_landlock, ["/usr/lib"])
    assert (enforced, read, written) == (False, "done", "EACCES")
    assert "no Landlock: files are readable" in detail
