"""What can happen in the Ask view, besides the events of the job that answers."""

from collections.abc import Mapping
from dataclasses import dataclass, replace

from app.core.asking.conversations import Answer, Answerer, Conversation, Turn
from app.core.asking.exhaustive import Reach
from app.core.asking.pictures import AttachedPicture
from app.core.library.filters import NO_FILTERS, Filters


@dataclass(frozen=True, slots=True)
class Scope:
    """What a question searches: one collection, all documents (None), the files at certain paths, or none at all.

    `titles` are those of the chosen files, as many as they are, or none; `filters` limit what is searched further.
    """

    collection: str | None = None
    use_documents: bool = True
    paths: tuple[str, ...] = ()
    titles: tuple[str, ...] = ()
    filters: Filters = NO_FILTERS
    gone: frozenset[str] = frozenset()
    """Those of the paths that were not in the library any more when the conversation was opened."""

    def with_file(self, path: str, title: str) -> "Scope":
        """This one file besides those chosen already."""
        if path in self.paths:
            return self
        return replace(self, use_documents=True, paths=(*self.paths, path), titles=(*self.titles, title))

    def without_file(self, path: str) -> "Scope":
        """All but this one; without the last, whatever else is searched."""
        kept = [pair for pair in zip(self.paths, self.titles, strict=True) if pair[0] != path]
        return replace(
            self,
            paths=tuple(one for one, _ in kept),
            titles=tuple(title for _, title in kept),
            gone=self.gone - {path},
        )


EVERYTHING = Scope()


@dataclass(frozen=True, slots=True)
class Library:
    """What there is to ask about. `unreadable` counts files that could not be read."""

    documents: int = 0
    unreadable: int = 0
    collections: tuple[str, ...] = ()
    newest_titles: tuple[str, ...] = ()
    """Titles of a few documents, to suggest questions about."""
    samples_offered: bool = False
    """Whether there are documents to try Alcove with."""
    samples: int = 0
    """How many of them are among the documents."""


@dataclass(frozen=True, slots=True)
class Listed:
    """The conversations that match the search."""

    conversations: tuple[Conversation, ...]


@dataclass(frozen=True, slots=True)
class SearchTyped:
    """The text in the search field above the conversations."""

    text: str


@dataclass(frozen=True, slots=True)
class FolderUnfolded:
    """A folder of the list is to be opened, or closed again."""

    name: str


@dataclass(frozen=True, slots=True)
class Chosen:
    """A conversation was chosen in the list; its turns are on their way."""

    key: int


@dataclass(frozen=True, slots=True)
class NewChosen:
    """The user wants an empty conversation."""


@dataclass(frozen=True, slots=True)
class TurnsRead:
    """A conversation as the vault keeps it; `scope` is what its latest question searched."""

    conversation: Conversation
    turns: tuple[Turn, ...]
    scope: Scope = EVERYTHING


@dataclass(frozen=True, slots=True)
class DraftTyped:
    """The text in the composer."""

    text: str


@dataclass(frozen=True, slots=True)
class DraftsRecalled:
    """What lay in the composers when the window was closed, by the key of the conversation."""

    drafts: Mapping[int, str]


@dataclass(frozen=True, slots=True)
class PicturesAttached:
    """Pictures for the next question of the conversation `key`; it will be about them, and search no documents."""

    key: int
    pictures: tuple[AttachedPicture, ...]


@dataclass(frozen=True, slots=True)
class PictureRemoved:
    """The next question here is not about this one of the attached pictures, counted from 0."""

    number: int


@dataclass(frozen=True, slots=True)
class EditBegun:
    """The user's message `turn_id` is to be asked anew, changed; `text` is offered in place of what it says."""

    turn_id: int
    text: str = ""


@dataclass(frozen=True, slots=True)
class EditGivenUp:
    """The message stays as it was."""


@dataclass(frozen=True, slots=True)
class ScopeChosen:
    """What the next question searches."""

    scope: Scope


@dataclass(frozen=True, slots=True)
class ReachChosen:
    """How much of the documents the next question is to rest on."""

    reach: Reach


@dataclass(frozen=True, slots=True)
class Sent:
    """A question was sent; with `from_turn_id` the conversation is cut from that turn on. `reach` None is what is chosen."""

    text: str
    from_turn_id: int | None = None
    reach: Reach | None = None


@dataclass(frozen=True, slots=True)
class StopPressed:
    """The user wants no more of this answer."""


@dataclass(frozen=True, slots=True)
class Ended:
    """The job is over: None done, "" stopped, else the sentence that says why it failed."""

    sentence: str | None


@dataclass(frozen=True, slots=True)
class SourcesShown:
    """The sources panel shows the evidence of a turn, with one source opened at its page."""

    turn_id: int
    source: int | None = None


@dataclass(frozen=True, slots=True)
class SourcesClosed:
    """The sources panel is closed."""


@dataclass(frozen=True, slots=True)
class Kept:
    """A question of the new conversation `key` was kept, but not answered; the vault knows it as `conversation`."""

    key: int
    conversation: Conversation
    turns: tuple[Turn, ...]


@dataclass(frozen=True, slots=True)
class AnswerChanged:
    """Something was noted with the answer of a turn."""

    turn_id: int
    answer: Answer


@dataclass(frozen=True, slots=True)
class LibraryRead:
    """What the library holds now."""

    library: Library


@dataclass(frozen=True, slots=True)
class ModelChoice:
    """A chat model that can answer."""

    id: str
    name: str


@dataclass(frozen=True, slots=True)
class AdapterChoice:
    """An adapter, and the ids of the models it goes with."""

    id: str
    name: str
    bases: tuple[str, ...]

    def base_for(self, *preferred: str | None) -> str | None:
        """The first of these models that it goes with, else any that it does."""
        return next((one for one in (*preferred, *self.bases) if one in self.bases), None)


@dataclass(frozen=True, slots=True)
class ModelRead:
    """The model that answers where none is chosen, by name and id, and what can be chosen instead.

    `fixed`: whether the administrator has chosen the model.
    """

    name: str
    model_id: str = ""
    models: tuple[ModelChoice, ...] = ()
    adapters: tuple[AdapterChoice, ...] = ()
    fixed: bool = False


@dataclass(frozen=True, slots=True)
class AnswererChosen:
    """Who answers this conversation from now on."""

    answerer: Answerer


@dataclass(frozen=True, slots=True)
class Deleted:
    """A conversation is gone, for now."""

    conversation_id: int


Change = (
    Listed | SearchTyped | FolderUnfolded | Chosen | NewChosen | TurnsRead | DraftTyped | EditBegun | EditGivenUp | ScopeChosen | ReachChosen | Sent
    | StopPressed | Ended | SourcesShown | SourcesClosed | LibraryRead | ModelRead | Deleted | Kept
    | PicturesAttached | PictureRemoved
    | DraftsRecalled | AnswerChanged | AnswererChosen
)  # fmt: skip
