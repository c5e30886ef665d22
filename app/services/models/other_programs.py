"""One look, when the user asks for it, for models that other programs on this machine keep."""

import os
import sys
from collections.abc import Collection, Iterator, Sequence
from dataclasses import replace
from pathlib import Path

from app.core.cancel import CancelToken
from app.core.models.found_models import (
    FoundModel,
    Program,
    ProgramFolder,
    gguf_name,
    ollama_blob,
    ollama_name,
    program_folders,
)
from app.core.models.model_parts import part_names
from app.core.models.projectors import projector_beside

_DEEPEST = 6
_MOST_SEEN = 50_000
_LONGEST_MANIFEST = 1 << 20
_OLLAMA_MANIFESTS, _OLLAMA_BLOBS = "manifests", "blobs"


def known_folders() -> tuple[ProgramFolder, ...]:
    """Where other programs keep models on this machine, if they are there."""
    return program_folders(sys.platform, Path.home(), os.environ)


def find_models(
    folders: Sequence[ProgramFolder], linked: Collection[Path], cancel: CancelToken
) -> tuple[FoundModel, ...]:
    """Every model in these folders, by program and name; files are listed and never opened, but for Ollama's manifests.

    `linked` are the files Alcove uses already.

    Raises:
        Cancelled: stopped.
    """
    found: dict[Path, FoundModel] = {}
    for folder in folders:
        models = _of_ollama if folder.program is Program.OLLAMA else _of_files
        for model in models(folder, cancel):
            found.setdefault(Path(model.path), replace(model, linked=Path(model.path) in linked))
    return tuple(sorted(found.values(), key=lambda model: (model.program, model.name)))


def projector_of(path: Path) -> Path | None:
    """The projector that lies beside a model's file, by its name or by what Ollama notes; None where there is none.

    Names alone are looked at, and Ollama's manifests: whether it fits is for others to find out.
    """
    if path.parent.name == _OLLAMA_BLOBS and (path.parent.parent / _OLLAMA_MANIFESTS).is_dir():
        manifests = map(_manifest, _files(path.parent.parent / _OLLAMA_MANIFESTS, CancelToken()))
        name = next((ollama_blob(one, "projector") for one in manifests if ollama_blob(one) == path.name), "")
    else:
        try:
            name = projector_beside(path.name, [one.name for one in path.parent.iterdir()])
        except OSError:
            name = ""
    found = path.with_name(name) if name else path
    return found if found != path and found.is_file() else None


def _of_files(folder: ProgramFolder, cancel: CancelToken) -> Iterator[FoundModel]:
    root = Path(folder.path)
    for path in _files(root, cancel):
        name = gguf_name(path.relative_to(root).parts)
        if name and (model := _found(folder.program, name, path)):
            yield model


def _of_ollama(folder: ProgramFolder, cancel: CancelToken) -> Iterator[FoundModel]:
    manifests = Path(folder.path) / _OLLAMA_MANIFESTS
    for path in _files(manifests, cancel):
        blob = ollama_blob(_manifest(path))
        name = ollama_name(path.relative_to(manifests).parts)
        if blob and (model := _found(folder.program, name, Path(folder.path) / _OLLAMA_BLOBS / blob)):
            yield model


def _manifest(path: Path) -> bytes:
    """A manifest whole; nothing where it is none or cannot be read. Pipes and devices are not opened."""
    try:
        if not path.is_file():
            return b""
        with path.open("rb") as file:
            content = file.read(_LONGEST_MANIFEST + 1)
    except OSError:
        return b""
    return content if len(content) <= _LONGEST_MANIFEST else b""


def _found(program: Program, name: str, path: Path) -> FoundModel | None:
    """A model whose files are all there; None where they are not, or cannot be looked at."""
    try:
        parts = [path.with_name(part).resolve(strict=True) for part in part_names(path.name)]
        sizes = [part.stat().st_size for part in parts if part.is_file()]
        return FoundModel(program, name, parts[0], sum(sizes)) if len(sizes) == len(parts) else None
    except (OSError, RuntimeError):
        return None


def _files(root: Path, cancel: CancelToken) -> Iterator[Path]:
    """Files beneath a folder, not too deep and not without end; folders that are links are left alone."""
    seen = 0
    for folder, folders, names in os.walk(root):
        cancel.checkpoint()
        seen += 1
        if len(Path(folder).relative_to(root).parts) >= _DEEPEST:
            folders.clear()
        for name in sorted(names):
            seen += 1
            if seen > _MOST_SEEN:
                return
            yield Path(folder) / name
