"""Whether this installation is the one that was signed, and every model here the one its hash names."""

import sys
from collections.abc import Iterator, Sequence
from pathlib import Path

from app.core.administration.manifests import Kind, Manifest, ManifestError, ManifestFile
from app.core.cancel import CancelToken
from app.core.errors import ModelError
from app.core.events import Event, Failed, Notice, Progress
from app.core.models.model import Model
from app.services.models import model_files
from app.services.models.installed_models import known_models, model_folder
from app.services.models.packed_models import PackedModels
from app.storage.places import Places
from app.storage.signed_manifests import described, manifest_of, names_below, read_manifest

_AGAIN = "install Alcove again from a package you trust"


def installation_folder() -> Path | None:
    """The folder that an installed Alcove and all its files are in, None where it runs from its source code."""
    inner: str | None = getattr(sys, "_MEIPASS", None)
    return Path(inner).parent if inner else None


def verify_installation(folder: Path | None, keys: Sequence[bytes], cancel: CancelToken) -> Iterator[Event]:
    """Compare every file with the signed manifest: Progress, and Failed for each that differs, is missing or was added.

    Raises:
        Cancelled: stopped.
    """
    if folder is None:
        yield Notice("This Alcove runs from its source code, which has no signed manifest; only models are checked.")
        return
    signed = manifest_of(folder)
    try:
        manifest = read_manifest(signed, keys, Kind.INSTALLATION)
    except ManifestError as error:
        yield Failed(str(signed), f"The signed list of files cannot be relied on: {error}; {_AGAIN}.")
        return
    try:
        here = names_below(folder)
    except OSError as error:
        yield Failed(str(error.filename), f"The folder cannot be looked through ({error.strerror}); {_AGAIN}.")
        return
    yield from _compared(folder, manifest, here, cancel)


def _compared(folder: Path, manifest: Manifest, here: set[str], cancel: CancelToken) -> Iterator[Event]:
    total = len(manifest.files)
    for number, file in enumerate(manifest.files):
        cancel.checkpoint()
        yield Progress("Verifying the installation", number, total, "files", detail=file.path)
        if file.path not in here:
            yield Failed(str(folder / file.path), f"The file is missing; {_AGAIN}.")
        elif reason := _changed(folder / file.path, file):
            yield Failed(str(folder / file.path), f"{reason}; {_AGAIN}.")
    for name in sorted(here - {file.path for file in manifest.files}):
        yield Failed(str(folder / name), f"The file was added and does not belong to Alcove; remove it, or {_AGAIN}.")


def _changed(path: Path, file: ManifestFile) -> str:
    try:
        same = described(path, file.path) == file
    except OSError as error:
        return f"The file cannot be read ({error.strerror})"
    return "" if same else "The file is not the one that was signed: it was changed or is damaged"


def verify_models(places: Places, keys: Sequence[bytes], cancel: CancelToken) -> Iterator[Event]:
    """Compare every file of the models that are here with its hash: Progress, and Failed for each wrong one.

    So are packs that none of these keys signed.

    Raises:
        Cancelled: stopped.
    """
    for wrong, reason in PackedModels(places, keys).problems():
        yield Failed(str(wrong), f"This pack of models is not used: {reason}. Remove it, or import the pack again.")
    try:
        here = [model for model in known_models(places, keys) if _is_here(places, model)]
    except ModelError as error:
        yield Failed(str(places.resources / "models"), f"{error} {_AGAIN.capitalize()}.")
        return
    meter = model_files.Meter("Verifying the models", sum(model.size_bytes for model in here))
    for model in here:
        for file in model.files:
            path = model_folder(places, model) / file.path
            if reason := (yield from model_files.verify(path, file, meter, cancel)):
                yield Failed(str(path), reason)


def _is_here(places: Places, model: Model) -> bool:
    """Whether any of its files is: one that is cut off or gone makes a model wrong, not absent."""
    return any((model_folder(places, model) / file.path).exists() for file in model.files)
