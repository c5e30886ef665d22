"""The messages of a thread: what the user asked, and what stands where no answer came."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QSizePolicy, QWidget

from app.ui.ask.messages import UnansweredMessage, UserMessage
from app.ui.ask.pictures import PictureStrip
from app.ui.tokens import Space
from app.ui.widgets.buttons import button, icon_button
from app.ui.widgets.layouts import column, row, surface
from app.ui.widgets.text import label, set_style_property

_SHOWN_CHARACTERS = 2_000
_SMALLEST_INDENT = 48
_SHORT_LINE = 220  # which has room in the smallest window, beside both panels
_SHARE_OF_LINE = 12


class UserMessageView(QWidget):
    """The user's words, at the end of the line, with the way to change them or copy them."""

    edit_wanted = Signal(int)
    copied = Signal(str)
    picture_opened = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._message = UserMessage(0, "")
        self._text = label("", wrap=True, selectable=True, parent=self)
        self._text.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        self._all = button(self.tr("Show all"), self._show_all, kind="quiet", parent=self)
        self._edit = icon_button("edit", self.tr("Change and send again"), self._wish_to_edit, parent=self)
        self._copy = icon_button("copy", self.tr("Copy the question"), self._wish_to_copy, parent=self)
        self.pictures = PictureStrip(self)
        self.pictures.opened.connect(self.picture_opened)
        inside = column(self._text, self._all, margin=Space.MEDIUM)
        self._bubble = surface("soft", inside, self)
        actions = row(None, self._edit, self._copy, space=0)
        self._line = row(None, self._bubble)
        across = column(self.pictures, self._line, actions, space=Space.TIGHT)
        across.setContentsMargins(_SMALLEST_INDENT, 0, 0, 0)
        self.setLayout(across)

    def show_message(self, message: UserMessage) -> None:
        """Show the latest of this message."""
        self._message = message
        self.pictures.show_pictures(message.pictures)
        text = message.text
        shortened = len(text) > _SHOWN_CHARACTERS
        self._text.setText(text[:_SHOWN_CHARACTERS] + "…" if shortened else text)
        self._hug()
        self._text.setAccessibleName(self.tr("You asked: {text}").format(text=self._text.text()))
        self._all.setVisible(shortened)
        self._edit.setVisible(message.turn_id > 0)
        self._edit.setEnabled(not message.editing)
        set_style_property(self._bubble, "surface", "card" if message.editing else "soft")

    def _hug(self) -> None:
        """A short question has a bubble of its own width, a long one as much of the line as there is."""
        text = self._text.text()
        short = "\n" not in text and self._text.fontMetrics().horizontalAdvance(text) < _SHORT_LINE
        self._text.setWordWrap(not short)
        self._line.setStretch(1, 0 if short else _SHARE_OF_LINE)

    def _show_all(self) -> None:
        self._text.setText(self._message.text)
        self._all.setVisible(False)

    def _wish_to_edit(self) -> None:
        self.edit_wanted.emit(self._message.turn_id)

    def _wish_to_copy(self) -> None:
        self.copied.emit(self._message.text)


class UnansweredMessageView(QFrame):
    """Why there is no answer, in one sentence, and the buttons that ask again or lead to the models."""

    again_wanted = Signal()
    models_wanted = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._text = label("", wrap=True, selectable=True, parent=self)
        self._again = button(self.tr("Try again"), self.again_wanted.emit, icon_name="refresh", parent=self)
        self.models = button(self.tr("Show the models"), self.models_wanted.emit, icon_name="models", parent=self)
        line = row(self._text, self.models, self._again, space=Space.MEDIUM, margin=Space.MEDIUM)
        line.setStretch(0, 1)
        for action in (self.models, self._again):
            line.setAlignment(action, Qt.AlignmentFlag.AlignVCenter)
        self.setLayout(line)

    @property
    def text(self) -> str:
        """What it says."""
        return self._text.text()

    def show_message(self, message: UnansweredMessage) -> None:
        """Say why."""
        set_style_property(self, "banner", "danger" if message.sentence else "info")
        self.models.setVisible(message.lacks_model)
        self._text.setText(message.sentence or self.tr("This question was stopped before its answer began."))
        self._text.setAccessibleName(self._text.text())
