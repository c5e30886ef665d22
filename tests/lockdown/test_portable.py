"""The layer that every system has: what it refuses to Python, and what it says that it cannot hold."""

import http.client
import socket
import subprocess
import sys
from collections.abc import Callable

import pytest

from app.lockdown import portable
from app.lockdown.portable import AttemptRefused
from app.lockdown.terms import Stage
from tests.lockdown.conftest import Child

LOOPBACK = ("127.0.0.1", 9)


def is_refused(attempt: Callable[[], object]) -> bool:
    try:
        attempt()
    except AttemptRefused:
        return True
    except OSError:
        return False
    return False


def reach_out_in_python(stage: int) -> dict[str, bool]:
    """Attempts through sockets made before, which the layer can only see being used."""
    stream, datagram = socket.socket(), socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
    if stage:
        portable.install(Stage(stage))
    return {
        "make": is_refused(socket.socket),
        "connect": is_refused(lambda: stream.connect(LOOPBACK)),
        "bind": is_refused(lambda: stream.bind(("127.0.0.1", 0))),
        "sendto": is_refused(lambda: datagram.sendto(b"x", LOOPBACK)),
        "resolve": is_refused(lambda: socket.getaddrinfo("localhost", 9)),
        "resolve the old way": is_refused(lambda: socket.gethostbyname("localhost")),
        "look up a name": is_refused(lambda: socket.getnameinfo(LOOPBACK, socket.NI_NUMERICHOST)),
        "speak HTTP": is_refused(http.client.HTTPConnection(*LOOPBACK, timeout=5).connect),
    }


@pytest.mark.parametrize("stage", Stage)
def test_python_is_refused_the_network(child: Child, stage: Stage) -> None:
    assert set(child(reach_out_in_python, stage).values()) == {True}


def test_without_the_layer_none_of_it_is_refused(child: Child) -> None:
    assert set(child(reach_out_in_python, 0).values()) == {False}


def count_refusals() -> int:
    portable.install(Stage.LOCAL)
    refused = sum(is_refused(socket.socket) for _ in range(5))
    assert refused == 5
    return portable.refused_attempts()


def test_every_refusal_is_counted_once(child: Child) -> None:
    assert child(count_refusals) == 5


def use_local_sockets(stage: int) -> list[bool]:
    listener = socket.socket(socket.AF_UNIX)
    listener.bind(f"listener-{stage}")
    listener.listen()
    portable.install(Stage(stage))
    one, other = socket.socketpair()
    one.sendall(b"x")
    return [is_refused(lambda: socket.socket(socket.AF_UNIX).connect(f"listener-{stage}")), other.recv(1) == b"x"]


@pytest.mark.skipif(not hasattr(socket, "AF_UNIX"), reason="no local sockets on this system")
def test_local_sockets_stay_until_the_seal_and_pairs_after_it(child: Child) -> None:
    assert child(use_local_sockets, Stage.LOCAL) == [False, True]
    assert child(use_local_sockets, Stage.SEALED) == [True, True]


def tighten_and_loosen() -> list[int | None]:
    stages = []
    for stage in (Stage.LOCAL, Stage.SEALED, Stage.LOCAL):
        portable.install(stage)
        stages.append(portable.status("").stage)
    return stages


def test_it_can_only_be_tightened(child: Child) -> None:
    assert child(tighten_and_loosen) == [Stage.LOCAL, Stage.SEALED, Stage.SEALED]


def status_and_a_child_that_gets_by() -> list[object]:
    portable.install(Stage.SEALED)
    status = portable.status("for this reason")
    made = subprocess.run([sys.executable, "-I", "-c", "import socket; socket.socket()"]).returncode == 0
    return [status.layer, status.kernel_enforced, status.detail, made]


def test_it_says_that_it_holds_no_child_and_no_native_code(child: Child) -> None:
    layer, enforced, detail, child_got_by = child(status_and_a_child_that_gets_by)
    assert (layer, enforced, child_got_by) == ("portable", False, True)
    assert "native code and child processes are not held: for this reason" in detail
