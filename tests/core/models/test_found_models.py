"""Where other programs keep their models, and what their lists say."""

import json
from pathlib import PurePosixPath, PureWindowsPath

import pytest

from app.core.models.found_models import Program, gguf_name, ollama_blob, ollama_name, program_folders

DIGEST = "sha256:" + "ab" * 32


def places(system: str, home: PurePosixPath | PureWindowsPath, **environment: str) -> dict[Program, list[str]]:
    found: dict[Program, list[str]] = {}
    for folder in program_folders(system, home, environment):
        found.setdefault(folder.program, []).append(folder.path.as_posix())
    return found


def test_every_program_has_its_known_places_on_every_system() -> None:
    linux = places("linux", PurePosixPath("/home/u"))
    assert linux[Program.LM_STUDIO][0] == "/home/u/.lmstudio/models"
    assert "/usr/share/ollama/.ollama/models" in linux[Program.OLLAMA]
    assert "/home/u/.local/share/nomic.ai/GPT4All" in linux[Program.GPT4ALL]
    assert "/home/u/.local/share/Jan/data/llamacpp/models" in linux[Program.JAN]
    mac = places("darwin", PurePosixPath("/Users/u"))
    assert mac[Program.OLLAMA] == ["/Users/u/.ollama/models"]
    assert "/Users/u/Library/Application Support/nomic.ai/GPT4All" in mac[Program.GPT4ALL]
    windows = places("win32", PureWindowsPath("C:/Users/u"), APPDATA="D:/Roaming")
    assert "C:/Users/u/AppData/Local/nomic.ai/GPT4All" in windows[Program.GPT4ALL]
    assert "D:/Roaming/Jan/data/llamacpp/models" in windows[Program.JAN]


def test_the_folder_ollama_was_told_to_use_comes_first() -> None:
    assert places("linux", PurePosixPath("/home/u"), OLLAMA_MODELS="/big/models")[Program.OLLAMA][0] == "/big/models"


def manifest(*layers: tuple[str, object]) -> bytes:
    listed = [{"mediaType": f"application/vnd.ollama.image.{kind}", "digest": digest} for kind, digest in layers]
    return json.dumps({"schemaVersion": 2, "layers": listed}).encode()


def test_a_manifest_names_the_blob_of_its_model() -> None:
    assert ollama_blob(manifest(("license", "sha256:00"), ("model", DIGEST))) == "sha256-" + "ab" * 32


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"[]",
        b"{}",
        b'{"layers": [1]}',
        b'{"layers": 3}',
        b"\xff\xfe",
        b"[" * 100_000,
        manifest(("model", "sha256:../../etc/passwd")),
        manifest(("model", ["sha256:" + "ab" * 32])),
        manifest(("license", DIGEST)),
    ],
)
def test_a_strange_manifest_names_nothing(content: bytes) -> None:
    assert ollama_blob(content) == ""


@pytest.mark.parametrize(
    ("parts", "name"),
    [
        (("registry.ollama.ai", "library", "qwen3", "4b"), "qwen3:4b"),
        (("registry.ollama.ai", "someone", "model", "latest"), "someone/model:latest"),
        (("hf.co", "bartowski", "Llama-3.2-GGUF", "Q4_K_M"), "hf.co/bartowski/Llama-3.2-GGUF:Q4_K_M"),
    ],
)
def test_models_of_ollama_are_called_as_it_calls_them(parts: tuple[str, ...], name: str) -> None:
    assert ollama_name(parts) == name


@pytest.mark.parametrize(
    ("parts", "name"),
    [
        (("infra-ai", "ocelot-v1", "ocelot-v1-q4_0.gguf"), "ocelot-v1-q4_0"),
        (("Qwen", "Qwen3-4B", "model.GGUF"), "Qwen/Qwen3-4B"),
        (("Qwen", "vision", "mmproj-F16.gguf"), ""),
        (("big", "big-00002-of-00003.gguf"), ""),
        (("read-me.txt",), ""),
    ],
)
def test_files_are_called_by_their_name_or_their_folders(parts: tuple[str, ...], name: str) -> None:
    assert gguf_name(parts) == name
