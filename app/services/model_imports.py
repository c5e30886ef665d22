"""Models that are taken in: copied into Alcove's own folder, or linked where another program keeps them."""

from collections.abc import Generator, Iterator
from dataclasses import replace
from pathlib import Path

from app.core.adapters import Layout, misfit
from app.core.cancel import CancelToken
from app.core.compression import Compression, expected_bytes
from app.core.errors import ModelError, UserError
from app.core.events import Event, Notice, Progress
from app.core.models import Catalogue, Model, ModelFile, Role
from app.engines.compressor import compress
from app.engines.inspector import Inspector
from app.services import model_files
from app.services.imported_models import ImportedModels, copied, imported_adapter, imported_model, linked
from app.storage.audit import Audit


class ModelImports:
    """Takes models in. `models` is the folder they are kept in, shared by all profiles."""

    def __init__(self, models: Path, inspector: Inspector, audit: Audit) -> None:
        self._models = models
        self._inspector = inspector
        self._audit = audit
        self._imported = ImportedModels(models)

    def copied(self, path: Path, known: Catalogue, cancel: CancelToken) -> Generator[Event, None, Model]:
        """Copy a model's file, hashed on the way; returns the model it is.

        A file that the catalogue names by its hash takes its place there, whatever it is called and whatever it is
        for; any other must be a GGUF chat model, which is looked into first.

        Raises:
            UserError: the file cannot be read, is no usable model, or there is no room for it.
            Cancelled: stopped; nothing is left behind.
        """
        size_bytes = model_files.size_to_import(path)
        model_files.require_room(path, size_bytes, self._models)
        with model_files.import_folder(self._models) as folder:
            part = folder / "model.gguf"
            digest = yield from model_files.copy(path, part, model_files.Meter("Importing", size_bytes), cancel)
            known = _without_adapter(known, digest)
            found = _known_by_hash(known, digest)
            model = found[0] if found else self._inspected(path, part, size_bytes, digest, known, cancel)
            file = found[1] if found else model.files[0]
            cancel.checkpoint()
            self._place(part, model, file)
        if found is None or model.linked_in:
            model = copied(model)
            self._imported.add(model)
        yield from self._told(model, digest)
        return model

    def linked(self, path: Path, known: Catalogue, cancel: CancelToken) -> Generator[Event, None, Model]:
        """Take a model in that stays where it is: its size, time and hash are recorded, and it is used only as it is now.

        Raises:
            UserError: the file cannot be read, changes, or is no usable model.
            Cancelled: stopped.
        """
        path = _lasting(path)
        size_bytes = model_files.size_to_import(path)
        before = _modified_ns(path)
        digest = yield from self._digest(path, size_bytes, cancel)
        found = _known_by_hash(known, digest)
        if found is not None and found[0].linked_in:
            model = linked(found[0], path, before)
        else:
            model = linked(self._inspected(path, path, size_bytes, digest, known, cancel), path, before)
            model = replace(model, id=next((one.id for one in known.models if _is_linked_to(one, path)), model.id))
        if _modified_ns(path) != before:
            raise ModelError(f"{path.name} was changed while it was looked into; link it again when it is complete.")
        self._imported.add(model)
        yield from self._told(model, digest)
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
            for done, total in compress(path, base.files[0].sha256, part, kind.name, cancel):
                yield replace(begun, done=done, total=total)
            size_bytes = part.stat().st_size
            digest = yield from self._digest(part, size_bytes, cancel)
            if found := _known_by_hash(known, digest):
                raise ModelError(f"{found[0].name} is this very model, and is here already.")
            named = Path(f"{base.id}-{kind.name}.gguf")
            model = self._inspected(named, part, size_bytes, digest, known, cancel)
            model = replace(model, name=f"{base.name} {kind.name}", licence=base.licence)
            cancel.checkpoint()
            self._place(part, model, model.files[0])
        self._imported.add(model)
        self._audit.record("model compressed", model=model.id, base=base.id, sha256=digest)
        return model

    def _place(self, part: Path, model: Model, file: ModelFile) -> None:
        final = self._models / model.id / file.path
        final.parent.mkdir(parents=True, exist_ok=True)
        part.replace(final)

    def _digest(self, path: Path, size_bytes: int, cancel: CancelToken) -> Generator[Progress, None, str]:
        try:
            digest = yield from model_files.digest_of(path, model_files.Meter("Hashing", size_bytes), cancel)
        except OSError as error:
            raise UserError(f"{path} cannot be read to its end ({error.strerror}); check the disk.") from None
        return digest

    def _told(self, model: Model, digest: str) -> Iterator[Event]:
        self._audit.record("model linked" if model.linked_in else "model imported", model=model.id, sha256=digest)
        yield Notice(f"{model.name} is here as {model.id}.")

    def _inspected(
        self, original: Path, path: Path, size_bytes: int, digest: str, known: Catalogue, cancel: CancelToken
    ) -> Model:
        """A new model, from what the workers read in the file's header."""
        taken = [model.id for model in known.models]
        try:
            if adapter := self._inspector.adapter(path, cancel):
                bases = self._bases(adapter, known, cancel)
                return imported_adapter(original.stem, size_bytes, digest, adapter, bases, taken)
            inspected = self._inspector.inspect(path, cancel)
        except ModelError as error:
            raise ModelError(f"{original.name} was not imported: {error}.") from None
        return imported_model(original.stem, size_bytes, digest, inspected, taken)

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

    def _misfit(self, adapter: Layout, path: Path, cancel: CancelToken) -> str:
        try:
            return misfit(adapter, self._inspector.layout(path, cancel))
        except ModelError:
            return "cannot be read"

    def path(self, model: Model) -> Path:
        """Where the first file of a model is, if it is here."""
        return Path(model.linked_in or self._models / model.id) / model.files[0].path


def _known_by_hash(known: Catalogue, digest: str) -> tuple[Model, ModelFile] | None:
    """The model and the file of it that has this hash."""
    for model in known.models:
        for file in model.files:
            if file.sha256 == digest and not model.shipped_in:
                return model, file
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


def _lasting(path: Path) -> Path:
    """The file itself, whatever led to it.

    Raises:
        UserError: it is not there, or its name cannot be recorded.
    """
    try:
        found = path.resolve(strict=True)
    except OSError as error:
        raise UserError(f"{path} cannot be read ({error.strerror}); choose a model file, such as a GGUF.") from None
    if not str(found).isprintable() or "\\" in found.name:
        raise UserError(f"The path {str(found)!a} has characters that cannot be recorded; rename it, or import a copy.")
    return found
