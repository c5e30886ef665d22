"""Models that stay where another program keeps them, with real files and the real workers."""

import os
from pathlib import Path

import pytest

from app.core.administration.policy import Policy
from app.core.asking.prompting import GenerationOptions, Prompt, PromptTurn
from app.core.cancel import CancelToken
from app.core.errors import ModelError, UserError
from app.core.events import Notice
from app.core.models.found_models import Program, ProgramFolder
from app.engines.inspector import Inspector
from app.engines.process import WorkerProcess
from app.engines.text_model import LlamaModel
from app.services.models.catalogue import ModelCatalogue
from app.services.models.model_state import ModelState
from app.services.permissions import Permissions
from app.storage.audit import Audit
from app.storage.database import Database
from app.storage.places import Places
from app.storage.settings import Settings
from tests.gguf_files import with_text
from tests.services.opened_catalogue import HEADERS, opened, run, state, tiny_weights


@pytest.fixture
def brought(tmp_path: Path) -> Path:
    return with_text(tiny_weights(), tmp_path / "elsewhere.gguf", "general.name", "Linked")


def linked(catalogue: ModelCatalogue, path: Path) -> ModelState:
    *progress, notice = run(catalogue.link_file(path, CancelToken()))
    assert progress
    assert isinstance(notice, Notice)
    return next(one for one in catalogue.models() if one.model.linked_in and one.model.id in notice.text)


def test_a_linked_model_stays_where_it_is_and_answers(
    places: Places, database: Database, process: WorkerProcess, brought: Path
) -> None:
    new = linked(opened(places, database, process), brought)
    assert (new.model.name, new.path, new.installed) == ("Linked", brought.parent, True)
    assert [path.name for path in places.models.iterdir()] == ["imported.toml"]
    again = state(opened(places, database, process), new.model.id)
    assert again.model == new.model
    llama = LlamaModel(process, again.model, again.path, threads=2, context_tokens=1024)
    asked = Prompt((PromptTurn("user", "Hello?"),))  # type: ignore[arg-type]
    assert list(llama.stream(asked, GenerationOptions(maximum_tokens=4), CancelToken()))


def test_a_file_that_was_changed_since_is_not_used_until_it_is_linked_again(
    catalogue: ModelCatalogue, brought: Path
) -> None:
    model_id = linked(catalogue, brought).model.id
    os.utime(brought, ns=(1, 1))
    changed = state(catalogue, model_id)
    assert not changed.installed
    assert changed.reason == "elsewhere.gguf is gone or was changed since it was linked; link it again"
    with pytest.raises(ModelError, match=r"Linked cannot be used: elsewhere\.gguf is gone or was changed"):
        catalogue.choose("chat", model_id)
    assert linked(catalogue, brought).model.id == model_id
    assert state(catalogue, model_id).installed


def test_another_content_linked_again_takes_the_place_of_the_one_before(
    catalogue: ModelCatalogue, brought: Path
) -> None:
    model_id = linked(catalogue, brought).model.id
    catalogue.choose("chat", model_id)
    with_text(tiny_weights(), brought, "general.name", "Newer")
    os.utime(brought, ns=(1, 1))
    new = linked(catalogue, brought)
    assert (new.model.id, new.model.name) == (model_id, "Newer")
    assert [one.model.id for one in catalogue.models() if one.model.linked_in] == [model_id]
    chosen = catalogue.chosen("chat")
    assert chosen is not None
    assert chosen.model == new.model


def test_a_copy_of_a_linked_model_takes_its_place_and_is_removed_with_it(
    catalogue: ModelCatalogue, places: Places, brought: Path
) -> None:
    model_id = linked(catalogue, brought).model.id
    run(catalogue.import_file(brought, CancelToken()))
    brought.unlink()
    now = state(catalogue, model_id)
    assert (now.installed, now.model.linked_in, now.path) == (True, "", places.models / model_id)
    catalogue.remove(model_id)
    assert [path.name for path in places.models.iterdir()] == ["imported.toml"]


def test_a_record_that_cannot_be_written_is_said_in_a_sentence(
    catalogue: ModelCatalogue, places: Places, brought: Path
) -> None:
    (places.models / "imported.part").mkdir()
    with pytest.raises(UserError, match=r"imported\.toml cannot be written"):
        linked(catalogue, brought)


def test_a_file_that_was_changed_in_secret_is_not_loaded(
    catalogue: ModelCatalogue, process: WorkerProcess, brought: Path
) -> None:
    new = linked(catalogue, brought)
    before = brought.stat()
    with brought.open("r+b") as file:
        file.seek(50_000_000)
        file.write(b"\xff\x00\xff")
    os.utime(brought, ns=(before.st_atime_ns, before.st_mtime_ns))
    assert state(catalogue, new.model.id).installed
    llama = LlamaModel(process, new.model, new.path, threads=2, context_tokens=1024)
    with pytest.raises(UserError, match="its hash differs"):
        llama.count_tokens(["Hello"])


def test_forgetting_it_leaves_the_file(catalogue: ModelCatalogue, brought: Path) -> None:
    model_id = linked(catalogue, brought).model.id
    catalogue.remove(model_id)
    assert brought.is_file()
    assert model_id not in [one.model.id for one in catalogue.models()]


def test_what_is_linked_is_found_as_such(
    places: Places, database: Database, process: WorkerProcess, brought: Path
) -> None:
    catalogue = ModelCatalogue(
        places,
        Settings(database),
        process,
        Inspector(HEADERS, process),
        Audit(database),
        Permissions(Policy()),
        other_folders=lambda: (ProgramFolder(Program.LM_STUDIO, brought.parent),),
    )
    assert [one.linked for one in catalogue.found_elsewhere(CancelToken())] == [False]
    linked(catalogue, brought)
    assert [one.linked for one in catalogue.found_elsewhere(CancelToken())] == [True]


def test_a_name_that_cannot_be_recorded_is_refused_and_the_others_stay(
    catalogue: ModelCatalogue, tmp_path: Path, brought: Path
) -> None:
    linked(catalogue, brought)
    for name in ("a\nb.gguf", "a\\b.gguf", os.fsdecode(b"\xff.gguf")):
        odd = tmp_path / name
        odd.write_bytes(b"GGUF")
        with pytest.raises(UserError, match="characters that cannot be recorded"):
            run(catalogue.link_file(odd, CancelToken()))
    assert any(one.model.linked_in for one in catalogue.models())


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="this system has no pipes with names")
def test_a_pipe_is_no_file(catalogue: ModelCatalogue, tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe.gguf")
    for take in (catalogue.import_file, catalogue.link_file):
        with pytest.raises(UserError, match="cannot be read as a file"):
            run(take(tmp_path / "pipe.gguf", CancelToken()))
