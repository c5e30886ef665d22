"""Ends a worker as memory pressure or a crash of its own would, from outside and without a word."""

import os
import signal
import threading
from typing import Protocol


class Running(Protocol):
    @property
    def process_id(self) -> int | None: ...


def kill(worker: Running) -> None:
    """Kill a worker's process, and nothing where it has ended already: process 0 would be the tests themselves."""
    if (process_id := worker.process_id) is not None:
        os.kill(process_id, signal.SIGKILL)


def silence(worker: Running) -> int:
    """Stop a running worker, as one that hangs: it neither answers nor ends. Returns its process id."""
    process_id = worker.process_id
    assert process_id is not None
    os.kill(process_id, signal.SIGSTOP)
    return process_id


def kill_in_a_request(worker: Running) -> None:
    """Stop a running worker, so that it cannot answer what it is asked next, and kill it soon after."""
    process_id = silence(worker)
    threading.Timer(0.2, lambda: os.kill(process_id, signal.SIGKILL)).start()
