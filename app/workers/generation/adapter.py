"""A LoRA adapter beside a model's weights."""

import ctypes
from pathlib import Path

import llama_cpp.llama_cpp as native

from app.core.errors import ModelError
from app.workers.generation import library
from app.workers.generation.context import Context


def attach(context: Context, path: Path, scale: float) -> None:
    """Have a model be changed by an adapter as strongly as `scale` says; it is freed with its model.

    Raises:
        ModelError: it was made for another model, or is damaged.
    """
    with library.errors() as errors:
        adapter = native.llama_adapter_lora_init(context.model.pointer, str(path).encode())
    if not adapter:
        reason = errors[-1] if errors else "no reason was given"
        raise ModelError(f"{path.name} does not fit {context.model.path.name} ({reason}); use it with another model.")
    adapters = (native.llama_adapter_lora_p_ctypes * 1)(adapter)
    native.llama_set_adapters_lora(context.pointer, adapters, 1, (ctypes.c_float * 1)(scale))
