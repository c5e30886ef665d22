"""An old conversation goes on, and a new one begins, without reading again what was read before."""

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import cast

import pytest

from app.bootstrap.application import build
from app.core.asking.conversations import Answer, Role
from app.core.asking.prompting import Exchange, Prompt, PromptTurn, Reading
from app.core.cancel import CancelToken
from app.core.errors import ModelError
from app.core.events import Answered
from app.engines.model_memory import ModelMemory
from app.services.application import Application
from app.services.asking.questions import Question
from app.services.asking.read_states import ReadStates
from app.storage.conversations.conversations import Conversations
from app.storage.conversations.readings import Readings
from app.storage.database import Database
from app.storage.places import Places, find_places
from tests.installed import TINY_CHAT, model, model_folder
from tests.opened import add
from tests.services.scripted_model import ScriptedModel

HANDBOOK = """# Field handbook

## Annual leave
Every employee of Norhaven receives 27 days of annual leave. Requests go to Ingrid Solberg three weeks ahead, in
writing, with the name of whoever stands in. Leave that was not taken by the end of March of the following year is lost,
unless the office could not spare the employee; then it is paid out in April at the rate of the last full month.
"""
PASSPHRASE = "correct horse battery staple"
QUESTION = "How many days of annual leave are there?"
FOLLOW_UP = "And who gets the requests?"


@pytest.fixture
def places(tmp_path: Path) -> Places:
    model_folder(TINY_CHAT)
    found = find_places(None)
    return Places(tmp_path / "profile", found.models, found.resources)


@pytest.fixture
def first(places: Places, tmp_path: Path) -> Iterator[Application]:
    """A new profile with the handbook."""
    (tmp_path / "handbook.md").write_text(HANDBOOK, encoding="utf-8")
    application = build(places)
    application.vault.create(PASSPHRASE)
    application.open_services()
    application.settings.set("answer.maximum_tokens", 32)
    add(application, tmp_path / "handbook.md")
    yield application
    application.close()


def reopened(places: Places) -> Application:
    application = build(places)
    application.vault.unlock(PASSPHRASE)
    application.open_services()
    return application


def answered(
    application: Application, text: str, conversation_id: int | None = None, replaces: int | None = None
) -> tuple[int, Answer]:
    question = Question(text, conversation_id, model_id=TINY_CHAT, replace_from_turn=replaces)
    events = list(application.answering.ask(question, CancelToken()))
    event = next(each for each in events if isinstance(each, Answered))
    return event.conversation_id, event.answer


def states(places: Places) -> list[str]:
    return sorted(path.name.partition("-")[0] for path in places.model_states.glob("*"))


def test_yesterdays_conversation_goes_on_and_another_begins_without_being_read_again(
    first: Application, places: Places
) -> None:
    conversation_id, before = answered(first, QUESTION)
    assert states(places) == ["conversation", "instructions"]
    first.close()
    second = reopened(places)
    try:
        _, fresh = answered(second, "What is paid out in April?")
        assert 50 < fresh.tokens.reused < before.tokens.prompt
        _, after = answered(second, FOLLOW_UP, conversation_id)
        assert after.tokens.reused >= before.tokens.prompt
        asked = second.history.turns(conversation_id)[2]
        _, again = answered(second, FOLLOW_UP, conversation_id, replaces=asked.id)
        assert again.tokens.prompt == after.tokens.prompt
        assert again.tokens.reused == after.tokens.prompt - 1
    finally:
        second.close()


def test_what_a_document_said_is_not_read_from_memory_once_it_is_erased(first: Application, places: Places) -> None:
    conversation_id, before = answered(first, QUESTION)
    first.library.remove([document.id for document in first.library.documents()])
    _, after = answered(first, FOLLOW_UP, conversation_id)
    assert before.tokens.prompt > 100
    assert after.declined
    first.close()
    second = reopened(places)
    try:
        second.read_states.forget_other_models([model(TINY_CHAT).files[0].sha256])
        assert states(places) == ["instructions"]
        second.read_states.forget_other_models([])
        assert states(places) == []
    finally:
        second.close()


def test_what_another_asks_before_it_is_put_away_is_not_kept_with_it(first: Application, places: Places) -> None:
    asking = first.answering.ask(Question(QUESTION, model_id=TINY_CHAT), CancelToken())
    assert any(isinstance(event, Answered) for event in asking)
    other = Question("Name three colours.", use_documents=False, model_id=TINY_CHAT, keep=False)
    list(first.answering.ask(other, CancelToken()))
    list(asking)
    assert states(places) == ["instructions"]


def test_a_state_that_cannot_be_opened_costs_only_time(first: Application, places: Places) -> None:
    conversation_id, _ = answered(first, QUESTION)
    first.close()
    for path in places.model_states.glob("*"):
        path.write_bytes(b"damaged")
    second = reopened(places)
    try:
        _, after = answered(second, FOLLOW_UP, conversation_id)
        assert after.tokens.reused == 0
        assert after.text
        (anew,) = places.model_states.glob("conversation-*")
        assert anew.read_bytes() != b"damaged"
        second.settings.set("answer.kept_megabytes", 0)
        assert states(places) == []
    finally:
        second.close()


def test_states_go_at_once_with_their_model_and_where_none_are_to_be_kept(tmp_path: Path) -> None:
    places = Places(tmp_path / "profile", tmp_path / "models", find_places(None).resources)
    application = build(places)
    application.vault.create(PASSPHRASE)
    application.open_services()
    readings = Readings(application.vault.database, places)
    try:
        readings.keep_state("instructions-1", None, "a" * 64, 40, [b"keys and values"])
        application.catalogue.remove(TINY_CHAT)
        assert states(places) == []
        readings.keep_state("instructions-2", None, "a" * 64, 40, [b"keys and values"])
        application.settings.set("answer.kept_megabytes", 0)
        assert states(places) == []
    finally:
        application.close()


class Refusing:
    """The memory of a model whose template takes no instructions without a question, or no fixed instructions at all."""

    model = "a" * 64

    def __init__(self, *refused: int) -> None:
        self._refused = refused

    def take(self, _most_bytes: int, *prompts: Sequence[PromptTurn]) -> tuple[int, list[bytes]]:
        """The states of as many tokens as the first prompt has characters."""
        if any(len(turns) in (1, *self._refused) for turns in prompts):
            raise ModelError("The template refuses this conversation.")
        return sum(len(turn.text) for turn in prompts[0]), [b"keys and values"]


@pytest.mark.parametrize(
    ("memory", "kept"), [(Refusing(), ["conversation", "instructions"]), (Refusing(2), ["conversation"])]
)
def test_a_template_that_refuses_instructions_alone_costs_no_other_state(
    tmp_path: Path, memory: Refusing, kept: list[str]
) -> None:
    places = Places(tmp_path, tmp_path, tmp_path)
    database = Database(tmp_path / "vault.db", bytes(32))
    readings, one = Readings(database, places), Conversations(database).create("Leave").id
    turns = (PromptTurn(Role.SYSTEM, "Be brief. " * 9), PromptTurn(Role.USER, HANDBOOK))
    readings.put(Reading(one, (*turns, PromptTurn(Role.ASSISTANT, "27 days.")), (Exchange(1, frozenset()),)))
    told = ScriptedModel("27 days.")
    told.memory = cast(ModelMemory, memory)
    ReadStates(readings, lambda: 1).put_away(Prompt(turns), "27 days.", one, told)
    assert states(places) == kept
    database.close()
