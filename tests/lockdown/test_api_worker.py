"""What takes calls of other programs can accept them, and do nothing else in the world."""

import ctypes
import errno
import json
import os
import socket
import subprocess
import sys
import threading
from collections.abc import Callable
from pathlib import Path

import pytest

from app.engines.api_process import ApiProcess
from app.lockdown import kernel
from app.lockdown.linux import MSG_FASTOPEN
from app.lockdown.lock import Stage, install
from app.lockdown.sandbox import confine_reader
from app.lockdown.uring import make_socket
from app.workers.api import MEMORY_BYTES
from app.workers.listener import listen_on_loopback, on_loopback
from tests.installed import REPOSITORY

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="the seal is Linux's")

REFUSED = "EACCES"


def try_everything(listener: int) -> dict[str, str]:
    """What the worker's lock, put on as it puts it on, answers to each attempt."""
    taken = socket.socket(fileno=listener)
    port = taken.getsockname()[1]
    here = socket.AF_INET.to_bytes(2, "little") + port.to_bytes(2, "big") + bytes((127, 0, 0, 1)) + bytes(8)
    libc = ctypes.CDLL(None, use_errno=True)
    install(Stage.SEALED)
    confine_reader(readable=(), temporary=None, memory_bytes=MEMORY_BYTES, cpu_seconds=None)
    accepted, _ = taken._accept()

    def connect_again() -> None:
        _succeeded(libc.connect(accepted, here, len(here)))

    def connect_by_sending() -> None:
        """TCP Fast Open: a socket that listens no more is connected by the first text it sends."""
        _succeeded(libc.shutdown(listener, socket.SHUT_RDWR))
        _succeeded(libc.sendto(listener, b"out", ctypes.c_size_t(3), MSG_FASTOPEN, here, len(here)))

    def connect_by_a_message() -> None:
        _succeeded(libc.sendmsg(listener, bytes(56), MSG_FASTOPEN))

    def connect_by_several_messages() -> None:
        _succeeded(libc.sendmmsg(listener, bytes(64), 1, MSG_FASTOPEN))

    attempts = {
        "accept": lambda: os.write(accepted, b"hello"),
        "connect an accepted socket": connect_again,
        "connect by sending": connect_by_sending,
        "connect by a message": connect_by_a_message,
        "connect by several messages": connect_by_several_messages,
        "bind elsewhere": lambda: _succeeded(libc.bind(listener, bytes(here[:2]) + bytes(14), 16)),
        "listen again": lambda: _succeeded(libc.listen(listener, 1)),
        "make an IPv4 socket": lambda: _called("socket", socket.AF_INET, socket.SOCK_STREAM, 0),
        "make an IPv6 socket": lambda: _called("socket", socket.AF_INET6, socket.SOCK_STREAM, 0),
        "make a Unix socket": lambda: _called("socket", socket.AF_UNIX, socket.SOCK_STREAM, 0),
        "make a socket on a ring": make_socket,
        "open a file": lambda: os.open("/etc/hostname", os.O_RDONLY),
        "start a program": os.fork,
    }
    return {name: _outcome(attempt) for name, attempt in attempts.items()}


def _succeeded(answer: int) -> None:
    if answer < 0:
        raise OSError(ctypes.get_errno(), "refused")


def _called(call: str, *arguments: int) -> None:
    if (answer := kernel.ask(call, *arguments)) < 0:
        raise OSError(-answer, call)


def _outcome(attempt: Callable[[], object]) -> str:
    try:
        attempt()
    except OSError as error:
        return errno.errorcode[error.errno or 0]
    return "done"


def test_it_accepts_and_every_way_on_is_refused() -> None:
    listener = listen_on_loopback(0)
    port = int(on_loopback(listener).host.partition(":")[2])
    code = (
        "import json, tests.lockdown.test_api_worker as it\n"
        f"print(json.dumps(it.try_everything({listener})), flush=True)"
    )
    with socket.create_connection(("127.0.0.1", port)) as caller:
        done = subprocess.run(
            [sys.executable, "-c", code],
            cwd=REPOSITORY,
            pass_fds=(listener,),
            capture_output=True,
            text=True,
            check=True,
        )
        assert caller.recv(5) == b"hello"
    os.close(listener)
    answers = json.loads(done.stdout)
    assert answers.pop("accept") == "done"
    assert set(answers.values()) == {REFUSED}, answers


def test_the_worker_is_sealed_and_holds_nothing_but_its_pipes_and_the_listener() -> None:
    listening = on_loopback(listen_on_loopback(0))
    process = ApiProcess(listening, "0" * 64)
    try:
        with socket.create_connection(("127.0.0.1", int(listening.host.partition(":")[2]))) as caller:
            caller.sendall(b"GET /v1/models HTTP/1.1\r\nHost: attacker.example\r\n\r\n")
            assert caller.recv(1024).startswith(b"HTTP/1.1 403")
            facts = Path(f"/proc/{process.process_id}/status").read_text()
            opened = Path(f"/proc/{process.process_id}/fd").iterdir()
            held = [str(link.readlink()) for link in opened if int(link.name) > 2]
    finally:
        process.close()
        os.close(listening.descriptor)
    assert "Seccomp:\t2" in facts
    assert "NoNewPrivs:\t1" in facts
    assert sum(name.startswith("socket:") for name in held) == 2, "the listener and this connection"
    assert not [name for name in held if name.startswith("/")]


def test_a_call_is_cancelled_once_its_caller_is_gone_and_so_are_all_when_it_ends() -> None:
    listening = on_loopback(listen_on_loopback(0))
    process = ApiProcess(listening, "")
    port = int(listening.host.partition(":")[2])
    asking = f"GET /v1/models HTTP/1.1\r\nHost: 127.0.0.1:{port}\r\n\r\n".encode()
    calls = process.calls()
    try:
        with socket.create_connection(("127.0.0.1", port)) as caller:
            caller.sendall(asking)
            call = next(calls)
        gone = threading.Event()
        call.cancel.when_cancelled(gone.set)
        assert gone.wait(60)
        with socket.create_connection(("127.0.0.1", port)) as caller:
            caller.sendall(asking)
            call = next(calls)
            process.stop()
            assert call.cancel.cancelled
            assert list(calls) == []
    finally:
        process.close()
        os.close(listening.descriptor)
