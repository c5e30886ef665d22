"""Knowledge packs in the window: dropped, opened with their password, shown as what they are, and removed whole."""

from pathlib import Path
from typing import cast

import pytest
from PySide6.QtWidgets import QPushButton
from pytestqt.qtbot import QtBot

from app.services.application import Application
from app.ui.library import changes
from app.ui.library.password_dialog import PasswordDialog
from app.ui.library.view import LibraryView
from app.ui.main_window import MainWindow
from app.ui.requests import AddFiles, wish_of
from tests.services.packed_knowledge import PASSWORD, TITLE, builder_in


def test_a_pack_is_a_collection_that_comes_and_goes_whole(
    window: MainWindow, services: Application, tmp_path: Path, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    build = builder_in(tmp_path)
    pack = build({"pump.md": b"# Pump\n\nThe pump needs three litres of oil.\n"}, "1.0", "--expires", "2099-12-31")
    monkeypatch.setattr(services.knowledge, "_keys", (build.by.public,))
    assert wish_of((pack,)) == ("library", AddFiles((pack,)))
    window.go(*wish_of((pack,)))
    library = cast(LibraryView, window.view("library"))
    qtbot.waitUntil(lambda: bool(library.findChildren(PasswordDialog)))
    dialog = library.findChildren(PasswordDialog)[0]
    dialog.field.setText(PASSWORD)
    dialog.accept()
    qtbot.waitUntil(lambda: bool(library.state.packs))
    library._ask(changes.CollectionChosen(TITLE))
    qtbot.waitUntil(lambda: [one.title for one in library.state.documents] == ["Pump"])
    assert "Knowledge pack 1.0 by Head office, read-only, until 2099-12-31" in library.documents._facts.text()
    assert library.documents.remove_pack.isVisible()
    assert library.state.own_collection is None
    library.documents.remove_pack.trigger()
    sure = [one for one in library.banner.findChildren(QPushButton) if one.accessibleName() == "Remove"]
    sure[0].click()
    qtbot.waitUntil(lambda: not library.state.packs and library.state.collection is None)
    assert services.knowledge.packs() == []
