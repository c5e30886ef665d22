"""Documents are offered, never written unasked; what is written holds the answer, its sources, and nothing that acts."""

import zipfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from app.core.cancel import CancelToken
from app.core.errors import NothingFound, UserError
from app.core.events import Answered, Called
from app.services.application import Application
from app.services.asking.questions import Question
from tests.opened import add, opened_application

SALES = """Region,Product,Amount
North,Rope,1200.50
South,"=HYPERLINK(""http://evil.example/"",""Sail"")",900
North,Sail,99.50
"""
HANDBOOK = "# Field handbook\n\nEvery employee of Norhaven receives 27 days of annual leave.\n"


@pytest.fixture(scope="module")
def application(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Application]:
    folder = tmp_path_factory.mktemp("made")
    (folder / "sales.csv").write_text(SALES, encoding="utf-8")
    (folder / "handbook.md").write_text(HANDBOOK, encoding="utf-8")
    with opened_application(folder, with_models=False) as application:
        add(application, folder / "sales.csv", folder / "handbook.md")
        yield application


def ask(application: Application, text: str, conversation_id: int | None = None) -> Answered:
    events = application.answering.ask(Question(text, conversation_id), CancelToken())
    return next(event for event in events if isinstance(event, Answered))


def written(application: Application, done: Answered, folder: Path) -> Path:
    """The document that an answer offers, as the user would save it."""
    call = next(call for call in done.answer.calls if call.offered)
    documents = application.made_documents
    exchanges = documents.exchanges(done.conversation_id, done.turn_id, call)
    path = folder / documents.file_name(call, exchanges)
    documents.write(call, exchanges, path, CancelToken())
    return path


def read_back(application: Application, path: Path) -> str:
    """The text of a file, by the reader that reads strangers' files."""
    add(application, path, collection="Made")
    document = next(one for one in application.library.documents("Made") if one.path == str(path))
    assert not document.reason
    return "\n".join(application.viewing.page(document.id, at).text for at in range(document.page_count))


def test_a_document_about_something_is_the_answer_with_its_sources(application: Application, tmp_path: Path) -> None:
    done = ask(application, "Make a Word document about the annual leave of employees.")
    assert "27 days" in done.answer.text
    path = written(application, done, tmp_path)
    assert path.name == "The annual leave of employees.docx"
    text = read_back(application, path)
    assert "receives 27 days of annual leave. [1]" in text
    assert "Field handbook: “Every employee of Norhaven" in text


def test_nothing_is_written_by_asking(
    application: Application, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    asked = Question("Make a Word document about the annual leave of employees.", keep=False)
    events = list(application.answering.ask(asked, CancelToken()))
    assert [event.call.offered for event in events if isinstance(event, Called)] == [True]
    assert list(tmp_path.iterdir()) == []


def test_a_sheet_has_numbers_as_numbers_and_no_formula_whatever_a_cell_says(
    application: Application, tmp_path: Path
) -> None:
    first = ask(application, "What is the sum of the amounts by product?")
    done = ask(application, "Save this answer as an Excel file.", first.conversation_id)
    path = written(application, done, tmp_path)
    with zipfile.ZipFile(path) as package:
        sheet = package.read("xl/worksheets/sheet1.xml").decode()
        assert not any("hyperlink" in name or "externalLink" in name for name in package.namelist())
    assert "<f>" not in sheet
    assert "<v>1200.5</v>" in sheet
    assert "HYPERLINK" in read_back(application, path)


def test_a_conversation_becomes_one_file_in_markdown(application: Application, tmp_path: Path) -> None:
    first = ask(application, "How many days of annual leave are there?")
    ask(application, "What is 17 * 23?", first.conversation_id)
    done = ask(application, "Put the conversation into a Markdown file", first.conversation_id)
    text = written(application, done, tmp_path).read_text(encoding="utf-8")
    assert text.count("## ") == 3
    assert "27 days of annual leave" in text
    assert "17 × 23 = 391" in text
    assert "can be saved" not in text


def test_a_document_of_an_answer_that_was_declined_is_not_offered(application: Application) -> None:
    done = ask(application, "Write a Word document about wer 1974 Weltmeister wurde")
    assert done.answer.declined
    assert done.answer.calls == ()


def test_what_is_gone_and_what_cannot_be_written_is_told(application: Application, tmp_path: Path) -> None:
    done = ask(application, "Make a Markdown file about the annual leave of employees.")
    call = done.answer.calls[0]
    exchanges = application.made_documents.exchanges(done.conversation_id, done.turn_id, call)
    with pytest.raises(UserError, match="could not be written"):
        application.made_documents.write(call, exchanges, tmp_path / "gone" / "a.md", CancelToken())
    application.history.delete([done.conversation_id])
    with pytest.raises(NothingFound, match="no longer there"):
        application.made_documents.exchanges(done.conversation_id, done.turn_id, call)
