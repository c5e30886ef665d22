"""Models in several files: taken in as one, wherever one begins, and refused whole where a part is missing or another's."""

import os
from pathlib import Path

import pytest

from app.core.asking.prompting import GenerationOptions, Prompt, PromptTurn
from app.core.cancel import CancelToken
from app.core.errors import ModelError, UnreadableFile, WorkerError
from app.core.models.found_models import Program, ProgramFolder
from app.engines.process import WorkerProcess
from app.engines.text_model import LlamaModel
from app.services.models.catalogue import ModelCatalogue
from app.services.models.model_state import ModelState
from app.services.models.other_programs import find_models
from app.storage.places import Places
from tests.gguf_files import sha256_of, split_into
from tests.made_models import FAMILIES, made_model
from tests.services.opened_catalogue import run, state

QWEN = FAMILIES["Qwen 3"]


@pytest.fixture
def parts(tmp_path: Path) -> list[Path]:
    folder = tmp_path / "brought"
    folder.mkdir()
    whole = made_model(tmp_path / "whole.gguf", QWEN, ["\n", *"Yes.", QWEN.end], {"embedding_length": 256})
    return split_into(whole, folder, "brought", 3)


def said(found: ModelState, process: WorkerProcess) -> str:
    model = LlamaModel(process, found.model, found.path, threads=2, context_tokens=1024)
    prompt = Prompt((PromptTurn("user", "Hello?"),))  # type: ignore[arg-type]
    pieces = model.stream(prompt, GenerationOptions(maximum_tokens=8), CancelToken())
    return "".join(piece for piece in pieces if isinstance(piece, str))


@pytest.mark.parametrize("chosen", [0, 2])
def test_a_model_is_imported_whole_by_any_of_its_parts(
    catalogue: ModelCatalogue, process: WorkerProcess, parts: list[Path], chosen: int
) -> None:
    run(catalogue.import_file(parts[chosen], CancelToken()))
    found = state(catalogue, "brought")
    assert found.installed
    assert [file.path for file in found.model.files] == [part.name for part in parts]
    assert [file.sha256 for file in found.model.files] == [sha256_of(part) for part in parts]
    assert found.model.memory_need.fixed_bytes > found.model.size_bytes == sum(part.stat().st_size for part in parts)
    assert said(found, process) == "Yes."


def test_it_is_linked_whole_and_used_only_as_it_was(
    catalogue: ModelCatalogue, process: WorkerProcess, parts: list[Path]
) -> None:
    run(catalogue.link_file(parts[1], CancelToken()))
    found = state(catalogue, "brought")
    assert found.path == parts[0].parent
    assert said(found, process) == "Yes."
    os.utime(parts[2], ns=(1, 1))
    assert not state(catalogue, "brought").installed


def test_a_changed_part_is_not_loaded(catalogue: ModelCatalogue, process: WorkerProcess, parts: list[Path]) -> None:
    run(catalogue.import_file(parts[0], CancelToken()))
    found = state(catalogue, "brought")
    last = found.path / found.model.files[2].path
    content = bytearray(last.read_bytes())
    content[-1] ^= 1
    last.write_bytes(content)
    with pytest.raises(WorkerError, match=r"brought-00003-of-00003\.gguf is not the one the catalogue names"):
        said(found, process)


def test_a_missing_part_is_named(catalogue: ModelCatalogue, places: Places, parts: list[Path]) -> None:
    parts[1].unlink()
    for take in (catalogue.import_file, catalogue.link_file):
        with pytest.raises(UnreadableFile, match=r"is one of 3 parts of a model, and beside it brought-00002-of-00003"):
            run(take(parts[0], CancelToken()))
    assert list(places.models.iterdir()) == []


def test_a_part_of_another_model_is_refused(catalogue: ModelCatalogue, tmp_path: Path, parts: list[Path]) -> None:
    other = split_into(tmp_path / "whole.gguf", tmp_path, "other", 2)
    parts[1].write_bytes(other[1].read_bytes())
    with pytest.raises(ModelError, match=r"was not imported: model-00002-of-00003\.gguf does not belong to it"):
        run(catalogue.import_file(parts[0], CancelToken()))


def test_parts_that_were_renamed_say_how_they_are_to_be_named(
    catalogue: ModelCatalogue, tmp_path: Path, parts: list[Path]
) -> None:
    renamed = parts[0].rename(tmp_path / "renamed.gguf")
    with pytest.raises(ModelError, match=r"it is part 1 of 3 .* such as model-00001-of-00003\.gguf"):
        run(catalogue.import_file(renamed, CancelToken()))


def test_a_smaller_model_of_it_is_one_file(
    catalogue: ModelCatalogue, process: WorkerProcess, parts: list[Path]
) -> None:
    run(catalogue.import_file(parts[0], CancelToken()))
    run(catalogue.compress("brought", "Q8_0", CancelToken()))
    found = state(catalogue, "brought-q8_0")
    assert len(found.model.files) == 1
    assert said(found, process) == "Yes."


def test_other_programs_models_in_parts_are_found_once_and_only_whole(parts: list[Path]) -> None:
    folders = (ProgramFolder(Program.JAN, parts[0].parent),)
    (found,) = find_models(folders, (), CancelToken())
    assert (found.name, found.path) == ("brought", parts[0])
    assert found.size_bytes == sum(part.stat().st_size for part in parts)
    parts[2].unlink()
    assert find_models(folders, (), CancelToken()) == ()
