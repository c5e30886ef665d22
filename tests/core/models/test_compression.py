"""How large a model becomes is known before it is made smaller, however narrow its matrices are."""

import pytest

from app.core.models.compression import COMPRESSIONS, expected_bytes, weights_apart
from app.core.models.model import Model, ModelFile, Role

NARROW = {"token_embd.weight": (576, 49_152)} | {
    f"blk.{layer}.{name}.weight": shape
    for layer in range(30)
    for name, shape in {
        "attn_k": (576, 192),
        "attn_output": (576, 576),
        "attn_q": (576, 576),
        "attn_v": (576, 192),
        "ffn_down": (1536, 576),
        "ffn_gate": (576, 1536),
        "ffn_up": (576, 1536),
    }.items()
}
"""SmolLM2 135M."""


def narrow_model() -> Model:
    file = ModelFile("model.gguf", 270_885_952, "0" * 64, ())
    parameters: dict[str, str | int | bool] = {"quantization": "F16", **weights_apart(NARROW)}
    return Model("smol", "Smol", Role.CHAT, False, "unknown", 8_192, 0, 0, "", (file,), parameters)


def test_what_llama_cpp_made_of_a_narrow_model_was_expected() -> None:
    (q4,) = (one for one in COMPRESSIONS if one.name == "Q4_K_M")
    assert expected_bytes(narrow_model(), q4) == pytest.approx(105_454_144, rel=0.05)


def test_rows_of_whole_blocks_are_not_apart_but_for_the_head() -> None:
    shapes = {"token_embd.weight": (1536, 1000), "output.weight": (1536, 1000), "blk.0.attn_k.weight": (1536, 256)}
    assert weights_apart(shapes) == {"head_weights": 1_536_000, "narrow_head_weights": 0, "narrow_weights": 0}
