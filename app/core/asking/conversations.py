"""Questions and answers as they are kept: turns, sentences with their support, citations and coverage."""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from app.core.asking.exhaustive import Reach
from app.core.asking.pictures import Picture
from app.core.library.filters import NO_FILTERS, Filters
from app.core.models.adapters import AdapterWish
from app.core.tools.tools import Call


class Role(StrEnum):
    """Who speaks in a conversation, or in a prompt; a tool answers to a call that the assistant has written."""

    SYSTEM = "system"
    USER = "user"
    ASSISTANT = "assistant"
    TOOL = "tool"


class Support(StrEnum):
    """What our own check found of a sentence; PLAIN where there were no documents to check against."""

    SUPPORTED = "supported"
    PARTLY = "partly"
    UNSUPPORTED = "unsupported"
    PLAIN = "plain"


@dataclass(frozen=True, slots=True)
class Citation:
    """The exact place a sentence rests on. `start` and `end` are character offsets into the text of the page.

    `label` names the place where a page number alone does not, such as "Sheet Costs, rows 12-18".
    """

    n: int
    document_id: int
    passage_id: int
    path: str
    title: str
    page_index: int
    page: int | None
    start: int
    end: int
    quote: str
    label: str = ""
    told: str = ""
    """The quote in one line, rows of tables in words; "" in answers of before 0.2."""

    @property
    def in_words(self) -> str:
        """The quote as it is shown among other words."""
        return self.told or " ".join(self.quote.split())


@dataclass(frozen=True, slots=True)
class Sentence:
    """One sentence of an answer, its support, and the numbers of the citations behind it."""

    text: str
    support: Support
    citations: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class Coverage:
    """What an answer rests on: documents searched, passages read by the model, files that could not be read.

    `passages` is how many there were to read where everything was to be read, else 0.
    """

    documents: int = 0
    passages_read: int = 0
    unreadable: int = 0
    passages: int = 0


@dataclass(frozen=True, slots=True)
class Timings:
    """Milliseconds from the question: until passages were found, until the first token, until the end."""

    search: float = 0.0
    first_token: float = 0.0
    total: float = 0.0


@dataclass(frozen=True, slots=True)
class TokenCounts:
    """Tokens of the prompt, how many of them came from the KV cache, and how many were generated."""

    prompt: int = 0
    reused: int = 0
    generated: int = 0


@dataclass(frozen=True, slots=True)
class Answer:
    """A finished answer with everything needed to check it."""

    text: str
    sentences: tuple[Sentence, ...] = ()
    citations: tuple[Citation, ...] = ()
    declined: bool = False
    coverage: Coverage = Coverage()
    timings_ms: Timings = Timings()
    tokens: TokenCounts = TokenCounts()
    model: str = ""
    question: str = ""
    """The question as it was searched: made self-standing when it was a follow-up."""
    stopped: bool = False
    """Whether the user stopped it before its end."""
    replaced: bool = False
    """Whether the text is not what the model wrote, but the documents' own words."""
    reach: Reach = Reach.AUTOMATIC
    """How much of the documents the user wanted it to rest on."""
    disclaimer: str = ""
    """What the organization wants said with it."""
    thought: str = ""
    """What the model thought aloud before it answered: neither checked nor told to a model again."""
    calls: tuple[Call, ...] = ()
    """The tools that were called for it."""
    model_reason: str = ""
    """Why this model wrote it, in a few words; "" where there was nothing to choose."""
    note: str = ""
    """What is to be known of how it came about."""


@dataclass(frozen=True, slots=True)
class Turn:
    """One message of a conversation. `answer` is set for the assistant's turns only, `pictures` for the user's."""

    id: int
    conversation_id: int
    role: Role
    text: str
    created_at: str
    answer: Answer | None = None
    pictures: tuple[Picture, ...] = ()


def latest_answer(turns: Sequence[Turn]) -> Answer | None:
    """The last answer there is."""
    return next((turn.answer for turn in reversed(turns) if turn.answer is not None), None)


def latest_question(turns: Sequence[Turn]) -> str | None:
    """The last question that was answered, as it was searched."""
    return next((turn.answer.question for turn in reversed(turns) if turn.answer and turn.answer.question), None)


@dataclass(frozen=True, slots=True)
class Answerer:
    """Who answers a conversation, as the user chose for it.

    None leaves the model to Alcove, and the adapter to what is in use for all conversations.
    """

    model_id: str | None = None
    adapter: AdapterWish | None = None


AUTOMATIC = Answerer()


@dataclass(frozen=True, slots=True)
class Conversation:
    """A thread of turns, with what its latest question searched, and who answers it.

    `collection` is None for all documents, `paths` are the files it was kept to, None for all; `filters` limit it further.
    """

    id: int
    title: str
    created_at: str
    updated_at: str
    collection: str | None = None
    use_documents: bool = True
    pinned: bool = False
    filters: Filters = NO_FILTERS
    paths: tuple[str, ...] | None = None
    answerer: Answerer = AUTOMATIC
    folder: str = ""
    """Where it is listed; "" is in no folder."""
