"""What the window shows in its first second, while everything else is loaded."""

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QPaintEvent
from PySide6.QtWidgets import QWidget

from app.ui.tokens import Space
from app.ui.widgets.banner import announce
from app.ui.widgets.empty_state import IconDisc
from app.ui.widgets.layouts import column, in_the_middle, no_wider_than, row
from app.ui.widgets.text import label

_PATIENCE_MS = 700
_TEXT_DIGITS = 57


class StartPage(QWidget):
    """The name of the product; `painted` is emitted once, after it was first seen."""

    painted = Signal()

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._seen = False
        disc = IconDisc("alcove", 88, self)
        name = label(self.tr("Alcove"), "display", parent=self)
        self._sentence = label("", tone="muted", wrap=True, parent=self)
        self._sentence.setAlignment(Qt.AlignmentFlag.AlignCenter)
        no_wider_than(_TEXT_DIGITS, self._sentence)
        lines = (row(None, disc, None), row(None, name, None), in_the_middle(self._sentence))
        self.setLayout(column(None, *lines, None, space=Space.MEDIUM, margin=Space.WIDE))
        QTimer.singleShot(_PATIENCE_MS, self, self._explain)

    def fail(self, sentence: str) -> None:
        """Nothing can be opened: say why."""
        self._sentence.setText(sentence)
        announce(self._sentence, sentence)

    def tell_upgrade(self, share: float | None) -> None:
        """So much of the vault is copied before it is brought to this version; None where it is not."""
        if share is not None:
            said = self.tr("A new version: your vault is copied before it is changed, {percent} %.")
            self._sentence.setText(said.format(percent=round(100 * share)))

    @property
    def sentence(self) -> str:
        """What it says below the name."""
        return self._sentence.text()

    def _explain(self) -> None:
        if not self._sentence.text():
            self._sentence.setText(self.tr("Opening the vault…"))

    def paintEvent(self, _event: QPaintEvent) -> None:  # noqa: N802
        """The first time, tell so."""
        if not self._seen:
            self._seen = True
            QTimer.singleShot(0, self, self.painted.emit)
