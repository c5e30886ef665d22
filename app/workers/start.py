"""How a worker process begins: the offline lock first, then the pipes, then the one engine it holds."""

import importlib
import os
import sys
from pathlib import Path
from typing import BinaryIO

from app.lockdown.lock import Stage, install, silence_libraries
from app.lockdown.sandbox import confine_writes
from app.workers.backends import device_nodes

OPTION = "--worker"
"""What `app.__main__` is started with to be a worker, from the sources and frozen alike."""
MACOS_WORKER = "alcove-worker"
_MEMORY_FOLDER = Path("/dev/shm")  # noqa: S108  memory-backed; the index builds its private folders there
_CONFINED = ("generate", "compress", "index", "transcribe", "decode", "sound", "speak", "launch", "paper")
_REACHING_THE_SYSTEM = frozenset({"sound", "speak", "launch"})
"""They stay at the lock's first stage: whoever records, plays or speaks must be able to connect again."""
WORKERS = (*_CONFINED, "read", "ocr", "draw", "tables", "header", "api")
"""The last six are confined more strictly still, by themselves, once their engines are imported."""


def main(worker: str, *writable: str) -> None:
    """Run one worker until its pipe closes. `worker` is one of `WORKERS`, `writable` are folders it may write to besides.

    Each worker module has `run(lock, source, sink)`, which imports its engine and serves. Writing is confined before
    that, because engines start threads when they are imported.
    """
    if worker not in WORKERS:
        sys.exit(f"There is no worker named {worker!r}; the workers are {', '.join(WORKERS)}.")
    silence_libraries()
    # The threads of numpy's products wait by spinning: a search took 20 ms of the processor with them, and 7 without.
    os.environ["OPENBLAS_NUM_THREADS"] = "1"
    status = install(Stage.LOCAL if worker in _REACHING_THE_SYSTEM else Stage.SEALED)
    source, sink = _take_pipes()
    detail = status.detail
    if worker in _CONFINED:
        detail = f"{detail}; {confine_writes((*_writable(worker), *map(Path, writable))).detail}"
    importlib.import_module(f"app.workers.{worker}").run(detail, source, sink)


def _writable(worker: str) -> tuple[Path, ...]:
    """What a confined worker may change on every machine."""
    if worker == "generate":
        return device_nodes()
    if worker == "index":
        return (_MEMORY_FOLDER,) if _MEMORY_FOLDER.is_dir() else ()
    if worker in ("speak", "launch"):
        from app.workers import speech_server  # here, for what it imports costs every process some milliseconds

        return speech_server.folders()
    return ()


def _take_pipes() -> tuple[BinaryIO, BinaryIO]:
    """Keep the two pipes for ourselves, so that nothing a library prints or reads can get between the frames."""
    source = os.fdopen(os.dup(0), "rb")
    sink = os.fdopen(os.dup(1), "wb")
    nothing = os.open(os.devnull, os.O_RDONLY)
    os.dup2(nothing, 0)
    os.close(nothing)
    os.dup2(2, 1)
    return source, sink


def command(worker: str, *writable: Path) -> list[str]:
    """The command line that starts a worker; from the sources it has to be run in their folder."""
    program = [_frozen_program()] if getattr(sys, "frozen", False) else [sys.executable, "-m", "app"]
    return [*program, OPTION, worker, *map(str, writable)]


def _frozen_program() -> str:
    """The program itself; on macOS its twin, which is signed to be within the sandbox of whoever starts it.

    A program with a sandbox of its own is ended where it is started from within one.
    """
    own = Path(sys.executable)
    return str(own.with_name(MACOS_WORKER) if sys.platform == "darwin" else own)
