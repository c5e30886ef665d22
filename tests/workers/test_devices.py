"""A model on a device beside the processor: Mesa's software device, where a Vulkan backend was built."""

import json
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from app.core.asking.conversations import Role
from app.core.asking.prompting import GenerationOptions, Prompt, PromptTurn
from app.core.models.devices import Device
from app.core.models.fit import EVERY_LAYER
from app.engines.devices import list_devices
from app.engines.process import WorkerProcess
from app.engines.text_model import LlamaModel, OnDevice
from app.workers import backends
from app.workers.protocol.generate import LoadTextModel, TextModelLoaded
from tests.engines.test_text_model import prompt, write
from tests.installed import REPOSITORY, TINY_CHAT, model, model_folder
from tests.kills import kill_in_a_request

SOME_LAYERS = 2
LONGEST_S = 300


@pytest.fixture(autouse=True)
def software(monkeypatch: pytest.MonkeyPatch) -> None:
    """llama.cpp leaves software devices out unless it is told their number."""
    if not any("vulkan" in library.name for library in backends.libraries()):
        pytest.skip("no Vulkan backend was built; build one with: python3 installers/backends.py vulkan")
    monkeypatch.setenv("GGML_VK_VISIBLE_DEVICES", "0")


@pytest.fixture
def process() -> Iterator[WorkerProcess]:
    process = WorkerProcess("generate")
    yield process
    process.close()


@pytest.fixture
def device(process: WorkerProcess) -> Device:
    found = list_devices(process)
    process.stop()
    if not found:
        pytest.skip("no Vulkan driver is on this machine; Mesa has one in software: mesa-vulkan-drivers")
    return found[0]


def llama(process: WorkerProcess, on: OnDevice | None) -> LlamaModel:
    return LlamaModel(process, model(TINY_CHAT), model_folder(TINY_CHAT), threads=2, context_tokens=512, on=on)


def test_the_drivers_tell_what_they_have(device: Device) -> None:
    assert device.name == "Vulkan0"
    assert device.description
    assert 0 < device.free_bytes <= device.total_bytes


@pytest.mark.slow
@pytest.mark.timeout(3600)
@pytest.mark.parametrize("layers", [SOME_LAYERS, EVERY_LAYER])
def test_an_answer_is_written_with_layers_on_the_device(process: WorkerProcess, device: Device, layers: int) -> None:
    failures: list[str] = []
    on = OnDevice(device, layers, lambda told, reason: failures.append(f"{told}: {reason}"))
    # A software device compiles what it computes with for minutes before the first word.
    asked = Prompt((PromptTurn(Role.USER, "Name a colour."),))
    text, summary = write(llama(process, on), asked, GenerationOptions(maximum_tokens=2))
    assert failures == []
    assert text.strip()
    assert summary.tokens.generated > 0


@pytest.mark.slow
def test_what_is_loaded_says_where(process: WorkerProcess, device: Device) -> None:
    file = model(TINY_CHAT).files[0]
    request = LoadTextModel(
        path=str(model_folder(TINY_CHAT) / file.path),
        sha256=file.sha256,
        context_tokens=256,
        threads=2,
        device=device.name,
        device_layers=1,
    )
    assert process.call(request, TextModelLoaded).backend.startswith(f"{device.name}, ")


@pytest.mark.slow
def test_where_it_is_killed_while_it_loads_onto_the_device_the_processor_answers(
    process: WorkerProcess, device: Device
) -> None:
    failures: list[str] = []
    shaky = llama(process, OnDevice(device, EVERY_LAYER, lambda told, _reason: failures.append(told)))
    process.start()
    kill_in_a_request(process)
    assert write(shaky, prompt())[0].strip()
    assert failures == [device.told]


LOCKED = """
import json, sys
from app.lockdown.lock import Stage, install
from app.lockdown.sandbox import confine_writes
from app.workers import backends
install(Stage.SEALED)
confine_writes(backends.device_nodes())
from app.workers.generation import devices
found = devices.found()
from app.lockdown.proof import run_proof
proof = run_proof()
print(json.dumps({"devices": len(found), "held": proof.held, "refused": sum(it.refused for it in proof.attempts)}))
"""


@pytest.mark.usefixtures("device")
def test_with_the_backend_loaded_every_way_out_is_refused() -> None:
    done = subprocess.run(
        [sys.executable, "-c", LOCKED], cwd=REPOSITORY, capture_output=True, text=True, timeout=LONGEST_S, check=False
    )
    assert done.returncode == 0, done.stderr[-2000:]
    told = json.loads(done.stdout.splitlines()[-1])
    assert told["devices"] >= 1
    assert told["held"]
    assert told["refused"] > 0


def test_the_worker_may_change_nothing_but_what_drivers_write_to() -> None:
    assert all(node.is_relative_to(Path("/dev")) and not node.is_dir() for node in backends.device_nodes())
