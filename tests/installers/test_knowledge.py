"""Building knowledge packs: gone on with where it was interrupted, by many processes, and with what is only new."""

import subprocess
import sys
from pathlib import Path

import pytest

from app.core.administration.manifests import Kind, Manifest
from app.core.errors import UserError
from app.services.models.pack_reading import holds_knowledge, read_pack_manifest
from installers import knowledge, knowledge_tasks
from installers.knowledge_tasks import Engines, Outcome, Task
from installers.sign import SigningError
from tests.installed import REPOSITORY
from tests.services.packed_knowledge import Builder, builder_in

FILES = {
    "one.txt": b"The kiln is fired on Mondays.",
    "two/two.md": b"The loom is oiled on Fridays.",
    "copy.txt": b"The",
}


@pytest.fixture
def build(tmp_path: Path) -> Builder:
    return builder_in(tmp_path)


def manifest_of(pack: Path, build: Builder) -> Manifest:
    with pack.open("rb") as source:
        return read_pack_manifest(source, [build.by.public], Kind.KNOWLEDGE)[1]


def test_it_goes_on_where_it_was_interrupted(build: Builder, monkeypatch: pytest.MonkeyPatch) -> None:
    arguments = build.arguments(build.documents(FILES), "1.0")
    done, made = knowledge_tasks.done, list[str]()

    def interrupted(task: Task, engines: Engines) -> Outcome:
        if made and "interrupted" not in made:
            made.append("interrupted")
            raise OSError("the plug was pulled")
        made.append(task.name)
        return done(task, engines)

    monkeypatch.setattr(knowledge_tasks, "done", interrupted)
    with pytest.raises(OSError, match="plug"):
        knowledge.build(arguments, build.by)
    assert knowledge.build(arguments, build.by) == 0
    assert len(made) == len(FILES) + 1
    assert len(manifest_of(arguments.output, build).files) == len(FILES)
    assert not arguments.output.with_suffix(".work").exists()


def test_what_cannot_be_read_is_named_and_left_out(build: Builder, capsys: pytest.CaptureFixture[str]) -> None:
    documents = build.documents({"good.txt": b"The kiln is fired on Mondays.", "broken.pdf": b"%PDF-1.7 and no more"})
    arguments = build.arguments(documents, "1.0")
    assert knowledge.build(arguments, build.by) == 1
    assert "broken.pdf: " in capsys.readouterr().err
    assert len(manifest_of(arguments.output, build).files) == 1


def test_what_it_did_not_make_is_never_removed(build: Builder, tmp_path: Path) -> None:
    (tmp_path / "mine").mkdir()
    (tmp_path / "mine" / "letter.txt").write_text("Dear Ada")
    arguments = build.arguments(build.documents(FILES), "1.0", "--work", str(tmp_path / "mine"))
    with pytest.raises(SigningError, match="holds something else"):
        knowledge.build(arguments, build.by)
    assert [path.name for path in (tmp_path / "mine").iterdir()] == ["letter.txt"]


def test_of_files_with_the_same_content_one_is_packed(build: Builder) -> None:
    folder = build.documents({"a.txt": b"The kiln.", "b/a copy.txt": b"The kiln."})
    (task,) = knowledge.tasks_of(folder, folder, bytes(32), "embedder")
    assert task.name == "a.txt"


def test_it_says_that_it_holds_knowledge_and_nothing_else_of_it_can_be_read(build: Builder, tmp_path: Path) -> None:
    pack = build({"Merger plans.txt": b"Nobody knows that the harbour will be sold."}, "1.0")
    assert holds_knowledge(pack)
    assert b"Merger" not in pack.read_bytes()
    assert b"harbour" not in pack.read_bytes()
    (tmp_path / "other.alcovepack").write_bytes(b"no pack at all")
    assert not holds_knowledge(tmp_path / "other.alcovepack")


def test_what_cannot_be_built_is_said_before_anything_is_done(build: Builder, tmp_path: Path) -> None:
    arguments = build.arguments(build.documents({"one.txt": b"The kiln."}), "1.0")
    arguments.output = tmp_path / "field.zip"
    with pytest.raises(SigningError, match=r"does not end with \.alcovepack"):
        knowledge.build(arguments, build.by)
    with pytest.raises(SigningError, match="No pack can be called"):
        knowledge.build(build.arguments(tmp_path, "one point two"), build.by)
    (tmp_path / "empty").mkdir()
    with pytest.raises(UserError, match="There is no document in"):
        knowledge.build(build.arguments(tmp_path / "empty", "1.0"), build.by)


@pytest.mark.slow
def test_processes_of_dask_make_the_same_pack(build: Builder, tmp_path: Path) -> None:
    pytest.importorskip("distributed", reason="Dask is not installed")
    whole = build(FILES, "1.0")
    arguments = build.arguments(build.documents(FILES), "2.0", "--base", str(whole))
    command = [
        sys.executable,
        "-m",
        "installers.knowledge",
        str(arguments.folder),
        str(tmp_path / "by-dask.alcovepack"),
    ]
    command += ["--name", arguments.name, "--version", "2.0", "--publisher", "P", "--workers", "2"]
    command += ["--password-file", str(arguments.password_file)]
    environment = {"ALCOVE_SIGNING_KEY": str(tmp_path / "key.pem"), "PYTHONPATH": str(REPOSITORY)}
    done = subprocess.run(command, env=environment, capture_output=True, text=True, timeout=250, check=False)
    assert done.returncode == 0, done.stderr
    by_dask = manifest_of(tmp_path / "by-dask.alcovepack", build)
    assert len(by_dask.files) == len(FILES)
    assert all(file.carried for file in by_dask.files)
