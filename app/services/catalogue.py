"""The models: which there are, which are here, whole and fitting, which are used; checking, importing and removing."""

import shutil
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from app.core.cancel import CancelToken
from app.core.errors import ModelError, UserError, WorkerCrashed, WorkerError
from app.core.events import Event, Failed, Notice
from app.core.models import Catalogue, Model, ModelFile, Role, choose_chat_model, fits, parse_catalogue
from app.engines import machine
from app.engines.process import WorkerProcess
from app.services import model_files
from app.services.imported_models import ImportedModels, imported_model
from app.services.installed_models import missing_file, model_folder
from app.storage.audit import Audit
from app.storage.places import Places
from app.storage.settings import Settings
from app.workers.protocol.generate import InspectTextModel, TextModelInspected


@dataclass(frozen=True, slots=True)
class ModelState:
    """A model as it stands on this machine.

    `installed`: every file is here in its full size. `verified`: whether their hashes were right when last checked by
    this run of Alcove, None if they were not checked. `fits`: whether the machine can carry it. `chosen`: whether it
    is the one in use for its role. `reason`: what is to be said against it, in a few words, or "". `path`: its folder.
    """

    model: Model
    installed: bool
    verified: bool | None
    fits: bool
    reason: str
    chosen: bool
    path: Path


class ModelCatalogue:
    """The shipped catalogue and the imported models. `process` is the generate worker, which alone opens GGUF files."""

    def __init__(
        self,
        places: Places,
        settings: Settings,
        process: WorkerProcess,
        audit: Audit,
        memory_bytes: Callable[[], int] = machine.memory_bytes,
        available_bytes: Callable[[], int] = machine.available_bytes,
    ) -> None:
        self._places = places
        self._models = places.models
        self._catalogue = parse_catalogue((places.resources / "models" / "catalog.toml").read_text("utf-8"))
        self._imported = ImportedModels(places.models)
        self._settings = settings
        self._process = process
        self._audit = audit
        self._memory_bytes = memory_bytes
        self._available_bytes = available_bytes
        self._verified: dict[str, bool] = {}
        self._fitting: tuple[frozenset[str], Model | None] | None = None

    def models(self) -> list[ModelState]:
        """Every model, the shipped catalogue's first."""
        in_use = {role: self._in_use(role) for role in Role}
        return [self._state(model, in_use[model.role]) for model in self._all().models]

    def chosen(self, role: Role | str) -> ModelState | None:
        """The model in use: the user's choice if it is here, else the largest that fits (chat) or the default.

        None where no model of this role is here.
        """
        model = self._in_use(Role(role))
        return None if model is None else self._state(model, model)

    def choose(self, role: Role | str, model_id: str) -> None:
        """Use this model from now on.

        Raises:
            ModelError: there is no such model for this role, or its files are not here.
        """
        model = self._all().model(model_id)
        if model.role is not Role(role):
            raise ModelError(f"{model.name} is a model for {model.role}, not for {role}; choose another.")
        if not self._installed(model):
            raise ModelError(f"{model.name} is not on this machine; fetch it with: alcove models fetch {model.id}")
        self._settings.set(f"model.{model.role}", model.id)
        self._audit.record("model chosen", model=model.id)

    def verify(self, ids: Sequence[str], cancel: CancelToken) -> Iterator[Event]:
        """Compare every file of these models, or of all that are here, with its hash: Progress, and Failed for each wrong one.

        Raises:
            ModelError: there is no model of such an id.
            Cancelled: stopped.
        """
        known = self._all()
        models = [known.model(one) for one in ids] or [model for model in known.models if self._installed(model)]
        meter = model_files.Meter("Verifying", sum(model.size_bytes for model in models))
        for model in models:
            wrong = False
            for file in model.files:
                path = self._folder(model) / file.path
                reason = yield from model_files.verify(path, file, meter, cancel)
                if reason:
                    wrong = True
                    yield Failed(str(path), reason)
            self._verified[model.id] = not wrong

    def import_file(self, path: Path, cancel: CancelToken) -> Iterator[Event]:
        """Copy a model's file into Alcove's own folder, hashed on the way: Progress, and a Notice that names the model.

        A file that the catalogue names by its hash takes its place there, whatever it is called and whatever it is
        for; any other must be a GGUF chat model, which the worker opens and whose template it tries.

        Raises:
            UserError: the file cannot be read, is no usable model, or there is no room for it.
            Cancelled: stopped; nothing is left behind.
        """
        size_bytes = model_files.size_to_import(path, self._models)
        with model_files.import_folder(self._models) as folder:
            part = folder / "model.gguf"
            digest = yield from model_files.copy(path, part, model_files.Meter("Importing", size_bytes), cancel)
            model, file = self._known_by_hash(digest) or self._inspected(path, part, size_bytes, digest, cancel)
            cancel.checkpoint()
            final = self._models / model.id / file.path
            final.parent.mkdir(parents=True, exist_ok=True)
            part.replace(final)
        if model not in self._catalogue.models:
            self._imported.add(model)
        self._verified.pop(model.id, None)
        self._audit.record("model imported", model=model.id, sha256=digest)
        yield Notice(f"{model.name} is here as {model.id}.")

    def remove(self, model_id: str) -> None:
        """Delete a model's files, and forget an imported one.

        Raises:
            ModelError: there is no such model, or it comes with Alcove.
            UserError: the system would not delete it.
        """
        model = self._all().model(model_id)
        if model.shipped_in:
            raise ModelError(f"{model.name} comes with Alcove and cannot be removed.")
        if model.role is Role.CHAT:
            self._process.stop()
        if self._settings.get(f"model.{model.role}") == model.id:
            self._settings.reset(f"model.{model.role}")
        folder = self._folder(model)
        try:
            if folder.exists():
                shutil.rmtree(folder)
        except OSError as error:
            raise UserError(f"{folder} could not be deleted ({error.strerror}); delete it by hand.") from None
        self._imported.remove(model.id)
        self._verified.pop(model.id, None)
        self._audit.record("model removed", model=model.id)

    def _all(self) -> Catalogue:
        return Catalogue((*self._catalogue.models, *self._imported.all()))

    def _folder(self, model: Model) -> Path:
        return model_folder(self._places, model)

    def _installed(self, model: Model) -> bool:
        return not missing_file(self._places, model)

    def _state(self, model: Model, in_use: Model | None) -> ModelState:
        missing = missing_file(self._places, model)
        memory_bytes = self._memory_bytes()
        available_bytes = memory_bytes if model == in_use else self._available_bytes()
        fitting = model.role is not Role.CHAT or fits(model, memory_bytes, available_bytes)
        verified = self._verified.get(model.id) if not missing else None
        return ModelState(
            model=model,
            installed=not missing,
            verified=verified,
            fits=fitting,
            reason=_reason(model, missing if self._folder(model).exists() else "", verified, fitting),
            chosen=model == in_use,
            path=self._folder(model),
        )

    def _in_use(self, role: Role) -> Model | None:
        here = [model for model in self._all().of_role(role) if self._installed(model)]
        wished = self._settings.get(f"model.{role}")
        for model in here:
            if model.id == wished:
                return model
        if role is Role.CHAT:
            return self._largest_that_fits(here)
        return next((model for model in here if model.is_default), here[0] if here else None)

    def _largest_that_fits(self, here: Sequence[Model]) -> Model | None:
        """Decided once for the models that are here: a model, once loaded, takes the very memory it is judged by."""
        ids = frozenset(model.id for model in here)
        if self._fitting is None or self._fitting[0] != ids:
            memory = self._memory_bytes(), self._available_bytes()
            self._fitting = (
                ids,
                choose_chat_model(self._catalogue, ids, *memory)
                or choose_chat_model(Catalogue(self._imported.all()), ids, *memory),
            )
        return self._fitting[1]

    def _known_by_hash(self, digest: str) -> tuple[Model, ModelFile] | None:
        """The model and the file of it that has this hash."""
        for model in self._all().models:
            for file in model.files:
                if file.sha256 == digest and not model.shipped_in:
                    return model, file
        return None

    def _inspected(
        self, original: Path, part: Path, size_bytes: int, digest: str, cancel: CancelToken
    ) -> tuple[Model, ModelFile]:
        """A new model, from what the worker reads in the file's header."""
        try:
            facts = self._process.call(InspectTextModel(path=str(part)), TextModelInspected, cancel)
        except WorkerCrashed:
            raise ModelError(
                f"{original.name} made the process that opened it end, so it is damaged or hostile; "
                "it was not imported: get the file again, or another."
            ) from None
        except WorkerError as error:
            raise ModelError(f"{original.name} was not imported: {str(error).replace(part.name, 'it')}") from None
        model = imported_model(original.stem, size_bytes, digest, facts, [known.id for known in self._all().models])
        return model, model.files[0]


def _reason(model: Model, missing: str, verified: bool | None, fitting: bool) -> str:
    if verified is False:
        return "a file is not the one its hash names"
    if not fitting:
        return f"needs {model.memory_bytes / 1e9:.1f} GB of memory"
    return f"{missing} is missing or incomplete" if missing else ""
