"""The models: which there are, which are here, whole and fitting, which are used; checking, importing and removing."""

import shutil
from collections.abc import Callable, Generator, Iterator, Mapping, Sequence
from pathlib import Path

from app.core.administration.acquiring import how_to_get
from app.core.administration.manifests import PACK_SUFFIX
from app.core.cancel import CancelToken
from app.core.errors import ModelError, UserError
from app.core.events import Event, Failed
from app.core.models.adapters import STRONGEST, AdapterWish, belongs_to
from app.core.models.compression import choices
from app.core.models.found_models import FoundModel, ProgramFolder
from app.core.models.model import (
    MINUTES,
    Catalogue,
    Model,
    Role,
    fits,
    parse_catalogue,
    role_for,
)
from app.engines import machine
from app.engines.inspector import Inspector
from app.engines.process import WorkerProcess
from app.services.models import model_files
from app.services.models.compute_devices import ComputeDevices
from app.services.models.imported_models import ImportedModels
from app.services.models.installed_models import merged, missing_file, model_folder
from app.services.models.model_choice import ModelChoice
from app.services.models.model_fit import ModelFit
from app.services.models.model_imports import ModelImports
from app.services.models.model_state import ModelState, reason_against
from app.services.models.other_programs import find_models, known_folders
from app.services.models.pack_imports import PackImports
from app.services.models.packed_models import PackedModels, trusted_keys
from app.services.permissions import Permissions
from app.storage.audit import Audit
from app.storage.places import Places
from app.storage.settings import Settings


class ModelCatalogue:
    """The shipped catalogue and the imported models. `process` is the generate worker, which holds the chat model.

    `fit` says how a model is loaded so that it fits.
    """

    def __init__(
        self,
        places: Places,
        settings: Settings,
        process: WorkerProcess,
        inspector: Inspector,
        audit: Audit,
        permissions: Permissions,
        memory_bytes: Callable[[], int] = machine.memory_bytes,
        available_bytes: Callable[[], int] = machine.available_bytes,
        other_folders: Callable[[], tuple[ProgramFolder, ...]] = known_folders,
        speech_shares: Callable[[], Mapping[str, float]] = dict,
        removed: Callable[[], None] = lambda: None,
        devices: ComputeDevices | None = None,
    ) -> None:
        self._places = places
        self._catalogue = parse_catalogue((places.resources / "models" / "catalog.toml").read_text("utf-8"))
        self._imported = ImportedModels(places.models)
        self._settings = settings
        self._process = process
        self._audit = audit
        self.fit = ModelFit(process, available_bytes, devices)
        self._imports = ModelImports(places, inspector, audit)
        self._memory_bytes = memory_bytes
        self._available_bytes = available_bytes
        self._folders = other_folders
        self._choice = ModelChoice(self._catalogue, self._here, settings, memory_bytes, available_bytes, speech_shares)
        self._removed = removed
        self._permissions = permissions
        self._packed = PackedModels(places, trusted_keys(places, permissions.policy))
        self._packs = PackImports(places.models, self._packed, audit)
        self._verified: dict[str, bool] = {}

    def models(self) -> list[ModelState]:
        """Every model, the shipped catalogue's first."""
        in_use = {role: self._choice.of(role) for role in Role}
        return [self._state(model, in_use[model.role]) for model in self._all().models]

    def chosen(self, role: Role | str) -> ModelState | None:
        """The model in use: the user's choice if it is here, else the largest that fits (chat) or the default.

        None where no model of this role is here.
        """
        return self._state_in_use(self._choice.of(Role(role)))

    def usable(self, role: Role) -> list[ModelState]:
        """The models of a role that are here and may be used, the one in use first; none where none is in use."""
        in_use = self._choice.of(role)
        if in_use is None:
            return []
        return [self._state(it, in_use) for it in (in_use, *(it for it in self._here(role) if it != in_use))]

    def chosen_for_captions(self) -> ModelState | None:
        """The speech model that keeps up with live speech."""
        return self._state_in_use(self._choice.for_captions())

    def chosen_for_minutes(self) -> ModelState | None:
        """The chat model that writes minutes."""
        return self._state_in_use(self._choice.for_minutes())

    def adapter_of(self, model: Model, wish: AdapterWish | None = None) -> ModelState | None:
        """The adapter for this chat model, None without one: that of the wish, else the one in use for all conversations.

        One that is not here, or belongs to another model, is none. What the administrator has chosen stays.
        """
        if wish is None or self._permissions.reason("model.adapter"):
            adapter = self._choice.of(Role.ADAPTER)
        else:
            adapter = next((it for it in self._here(Role.ADAPTER) if it.id == wish.adapter_id), None)
        return self._state_in_use(adapter) if adapter is not None and belongs_to(adapter, model) else None

    def wished_adapter(self, wish: AdapterWish) -> Model:
        """The adapter of a wish.

        Raises:
            ModelError: it is not here, or stronger or weaker than it may be.
        """
        found = next((it for it in self._here(Role.ADAPTER) if it.id == wish.adapter_id), None)
        if found is None:
            raise ModelError(f"There is no adapter {wish.adapter_id!r} here; see them all with: alcove models adapters")
        if not 0 <= wish.scale <= STRONGEST:
            raise ModelError(f"An adapter counts from 0 to {STRONGEST:g}, not {wish.scale:g}.")
        return found

    def scale_of(self, wish: AdapterWish | None) -> float:
        """How strongly the adapter for that changes its model."""
        return self.adapter_scale if wish is None or self._permissions.reason("model.adapter") else wish.scale

    @property
    def adapter_scale(self) -> float:
        """How strongly the adapter in use changes its model: 0 not at all, 1 as it was trained, 2 at most."""
        return float(self._settings.get("model.adapter_scale"))

    def scale_adapter(self, scale: float) -> None:
        """Have it change its model as strongly as this. Raises UserError below 0 and above 2."""
        self._settings.set("model.adapter_scale", scale)

    def choose_by_itself(self, task: str) -> None:
        """Let Alcove choose the model for this again: for a role, or for minutes."""
        self._settings.reset(f"model.{task}")
        self._audit.record("model chosen", model="")

    def choose(self, task: str, model_id: str) -> None:
        """Use this model from now on, for its role or for minutes.

        Raises:
            RefusedByPolicy: this model may not be used.
            ModelError: there is no such model for this task, or its files are not here.
        """
        model = self._all().model(model_id)
        self.require_allowed(model)
        if model.role is not role_for(task):
            raise ModelError(f"{model.name} is a model for {model.role}, not for {task}; choose another.")
        if not self._installed(model):
            raise ModelError(self.not_here(self._state(model, None)))
        self._settings.set(f"model.{task}", model.id)
        self._audit.record("model chosen", model=model.id)

    def not_here(self, state: ModelState) -> str:
        """Why a model cannot be used, in a sentence."""
        if state.model.linked_in:
            return f"{state.model.name} cannot be used: {state.reason}."
        return f"{state.model.name} is not on this machine; {self.how_to_get(state.model.id)}"

    def how_to_get(self, model_id: str = "") -> str:
        """What the user does to get this model, or any, where it is not here, in words that complete a sentence."""
        return how_to_get(self._permissions.policy, model_id)

    def require_allowed(self, model: Model) -> None:
        """Go on only if the administrator lets this model be used. Raises RefusedByPolicy."""
        self._permissions.require_model(model, self._is_signed(model))

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

    def import_file(self, path: Path, cancel: CancelToken, projector: Path | None = None) -> Iterator[Event]:
        """Copy a model's file into Alcove's own folder, hashed on the way: Progress, and a Notice that names the model.

        A pack brings all its models, once it is clear that it is whole and signed. A file that the catalogue names by its
        hash takes its place there, whatever it is called and whatever it is for; any other must be a GGUF chat model,
        which the worker opens and whose template it tries, or an adapter for one. A model sees pictures through the
        `projector` that is named, or through one that lies beside it.

        Raises:
            RefusedByPolicy: no models may be brought along.
            UserError: the file cannot be read, is no usable model, or there is no room for it.
            Cancelled: stopped; nothing is left behind.
        """
        self._permissions.require("models.import_allowed")
        if path.suffix.lower() == PACK_SUFFIX:
            yield from self._packs.imported(path, self._all().models, cancel)
            self._verified.clear()
            self._process.stop()
            return
        model = yield from self._imports.copied(path, self._all(), cancel, projector)
        self._verified.pop(model.id, None)

    def link_file(self, path: Path, cancel: CancelToken, projector: Path | None = None) -> Iterator[Event]:
        """Use a model's file where it lies, another program's above all: Progress, and a Notice that names the model.

        The `projector` that is named, or else one that lies beside it, is linked with it.

        Raises:
            RefusedByPolicy: no models may be brought along.
            UserError: the file cannot be read, or is no usable model.
            Cancelled: stopped.
        """
        self._permissions.require("models.import_allowed")
        model = yield from self._imports.linked(path, self._all(), cancel, projector)
        self._verified.pop(model.id, None)

    def compress(self, model_id: str, kind: str, cancel: CancelToken) -> Generator[Event, None, Model]:
        """Make a smaller model of one that is here, such as "Q4_K_M": Progress; returns the new model.

        Raises:
            RefusedByPolicy: this model may not be used, or none that is not in the catalogue be added.
            UserError: it is not here, is small already, or there is no room.
            Cancelled: stopped; nothing is left behind.
        """
        model = self._all().model(model_id)
        self._permissions.require("models.import_allowed")
        self._permissions.require_unlisted_models()
        if not self._installed(model):
            raise ModelError(self.not_here(self._state(model, None)))
        possible = {one.name: one for one in choices(model)}
        if not possible:
            raise ModelError(
                f"{model.name} cannot be compressed: only chat models stored whole can (F32, F16, BF16 or Q8_0)."
            )
        if kind not in possible:
            raise ModelError(f"{model.name} cannot be compressed to {kind}; choose among {', '.join(possible)}.")
        return (yield from self._imports.compressed(model, possible[kind], self._all(), cancel))

    def found_elsewhere(self, cancel: CancelToken) -> tuple[FoundModel, ...]:
        """Models that LM Studio, Ollama, GPT4All and Jan keep on this machine. Raises Cancelled if stopped."""
        linked = {Path(model.linked_in) / model.files[0].path for model in self._imported.all() if model.linked_in}
        return find_models(self._folders(), linked, cancel)

    def remove(self, model_id: str) -> None:
        """Delete a model's files, and forget an imported one; what is linked stays with its program.

        Raises:
            ModelError: there is no such model, or it comes with Alcove.
            UserError: the system would not delete it.
        """
        model = self._all().model(model_id)
        if model.shipped_in:
            raise ModelError(f"{model.name} comes with Alcove and cannot be removed.")
        folder = self._folder(model)
        if folder.is_relative_to(self._places.machine_models):
            raise ModelError(f"{model.name} is there for all users of this machine; its administrator can remove it.")
        if model.role in (Role.CHAT, Role.ADAPTER):
            self._process.stop()
        for task in (model.role, MINUTES):
            if self._choice.wished(task) == model.id:
                self._settings.reset(f"model.{task}")
        try:
            if folder.exists() and not model.linked_in:
                shutil.rmtree(folder)
            self._packed.forget_empty()
        except OSError as error:
            raise UserError(f"{folder} could not be deleted ({error.strerror}); delete it by hand.") from None
        self._imported.remove(model.id)
        self._verified.pop(model.id, None)
        self._audit.record("model removed", model=model.id)
        self._removed()

    def _all(self) -> Catalogue:
        return Catalogue(merged(self._catalogue.models, self._packed.all(), self._imported.all()))

    def _is_signed(self, model: Model) -> bool:
        """Whether the program, or a pack that is signed, says which files this model has."""
        return bool(model.pack) or model in self._catalogue.models

    def _folder(self, model: Model) -> Path:
        return model_folder(self._places, model)

    def _installed(self, model: Model) -> bool:
        return not missing_file(self._places, model)

    def _state_in_use(self, model: Model | None) -> ModelState | None:
        return None if model is None else self._state(model, model)

    def _state(self, model: Model, in_use: Model | None) -> ModelState:
        missing = missing_file(self._places, model)
        memory_bytes = self._memory_bytes()
        available_bytes = memory_bytes if model == in_use else self._available_bytes()
        fitting = model.role is not Role.CHAT or fits(model, memory_bytes, available_bytes)
        verified = self._verified.get(model.id) if not missing else None
        against = self._against(model)
        return ModelState(
            model=model,
            installed=not missing,
            verified=verified,
            fits=fitting,
            reason=against
            or reason_against(
                model, missing if self._folder(model).exists() or model.linked_in else "", verified, fitting
            ),
            chosen=model == in_use,
            path=self._folder(model),
            by_itself=self._choice.wished(model.role) != model.id,
            share=self._choice.speech_share(model),
            allowed=not against,
            fixed=bool(self._permissions.reason(f"model.{model.role}")),
            writes_minutes=self._choice.wished(MINUTES) == model.id,
        )

    def _here(self, role: Role) -> list[Model]:
        return [it for it in self._all().of_role(role) if self._installed(it) and not self._against(it)]

    def _against(self, model: Model) -> str:
        """Why the administrator keeps a model from being used, in a few words."""
        return self._permissions.reason_against_model(model, self._is_signed(model))
