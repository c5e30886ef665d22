"""What the Ask view asks of the services, off the window's thread, and in which words. Knows no Qt."""

from collections.abc import Iterator
from typing import TYPE_CHECKING

from app.core.cancel import CancelToken
from app.core.events import Answered, Event
from app.services.answering import Question
from app.ui.ask.changes import Kept, Library, LibraryRead, ModelRead, TurnsRead
from app.ui.ask.state import Asking
from app.ui.ask.support import marked

if TYPE_CHECKING:
    from app.services.answering import Answering
    from app.services.catalogue import ModelCatalogue
    from app.services.history import History
    from app.services.library import Library as LibraryService

_FEW_DOCUMENTS = 500
_TITLES = 2
_READY_TURNS = 100


def question_of(asking: Asking) -> Question:
    """The question as the service takes it."""
    scope = asking.scope
    return Question(
        asking.question,
        conversation_id=asking.key if asking.key > 0 else None,
        collection=scope.collection,
        document_ids=scope.document_ids or None,
        use_documents=scope.use_documents,
        reach=asking.reach,
        replace_from_turn=asking.from_turn_id,
    )


def answering_events(answering: "Answering", asking: Asking, cancel: CancelToken) -> Iterator[Event]:
    """The events of an answer; its text is made ready to be shown before it is told of."""
    for event in answering.ask(question_of(asking), cancel):
        if isinstance(event, Answered):
            marked(event.answer)
        yield event


def read_turns(history: "History", conversation_id: int) -> TurnsRead:
    """A conversation with its latest answers made ready to be shown."""
    turns = tuple(history.turns(conversation_id))
    for turn in turns[-_READY_TURNS:]:
        if turn.answer is not None:
            marked(turn.answer)
    return TurnsRead(history.conversation(conversation_id), turns)


def surroundings(library: "LibraryService", catalogue: "ModelCatalogue") -> tuple[LibraryRead, ModelRead]:
    """What there is to ask about, and who answers."""
    chosen = catalogue.chosen("chat")
    return LibraryRead(_library_facts(library)), ModelRead(chosen.model.name if chosen is not None else "")


def _library_facts(library: "LibraryService") -> Library:
    """Titles are named only of a library small enough to be listed in passing."""
    status = library.status()
    readable = status.documents - status.failed
    documents = library.documents() if 0 < readable <= _FEW_DOCUMENTS else []
    titles = [one.title for one in sorted(documents, key=lambda one: one.added_at, reverse=True) if not one.reason]
    return Library(readable, status.failed, tuple(library.collections()), tuple(titles[:_TITLES]))


def kept_question(history: "History", asking: Asking) -> tuple[Kept, ...]:
    """The conversation in which a new question without an answer was kept; nothing where it was not."""
    newest = max(history.conversations(), key=lambda one: one.id, default=None)
    turns = tuple(history.turns(newest.id)) if newest is not None else ()
    if newest is None or not turns or turns[0].text != asking.question:
        return ()
    return (Kept(asking.key, newest, turns),)
