"""A saved question is asked again after a document changed, and says what changed."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from app.core.asking.conversations import Answer
from app.core.asking.exhaustive import Reach
from app.core.cancel import CancelToken
from app.core.errors import NothingFound, UserError
from app.core.events import Answered, Compared, Failed
from app.core.library.filters import Filters
from app.services.application import Application
from app.services.asking.questions import Question
from tests.opened import add, opened_application

RENT = Question("How much is the monthly rent?", collection="Flat", reach=Reach.BEST)


@pytest.fixture(scope="module")
def opened(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Application]:
    with opened_application(tmp_path_factory.mktemp("profile"), with_models=False) as application:
        yield application


@pytest.fixture
def application(opened: Application, tmp_path: Path) -> Iterator[Application]:
    """A library with the lease alone, and nothing saved."""
    (tmp_path / "lease.md").write_text("# Lease\n\nThe monthly rent of the flat is 900 euros.", encoding="utf-8")
    add(opened, tmp_path / "lease.md", collection="Flat")
    yield opened
    for one in opened.saved_questions.questions():
        opened.saved_questions.remove(one.name)
    opened.library.remove([one.id for one in opened.library.documents()])


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
    (standing,) = application.saved_questions.standings()
    assert standing.answer is not None
    assert standing.answer.text == "900 euros."


def test_all_are_asked_again_and_leave_no_conversation_behind(application: Application) -> None:
    for name in ("one", "two"):
        application.saved_questions.save(name, RENT)
    events = list(application.saved_questions.run_all(CancelToken()))
    assert [event.question.name for event in events if isinstance(event, Compared)] == ["one", "two"]
    assert application.history.conversations() == []


def test_one_that_is_renamed_while_others_are_asked_is_asked_all_the_same(application: Application) -> None:
    for name in ("one", "two"):
        application.saved_questions.save(name, RENT)
    done: list[str] = []
    for event in application.saved_questions.run_all(CancelToken(), ("one", "two", "three")):
        if isinstance(event, Compared):
            done.append(event.question.name)
            if event.question.name == "one":
                application.saved_questions.rename("two", "second")
        elif isinstance(event, Failed):
            done.append(f"{event.path} failed")
    assert done == ["one", "second", "three failed"]


def test_filters_are_kept_as_they_are_typed(application: Application) -> None:
    application.saved_questions.save("rent", replace(RENT, filters=Filters(type="md", after="2020")))
    assert application.saved_questions.question("rent").text == "How much is the monthly rent? type:md after:2020"
    assert "900" in compared(application, "rent").answer.text


def test_the_files_it_asks_are_found_again_after_they_were_read_anew(application: Application, tmp_path: Path) -> None:
    (document,) = application.library.documents()
    application.saved_questions.save("rent", replace(RENT, paths=(document.path,)))
    assert "900" in compared(application, "rent").answer.text
    (tmp_path / "lease.md").write_text("# Lease\n\nThe monthly rent of the flat is 950 euros.", encoding="utf-8")
    add(application, tmp_path / "lease.md", collection="Flat")
    assert "950" in compared(application, "rent").answer.text
    application.library.remove([one.id for one in application.library.documents()])
    with pytest.raises(UserError, match="None of the files"):
        compared(application, "rent")


def test_how_a_question_stands_tells_what_changed_since_its_answer(application: Application, tmp_path: Path) -> None:
    application.saved_questions.save("rent", RENT)
    assert application.saved_questions.standings()[0].answer is None
    compared(application, "rent")
    assert not application.saved_questions.standings()[0].is_stale
    (tmp_path / "lease.md").write_text("# Lease\n\nThe monthly rent of the flat is 950 euros.", encoding="utf-8")
    add(application, tmp_path / "lease.md", collection="Flat")
    assert application.saved_questions.standings()[0].changed_documents == 1
    compared(application, "rent")
    (standing,) = application.saved_questions.standings()
    assert not standing.is_stale
    assert standing.difference is not None
    assert standing.difference.said == ("The monthly rent of the flat is 950 euros.",)
    application.library.remove([one.id for one in application.library.documents()])
    assert application.saved_questions.standings()[0].gone_sources == ("Lease",)


def test_the_model_that_would_answer_now_is_named_where_it_is_another(application: Application) -> None:
    application.saved_questions.save("rent", RENT, Answer("900 euros.", model="Some model of old"))
    (standing,) = application.saved_questions.standings()
    assert standing.is_stale
    assert standing.model_now not in ("", "Some model of old")


def test_a_question_is_renamed_unless_the_name_is_taken(application: Application) -> None:
    for name in ("one", "two"):
        application.saved_questions.save(name, RENT, Answer("900 euros."))
    application.saved_questions.rename("one", " first ")
    application.saved_questions.rename("first", "  ")
    assert [one.name for one in application.saved_questions.questions()] == ["first", "two"]
    with pytest.raises(UserError, match="already"):
        application.saved_questions.rename("first", "two")


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
