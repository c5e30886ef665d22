"""The library in the window: adding by dialog and drop, what could not be read, opening, removing, checking."""

from pathlib import Path
from typing import cast

import pytest
from PySide6.QtCore import QMimeData, QPointF, Qt, QUrl
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QApplication, QDialogButtonBox, QMessageBox, QPushButton
from pytestqt.qtbot import QtBot

from app.core.following import FolderState
from app.core.library.documents import Document
from app.services.application import Application
from app.ui.ask.changes import Scope
from app.ui.ask.view import AskView
from app.ui.library import changes
from app.ui.library.arrangement import Column, Order
from app.ui.library.changes import Section
from app.ui.library.password_dialog import PasswordDialog
from app.ui.library.view import LibraryView
from app.ui.main_window import MainWindow
from app.ui.requests import ShowDocument, ShowProblems
from tests.services.library.test_locked_files import PASSWORD, locked_pdf

pytestmark = pytest.mark.usefixtures("papers")


@pytest.fixture
def library(window: MainWindow, qtbot: QtBot) -> LibraryView:
    window.go("library")
    view = cast(LibraryView, window.view("library"))
    qtbot.waitUntil(lambda: view.state.known and bool(view.state.documents))
    return view


def titles(library: LibraryView) -> list[str]:
    return sorted(one.title for one in library.documents.table.documents)


def cell(library: LibraryView, title: str, column: Column) -> str:
    table = library.documents.table
    row = next(row for row, one in enumerate(table.documents) if one.title == title)
    return str(table.model().index(row, list(Column).index(column)).data())


def banner_button(library: LibraryView, name: str) -> QPushButton:
    return next(one for one in library.banner.findChildren(QPushButton) if one.accessibleName() == name)


def added(library: LibraryView, qtbot: QtBot, *paths: Path) -> None:
    library.add(paths)
    qtbot.waitUntil(lambda: library.state.outcome is not None)


def test_documents_are_listed_with_how_they_stand(library: LibraryView) -> None:
    assert cell(library, "lease", Column.STATUS) == "Searchable"
    assert cell(library, "lease", Column.PAGES) == "2"
    assert library.documents.header.title.text() == "Library"


def test_a_file_that_could_not_be_read_says_why(
    library: LibraryView, window: MainWindow, services: Application, qtbot: QtBot
) -> None:
    window.go("library", ShowProblems())
    qtbot.waitUntil(lambda: library.state.findings is not None)
    broken = next(one for one in library.state.listed_findings if one.path.endswith("broken.pdf"))
    document = services.library.document(broken.document_id)
    assert broken.sentence == document.reason
    window.go("library")
    library._ask(changes.SectionChosen(Section.DOCUMENTS))
    assert cell(library, document.title, Column.STATUS) == document.reason


def test_files_dropped_anywhere_are_added(
    library: LibraryView, window: MainWindow, tmp_path: Path, qtbot: QtBot
) -> None:
    (tmp_path / "dropped.md").write_text("# Parking\n\nParking space nine belongs to the flat.\n", encoding="utf-8")
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(tmp_path))])
    keys = (Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier)
    enter = QDragEnterEvent(QPointF(400, 400).toPoint(), Qt.DropAction.CopyAction, data, *keys)
    QApplication.sendEvent(window, enter)
    assert enter.isAccepted()
    QApplication.sendEvent(window, QDropEvent(QPointF(400, 400), Qt.DropAction.CopyAction, data, *keys))
    qtbot.waitUntil(lambda: library.state.outcome is not None)
    assert "1 document added" in library.banner.text
    qtbot.waitUntil(lambda: "Parking" in titles(library))


def test_new_documents_go_into_the_collection_in_sight(library: LibraryView, tmp_path: Path, qtbot: QtBot) -> None:
    (tmp_path / "trip.txt").write_text("The ferry leaves at seven.", encoding="utf-8")
    library.collections.named.emit("Travel")
    added(library, qtbot, tmp_path / "trip.txt")
    qtbot.waitUntil(lambda: ("Travel", 1) in library.state.collections)
    qtbot.waitUntil(lambda: titles(library) == ["trip"])


def test_what_is_there_already_is_passed_over_and_what_fails_leads_to_the_problems(
    library: LibraryView, papers: Path, qtbot: QtBot
) -> None:
    library._ask(changes.CollectionChosen("Flat"))
    added(library, qtbot, papers)
    assert "2 unchanged" in library.banner.text
    assert "1 could not be read" in library.banner.text
    qtbot.mouseClick(banner_button(library, "Show the problems"), Qt.MouseButton.LeftButton)
    assert library.state.section is Section.PROBLEMS


def test_documents_are_found_by_title_and_sorted_by_any_column(library: LibraryView, qtbot: QtBot) -> None:
    library.documents.search.setText("rules")
    qtbot.waitUntil(lambda: titles(library) == ["house rules"])
    library.documents.search.clear()
    qtbot.waitUntil(lambda: len(titles(library)) > 2)
    library.documents.table.order_chosen.emit(Order(Column.TITLE, False))

    def shown() -> list[str]:
        return [one.title.casefold() for one in library.documents.table.documents]

    qtbot.waitUntil(lambda: shown() == sorted(shown()))


def test_enter_opens_the_document_and_escape_closes_it(
    library: LibraryView, services: Application, qtbot: QtBot
) -> None:
    table = library.documents.table
    table.choose(services.library.documents(search="lease")[0].id)
    table.setFocus()
    qtbot.keyClick(table, Qt.Key.Key_Return)
    viewer = library.page.viewer
    qtbot.waitUntil(lambda: viewer.shows_pdf and viewer.pdf.rendered)
    viewer.pdf.go_next()
    qtbot.waitUntil(lambda: viewer.pdf.page_index == 1)
    qtbot.keyClick(library.window(), Qt.Key.Key_Escape)
    assert library.page.isHidden()


def test_another_view_can_ask_for_a_document(
    library: LibraryView, window: MainWindow, services: Application, qtbot: QtBot
) -> None:
    window.go("library", ShowDocument(services.library.documents(search="house rules")[0].id))
    qtbot.waitUntil(lambda: "Bicycles" in library.page.viewer.text.toPlainText())


def test_removing_asks_first_and_names_what_goes(
    library: LibraryView, services: Application, tmp_path: Path, qtbot: QtBot
) -> None:
    path = tmp_path / "short-lived.txt"
    path.write_text("This will be gone soon.", encoding="utf-8")
    added(library, qtbot, path)
    qtbot.waitUntil(lambda: "short-lived" in titles(library))
    table = library.documents.table
    table.choose(services.library.documents(search="short-lived")[0].id)
    table.setFocus()
    qtbot.keyClick(table, Qt.Key.Key_Delete)
    assert "Remove “short-lived” and its 1 passage" in library.banner.text
    assert "short-lived" in titles(library)
    qtbot.keyClick(QApplication.focusWidget(), Qt.Key.Key_Space)
    qtbot.waitUntil(lambda: "short-lived" not in titles(library))
    assert path.exists()


def test_work_can_be_paused_and_cancelled(library: LibraryView, tmp_path: Path, qtbot: QtBot) -> None:
    for number in range(300):
        (tmp_path / f"page {number}.txt").write_text(f"Page {number} tells of the number {number}.", encoding="utf-8")
    library.add((tmp_path,))
    progress = library.documents.progress
    qtbot.waitUntil(progress.isVisible)
    progress.pause_wanted.emit(True)
    assert library.state.work.paused
    progress.pause_wanted.emit(False)
    progress.cancel_wanted.emit()
    qtbot.waitUntil(lambda: library.state.outcome is not None)
    assert "Cancelled" in library.banner.text
    assert progress.isHidden()


def test_the_library_can_be_checked_and_its_index_rebuilt(library: LibraryView, qtbot: QtBot) -> None:
    for wish in (library.documents.check_wanted, library.documents.rebuild_wanted):
        wish.emit()
        qtbot.waitUntil(lambda: library.state.outcome is not None)
        assert library.state.failure == ""
        assert library.banner.text


def test_a_document_can_be_asked_about(library: LibraryView, window: MainWindow, services: Application) -> None:
    lease = services.library.documents(search="lease")[0]
    library.page.ask_wanted.emit(lease)
    assert window.place == "ask"
    assert cast(AskView, window.view("ask")).state.scope == Scope(paths=(lease.path,), titles=(lease.title,))


def test_fifty_thousand_documents_are_a_list_like_any_other(library: LibraryView) -> None:
    one = library.state.documents[0]
    many = tuple(
        Document(number, f"/{number}", f"Document {number}", "text", "", "", number, 0, one.added_at, one.status)
        for number in range(1, 50_001)
    )
    table = library.documents.table
    table.show_documents(many, Order())
    table.choose(40_000)
    assert table.chosen()[0].title == "Document 40000"
    assert table.model().rowCount() == 50_000


def remedy_button(library: LibraryView, name: str) -> QPushButton:
    return next(one for one in library.documents.findings.findChildren(QPushButton) if one.text() == name)


def show_problem(library: LibraryView, name: str, qtbot: QtBot) -> None:
    library._ask(changes.SectionChosen(Section.PROBLEMS))

    def place() -> int | None:
        listed = library.state.listed_findings
        return next((at for at, one in enumerate(listed) if one.path.endswith(name)), None)

    qtbot.waitUntil(lambda: place() is not None)
    library.documents.findings.list.choose(place())
    library.documents.findings.show_state(library.state)


def test_a_problem_is_mended_by_reading_the_file_again(library: LibraryView, tmp_path: Path, qtbot: QtBot) -> None:
    (tmp_path / "minutes.txt").write_text("The meeting begins at nine.", encoding="utf-8")
    added(library, qtbot, tmp_path / "minutes.txt")
    (tmp_path / "minutes.txt").write_text("The meeting begins at ten, in the other room.", encoding="utf-8")
    show_problem(library, "minutes.txt", qtbot)
    qtbot.mouseClick(remedy_button(library, "Read again"), Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: not any(one.path.endswith("minutes.txt") for one in library.state.findings or ()))


def test_a_problem_can_be_left_as_it_is(library: LibraryView, tmp_path: Path, qtbot: QtBot) -> None:
    path = tmp_path / "agenda.txt"
    path.write_text("First the roof, then the garden.", encoding="utf-8")
    added(library, qtbot, path)
    path.unlink()
    show_problem(library, "agenda.txt", qtbot)
    qtbot.mouseClick(remedy_button(library, "Keep"), Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: not any(one.path.endswith("agenda.txt") for one in library.state.findings or ()))


def test_a_folder_that_is_added_can_be_followed_and_let_go(
    library: LibraryView, services: Application, tmp_path: Path, qtbot: QtBot
) -> None:
    (tmp_path / "diary.txt").write_text("It rained all day.", encoding="utf-8")
    added(library, qtbot, tmp_path)
    offer = library.documents.offer
    qtbot.waitUntil(offer.isVisible)
    qtbot.mouseClick(offer.yes, Qt.MouseButton.LeftButton)
    assert offer.isHidden()
    qtbot.waitUntil(lambda: len(library.state.folders) == 1)
    library._ask(changes.SectionChosen(Section.FOLDERS))
    folders = library.documents.folders
    folders.folder_chosen.emit(library.state.folders[0].folder.id)
    qtbot.waitUntil(lambda: [Path(one.path).name for one in library.state.files] == ["diary.txt"])
    qtbot.mouseClick(folders.pause, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: library.state.folders[0].state is FolderState.PAUSED)
    qtbot.mouseClick(folders.stop, Qt.MouseButton.LeftButton)
    question = library.findChild(QMessageBox)
    forget = next(one for one in question.buttons() if one.text() == "Forget the documents")
    qtbot.mouseClick(forget, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: not library.state.folders)
    assert services.library.documents(search="diary") == []


def test_the_answer_to_the_offer_can_be_for_always(
    library: LibraryView, services: Application, tmp_path: Path, qtbot: QtBot
) -> None:
    (tmp_path / "first").mkdir()
    (tmp_path / "second").mkdir()
    try:
        added(library, qtbot, tmp_path / "first")
        qtbot.waitUntil(library.documents.offer.isVisible)
        library.documents.offer.remember.setChecked(True)
        qtbot.mouseClick(library.documents.offer.no, Qt.MouseButton.LeftButton)
        qtbot.waitUntil(lambda: services.settings.get("library.follow_added") == "never")
        added(library, qtbot, tmp_path / "second")
        qtbot.waitUntil(lambda: library.state.outcome is not None)
        assert library.state.offered == ()
    finally:
        services.settings.reset("library.follow_added")


def test_a_locked_file_is_opened_with_its_password(library: LibraryView, tmp_path: Path, qtbot: QtBot) -> None:
    path = tmp_path / "safe.pdf"
    path.write_bytes(locked_pdf("The safe is behind the picture."))
    added(library, qtbot, path)
    qtbot.waitUntil(lambda: "safe.pdf" in titles(library))
    document = next(one for one in library.documents.table.documents if one.title == "safe.pdf")
    library.documents.table.opened.emit(document)
    assert library.page.unlock.isVisibleTo(library.page)
    library.page.unlock.click()
    dialog = cast(PasswordDialog, QApplication.activeModalWidget() or library.findChild(PasswordDialog))
    assert not dialog.buttons.button(QDialogButtonBox.StandardButton.Ok).isEnabled()
    dialog.field.setText(PASSWORD)
    dialog.buttons.button(QDialogButtonBox.StandardButton.Ok).click()
    qtbot.waitUntil(lambda: "safe" in titles(library))
    qtbot.waitUntil(lambda: not library.page.unlock.isVisibleTo(library.page))
