"""The worker that makes models smaller with llama.cpp: it writes into one folder, given when it is started, and nowhere else."""

import os
import queue
import re
import threading
from collections.abc import Iterator
from pathlib import Path
from typing import BinaryIO

import llama_cpp.llama_cpp as native

from app.core.errors import ModelError
from app.workers.generation import library
from app.workers.protocol.compress import CompressModel, ModelCompressed, TensorCompressed
from app.workers.serve import CancelFlag, serve
from app.workers.weights import require_unchanged, verify_file

_ROWS_BYTES = 256 * 1024 * 1024
"""What is held of a tensor at once, where llama.cpp by itself would take eight gigabytes."""
_LOOK_EVERY_S = 0.2
_KINDS = {
    "Q8_0": native.LLAMA_FTYPE_MOSTLY_Q8_0,
    "Q6_K": native.LLAMA_FTYPE_MOSTLY_Q6_K,
    "Q5_K_M": native.LLAMA_FTYPE_MOSTLY_Q5_K_M,
    "Q4_K_M": native.LLAMA_FTYPE_MOSTLY_Q4_K_M,
    "Q3_K_M": native.LLAMA_FTYPE_MOSTLY_Q3_K_M,
}
_TENSOR = re.compile(r"\[ *(\d+)/ *(\d+)\]")


def run(lock: str, source: BinaryIO, sink: BinaryIO) -> None:
    """Serve until the pipe closes."""
    serve("compress", lock, {CompressModel: _compress}, source, sink)


def _compress(request: CompressModel, flag: CancelFlag) -> Iterator[TensorCompressed | ModelCompressed]:
    """The work cannot be interrupted: whoever cancels ends the process and deletes what it wrote."""
    first = Path(next(iter(request.files)))
    verified = {Path(path): verify_file(Path(path), sha256, flag) for path, sha256 in request.files.items()}
    library.start()
    ended: queue.SimpleQueue[int] = queue.SimpleQueue()
    with library.errors() as errors, library.lines_told() as lines:
        threading.Thread(target=lambda: ended.put(_written(request)), daemon=True, name="compress").start()
        while (code := _waited(ended)) is None:
            flag.raise_if_set()
            if told := _last_tensor(lines):
                yield told
    for path, state in verified.items():
        require_unchanged(path, state)
    if code != 0:
        reason = errors[-1] if errors else "no reason was given"
        raise ModelError(f"{first.name} could not be compressed ({reason}); choose another size, or another model.")
    yield ModelCompressed(size_bytes=Path(request.target).stat().st_size)


def _written(request: CompressModel) -> int:
    options = native.llama_model_quantize_default_params()
    options.ftype = _KINDS[request.kind]
    options.nthread = min(request.threads, os.cpu_count() or 1)
    options.allow_requantize = True
    options.max_buf_size = _ROWS_BYTES
    return int(native.llama_model_quantize(next(iter(request.files)).encode(), request.target.encode(), options))


def _waited(ended: queue.SimpleQueue[int]) -> int | None:
    try:
        return ended.get(timeout=_LOOK_EVERY_S)
    except queue.Empty:
        return None


def _last_tensor(lines: list[str]) -> TensorCompressed | None:
    """The tensor that is at work, and nothing told before it twice."""
    told = [found for line in lines if (found := _TENSOR.match(line))]
    lines.clear()
    return TensorCompressed(done=int(told[-1][1]) - 1, total=int(told[-1][2])) if told else None
