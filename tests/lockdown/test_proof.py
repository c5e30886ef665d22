"""The proof: every way out is refused under the lock, and every one is open without it."""

import errno
import json
import socket
import sys
import threading
from typing import Any

import pytest

from app.lockdown.attempt import Outcome, judge
from app.lockdown.lock import Stage
from app.lockdown.proof import run_proof
from tests.lockdown.conftest import Child

AT_LEAST = 12
OPEN_AT_THE_FIRST_STAGE = {"resolver daemon", "system log"}


def prove(port: int) -> dict[str, Any]:
    return run_proof(port).as_json()


def prove_beside_listeners() -> dict[str, Any]:
    """The proof, with something that listens on its port, and how much that heard."""
    heard = {"connections": 0, "datagrams": 0}
    servers = [socket.create_server(("127.0.0.1", 0))]
    port = servers[0].getsockname()[1]
    servers.append(socket.create_server(("::1", port), family=socket.AF_INET6))

    def accept(server: socket.socket) -> None:
        while True:
            server.accept()[0].close()
            heard["connections"] += 1

    def receive(server: socket.socket) -> None:
        while server.recv(4096):
            heard["datagrams"] += 1

    for server in servers:
        threading.Thread(target=accept, args=(server,), daemon=True).start()
    for family, host in ((socket.AF_INET, "127.0.0.1"), (socket.AF_INET6, "::1")):
        datagrams = socket.socket(family, socket.SOCK_DGRAM)
        datagrams.bind((host, port))
        threading.Thread(target=receive, args=(datagrams,), daemon=True).start()
    return prove(port) | {"heard": heard}


def outcomes(proof: dict[str, Any]) -> dict[str, str]:
    return {attempt["name"]: attempt["outcome"] for attempt in proof["attempts"]}


@pytest.mark.fault(1)
def test_sealed_every_way_out_is_refused_by_the_kernel(child: Child) -> None:
    proof = child(prove, 9, stage=Stage.SEALED)
    found = outcomes(proof)
    assert proof["held"], found
    assert Outcome.GOT_OUT not in found.values()
    assert sum(outcome == Outcome.REFUSED for outcome in found.values()) >= AT_LEAST
    assert proof["status"]["stage"] == "sealed"
    assert proof["status"]["refused_attempts"] == 1  # what Python tried; the kernel refuses the rest uncounted


def test_the_kernels_answer_is_shown(child: Child) -> None:
    answers = {it["name"]: it["answer"] for it in child(prove, 9, stage=Stage.SEALED)["attempts"]}
    assert answers["TCP over IPv4"] == "EACCES: Permission denied"
    assert answers["DNS"] == "EACCES: Permission denied"
    if "32-bit system calls" in answers:
        assert answers["32-bit system calls"].startswith("SIGSYS")


def test_at_the_first_stage_only_what_stays_within_the_machine_is_open(child: Child) -> None:
    proof = child(prove, 9, stage=Stage.LOCAL)
    got_out = {name for name, outcome in outcomes(proof).items() if outcome == Outcome.GOT_OUT}
    assert got_out == OPEN_AT_THE_FIRST_STAGE
    assert not proof["held"]


def test_without_the_lock_nothing_is_refused_and_what_is_sent_arrives(root_child: Child) -> None:
    proof = root_child(prove_beside_listeners, private_network=True)
    found = outcomes(proof)
    assert Outcome.REFUSED not in found.values(), found
    assert sum(outcome == Outcome.GOT_OUT for outcome in found.values()) >= AT_LEAST
    assert not proof["held"]
    assert proof["heard"]["connections"] >= 5  # Python, native code and a child, over IPv4 and IPv6
    assert proof["heard"]["datagrams"] >= 4


@pytest.mark.skipif(sys.platform != "linux", reason="errno values of Linux")
@pytest.mark.parametrize(
    ("error", "outcome"),
    [
        (0, Outcome.GOT_OUT),
        (errno.EACCES, Outcome.REFUSED),
        (errno.ECONNREFUSED, Outcome.GOT_OUT),  # the network answered: somebody could have listened
        (errno.ENETUNREACH, Outcome.GOT_OUT),
        (errno.ETIMEDOUT, Outcome.GOT_OUT),
        (errno.EPERM, Outcome.IMPOSSIBLE),  # an ordinary user's lack of rights is no lock
        (errno.ENOSYS, Outcome.IMPOSSIBLE),
    ],
)
def test_only_the_locks_own_answer_counts_as_refused(error: int, outcome: Outcome) -> None:
    assert judge("name", "tried", error).outcome is outcome


def test_the_proof_is_plain_json(child: Child) -> None:
    proof = child(prove, 9, stage=Stage.SEALED)
    assert json.loads(json.dumps(proof)) == proof
    assert {"name", "tried", "outcome", "refused", "answer"} == set(proof["attempts"][0])
