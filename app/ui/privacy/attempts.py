"""The list of attempts to get out, each with what was tried and what the system answered."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from app.ui.privacy import words
from app.ui.tokens import Space
from app.ui.view import in_turns
from app.ui.widgets.layouts import clear, column, row
from app.ui.widgets.text import badge, label, rule

if TYPE_CHECKING:
    from app.lockdown.attempt import Attempt

_AT_ONCE = 4


class AttemptsList(QWidget):
    """Shows attempts one below the other, filled in over several turns of the event loop."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._lines = column(space=0)
        self.setLayout(self._lines)

    def show_attempts(self, attempts: "Sequence[Attempt]") -> None:
        """Show these in place of those before."""
        clear(self._lines)
        batches = [attempts[first : first + _AT_ONCE] for first in range(0, len(attempts), _AT_ONCE)]
        in_turns(self, *(lambda batch=batch: self._add(batch) for batch in batches))

    def _add(self, attempts: "Sequence[Attempt]") -> None:
        for attempt in attempts:
            self._lines.addWidget(rule(self))
            self._lines.addWidget(self._line(attempt))

    def _line(self, attempt: "Attempt") -> QWidget:
        made = QWidget(self)
        word, tone = words.attempt_badge(str(attempt.outcome))
        made.setAccessibleName(f"{attempt.name}: {word}")
        texts = column(
            label(attempt.name, wrap=True, parent=made),
            label(attempt.tried, "caption", wrap=True, parent=made),
            label(attempt.answer, "caption", wrap=True, selectable=True, parent=made),
            space=2,
        )
        verdict = badge(word, tone, made)
        line = row(texts, verdict, space=Space.LARGE)
        line.setAlignment(verdict, Qt.AlignmentFlag.AlignVCenter)
        line.setStretch(0, 1)
        line.setContentsMargins(0, Space.SMALL, 0, Space.SMALL)
        made.setLayout(line)
        return made
