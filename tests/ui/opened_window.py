"""The real window over the real services of a fresh profile, for the tests of its views. Import the fixtures by name."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from PySide6.QtCore import QMarginsF
from PySide6.QtGui import QFont, QPageLayout, QPageSize, QPainter, QPdfWriter
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from app.bootstrap.application import build
from app.core.cancel import CancelToken
from app.services.application import Application
from app.storage.places import Places, find_places
from app.ui import language
from app.ui.job_bridge import JobBridge
from app.ui.main_window import MainWindow, Remembered
from app.ui.theme import Theme

LONGEST_MS = 60_000
LEASE = (
    "The monthly rent of the flat on Main Street is 1,200 euros.",
    "It is due on the third working day of each month and includes heating.",
    "The tenant pays a deposit of three months' rent before moving in.",
)
HOUSE_RULES = (
    "Bicycles are kept in the cellar, behind the green door.\n\nThe laundry room is open until nine in the evening.\n"
)


def write_pdf(path: Path, pages: tuple[tuple[str, ...], ...]) -> Path:
    """A real PDF with these lines of text on its pages."""
    writer = QPdfWriter(str(path))
    writer.setPageLayout(QPageLayout(QPageSize(QPageSize.PageSizeId.A4), QPageLayout.Orientation.Portrait, QMarginsF()))
    writer.setTitle(path.stem)
    writer.setResolution(150)
    painter = QPainter(writer)
    painter.setFont(QFont("DejaVu Sans", 12))
    for number, lines in enumerate(pages):
        if number:
            writer.newPage()
        for line, text in enumerate(lines):
            painter.drawText(150, 200 + 60 * line, text)
    painter.end()
    return path


@pytest.fixture(scope="module")
def places(tmp_path_factory: pytest.TempPathFactory) -> Places:
    """A profile of one's own on a machine without models but the embedder that ships with Alcove."""
    folder = tmp_path_factory.mktemp("alcove")
    return Places(folder / "profile", folder / "models", find_places(None).resources)


@pytest.fixture(scope="module")
def services(places: Places, qapp: QApplication) -> Iterator[Application]:  # noqa: ARG001
    """The services over an open vault. Shared by the tests of a module: each minds its own documents and threads."""
    application = build(places)
    application.vault.create("correct horse battery staple")
    application.open_services()
    yield application
    application.close()


@pytest.fixture(scope="module")
def papers(services: Application, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder of documents that is in the library: a PDF, a text, and a file that cannot be read."""
    folder = tmp_path_factory.mktemp("papers")
    write_pdf(folder / "lease.pdf", (("Lease agreement", "between Anna Weber and Main Street Holding"), LEASE))
    (folder / "house rules.txt").write_text(HOUSE_RULES, encoding="utf-8")
    (folder / "broken.pdf").write_bytes(b"%PDF-1.7 and then nothing")
    list(services.library.add([folder], "Flat", CancelToken()))
    return folder


@contextmanager
def opened_window(services: Application, qapp: QApplication, qtbot: QtBot) -> Iterator[MainWindow]:
    """The window, open at Ask."""
    language.speak(qapp, "en")
    jobs = JobBridge(qapp)
    theme = Theme(qapp)
    shown = MainWindow(theme, jobs)
    shown.show()
    shown.open_places(services, Remembered())
    qtbot.waitUntil(lambda: (ask := shown.view("ask")) is not None and ask.built, timeout=LONGEST_MS)
    yield shown
    jobs.close()
    shown.hide()
    shown.deleteLater()
    theme.deleteLater()  # each one that lives dresses the whole application anew at every change
    qapp.processEvents()


@pytest.fixture
def window(services: Application, qapp: QApplication, qtbot: QtBot) -> Iterator[MainWindow]:
    """A window of the test's own, open at Ask."""
    with opened_window(services, qapp, qtbot) as shown:
        yield shown
