"""The monitor: what the machine does while a model works, and what each answer took."""

from typing import TYPE_CHECKING

from PySide6.QtCore import QPointF, QSize, Qt, QTimer
from PySide6.QtGui import QPainter, QPaintEvent, QPolygonF
from PySide6.QtWidgets import QDialog, QSizePolicy, QWidget

from app.core.asking.speeds import MachineLoad, WrittenAnswer
from app.ui.models import monitor_state, words
from app.ui.models.answers_table import AnswersTable
from app.ui.models.monitor_state import LOADS_KEPT, MonitorState
from app.ui.tokens import Space
from app.ui.widgets.buttons import button
from app.ui.widgets.layouts import column, row
from app.ui.widgets.text import label

if TYPE_CHECKING:
    from app.services.models.monitor import Monitor
    from app.ui.job_bridge import JobBridge

_SIZE = (1080, 560)
_EVERY_MS = 2000
_CURVE_HEIGHT = 56


class Curve(QWidget):
    """A share over time, from the left to the right; its accessible name says what it shows and where it stands."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._shares: tuple[float, ...] = ()
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def sizeHint(self) -> QSize:  # noqa: N802
        """As high as a few lines of text."""
        return QSize(2 * _CURVE_HEIGHT, _CURVE_HEIGHT)

    def show_shares(self, shares: tuple[float, ...], told: str) -> None:
        """Draw these, each from 0 to 1, and say so in words."""
        self._shares = shares
        self.setAccessibleName(told)
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802, ARG002
        """A line over a filled area, in the colours of the theme."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        box, palette = self.rect().adjusted(1, 1, -1, -1), self.palette()
        painter.setPen(palette.mid().color())
        painter.drawLine(box.bottomLeft(), box.bottomRight())
        if len(self._shares) < 2:
            return
        step = box.width() / (LOADS_KEPT - 1)
        start = box.right() - step * (len(self._shares) - 1)
        points = [
            QPointF(start + step * number, box.bottom() - box.height() * min(1.0, share))
            for number, share in enumerate(self._shares)
        ]
        fill = palette.highlight().color()
        painter.setPen(fill)
        painter.drawPolyline(QPolygonF(points))
        fill.setAlphaF(0.2)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(fill)
        painter.drawPolygon(
            QPolygonF([QPointF(points[0].x(), box.bottom()), *points, QPointF(points[-1].x(), box.bottom())])
        )


class MonitorDialog(QDialog):
    """Looks at the machine every two seconds for as long as it is open."""

    def __init__(self, monitor: "Monitor", jobs: "JobBridge", parent: QWidget) -> None:
        super().__init__(parent)
        self._monitor, self._jobs = monitor, jobs
        self.state = MonitorState()
        self.setWindowTitle(self.tr("Monitor"))
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._processor, self._memory = label(parent=self), label(parent=self)
        self._curves = Curve(self), Curve(self)
        self._details = label("", "caption", wrap=True, selectable=True, parent=self)
        self.table = AnswersTable(self)
        self._empty = label(
            self.tr("No answer was written since Alcove was started."), tone="muted", wrap=True, parent=self
        )
        self._empty.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Expanding)
        self._empty.setAlignment(Qt.AlignmentFlag.AlignTop)
        close = button(self.tr("Close"), self.close, parent=self)
        graphs = row(
            column(self._processor, self._curves[0], space=Space.TIGHT),
            column(self._memory, self._curves[1], space=Space.TIGHT),
            space=Space.LARGE,
        )
        self.setLayout(
            column(
                graphs,
                self._details,
                label(self.tr("Answers"), "heading", parent=self),
                self._empty,
                self.table,
                row(None, close),
                space=Space.MEDIUM,
                margin=Space.LARGE,
            )
        )
        self.resize(*_SIZE)
        self._timer = QTimer(self)
        self._timer.setInterval(_EVERY_MS)
        self._timer.timeout.connect(self._look)
        self._timer.start()
        self._look()

    def _look(self) -> None:
        monitor = self._monitor
        self._jobs.run_once(self, lambda: (monitor.load(), monitor.answers()), self._take, replaces="look")

    def _take(self, seen: tuple[MachineLoad, tuple[WrittenAnswer, ...]]) -> None:
        load, answers = seen
        before = self.state
        self.state = monitor_state.look(before, load, answers)
        for line, curve, text, shares in (
            (self._processor, self._curves[0], words.processor(load), self.state.processor),
            (self._memory, self._curves[1], words.memory(load), self.state.memory),
        ):
            line.setText(text)
            curve.show_shares(shares, text)
        self._details.setText(words.machine_details(load))
        if self.state.answers != before.answers or len(self.state.loads) == 1:
            self._fill(self.state.answers)

    def _fill(self, answers: tuple[WrittenAnswer, ...]) -> None:
        self._empty.setVisible(not answers)
        self.table.setVisible(bool(answers))
        self.table.answers.show_answers(answers)
