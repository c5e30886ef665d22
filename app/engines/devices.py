"""The devices beside the processor: asked of the engine in a process that holds nothing else."""

from app.core.cancel import CancelToken
from app.core.models.devices import Device
from app.engines.process import WorkerProcess
from app.workers import backends
from app.workers.protocol.generate import DevicesListed, ListDevices

_PATIENCE_SECONDS = 60.0


def has_backends() -> bool:
    """Whether anything but the processor can be computed on at all; costs nothing."""
    return bool(backends.libraries())


def list_devices(process: WorkerProcess) -> tuple[Device, ...]:
    """The devices that can be used now, and what memory each has free; `process` is a generate worker.

    Raises:
        WorkerCrashed: a driver ended the process, or was silent for a minute.
    """
    found: list[Device] = []
    if has_backends():
        for message in process.stream(ListDevices(), CancelToken(), patience_seconds=_PATIENCE_SECONDS):
            if isinstance(message, DevicesListed):
                found += [
                    Device(one.name, one.description, one.total_bytes, one.free_bytes, one.integrated)
                    for one in message.devices
                ]
    return tuple(found)
