"""What the user wants with pictures beside a question: to attach them, and to see them larger."""

from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from app.core.asking.pictures import MOST_PICTURES, SUFFIXES, AttachedPicture, Picture
from app.ui.ask import changes
from app.ui.ask.composer import Composer
from app.ui.ask.pictures import PictureDialog, enlarged
from app.ui.ask.state import AskState
from app.ui.view import Frame
from app.ui.widgets.file_dialogs import choose_files

if TYPE_CHECKING:
    from app.services.asking.pictures import PictureReading

_SHARE_OF_SCREEN = 0.8
"""What a picture takes of it at most when it is opened larger."""


class PictureActions(QWidget):
    """Has pictures made ready off the window's thread; `state` tells what is in sight."""

    begun = Signal()
    attached = Signal(object)
    """Pictures are ready, for the conversation that was in sight when they came."""
    failed = Signal(str)

    def __init__(
        self, pictures: "PictureReading", frame: Frame, composer: Composer, state: Callable[[], AskState]
    ) -> None:
        super().__init__(composer)
        self.setVisible(False)
        self._services = pictures
        self._frame = frame
        self._composer = composer
        self._state = state
        composer.choosing_wanted.connect(self._choose)
        composer.files_attached.connect(self._attach)
        composer.picture_pasted.connect(
            lambda content: self._prepare(lambda: (self._services.from_clipboard(content),))
        )
        composer.pictures.opened.connect(self.show_larger)

    def show_larger(self, picture: Picture) -> None:
        """Open a picture as large as the screen lets it be."""
        state = self._state()
        attached = (*state.attached, *(state.asking.attached if state.asking is not None else ()))
        room, ratio = self.screen().availableSize() * _SHARE_OF_SCREEN, self.devicePixelRatioF()
        laid_open = partial(self._services.laid_open, picture.ref, attached)
        self._frame.jobs.run_once(
            self,
            lambda: enlarged(laid_open(), room, ratio),
            lambda image: PictureDialog(picture.name, image, self._composer).open(),
            self.failed.emit,
            replaces="picture",
        )

    def _choose(self) -> None:
        endings = " ".join(f"*{suffix}" for suffix in SUFFIXES)
        pictures = self.tr("Pictures ({endings})").format(endings=endings)
        choose_files(self._composer, self._attach, self.tr("Attach pictures"), pictures)

    def _attach(self, paths: tuple[Path, ...]) -> None:
        self._prepare(lambda: tuple(map(self._services.from_file, paths[:MOST_PICTURES])))

    def _prepare(self, prepared: Callable[[], tuple[AttachedPicture, ...]]) -> None:
        self.begun.emit()
        key = self._state().key
        self._frame.jobs.run_once(
            self,
            prepared,
            lambda pictures: self.attached.emit(changes.PicturesAttached(key, pictures)),
            self.failed.emit,
        )
        self._composer.setFocus()
