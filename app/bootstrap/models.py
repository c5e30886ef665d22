"""Which model does what: each as it was asked for, chosen, or comes with Alcove."""

from functools import partial

from app.bootstrap.workers import Workers
from app.core.asking.conversations import Answer
from app.core.asking.prompting import GenerationSummary
from app.core.errors import ModelError
from app.core.meetings.speech_choice import CAREFUL_SHARE
from app.core.models.adapters import WITHOUT_ADAPTER, AdapterWish, bases_of
from app.core.models.model import Model, Role
from app.engines import machine
from app.engines.captioner import Captioner
from app.engines.quoting_model import QuotingModel
from app.engines.text_model import Adapter, LlamaModel, OnDevice, TextModel
from app.engines.transcriber import SpeakerModels, Transcriber
from app.services.application import Application
from app.services.asking.questions import Chosen, Question
from app.services.models.catalogue import ModelCatalogue
from app.services.models.compressing import Compressing
from app.services.models.measuring import Measuring
from app.services.models.model_state import ModelState
from app.services.models.routing import CHOSEN, SEES, ModelRouting
from app.storage.database import Database
from app.storage.library.documents import Documents
from app.storage.meetings.speech_paces import SpeechPaces
from app.storage.settings import Settings
from app.storage.speeds import Speeds

_CONTEXT_TOKENS = 4096
"""What a question over documents needs; a longer window costs memory that a laptop does not have to spare."""


def text_model(
    application: Application, workers: Workers, model_id: str | None, adapter: AdapterWish | None = None
) -> TextModel:
    """The model asked for, else the one in use, else quotation."""
    catalogue = application.catalogue
    if model_id is not None:
        return llama_model(application, workers, _installed(catalogue, model_id), adapter)
    return _or_quotation(application, workers, catalogue.chosen(Role.CHAT), adapter)


def answering_model(
    application: Application, workers: Workers, routing: ModelRouting, question: Question, last: Answer | None
) -> Chosen:
    """Who answers a question: the model it asks for, else the one that is picked for it, else quotation.

    Raises:
        RefusedByPolicy: the administrator has chosen another model, or does not allow this one.
        ModelError: the model asked for is not here, or does not fit.
    """
    catalogue = application.catalogue
    model_id = question.model_id or _base_of(catalogue, question.adapter)
    if model_id is not None:
        asked_for = _installed(catalogue, model_id)
        if not asked_for.chosen:
            application.permissions.require("model.chat")
        reason = CHOSEN if question.keep else ""
        return Chosen(llama_model(application, workers, asked_for, question.adapter), reason)
    if (question.pictures or question.after_pictures) and (seeing := _seeing(catalogue)) is not None:
        return Chosen(llama_model(application, workers, seeing, question.adapter), SEES)
    if not question.routed:
        return Chosen(text_model(application, workers, None, question.adapter))
    picked = routing.pick(question.text, question.reach, last, with_documents=question.use_documents)
    if picked is None:
        return Chosen(QuotingModel())
    return Chosen(text_model(application, workers, picked.model.id, question.adapter), picked.reason)


def _seeing(catalogue: ModelCatalogue) -> ModelState | None:
    """The largest model that sees pictures, where the user leaves it to Alcove which model answers."""
    in_use = catalogue.chosen(Role.CHAT)
    if in_use is None or not in_use.by_itself:
        return None
    seeing = [one for one in catalogue.models() if one.model.projector and one.installed and one.allowed and one.fits]
    return max(seeing, key=lambda one: one.model.size_bytes, default=None)


def _base_of(catalogue: ModelCatalogue, wish: AdapterWish | None) -> str | None:
    """The model that a wished adapter goes with: the one in use if it is one of them; None without a wish."""
    if wish is None or not wish.adapter_id:
        return None
    adapters = [state.model for state in catalogue.models() if state.model.id == wish.adapter_id]
    bases = [base for adapter in adapters for base in bases_of(adapter)]
    in_use = catalogue.chosen(Role.CHAT)
    return in_use.model.id if in_use is not None and in_use.model.id in bases else next(iter(bases), None)


def minutes_model(application: Application, workers: Workers, model_id: str | None) -> TextModel:
    """The model asked for, else the one that writes minutes, else quotation."""
    if model_id is not None:
        return text_model(application, workers, model_id)
    return _or_quotation(application, workers, application.catalogue.chosen_for_minutes())


def _or_quotation(
    application: Application, workers: Workers, chosen: ModelState | None, adapter: AdapterWish | None = None
) -> TextModel:
    return QuotingModel() if chosen is None else llama_model(application, workers, chosen, adapter)


def llama_model(
    application: Application, workers: Workers, state: ModelState, wish: AdapterWish | None = None
) -> LlamaModel:
    """A chat model that is here, as it fits, with the adapter wished for or in use. Raises ModelError where it does not."""
    catalogue = application.catalogue
    found = catalogue.adapter_of(state.model, wish)
    adapter, left_out = None, ""
    if found is not None:
        file = found.model.files[0]
        adapter = Adapter(found.path / file.path, file.sha256, catalogue.scale_of(wish))
    elif wish is not None and wish.adapter_id:
        left_out = f"The adapter {wish.adapter_id} is left out: it is gone, or does not go with {state.model.name}."
    fitted = catalogue.fit.fitted(state.model, _CONTEXT_TOKENS, 0 if found is None else found.model.size_bytes)
    device = fitted.device
    return LlamaModel(
        workers.generate,
        state.model,
        state.path,
        machine.physical_cores(),
        fitted.plan.context_tokens,
        partial(_note, application, learns=adapter is None),
        compact=fitted.plan.compact,
        notice=" ".join(filter(None, (fitted.notice, left_out))),
        adapter=adapter,
        on=None if device is None else OnDevice(device, fitted.plan.device_layers, application.compute_devices.failed),
    )


def _note(
    application: Application, model: Model, first_word_ms: float, summary: GenerationSummary, *, learns: bool
) -> None:
    """What an answer took; with an adapter it says nothing of the model's own speed."""
    application.monitor.note(model, first_word_ms, summary)
    if learns:
        application.measuring.learn(model, summary)


def model_name(catalogue: ModelCatalogue) -> str:
    """The name of the model in use, or of what stands in for one."""
    state = catalogue.chosen(Role.CHAT)
    return QuotingModel.name if state is None else state.model.name


def measuring(application: Application, workers: Workers, database: Database) -> Measuring:
    """Measures models, and makes way for questions."""
    processor = f"{machine.processor()}, {machine.physical_cores()} cores"

    def computing() -> str:
        return ", ".join(filter(None, (processor, application.compute_devices.used_told())))

    return Measuring(
        application.catalogue,
        lambda model_id: text_model(application, workers, model_id, WITHOUT_ADAPTER),
        Speeds(database, computing),
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
                raise ModelError(catalogue.not_here(state))
            return state
    raise ModelError(f"There is no chat model {model_id!r}; see them all with: alcove models list")


def transcriber(catalogue: ModelCatalogue, workers: Workers, settings: Settings, paces: SpeechPaces) -> Transcriber:
    """The speech model in use, as careful as the machine allows or the user wants. Raises ModelError where there is none."""
    state = _speech_model(catalogue, catalogue.chosen(Role.SPEECH))
    sha256 = {file.path: file.sha256 for file in state.model.files}
    care = settings.get("transcribe.care")
    careful = state.share <= CAREFUL_SHARE if care == "automatic" else care == "careful"
    note_share = partial(paces.add, state.model.id)
    return Transcriber(workers.transcribe, state.path, sha256, machine.physical_cores(), careful, note_share)


def captioner(catalogue: ModelCatalogue, workers: Workers) -> Captioner:
    """The speech model that keeps up with live speech, in a process of its own. Raises ModelError where there is none."""
    state = _speech_model(catalogue, catalogue.chosen_for_captions())
    sha256 = {file.path: file.sha256 for file in state.model.files}
    return Captioner(workers.captions, state.path, sha256, machine.physical_cores())


def speaker_models(catalogue: ModelCatalogue, workers: Workers) -> SpeakerModels:
    """The models that tell speakers apart. Raises ModelError where they are missing."""
    state = catalogue.chosen(Role.SPEAKERS)
    if state is None:
        raise ModelError("The models that tell speakers apart come with Alcove and are missing; install Alcove again.")
    sha256 = {file.path: file.sha256 for file in state.model.files}
    return SpeakerModels(workers.transcribe, state.path, sha256, machine.physical_cores())


def _speech_model(catalogue: ModelCatalogue, state: ModelState | None) -> ModelState:
    if state is None:
        raise ModelError(f"There is no speech model on this machine; {catalogue.how_to_get()}")
    return state
