"""The folders that are followed: how each stands, what can be done with it, and how its files stand."""

from collections.abc import Callable
from pathlib import PurePath

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from app.core.following import FileState, FolderState, FolderStatus, FollowedFile
from app.ui import sentences, wording
from app.ui.icons import Role, icon
from app.ui.library import words
from app.ui.library.state import LibraryState
from app.ui.tokens import Space
from app.ui.widgets.buttons import button
from app.ui.widgets.layouts import column, row
from app.ui.widgets.lists import ListRow, RowList
from app.ui.widgets.text import label

_MARKS = {FolderState.UNREACHABLE: "warning", FolderState.PAUSED: "pause", FolderState.SYNCING: "refresh"}


class FoldersPane(QWidget):
    """Shows followed folders; says what the user wants with the chosen one."""

    folder_chosen = Signal(object)
    pause_wanted = Signal(object, bool)
    look_wanted = Signal(object)
    left_out_wanted = Signal(object)
    unfollow_wanted = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._state = LibraryState()
        self.list = RowList(self.tr("Followed folders"), self)
        self.list.chosen.connect(self.folder_chosen)
        self.list.delete_pressed.connect(lambda _keys: self._tell(self.unfollow_wanted.emit))
        self.pause = button(self.tr("Pause"), self._press_pause, icon_name="pause", parent=self)
        self.look = button(
            self.tr("Look now"), lambda: self._tell(self.look_wanted.emit), icon_name="refresh", parent=self
        )
        self.left_out = button(self.tr("What is left out…"), lambda: self._tell(self.left_out_wanted.emit), parent=self)
        self.stop = button(
            self.tr("Stop following…"), lambda: self._tell(self.unfollow_wanted.emit), kind="danger", parent=self
        )
        self.left_out.setAccessibleName(self.tr("What is left out"))
        self.stop.setAccessibleName(self.tr("Stop following"))
        self._actions = QWidget(self)
        self._actions.setLayout(row(self.pause, self.look, self.left_out, None, self.stop))
        self._heading = label("", "heading", parent=self)
        self.files = RowList(self.tr("Files of the folder"), self)
        self.files.setUniformItemSizes(True)
        self._more = label("", "caption", parent=self)
        whole = column(self.list, self._actions, self._heading, self.files, self._more, space=Space.SMALL)
        whole.setStretch(0, 1)
        whole.setStretch(3, 2)
        self.setLayout(whole)

    @property
    def chosen(self) -> FolderStatus | None:
        """The folder the user went to."""
        return next((one for one in self._state.folders if one.folder.id == self._state.folder), None)

    def show_state(self, state: LibraryState) -> None:
        """List the folders, and the files of the one chosen."""
        self._state = state
        self.list.show_rows([self._row(one) for one in state.folders])
        self.list.choose(state.folder)
        chosen = self.chosen
        for shown in (self._actions, self._heading, self.files):
            shown.setVisible(chosen is not None)
        self._more.setVisible(chosen is not None and bool(state.more_files))
        self._more.setText(self.tr("And %n more, which need no look.", "", state.more_files))
        if chosen is not None:
            paused = chosen.folder.paused
            self.pause.setText(self.tr("Resume") if paused else self.tr("Pause"))
            self.pause.setAccessibleName(self.pause.text())
            self.pause.setIcon(icon("play" if paused else "pause", Role.ButtonText))
            self.look.setEnabled(not paused)
            self._heading.setText(self.tr("Files in {folder}").format(folder=PurePath(chosen.folder.path).name))
            self.files.show_rows([self._file_row(chosen, one) for one in state.files])

    def _row(self, status: FolderStatus) -> ListRow:
        mark = "warning" if status.notice else _MARKS.get(status.state, "")
        parts = [words.folder_state(status), self.tr("%n document(s)", "", status.documents)]
        if status.failed:
            parts.append(self.tr("%n could not be read", "", status.failed))
        if status.gone:
            parts.append(self.tr("%n gone", "", status.gone))
        return ListRow(status.folder.id, status.folder.path, wording.joined(parts), mark)

    def _file_row(self, status: FolderStatus, file: FollowedFile) -> ListRow:
        name = file.path.removeprefix(status.folder.path).lstrip("/\\")
        mark = "warning" if file.state in (FileState.FAILED, FileState.LOCKED) else ""
        return ListRow(file.path, name, sentences.in_language(file.reason) or words.file_state(file.state), mark)

    def _press_pause(self) -> None:
        if (chosen := self.chosen) is not None:
            self.pause_wanted.emit(chosen, not chosen.folder.paused)

    def _tell(self, listener: Callable[[FolderStatus], object]) -> None:
        if (chosen := self.chosen) is not None:
            listener(chosen)
