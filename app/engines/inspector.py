"""Files that claim to be models, looked into before anything loads them: first by a parser that trusts nothing, in a
process that can do nothing, and only then by the engine, in a process that holds nothing else."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import msgspec

from app.core.cancel import CancelToken
from app.core.errors import Cancelled, ModelError, WorkerCrashed, WorkerError
from app.core.models.adapters import Layout
from app.core.models.fit import MemoryNeed, rearranged_bytes
from app.core.models.model_parts import numbered, part_names
from app.engines.process import WorkerProcess
from app.engines.reading_watch import ReadingWatch
from app.workers.protocol.generate import InspectTextModel, TextModelInspected
from app.workers.protocol.header import AdapterRead, HeaderRead, ProjectorRead, ReadHeader

_FIRST_BYTES = 1024 * 1024
_MORE = 8
"""Small vocabularies end within the first bytes, the largest known on the third attempt."""
_MOST_BYTES = 64 * 1024 * 1024
_SECONDS = 20.0
_WORK_BYTES = 16 * 1024**2
"""What threads and single operations use besides, as measured (`tests/bench/bench_fit.py`)."""


@dataclass(frozen=True, slots=True)
class InspectedModel:
    """A model that was looked into: what its header says, the memory it needs on this machine, and its matrices' widths."""

    facts: TextModelInspected
    need: MemoryNeed
    shapes: Mapping[str, tuple[int, int]]


class Inspector:
    """Looks into GGUF files. `headers` is the header worker, `engine` a generate worker that nobody else uses."""

    def __init__(self, headers: WorkerProcess, engine: WorkerProcess) -> None:
        self._headers = headers
        self._engine = engine

    def inspect(self, path: Path, cancel: CancelToken, projector: Path | None = None) -> InspectedModel:
        """What a model's file says of it, and what it will take, with a projector that was looked into already.

        Raises:
            ModelError: it is no model that writes text, or damaged, or hostile, or does not go with the projector; the
                sentence begins with "it".
            Cancelled: stopped.
        """
        with _told(path, cancel):
            header = self._read_model(path, cancel)
            self._engine.start()
            request = InspectTextModel(path=str(path), projector="" if projector is None else str(projector))
            with ReadingWatch(self._engine, _SECONDS):
                facts = self._engine.call(request, TextModelInspected, cancel)
            file_bytes = sum(path.with_name(name).stat().st_size for name in part_names(path.name))
            return InspectedModel(facts, _need(file_bytes, header, facts), header.shapes)

    def adapter(self, path: Path, cancel: CancelToken) -> Layout | None:
        """What a LoRA adapter changes; None where the file is something else. Raises as `inspect` does."""
        with _told(path, cancel):
            header = self._read_header(path, cancel)
        return Layout(header.architecture, header.shapes) if isinstance(header, AdapterRead) else None

    def require_projector(self, path: Path, cancel: CancelToken) -> None:
        """Go on only if a file is a projector through which a model can see. Raises as `inspect` does."""
        with _told(path, cancel):
            if not isinstance(self._read_header(path, cancel), ProjectorRead):
                raise ModelError("it is no projector, through which a model sees pictures")

    def layout(self, path: Path, cancel: CancelToken) -> Layout:
        """What an adapter has to fit. Raises as `inspect` does."""
        with _told(path, cancel):
            header = self._read_model(path, cancel)
        return Layout(header.architecture, header.shapes)

    def _read_model(self, path: Path, cancel: CancelToken) -> HeaderRead:
        """The header of a model's first file, with the matrices of all its files."""
        first = self._read_header(path, cancel)
        if isinstance(first, AdapterRead):
            raise ModelError("it is an adapter to a model, and no model by itself")
        if isinstance(first, ProjectorRead):
            raise ModelError(
                "it is the part of a model that sees pictures, and writes nothing by itself; import the model, with this "
                "file beside it or named after --projector, also one that is here already"
            )
        names = part_names(path.name)
        if (first.part, first.parts) != (0, len(names)):
            raise ModelError(
                f"it is part {first.part + 1} of {first.parts} of a model and is not named so; give the parts their names "
                f"back, such as {numbered('model', max(2, first.parts))[0]}"
            )
        headers = [first]
        for number, name in enumerate(names[1:], 1):
            header = self._read_header(path.with_name(name), cancel)
            if not isinstance(header, HeaderRead) or (header.part, header.parts) != (number, len(names)):
                raise ModelError(f"{name} does not belong to it")
            headers.append(header)
        return _merged(headers)

    def _read_header(self, path: Path, cancel: CancelToken) -> HeaderRead | AdapterRead | ProjectorRead:
        """Send the file's beginning, and more of it as long as the header goes on."""
        self._headers.start()
        with ReadingWatch(self._headers, _SECONDS):
            return self._header_of(path, cancel)

    def _header_of(self, path: Path, cancel: CancelToken) -> HeaderRead | AdapterRead | ProjectorRead:
        file_bytes, length = path.stat().st_size, _FIRST_BYTES
        while True:
            with path.open("rb") as file:
                request = ReadHeader(content=file.read(length), file_bytes=file_bytes)
            for answer in self._headers.stream(request, cancel):
                if isinstance(answer, HeaderRead | AdapterRead | ProjectorRead):
                    return answer
            if length >= _MOST_BYTES:
                raise ModelError("its header is longer than any known")
            length *= _MORE


def _merged(headers: Sequence[HeaderRead]) -> HeaderRead:
    tensors = sum(header.tensors for header in headers)
    if not tensors:
        raise ModelError("it has a vocabulary and no weights")
    matrix_bytes: Counter[int] = Counter()
    for header in headers:
        matrix_bytes.update(header.matrix_bytes)
    shapes = {name: shape for header in headers for name, shape in header.shapes.items()}
    return msgspec.structs.replace(headers[0], tensors=tensors, matrix_bytes=dict(matrix_bytes), shapes=shapes)


@contextmanager
def _told(path: Path, cancel: CancelToken) -> Iterator[None]:
    """Whatever goes wrong with a file, in a sentence that begins with "it"."""
    try:
        yield
    except WorkerCrashed:
        if cancel.cancelled:
            raise Cancelled from None
        raise ModelError(
            "it made the process that opened it end, so it is damaged or hostile; get the file again, or another"
        ) from None
    except WorkerError as error:
        raise ModelError(str(error).replace(path.name, "it").rstrip(".")) from None
    except OSError as error:
        raise ModelError(f"it cannot be read ({error.strerror})") from None


def _need(file_bytes: int, header: HeaderRead, facts: TextModelInspected) -> MemoryNeed:
    """The file is mapped whole, and some of it copied into another order."""
    copied = rearranged_bytes(header.matrix_bytes, facts.processor)
    fixed = facts.resident_bytes + facts.context_bytes + facts.projector_bytes + file_bytes + copied + _WORK_BYTES
    return MemoryNeed(fixed, facts.bytes_per_token, facts.compact_bytes_per_token)
