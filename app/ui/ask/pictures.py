"""Pictures beside a question: their thumbnails, and the ways they come in, as a file, dropped or pasted."""

from collections.abc import Sequence
from functools import partial
from pathlib import Path

from PySide6.QtCore import QBuffer, QIODevice, QMimeData, QSize, Qt, Signal
from PySide6.QtGui import QIcon, QImage, QPixmap
from PySide6.QtWidgets import QDialog, QLabel, QToolButton, QWidget

from app.core.asking.pictures import SUFFIXES, Picture, Pixels
from app.ui.tokens import Space
from app.ui.widgets.buttons import button, icon_button
from app.ui.widgets.layouts import column, row

_CLIPBOARD_FORMATS = ("image/png", "image/jpeg", "image/webp", "image/bmp", "image/tiff")
_HEIGHT = 84


class PictureStrip(QWidget):
    """Thumbnails in a row, which open larger. Where they can be taken away, `removed` says which, counted from 0."""

    removed = Signal(int)
    opened = Signal(object)

    def __init__(self, parent: QWidget, *, removable: bool = False) -> None:
        super().__init__(parent)
        self._removable = removable
        self._shown: tuple[Picture, ...] = ()
        self._line = row(None, space=Space.SMALL) if not removable else row(space=Space.SMALL)
        if removable:
            self._line.addStretch(1)
        self.setLayout(self._line)
        self.setVisible(False)

    @property
    def names(self) -> list[str]:
        """What is shown, in words."""
        return [one.name for one in self._shown]

    def show_pictures(self, pictures: Sequence[Picture]) -> None:
        """Show these in place of those before."""
        if tuple(pictures) == self._shown:
            return
        self._shown = tuple(pictures)
        for made in self.findChildren(QWidget, "picture", Qt.FindChildOption.FindDirectChildrenOnly):
            self._line.removeWidget(made)
            made.setParent(None)
            made.deleteLater()
        for number, picture in enumerate(self._shown):
            at = number if self._removable else self._line.count()
            self._line.insertWidget(at, self._thumbnail(picture, number), 0, Qt.AlignmentFlag.AlignTop)
        self.setVisible(bool(self._shown))

    def _thumbnail(self, picture: Picture, number: int) -> QWidget:
        made = QWidget(self)
        made.setObjectName("picture")
        image = QToolButton(made)
        shown = pixmap(picture.preview, image.devicePixelRatioF())
        image.setIcon(QIcon(shown))
        image.setIconSize(shown.deviceIndependentSize().toSize())
        image.setToolTip(picture.name)
        image.setAccessibleName(self.tr("Picture: {name}").format(name=picture.name))
        image.setAccessibleDescription(self.tr("Opens it larger"))
        image.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        image.clicked.connect(lambda: self.opened.emit(picture))
        parts: list[QWidget] = [image]
        if self._removable:
            name = self.tr("Remove {name}").format(name=picture.name)
            parts.append(icon_button("close", name, partial(self.removed.emit, number), parent=made))
        line = row(*parts, space=Space.TIGHT)
        for part in parts:
            line.setAlignment(part, Qt.AlignmentFlag.AlignTop)
        made.setLayout(column(line))
        return made


class PictureDialog(QDialog):
    """A picture as large as it is, or as there is room."""

    def __init__(self, name: str, image: QImage, parent: QWidget) -> None:
        super().__init__(parent)
        self.setWindowTitle(name)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        shown = QLabel(self)
        shown.setPixmap(QPixmap.fromImage(image))
        shown.setAlignment(Qt.AlignmentFlag.AlignCenter)
        shown.setAccessibleName(self.tr("Picture: {name}").format(name=name))
        close = button(self.tr("Close"), self.close, parent=self)
        self.setLayout(column(shown, row(None, close), space=Space.MEDIUM, margin=Space.LARGE))


def enlarged(pixels: Pixels, room: QSize, ratio: float) -> QImage:
    """A picture for `PictureDialog`, no larger than the room on the screen. Made off the window's thread."""
    image = QImage(pixels.rows, pixels.width, pixels.height, 3 * pixels.width, QImage.Format.Format_RGB888)
    size = image.size().scaled(room * ratio, Qt.AspectRatioMode.KeepAspectRatio).boundedTo(image.size())
    made = image.scaled(size, mode=Qt.TransformationMode.SmoothTransformation).convertToFormat(
        QImage.Format.Format_RGB32
    )
    made.setDevicePixelRatio(ratio)
    return made


def pixmap(pixels: Pixels, ratio: float) -> QPixmap:
    """Pixels at the height of a thumbnail. Nothing is decoded for it."""
    image = QImage(pixels.rows, pixels.width, pixels.height, 3 * pixels.width, QImage.Format.Format_RGB888)
    made = QPixmap.fromImage(image).scaledToHeight(
        min(pixels.height, round(_HEIGHT * ratio)), Qt.TransformationMode.SmoothTransformation
    )
    made.setDevicePixelRatio(ratio)
    return made


def picture_files(source: QMimeData) -> tuple[Path, ...]:
    """The picture files that are dropped or pasted; none where anything else is among them."""
    paths = tuple(Path(url.toLocalFile()) for url in source.urls() if url.isLocalFile())
    return paths if paths and all(path.suffix.lower() in SUFFIXES for path in paths) else ()


def pasted_picture(source: QMimeData) -> bytes:
    """A picture as it lies in the clipboard, still encoded; b"" where there is none, or text beside it."""
    if source.hasText() and not source.hasUrls():
        return b""
    for form in _CLIPBOARD_FORMATS:
        if source.hasFormat(form):
            return bytes(source.data(form).data())
    image = source.imageData() if source.hasImage() else None
    if not isinstance(image, QImage) or image.isNull():
        return b""
    buffer = QBuffer()
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    image.save(buffer, b"PNG")
    return bytes(buffer.data().data())
