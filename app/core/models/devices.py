"""The devices beside the processor that a chat model can be computed on, and which of them is used."""

from collections.abc import Sequence
from dataclasses import dataclass

AUTOMATIC, PROCESSOR = "auto", "cpu"
"""What stands in the setting besides a device's name."""
_SOFTWARE = ("llvmpipe", "lavapipe", "swiftshader", "microsoft basic render")


@dataclass(frozen=True, slots=True)
class Device:
    """A graphics device, as its driver describes it.

    `name` is short and stable enough for a setting, such as "Vulkan0"; `description` is the product's own. An
    `integrated` one has no memory of its own.
    """

    name: str
    description: str
    total_bytes: int
    free_bytes: int
    integrated: bool = False

    @property
    def is_software(self) -> bool:
        """Whether it is a program that stands in for a device, on the processor."""
        return any(known in self.description.casefold() for known in _SOFTWARE)

    @property
    def shares_memory(self) -> bool:
        """Whether what it takes is taken from the machine's own memory."""
        return self.integrated or self.is_software

    @property
    def told(self) -> str:
        """For people: the product and its short name."""
        return f"{self.description} ({self.name})"


def device_for(wish: str, devices: Sequence[Device]) -> Device | None:
    """The device that is used; None for the processor.

    By itself a device is taken only if it has memory of its own: an integrated one shares the processor's, and what is
    computed there is no faster everywhere. One that is wished for by name is taken whatever it is.
    """
    if wish == AUTOMATIC:
        own = (device for device in devices if not device.shares_memory)
        return max(own, key=lambda device: device.free_bytes, default=None)
    return next((device for device in devices if device.name == wish), None)
