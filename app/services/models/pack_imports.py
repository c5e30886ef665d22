"""Taking a pack in: everything in it is compared with its signed manifest before anything of it is used."""

import shutil
from collections.abc import Generator, Sequence
from pathlib import Path
from typing import BinaryIO

from app.core.administration.manifests import Kind, Manifest, ManifestError, ManifestFile, version_order
from app.core.administration.packs import manifest_path, models_of
from app.core.cancel import CancelToken
from app.core.errors import ModelError, UserError
from app.core.events import Event, Imported, Notice
from app.core.models.model import Model
from app.services.models import model_files
from app.services.models.pack_reading import read_pack_manifest, require_end, unpacked
from app.services.models.packed_models import PackedModels
from app.storage.audit import Audit


class PackImports:
    """Takes packs in. `models` is the folder of the user's models, `packed` what came in packs before."""

    def __init__(self, models: Path, packed: PackedModels, audit: Audit) -> None:
        self._models = models
        self._packed = packed
        self._audit = audit

    def imported(self, path: Path, known: Sequence[Model], cancel: CancelToken) -> Generator[Event, None, None]:
        """Take in the models of a pack: Progress, and a Notice that names them. `known` are those that are known already.

        Raises:
            UserError: the pack is not whole, not signed with a key that is trusted or older than what is here, one of
                its models goes by the name of another, or there is no room.
            Cancelled: stopped; nothing is left behind.
        """
        model_files.size_to_import(path)
        try:
            with path.open("rb") as source:
                yield from self._taken(path, source, known, cancel)
        except ManifestError as error:
            raise ManifestError(f"{path.name} was not imported: {error}. Get it again from whoever made it.") from None
        except OSError as error:
            raise UserError(
                f"{path.name} could not be imported ({error.strerror}); check the disk, try again."
            ) from None

    def _taken(
        self, path: Path, source: BinaryIO, known: Sequence[Model], cancel: CancelToken
    ) -> Generator[Event, None, None]:
        content, manifest = read_pack_manifest(source, self._packed.keys, Kind.PACK)
        models = models_of(manifest)
        before = self._packed.kept(manifest.name)
        _require_newer(manifest, before)
        _require_own_names(models, known)
        carried = [file for file in manifest.files if file.carried]
        model_files.require_room(path, sum(file.size_bytes for file in carried), self._models)
        meter = model_files.Meter("Importing", sum(file.size_bytes for file in manifest.files))
        with model_files.import_folder(self._models) as folder:
            for file in carried:
                yield from unpacked(source, file, folder / file.path, meter, cancel)
            require_end(source)
            for file in manifest.files:
                if not file.carried:
                    yield from self._require_here(file, meter, cancel)
            cancel.checkpoint()
            self._place(manifest, carried, content, folder)
        yield from self._drop(before, models, known)
        self._audit.record("pack imported", pack=manifest.name, version=manifest.version)
        ids = tuple(model.id for model in models)
        yield Imported(ids)
        names = ", ".join(ids)
        yield Notice(f"The pack {manifest.name} {manifest.version} is here, with {names}.")

    def _require_here(
        self, file: ManifestFile, meter: model_files.Meter, cancel: CancelToken
    ) -> Generator[Event, None, None]:
        """Make sure that a file which the pack does not bring is the one it builds on."""
        try:
            digest = yield from model_files.digest_of(self._models / file.path, meter, cancel)
        except OSError:
            digest = ""
        if digest != file.sha256:
            raise ModelError(
                f"The pack builds on {file.path}, which is not here as it expects; import a whole one first."
            )

    def _place(self, manifest: Manifest, carried: Sequence[ManifestFile], content: bytes, folder: Path) -> None:
        """The manifest last: until then the models are those of before, or do not fit their hashes and are not used."""
        for file in carried:
            final = self._models / file.path
            final.parent.mkdir(parents=True, exist_ok=True)
            (folder / file.path).replace(final)
        part, final = folder / "manifest", self._models / manifest_path(manifest.name)
        part.write_bytes(content)
        final.parent.mkdir(exist_ok=True)
        part.replace(final)

    def _drop(
        self, before: Manifest | None, models: Sequence[Model], known: Sequence[Model]
    ) -> Generator[Event, None, None]:
        """Delete what an earlier version of the pack brought, and this one has no more."""
        if before is None:
            return
        kept = {model.id for model in models} | {model.id for model in known if model.pack != before.name}
        for model in models_of(before):
            if model.id not in kept:
                shutil.rmtree(self._models / model.id, ignore_errors=True)
                yield Notice(f"{model.name} is no longer in the pack {before.name} and was removed.")


def _require_newer(manifest: Manifest, before: Manifest | None) -> None:
    if before is not None and version_order(before.version) > version_order(manifest.version):
        raise ModelError(
            f"The pack {manifest.name} {manifest.version} was not imported: the newer version {before.version} is here."
        )


def _require_own_names(models: Sequence[Model], known: Sequence[Model]) -> None:
    others = {model.id: model for model in known}
    for model in models:
        other = others.get(model.id)
        if other is not None and other.pack != model.pack and other.files_by_hash != model.files_by_hash:
            raise ModelError(
                f"The pack's model {model.id} goes by the name of another one that is here; remove that first."
            )
