"""The worker that reads the headers of model files nobody knows yet: it takes bytes and gives facts, and can do nothing else."""

from collections.abc import Iterator
from typing import BinaryIO

from app.core.errors import ModelError
from app.lockdown.sandbox import confine_reader
from app.workers.gguf_header import Header, LongerHeader, parse
from app.workers.gguf_sense import require_sense
from app.workers.protocol.header import AdapterRead, HeaderLonger, HeaderRead, ProjectorRead, ReadHeader
from app.workers.serve import CancelFlag, serve

MEMORY_BYTES = 1024**3
"""Address space of the process, with room to spare: a header comes in one message, and may have 64 MB."""

_NO_MODELS = {"imatrix": "it is a table of importances, and no model"}
_PROJECTOR = "clip"
"""What every projector says its architecture is, whatever it was trained as."""


def run(lock: str, source: BinaryIO, sink: BinaryIO) -> None:
    """Serve until the pipe closes, confined like the reader."""
    status = confine_reader(readable=(), temporary=None, memory_bytes=MEMORY_BYTES, cpu_seconds=None)
    serve("header", f"{lock}; {status.detail}", {ReadHeader: _read}, source, sink)


def _read(request: ReadHeader, _flag: CancelFlag) -> Iterator[HeaderRead | AdapterRead | ProjectorRead | HeaderLonger]:
    try:
        header = parse(request.content, request.file_bytes)
    except LongerHeader:
        yield HeaderLonger()
        return
    require_sense(header.values)
    kind = header.values.get("general.type")
    if isinstance(kind, str) and kind in _NO_MODELS:
        raise ModelError(_NO_MODELS[kind])
    if header.values.get("general.architecture") == _PROJECTOR:
        yield ProjectorRead(kind=_projector_kind(header))
        return
    if kind == "adapter":
        yield AdapterRead(
            architecture=str(header.values.get("general.architecture", "")), shapes=_changed_matrices(header)
        )
        return
    yield HeaderRead(
        architecture=str(header.values.get("general.architecture", "")),
        tensors=len(header.tensors),
        matrix_bytes=_matrix_bytes(header),
        shapes={tensor.name: (tensor.shape[0], tensor.shape[1]) for tensor in header.tensors if len(tensor.shape) > 1},
        part=_number(header, "split.no", 0),
        parts=max(1, _number(header, "split.count", 1)),
    )


def _number(header: Header, key: str, otherwise: int) -> int:
    found = header.values.get(key)
    return found if isinstance(found, int) else otherwise


def _projector_kind(header: Header) -> str:
    if header.values.get("clip.has_vision_encoder") is not True or not header.tensors:
        raise ModelError("it is a projector that sees no pictures")
    kinds = (header.values.get(key) for key in ("clip.projector_type", "clip.vision.projector_type"))
    return next((kind for kind in kinds if isinstance(kind, str) and kind), "mlp")


def _changed_matrices(header: Header) -> dict[str, tuple[int, int]]:
    """The matrices a LoRA adapter changes, as wide as they have to be; each change is a product of two small ones.

    Source: llama_adapter_lora_init_impl in src/llama-adapter.cpp.
    """
    if header.values.get("adapter.type") != "lora":
        raise ModelError("it is an adapter of another kind than LoRA")
    shapes = {tensor.name: tensor.shape for tensor in header.tensors}
    found = {}
    for name in {name.removesuffix(".lora_a").removesuffix(".lora_b") for name in shapes if ".lora_" in name}:
        first, second = shapes.get(f"{name}.lora_a", ()), shapes.get(f"{name}.lora_b", ())
        if len(first) < 2 or len(second) < 2:
            raise ModelError(f"its change of {name!r} is not whole")
        found[name] = (second[1], first[1]) if name == "token_embd.weight" else (first[0], second[1])
    if not found:
        raise ModelError("it is an adapter that changes nothing")
    return found


def _matrix_bytes(header: Header) -> dict[int, int]:
    """Those that are multiplied: the table of tokens is only looked up, and rows come in groups of eight."""
    found: dict[int, int] = {}
    for tensor in header.tensors:
        if len(tensor.shape) > 1 and tensor.shape[1] % 8 == 0 and tensor.name != "token_embd.weight":
            found[tensor.kind] = found.get(tensor.kind, 0) + tensor.size_bytes
    return found
