"""The devices each track can be recorded from, as menus in which the chosen one is marked."""

from collections.abc import Mapping, Sequence
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QActionGroup
from PySide6.QtWidgets import QMenu, QPushButton

from app.core.meetings.sounds import Devices, SoundDevice, Track
from app.ui.job_bridge import JobBridge

if TYPE_CHECKING:
    from app.services.application import Application


class DeviceMenus(QObject):
    """The menus of these buttons. `found` tells what can be recorded, `failed` a sentence where a choice was not kept."""

    found = Signal(Devices)
    failed = Signal(str)

    def __init__(
        self, services: "Application", jobs: JobBridge, buttons: Mapping[Track, QPushButton], parent: QObject
    ) -> None:
        super().__init__(parent)
        self._recording = services.recording
        self._settings = services.settings
        self._jobs = jobs
        self._buttons = buttons
        self._looking = self._look_again = False

    def read(self) -> None:
        """Look which devices there are now. One look at a time, for it waits while something is played."""
        if self._looking:
            self._look_again = True
            return

        def look() -> tuple[Devices, dict[Track, str]]:
            chosen = {track: str(self._settings.get(f"recording.{track}")) for track in Track}
            return self._recording.devices(), chosen

        def found(told: tuple[Devices, dict[Track, str]]) -> None:
            self._show(*told)
            looked()

        def looked(_sentence: str = "") -> None:
            self._looking = False
            if self._look_again:
                self.read()

        self._looking, self._look_again = True, False
        self._jobs.run_once(self, look, found, looked)

    def _show(self, devices: Devices, chosen: Mapping[Track, str]) -> None:
        for track, button in self._buttons.items():
            before: QMenu | None = button.menu()
            if before is not None and before.isVisible():
                continue
            button.setMenu(self._menu(track, devices.of(track), chosen[track]))
            if before is not None:
                before.deleteLater()
        self.found.emit(devices)

    def _menu(self, track: Track, devices: Sequence[SoundDevice], chosen: str) -> QMenu:
        """One that was chosen and is gone is named all the same."""
        menu = QMenu(self._buttons[track])
        group = QActionGroup(menu)
        offered = {"": self.tr("The system's default")} | {device.id: device.name for device in devices}
        if chosen not in offered:
            offered[chosen] = self.tr("{device} (not connected)").format(device=chosen)
        for device_id, name in offered.items():
            action = menu.addAction(name, partial(self._choose, track, device_id))
            action.setCheckable(True)
            action.setChecked(device_id == chosen)
            group.addAction(action)
        return menu

    def _choose(self, track: Track, device_id: str) -> None:
        keep = partial(self._settings.set, f"recording.{track}", device_id)
        self._jobs.run_once(self, keep, lambda _none: None, self.failed.emit)
