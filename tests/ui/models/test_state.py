"""The models view's reducer."""

from dataclasses import replace
from pathlib import Path

from app.core.events import Compressed, Failed, Notice, Progress
from app.core.models.compression import ModelFigures
from app.core.models.model import Model, Role
from app.services.models.model_state import ModelState
from app.ui.models import words
from app.ui.models.state import (
    Mark,
    ModelsState,
    Work,
    ask_to_remove,
    find,
    finish,
    load,
    marks,
    may_choose,
    may_compress,
    may_fetch,
    may_let_choose,
    may_measure,
    may_remove,
    may_write_minutes,
    offered,
    start,
    take,
)
from tests.installed import SMALL_CHAT, SPEECH, model

CHAT: Model = model(SMALL_CHAT)
HERE = ModelState(CHAT, installed=True, verified=None, fits=True, reason="", chosen=False, path=Path("models"))
ABSENT = replace(HERE, installed=False)


def test_badges_say_what_is_known_and_no_more() -> None:
    assert marks(HERE) == (Mark.HERE,)
    assert marks(replace(HERE, chosen=True, verified=True)) == (Mark.IN_USE, Mark.VERIFIED)
    assert marks(replace(HERE, verified=False)) == (Mark.HERE, Mark.WRONG)
    assert marks(replace(ABSENT, fits=False)) == (Mark.ABSENT, Mark.TOO_LARGE)


def test_only_what_is_here_and_whole_can_be_chosen() -> None:
    assert may_choose(HERE)
    assert not may_choose(ABSENT)
    assert may_fetch(ABSENT, ModelsState())
    assert not may_fetch(HERE, ModelsState())
    assert not may_choose(replace(HERE, fixed=True))
    assert not may_let_choose(replace(HERE, chosen=True, fixed=True))
    refused = replace(HERE, allowed=False)
    assert [act(refused) for act in (may_choose, may_measure)] == [False, False]
    assert not may_fetch(replace(refused, installed=False), ModelsState())
    assert not may_choose(replace(HERE, chosen=True))
    assert not may_choose(replace(HERE, verified=False))


def test_a_smaller_model_is_offered_once_it_is_made_unless_the_organization_chose_another() -> None:
    figures = ModelFigures(1, None, None)
    state = take(start(ModelsState(models=(HERE,)), Work.COMPRESSING), Compressed("smaller", figures, figures))
    assert offered(finish(state, None)) == "smaller"
    assert offered(replace(state, models=(replace(HERE, fixed=True),))) == ""
    assert offered(start(state, Work.VERIFYING)) == ""


def test_only_the_users_own_choice_can_be_taken_back() -> None:
    assert may_let_choose(replace(HERE, chosen=True))
    assert not may_let_choose(replace(HERE, chosen=True, by_itself=True))
    assert not may_let_choose(HERE)


def test_only_a_model_that_is_here_whole_can_be_made_smaller() -> None:
    whole = replace(HERE, model=replace(CHAT, parameters={"quantization": "F16"}))
    assert may_compress(whole)
    assert not may_compress(replace(whole, installed=False))
    assert not may_compress(HERE)


def test_only_what_was_fetched_can_be_removed() -> None:
    assert may_remove(HERE)
    assert not may_remove(ABSENT)
    assert not may_remove(replace(HERE, model=replace(CHAT, shipped_in="embedding")))


def test_a_role_without_any_model_is_missing() -> None:
    assert load(ModelsState(), [HERE]).missing_roles == (Role.EMBEDDING, Role.SPEECH, Role.SPEAKERS)
    assert load(ModelsState(), [ABSENT]).missing_roles == tuple(role for role in Role if role is not Role.ADAPTER)


def test_work_shows_its_progress_collects_failures_and_ends() -> None:
    state = start(ModelsState(failures=("from before",)), Work.VERIFYING)
    assert state.failures == ()
    halfway = Progress("Verifying", 5, 10, "bytes")
    state = take(take(take(state, halfway), Failed("a.gguf", "wrong")), Notice("well"))
    assert (state.progress, state.failures, state.notice) == (halfway, ("wrong",), "well")
    assert finish(state, None) == replace(state, work=Work.NONE, progress=None)
    assert finish(state, "").failures == ("wrong",)
    assert finish(state, "The disk is full.").failures == ("wrong", "The disk is full.")


def test_the_question_before_a_removal_goes_away_with_the_model() -> None:
    asking = ask_to_remove(load(ModelsState(), [HERE]), CHAT.id)
    assert load(asking, [HERE]).removing == CHAT.id
    assert load(asking, [ABSENT]).removing == ""
    assert ask_to_remove(asking, "").removing == ""


def test_other_programs_are_not_looked_into_before_somebody_asks() -> None:
    assert ModelsState().found is None
    looking = start(ModelsState(), Work.LOOKING)
    assert find(looking, []) == replace(looking, work=Work.NONE, found=())


def test_a_linked_model_can_be_forgotten_though_its_file_is_gone() -> None:
    assert may_remove(replace(ABSENT, model=replace(CHAT, linked_in="/elsewhere")))
    assert not may_remove(ABSENT)


def test_minutes_are_given_to_any_chat_model_the_one_that_answers_too() -> None:
    assert may_write_minutes(HERE)
    assert may_write_minutes(replace(HERE, chosen=True))
    assert not may_write_minutes(ABSENT)
    assert not may_write_minutes(replace(HERE, verified=False))
    assert not may_write_minutes(replace(HERE, writes_minutes=True))
    assert not may_write_minutes(replace(HERE, model=model(SPEECH)))


def test_where_models_cannot_be_fetched_no_text_speaks_of_it() -> None:
    state = load(ModelsState(fetches=False), [ABSENT])
    assert not may_fetch(ABSENT, state)
    assert "cannot be fetched" in words.acquiring_sentence(state.fetches)
    assert "Import a file or a pack" in words.missing_sentence(state)
    assert "fetched" not in words.removal_question(CHAT, state.fetches)


def test_only_what_the_catalogue_has_an_address_of_can_be_fetched_again() -> None:
    assert "can be fetched again" in words.removal_question(CHAT, True)
    brought = replace(CHAT, files=tuple(replace(file, sources=()) for file in CHAT.files))
    assert "has to be imported again" in words.removal_question(brought, True)
