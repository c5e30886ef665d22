"""Models that are taken in: copied into Alcove's own folder, or linked where another program keeps them."""

from collections.abc import Generator, Iterator, Sequence
from dataclasses import replace
from pathlib import Path

from app.core.cancel import CancelToken
from app.core.errors import ModelError, UserError
from app.core.events import Event, Imported, Notice, Progress
from app.core.models.adapters import Layout, bases_of, misfit, with_bases
from app.core.models.compression import Compression, expected_bytes
from app.core.models.model import Catalogue, Model, ModelFile, Role
from app.core.models.model_parts import model_name, numbered, part_names
from app.engines.compressor import compress
from app.engines.inspector import Inspector
from app.services.models import model_files
from app.services.models.imported_models import (
    Arrived,
    ImportedModels,
    blind,
    copied,
    imported_adapter,
    imported_model,
    linked,
    seeing,
)
from app.services.models.installed_models import model_folder
from app.services.models.other_programs import projector_of
from app.storage.audit import Audit
from app.storage.places import Places

PROJECTOR_NAME = "mmproj.gguf"
"""What a projector is called among the files of its model."""


class ModelImports:
    """Takes models in, into the folder that all profiles share."""

    def __init__(self, places: Places, inspector: Inspector, audit: Audit) -> None:
        self._places = places
        self._models = places.models
        self._inspector = inspector
        self._audit = audit
        self._imported = ImportedModels(places.models)

    def copied(
        self, path: Path, known: Catalogue, cancel: CancelToken, projector: Path | None = None
    ) -> Generator[Event, None, Model]:
        """Copy a model's file, hashed on the way; returns the model it is.

        A file that the catalogue names by its hash takes its place there, whatever it is called and whatever it is
        for; any other must be a GGUF chat model, which is looked into first. The projector that is named, or else one
        that lies beside it and fits, is taken in with it.

        Raises:
            UserError: the file cannot be read, is no usable model, or there is no room for it.
            Cancelled: stopped; nothing is left behind.
        """
        paths = model_files.parts_of(path)
        sizes = [model_files.size_to_import(one) for one in paths]
        model_files.require_room(path, sum(sizes), self._models)
        meter = model_files.Meter("Importing", sum(sizes))
        with model_files.import_folder(self._models) as folder:
            parts = [folder / name for name in numbered("model", len(paths))]
            digests = []
            for one, part in zip(paths, parts, strict=True):
                digests.append((yield from model_files.copy(one, part, meter, cancel)))
            known = _without_adapter(known, digests[0])
            found = _known_by_hash(known, digests)
            arrived = list(map(Arrived, sizes, digests))
            model = found[0] if found else self._inspected(path, parts[0], arrived, known, cancel)
            model = blind(copied(model)) if model.linked_in else model
            placed = found[1] if found else model.files
            seen = yield from self._with_projector(model, path, parts[0], projector, folder, cancel)
            cancel.checkpoint()
            self._place(parts, model, placed)
            if seen is not None:
                model = seen
                self._place([folder / PROJECTOR_NAME], model, [file for file in model.files if file == model.projector])
        if model not in known.models:
            self._imported.add(model)
        self._join(model, known)
        yield from self._told(model)
        return model

    def linked(
        self, path: Path, known: Catalogue, cancel: CancelToken, projector: Path | None = None
    ) -> Generator[Event, None, Model]:
        """Take a model in that stays where it is: its size, time and hash are recorded, and it is used only as it is now.

        The projector that is named, or else one that lies beside it and fits, is linked with it.

        Raises:
            UserError: the file cannot be read, changes, or is no usable model.
            Cancelled: stopped.
        """
        paths = _lasting(path)
        sizes = [model_files.size_to_import(one) for one in paths]
        before = list(map(_modified_ns, paths))
        digests = yield from self._digests(paths, sum(sizes), cancel)
        found = _known_by_hash(known, digests)
        if found is not None and found[0].linked_in:
            model = linked(blind(found[0]), paths, before)
        else:
            arrived = list(map(Arrived, sizes, digests))
            model = linked(self._inspected(path, paths[0], arrived, known, cancel), paths, before)
            model = replace(model, id=next((one.id for one in known.models if _is_linked_to(one, paths[0])), model.id))
        seen = yield from self._with_projector(model, paths[0], paths[0], projector, None, cancel)
        model = seen or model
        if list(map(_modified_ns, paths)) != before:
            raise ModelError(f"{path.name} was changed while it was looked into; link it again when it is complete.")
        self._imported.add(model)
        self._join(model, known)
        yield from self._told(model)
        return model

    def compressed(
        self, base: Model, kind: Compression, known: Catalogue, cancel: CancelToken
    ) -> Generator[Event, None, Model]:
        """Make a smaller model of one that is here; returns it.

        Raises:
            UserError: it cannot be made smaller, or there is no room for it.
            Cancelled: stopped; nothing is left behind.
        """
        path = self.path(base)
        model_files.require_room(path, expected_bytes(base, kind), self._models)
        with model_files.import_folder(self._models) as folder:
            part = folder / "model.gguf"
            begun = Progress(f"Compressing {base.name} to {kind.name}", 0, 0, "tensors")
            yield begun
            files = {path.with_name(Path(file.path).name): file.sha256 for file in base.weights}
            for done, total in compress(files, part, kind.name, cancel):
                yield replace(begun, done=done, total=total)
            size_bytes = part.stat().st_size
            digests = yield from self._digests([part], size_bytes, cancel)
            if found := _known_by_hash(known, digests):
                raise ModelError(f"{found[0].name} is this very model, and is here already.")
            named, arrived = Path(f"{base.id}-{kind.name}.gguf"), Arrived(size_bytes, digests[0])
            model = self._inspected(named, part, [arrived], known, cancel)
            model = replace(model, name=f"{base.name} {kind.name}", licence=base.licence)
            parts = [part]
            if base.projector is not None:
                projector = model_folder(self._places, base) / base.projector.path
                model = yield from self._seeing(model, part, projector, folder, cancel)
                parts.append(folder / PROJECTOR_NAME)
            cancel.checkpoint()
            self._place(parts, model, model.files)
        self._imported.add(model)
        self._join(model, known)
        self._audit.record("model compressed", model=model.id, base=base.id, sha256=digests[0])
        return model

    def _with_projector(
        self, model: Model, path: Path, weights: Path, wished: Path | None, folder: Path | None, cancel: CancelToken
    ) -> Generator[Event, None, Model | None]:
        """The model with a projector: the one that is wished, or else one beside `path` that fits; None without one.

        It is copied into `folder`, or stays where it is. `weights` is the first of the model's own files.
        """
        projector = wished or projector_of(path)
        if projector is None or model.role is not Role.CHAT:
            return None
        try:
            self._require_place(model, path, wished, folder)
            return (yield from self._seeing(model, weights, projector, folder, cancel))
        except UserError as error:
            if wished is not None:
                raise
            yield Notice(f"{model.name} does not see pictures: {str(error)[:1].lower()}{str(error)[1:]}")
            return None

    def _require_place(self, model: Model, path: Path, wished: Path | None, folder: Path | None) -> None:
        if "working_context_tokens" not in model.parameters or model.shipped_in or self._is_listed(model):
            raise ModelError(f"{model.name} is known as a model that sees no pictures; import another.")
        if wished is not None and folder is None and wished.resolve().parent != path.parent:
            raise UserError(f"{wished.name} has to lie beside {path.name} to be linked; move it there, or import both.")

    def _is_listed(self, model: Model) -> bool:
        """Whether the catalogue, or a pack, says all about it."""
        return bool(model.pack) or any(file.sources for file in model.files)

    def _seeing(
        self, model: Model, weights: Path, projector: Path, folder: Path | None, cancel: CancelToken
    ) -> Generator[Event, None, Model]:
        size_bytes, meter = model_files.size_to_import(projector), model_files.Meter("Importing", 0)
        if folder is None:
            modified_ns, taken, name = _modified_ns(projector), projector, projector.name
            sha256 = yield from self._digests([projector], size_bytes, cancel)
        else:
            modified_ns, taken, name = 0, folder / PROJECTOR_NAME, PROJECTOR_NAME
            model_files.require_room(projector, size_bytes, self._models)
            sha256 = [(yield from model_files.copy(projector, taken, meter, cancel))]
        try:
            self._inspector.require_projector(taken, cancel)
            need = self._inspector.inspect(weights, cancel, taken).need
        except ModelError as error:
            raise ModelError(f"{projector.name} was not taken as a projector: {error}.") from None
        return seeing(model, ModelFile(name, size_bytes, sha256[0], (), modified_ns), need)

    def _place(self, parts: Sequence[Path], model: Model, files: Sequence[ModelFile]) -> None:
        for part, file in zip(parts, files, strict=True):
            final = self._models / model.id / file.path
            final.parent.mkdir(parents=True, exist_ok=True)
            part.replace(final)

    def _digests(
        self, paths: Sequence[Path], size_bytes: int, cancel: CancelToken
    ) -> Generator[Progress, None, list[str]]:
        meter, digests = model_files.Meter("Hashing", size_bytes), []
        for path in paths:
            try:
                digests.append((yield from model_files.digest_of(path, meter, cancel)))
            except OSError as error:
                raise UserError(f"{path} cannot be read to its end ({error.strerror}); check the disk.") from None
        return digests

    def _told(self, model: Model) -> Iterator[Event]:
        kind = "model linked" if model.linked_in else "model imported"
        self._audit.record(kind, model=model.id, sha256=model.files[0].sha256)
        yield Imported((model.id,))
        yield Notice(f"{model.name} is here as {model.id}.")

    def _inspected(
        self, original: Path, path: Path, arrived: Sequence[Arrived], known: Catalogue, cancel: CancelToken
    ) -> Model:
        """A new model, from what the workers read in the header of its first file."""
        taken, name = [model.id for model in known.models], model_name(original.name)
        try:
            if adapter := self._inspector.adapter(path, cancel):
                return imported_adapter(name, arrived[0], adapter, self._bases(adapter, known, cancel), taken)
            inspected = self._inspector.inspect(path, cancel)
        except ModelError as error:
            raise ModelError(f"{original.name} was not imported: {error}.") from None
        return imported_model(name, arrived, inspected, taken)

    def _bases(self, adapter: Layout, known: Catalogue, cancel: CancelToken) -> list[Model]:
        """The chat models here that an adapter was made for, or could have been.

        Raises:
            ModelError: there is none; the sentence begins with "it", which is the adapter.
        """
        found, reason = [], "no chat model is here"
        for model in known.of_role(Role.CHAT):
            if (path := self.path(model)).is_file():
                wrong = self._misfit(adapter, path, cancel)
                if not wrong:
                    found.append(model)
                reason = f"{model.name} {wrong}"
        if not found:
            raise ModelError(f"it is an adapter that fits none of the models here ({reason}); import its model first")
        return found

    def _join(self, model: Model, known: Catalogue) -> None:
        """Have the adapters that are here already go with a new chat model, where they fit it."""
        for adapter in known.of_role(Role.ADAPTER) if model.role is Role.CHAT else ():
            try:
                layout = self._inspector.adapter(self.path(adapter), CancelToken())
            except ModelError:
                continue
            bases = [one for one in bases_of(adapter) if one != model.id]
            if layout is not None and not self._misfit(layout, self.path(model), CancelToken()):
                bases.append(model.id)
            self._imported.add(with_bases(adapter, bases))

    def _misfit(self, adapter: Layout, path: Path, cancel: CancelToken) -> str:
        try:
            return misfit(adapter, self._inspector.layout(path, cancel))
        except ModelError:
            return "cannot be read"

    def path(self, model: Model) -> Path:
        """Where the first file of a model is, if it is here."""
        return model_folder(self._places, model) / model.files[0].path


def _known_by_hash(known: Catalogue, digests: Sequence[str]) -> tuple[Model, list[ModelFile]] | None:
    """The model that has all these files, by their hashes, and which of its files they are."""
    for model in known.models:
        files = {file.sha256: file for file in model.files}
        if not model.shipped_in and all(digest in files for digest in digests):
            return model, [files[digest] for digest in digests]
    return None


def _without_adapter(known: Catalogue, digest: str) -> Catalogue:
    """An adapter that comes again is looked into again: other models may be here that it fits."""
    return Catalogue(
        tuple(model for model in known.models if not (model.role is Role.ADAPTER and model.files[0].sha256 == digest))
    )


def _is_linked_to(model: Model, path: Path) -> bool:
    return bool(model.linked_in) and Path(model.linked_in, model.files[0].path) == path


def _modified_ns(path: Path) -> int:
    try:
        return path.stat().st_mtime_ns
    except OSError as error:
        raise UserError(f"{path} cannot be read any more ({error.strerror}); link it again when it is back.") from None


def _lasting(path: Path) -> list[Path]:
    """The files themselves, whatever led to them: all parts of a model.

    Raises:
        UserError: one is not there, or its name cannot be recorded.
    """
    try:
        found = [part.resolve(strict=True) for part in model_files.parts_of(path)]
    except OSError as error:
        raise UserError(f"{path} cannot be read ({error.strerror}); choose a model file, such as a GGUF.") from None
    if found != [found[0].with_name(name) for name in part_names(found[0].name)]:
        raise UserError(f"{path.name} is one of several links to files of other names; import a copy instead.")
    wrong = next((one for one in found if not str(one).isprintable() or "\\" in one.name), None)
    if wrong is not None:
        raise UserError(f"The path {str(wrong)!a} has characters that cannot be recorded; rename it, or import a copy.")
    return found
