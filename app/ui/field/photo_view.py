"""Notes from photos: the first touch reads the photo taken last, the second keeps its text as a note."""

from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QSize, QStandardPaths
from PySide6.QtGui import QDragEnterEvent, QDropEvent, QGuiApplication, QImage
from PySide6.QtWidgets import QWidget

from app.core.asking.pictures import SUFFIXES, PictureOrigin
from app.core.cancel import CancelToken
from app.core.library.documents import Document
from app.services.library.photo_notes import Photo
from app.ui import wording
from app.ui.ask.pictures import enlarged, pasted_picture, picture_files
from app.ui.field import photo_state
from app.ui.field.photo_pane import PhotoPane
from app.ui.field.photo_state import PhotoState, Stage
from app.ui.requests import Request, TakePhoto
from app.ui.view import Frame, View
from app.ui.widgets.file_dialogs import choose_files

if TYPE_CHECKING:
    from app.services.application import Application

_OFFERED = 12
_LARGEST = QSize(2048, 2048)

Looked = tuple[Photo, QImage]


class PhotoView(View):
    """Photos come from the folder of the camera, by choice, by drop and from the clipboard."""

    def __init__(self, services: "Application", frame: Frame, parent: QWidget) -> None:
        super().__init__(frame, parent)
        self._services = services
        self._reading = CancelToken()
        self.state = PhotoState()
        self.setAcceptDrops(True)
        self.pane = PhotoPane(self)
        self.setFocusProxy(self.pane.text)
        self.set_panes(self.pane)
        self.pane.newest_wanted.connect(self._take_newest)
        self.pane.file_wanted.connect(self._choose_file)
        self.pane.paste_wanted.connect(self._paste)
        self.pane.photo_chosen.connect(self._read_file)
        self.pane.text_typed.connect(lambda text: self._show(photo_state.typed(self.state, text)))
        self.pane.collection_chosen.connect(self._choose_collection)
        self.pane.save_wanted.connect(self.save)
        self.pane.cancel_wanted.connect(self._cancel)

    def arrive(self, request: Request | None) -> None:
        """List the photos; asked for one, read the newest unless one is being worked on."""
        takes = isinstance(request, TakePhoto) and self.state.stage is Stage.NOTHING
        self._look(self._take_listed if takes else lambda: None)

    def shortcuts(self) -> dict[str, Callable[[], object]]:
        """What the window's shortcuts do here."""
        return {"new": self._take_newest, "stop": self._cancel}

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:  # noqa: N802
        """Pictures are read here, whatever else goes where it always does."""
        if picture_files(event.mimeData()):
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:  # noqa: N802
        """Read the first of the pictures that are dropped."""
        event.acceptProposedAction()
        self._read_file(picture_files(event.mimeData())[0])

    def save(self) -> None:
        """Keep the note."""
        state = self.state
        if not state.may_save or state.photo is None:
            return
        self._show(photo_state.saving(state))
        keep = partial(self._services.photo_notes.save, state.photo, state.text, state.collection)
        self.frame.jobs.run_once(self, keep, self._saved, self._fail)

    def _cancel(self) -> None:
        self._reading.cancel()

    def _look(self, then: Callable[[], object]) -> None:
        pictures = Path(QStandardPaths.writableLocation(QStandardPaths.StandardLocation.PicturesLocation))
        services = self._services

        def found() -> tuple[tuple[Path, ...], tuple[str, ...], str]:
            packed = {pack.title for pack in services.knowledge.packs()}
            own = tuple(name for name in services.library.collections() if name not in packed)
            usual = str(services.settings.get("library.default_collection"))
            return tuple(services.photo_notes.newest(pictures, _OFFERED)), own, usual

        def listed(found: tuple[tuple[Path, ...], tuple[str, ...], str]) -> None:
            self._show(photo_state.listed(self.state, *found))
            then()

        self.frame.jobs.run_once(self, found, listed, self._fail, replaces="list")

    def _take_newest(self) -> None:
        self._look(self._take_listed)

    def _take_listed(self) -> None:
        if self.state.newest:
            self._read_file(self.state.newest[0])
        else:
            self._choose_file()

    def _choose_file(self) -> None:
        endings = " ".join(f"*{suffix}" for suffix in SUFFIXES)
        pictures = self.tr("Pictures ({endings})").format(endings=endings)
        choose_files(self, lambda paths: self._read_file(paths[0]), self.tr("Choose a photo"), pictures)

    def _paste(self) -> None:
        source = QGuiApplication.clipboard().mimeData()
        content, files = pasted_picture(source), picture_files(source)
        if content:
            name = self.tr("Pasted picture")
            self._read(lambda cancel: self._services.photo_notes.of_clipboard(content, name, cancel))
        elif files:
            self._read_file(files[0])
        else:
            self.banner.show_message(self.tr("There is no picture in the clipboard; copy one first."), "info")

    def _read_file(self, path: Path) -> None:
        self._read(lambda cancel: self._services.photo_notes.of_file(path, cancel))

    def _read(self, looked_at: Callable[[CancelToken], Photo]) -> None:
        self._reading.cancel()
        cancel = self._reading = CancelToken()
        self._show(photo_state.reading(self.state))
        ratio = self.devicePixelRatioF()

        def look() -> Looked:
            photo = looked_at(cancel)
            cancel.checkpoint()
            pixels = self._services.pictures.laid_open(photo.picture.picture.ref, (photo.picture,))
            return photo, enlarged(pixels, _LARGEST, ratio)

        self.frame.jobs.run_once(self, look, lambda found: self._take(*found), self._fail, replaces="photo")

    def _take(self, photo: Photo, image: QImage) -> None:
        self.pane.picture.show_image(image)
        self.pane.picture.setAccessibleName(self.tr("Picture: {name}").format(name=photo.picture.picture.name))
        self._show(photo_state.read(self.state, photo, self._origin(photo.picture.origin)))
        self.pane.save.setFocus() if self.state.may_save else self.pane.text.setFocus()

    def _saved(self, document: Document) -> None:
        self._show(photo_state.saved(self.state, document.id))
        said = self.tr("Saved as a note in “{collection}”.").format(collection=document.collection)
        self.frame.toast(said, self.tr("Undo"), self._undo)
        self.pane.begin.setFocus()

    def _undo(self) -> None:
        gone = [self.state.document_id]

        def back(_none: None) -> None:
            self._show(photo_state.undone(self.state))

        if gone[0]:
            self.frame.jobs.run_once(self, lambda: self._services.library.remove(gone), back, self._fail)

    def _choose_collection(self, name: str) -> None:
        self._show(photo_state.chosen(self.state, name))

    def _fail(self, sentence: str) -> None:
        self._show(photo_state.failed(self.state, sentence))

    def _show(self, state: PhotoState) -> None:
        before, self.state = self.state, state
        self.pane.show_state(state)
        if state.problem and state.problem != before.problem:
            self.banner.show_message(state.problem)
        elif not state.problem and before.problem:
            self.banner.clear()

    def _origin(self, origin: PictureOrigin) -> str:
        """When and where a photo was taken, in words; "" where nothing is told, or it is not wanted."""
        when = wording.day_and_time(origin.taken_at) if origin.taken_at else ""
        where = ""
        if origin.latitude is not None and origin.longitude is not None:
            where = f"{wording.decimal(origin.latitude, 5)}, {wording.decimal(origin.longitude, 5)}"
        if when and where:
            return self.tr("Taken on {when} at {where}").format(when=when, where=where)
        return self.tr("Taken: {what}").format(what=when or where) if when or where else ""
