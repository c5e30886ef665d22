"""What a view shows while there is nothing in it: what belongs here, and how to begin."""

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from app.ui.icons import paint_icon
from app.ui.theme import current
from app.ui.tokens import Space
from app.ui.widgets.buttons import CopyButton
from app.ui.widgets.layouts import column, in_the_middle, no_wider_than, row, surface
from app.ui.widgets.text import label

_DISC = 72
_TEXT_DIGITS = 57


class IconDisc(QWidget):
    """An icon on a soft disc; decoration, and silent for screen readers."""

    def __init__(self, icon_name: str, diameter: int = _DISC, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._icon_name = icon_name
        self._tone = "accent"
        self.setFixedSize(diameter, diameter)

    def show_icon(self, icon_name: str, tone: str = "accent") -> None:
        """Show another icon; `tone` is "accent", "success", "warning" or "danger"."""
        self._icon_name, self._tone = icon_name, tone
        self.update()

    def paintEvent(self, _event: QPaintEvent) -> None:  # noqa: N802
        """Draw the disc and the icon in the colours in force."""
        colours = current()
        soft = colours.selected if self._tone == "accent" else getattr(colours, f"{self._tone}_soft")
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(soft))
        painter.drawEllipse(self.rect())
        size = self.width() * 0.46
        inset = (self.width() - size) / 2
        colour = QColor(getattr(colours, self._tone))
        paint_icon(painter, self._icon_name, QRectF(inset, inset, size, size), colour)
        painter.end()


class CommandLine(QWidget):
    """A command to be typed elsewhere, with a button that copies it."""

    def __init__(self, command: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        text = label(command, "code", wrap=True, selectable=True, parent=self)
        font = text.font()
        font.setFamilies(["monospace"])
        text.setFont(font)
        text.setAccessibleName(command)
        line = row(text, CopyButton(lambda: command, parent=self))
        line.setStretch(0, 1)
        line.setContentsMargins(Space.MEDIUM, Space.TIGHT, Space.TIGHT, Space.TIGHT)
        self.setLayout(row(surface("soft", line)))


class EmptyState(QWidget):
    """An icon, a title, a sentence or two, and what to do, in the middle of the free room."""

    def __init__(self, icon_name: str, title: str, text: str, *actions: QWidget, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.title = label(title, "heading", wrap=True, parent=self)
        self.text = label(text, tone="muted", wrap=True, parent=self)
        for text_label in (self.title, self.text):
            text_label.setAlignment(Qt.AlignmentFlag.AlignCenter)
            no_wider_than(_TEXT_DIGITS, text_label)
        buttons = row(None, *actions, None)
        disc = IconDisc(icon_name, parent=self)
        centred = [in_the_middle(each) for each in (self.title, self.text)]
        inside = column(row(None, disc, None), *centred, buttons, space=Space.MEDIUM)
        self.setLayout(column(None, inside, None, margin=Space.WIDE))
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)

    def set_words(self, title: str, text: str) -> None:
        """Say something else."""
        self.title.setText(title)
        self.text.setText(text)
