"""The thin bar of field mode: battery and heat, what Alcove does about them, and the way to a note from a photo."""

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import QTimer, Signal
from PySide6.QtGui import QHideEvent, QShowEvent
from PySide6.QtWidgets import QFrame, QWidget

from app.core.power import Battery, Condition, Heat
from app.ui import wording
from app.ui.field.state import Doing, FieldState, looked
from app.ui.tokens import Space
from app.ui.view import Frame
from app.ui.widgets.aside import AsideLayout
from app.ui.widgets.banner import announce
from app.ui.widgets.buttons import button, icon_button
from app.ui.widgets.layouts import column, row
from app.ui.widgets.text import label, set_style_property

if TYPE_CHECKING:
    from app.services.application import Application

_LOOK_MS = 10_000


class FieldBar(QFrame):
    """Looks at the computer every ten seconds while it is shown."""

    list_wanted = Signal()
    photo_wanted = Signal()

    def __init__(self, services: "Application", frame: Frame, parent: QWidget) -> None:
        super().__init__(parent)
        self._sparing = services.sparing
        self._recording_lane = services.lanes.recording
        self._frame = frame
        self.state = FieldState()
        self.setProperty("surface", "rail")
        self.setAccessibleName(self.tr("Field mode"))
        self._opens_list = icon_button(
            "panel-left", self.tr("Show or hide the list"), self.list_wanted.emit, parent=self
        )
        self.facts = label("", wrap=True, parent=self)
        self.doing = label("", "caption", wrap=True, parent=self)
        self.go_on = button(self.tr("Do it all the same"), self._go_on, kind="quiet", parent=self)
        photo = button(
            self.tr("Photo to note"), self.photo_wanted.emit, kind="primary", icon_name="camera", parent=self
        )
        texts = row(self._opens_list, column(None, self.facts, self.doing, None, space=0), space=Space.MEDIUM)
        texts.setStretch(1, 1)
        line = AsideLayout(texts, row(None, self.go_on, photo, space=Space.SMALL))
        line.setContentsMargins(Space.SMALL, Space.TIGHT, Space.SMALL, Space.TIGHT)
        self.setLayout(line)
        self._timer = QTimer(self, interval=_LOOK_MS)
        self._timer.timeout.connect(self.look)
        self._show_state()

    def showEvent(self, event: QShowEvent) -> None:  # noqa: N802
        """Look at once, and from time to time."""
        super().showEvent(event)
        self._timer.start()
        self.look()

    def hideEvent(self, event: QHideEvent) -> None:  # noqa: N802
        """Nobody wants to know."""
        super().hideEvent(event)
        self._timer.stop()

    def offer_list(self, offered: bool) -> None:
        """Whether what is in front has a list that may cover it."""
        self._opens_list.setVisible(offered)

    def look(self) -> None:
        """Look at the computer now."""
        self._ask(self._sparing.condition)

    def _ask(self, condition: Callable[[], Condition]) -> None:
        self._frame.jobs.run_once(
            self, lambda: (condition(), self._recording_lane.busy), self._take, self.doing.setText, replaces="condition"
        )

    def _go_on(self) -> None:
        def going_on() -> Condition:
            self._sparing.go_on()
            return self._sparing.condition()

        self._ask(going_on)

    def _take(self, found: tuple[Condition, bool]) -> None:
        before = self.state.doing
        self.state = looked(self.state, *found)
        self._show_state()
        if self.state.doing is not before:
            announce(self, self.doing.text())
        if self.state.warns:
            self._frame.notify(self.doing.text())
            self._frame.toast(self.doing.text(), "", None)

    def _show_state(self) -> None:
        condition = self.state.condition or Condition()
        self.facts.setText(wording.joined([*self._battery(condition.battery), *self._heat(condition.heat)]))
        self.facts.setVisible(bool(self.facts.text()))
        self.doing.setText(self._told(self.state.doing))
        self.doing.setVisible(bool(self.doing.text()))
        set_style_property(self.doing, "tone", "" if self.state.doing is Doing.GOES_ON else "warning")
        self.go_on.setVisible(self.state.may_go_on)

    def _battery(self, battery: Battery) -> list[str]:
        if battery.charge is None:
            return []
        percent = self.tr("Battery {percent} %").format(percent=wording.number(100 * battery.charge))
        if not battery.discharging:
            return [percent, self.tr("on mains")]
        return [percent, wording.time_left(battery.seconds_left) if battery.seconds_left is not None else ""]

    def _heat(self, heat: Heat) -> list[str]:
        degrees = heat.temperature_c
        told = self.tr("{degrees} °C").format(degrees=wording.number(degrees)) if degrees is not None else ""
        return [told, self.tr("slowed down because of heat") if heat.slowed else ""]

    def _told(self, doing: Doing) -> str:
        return {
            Doing.NOTHING: "",
            Doing.SPARES_BATTERY: self.tr(
                "The battery is low: smaller models answer; transcribing, followed folders and backups wait."
            ),
            Doing.SPARES_HEAT: self.tr(
                "The computer is hot: smaller models answer; transcribing, followed folders and backups wait."
            ),
            Doing.GOES_ON: self.tr("Everything is done all the same."),
            Doing.RECORDS: self.tr(
                "The recording goes on; transcribing other recordings, followed folders and backups wait."
            ),
            Doing.RECORDS_TO_THE_END: self.tr(
                "The battery ends soon. The recording goes on until then, and what was recorded is kept."
            ),
        }[doing]
