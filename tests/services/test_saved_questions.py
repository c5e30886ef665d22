"""A saved question is asked again after a document changed, and says what changed."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from app.core.cancel import CancelToken
from app.core.conversations import Answer
from app.core.errors import NothingFound, UserError
from app.core.events import Answered, Compared
from app.core.exhaustive import Reach
from app.services.answering import Question
from app.services.application import Application
from tests.opened import add, opened_application

RENT = Question("How much is the monthly rent?", collection="Flat", reach=Reach.BEST)


@pytest.fixture
def application(tmp_path: Path) -> Iterator[Application]:
    (tmp_path / "lease.md").write_text("# Lease\n\nThe monthly rent of the flat is 900 euros.", encoding="utf-8")
    with opened_application(tmp_path, with_models=False) as application:
        add(application, tmp_path / "lease.md", collection="Flat")
        yield application


def compared(application: Application, name: str) -> Compared:
    events = list(application.saved_questions.run(name, CancelToken()))
    assert any(isinstance(event, Answered) for event in events)
    return next(event for event in events if isinstance(event, Compared))


def test_a_changed_document_changes_the_answer_and_the_change_is_shown(
    application: Application, tmp_path: Path
) -> None:
    application.saved_questions.save("rent", RENT)
    assert compared(application, "rent").difference.first
    assert not compared(application, "rent").difference.changed
    (tmp_path / "lease.md").write_text("# Lease\n\nThe monthly rent of the flat is 950 euros.", encoding="utf-8")
    add(application, tmp_path / "lease.md", collection="Flat")
    found = compared(application, "rent").difference
    assert found.no_longer_said == ("The monthly rent of the flat is 900 euros.",)
    assert found.said == ("The monthly rent of the flat is 950 euros.",)


def test_scope_and_reach_are_kept(application: Application) -> None:
    application.saved_questions.save(" rent ", RENT, Answer("900 euros."))
    (kept,) = application.saved_questions.questions()
    assert (kept.name, kept.collection, kept.reach) == ("rent", "Flat", Reach.BEST)
    assert kept.answered_at
    last = application.saved_questions.answer("rent")
    assert last is not None
    assert last.text == "900 euros."


def test_all_are_asked_again_and_leave_no_conversation_behind(application: Application) -> None:
    for name in ("one", "two"):
        application.saved_questions.save(name, RENT)
    events = list(application.saved_questions.run_all(CancelToken()))
    assert [event.question.name for event in events if isinstance(event, Compared)] == ["one", "two"]
    assert application.history.conversations() == []


def test_names_are_unique_and_removed_for_good(application: Application) -> None:
    application.saved_questions.save("rent", RENT)
    with pytest.raises(UserError, match="already"):
        application.saved_questions.save("rent", RENT)
    application.saved_questions.remove("rent")
    assert application.saved_questions.questions() == []
    with pytest.raises(NothingFound):
        application.saved_questions.remove("rent")
    with pytest.raises(UserError, match="name"):
        application.saved_questions.save(" ", RENT)
