"""What the Ask view shows, as one frozen value, and how each event changes it."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from functools import singledispatch

from app.core.asking.conversations import AUTOMATIC, Answerer, Conversation, Role, Turn
from app.core.asking.exhaustive import Reach, reads_everything
from app.core.asking.pictures import MOST_PICTURES, AttachedPicture, Picture
from app.core.asking.prompting import Thought
from app.core.events import Answered, Called, Event, Found, Notice, Progress, Token
from app.ui.ask import changes
from app.ui.ask.asking import Asking, Failure, told
from app.ui.ask.changes import EVERYTHING, Library, Scope

FIRST_NEW_KEY = -1
"""Conversations that are not kept yet have negative keys, each its own."""


@dataclass(frozen=True, slots=True)
class AskState:
    """Everything the Ask view shows."""

    conversations: tuple[Conversation, ...] = ()
    search: str = ""
    open_folders: frozenset[str] = frozenset()
    key: int = FIRST_NEW_KEY
    newest_key: int = FIRST_NEW_KEY
    visit: int = 0
    """Counts how often another conversation came into sight; one that gets its key from the vault stays the same."""
    turns: tuple[Turn, ...] = ()
    loading: bool = False
    asking: Asking | None = None
    failure: Failure | None = None
    scope: Scope = EVERYTHING
    reach: Reach = Reach.AUTOMATIC
    """Of the next question; the one after it is automatic again."""
    drafts: Mapping[int, str] = field(default_factory=dict)
    pictures: Mapping[int, tuple[AttachedPicture, ...]] = field(default_factory=dict)
    """What the next question of each conversation is to be about."""
    editing_turn_id: int | None = None
    found: Mapping[int, Found] = field(default_factory=dict)
    """The evidence of answers given since the start, by the id of their turn."""
    scopes: Mapping[int, Scope] = field(default_factory=dict)
    """What was searched for answers; for those from before the start, what the latest of their conversation searched."""
    sources_turn_id: int | None = None
    """Whose evidence the sources panel shows; 0 is the answer on its way."""
    source: int | None = None
    """Position of the source that is open at its page."""
    library: Library | None = None
    model: changes.ModelRead | None = None
    """The model that answers and those that could, its name "" where there is none; None until it is known."""
    answerer: Answerer = AUTOMATIC
    """Who answers the conversation in sight, as the user chose."""

    @property
    def running_here(self) -> bool:
        """Whether the answer on its way belongs to the conversation in sight."""
        return self.asking is not None and self.asking.key == self.key

    @property
    def draft(self) -> str:
        """What was typed into this conversation's composer and not sent."""
        return self.drafts.get(self.key, "")

    @property
    def attached(self) -> tuple[AttachedPicture, ...]:
        """The pictures that lie in this conversation's composer."""
        return self.pictures.get(self.key, ())

    @property
    def reads_everything(self) -> bool:
        """Whether what is typed now would be answered from every passage."""
        return self.scope.use_documents and reads_everything(self.draft, self.reach)

    def scope_of(self, turn_id: int) -> Scope:
        """What was searched for an answer, as far as it is known."""
        return self.scopes.get(turn_id, EVERYTHING)

    @property
    def last_question(self) -> Turn | None:
        """The user's last kept message here: what Regenerate asks again and Up edits."""
        return next((turn for turn in reversed(self.turns) if turn.role is Role.USER and turn.id), None)

    @property
    def reach_again(self) -> Reach:
        """How much is read where the last question is asked again: what is chosen now, or what was chosen then."""
        if self.reach is not Reach.AUTOMATIC:
            return self.reach
        if self.failure is not None and self.failure.key == self.key:
            return self.failure.reach
        answer = self.turns[-1].answer if self.turns else None
        return answer.reach if answer is not None else Reach.AUTOMATIC


def reduce(state: AskState, event: changes.Change | Event) -> AskState:
    """The state after an event. Events that do not concern this view change nothing."""
    return _after(event, state)


@singledispatch
def _after(_event: object, state: AskState) -> AskState:
    return state


@_after.register
def _(event: changes.Listed, state: AskState) -> AskState:
    asking, known = state.asking, {one.id for one in state.conversations}
    if asking is None or asking.key > 0:
        return replace(state, conversations=event.conversations)
    begun = " ".join(asking.question.split())  # a new conversation is in the list already, by its question
    listed = (
        one for one in event.conversations if one.id in known or not begun.startswith(one.title.removesuffix("…"))
    )
    return replace(state, conversations=tuple(listed))


@_after.register
def _(event: changes.SearchTyped, state: AskState) -> AskState:
    return replace(state, search=event.text)


@_after.register
def _(event: changes.FolderUnfolded, state: AskState) -> AskState:
    return replace(state, open_folders=state.open_folders ^ {event.name})


@_after.register
def _(event: changes.Chosen, state: AskState) -> AskState:
    if event.key == state.key:
        return state
    return replace(_in(state, event.key), loading=event.key > 0)


@_after.register
def _(_event: changes.NewChosen, state: AskState) -> AskState:
    """An empty conversation that was never used is used again, so that its draft is not lost."""
    taken = state.asking is not None and state.asking.key == state.newest_key
    newest = state.newest_key - 1 if taken else state.newest_key
    return state if state.key == newest else replace(_in(state, newest), newest_key=newest)


def _in(state: AskState, key: int) -> AskState:
    """The state with another conversation in sight. The drafts, the scope and the running answer stay."""
    return replace(
        state,
        key=key,
        visit=state.visit + 1,
        answerer=AUTOMATIC,
        turns=(),
        loading=False,
        editing_turn_id=None,
        sources_turn_id=None,
        source=None,
    )


@_after.register
def _(event: changes.TurnsRead, state: AskState) -> AskState:
    if event.conversation.id != state.key:
        return state
    scope = event.scope if state.loading else state.scope
    answerer = event.conversation.answerer if state.loading else state.answerer
    scopes = {**{turn.id: event.scope for turn in event.turns if turn.answer is not None}, **state.scopes}
    return replace(state, turns=event.turns, loading=False, scope=scope, scopes=scopes, answerer=answerer)


@_after.register
def _(event: changes.DraftTyped, state: AskState) -> AskState:
    return replace(state, drafts={**state.drafts, state.key: event.text})


@_after.register
def _(event: changes.DraftsRecalled, state: AskState) -> AskState:
    return replace(state, drafts={**event.drafts, **state.drafts})


@_after.register
def _(event: changes.PicturesAttached, state: AskState) -> AskState:
    held = (*state.pictures.get(event.key, ()), *event.pictures)[:MOST_PICTURES]
    state = replace(state, pictures={**state.pictures, event.key: held})
    return replace(state, scope=replace(EVERYTHING, use_documents=False)) if event.key == state.key else state


@_after.register
def _(event: changes.PictureRemoved, state: AskState) -> AskState:
    left = tuple(one for number, one in enumerate(state.attached) if number != event.number)
    return replace(state, pictures={**state.pictures, state.key: left})


@_after.register
def _(event: changes.EditBegun, state: AskState) -> AskState:
    turn = next((turn for turn in state.turns if turn.id == event.turn_id and turn.role is Role.USER), None)
    if turn is None or state.asking is not None:
        return state
    return replace(state, editing_turn_id=turn.id, drafts={**state.drafts, state.key: event.text or turn.text})


@_after.register
def _(_event: changes.EditGivenUp, state: AskState) -> AskState:
    return replace(state, editing_turn_id=None, drafts={**state.drafts, state.key: ""})


@_after.register
def _(event: changes.ScopeChosen, state: AskState) -> AskState:
    return replace(state, scope=event.scope)


@_after.register
def _(event: changes.AnswererChosen, state: AskState) -> AskState:
    return replace(state, answerer=event.answerer)


@_after.register
def _(event: changes.ReachChosen, state: AskState) -> AskState:
    return replace(state, reach=event.reach)


@_after.register
def _(event: changes.Sent, state: AskState) -> AskState:
    if state.asking is not None or not event.text.strip():
        return state
    return replace(
        state,
        turns=_before(state.turns, event.from_turn_id),
        asking=Asking(
            state.key,
            event.text.strip(),
            state.scope,
            event.reach or state.reach,
            state.answerer,
            event.from_turn_id,
            state.attached,
            (*_pictures_of(state.turns, event.from_turn_id), *(one.picture for one in state.attached)),
        ),
        reach=Reach.AUTOMATIC,
        drafts={**state.drafts, state.key: ""},
        pictures={**state.pictures, state.key: ()},
        editing_turn_id=None,
        failure=None,
        source=None,
    )


def _pictures_of(turns: tuple[Turn, ...], turn_id: int | None) -> tuple[Picture, ...]:
    """Those of a message that is asked anew."""
    return next((turn.pictures for turn in turns if turn.id == turn_id), ())


def _before(turns: tuple[Turn, ...], turn_id: int | None) -> tuple[Turn, ...]:
    position = next((index for index, turn in enumerate(turns) if turn.id == turn_id), len(turns))
    return turns[:position]


@_after.register
def _(event: changes.StopPressed | Progress | Notice | Thought | Called | Token, state: AskState) -> AskState:
    return replace(state, asking=told(state.asking, event)) if state.asking else state


@_after.register
def _(event: Found, state: AskState) -> AskState:
    if state.asking is None:
        return state
    shown = state.sources_turn_id if state.asking.key != state.key else 0
    return replace(state, asking=replace(state.asking, found=event), sources_turn_id=shown)


@_after.register
def _(event: Answered, state: AskState) -> AskState:
    """The answer takes the place of the one on its way; a new conversation gets its own key."""
    asking = state.asking
    if asking is None:
        return state
    state = replace(state, asking=None, scopes={**state.scopes, event.turn_id: asking.scope})
    if asking.found is not None:
        state = replace(state, found={**state.found, event.turn_id: asking.found})
    if asking.key != state.key:
        return state
    conversation_id = event.conversation_id
    question = Turn(0, conversation_id, Role.USER, asking.question, "", pictures=asking.pictures)
    answered = Turn(event.turn_id, conversation_id, Role.ASSISTANT, event.answer.text, "", event.answer)
    return replace(
        _renamed(state, conversation_id),
        turns=(*state.turns, question, answered),
        sources_turn_id=event.turn_id if state.sources_turn_id == 0 else state.sources_turn_id,
    )


def _renamed(state: AskState, key: int) -> AskState:
    """The conversation in sight under the key it has in the vault, with its draft."""
    if key in (0, state.key):
        return state
    drafts = {**state.drafts, key: state.drafts.get(state.key, "")}
    drafts.pop(state.key)
    pictures = {**state.pictures, key: state.attached}
    pictures.pop(state.key, None)
    return replace(state, pictures=pictures, key=key, newest_key=min(state.newest_key, state.key - 1), drafts=drafts)


@_after.register
def _(event: changes.Ended, state: AskState) -> AskState:
    """After `Answered` nothing is left to do; without it the question stands there without an answer."""
    asking = state.asking
    if asking is None:
        return state
    sources = None if state.sources_turn_id == 0 else state.sources_turn_id
    failure = Failure(asking.key, asking.question, event.sentence or "", asking.reach)
    return replace(state, asking=None, failure=failure, sources_turn_id=sources)


@_after.register
def _(event: changes.Kept, state: AskState) -> AskState:
    if state.key != event.key or state.asking is not None:
        return state
    failure = replace(state.failure, key=event.conversation.id) if state.failure else None
    return replace(_renamed(state, event.conversation.id), turns=event.turns, failure=failure)


@_after.register
def _(event: changes.AnswerChanged, state: AskState) -> AskState:
    turns = tuple(replace(one, answer=event.answer) if one.id == event.turn_id else one for one in state.turns)
    return replace(state, turns=turns)


@_after.register
def _(event: changes.SourcesShown, state: AskState) -> AskState:
    return replace(state, sources_turn_id=event.turn_id, source=event.source)


@_after.register
def _(_event: changes.SourcesClosed, state: AskState) -> AskState:
    return replace(state, sources_turn_id=None, source=None)


@_after.register
def _(event: changes.LibraryRead, state: AskState) -> AskState:
    return replace(state, library=event.library)


@_after.register
def _(event: changes.ModelRead, state: AskState) -> AskState:
    return replace(state, model=event)


@_after.register
def _(event: changes.Deleted, state: AskState) -> AskState:
    kept = tuple(one for one in state.conversations if one.id != event.conversation_id)
    state = replace(state, conversations=kept)
    return reduce(state, changes.NewChosen()) if state.key == event.conversation_id else state
