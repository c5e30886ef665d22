"""What the entries of a GGUF header may say, so that no engine divides by zero or ends at it."""

from collections.abc import Mapping

from app.core.errors import ModelError
from app.workers.gguf_header import FLOATS, MOST_ITEMS, STRING, TOKENS, Items, Value

_MOST_PARTS = 999
_MOST_LAYERS = 512
"""LLAMA_MAX_LAYERS of llama.cpp, which ends its process at a model with more."""
_MOST_EXPERTS = 1024
"""LLAMA_MAX_EXPERTS of llama.cpp, which ends its process likewise."""
_INT32 = 5

_MOST = {
    "block_count": _MOST_LAYERS,
    "context_length": 1 << 30,
    "embedding_length": 1 << 20,
    "feed_forward_length": 1 << 22,
    "attention.head_count": 1 << 14,
    "attention.head_count_kv": 1 << 14,
    "attention.key_length": 1 << 16,
    "attention.value_length": 1 << 16,
    "rope.dimension_count": 1 << 16,
    "expert_count": _MOST_EXPERTS,
    "expert_used_count": _MOST_EXPERTS,
    "expert_group_count": _MOST_EXPERTS,
    "full_attention_interval": _MOST_LAYERS,
    "ssm.inner_size": 1 << 22,
    "ssm.state_size": 1 << 16,
    "ssm.time_step_rank": 1 << 16,
    "ssm.group_count": 1 << 16,
    "vocab_size": MOST_ITEMS,
}
"""Beyond these no model is known, by far; an engine multiplies them with one another."""
_SEEING = "clip"
_MOST_SEEING = {
    "image_size": 1 << 14,
    "preproc_image_size": 1 << 16,
    "patch_size": 1 << 10,
    "projection_dim": 1 << 20,
    "projector.scale_factor": 64,
    "spatial_merge_size": 64,
    "preproc_max_tiles": 256,
    "image_max_pixels": 1 << 30,
}
_DIVISORS = ("patch_size", "attention.head_count", "projector.scale_factor", "spatial_merge_size")
"""What an engine divides by, where it is there at all."""


def require_sense(values: Mapping[str, Value]) -> None:
    """Go on only if a model could be what its entries say; what continues one of several files says only which part it is.

    Raises ModelError, whose sentence begins with "it", which is the file.
    """
    parts, part = values.get("split.count", 1), values.get("split.no", 0)
    if not (isinstance(parts, int) and isinstance(part, int) and 0 <= part < max(parts, 1) <= _MOST_PARTS):
        raise ModelError(f"it is part {part!r:.20} of {parts!r:.20} of a model, which cannot be")
    if part:
        return
    architecture = values.get("general.architecture")
    if not isinstance(architecture, str) or not architecture:
        raise ModelError("it does not say what architecture its model has")
    for name, most in _MOST.items():
        _require_range(f"{architecture}.{name}", values.get(f"{architecture}.{name}", 0), most)
    if architecture == _SEEING:
        _require_sight(values)
    else:
        _require_layers(architecture, values)
    _require_vocabulary(values)


def _require_layers(architecture: str, values: Mapping[str, Value]) -> None:
    """A model has layers, and its experts are enough for those that are used at once, and for several groups of them."""
    for name in ("block_count", "full_attention_interval"):
        if values.get(f"{architecture}.{name}", 1) == 0:
            raise ModelError(f"its entry '{architecture}.{name}' has a value that cannot be")
    experts = _largest(values.get(f"{architecture}.expert_count", 0))
    for name, most in (("expert_used_count", experts), ("expert_group_count", max(1, experts - 1))):
        if _largest(values.get(f"{architecture}.{name}", 0)) > most:
            raise ModelError(f"its entry '{architecture}.{name}' is too large for {experts} experts")
    used = _largest(values.get(f"{architecture}.expert_used_count", 0))
    groups = _largest(values.get(f"{architecture}.expert_group_count", 0)) or 1
    if experts and (not used or experts % groups):
        raise ModelError(f"its {experts} experts are used {used} at once in {groups} groups, which cannot be")


def _largest(value: Value) -> int:
    """The largest of one or several whole numbers, which were looked at before."""
    numbers = value.whole if isinstance(value, Items) else (value,)
    return max((number for number in numbers if isinstance(number, int)), default=0)


def _require_sight(values: Mapping[str, Value]) -> None:
    """The sizes of a projector are such that pictures can be cut up by them."""
    for name, most in (_MOST | _MOST_SEEING).items():
        _require_range(f"clip.vision.{name}", values.get(f"clip.vision.{name}", 0), most)
    for name in _DIVISORS:
        if values.get(f"clip.vision.{name}", 1) == 0:
            raise ModelError(f"its entry 'clip.vision.{name}' has a value that cannot be")


def _require_range(key: str, value: Value, most: int) -> None:
    numbers = value.whole if isinstance(value, Items) else (value,)
    unread = isinstance(value, Items) and len(value.whole) != value.count
    if unread or not all(isinstance(number, int) and 0 <= number <= most for number in numbers):
        raise ModelError(f"its entry {key!r} has a value that cannot be")


def _require_vocabulary(values: Mapping[str, Value]) -> None:
    """Tokens, their scores and their types are as many as each other, and special tokens are among them."""
    tokens = values.get(TOKENS)
    if tokens is None:
        return
    if not isinstance(tokens, Items) or tokens.kind != STRING or not tokens.count:
        raise ModelError("its vocabulary is not a list of texts")
    for name, kinds in (("scores", FLOATS), ("token_type", {_INT32})):
        listed = values.get(f"tokenizer.ggml.{name}")
        if listed is None:
            continue
        if not isinstance(listed, Items) or listed.kind not in kinds or listed.count != tokens.count:
            raise ModelError(f"its vocabulary has {tokens.count:,} tokens and something else as their {name}")
    for key, value in values.items():
        if key.startswith("tokenizer.ggml.") and key.endswith("_token_id"):
            _require_token(key, value, tokens.count)


def _require_token(key: str, value: Value, count: int) -> None:
    """Some files say "none" as the largest number of 32 bits, or as -1."""
    if not isinstance(value, int) or not (-1 <= value < count or value == 0xFFFFFFFF):
        raise ModelError(f"its entry {key!r} names a token that is not there")
