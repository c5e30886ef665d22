"""What can be done with a segment, and with its speaker, as menus."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial

from PySide6.QtCore import QCoreApplication, Qt
from PySide6.QtWidgets import QMenu, QWidget

from app.ui.meetings.editor_state import EditorState

Rows = tuple[int, ...]


@dataclass(frozen=True, slots=True)
class SegmentActions:
    """What the menus set off, for a row, or for several.

    `reassign` takes the speaker, "" for one to be named, and whether all of the same speaker from there on.
    """

    correct: Callable[[int], object]
    play: Callable[[int], object]
    merge: Callable[[int], object]
    delete: Callable[[Rows], object]
    rename: Callable[[str], object]
    reassign: Callable[[Rows, str, bool], object]


def segment_menu(parent: QWidget, actions: SegmentActions, rows: Rows, row: int, state: EditorState) -> QMenu:
    """Everything that can be done with the segment of a row, or with several `rows` that are selected."""
    menu = _menu(parent)
    if len(rows) > 1:
        _add_others(menu.addMenu(_tr("Speaker of the selected segments")), actions, rows, state.speakers)
        menu.addSeparator()
        menu.addAction(_tr("Delete the selected segments"), partial(actions.delete, rows))
        return menu
    menu.addAction(_tr("Correct"), partial(actions.correct, row))
    menu.addAction(_tr("Play from here"), partial(actions.play, row))
    merge = menu.addAction(_tr("Merge with the next"), partial(actions.merge, row))
    merge.setEnabled(row < len(state.segments) - 1)
    _add_speakers(menu.addMenu(_tr("Speaker")), actions, row, state)
    menu.addSeparator()
    menu.addAction(_tr("Delete this segment"), partial(actions.delete, (row,)))
    return menu


def speakers_menu(parent: QWidget, actions: SegmentActions, row: int, state: EditorState) -> QMenu:
    """What can be done with the speaker of a row."""
    menu = _menu(parent)
    _add_speakers(menu, actions, row, state)
    return menu


def _add_speakers(menu: QMenu, actions: SegmentActions, row: int, state: EditorState) -> None:
    speaker = state.segments[row].speaker
    if speaker:
        words = _tr("Rename {speaker} everywhere…").format(speaker=speaker)
        menu.addAction(words, partial(actions.rename, speaker))
        menu.addSeparator()
    for onwards, heading in ((False, _tr("Only here")), (True, _tr("From here on"))):
        others = tuple(other for other in state.speakers if other != speaker)
        _add_others(menu.addMenu(heading), actions, (row,), others, onwards)


def _add_others(
    menu: QMenu, actions: SegmentActions, rows: Rows, speakers: tuple[str, ...], onwards: bool = False
) -> None:
    for speaker in speakers:
        menu.addAction(speaker, partial(actions.reassign, rows, speaker, onwards))
    menu.addAction(_tr("Somebody else…"), partial(actions.reassign, rows, "", onwards))


def _menu(parent: QWidget) -> QMenu:
    menu = QMenu(parent)
    menu.aboutToHide.connect(menu.deleteLater, Qt.ConnectionType.QueuedConnection)
    return menu


def _tr(text: str) -> str:
    return QCoreApplication.translate("SegmentMenu", text)
