"""Small models of every family with weights made up: llama.cpp itself says which tensors an architecture has.

They say what they were written to say: nothing passes through their layers, and each token calls for the one that follows
it in a script. So what is tried is the file, the vocabulary, the template and the worker, and not the wit of a model.
"""

import ctypes
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import llama_cpp.llama_cpp as native
import numpy
from numpy.typing import NDArray

from app.workers.generation import library
from tests.gguf_files import ARRAY, BOOL, FLOAT32, INT32, STRING, UINT32, Entry, TensorInfo, header_bytes

WIDTH = 64
_RANK = 4
TEMPLATES = Path(__file__).resolve().parent / "golden" / "templates"
_SPECIALS = re.compile(r"<\|?/?[\w:▁-]+\|?>|<｜[^｜<>]+｜>|\[/?[A-Z_]+\]")
_NORMAL, _CONTROL = 1, 3
_SILENT = re.compile(r"attn_output|attn_out|ffn_down|ssm_out|\.proj\.")


@dataclass(frozen=True)
class Family:
    """An architecture and the template its models bring; `end` is what ends an answer, `eos` the end of a text.

    `entries` are what its header says besides, without the architecture's name; `specials` are tokens that its template
    does not name.
    """

    architecture: str
    template: str
    end: str
    eos: str
    bos: str = ""
    entries: Mapping[str, Any] = field(default_factory=dict)
    specials: tuple[str, ...] = ()


_EXPERTS = {
    "expert_count": 2,
    "expert_used_count": 2,
    "expert_shared_count": 1,
    "expert_feed_forward_length": 96,
    "expert_shared_feed_forward_length": 48,
    "expert_group_count": 1,
    "expert_group_used_count": 1,
    "expert_gating_func": 2,
    "expert_weights_scale": 1.0,
    "expert_weights_norm": True,
}
_LATENT = {
    "attention.head_count": 1,
    "attention.head_count_kv": 1,
    "attention.q_lora_rank": 32,
    "attention.kv_lora_rank": 64,
    "attention.key_length": 128,
    "attention.value_length": 64,
    "attention.key_length_mla": 96,
    "attention.value_length_mla": 32,
    "rope.dimension_count": 64,
}
_STATES = {
    "block_count": 3,
    "attention.head_count": [2, 0, 2],
    "attention.head_count_kv": [2, 0, 2],
    "ssm.conv_kernel": 4,
    "ssm.state_size": 16,
    "ssm.group_count": 2,
    "ssm.time_step_rank": 4,
}
_GEMMA_4 = {
    "block_count": 5,
    "embedding_length_per_layer_input": 32,
    "attention.shared_kv_layers": 0,
    "attention.key_length_swa": 32,
    "attention.value_length_swa": 32,
    "attention.sliding_window": 32,
    "attention.sliding_window_pattern": [1, 1, 1, 1, 0],
    "rope.freq_base_swa": 1e4,
}
_SLIDING = {"attention.sliding_window": 32}
_QWEN_35 = {
    "full_attention_interval": 2,
    "ssm.conv_kernel": 4,
    "ssm.inner_size": 64,
    "ssm.state_size": 16,
    "ssm.group_count": 2,
    "ssm.time_step_rank": 4,
    "rope.dimension_sections": [8, 8, 8, 8],
}
_LLAMA_4 = {"block_count": 4, "interleave_moe_layer_step": 2, **_EXPERTS}

FAMILIES = {
    "Gemma 2": Family("gemma2", "google-gemma-2-2b-it", "<end_of_turn>", "<eos>", "<bos>", _SLIDING),
    "Gemma 4": Family("gemma4", "google-gemma-4-31B-it", "<turn|>", "<eos>", "<bos>", _GEMMA_4),
    "Qwen 2.5": Family("qwen2", "Qwen-Qwen2.5-7B-Instruct", "<|im_end|>", "<|endoftext|>"),
    "Qwen 3": Family("qwen3", "Qwen-Qwen3-0.6B", "<|im_end|>", "<|endoftext|>"),
    "Qwen 3.5": Family("qwen35", "Qwen3.5-4B", "<|im_end|>", "<|endoftext|>", "", _QWEN_35),
    "Llama 3": Family(
        "llama", "meta-llama-Llama-3.1-8B-Instruct", "<|eot_id|>", "<|end_of_text|>", "<|begin_of_text|>"
    ),
    "Llama 4": Family("llama4", "Llama-4", "<|eot|>", "<|end_of_text|>", "<|begin_of_text|>", _LLAMA_4),
    "Mistral": Family("llama", "mistralai-Mistral-Nemo-Instruct-2407", "</s>", "</s>", "<s>"),
    "Ministral 3": Family("mistral3", "mistralai-Ministral-3-14B-Reasoning-2512", "</s>", "</s>", "<s>"),
    "Phi 3.5": Family("phi3", "microsoft-Phi-3.5-mini-instruct", "<|end|>", "<|endoftext|>", "<s>", _SLIDING),
    "Phi 4": Family("phi3", "microsoft-phi-4", "<|im_end|>", "<|endoftext|>"),
    "gpt-oss": Family("gpt-oss", "openai-gpt-oss-120b", "<|return|>", "<|return|>", "", {**_SLIDING, **_EXPERTS}),
    "DeepSeek R1": Family(
        "qwen2",
        "deepseek-ai-DeepSeek-R1-Distill-Qwen-32B",
        "<｜end▁of▁sentence｜>",
        "<｜end▁of▁sentence｜>",
        "<｜begin▁of▁sentence｜>",
    ),
    "DeepSeek V3": Family(
        "deepseek2",
        "deepseek-ai-DeepSeek-V3.1",
        "<｜end▁of▁sentence｜>",
        "<｜end▁of▁sentence｜>",
        "<｜begin▁of▁sentence｜>",
        {"leading_dense_block_count": 1, **_EXPERTS, **_LATENT},
    ),
    "GLM 4.6": Family(
        "glm4moe", "GLM-4.6", "<|user|>", "<|endoftext|>", "", {"leading_dense_block_count": 1, **_EXPERTS}
    ),
    "Nemotron 3": Family(
        "nemotron_h",
        "NVIDIA-Nemotron-3-Nano-30B-A3B-BF16",
        "<|im_end|>",
        "<|im_end|>",
        "",
        {**_STATES, "ssm.inner_size": 64, "feed_forward_length": [0, 0, 96]},
    ),
    "SmolLM 3": Family("smollm3", "HuggingFaceTB-SmolLM3-3B", "<|im_end|>", "<|im_end|>"),
    "Granite 3": Family(
        "granite",
        "ibm-granite-granite-3.3-2B-Instruct",
        "<|end_of_text|>",
        "<|end_of_text|>",
        "",
        {"logit_scale": 1.0, "residual_scale": 1.0, "embedding_scale": 1.0, "attention.scale": 0.2},
    ),
    "Granite 4": Family(
        "granitehybrid",
        "ibm-granite-granite-4.0",
        "<|end_of_text|>",
        "<|end_of_text|>",
        "",
        {**_STATES, "ssm.inner_size": 128, "logit_scale": 1.0},
    ),
    "OLMo 3": Family("olmo2", "OLMo-3", "<|im_end|>", "<|endoftext|>", "", _SLIDING),
    "Command R": Family(
        "cohere2",
        "CohereForAI-c4ai-command-r7b-12-2024-tool_use",
        "<|END_OF_TURN_TOKEN|>",
        "<|END_OF_TURN_TOKEN|>",
        "<BOS_TOKEN>",
        {**_SLIDING, "logit_scale": 1.0},
    ),
}
"""As the model files of these families have it. Those of GLM name the user's turn as the end of an answer."""


def template_of(family: Family) -> str:
    """The chat template this family's models bring."""
    return (TEMPLATES / f"{family.template}.jinja").read_text("utf-8")


def made_model(
    path: Path,
    family: Family,
    script: Sequence[str],
    sizes: Mapping[str, Any] | None = None,
    *,
    is_attentive: bool = False,
) -> Path:
    """A model of a family that goes from each text of `script` to the next: characters, or tokens of its template.

    `sizes` are entries of the header that replace the small ones. An attentive one babbles instead, and what it says
    depends on everything it has read.
    """
    entries = entries_of(family, sizes or {})
    tokens: list[str] = entries["tokenizer.ggml.tokens"][1][1]
    width = int(entries[f"{family.architecture}.embedding_length"][1])
    table = _script_table([tokens.index(_written(text)) for text in script], len(tokens), width)
    tensors = tensors_of(entries)
    with path.open("wb") as file:
        file.write(header_bytes(entries, tensors))
        random = numpy.random.default_rng(7)
        for tensor in tensors:
            data = (
                (_babbling(tensor, random) if is_attentive else _weights(tensor, table, random)).astype("<f4").tobytes()
            )
            file.write(data.ljust(tensor.size_bytes, b"\0"))
    return path


def special_tokens(family: Family) -> list[str]:
    """What its template writes as tokens of their own."""
    named = _SPECIALS.findall(template_of(family))
    return sorted({*named, *family.specials, family.end, family.eos, family.bos} - {""})


def made_adapter(path: Path, architecture: str = "qwen3", width: int = WIDTH, kind: str = "lora") -> Path:
    """A LoRA adapter for the made model of Qwen 3: it changes what that says of everything."""
    vocabulary = len(entries_of(FAMILIES["Qwen 3"], {})["tokenizer.ggml.tokens"][1][1])
    tensors = [
        TensorInfo("output.weight.lora_a", 0, (width, _RANK)),
        TensorInfo("output.weight.lora_b", 0, (_RANK, vocabulary)),
    ]
    entries = {
        "general.architecture": (STRING, architecture),
        "general.type": (STRING, "adapter"),
        "adapter.type": (STRING, kind),
        "adapter.lora.alpha": (FLOAT32, float(_RANK)),
    }
    random = numpy.random.default_rng(5)
    with path.open("wb") as file:
        file.write(header_bytes(entries, tensors))
        for tensor in tensors:
            content = (random.standard_normal(tensor.shape) * 100).astype(numpy.float32).tobytes()
            file.write(content.ljust(tensor.size_bytes, b"\0"))
    return path


def entries_of(family: Family, sizes: Mapping[str, Any]) -> dict[str, Entry]:
    """The header of a family's model: its own entries, its template, and its vocabulary of bytes and special tokens."""
    specials = special_tokens(family)
    tokens = [*_BYTES, *specials]
    entries: dict[str, Entry] = {
        "general.architecture": (STRING, family.architecture),
        "general.name": (STRING, "Small"),
        "tokenizer.chat_template": (STRING, template_of(family)),
        "tokenizer.ggml.model": (STRING, "gpt2"),
        "tokenizer.ggml.pre": (STRING, "default"),
        "tokenizer.ggml.tokens": (ARRAY, (STRING, tokens)),
        "tokenizer.ggml.token_type": (ARRAY, (INT32, [_NORMAL] * len(_BYTES) + [_CONTROL] * len(specials))),
        "tokenizer.ggml.merges": (ARRAY, (STRING, ["a b"])),
        "tokenizer.ggml.eos_token_id": (UINT32, tokens.index(family.eos)),
        "tokenizer.ggml.eot_token_id": (UINT32, tokens.index(family.end)),
    }
    if family.bos:
        entries["tokenizer.ggml.bos_token_id"] = (UINT32, tokens.index(family.bos))
    if family.end in _TOLD_BY_NAME:
        del entries["tokenizer.ggml.eot_token_id"]
    usual = {
        "vocab_size": len(tokens),
        "context_length": 8192,
        "embedding_length": WIDTH,
        "feed_forward_length": 96,
        "block_count": 2,
        "attention.head_count": 2,
        "attention.head_count_kv": 2,
        "attention.layer_norm_epsilon": 1e-5,
        "attention.layer_norm_rms_epsilon": 1e-5,
    }
    for name, value in {**usual, **family.entries, **sizes}.items():
        entries[f"{family.architecture}.{name}"] = _entry(value)
    return entries


def tensors_of(entries: Mapping[str, Entry]) -> list[TensorInfo]:
    """The tensors llama.cpp wants of a model with such a header, also those it can do without."""
    found: dict[str, TensorInfo] = {}

    def note(tensor: Any, _data: object) -> None:
        shape = [width for width in tensor.contents.shape if width]
        while len(shape) > 1 and shape[-1] == 1:
            shape.pop()
        name = tensor.contents.name.decode()
        found[name] = TensorInfo(name, tensor.contents.kind, tuple(shape))

    library.start()
    with TemporaryDirectory() as folder, library.errors() as errors:
        header = Path(folder) / "header.gguf"
        header.write_bytes(header_bytes(entries, []))
        metadata = _native("gguf_init_from_file", ctypes.c_char_p, _GgufOptions)(str(header).encode(), _GgufOptions())
        make = _native("llama_model_init_from_user", ctypes.c_void_p, _NOTE, ctypes.c_void_p, native.llama_model_params)
        pointer = make(metadata, _NOTE(note), None, native.llama_model_default_params())
        _native("gguf_free", ctypes.c_void_p)(metadata)
    if not pointer:
        raise ValueError(f"llama.cpp makes no such model: {errors}")
    native.llama_model_free(pointer)
    return list(found.values())


_TOLD_BY_NAME = {"<|im_end|>", "<end_of_turn>", "<turn|>", "<|eot_id|>", "<|eot|>", "<|end|>"}
"""Ends that llama.cpp knows by their names, as files often have no entry for them."""


class _Tensor(ctypes.Structure):
    """The beginning and the name of ggml's `ggml_tensor`."""

    _fields_ = (
        ("kind", ctypes.c_int),
        ("buffer", ctypes.c_void_p),
        ("shape", ctypes.c_int64 * 4),
        ("strides", ctypes.c_size_t * 4),
        ("operation", ctypes.c_int),
        ("parameters", ctypes.c_int32 * 16),
        ("flags", ctypes.c_int32),
        ("sources", ctypes.c_void_p * 10),
        ("view", ctypes.c_void_p),
        ("view_offset", ctypes.c_size_t),
        ("data", ctypes.c_void_p),
        ("name", ctypes.c_char * 64),
    )


class _GgufOptions(ctypes.Structure):
    """`gguf_init_params` of ggml."""

    _fields_ = (("no_alloc", ctypes.c_bool), ("context", ctypes.c_void_p))


_NOTE = ctypes.CFUNCTYPE(None, ctypes.POINTER(_Tensor), ctypes.c_void_p)


def _native(name: str, *arguments: Any) -> Any:
    function = getattr(native._lib, name)
    function.argtypes, function.restype = list(arguments), ctypes.c_void_p
    return function


def _entry(value: Any) -> Entry:
    if isinstance(value, list):
        return ARRAY, (UINT32, value)
    if isinstance(value, bool):
        return BOOL, value
    return (FLOAT32, value) if isinstance(value, float) else (UINT32, value)


@cache
def _bytes_as_text() -> dict[int, str]:
    """How GPT-2's vocabulary writes each byte as a visible character."""
    visible = [*range(33, 127), *range(161, 173), *range(174, 256)]
    hidden = [byte for byte in range(256) if byte not in visible]
    return {**{byte: chr(byte) for byte in visible}, **{byte: chr(256 + place) for place, byte in enumerate(hidden)}}


_BYTES = [_bytes_as_text()[byte] for byte in range(256)]


def _written(text: str) -> str:
    """The token of one character or of a special text."""
    return _bytes_as_text()[ord(text)] if len(text) == 1 else text


def _script_table(script: Sequence[int], tokens: int, width: int) -> NDArray[Any]:
    """Embeddings, used as the output as well: each text of the script resembles its forerunner and is three times as long.

    So the next is what a token calls for most, though some families have but one table for both.
    """
    table = numpy.random.default_rng(3).standard_normal((tokens, width)) * 1e-4
    for place, token in enumerate(script):
        table[token] = 0
        table[token, place : place + 2] = 0.01 * 3**place
    return table


def _weights(tensor: TensorInfo, table: NDArray[Any], random: numpy.random.Generator) -> NDArray[Any]:
    """What stands in one tensor: the layers add nothing to what goes past them."""
    shape = tensor.shape[::-1]
    if tensor.name in ("token_embd.weight", "output.weight"):
        return table
    if any(part in tensor.name for part in ("norm", "scale", "rope_f")):
        return numpy.ones(shape)
    if _SILENT.search(tensor.name) or tensor.name.endswith(".bias"):
        return numpy.zeros(shape)
    if "ssm_a" in tensor.name:
        return -numpy.ones(shape)
    return random.standard_normal(shape) * 0.02


def _babbling(tensor: TensorInfo, random: numpy.random.Generator) -> NDArray[Any]:
    """Weights as after no training at all: what stands anywhere reaches everything after it."""
    shape = tensor.shape[::-1]
    if any(part in tensor.name for part in ("norm", "scale", "rope_f")):
        return numpy.ones(shape)
    if len(shape) == 1:
        return numpy.zeros(shape)
    evenly = "attn_q" in tensor.name or "attn_k" in tensor.name
    return random.standard_normal(shape) * (0.02 if evenly else 0.5)
