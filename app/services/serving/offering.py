"""What other programs on this computer may ask of Alcove: chats, answers from the library, vectors, transcripts.

Nothing of it is kept but the audit log's counts.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

from app.core.api import EMBEDDING_MODEL, LIBRARY_MODEL, MODEL, SPEECH_MODEL
from app.core.asking.conversations import Answer
from app.core.asking.pictures import question_with_texts
from app.core.asking.prompting import Function, GenerationOptions, Prompt, PromptTurn
from app.core.cancel import CancelToken
from app.core.errors import NothingFound, UserError, WorkerError
from app.core.events import Answered
from app.core.library.documents import Document, Passage, ScoredPassage
from app.core.meetings.meeting_documents import is_meeting
from app.core.meetings.transcript import LANGUAGES
from app.core.models.model import Role
from app.engines.index import Index
from app.engines.text_model import TextModel, Written
from app.engines.transcriber import Recognized, Transcriber
from app.services.asking.answering import Answering
from app.services.asking.pictures import PictureReading, require_few
from app.services.asking.questions import Question
from app.services.library.search import Search
from app.services.models.catalogue import ModelCatalogue
from app.services.permissions import Permissions
from app.storage.audit import CALLED, Audit
from app.storage.library.documents import Documents
from app.workers.protocol.index import Vectors

_TEMPLATE_TOKENS = 16
"""What a chat template puts around a turn, at most."""
_FUNCTION_TOKENS = 400
"""What a chat template says of calling functions, at most."""


@dataclass(frozen=True, slots=True)
class Offered:
    """A model by the name it can be called with; `role` is chat, library, embedding or speech."""

    id: str
    role: str


@dataclass(frozen=True, slots=True)
class Wishes:
    """How a chat is to be continued; None leaves it to the user's settings."""

    maximum_tokens: int | None = None
    temperature: float | None = None
    seed: int = 0
    stop: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Conversation:
    """A conversation of another program: its turns, and the files of the pictures that stand before one, by its number.

    The model may, or `must_call`, ask for a call of one of the `functions`.
    """

    turns: Sequence[PromptTurn]
    pictures: Mapping[int, Sequence[bytes]] = field(default_factory=dict)
    functions: tuple[Function, ...] = ()
    must_call: bool = False


class Offering:
    """The services behind the local API. Safe from any thread; see `models` for the names a model may have."""

    def __init__(
        self,
        catalogue: ModelCatalogue,
        choose_model: Callable[[str | None], TextModel],
        transcriber: Callable[[], Transcriber],
        answering: Answering,
        search: Search,
        documents: Documents,
        index: Index,
        options: Callable[[], GenerationOptions],
        audit: Audit,
        permissions: Permissions,
        pictures: PictureReading,
    ) -> None:
        self._catalogue = catalogue
        self._choose_model = choose_model
        self._transcriber = transcriber
        self._answering = answering
        self._search = search
        self._documents = documents
        self._index = index
        self._options = options
        self._audit = audit
        self._permissions = permissions
        self._pictures = pictures

    def models(self) -> list[Offered]:
        """What can be called here, the models in use first, by what they do and then by their own ids."""
        here = [state for state in self._catalogue.models() if state.installed and state.allowed]
        chats = [Offered(state.model.id, "chat") for state in here if state.model.role is Role.CHAT]
        vectors = [Offered(it, "embedding") for it in self._ids(EMBEDDING_MODEL, Role.EMBEDDING)]
        speech = [Offered(it, "speech") for it in self._ids(SPEECH_MODEL, Role.SPEECH)]
        own = [Offered(LIBRARY_MODEL, "library"), *([Offered(MODEL, "chat")] if chats else [])]
        return [*own, *chats, *vectors, *speech]

    def chat(self, model_id: str, conversation: Conversation, wishes: Wishes, cancel: CancelToken) -> Iterator[Written]:
        """Continue a conversation with a model and nothing else: no documents, nothing added to what is given.

        An answer is as long as the model's memory leaves room for, however long it was wished. It pauses while the user
        asks something, and goes on behind its last word. The text in pictures is read for a model that does not see.

        Raises:
            NothingFound: there is no such model.
            RefusedByPolicy: the organization does not want that answered.
            UserError: the conversation is too long, a picture cannot be read, or the model cannot be used.
            Cancelled: on cancel.
        """
        for text in _told(conversation.turns, conversation.functions):
            self._answering.require_answerable(text)
        self._require(model_id, "chat")
        model = self._answering.making_way(self._choose_model(None if model_id == MODEL else model_id))
        prompt = self._prompt(conversation, model, cancel)
        options = self._wished(wishes)
        if model.writes:
            room = max(1, model.context_tokens - _tokens_read(model, prompt) - options.thinking_tokens)
            options = replace(options, maximum_tokens=min(options.maximum_tokens, room))
        self._audit.record(CALLED, what="chat", model=model_id)
        yield from model.stream(prompt, options, cancel)

    def answer(self, question: str, collection: str | None, cancel: CancelToken) -> Answer:
        """An answer from the library and nothing else, checked sentence by sentence, with its citations.

        Raises:
            NothingFound: there is no such collection.
            UserError: the question is empty, or the model cannot be used.
            Cancelled: on cancel.
        """
        # What another program says are not the user's own words, and so they call no tool.
        asked = Question(question, collection=self._collection(collection), keep=False, tools=False, for_program=True)
        asked = replace(asked, meetings=self._permissions.hands_on_meetings)
        for event in self._answering.ask(asked, cancel):
            if isinstance(event, Answered):
                return event.answer
        raise WorkerError("The question ended without an answer; please ask again.")

    def vectors(self, model_id: str, texts: Sequence[str], cancel: CancelToken) -> Vectors:
        """A vector for each text, as those that the library is searched by. Raises NothingFound and as `Index.embed`."""
        self._require(model_id, "embedding")
        self._audit.record(CALLED, what="embedding", texts=len(texts))
        return self._index.embed(texts, cancel)

    def transcript(
        self, model_id: str, name: str, content: bytes, language: str, vocabulary: str, cancel: CancelToken
    ) -> Iterator[Recognized]:
        """What is said in a recording of this name, which never touches the disk.

        Raises:
            NothingFound: there is no such model.
            RefusedByPolicy: transcripts are not to be handed on.
            UserError: the recording or the language cannot be used.
            Cancelled: on cancel.
        """
        self._permissions.require_meetings_as_they_are()
        self._require(model_id, "speech")
        if language and language not in LANGUAGES:
            raise UserError(f'There is no language "{language:.20}"; give a code such as "en", or none to find out.')
        self._audit.record(CALLED, what="transcript", bytes=len(content))
        yield from self._transcriber().transcribe(Path(name), language, vocabulary, 0.0, cancel, content)

    def search(self, query: str, top: int, collection: str | None, cancel: CancelToken) -> tuple[ScoredPassage, ...]:
        """The passages that fit a query best. Raises NothingFound where there is no such collection, and Cancelled."""
        if not query.strip():
            raise UserError("There is no query.")
        self._audit.record(CALLED, what="search")
        self._search.catch_up()
        meetings = self._permissions.hands_on_meetings
        return self._search.find(query, top, cancel, self._collection(collection), meetings=meetings).passages

    def passages_around(self, passage_id: int, around: int) -> tuple[Document, list[Passage]]:
        """A passage with up to `around` passages before and after it, and its document.

        Raises:
            NothingFound: there is no such passage.
            RefusedByPolicy: it was said in a meeting, and those are not to be handed on.
        """
        found = self._documents.passages([passage_id])
        if not found:
            raise NothingFound(f"There is no passage {passage_id}; its document may have been removed.")
        [passage] = found
        document = self._documents.get(passage.document_id)
        if is_meeting(document):
            self._permissions.require_meetings_as_they_are()
        self._audit.record(CALLED, what="passage")
        near = [
            it for it in self._documents.passages_of(passage.document_id) if abs(it.ordinal - passage.ordinal) <= around
        ]
        return document, near

    def _prompt(self, conversation: Conversation, model: TextModel, cancel: CancelToken) -> Prompt:
        """What the model reads of a conversation: its pictures, or their text."""
        require_few([content for contents in conversation.pictures.values() for content in contents])
        attached = {
            number: [self._pictures.from_clipboard(content) for content in contents]
            for number, contents in conversation.pictures.items()
        }
        every = [one for pictures in attached.values() for one in pictures]
        turns = list(conversation.turns)
        for number, pictures in attached.items():
            refs = tuple(one.picture.ref for one in pictures)
            if model.sees:
                turns[number] = replace(turns[number], pictures=refs)
            else:
                texts = self._pictures.texts(refs, pictures, cancel)
                turns[number] = replace(turns[number], text=question_with_texts(turns[number].text, texts))
        pixels = self._pictures.pixels((one.picture.ref for one in every), every) if model.sees else {}
        functions, must_call = conversation.functions, conversation.must_call
        return Prompt(tuple(turns), pixels=pixels, functions=functions, must_call=must_call)

    def _wished(self, wishes: Wishes) -> GenerationOptions:
        """As the caller wishes, but for what the administrator has fixed."""
        options = self._options()
        tokens, temperature = wishes.maximum_tokens or options.maximum_tokens, wishes.temperature
        if self._permissions.reason("answer.maximum_tokens"):
            tokens = min(tokens, options.maximum_tokens)
        if temperature is None or self._permissions.reason("answer.temperature"):
            temperature = options.temperature
        return replace(options, maximum_tokens=tokens, temperature=temperature, seed=wishes.seed, stop=wishes.stop)

    def _ids(self, own: str, role: Role) -> list[str]:
        """The model in use for a role, by both of its names; none where there is none."""
        state = self._catalogue.chosen(role)
        return [] if state is None else [own, state.model.id]

    def _require(self, model_id: str, role: str) -> None:
        names = [offered.id for offered in self.models() if offered.role == role]
        if model_id not in names:
            choice = f"choose among {', '.join(names)}" if names else self._catalogue.how_to_get()
            raise NothingFound(f'There is no {role} model "{model_id:.80}" here; {choice}.')

    def _collection(self, name: str | None) -> str | None:
        if name and name not in self._documents.collections():
            raise NothingFound(f'There is no collection "{name:.80}" in the library.')
        return name or None


def _tokens_read(model: TextModel, prompt: Prompt) -> int:
    """About how many tokens of its memory a model needs for a prompt; more rather than fewer."""
    told = _told(prompt.turns, prompt.functions)
    around = _TEMPLATE_TOKENS * (len(told) + 1) + (_FUNCTION_TOKENS if prompt.functions else 0)
    pictures = [one for turn in prompt.turns for one in turn.pictures]
    return sum(model.count_tokens(told)) + around + model.count_pictures(pictures)


def _told(turns: Sequence[PromptTurn], functions: Sequence[Function]) -> list[str]:
    """Every text that a model is given, in pieces."""
    calls = [f"{call.name} {call.arguments}" for turn in turns for call in turn.calls]
    offered = [f"{one.name} {one.description} {one.parameters}" for one in functions]
    return [*(turn.text for turn in turns), *calls, *offered]
