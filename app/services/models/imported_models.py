"""Models that a user handed over: recorded beside the models' folders, in the catalogue's own format."""

import json
import logging
import re
import threading
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from app.core.errors import ModelError, UserError
from app.core.models.adapters import Layout, bases_of, with_bases
from app.core.models.compression import weights_apart
from app.core.models.fit import MemoryNeed
from app.core.models.model import Model, ModelFile, ParameterValue, Role, parse_catalogue
from app.core.models.model_parts import numbered
from app.engines.inspector import InspectedModel

_log = logging.getLogger(__name__)
_RECORDING = threading.Lock()
"""The record is read, changed and written whole by the window, its jobs and the commands it answers."""
_WORKING_CONTEXT_TOKENS = 8192
_UNKNOWN_CONTEXT_TOKENS = 4096


class ImportedModels:
    """The file `imported.toml` in the folder of the models."""

    def __init__(self, folder: Path) -> None:
        self._path = folder / "imported.toml"

    def all(self) -> tuple[Model, ...]:
        """Every imported model; none if the record is missing or damaged, which the log then says."""
        try:
            return parse_catalogue(self._path.read_text("utf-8")).models
        except FileNotFoundError:
            return ()
        except (OSError, UnicodeDecodeError, ModelError) as error:
            _log.error("the record of imported models %s cannot be read: %s", self._path, error)
            return ()

    def add(self, model: Model) -> None:
        """Record a model, in place of one with the same id.

        Raises:
            UserError: the record cannot be written.
        """
        with _RECORDING:
            self._write([*(known for known in self.all() if known.id != model.id), model])

    def remove(self, model_id: str) -> None:
        """Forget a model, and that adapters go with it; nothing happens if it was not imported.

        Raises:
            UserError: the record cannot be written.
        """
        with _RECORDING:
            known = self.all()
            left = [_without_base(model, model_id) for model in known if model.id != model_id]
            if len(left) < len(known):
                self._write(left)

    def _write(self, models: Sequence[Model]) -> None:
        part = self._path.with_suffix(".part")
        try:
            self._path.parent.mkdir(parents=True, exist_ok=True)
            part.write_text("schema = 1\nmodel = []\n" if not models else catalogue_text(models), "utf-8")
            part.replace(self._path)
        except OSError as error:
            raise UserError(
                f"The record of models {self._path} cannot be written ({error.strerror}); check its folder."
            ) from None


@dataclass(frozen=True, slots=True)
class Arrived:
    """A file of a model that was hashed whole."""

    size_bytes: int
    sha256: str


def imported_model(
    untrusted_name: str, files: Sequence[Arrived], inspected: InspectedModel, taken: Sequence[str]
) -> Model:
    """The catalogue's entry for a GGUF model; its id is made from the file's name and is none of `taken`."""
    facts, need = inspected.facts, inspected.need
    model_id = _free_id(untrusted_name, files[0].sha256, taken)
    context_tokens = facts.context_tokens if facts.context_tokens > 0 else _UNKNOWN_CONTEXT_TOKENS
    working_tokens = min(context_tokens, _WORKING_CONTEXT_TOKENS)
    return Model(
        id=model_id,
        name=_printable(facts.name) or model_id,
        role=Role.CHAT,
        is_default=False,
        licence=_printable(facts.licence) or "unknown",
        context_tokens=context_tokens,
        memory_bytes=need.at(working_tokens),
        physical_memory_from_bytes=0,
        shipped_in="",
        files=_files(model_id, files),
        parameters={
            "architecture": _printable(facts.architecture),
            "parameters": facts.parameters,
            "quantization": _printable(facts.quantization),
            "chat_template": "gguf" if facts.has_template else "chatml",
            "kv_bytes_per_token": facts.kv_bytes_per_token,
            "layers": facts.layers,
            "working_context_tokens": working_tokens,
            "fixed_bytes": need.fixed_bytes,
            "bytes_per_token": need.bytes_per_token,
            "compact_bytes_per_token": need.compact_bytes_per_token,
            **weights_apart(inspected.shapes),
        },
    )


def seeing(model: Model, projector: ModelFile, need: MemoryNeed) -> Model:
    """The same model with a projector beside its weights, and what both take together."""
    working_tokens = int(model.parameters["working_context_tokens"])
    more: dict[str, ParameterValue] = {
        "projector": projector.path,
        "fixed_bytes": need.fixed_bytes,
        "bytes_per_token": need.bytes_per_token,
        "compact_bytes_per_token": need.compact_bytes_per_token,
    }
    return replace(
        model,
        files=(*model.weights, projector),
        memory_bytes=need.at(working_tokens),
        parameters={**model.parameters, **more},
    )


def blind(model: Model) -> Model:
    """The same model without its projector; what it takes stays as it was reckoned."""
    kept = {name: value for name, value in model.parameters.items() if name != "projector"}
    return replace(model, files=model.weights, parameters=kept)


def imported_adapter(
    untrusted_name: str, file: Arrived, layout: Layout, bases: Sequence[Model], taken: Sequence[str]
) -> Model:
    """The catalogue's entry for a LoRA adapter that fits these chat models."""
    model_id = _free_id(untrusted_name, file.sha256, taken)
    return Model(
        id=model_id,
        name=_printable(untrusted_name) or model_id,
        role=Role.ADAPTER,
        is_default=False,
        licence="unknown",
        context_tokens=0,
        memory_bytes=0,
        physical_memory_from_bytes=0,
        shipped_in="",
        files=_files(model_id, [file]),
        parameters={
            "architecture": _printable(layout.architecture),
            "bases": " ".join(base.id for base in bases),
        },
    )


def linked(model: Model, paths: Sequence[Path], modified_ns: Sequence[int]) -> Model:
    """The same model, its files where another program keeps them, as they were changed last."""
    files = tuple(
        replace(file, path=path.name, modified_ns=changed)
        for file, path, changed in zip(model.files, paths, modified_ns, strict=True)
    )
    return replace(model, linked_in=str(paths[0].parent), files=files)


def copied(model: Model) -> Model:
    """The same model, its file in Alcove's own folder."""
    return replace(model, linked_in="", files=tuple(replace(file, modified_ns=0) for file in model.files))


def _without_base(model: Model, base_id: str) -> Model:
    bases = bases_of(model)
    return with_bases(model, [one for one in bases if one != base_id]) if base_id in bases else model


def _files(model_id: str, files: Sequence[Arrived]) -> tuple[ModelFile, ...]:
    names = numbered(model_id, len(files))
    return tuple(ModelFile(name, one.size_bytes, one.sha256, ()) for name, one in zip(names, files, strict=True))


def _free_id(untrusted_name: str, sha256: str, taken: Sequence[str]) -> str:
    name = re.sub(r"[^a-z0-9._-]+", "-", untrusted_name.casefold()).strip("-._")[:80] or "model"
    return f"{name}-{sha256[:8]}" if name in taken else name


def _printable(untrusted_text: str) -> str:
    return "".join(character for character in untrusted_text if character.isprintable())[:120].strip()


def catalogue_text(models: Sequence[Model]) -> str:
    """Models, without their sources, as a catalogue has them."""
    return "\n".join(map(_entry, models))


def _entry(model: Model) -> str:
    """One entry as TOML; `json.dumps` writes strings, numbers and booleans as TOML does."""
    lines = [
        "[[model]]",
        *_assignments(
            id=model.id,
            name=model.name,
            role=model.role.value,
            default=model.is_default,
            licence=model.licence,
            context_tokens=model.context_tokens,
            memory_bytes=model.memory_bytes,
            physical_memory_from_bytes=model.physical_memory_from_bytes,
            linked_in=model.linked_in,
        ),
        "[model.parameters]",
        *_assignments(**model.parameters),
    ]
    for file in model.files:
        facts = _assignments(
            path=file.path, size_bytes=file.size_bytes, sha256=file.sha256, modified_ns=file.modified_ns
        )
        lines += ["[[model.file]]", *facts]
    return "\n".join(lines) + "\n"


def _assignments(**values: str | int | bool) -> list[str]:
    return [f"{name} = {json.dumps(value, ensure_ascii=False)}" for name, value in values.items()]
