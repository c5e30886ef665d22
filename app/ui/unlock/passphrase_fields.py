"""Choosing a passphrase: two fields, and between them how hard it is to guess."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QProgressBar, QWidget

from app.core.administration.policy import SHORTEST_PASSPHRASE
from app.ui.unlock.strength import Level, strength
from app.ui.widgets.fields import PassphraseField
from app.ui.widgets.layouts import column, row
from app.ui.widgets.text import label, set_style_property

_TONES = {Level.TOO_SHORT: "danger", Level.WEAK: "danger", Level.FAIR: "warning"}


class PassphraseFields(QWidget):
    """Emits `typed` with both texts, and `submitted` when Enter is pressed in the second field."""

    typed = Signal(str, str)
    submitted = Signal()

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._shortest = SHORTEST_PASSPHRASE
        self._first = PassphraseField(self.tr("Passphrase"), self)
        self._second = PassphraseField(self.tr("The same passphrase again"), self)
        self._meter = QProgressBar(self)
        self._meter.setTextVisible(False)
        self._meter.setRange(0, int(Level.STRONG))
        self._meter.setAccessibleName(self.tr("Strength of the passphrase"))
        self._verdict = label("", "caption", parent=self)
        self.setLayout(column(self._first, row(self._meter, self._verdict), self._second))
        for field in (self._first, self._second):
            field.textEdited.connect(lambda _text: self._type())
        self._first.returnPressed.connect(lambda: self._second.setFocus(Qt.FocusReason.TabFocusReason))
        self._second.returnPressed.connect(self.submitted)
        self.setFocusProxy(self._first)
        self._judge()

    def set_shortest(self, shortest: int) -> None:
        """From now on a passphrase has at least so many characters."""
        if shortest != self._shortest:
            self._shortest = shortest
            self._judge()

    def clear(self) -> None:
        """Forget what was typed."""
        self._first.clear()
        self._second.clear()
        self._judge()

    def _type(self) -> None:
        self._judge()
        self.typed.emit(self._first.text(), self._second.text())

    def _judge(self) -> None:
        passphrase, repeated = self._first.text(), self._second.text()
        found = strength(passphrase, self._shortest)
        self._meter.setValue(int(found.level))
        words = {
            Level.TOO_SHORT: self.tr("At least {count} characters").format(count=self._shortest),
            Level.WEAK: self.tr("Weak: easy to guess"),
            Level.FAIR: self.tr("Fair: add a word or two"),
            Level.GOOD: self.tr("Good"),
            Level.STRONG: self.tr("Strong"),
        }[found.level]
        tone = _TONES.get(found.level, "success") if passphrase else "muted"
        if repeated and not passphrase.startswith(repeated):
            words, tone = self.tr("The two are not the same"), "danger"
        self._verdict.setText(words)
        self._meter.setAccessibleDescription(words)
        set_style_property(self._verdict, "tone", tone)
