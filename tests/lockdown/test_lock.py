"""What the offline lock refuses, to whom, and what it leaves alone."""

import ctypes
import errno
import os
import re
import shutil
import signal
import socket
import subprocess
import sys
import threading
from collections.abc import Callable
from pathlib import Path

import pytest

from app.lockdown import kernel, landlock, linux
from app.lockdown.children import socket_of_32_bit_abi, socket_of_x32_abi
from app.lockdown.lock import SILENCED, LockFailed, Stage, install, silence_libraries, status
from app.lockdown.seccomp import Rule, refuse
from app.lockdown.uring import make_socket
from tests.lockdown.child import mount_empty, mount_over
from tests.lockdown.conftest import Child

REFUSED = "EACCES"
EVERY_STAGE = pytest.mark.parametrize("stage", list(Stage), ids=lambda stage: stage.name)


def errno_of_socket(family: int, kind: int = socket.SOCK_STREAM) -> str:
    libc = ctypes.CDLL(None, use_errno=True)
    descriptor = libc.socket(family, kind, 0)
    if descriptor >= 0:
        os.close(descriptor)
        return "made"
    return errno.errorcode[ctypes.get_errno()]


# --- sockets of every kind


def try_every_family() -> dict[str, str]:
    kinds = (socket.SOCK_STREAM, socket.SOCK_DGRAM, socket.SOCK_RAW)
    return {f"{family}/{kind}": errno_of_socket(family, kind) for family in range(48) for kind in kinds}


@pytest.mark.fault(1)
def test_no_socket_of_any_family_but_the_local_one_can_be_made_at_the_first_stage(child: Child) -> None:
    answers = child(try_every_family, stage=Stage.LOCAL)
    local = {answer for name, answer in answers.items() if name.startswith("1/")}
    others = {answer for name, answer in answers.items() if not name.startswith("1/")}
    assert local == {"made"}
    assert others == {REFUSED}


@pytest.mark.fault(1, 6)
def test_no_socket_of_any_family_can_be_made_when_sealed(child: Child) -> None:
    assert set(child(try_every_family, stage=Stage.SEALED).values()) == {REFUSED}


def test_without_the_lock_the_same_attempts_succeed(child: Child) -> None:
    answers = child(try_every_family)
    assert answers["2/1"] == answers["2/2"] == answers["10/1"] == answers["10/2"] == answers["1/1"] == "made"


# --- threads, children, native code


def try_from_a_thread_that_was_there_before(stage: int) -> dict[str, str]:
    locked, answers = threading.Event(), {}

    def wait_and_try() -> None:
        locked.wait()
        answers["older thread"] = errno_of_socket(socket.AF_INET)

    older = threading.Thread(target=wait_and_try)
    older.start()
    install(Stage(stage))
    locked.set()
    older.join()
    newer = threading.Thread(target=lambda: answers.update({"newer thread": errno_of_socket(socket.AF_INET)}))
    newer.start()
    newer.join()
    return answers


@EVERY_STAGE
def test_threads_that_ran_before_the_lock_are_held_too(child: Child, stage: Stage) -> None:
    assert child(try_from_a_thread_that_was_there_before, stage) == {"older thread": REFUSED, "newer thread": REFUSED}


def try_from_a_fresh_interpreter() -> str:
    code = "import socket, sys\ntry: socket.socket()\nexcept OSError as error: print(error.errno)\nelse: print(0)"
    done = subprocess.run([sys.executable, "-I", "-c", code], capture_output=True, text=True, check=True)
    return errno.errorcode.get(int(done.stdout), "made")


@pytest.mark.fault(2)
@EVERY_STAGE
def test_a_child_program_is_held(child: Child, stage: Stage) -> None:
    assert child(try_from_a_fresh_interpreter) == "made"
    assert child(try_from_a_fresh_interpreter, stage=stage) == REFUSED


def make_set_uid_shell(folder: Path) -> Path:
    shell = folder / "set-uid-shell"
    shutil.copy("/bin/bash", shell)
    shell.chmod(0o4755)
    return shell


def ask_set_uid_shell(shell: str, port: int) -> dict[str, str]:
    script = f"id -u; exec 3<>/dev/tcp/127.0.0.1/{port}"
    environment = {"LC_ALL": "C", "PATH": os.environ["PATH"]}
    done = subprocess.run([shell, "-p", "-c", script], capture_output=True, text=True, env=environment)
    return {"user": done.stdout.strip(), "errors": done.stderr}


@pytest.mark.fault(2)
def test_a_set_uid_program_gains_no_rights_and_no_network(child: Child, open_folder: Path) -> None:
    if not child.as_nobody:
        pytest.skip("a set-uid program means something only to one who is not root")
    shell = make_set_uid_shell(open_folder)
    with socket.create_server(("127.0.0.1", 0)) as listener:
        port = listener.getsockname()[1]
        free = child(ask_set_uid_shell, shell, port)
        held = child(ask_set_uid_shell, shell, port, stage=Stage.LOCAL)
    assert free == {"user": "0", "errors": ""}
    assert held["user"] == "65534"
    assert "socket: Permission denied" in held["errors"]


def call_the_kernel_by_number(stage: int) -> int:
    install(Stage(stage))
    return kernel.ask("socket", socket.AF_INET, socket.SOCK_STREAM, 0)


@pytest.mark.fault(3)
@EVERY_STAGE
def test_a_raw_system_call_from_native_code_is_refused(child: Child, stage: Stage) -> None:
    assert child(call_the_kernel_by_number, stage) == -errno.EACCES


# --- ways round a filter on socket(2)


def make_socket_on_a_ring(filtered: str) -> str:
    if filtered == "socket(2) alone":
        linux.forbid_new_privileges()
        linux.install_filter(refuse("socket"))
    elif filtered == "by the lock":
        install(Stage.LOCAL)
    try:
        made = make_socket()
    except OSError as error:
        return errno.errorcode[error.errno or 0]
    os.close(made)
    return "made"


@pytest.mark.fault(4)
def test_io_uring_gets_past_a_filter_on_socket_alone_and_not_past_the_lock(child: Child) -> None:
    if child(make_socket_on_a_ring, "not at all") != "made":
        pytest.skip("this kernel offers no io_uring to ordinary programs")
    assert child(make_socket_on_a_ring, "socket(2) alone") == "made"
    assert child(make_socket_on_a_ring, "by the lock") == REFUSED


def call_by_32_bit_abi() -> str:
    return socket_of_32_bit_abi(0)[0].outcome


def call_by_x32_abi() -> str:
    return socket_of_x32_abi(0)[0].outcome


@pytest.mark.skipif(os.name != "posix" or os.uname().machine != "x86_64", reason="ABIs of x86_64")
@pytest.mark.parametrize("way", [call_by_32_bit_abi, call_by_x32_abi])
def test_a_process_that_calls_by_a_foreign_abi_is_ended(child: Child, way: Callable[[], str]) -> None:
    assert child.run(way).signal_name != "SIGSYS"
    assert child.run(way, stage=Stage.LOCAL).signal_name == "SIGSYS"


def read_memory_of(victim: int) -> str:
    try:
        os.close(os.open(f"/proc/{victim}/mem", os.O_RDWR))
    except OSError as error:
        return errno.errorcode[error.errno or 0]
    return "opened"


@pytest.mark.skipif(landlock.version() < landlock.HAS_NETWORK_RULES, reason="needs Landlock of Linux 6.7")
def test_the_memory_of_a_program_that_is_not_locked_cannot_be_used(child: Child) -> None:
    answers = child(free_and_locked_look_at_a_sibling)
    assert answers == {"free": "opened", "locked": REFUSED}


def free_and_locked_look_at_a_sibling() -> dict[str, str]:
    sibling = subprocess.Popen(["cat"], stdin=subprocess.PIPE, stdout=subprocess.PIPE, bufsize=0)
    assert sibling.stdin
    assert sibling.stdout
    sibling.stdin.write(b"\n")
    sibling.stdout.read(1)  # it runs
    try:
        free = read_memory_of(sibling.pid)
        install(Stage.LOCAL)
        return {"free": free, "locked": read_memory_of(sibling.pid)}
    finally:
        sibling.kill()
        sibling.communicate()


# --- resolver daemons


def resolve_beside_a_false_daemon(stage: int) -> bool:
    """Whether the daemon heard the name that the C library was asked for."""
    mount_empty("/run")
    Path("/run/nscd").mkdir()
    heard: list[bytes] = []
    with socket.socket(socket.AF_UNIX) as daemon:
        daemon.bind("/run/nscd/socket")
        daemon.listen()

        def listen() -> None:
            while True:
                with daemon.accept()[0] as asking:
                    heard.append(asking.recv(4096))

        threading.Thread(target=listen, daemon=True).start()
        if stage:
            install(Stage(stage))
        ctypes.CDLL(None).getaddrinfo(b"secret.example.invalid", None, None, ctypes.byref(ctypes.c_void_p()))
        os._exit(0 if any(b"secret.example.invalid" in request for request in heard) else 3)


@pytest.mark.fault(5)
@pytest.mark.skipif(not Path("/var/run").is_symlink(), reason="the C library looks for the daemon elsewhere")
def test_only_the_seal_keeps_names_from_a_resolver_daemon(root_child: Child) -> None:
    def heard(stage: int) -> bool:
        return (
            root_child.run(resolve_beside_a_false_daemon, stage, private_network=True, private_mounts=True).exit_code
            == 0
        )

    if not heard(0):
        pytest.skip("this C library asks no resolver daemon")
    assert heard(Stage.LOCAL)
    assert not heard(Stage.SEALED)


def resolve_beside_a_false_name_server(folder: str, stage: int) -> list[str]:
    """What a name server on the loopback hears when the C library is asked for a name."""
    configuration = Path(folder) / "resolv.conf"
    configuration.write_text("nameserver 127.0.0.1\noptions timeout:1 attempts:1\n")
    mount_over(str(configuration), "/etc/resolv.conf")
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as server:
        server.bind(("127.0.0.1", 53))
        server.setblocking(False)
        if stage:
            install(Stage(stage))
        ctypes.CDLL(None).getaddrinfo(b"secret.example.invalid", None, None, ctypes.byref(ctypes.c_void_p()))
        heard = []
        while True:
            try:
                heard.append(server.recv(4096).decode("latin-1"))
            except BlockingIOError:
                return heard


def test_no_name_reaches_a_name_server(root_child: Child, open_folder: Path) -> None:
    free = root_child(resolve_beside_a_false_name_server, open_folder, 0, private_network=True, private_mounts=True)
    held = root_child(
        resolve_beside_a_false_name_server, open_folder, Stage.LOCAL, private_network=True, private_mounts=True
    )
    assert any("secret" in query for query in free)
    assert held == []


# --- what goes on working


def use_what_was_open(folder: str) -> dict[str, bool]:
    """Connections made and sockets opened before the seal: the display's, the keyring's, the instance's."""
    path = f"{folder}/instance"
    listener = socket.socket(socket.AF_UNIX)
    listener.bind(path)
    listener.listen()
    before = socket.socket(socket.AF_UNIX)
    before.connect(path)
    waiting = subprocess.Popen(
        [
            sys.executable,
            "-c",
            f"import socket; s = socket.socket(socket.AF_UNIX); input(); s.connect({path!r}); s.send(b'x')",
        ],
        stdin=subprocess.PIPE,
    )
    unconnected = socket.socket(socket.AF_UNIX)
    install(Stage.SEALED)
    answers = {}
    accepted, _ = listener.accept()
    before.sendall(b"hello")
    answers["an older connection carries data"] = accepted.recv(5) == b"hello"
    waiting.communicate(b"\n")
    answers["others can still connect to us"] = listener.accept()[0].recv(1) == b"x"
    address = b"\x01\x00" + path.encode() + b"\0"
    answers["an older socket cannot be connected any more"] = (
        ctypes.CDLL(None).connect(unconnected.fileno(), address, len(address)) != 0
    )
    one, other = socket.socketpair()
    one.sendall(b"pair")
    answers["socket pairs work"] = other.recv(4) == b"pair"
    answers["children and pipes work"] = subprocess.run(["cat"], input=b"pipe", capture_output=True).stdout == b"pipe"
    return answers


def test_what_is_open_goes_on_working_when_sealed(child: Child, open_folder: Path) -> None:
    answers = child(use_what_was_open, open_folder)
    assert all(answers.values()), answers


def make_a_datagram_pair() -> str:
    try:
        socket.socketpair(socket.AF_UNIX, socket.SOCK_DGRAM)
    except OSError as error:
        return errno.errorcode[error.errno or 0]
    return "made"


def test_a_datagram_pair_that_could_be_pointed_elsewhere_is_refused_when_sealed(child: Child) -> None:
    assert child(make_a_datagram_pair, stage=Stage.LOCAL) == "made"
    assert child(make_a_datagram_pair, stage=Stage.SEALED) == REFUSED


def lock_parent_and_kill_it(answer_path: str) -> None:
    """A child is locked by its parent; the parent is killed; the child then tries."""
    code = (
        "import os, socket, sys, time\n"
        "sys.stdin.read()\n"  # ends when the parent is gone and its end of the pipe with it
        "try: socket.socket()\n"
        f"except OSError as error: open({answer_path!r}, 'w').write(str(error.errno))\n"
        f"else: open({answer_path!r}, 'w').write('made')\n"
    )
    install(Stage.LOCAL)
    subprocess.Popen(
        [sys.executable, "-c", code], stdin=subprocess.PIPE, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    )
    os.kill(os.getpid(), signal.SIGKILL)


@pytest.mark.fault(10)
def test_nobody_has_to_stay_alive_for_the_lock_to_hold(child: Child, open_folder: Path) -> None:
    answer = open_folder / "answer"
    os.mkfifo(answer)
    answer.chmod(0o666)
    ended = child.run(lock_parent_and_kill_it, answer)
    assert ended.signal_name == "SIGKILL"
    assert answer.read_text() == str(errno.EACCES)


# --- installing, and what the lock says of itself


def install_twice_and_try_to_loosen() -> list[object]:
    before = status()
    stages = [install(stage) for stage in (Stage.LOCAL, Stage.LOCAL, Stage.SEALED, Stage.LOCAL)]
    return [before.kernel_enforced, before.stage, before.layer, [(it.stage, it.kernel_enforced) for it in stages]]


def test_the_lock_only_tightens_and_says_what_the_kernel_answers(child: Child) -> None:
    assert child(install_twice_and_try_to_loosen) == [
        False,
        None,
        "portable",
        [[Stage.LOCAL, True], [Stage.LOCAL, True], [Stage.SEALED, True], [Stage.SEALED, True]],
    ]


def count_filters_after_repeated_installs() -> list[str]:
    install(Stage.LOCAL)
    details = [install(Stage.SEALED).detail for _ in range(3)]
    return [re.findall(r"Seccomp_filters: (\d+)", detail)[0] for detail in details]


def test_asking_again_adds_no_further_filter(child: Child) -> None:
    assert child(count_filters_after_repeated_installs) == ["2"] * 3


def count_refused_attempts() -> int:
    for _ in range(3):
        with pytest.raises(PermissionError):
            socket.create_connection(("127.0.0.1", 9))
    return status().refused_attempts


def test_refused_attempts_are_counted(child: Child) -> None:
    assert child(count_refused_attempts, stage=Stage.LOCAL) == 3


def install_where_the_kernel_will_not() -> str:
    linux.forbid_new_privileges()
    linux.install_filter([Rule("seccomp")])
    with pytest.raises(LockFailed) as failure:
        install(Stage.LOCAL)
    return str(failure.value)


def test_where_the_kernel_offers_no_lock_nothing_starts_and_a_sentence_says_why(child: Child) -> None:
    assert child(install_where_the_kernel_will_not) == (
        "Alcove stopped: this kernel does not offer the offline lock (seccomp: Permission denied)."
    )


def silence_and_read_environment() -> dict[str, str]:
    silence_libraries()
    return {name: os.environ[name] for name in SILENCED}


def test_libraries_are_silenced_whatever_the_environment_said(child: Child) -> None:
    loud = {"HF_HUB_OFFLINE": "0", "ANONYMIZED_TELEMETRY": "True", "ORT_DISABLE_TELEMETRY": "0"}
    assert child.run(silence_and_read_environment, environment=loud).exit_code == 0
    assert child(silence_and_read_environment, environment=loud) == SILENCED
