"""`alcove models device`."""

import argparse

from app.cli.output import Output
from app.core.models.devices import AUTOMATIC, PROCESSOR
from app.services.application import Application
from app.services.models.compute_devices import ComputeState, DeviceState

_WISHES = {AUTOMATIC: "Alcove chooses", PROCESSOR: "the processor, by your choice"}


def device(application: Application, arguments: argparse.Namespace, output: Output) -> int:
    """Choose what computes answers; then say what there is, and what is used."""
    compute = application.compute_devices
    if arguments.name is not None:
        compute.choose(arguments.name)
    state = compute.state()
    if output.as_json:
        output.value(_value(state))
        return 0
    for one in state.devices:
        output.line(f"{one.device.name:10} {_facts(one)}")
    if not state.devices:
        output.line("The processor computes the answers: " + _why_nothing(state))
    elif not any(one.used for one in state.devices):
        output.line(f"The processor computes the answers ({_WISHES.get(state.wish, state.wish + ' cannot be used')}).")
    return 0


def _facts(state: DeviceState) -> str:
    device = state.device
    memory = f"{device.free_bytes / 1e9:.1f} of {device.total_bytes / 1e9:.1f} GB free"
    kind = "a program that stands in for a device" if device.is_software else ""
    kind = kind or ("shares the processor's memory" if device.integrated else "")
    again = f"failed, and is not used: {state.failure} Try it again with: alcove models device {device.name}"
    marks = (memory, kind, "in use" if state.used else "", again if state.failure else "")
    return f"{device.description}: {', '.join(filter(None, marks))}"


def _why_nothing(state: ComputeState) -> str:
    if not state.possible:
        return "no backend for a graphics card is installed."
    if state.failure:
        return f"the drivers could not be asked. {state.failure} Ask them again with: alcove models device {state.wish}"
    return "no driver reports a graphics card."


def _value(state: ComputeState) -> dict[str, object]:
    return {
        "wish": state.wish,
        "possible": state.possible,
        "failure": state.failure,
        "devices": [
            {
                "name": one.device.name,
                "description": one.device.description,
                "total_bytes": one.device.total_bytes,
                "free_bytes": one.device.free_bytes,
                "integrated": one.device.integrated,
                "software": one.device.is_software,
                "used": one.used,
                "failure": one.failure,
            }
            for one in state.devices
        ],
    }
