"""Headers of model files: read whole where they hold together, refused in a few words where they do not."""

import random
from collections import Counter
from pathlib import Path
from typing import Any

import pytest

from app.core.errors import ModelError
from app.workers.gguf_header import Header, LongerHeader, parse
from tests.gguf_files import ARRAY, BOOL, FLOAT32, INT32, STRING, UINT32, Entry, TensorInfo, header_bytes, small_header
from tests.gguf_mutations import mutated
from tests.installed import TINY_CHAT, model, model_folder

ENTRIES: dict[str, Entry] = {
    "general.architecture": (STRING, "llama"),
    "llama.block_count": (UINT32, 2),
    "llama.attention.head_count": (ARRAY, (INT32, [4, 4])),
    "tokenizer.ggml.tokens": (ARRAY, (STRING, ["<s>", "</s>", "a"])),
    "tokenizer.ggml.scores": (ARRAY, (FLOAT32, [0.0, 0.0, 1.0])),
    "tokenizer.ggml.eos_token_id": (UINT32, 1),
    "tokenizer.ggml.add_bos_token": (BOOL, True),
}
TENSORS = (TensorInfo("token_embd.weight", 0, (8, 3)), TensorInfo("output.weight", 8, (32, 3)))
DATA_BYTES = sum(tensor.size_bytes for tensor in TENSORS)


def read(header: bytes, data_bytes: int = DATA_BYTES) -> Header:
    return parse(header, len(header) + data_bytes)


def weights() -> Path:
    return model_folder(TINY_CHAT) / model(TINY_CHAT).files[0].path


def test_a_header_is_read_with_its_values_and_tensors() -> None:
    header = read(header_bytes(ENTRIES, TENSORS))
    assert header.values["general.architecture"] == "llama"
    assert header.values["tokenizer.ggml.add_bos_token"] is True
    assert [(one.name, one.shape, one.offset, one.size_bytes) for one in header.tensors] == [
        ("token_embd.weight", (8, 3), 0, 96),
        ("output.weight", (32, 3), 96, 102),
    ]
    assert header.data_start == len(header_bytes(ENTRIES, TENSORS))


def test_a_real_header_is_read_from_the_beginning_of_the_file_once_there_is_enough_of_it() -> None:
    path = weights()
    content, size = path.read_bytes()[: 4 << 20], path.stat().st_size
    whole = parse(content, size)
    assert (len(whole.tensors), whole.values["llama.block_count"]) == (272, 30)
    for length in (0, 3, 24, 1000, 1_000_000, whole.data_start - 32):
        with pytest.raises(LongerHeader):
            parse(content[:length], size)


@pytest.mark.parametrize(
    ("key", "entry", "reason"),
    [
        ("general.alignment", (UINT32, 0), "aligned to 0"),
        ("general.alignment", (UINT32, 48), "aligned to 48"),
        ("general.alignment", (UINT32, 1 << 31), "aligned to"),
        ("tokenizer.ggml.tokens", (ARRAY, (STRING, ["a", "b", "a"])), "the same token twice"),
        ("tokenizer.ggml.tokens", (ARRAY, (STRING, ["a", "a\0b", "c"])), "the same token twice"),
        ("a" * 300, (UINT32, 3), "a key of 300 bytes"),
        ("nested", (ARRAY, (STRING, [])), ""),
    ],
)
def test_entries_that_cannot_be_are_refused(key: str, entry: Any, reason: str) -> None:
    entries = {name: value for name, value in ENTRIES.items() if name != key} | ({key: entry} if entry else {})
    if not reason:
        assert read(header_bytes(entries, TENSORS)).values[key]
        return
    with pytest.raises(ModelError, match=reason):
        read(header_bytes(entries, TENSORS))


@pytest.mark.parametrize(
    ("tensors", "reason"),
    [
        ([TensorInfo("a", 0, (8,)), TensorInfo("a", 0, (8,))], "two tensors of the same name"),
        ([TensorInfo("a", 8, (33, 2))], "rows that do not fill the blocks"),
        ([TensorInfo("a", 0, (0, 2))], "shape that cannot be"),
        ([TensorInfo("a", 0, (1 << 40, 1 << 40))], "shape that cannot be"),
        ([TensorInfo("a" * 64, 0, (8,))], "the name of a tensor of 64 bytes"),
        ([TensorInfo("a", 0, (1,) * 5)], "5 dimensions"),
        ([TensorInfo("a", 0, (1_000_000,))], "middle of its weights"),
    ],
)
def test_tensors_that_cannot_be_are_refused(tensors: list[TensorInfo], reason: str) -> None:
    with pytest.raises(ModelError, match=reason):
        read(header_bytes(ENTRIES, tensors))


def test_what_is_no_gguf_or_of_another_version_is_refused() -> None:
    for content, reason in ((b"PK\3\4" * 20, "no GGUF file"), (header_bytes(ENTRIES, TENSORS, 99), "version 99")):
        with pytest.raises(ModelError, match=reason):
            read(content)


def test_an_entry_that_comes_twice_is_refused() -> None:
    good = header_bytes({"x.one": (UINT32, 1), "x.two": (UINT32, 2), **ENTRIES}, TENSORS)
    with pytest.raises(ModelError, match=r"'x\.one' twice"):
        read(good.replace(b"x.two", b"x.one"))


def test_tensors_lie_one_after_the_other() -> None:
    good = header_bytes(ENTRIES, TENSORS)
    with pytest.raises(ModelError, match="does not lie where the one before it ends"):
        read(good.replace((96).to_bytes(8, "little"), (64).to_bytes(8, "little")))


@pytest.mark.parametrize("count", [2**63, 2**32, 70_000])
def test_no_count_is_believed(count: int) -> None:
    good = bytearray(header_bytes(ENTRIES, TENSORS))
    good[8:16] = count.to_bytes(8, "little")
    with pytest.raises(ModelError, match="is the most that can be"):
        read(bytes(good))


def test_whatever_is_done_to_a_real_header_it_is_read_or_refused() -> None:
    header, data_bytes = small_header(weights(), tokens=300)
    assert len(read(header, data_bytes).tensors) == 272
    chance = random.Random(4711)
    ends = Counter[str]()
    for _ in range(1500):
        ends[end_of(mutated(header, chance)[1], data_bytes)] += 1
    assert ends["refused"] > 500
    assert ends["read"] > 50


def end_of(bad: bytes, data_bytes: int) -> str:
    try:
        parse(bad, len(bad) + data_bytes)
    except LongerHeader:
        return "longer"
    except ModelError as error:
        return "refused" if str(error).startswith("it") else str(error)
    return "read"
