"""whisper.cpp with the very weights Alcove uses: a CTranslate2 model rewritten as a ggml file, for benches to be held against.

The layouts are those of CTranslate2's `model_spec.py` and of whisper.cpp's `convert-pt-to-ggml.py`; matrices become q8_0,
the nearest there is to CTranslate2's int8. `pywhispercpp` runs it (the group `peers` of pyproject.toml).
"""

import json
import struct
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any, BinaryIO

import numpy
from faster_whisper.feature_extractor import FeatureExtractor
from numpy.typing import NDArray

Array = NDArray[Any]

_TYPES = (numpy.float32, numpy.int8, numpy.int16, numpy.int32, numpy.float16)
_MAGIC = 0x67676D6C
_F32, _F16, _Q8_0 = 0, 1, 8
_MOSTLY_Q8_0 = 2007
"""Quantization version 2, file type 7."""
_BLOCK = 32
_BASE_TOKENS = 50_257
_HEAD = 64


def read_ctranslate2(path: Path) -> dict[str, Array]:
    """The variables of a `model.bin` of CTranslate2 by their names, aliases included."""
    with path.open("rb") as file:
        _integers(file, "I")
        _text(file)
        _integers(file, "I")
        variables = {}
        for _ in range(_integers(file, "I")[0]):
            name = _text(file)
            shape = _integers(file, f"{_integers(file, 'B')[0]}I")
            kind, size = _integers(file, "=BI")
            variables[name] = numpy.frombuffer(file.read(size), _TYPES[kind]).reshape(shape)
        for _ in range(_integers(file, "I")[0]):
            alias, name = _text(file), _text(file)
            variables[alias] = variables[name]
    return variables


def write_ggml(folder: Path, path: Path) -> None:
    """Write the faster-whisper model of a folder as one ggml file for whisper.cpp."""
    variables = read_ctranslate2(folder / "model.bin")
    with path.open("wb") as file:
        file.write(struct.pack("12i", _MAGIC, *_sizes(variables), _MOSTLY_Q8_0))
        _write_mel(file, variables["encoder/conv1/weight"].shape[1])
        _write_tokens(file, folder)
        for name, values in _tensors(variables):
            _write_tensor(file, name, values)


def _integers(file: BinaryIO, layout: str) -> tuple[int, ...]:
    return struct.unpack(layout, file.read(struct.calcsize(layout)))


def _text(file: BinaryIO) -> str:
    return file.read(_integers(file, "H")[0]).rstrip(b"\0").decode()


def _sizes(variables: Mapping[str, Array]) -> tuple[int, ...]:
    tokens, width = variables["decoder/embeddings/weight"].shape
    encoded = variables["encoder/position_encodings/encodings"].shape[0]
    written = variables["decoder/position_encodings/encodings"].shape[0]
    layers = {name.split("/")[1] for name in variables if name.startswith("encoder/layer_")} - {"layer_norm"}
    mel = variables["encoder/conv1/weight"].shape[1]
    half = (width, width // _HEAD, len(layers))
    return (tokens, encoded, *half, written, *half, mel)


def _write_mel(file: BinaryIO, mel: int) -> None:
    filters = FeatureExtractor(feature_size=mel).mel_filters.astype(numpy.float32)
    file.write(struct.pack("2i", *filters.shape) + filters.tobytes())


def _write_tokens(file: BinaryIO, folder: Path) -> None:
    vocabulary = json.loads((folder / "tokenizer.json").read_text("utf-8"))["model"]["vocab"]
    letters = _byte_letters()
    tokens = sorted((place, token) for token, place in vocabulary.items() if place < _BASE_TOKENS)
    file.write(struct.pack("i", len(tokens)))
    for _, token in tokens:
        spelled = bytes(letters[letter] for letter in token) if set(token) <= letters.keys() else token.encode()
        file.write(struct.pack("i", len(spelled)) + spelled)


def _byte_letters() -> dict[str, int]:
    """The bytes behind the letters of GPT-2's byte-level tokens."""
    plain = [*range(33, 127), *range(161, 173), *range(174, 256)]
    others = [byte for byte in range(256) if byte not in plain]
    return {chr(byte): byte for byte in plain} | {chr(256 + place): byte for place, byte in enumerate(others)}


def _tensors(variables: Mapping[str, Array]) -> Iterator[tuple[str, Array]]:
    for conv in ("conv1", "conv2"):
        yield f"encoder.{conv}.weight", variables[f"encoder/{conv}/weight"]
        yield f"encoder.{conv}.bias", variables[f"encoder/{conv}/bias"][:, None]
    for half, norm in (("encoder", "ln_post"), ("decoder", "ln")):
        yield f"{half}.positional_embedding", variables[f"{half}/position_encodings/encodings"]
        yield from _norm(variables, f"{half}/layer_norm", f"{half}.{norm}")
        layers = sum(
            1 for name in variables if name.startswith(f"{half}/layer_") and name.endswith("ffn/linear_0/weight")
        )
        for layer in range(layers):
            yield from _layer(variables, f"{half}/layer_{layer}", f"{half}.blocks.{layer}")
    yield "decoder.token_embedding.weight", variables["decoder/embeddings/weight"]


def _layer(variables: Mapping[str, Array], source: str, name: str) -> Iterator[tuple[str, Array]]:
    yield from _norm(variables, f"{source}/self_attention/layer_norm", f"{name}.attn_ln")
    yield from _attention(variables, f"{source}/self_attention", f"{name}.attn")
    if f"{source}/attention/linear_0/weight" in variables:
        yield from _norm(variables, f"{source}/attention/layer_norm", f"{name}.cross_attn_ln")
        yield from _attention(variables, f"{source}/attention", f"{name}.cross_attn")
    yield from _norm(variables, f"{source}/ffn/layer_norm", f"{name}.mlp_ln")
    for place, linear in ((0, "linear_0"), (2, "linear_1")):
        for part in ("weight", "bias"):
            yield f"{name}.mlp.{place}.{part}", variables[f"{source}/ffn/{linear}/{part}"]


def _norm(variables: Mapping[str, Array], source: str, name: str) -> Iterator[tuple[str, Array]]:
    yield f"{name}.weight", variables[f"{source}/gamma"]
    yield f"{name}.bias", variables[f"{source}/beta"]


def _attention(variables: Mapping[str, Array], source: str, name: str) -> Iterator[tuple[str, Array]]:
    """Query, key and value are one matrix in CTranslate2 where they read the same, else key and value are."""
    last = max(place for place in range(3) if f"{source}/linear_{place}/weight" in variables)
    for part in ("weight", "bias"):
        fused = numpy.concatenate([variables[f"{source}/linear_{place}/{part}"] for place in range(last)])
        query, key, value = numpy.split(fused, 3)
        yield f"{name}.query.{part}", query
        if part == "weight":
            yield f"{name}.key.{part}", key
        yield f"{name}.value.{part}", value
        yield f"{name}.out.{part}", variables[f"{source}/linear_{last}/{part}"]


def _write_tensor(file: BinaryIO, name: str, values: Array) -> None:
    plain = values.ndim < 2 or name.endswith(("positional_embedding", "bias"))
    kind = _F32 if plain else _F16 if values.ndim == 3 else _Q8_0
    label = name.encode()
    file.write(struct.pack("3i", values.ndim, len(label), kind))
    file.write(struct.pack(f"{values.ndim}i", *reversed(values.shape)) + label)
    if kind == _Q8_0:
        file.write(_quantized(values))
    else:
        file.write(numpy.ascontiguousarray(values, numpy.float32 if plain else numpy.float16).tobytes())


def _quantized(values: Array) -> bytes:
    """Blocks of 32 with a scale of 16 bits each."""
    blocks = values.astype(numpy.float32).reshape(-1, _BLOCK)
    scales = numpy.abs(blocks).max(axis=1, keepdims=True) / 127
    integers = numpy.rint(blocks / numpy.where(scales > 0, scales, 1)).astype(numpy.int8)
    packed = numpy.concatenate((scales.astype("<f2").view(numpy.int8), integers), axis=1)
    return packed.tobytes()
