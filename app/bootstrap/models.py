"""Which model does what: each as it was asked for, chosen, or comes with Alcove."""

from functools import partial

from app.bootstrap.workers import Workers
from app.core.acquiring import how_to_get
from app.core.errors import ModelError
from app.core.models import Model, Role
from app.core.prompting import GenerationSummary
from app.core.speech_choice import CAREFUL_SHARE
from app.engines import machine
from app.engines.captioner import Captioner
from app.engines.text_model import Adapter, LlamaModel, QuotingModel, TextModel
from app.engines.transcriber import SpeakerModels, Transcriber
from app.services.application import Application
from app.services.catalogue import ModelCatalogue, ModelState, not_here
from app.services.compressing import Compressing
from app.services.measuring import Measuring
from app.storage.database import Database
from app.storage.documents import Documents
from app.storage.settings import Settings
from app.storage.speech_paces import SpeechPaces
from app.storage.speeds import Speeds

_CONTEXT_TOKENS = 4096
"""What a question over documents needs; a longer window costs memory that a laptop does not have to spare."""


def text_model(application: Application, workers: Workers, model_id: str | None) -> TextModel:
    """The model asked for, else the one in use, else quotation."""
    catalogue = application.catalogue
    if model_id is not None:
        return llama_model(application, workers, _installed(catalogue, model_id))
    return _or_quotation(application, workers, catalogue.chosen(Role.CHAT))


def minutes_model(application: Application, workers: Workers, model_id: str | None) -> TextModel:
    """The model asked for, else the one that writes minutes, else quotation."""
    if model_id is not None:
        return text_model(application, workers, model_id)
    return _or_quotation(application, workers, application.catalogue.chosen_for_minutes())


def _or_quotation(application: Application, workers: Workers, chosen: ModelState | None) -> TextModel:
    return QuotingModel() if chosen is None else llama_model(application, workers, chosen)


def llama_model(application: Application, workers: Workers, state: ModelState) -> LlamaModel:
    """A chat model that is here, as it fits. Raises ModelError where it does not."""
    found = application.catalogue.adapter_of(state.model)
    adapter = None
    if found is not None:
        file = found.model.files[0]
        adapter = Adapter(found.path / file.path, file.sha256, application.catalogue.adapter_scale)
    beside = 0 if found is None else found.model.size_bytes
    fitted = application.catalogue.fit.fitted(state.model, _CONTEXT_TOKENS, beside)
    return LlamaModel(
        workers.generate,
        state.model,
        state.path,
        machine.physical_cores(),
        fitted.plan.context_tokens,
        partial(_note, application),
        compact=fitted.plan.compact,
        notice=fitted.notice,
        adapter=adapter,
    )


def _note(application: Application, model: Model, first_word_ms: float, summary: GenerationSummary) -> None:
    application.monitor.note(model, first_word_ms, summary)
    application.measuring.learn(model, summary)


def model_name(catalogue: ModelCatalogue) -> str:
    """The name of the model in use, or of what stands in for one."""
    state = catalogue.chosen(Role.CHAT)
    return QuotingModel.name if state is None else state.model.name


def measuring(application: Application, workers: Workers, database: Database) -> Measuring:
    """Measures models, and makes way for questions."""
    speeds = Speeds(database, f"{machine.processor()}, {machine.physical_cores()} cores")
    return Measuring(
        application.catalogue,
        lambda model_id: text_model(application, workers, model_id),
        speeds,
        lambda: application.is_asked,
    )


def compressing(application: Application, workers: Workers, database: Database) -> Compressing:
    """Makes models smaller, and measures what that changed."""
    catalogue = application.catalogue
    return Compressing(
        catalogue,
        application.measuring,
        Documents(database),
        lambda model_id: llama_model(application, workers, _installed(catalogue, model_id)),
    )


def _installed(catalogue: ModelCatalogue, model_id: str) -> ModelState:
    for state in catalogue.models():
        if state.model.id == model_id and state.model.role is Role.CHAT:
            catalogue.require_allowed(state.model)
            if not state.installed:
                raise ModelError(not_here(state))
            return state
    raise ModelError(f"There is no chat model {model_id!r}; see them all with: alcove models list")


def transcriber(catalogue: ModelCatalogue, workers: Workers, settings: Settings, paces: SpeechPaces) -> Transcriber:
    """The speech model in use, as careful as the machine allows or the user wants. Raises ModelError where there is none."""
    state = _speech_model(catalogue.chosen(Role.SPEECH))
    sha256 = {file.path: file.sha256 for file in state.model.files}
    care = settings.get("transcribe.care")
    careful = state.share <= CAREFUL_SHARE if care == "automatic" else care == "careful"
    note_share = partial(paces.add, state.model.id)
    return Transcriber(workers.transcribe, state.path, sha256, machine.physical_cores(), careful, note_share)


def captioner(catalogue: ModelCatalogue, workers: Workers) -> Captioner:
    """The speech model that keeps up with live speech, in a process of its own. Raises ModelError where there is none."""
    state = _speech_model(catalogue.chosen_for_captions())
    sha256 = {file.path: file.sha256 for file in state.model.files}
    return Captioner(workers.captions, state.path, sha256, machine.physical_cores())


def speaker_models(catalogue: ModelCatalogue, workers: Workers) -> SpeakerModels:
    """The models that tell speakers apart. Raises ModelError where they are missing."""
    state = catalogue.chosen(Role.SPEAKERS)
    if state is None:
        raise ModelError("The models that tell speakers apart come with Alcove and are missing; install Alcove again.")
    sha256 = {file.path: file.sha256 for file in state.model.files}
    return SpeakerModels(workers.transcribe, state.path, sha256, machine.physical_cores())


def _speech_model(state: ModelState | None) -> ModelState:
    if state is None:
        raise ModelError(f"There is no speech model on this machine; {how_to_get()}")
    return state
