"""A photo beside the text that was read in it, and what can be done with both."""

from pathlib import Path

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QImage, QPixmap, QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QComboBox, QLabel, QPlainTextEdit, QSizePolicy, QWidget

from app.ui.field.photo_state import PhotoState, Stage
from app.ui.tokens import Space
from app.ui.widgets.buttons import button
from app.ui.widgets.empty_state import EmptyState
from app.ui.widgets.flow import FlowLayout
from app.ui.widgets.layouts import column, row
from app.ui.widgets.text import label

_NARROW = 720
_SMALLEST_PICTURE = QSize(160, 120)


class PhotoLabel(QLabel):
    """A picture as large as there is room."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._image = QImage()
        self.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.setMinimumSize(_SMALLEST_PICTURE)
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Ignored)

    def show_image(self, image: QImage) -> None:
        """Show a picture; an empty one shows nothing."""
        self._image = image
        self._fit()

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802
        """There is more room, or less."""
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        if self._image.isNull():
            self.clear()
            return
        ratio = self.devicePixelRatioF()
        size = self.size() * ratio
        shown = self._image.scaled(size, Qt.AspectRatioMode.KeepAspectRatio, Qt.TransformationMode.SmoothTransformation)
        shown.setDevicePixelRatio(ratio)
        self.setPixmap(QPixmap.fromImage(shown))


class PhotoPane(QWidget):
    """Shows a `PhotoState`, and says what the user wants."""

    newest_wanted = Signal()
    file_wanted = Signal()
    paste_wanted = Signal()
    photo_chosen = Signal(Path)
    text_typed = Signal(str)
    collection_chosen = Signal(str)
    save_wanted = Signal()
    cancel_wanted = Signal()

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._shown = PhotoState()
        self.begin = EmptyState(
            "camera",
            self.tr("Note from a photo"),
            self.tr(
                "The photo taken last is read, and its text kept as a note beside it. Nothing leaves this computer."
            ),
            button(self.tr("Newest photo"), self.newest_wanted.emit, kind="primary", icon_name="camera", parent=self),
            button(self.tr("Choose a photo…"), self.file_wanted.emit, icon_name="folder", parent=self),
            button(self.tr("Paste"), self.paste_wanted.emit, icon_name="copy", parent=self),
            parent=self,
        )
        self.picture = PhotoLabel(self)
        self.text = QPlainTextEdit(self)
        self.text.setAccessibleName(self.tr("Text of the note"))
        self.text.setPlaceholderText(self.tr("Nothing was read in it; write what is to be found."))
        self.text.setTabChangesFocus(True)
        self.text.textChanged.connect(lambda: self.text_typed.emit(self.text.toPlainText()))
        self.save = button(
            self.tr("Save the note"), self.save_wanted.emit, kind="primary", icon_name="check", parent=self
        )
        self.others = QComboBox(self)
        self.others.setAccessibleName(self.tr("Another photo"))
        self.others.activated.connect(self._choose)
        self.collections = QComboBox(self)
        self.collections.setAccessibleName(self.tr("Collection of the note"))
        self.collections.textActivated.connect(self.collection_chosen)
        self._both = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        self._both.setSpacing(Space.MEDIUM)
        self._both.addWidget(self.picture, 1)
        self._both.addWidget(self.text, 1)
        self._work = self._built_work()
        whole = column(self.begin, self._work, space=0)
        self.setLayout(whole)
        self.show_state(self._shown)

    def _built_work(self) -> QWidget:
        made = QWidget(self)
        self.told = label("", tone="muted", wrap=True, parent=made)
        self.cancel = button(self.tr("Cancel"), self.cancel_wanted.emit, icon_name="stop", parent=made)
        at_head = row(self.told, self.cancel, space=Space.MEDIUM)
        at_head.setStretch(0, 1)
        at_foot = FlowLayout(Space.SMALL)
        choose = button(self.tr("Choose a photo…"), self.file_wanted.emit, icon_name="folder", parent=made)
        paste = button(self.tr("Paste"), self.paste_wanted.emit, icon_name="copy", parent=made)
        for each in (self.others, choose, paste):
            at_foot.addWidget(each)
        into = label(self.tr("Save into"), parent=made)
        into.setBuddy(self.collections)
        saving = row(into, self.collections, None, self.save)
        whole = column(at_head, self._both, at_foot, saving, space=Space.MEDIUM, margin=Space.LARGE)
        whole.setStretch(1, 1)
        made.setLayout(whole)
        return made

    def show_state(self, state: PhotoState) -> None:
        """Show the state."""
        before, self._shown = self._shown, state
        nothing = state.stage is Stage.NOTHING
        self.begin.setVisible(nothing)
        self._work.setVisible(not nothing)
        self.told.setText(self.tr("Reading the photo…") if state.stage is Stage.READING else self._name(state))
        self.cancel.setVisible(state.stage is Stage.READING)
        self.save.setEnabled(state.may_save)
        self.text.setEnabled(state.stage is Stage.READ)
        if self.text.toPlainText() != state.text:
            self.text.setPlainText(state.text)
        if state.newest != before.newest:
            self.others.clear()
            self.others.addItem(self.tr("Another photo"))
            self.others.addItems([path.name for path in state.newest])
        self.others.setVisible(bool(state.newest))
        self.others.setCurrentIndex(0)
        if state.collections != before.collections:
            self.collections.clear()
            self.collections.addItems(list(state.collections))
        self.collections.setCurrentText(state.collection)

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802
        """In a narrow pane, or with a low one of large letters, the photo stands above its text."""
        super().resizeEvent(event)
        narrow = self.width() < _NARROW
        self._both.setDirection(QBoxLayout.Direction.TopToBottom if narrow else QBoxLayout.Direction.LeftToRight)

    def _name(self, state: PhotoState) -> str:
        return state.photo.picture.picture.name if state.photo is not None else ""

    def _choose(self, number: int) -> None:
        if number > 0:
            self.photo_chosen.emit(self._shown.newest[number - 1])
