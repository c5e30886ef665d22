"""The notice of a newer version, over real folders."""

import platform
from pathlib import Path

import pytest
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from app.core.administration.policy import Policy
from app.services.administration.updating import Updating
from app.ui.job_bridge import JobBridge
from app.ui.settings.update_row import UpdateRow
from installers.sign import new_key, sign_installation


@pytest.mark.usefixtures("theme")
def test_a_newer_version_is_told_once_it_is_looked_for(
    jobs: JobBridge,
    qtbot: QtBot,
    tmp_path: Path,
) -> None:
    by, folder, share = new_key(tmp_path / "key"), tmp_path / "alcove", tmp_path / "share"
    for each in (folder, share):
        each.mkdir()
    (folder / "alcove").touch()
    sign_installation(folder, by)
    page = QWidget()
    qtbot.addWidget(page)
    row = UpdateRow(Updating(folder, [by.public], Policy({"updates.source": str(share)}, "test")), jobs, page)
    page.show()
    assert row.banner.text == ""
    row.look()
    qtbot.waitUntil(lambda: "No version newer" in row.banner.text)
    (share / f"alcove-99.1-linux-{platform.machine()}.tar.zst").touch()
    row.look()
    qtbot.waitUntil(lambda: "Alcove 99.1 lies in" in row.banner.text)
