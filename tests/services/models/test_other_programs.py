"""One look into the folders of other programs finds their models, and opens none."""

import json
import os
from pathlib import Path

import pytest

from app.core.cancel import CancelToken
from app.core.errors import Cancelled
from app.core.models.found_models import FoundModel, Program, ProgramFolder
from app.services.models.other_programs import find_models

DIGEST = "ab" * 32


@pytest.fixture
def folders(tmp_path: Path) -> tuple[ProgramFolder, ...]:
    """A machine on which all four programs were used."""
    for name in ("studio/maker/fine/fine-q4.gguf", "studio/maker/fine/mmproj-fine.gguf", "all/Tall.Q4_0.gguf"):
        written(tmp_path / name)
    written(tmp_path / "jan/owner/small/model.gguf")
    written(tmp_path / f"ollama/blobs/sha256-{DIGEST}")
    layers = [{"mediaType": "application/vnd.ollama.image.model", "digest": f"sha256:{DIGEST}"}]
    for tag, content in (("4b", json.dumps({"layers": layers})), ("torn", "{"), ("gone", '{"layers": []}')):
        manifest = tmp_path / "ollama/manifests/registry.ollama.ai/library/qwen3" / tag
        manifest.parent.mkdir(parents=True, exist_ok=True)
        manifest.write_text(content)
    names = {Program.LM_STUDIO: "studio", Program.OLLAMA: "ollama", Program.GPT4ALL: "all", Program.JAN: "jan"}
    return tuple(ProgramFolder(program, tmp_path / name) for program, name in names.items())


def written(path: Path) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(b"GGUF" * 10)


def found(folders: tuple[ProgramFolder, ...], linked: frozenset[Path] = frozenset()) -> tuple[FoundModel, ...]:
    return find_models(folders, linked, CancelToken())


def test_the_models_of_every_program_are_found_under_their_own_names(folders: tuple[ProgramFolder, ...]) -> None:
    assert [(model.program, model.name, model.size_bytes) for model in found(folders)] == [
        (Program.GPT4ALL, "Tall.Q4_0", 40),
        (Program.JAN, "owner/small", 40),
        (Program.LM_STUDIO, "fine-q4", 40),
        (Program.OLLAMA, "qwen3:4b", 40),
    ]


def test_what_is_linked_already_says_so(folders: tuple[ProgramFolder, ...]) -> None:
    path = Path(found(folders)[0].path)
    assert [model.linked for model in found(folders, frozenset({path}))] == [True, False, False, False]


def test_folders_that_are_not_there_hold_nothing(tmp_path: Path) -> None:
    assert found(tuple(ProgramFolder(program, tmp_path / "nowhere") for program in Program)) == ()


def test_links_in_a_circle_and_dangling_ones_are_passed_over(tmp_path: Path) -> None:
    written(tmp_path / "real/one.gguf")
    (tmp_path / "real/self").symlink_to(tmp_path / "real")
    (tmp_path / "real/gone.gguf").symlink_to(tmp_path / "nowhere.gguf")
    (tmp_path / "real/loop.gguf").symlink_to(tmp_path / "real/loop.gguf")
    assert [model.name for model in found((ProgramFolder(Program.JAN, tmp_path / "real"),))] == ["one"]


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="this system has no pipes with names")
def test_manifests_that_are_no_files_are_never_opened(folders: tuple[ProgramFolder, ...], tmp_path: Path) -> None:
    manifests = tmp_path / "ollama/manifests/registry.ollama.ai/library/qwen3"
    os.mkfifo(manifests / "pipe")
    (manifests / "endless").symlink_to("/dev/zero")
    assert [model.name for model in found(folders) if model.program is Program.OLLAMA] == ["qwen3:4b"]


def test_a_manifest_that_is_too_long_is_passed_over(folders: tuple[ProgramFolder, ...], tmp_path: Path) -> None:
    manifest = tmp_path / "ollama/manifests/registry.ollama.ai/library/qwen3/4b"
    manifest.write_text(manifest.read_text() + " " * (1 << 20))
    assert Program.OLLAMA not in {model.program for model in found(folders)}


def test_it_can_be_stopped(folders: tuple[ProgramFolder, ...]) -> None:
    cancel = CancelToken()
    cancel.cancel()
    with pytest.raises(Cancelled):
        find_models(folders, (), cancel)
