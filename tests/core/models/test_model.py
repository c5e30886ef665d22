"""The shipped catalogue, what a wrong one is told, and the rule that chooses a chat model."""

import hashlib
import re
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.core.errors import ModelError
from app.core.models.model import (
    APPLICATION_BYTES,
    SHARE_OF_MEMORY,
    Catalogue,
    Role,
    choose_chat_model,
    fits,
    parse_catalogue,
    sums_up,
)

MODELS = Path(__file__).parents[3] / "resources" / "models"
TEXT = (MODELS / "catalog.toml").read_text("utf-8")
CATALOGUE = parse_catalogue(TEXT)
GIGABYTE = 1_000_000_000
SMALL, STANDARD = "qwen2.5-coder-0.5b-instruct-q4_k_m", "qwen2.5-coder-1.5b-instruct-q4_k_m"


def chosen(memory_bytes: int, available_bytes: int, on_disk: set[str]) -> str | None:
    model = choose_chat_model(CATALOGUE, on_disk, memory_bytes, available_bytes)
    return model.id if model else None


def test_the_default_set_answers_searches_and_hears() -> None:
    assert {model.role for model in CATALOGUE.models if model.is_default} == set(Role) - {Role.ADAPTER}


@pytest.mark.parametrize(
    ("size_bytes", "parameters", "able"),
    [
        (1_930_000_000, 0, True),
        (1_120_000_000, 0, False),
        (3_100_000_000, 1_540_000_000, False),
        (1_600_000_000, 3_090_000_000, True),
    ],
)
def test_a_model_sums_up_by_its_parameters_however_they_are_stored(
    size_bytes: int, parameters: int, able: bool
) -> None:
    model = CATALOGUE.model(STANDARD)
    file = replace(model.files[0], size_bytes=size_bytes)
    known = {**model.parameters, "parameters": parameters}
    assert sums_up(replace(model, files=(file,), parameters=known)) is able


def test_every_model_says_its_licence_memory_and_context() -> None:
    for model in CATALOGUE.models:
        assert set(model.licence.split(" and ")) <= {"Apache-2.0", "MIT"}
        assert model.memory_bytes > model.size_bytes
        assert model.context_tokens > 0 or model.role is Role.SPEAKERS


def test_every_file_that_does_not_ship_has_an_upstream_address_pinned_to_a_revision_first() -> None:
    for model in CATALOGUE.models:
        for file in model.files if not model.shipped_in else ():
            assert file.sources[0].kind == "hub"
            assert re.search(r"/resolve/[0-9a-f]{40}/", file.sources[0].url)
            assert file.sources[0].url.endswith(f"/{file.path}")


def test_the_parts_of_a_file_add_up_to_it_and_are_pinned() -> None:
    parted = [(file, source) for model in CATALOGUE.models for file in model.files for source in file.sources]
    for file, source in parted:
        if source.parts:
            assert sum(part.size_bytes for part in source.parts) == file.size_bytes
            assert all(re.fullmatch(r"[a-z0-9-]+==[0-9.]+", part.wheel) for part in source.parts)


def test_what_ships_with_alcove_is_what_the_catalogue_says() -> None:
    for model in CATALOGUE.models:
        for file in model.files if model.shipped_in else ():
            content = (MODELS / model.shipped_in / file.path).read_bytes()
            assert (len(content), hashlib.sha256(content).hexdigest()) == (file.size_bytes, file.sha256)


@pytest.mark.parametrize(
    ("wrong", "right", "told"),
    [
        ('role = "painter"', 'role = "chat"', "painter"),
        ('sha256 = "abc"', r'sha256 = "[0-9a-f]{64}"', "no sha256"),
        ('path = "../../evil.gguf"', r'path = "[^"]+"', "no path inside"),
        ('id = "../x"', r'id = "[^"]+"', "no name of a model"),
        ('kind = "ftp"', 'kind = "hub"', "either a hub"),
        ("", r'licence = "[^"]+"\n', "licence"),
        ("= =", "schema = 1", "not valid TOML"),
    ],
)
def test_a_wrong_entry_is_named(wrong: str, right: str, told: str) -> None:
    with pytest.raises(ModelError, match=told):
        parse_catalogue(re.sub(right, wrong, TEXT, count=1))


def test_the_same_model_twice_is_refused() -> None:
    with pytest.raises(ModelError, match="twice"):
        parse_catalogue(TEXT + TEXT[TEXT.index("[[model]]") :])


def test_an_unknown_model_is_a_sentence_with_the_known_ones() -> None:
    with pytest.raises(ModelError, match=f"no model 'gpt'; it has .*{SMALL}"):
        CATALOGUE.model("gpt")


@pytest.mark.parametrize(("memory_gb", "expected"), [(2, None), (4, SMALL), (5, SMALL), (8, STANDARD), (64, STANDARD)])
def test_the_machine_decides_which_model_it_is_given(memory_gb: int, expected: str | None) -> None:
    memory_bytes = memory_gb * GIGABYTE
    assert chosen(memory_bytes, memory_bytes * 3 // 4, {SMALL, STANDARD}) == expected


def test_only_a_model_on_disk_is_chosen() -> None:
    assert chosen(64 * GIGABYTE, 60 * GIGABYTE, {SMALL}) == SMALL
    assert chosen(64 * GIGABYTE, 60 * GIGABYTE, set()) is None


def test_memory_that_others_hold_just_now_counts() -> None:
    assert chosen(16 * GIGABYTE, 2 * GIGABYTE, {SMALL, STANDARD}) == SMALL


def test_the_models_that_set_up_fetches_for_a_machine_also_fit_it() -> None:
    for model in CATALOGUE.of_role(Role.CHAT):
        if model.physical_memory_from_bytes:
            assert fits(model, model.physical_memory_from_bytes, model.physical_memory_from_bytes)


def test_a_longer_context_needs_more_memory() -> None:
    model = CATALOGUE.model(STANDARD)
    assert model.memory_at(32_768) - model.memory_at(8_192) == 24_576 * 28_672
    assert model.memory_at(8_192) == model.memory_bytes
    assert fits(model, 8 * GIGABYTE, 6 * GIGABYTE, context_tokens=8_192)
    assert not fits(model, 6 * GIGABYTE, 3 * GIGABYTE, context_tokens=32_768)


memory = st.integers(0, 128 * GIGABYTE)


@given(memory, memory)
def test_what_is_chosen_leaves_room_for_everything_else(memory_bytes: int, available_bytes: int) -> None:
    model = choose_chat_model(CATALOGUE, {m.id for m in CATALOGUE.models}, memory_bytes, available_bytes)
    if model is not None:
        assert model.role is Role.CHAT
        assert model.memory_bytes + APPLICATION_BYTES <= SHARE_OF_MEMORY * memory_bytes
        assert model.memory_bytes <= available_bytes


@given(memory, memory, memory)
def test_more_memory_never_means_a_smaller_model(less: int, more: int, available_bytes: int) -> None:
    on_disk = {model.id for model in CATALOGUE.models}
    smaller, larger = (
        choose_chat_model(CATALOGUE, on_disk, bytes_, available_bytes) for bytes_ in sorted((less, more))
    )
    assert (smaller.size_bytes if smaller else 0) <= (larger.size_bytes if larger else 0)


def test_an_empty_catalogue_chooses_nothing() -> None:
    assert choose_chat_model(Catalogue(()), (), 64 * GIGABYTE, 64 * GIGABYTE) is None
