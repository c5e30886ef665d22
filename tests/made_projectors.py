"""Small vision models with weights made up: a projector of a family, and the model of its family that it belongs to.

Nothing in them was trained. What they say of a picture is no description of it; but it is another for another picture.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy

from tests.gguf_files import ARRAY, BOOL, FLOAT32, STRING, UINT32, Entry, TensorInfo, header_bytes
from tests.made_models import WIDTH, Family, made_model

_VISION = 32
_INNER = 48


@dataclass(frozen=True)
class VisionFamily:
    """A family of vision models: what reads the text, and the kind of its projector.

    `merged` is how many patches on a side become one token; `entries` stand in the projector's header besides.
    """

    text: Family
    projector: str
    image_size: int
    patch_size: int
    merged: int
    entries: Mapping[str, Entry]
    layers: int = 2


GEMMA_3 = VisionFamily(
    Family(
        "gemma3",
        "google-gemma-2-2b-it",
        "<end_of_turn>",
        "<eos>",
        "<bos>",
        {"attention.sliding_window": 32},
        ("<start_of_image>", "<end_of_image>"),
    ),
    "gemma3",
    64,
    8,
    4,
    {},
)
QWEN_2_VL = VisionFamily(
    Family(
        "qwen2vl",
        "Qwen-Qwen2.5-7B-Instruct",
        "<|im_end|>",
        "<|endoftext|>",
        "",
        {"rope.dimension_sections": [4, 6, 6, 0], "rope.dimension_count": 32},
        ("<|vision_start|>", "<|vision_end|>"),
    ),
    "qwen2vl_merger",
    56,
    8,
    2,
    {},
)
SMOL_VLM = VisionFamily(
    Family(
        "llama",
        "HuggingFaceTB-SmolLM3-3B",
        "<|im_end|>",
        "<|im_end|>",
        "",
        {},
        ("<fake_token_around_image>", "<global-img>", "ĊĊ"),
    ),
    "idefics3",
    64,
    8,
    4,
    {
        "clip.vision.projector.scale_factor": (UINT32, 4),
        "clip.vision.preproc_image_size": (UINT32, 128),
    },
)
LLAVA = VisionFamily(
    Family("llama", "mistralai-Mistral-Nemo-Instruct-2407", "</s>", "</s>", "<s>"), "mlp", 64, 16, 1, {}
)
VISION_FAMILIES = {"Gemma 3": GEMMA_3, "Qwen 2 VL": QWEN_2_VL, "SmolVLM": SMOL_VLM, "LLaVA": LLAVA}


def made_vision_model(folder: Path, family: VisionFamily, stem: str = "sees") -> tuple[Path, Path]:
    """A model that babbles, and its projector beside it under the usual name."""
    model = made_model(folder / f"{stem}.gguf", family.text, [], is_attentive=True)
    return model, made_projector(folder / f"mmproj-{stem}.gguf", family)


def made_projector(path: Path, family: VisionFamily, width: int = WIDTH) -> Path:
    """A projector for a model of this width."""
    tensors = _tensors(family, width)
    random = numpy.random.default_rng(11)
    with path.open("wb") as file:
        file.write(header_bytes(projector_entries(family, width), tensors))
        for tensor in tensors:
            ones = "norm" in tensor.name or ".ln" in tensor.name or "post_ln" in tensor.name
            content = numpy.ones(tensor.shape) if ones else random.standard_normal(tensor.shape) * 0.3
            if tensor.name.endswith(".bias"):
                content = numpy.zeros(tensor.shape)
            file.write(content.astype("<f4").tobytes().ljust(tensor.size_bytes, b"\0"))
    return path


def projector_entries(family: VisionFamily, width: int = WIDTH) -> dict[str, Entry]:
    """What the header of such a projector says."""
    halves: Any = (ARRAY, (FLOAT32, [0.5, 0.5, 0.5]))
    return {
        "general.architecture": (STRING, "clip"),
        "general.name": (STRING, "Small"),
        "clip.has_vision_encoder": (BOOL, True),
        "clip.projector_type": (STRING, family.projector),
        "clip.use_gelu": (BOOL, True),
        "clip.vision.image_size": (UINT32, family.image_size),
        "clip.vision.patch_size": (UINT32, family.patch_size),
        "clip.vision.embedding_length": (UINT32, _VISION),
        "clip.vision.feed_forward_length": (UINT32, _INNER),
        "clip.vision.projection_dim": (UINT32, width),
        "clip.vision.block_count": (UINT32, family.layers),
        "clip.vision.attention.head_count": (UINT32, 2),
        "clip.vision.attention.layer_norm_epsilon": (FLOAT32, 1e-6),
        "clip.vision.image_mean": halves,
        "clip.vision.image_std": halves,
        **family.entries,
    }


def _tensors(family: VisionFamily, width: int) -> list[TensorInfo]:
    shapes: dict[str, tuple[int, ...]] = {
        "v.patch_embd.weight": (family.patch_size, family.patch_size, 3, _VISION),
        "v.post_ln.weight": (_VISION,),
        "v.post_ln.bias": (_VISION,),
    }
    for layer in range(family.layers):
        matrices = {"attn_q": _VISION, "attn_k": _VISION, "attn_v": _VISION, "attn_out": _VISION, "ffn_up": _INNER}
        for name, out in matrices.items():
            shapes[f"v.blk.{layer}.{name}.weight"] = (_VISION, out)
            shapes[f"v.blk.{layer}.{name}.bias"] = (out,)
        shapes[f"v.blk.{layer}.ffn_down.weight"] = (_INNER, _VISION)
        shapes[f"v.blk.{layer}.ffn_down.bias"] = (_VISION,)
        for name in ("ln1", "ln2"):
            shapes[f"v.blk.{layer}.{name}.weight"] = shapes[f"v.blk.{layer}.{name}.bias"] = (_VISION,)
    patches = (family.image_size // family.patch_size) ** 2
    merged = _VISION * family.merged**2
    match family.projector:
        case "gemma3":
            shapes["v.position_embd.weight"] = (_VISION, patches)
            shapes["mm.input_projection.weight"] = (width, _VISION)
            shapes["mm.soft_emb_norm.weight"] = (_VISION,)
        case "qwen2vl_merger":
            shapes["v.patch_embd.weight.1"] = shapes["v.patch_embd.weight"]
            shapes |= {"mm.0.weight": (merged, merged), "mm.0.bias": (merged,)}
            shapes |= {"mm.2.weight": (merged, width), "mm.2.bias": (width,)}
        case "idefics3":
            shapes["v.position_embd.weight"] = (_VISION, patches)
            shapes["mm.model.fc.weight"] = (merged, width)
        case _:
            shapes["v.position_embd.weight"] = (_VISION, patches + 1)
            shapes["v.class_embd"] = (_VISION,)
            shapes |= {"v.pre_ln.weight": (_VISION,), "v.pre_ln.bias": (_VISION,)}
            shapes |= {"mm.0.weight": (_VISION, width), "mm.0.bias": (width,)}
            shapes |= {"mm.2.weight": (width, width), "mm.2.bias": (width,)}
    return [TensorInfo(name, 0, shape) for name, shape in shapes.items()]
