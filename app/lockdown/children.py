"""Ways out tried from child processes: what would end this process, and what another program does.

Children are started afresh by `multiprocessing`, so that they carry nothing but what the kernel hands down.
"""

import ctypes
import json
import mmap
import multiprocessing
import os
import platform
import shutil
import signal
import socket
import subprocess
import sys
from collections.abc import Callable, Iterator
from dataclasses import astuple
from importlib import import_module
from importlib.util import find_spec
from multiprocessing.connection import Connection
from typing import Any

from app.lockdown import kernel
from app.lockdown.attempt import REFUSALS, Attempt, Outcome, judge

WAIT_SECONDS = 60.0
PR_SET_DUMPABLE = 4
AF_INET, SOCK_STREAM = 2, 1
X32_SOCKET = 0x40000000 + 41
# push rbx; mov eax, 359 (socket); mov ebx, AF_INET; mov ecx, SOCK_STREAM; xor edx, edx; int 0x80; pop rbx; ret
SOCKET_OF_32_BIT_ABI = bytes.fromhex("53 b867010000 bb02000000 b901000000 31d2 cd80 5b c3")

Way = Callable[[int], list[Attempt]]


def attempts(port: int) -> Iterator[Attempt]:
    """Try every way out that needs a child, one after the other; `port` is the loopback port that is tried."""
    yield from _in_child("child process", python_sockets, port)
    if sys.platform == "linux" and platform.machine() == "x86_64":
        yield from _in_child("32-bit system calls", socket_of_32_bit_abi, port)
        yield from _in_child("x32 system calls", socket_of_x32_abi, port)
    if find_spec("PySide6") is not None:
        yield from _in_child("Qt", qt_sockets, port)
    yield _by_program("shell", "bash", "-c", f"exec 3<>/dev/tcp/127.0.0.1/{port}")
    yield _by_program("program with rights of its own", "ping", "-n", "-c", "1", "127.0.0.1")


def python_sockets(port: int) -> list[Attempt]:
    """TCP and UDP over IPv4 and IPv6, by Python's sockets in a child that has no portable layer."""
    told = []
    for family, host, version in ((socket.AF_INET, "127.0.0.1", "IPv4"), (socket.AF_INET6, "::1", "IPv6")):
        for kind, protocol in ((socket.SOCK_STREAM, "TCP"), (socket.SOCK_DGRAM, "UDP")):
            error = _reach(family, kind, (host, port))
            told.append(judge(f"child process: {protocol} over {version}", f"{host}, port {port}", error))
    return told


def socket_of_32_bit_abi(_port: int) -> list[Attempt]:
    """Machine code that asks for a socket as a 32-bit program would."""
    ctypes.CDLL(None).prctl(PR_SET_DUMPABLE, 0, 0, 0, 0)  # being killed leaves no memory image behind
    name, tried = "32-bit system calls", "int 0x80 with the number of socket()"
    try:
        page = mmap.mmap(-1, mmap.PAGESIZE, prot=mmap.PROT_READ | mmap.PROT_WRITE | mmap.PROT_EXEC)
    except OSError as error:
        return [Attempt(name, tried, Outcome.IMPOSSIBLE, f"no memory for machine code: {error.strerror}")]
    page.write(SOCKET_OF_32_BIT_ABI)
    address = ctypes.addressof(ctypes.c_char.from_buffer(page))
    return [judge(name, tried, max(0, -ctypes.CFUNCTYPE(ctypes.c_int)(address)()))]


def socket_of_x32_abi(_port: int) -> list[Attempt]:
    """A socket asked for as a program of the x32 ABI would; most kernels are built without it."""
    ctypes.CDLL(None).prctl(PR_SET_DUMPABLE, 0, 0, 0, 0)
    error = max(0, -kernel.ask_number(X32_SOCKET, AF_INET, SOCK_STREAM, 0))
    return [judge("x32 system calls", "syscall with the x32 number of socket()", error)]


def qt_sockets(port: int) -> list[Attempt]:
    """Qt's TCP and UDP sockets and its HTTP client."""
    core, network = import_module("PySide6.QtCore"), import_module("PySide6.QtNetwork")
    application = core.QCoreApplication([])
    loopback = network.QHostAddress("127.0.0.1")
    stream, datagram = network.QTcpSocket(application), network.QUdpSocket(application)
    stream.connectToHost(loopback, port)
    connected = stream.waitForConnected()
    sent = datagram.writeDatagram(b"Alcove's proof", loopback, port) >= 0
    client = network.QNetworkAccessManager(application)
    reply = client.get(network.QNetworkRequest(core.QUrl(f"http://127.0.0.1:{port}/")))
    loop = core.QEventLoop()
    reply.finished.connect(loop.quit)
    if not reply.isFinished():
        loop.exec()
    return [
        _told_by_qt("Qt: TCP", f"QTcpSocket to 127.0.0.1, port {port}", stream, worked=connected),
        _told_by_qt("Qt: UDP", f"QUdpSocket to 127.0.0.1, port {port}", datagram, worked=sent),
        _told_by_qt("Qt: HTTP", f"QNetworkAccessManager to http://127.0.0.1:{port}/", reply, worked=False),
    ]


def _told_by_qt(name: str, tried: str, device: Any, *, worked: bool) -> Attempt:
    """Qt keeps the errno to itself and gives its text."""
    answer = f"{device.error().name}: {device.errorString()}"
    refused = not worked and device.errorString() in _texts_of_refusal()
    return Attempt(name, tried, Outcome.REFUSED if refused else Outcome.GOT_OUT, answer)


def _reach(family: int, kind: int, to: tuple[str, int]) -> int:
    try:
        with socket.socket(family, kind) as it:
            it.settimeout(WAIT_SECONDS / 10)
            it.connect(to)
            it.send(b"Alcove's proof")
    except OSError as error:
        return error.errno or -1
    return 0


def _in_child(name: str, way: Way, port: int) -> list[Attempt]:
    """What a fresh child tells of its attempts, or how the system ended it."""
    context = multiprocessing.get_context("spawn")
    receiver, sender = context.Pipe(duplex=False)
    child = context.Process(target=_tell, args=(way, port, sender), name=name, daemon=True)
    child.start()
    sender.close()
    try:
        told = receiver.recv_bytes() if receiver.poll(WAIT_SECONDS) else b""
    except EOFError:
        told = b""
    finally:
        receiver.close()
    child.join(WAIT_SECONDS / 10)
    if child.is_alive():
        child.kill()
        child.join()
    if told:
        return [Attempt(name, tried, Outcome(it), answer) for name, tried, it, answer in json.loads(told)]
    return [_ended(name, child.exitcode)]


def _tell(way: Way, port: int, sender: Connection) -> None:
    sender.send_bytes(json.dumps([astuple(attempt) for attempt in way(port)]).encode())


def _ended(name: str, exit_code: int | None) -> Attempt:
    tried = "a child process that asks for a socket"
    if exit_code is None or exit_code >= 0:
        return Attempt(name, tried, Outcome.IMPOSSIBLE, f"the child ended without an answer (exit code {exit_code})")
    by = signal.Signals(-exit_code)
    if by.name == "SIGSYS":
        return Attempt(name, tried, Outcome.REFUSED, "SIGSYS: the system ended the process on the spot")
    return Attempt(name, tried, Outcome.IMPOSSIBLE, f"{by.name}: the child crashed")


def _by_program(name: str, program: str, *arguments: str) -> Attempt:
    tried = " ".join((program, *arguments))
    path = shutil.which(program)
    if path is None:
        return Attempt(name, tried, Outcome.IMPOSSIBLE, f"{program} is not installed")
    environment = {**os.environ, "LC_ALL": "C"}
    try:
        done = subprocess.run(
            [path, *arguments], env=environment, capture_output=True, timeout=WAIT_SECONDS, check=False
        )
    except subprocess.TimeoutExpired:
        return Attempt(name, tried, Outcome.GOT_OUT, f"nothing stopped it within {WAIT_SECONDS:.0f} s")
    said = done.stderr.decode(errors="replace").splitlines()
    refusals = [line for line in said if any(text in line for text in _texts_of_refusal())]
    if done.returncode != 0 and refusals:
        return Attempt(name, tried, Outcome.REFUSED, refusals[0])
    return Attempt(name, tried, Outcome.GOT_OUT, said[0] if said else "it worked")


def _texts_of_refusal() -> set[str]:
    return {os.strerror(error) for error in REFUSALS.get(sys.platform, set())}
