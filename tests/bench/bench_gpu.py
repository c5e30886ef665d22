"""Prints how fast models read and write on each device, beside the processor and llama-bench with the same backend.

python -m tests.bench.bench_gpu [--llama-bench PATH] [--models ID…] [--rounds N] [--tokens N]

A backend must have been built (installers/backends.py), and llama-bench from the same source, with the backend's library
beside it. On a software device (Mesa's llvmpipe, with GGML_VK_VISIBLE_DEVICES=0) the speed means nothing: it is the
processor, by a long way round. All take turns in every round.
"""

import argparse
import csv
import io
import os
import subprocess
from collections.abc import Sequence
from pathlib import Path

from app.core.models.devices import Device
from app.core.models.fit import EVERY_LAYER, plan
from app.core.models.model import Model
from app.engines import machine
from app.engines.devices import list_devices
from app.engines.text_model import LlamaModel, OnDevice
from tests.bench.bench_generation import CONTEXT_TOKENS, PROMPT_TOKENS, STANDARD_CHAT, file_of, ours, worker
from tests.installed import SMALL_CHAT, TINY_CHAT, model, model_folder


def through_alcove(chosen: Model, device: Device | None, layers: int, generated: int) -> str:
    failures: list[str] = []
    on = (
        None if device is None else OnDevice(device, layers, lambda told, why: failures.append(f"{told} failed: {why}"))
    )
    with worker() as process:
        llama = LlamaModel(process, chosen, model_folder(chosen.id), machine.physical_cores(), CONTEXT_TOKENS, on=on)
        ours(process, llama, 2)
        rates, summary = ours(process, llama, generated)
    return "; ".join([f"{rates} (prompt of {summary.tokens.prompt})", *failures])


def through_llama_bench(program: Path, file: Path, device: Device, layers: int, generated: int) -> str:
    command = [str(program), "-m", str(file), "-dev", device.name, "-ngl", str(layers), "-r", "1", "-o", "csv"]
    lengths = ["-p", str(PROMPT_TOKENS), "-n", str(generated)]
    output = subprocess.run([*command, *lengths], check=True, capture_output=True, text=True).stdout
    prompt, generation = (float(line["avg_ts"]) for line in csv.DictReader(io.StringIO(output)))
    return f"prompt {prompt:.1f}, generation {generation:.1f}"


def compare(chosen: Model, device: Device, program: Path | None, generated: int) -> None:
    planned = plan(chosen.memory_need, CONTEXT_TOKENS, machine.available_bytes(), device)
    layers = EVERY_LAYER if planned is None else planned.device_layers
    print(f"  processor:    {through_alcove(chosen, None, 0, generated)}")
    print(f"  {device.name}:      {through_alcove(chosen, device, layers, generated)}")
    if program is not None:
        print(f"  llama-bench:  {through_llama_bench(program, file_of(chosen), device, layers, generated)}")
    print(f"  load {os.getloadavg()[0]:.1f}", flush=True)


def main(arguments: Sequence[str] | None = None) -> None:
    """Measure each model on each device."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--llama-bench", type=Path)
    parser.add_argument("--models", nargs="*", default=[TINY_CHAT, SMALL_CHAT, STANDARD_CHAT])
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--tokens", type=int, default=64)
    chosen = parser.parse_args(arguments)
    with worker() as process:
        devices = list_devices(process)
    if not devices:
        print("There is no device beside the processor: no backend was built, or no driver is here.")
    for device in devices:
        meaningless = " (a software device: its speed means nothing)" if device.is_software else ""
        for model_id in chosen.models:
            print(f"{model_id} on {device.told}{meaningless}; tokens/s, and per second of the processor")
            for _ in range(chosen.rounds):
                compare(model(model_id), device, chosen.llama_bench, chosen.tokens)


if __name__ == "__main__":
    main()
