"""What can be done with a segment, and with its speaker, as menus."""

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, Qt
from PySide6.QtWidgets import QMenu

from app.ui.meetings.editor_state import EditorState

if TYPE_CHECKING:
    from app.ui.meetings.editor import TranscriptEditor


def segment_menu(editor: "TranscriptEditor", row: int, state: EditorState) -> QMenu:
    """Everything that can be done with the segment of a row."""
    menu = _menu(editor)
    menu.addAction(_tr("Correct"), lambda: editor.edit(row, 0))
    menu.addAction(_tr("Play from here"), lambda: editor.play_wanted.emit(state.segments[row].start))
    merge = menu.addAction(_tr("Merge with the next"), lambda: editor.merge(row))
    merge.setEnabled(row < len(state.segments) - 1)
    _add_speakers(menu.addMenu(_tr("Speaker")), editor, row, state)
    menu.addSeparator()
    menu.addAction(_tr("Delete this segment"), lambda: editor.delete(row))
    return menu


def speakers_menu(editor: "TranscriptEditor", row: int, state: EditorState) -> QMenu:
    """What can be done with the speaker of a row."""
    menu = _menu(editor)
    _add_speakers(menu, editor, row, state)
    return menu


def _add_speakers(menu: QMenu, editor: "TranscriptEditor", row: int, state: EditorState) -> None:
    speaker = state.segments[row].speaker
    if speaker:
        words = _tr("Rename {speaker} everywhere…").format(speaker=speaker)
        menu.addAction(words, partial(editor.rename_speaker, speaker))
        menu.addSeparator()
    for onwards, heading in ((False, _tr("Only here")), (True, _tr("From here on"))):
        below = menu.addMenu(heading)
        for other in state.speakers:
            if other != speaker:
                below.addAction(other, partial(editor.reassign, row, other, onwards=onwards))
        below.addAction(_tr("Somebody else…"), partial(editor.reassign, row, "", onwards=onwards))


def _menu(editor: "TranscriptEditor") -> QMenu:
    menu = QMenu(editor)
    menu.aboutToHide.connect(menu.deleteLater, Qt.ConnectionType.QueuedConnection)
    return menu


def _tr(text: str) -> str:
    return QCoreApplication.translate("SegmentMenu", text)
