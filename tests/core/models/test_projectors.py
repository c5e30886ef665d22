"""Which file in a folder is the projector of a model."""

import pytest

from app.core.models.projectors import projector_beside


@pytest.mark.parametrize(
    ("model", "others", "found"),
    [
        ("gemma-3-4b-it-Q4_K_M.gguf", ["mmproj-model-f16.gguf"], "mmproj-model-f16.gguf"),
        ("model.gguf", ["mmproj.gguf", "readme.md"], "mmproj.gguf"),
        ("Fine-Q4_0.gguf", ["mmproj-F32.gguf", "mmproj-BF16.gguf", "mmproj-F16.gguf"], "mmproj-BF16.gguf"),
        ("big-00001-of-00002.gguf", ["big-00002-of-00002.gguf", "mmproj-big-f16.gguf"], "mmproj-big-f16.gguf"),
        (
            "Qwen2-VL-2B-Instruct-Q4_K_M.gguf",
            ["mmproj-Qwen2-VL-2B-Instruct-f16.gguf", "mmproj-SmolVLM-256M-Instruct-Q8_0.gguf", "Other.gguf"],
            "mmproj-Qwen2-VL-2B-Instruct-f16.gguf",
        ),
        ("Other-Q8_0.gguf", ["mmproj-Qwen2-VL-2B-Instruct-f16.gguf", "Qwen2-VL-2B-Instruct-Q4_K_M.gguf"], ""),
        ("Qwen3-0.6B.gguf", ["Qwen3-1.7B.gguf", "mmproj-model-f16.gguf"], ""),
        ("alone.gguf", [], ""),
    ],
)
def test_a_projector_is_found_by_its_name_or_because_nothing_else_is_there(
    model: str, others: list[str], found: str
) -> None:
    assert projector_beside(model, [model, *others]) == found
