"""What the Ask view asks of the services, off the window's thread, and in which words. Knows no Qt."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import PurePath
from typing import TYPE_CHECKING

from app.core.asking.conversations import Turn
from app.core.asking.exhaustive import Reach
from app.core.asking.saved_questions import SavedQuestion
from app.core.cancel import CancelToken
from app.core.events import Answered, Event
from app.core.library.filters import parsed
from app.core.models.adapters import bases_of
from app.core.models.model import Role
from app.core.words.text import beginning, folded
from app.services.asking.questions import Question
from app.ui.ask.asking import Asking
from app.ui.ask.changes import (
    AdapterChoice,
    Change,
    DraftTyped,
    Kept,
    Library,
    LibraryRead,
    ModelChoice,
    ModelRead,
    ReachChosen,
    Scope,
    ScopeChosen,
    TurnsRead,
)
from app.ui.ask.completion import Mark, Offer, Sought, fitting
from app.ui.ask.state import AskState
from app.ui.ask.support import marked

if TYPE_CHECKING:
    from app.services.application import Application
    from app.services.asking.answering import Answering
    from app.services.chats.history import History
    from app.services.chats.samples import Samples
    from app.services.library.library import Library as LibraryService
    from app.services.models.catalogue import ModelCatalogue

_FEW_DOCUMENTS = 500
_TITLES = 2
_READY_TURNS = 100
_OFFERS = 8
_MOST_LOOKED_AT = 200
_NAME_CHARACTERS = 60


def question_of(asking: Asking) -> Question:
    """The question as the service takes it."""
    scope = asking.scope
    return Question(
        asking.question,
        conversation_id=asking.key if asking.key > 0 else None,
        collection=scope.collection,
        paths=scope.paths or None,
        filters=scope.filters,
        use_documents=scope.use_documents,
        reach=asking.reach,
        model_id=asking.answerer.model_id,
        adapter=asking.answerer.adapter,
        replace_from_turn=asking.from_turn_id,
        pictures=asking.attached,
    )


def answering_events(answering: "Answering", asking: Asking, cancel: CancelToken) -> Iterator[Event]:
    """The events of an answer; its text is made ready to be shown before it is told of."""
    for event in answering.ask(question_of(asking), cancel):
        if isinstance(event, Answered):
            marked(event.answer)
        yield event


def read_turns(services: "Application", conversation_id: int) -> TurnsRead:
    """A conversation with its latest answers made ready to be shown, and what it searches."""
    history, conversation = services.history, services.history.conversation(conversation_id)
    turns = tuple(history.turns(conversation_id))
    for turn in turns[-_READY_TURNS:]:
        if turn.answer is not None:
            marked(turn.answer)
    scope = Scope(conversation.collection, conversation.use_documents, filters=conversation.filters)
    return TurnsRead(conversation, turns, _kept_to(scope, conversation.paths, services.library))


def _kept_to(scope: Scope, paths: tuple[str, ...] | None, library: "LibraryService") -> Scope:
    """The scope kept to these files, by their titles; those that are gone have their names."""
    titles = {one.path: one.title for one in library.documents_at(paths or ())}
    named = tuple(titles.get(path, PurePath(path).name) for path in paths or ())
    return replace(scope, paths=paths or (), titles=named, gone=frozenset(paths or ()) - titles.keys())


def surroundings(services: "Application") -> tuple[LibraryRead, ModelRead]:
    """What there is to ask about, and who answers."""
    return LibraryRead(_library_facts(services.library, services.samples)), _models(services.catalogue)


def _models(catalogue: "ModelCatalogue") -> ModelRead:
    """The chat models and adapters that can be used."""
    chosen = catalogue.chosen(Role.CHAT)
    if chosen is None:
        return ModelRead("")
    here = [state.model for state in catalogue.models() if state.installed and state.allowed]
    chats = tuple(ModelChoice(one.id, one.name) for one in here if one.role is Role.CHAT)
    ids = {one.id for one in chats}
    adapters = tuple(
        AdapterChoice(one.id, one.name, tuple(base for base in bases_of(one) if base in ids))
        for one in here
        if one.role is Role.ADAPTER and not ids.isdisjoint(bases_of(one))
    )
    return ModelRead(chosen.model.name, chosen.model.id, chats, adapters, chosen.fixed)


def _library_facts(library: "LibraryService", samples: "Samples") -> Library:
    """Titles are named only of a library small enough to be listed in passing."""
    status = library.status()
    readable = status.documents - status.failed
    documents = library.documents() if 0 < readable <= _FEW_DOCUMENTS else []
    titles = [one.title for one in sorted(documents, key=lambda one: one.added_at, reverse=True) if not one.reason]
    return Library(
        readable,
        status.failed,
        tuple(library.collections()),
        tuple(list(dict.fromkeys(titles))[:_TITLES]),
        samples.offered,
        len(samples.documents()),
    )


def kept_question(history: "History", asking: Asking) -> tuple[Kept, ...]:
    """The conversation in which a new question without an answer was kept; nothing where it was not."""
    newest = max(history.conversations(), key=lambda one: one.id, default=None)
    turns = tuple(history.turns(newest.id)) if newest is not None else ()
    if newest is None or not turns or turns[0].text != asking.question:
        return ()
    return (Kept(asking.key, newest, turns),)


def offers(services: "Application", what: Sought) -> tuple[Offer, ...]:
    """What fits what is being typed."""
    if what.mark is Mark.COLLECTION:
        offered = [Offer(what.mark, name, name) for name in services.library.collections()]
    elif what.mark is Mark.QUESTION:
        offered = [Offer(what.mark, one.name, one.name, one.text) for one in services.saved_questions.questions()]
    elif what.text or services.library.status().documents <= _FEW_DOCUMENTS:
        found = services.library.named(what.text, _MOST_LOOKED_AT)
        offered = [Offer(what.mark, one.path, one.title, one.path) for one in found if not one.reason]
        by_title = fitting(offered, what.text, _OFFERS)
        by_name = (one for one in offered if folded(what.text) in folded(PurePath(one.detail).name))
        return tuple(dict.fromkeys((*by_title, *by_name)))[:_OFFERS]
    else:
        return ()
    return fitting(offered, what.text, _OFFERS)


def saved_question(services: "Application", name: str) -> tuple[Change, ...]:
    """What puts a saved question into the composer. Raises NothingFound where it was removed."""
    question = services.saved_questions.question(name)
    text, filters = parsed(question.text)
    scope = Scope(question.collection, question.use_documents, filters=filters)
    kept_to = _kept_to(scope, question.paths, services.library)
    return (ScopeChosen(kept_to), DraftTyped(text), ReachChosen(question.reach))


def save_question(services: "Application", state: AskState, turn_id: int) -> SavedQuestion:
    """Save the question of an answer, self-standing as it was searched, by its own beginning as a name that is free."""
    at = next(place for place, turn in enumerate(state.turns) if turn.id == turn_id)
    asked, turn = state.turns[at - 1], state.turns[at]
    text = (turn.answer.question if turn.answer else "") or asked.text
    asking = Asking(0, text, state.scope_of(turn_id), turn.answer.reach if turn.answer else Reach.AUTOMATIC)
    taken = {one.name for one in services.saved_questions.questions()}
    return services.saved_questions.save(_free_name(asked, taken), question_of(asking), turn.answer)


def _free_name(asked: Turn, taken: set[str]) -> str:
    name = beginning(asked.text, _NAME_CHARACTERS)
    numbered = (f"{name} ({number})" for number in range(2, len(taken) + 3))
    return next(one for one in (name, *numbered) if one not in taken)
