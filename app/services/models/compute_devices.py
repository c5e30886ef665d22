"""What computes answers: the device that was wished for, as long as it does not fail."""

import json
import logging
from collections.abc import Callable
from dataclasses import dataclass

from app.core.errors import UserError, WorkerCrashed, WorkerError
from app.core.models.devices import AUTOMATIC, PROCESSOR, Device, device_for
from app.storage.settings import Settings

_log = logging.getLogger(__name__)
_DRIVERS = "drivers"
"""Under this name it is kept that no device could even be listed."""


@dataclass(frozen=True, slots=True)
class DeviceState:
    """A device as it stands: `used` says whether answers are computed on it, `failure` why not although it was wished for."""

    device: Device
    used: bool
    failure: str


@dataclass(frozen=True, slots=True)
class ComputeState:
    """What can be computed on. `wish` is the setting's value; `failure` why no device could be listed, or "".

    `possible` is False where no backend but the processor's is installed.
    """

    wish: str
    devices: tuple[DeviceState, ...]
    possible: bool
    failure: str = ""


class ComputeDevices:
    """Chooses the device. `listed` asks the drivers, and raises WorkerError where one fails; `possible` costs nothing.

    A device that failed is remembered, by its name and product, and not tried again until the user chooses anew.
    """

    def __init__(
        self, settings: Settings, possible: Callable[[], bool], listed: Callable[[], tuple[Device, ...]]
    ) -> None:
        self._settings = settings
        self._possible = possible
        self._listed = listed
        self._told: tuple[tuple[object, ...], str] | None = None

    @property
    def wish(self) -> str:
        """What computes answers as far as the user or the administrator says."""
        return str(self._settings.get("engine.device"))

    def used(self) -> Device | None:
        """The device that answers are computed on, with the memory it has free now; None for the processor."""
        if self.wish == PROCESSOR or not self._possible():
            return None
        device = device_for(self.wish, self._all())
        return None if device is None or device.told in self._failures() else device

    def used_told(self) -> str:
        """What is used, in words, "" for the processor. The drivers are asked once for every wish and failure."""
        if self._told is None or self._told[0] != self._decided_by():
            device = self.used()
            self._told = self._decided_by(), "" if device is None else device.told
        return self._told[1]

    def state(self) -> ComputeState:
        """Every device, which is used, and which failed. Asks the drivers, so it takes a second."""
        devices = self._all() if self._possible() else ()
        used = device_for(self.wish, devices)
        failures = self._failures()
        return ComputeState(
            self.wish,
            tuple(
                DeviceState(device, device == used and device.told not in failures, failures.get(device.told, ""))
                for device in devices
            ),
            self._possible(),
            failures.get(_DRIVERS, ""),
        )

    def choose(self, wish: str) -> None:
        """Compute on this device from now on, "cpu" or "auto"; whatever failed before is tried again.

        Raises:
            UserError: there is no such device.
            RefusedByPolicy: the administrator decides.
        """
        self._settings.set("engine.failures", "")
        if wish not in (AUTOMATIC, PROCESSOR) and device_for(wish, self._all()) is None:
            raise UserError(f"There is no device {wish!r} on this machine; see them all with: alcove models device")
        self._settings.set("engine.device", wish)

    def failed(self, told: str, reason: str) -> None:
        """A device failed while it computed: it is not tried again by itself. `told` is as `Device.told`."""
        _log.warning("%s failed and is not used any more: %s", told, reason)
        self._settings.set("engine.failures", json.dumps({**self._failures(), told: reason}))

    def _decided_by(self) -> tuple[object, ...]:
        return self.wish, self._possible(), self._settings.get("engine.failures")

    def _all(self) -> tuple[Device, ...]:
        if _DRIVERS in self._failures():
            return ()
        try:
            try:
                return self._listed()
            except WorkerCrashed:
                return self._listed()  # the process may have been ended for another reason
        except WorkerCrashed as error:
            self.failed(_DRIVERS, str(error))
        except WorkerError as error:
            _log.warning("no device could be looked for: %s", error)
        return ()

    def _failures(self) -> dict[str, str]:
        kept = str(self._settings.get("engine.failures"))
        return dict(json.loads(kept)) if kept else {}
