"""The catalogue of models, and the rule that says which of them this machine can carry."""

import re
import tomllib
from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from pathlib import PurePosixPath
from typing import Any

from app.core.errors import ModelError
from app.core.models.fit import MemoryNeed

APPLICATION_BYTES = 1_200_000_000
"""What everything but the chat model takes: the window, the index and its embedder, the reader, the transcriber."""
SHARE_OF_MEMORY = 0.6
"""How much of the machine's memory Alcove may take: the rest is the system's and the user's other programs'."""

MINUTES = "minutes"
"""A task that has a model of its own only where the user gave it one; a chat model does it."""
FEWEST_TO_SUM_UP = 3_000_000_000
"""Parameters. Of two meetings of QMSum a model of 1.5B made 3 and 4 lines, of which 3 of 7 were supported and one
was wrong (ROUGE-1 0.20 and 0.16); quoted they were 8 and 7 lines, all supported (0.27 and 0.26), in 1 % of the time."""
_BYTES_EACH = 0.6
"""What a parameter takes in about four bits, as the catalogue's chat models have them."""

ParameterValue = str | int | bool


class Role(StrEnum):
    """What a model does."""

    CHAT = "chat"
    EMBEDDING = "embedding"
    SPEECH = "speech"
    SPEAKERS = "speakers"
    ADAPTER = "adapter"


def role_for(task: str) -> Role:
    """What a model must be for this: each role is a task of its own, and a chat model writes minutes."""
    return Role.CHAT if task == MINUTES else Role(task)


@dataclass(frozen=True, slots=True)
class Part:
    """A stretch of a file, as a member of a wheel; `wheel` is a pinned requirement such as "name==1.0"."""

    wheel: str
    member: str
    size_bytes: int


@dataclass(frozen=True, slots=True)
class Source:
    """One place a file may be fetched from: an address (`kind` "hub") or wheels whose parts follow one another.

    `tried` says whether it was reached when the entry was last checked.
    """

    kind: str
    tried: bool
    url: str = ""
    parts: tuple[Part, ...] = ()


@dataclass(frozen=True, slots=True)
class ModelFile:
    """One file of a model; `path` is relative to the model's own directory, `sources` are in order of preference.

    `modified_ns` is when a file of another program was last changed when it was linked, else 0.
    """

    path: str
    size_bytes: int
    sha256: str
    sources: tuple[Source, ...]
    modified_ns: int = 0


@dataclass(frozen=True, slots=True)
class Model:
    """One entry of the catalogue.

    `memory_bytes` is what the model takes while it works, for chat at `working_context_tokens` of its parameters.
    `shipped_in` names the directory under `resources/models` of a model that comes with Alcove, else it is empty.
    `linked_in` is the directory, another program's, in which the file of a linked model stays, else it is empty.
    `pack` is the signed pack that brought this entry, else it is empty.
    """

    id: str
    name: str
    role: Role
    is_default: bool
    licence: str
    context_tokens: int
    memory_bytes: int
    physical_memory_from_bytes: int
    shipped_in: str
    files: tuple[ModelFile, ...]
    parameters: Mapping[str, ParameterValue] = field(hash=False)
    linked_in: str = ""
    pack: str = ""

    @property
    def files_by_hash(self) -> frozenset[tuple[str, str]]:
        """The path and the hash of each file: models that share these are the same."""
        return frozenset((file.path, file.sha256) for file in self.files)

    @property
    def projector(self) -> ModelFile | None:
        """The file through which a chat model sees pictures, None where it sees none."""
        named = self.parameters.get("projector", "")
        return next((file for file in self.files if named and file.path == named), None)

    @property
    def weights(self) -> tuple[ModelFile, ...]:
        """Its files but for the projector."""
        projector = self.projector
        return tuple(file for file in self.files if file != projector)

    @property
    def size_bytes(self) -> int:
        """The size of all its files together."""
        return sum(file.size_bytes for file in self.files)

    @property
    def parameter_count(self) -> float:
        """How many parameters a chat model has: as its file says, else as its size tells."""
        return int(self.parameters.get("parameters", 0)) or self.size_bytes / _BYTES_EACH

    @property
    def memory_need(self) -> MemoryNeed:
        """What this chat model takes by the length of its context, as measured or as its file was looked into."""
        known = self.parameters
        each = int(known.get("bytes_per_token", known.get("kv_bytes_per_token", 0)))
        working_tokens = int(known.get("working_context_tokens", 0))
        fixed_bytes = int(known.get("fixed_bytes", self.memory_bytes - working_tokens * each))
        compact = int(known.get("compact_bytes_per_token", 0))
        return MemoryNeed(fixed_bytes, each, compact, self.size_bytes, int(known.get("layers", 0)))

    def memory_at(self, context_tokens: int) -> int:
        """The memory in bytes this chat model takes at another context length: its KV cache grows or shrinks."""
        working_tokens = int(self.parameters.get("working_context_tokens", context_tokens))
        return self.memory_bytes + (context_tokens - working_tokens) * int(self.parameters.get("kv_bytes_per_token", 0))


@dataclass(frozen=True, slots=True)
class Catalogue:
    """Every model Alcove knows, in the order of the file."""

    models: tuple[Model, ...]

    def model(self, model_id: str) -> Model:
        """The model of this name.

        Raises:
            ModelError: there is none.
        """
        for model in self.models:
            if model.id == model_id:
                return model
        known = ", ".join(model.id for model in self.models)
        raise ModelError(f"The catalogue has no model {model_id!r}; it has {known}.")

    def of_role(self, role: Role) -> tuple[Model, ...]:
        """The models that do this."""
        return tuple(model for model in self.models if model.role is role)


def parse_catalogue(text: str) -> Catalogue:
    """Read `catalog.toml`.

    Raises:
        ModelError: it is not a catalogue; the sentence says which entry is wrong and how.
    """
    try:
        models = tuple(_model(entry) for entry in tomllib.loads(text)["model"])
    except tomllib.TOMLDecodeError as error:
        raise ModelError(f"The catalogue of models is not valid TOML: {error}.") from error
    except (KeyError, TypeError, ValueError) as error:
        raise ModelError(f"The catalogue of models has an incomplete or wrong entry: {error}.") from error
    if len({model.id for model in models}) != len(models):
        raise ModelError("The catalogue of models names the same model twice.")
    return Catalogue(models)


def fits(model: Model, memory_bytes: int, available_memory_bytes: int, context_tokens: int | None = None) -> bool:
    """Whether a machine can carry this chat model beside the rest of Alcove.

    Weights, KV cache and compute buffers together with the rest of the application must stay within
    `SHARE_OF_MEMORY` of the physical memory, and the model itself within what is available at this moment.
    """
    needed_bytes = model.memory_bytes if context_tokens is None else model.memory_at(context_tokens)
    return needed_bytes + APPLICATION_BYTES <= SHARE_OF_MEMORY * memory_bytes and needed_bytes <= available_memory_bytes


def sums_up(model: Model) -> bool:
    """Whether a chat model is large enough to write minutes, however its weights are stored."""
    return model.parameter_count >= FEWEST_TO_SUM_UP


def choose_chat_model(
    catalogue: Catalogue, available_ids: Collection[str], memory_bytes: int, available_memory_bytes: int
) -> Model | None:
    """The largest chat model that is on disk and fits, or None where none does.

    `available_ids` are the models whose files are in place. Size stands for quality here: the catalogue holds one
    model of each size.
    """
    candidates = [
        model
        for model in catalogue.of_role(Role.CHAT)
        if model.id in available_ids and fits(model, memory_bytes, available_memory_bytes)
    ]
    return max(candidates, key=lambda model: model.size_bytes, default=None)


def _model(entry: dict[str, Any]) -> Model:
    return Model(
        id=_name(entry["id"]),
        name=str(entry["name"]),
        role=Role(entry["role"]),
        is_default=bool(entry["default"]),
        licence=str(entry["licence"]),
        context_tokens=int(entry["context_tokens"]),
        memory_bytes=int(entry["memory_bytes"]),
        physical_memory_from_bytes=int(entry["physical_memory_from_bytes"]),
        shipped_in=str(entry.get("shipped_in", "")),
        files=tuple(_file(file) for file in entry["file"]),
        parameters=dict(entry["parameters"]),
        linked_in=str(entry.get("linked_in", "")),
    )


def _file(entry: dict[str, Any]) -> ModelFile:
    sources = tuple(_source(source) for source in entry.get("source", ()))
    return ModelFile(
        _path(entry["path"]),
        int(entry["size_bytes"]),
        _sha256(entry["sha256"]),
        sources,
        int(entry.get("modified_ns", 0)),
    )


def _source(entry: dict[str, Any]) -> Source:
    parts = tuple(Part(part["wheel"], part["member"], int(part["size_bytes"])) for part in entry.get("parts", ()))
    if entry["kind"] not in ("hub", "wheels") or bool(parts) == bool(entry.get("url")):
        raise ValueError(f"a source is either a hub with a url or wheels with parts, not {entry}")
    return Source(entry["kind"], bool(entry["tried"]), entry.get("url", ""), parts)


def _name(untrusted_name: str) -> str:
    if not re.fullmatch(r"[a-z0-9][a-z0-9._-]*", untrusted_name):
        raise ValueError(f"{untrusted_name!r} is no name of a model")
    return untrusted_name


def _path(untrusted_path: str) -> str:
    path = PurePosixPath(untrusted_path)
    if not path.parts or path.is_absolute() or ".." in path.parts or "\\" in untrusted_path:
        raise ValueError(f"{untrusted_path!r} is no path inside a model's directory")
    return untrusted_path


def _sha256(untrusted_digest: str) -> str:
    if not re.fullmatch(r"[0-9a-f]{64}", untrusted_digest):
        raise ValueError(f"{untrusted_digest!r} is no sha256")
    return untrusted_digest
