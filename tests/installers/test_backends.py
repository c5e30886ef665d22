"""Building a backend for graphics cards: what it would run, and what it says before half an hour is lost."""

import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
sys.path.insert(0, str(ROOT / "installers"))  # it is run as a program, beside its sibling
try:
    import backends
    import bootstrap
    from bootstrap import SetupError
finally:
    sys.path.remove(str(ROOT / "installers"))

OLD = "#define VK_HEADER_VERSION 239\n"
NEW = '#define VK_HEADER_VERSION 275\n#define VK_EXT_LAYER_SETTINGS_EXTENSION_NAME "VK_EXT_layer_settings"\n'


class Tools:
    """Stands for CMake: notes what it is told, and leaves what it would leave."""

    def __init__(self, include: Path) -> None:
        self.told: list[tuple[str, ...]] = []
        self._include = include

    def __call__(self, _environment: Path, *command: str, **_variables: str) -> Iterator[str]:
        self.told.append(command)
        folder = bootstrap.WORK / "backend-vulkan"
        folder.joinpath("bin").mkdir(parents=True, exist_ok=True)
        folder.joinpath("CMakeCache.txt").write_text(f"Vulkan_INCLUDE_DIR:PATH={self._include}\n", "utf-8")
        if "--build" in command:
            folder.joinpath("bin", "libggml-vulkan.so").write_bytes(b"a library")
        yield "[1/1] done"


@pytest.fixture
def tools(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Tools:
    """A machine that is set up, with CMake and headers of Vulkan, and all of it in folders of the test's own."""
    tools = Tools(tmp_path / "include")
    monkeypatch.setattr(bootstrap, "WORK", tmp_path / "work")
    monkeypatch.setattr(bootstrap, "environment_is_ready", lambda _mode: True)
    monkeypatch.setattr(bootstrap, "engine_source", lambda: (tmp_path / "tools", tmp_path / "source"))
    monkeypatch.setattr(bootstrap, "engine_cache", lambda: tmp_path / "cache")
    monkeypatch.setattr(bootstrap, "site_packages", lambda _environment: tmp_path / "site")
    monkeypatch.setattr(bootstrap, "told_by", tools)
    return tools


def headers(tmp_path: Path, text: str) -> None:
    folder = tmp_path / "include" / "vulkan"
    folder.mkdir(parents=True)
    folder.joinpath("vulkan_core.h").write_text(text, "utf-8")


def test_what_was_built_is_kept_for_every_clone_and_laid_beside_the_engine(tools: Tools, tmp_path: Path) -> None:
    headers(tmp_path, NEW)
    backends.build("vulkan")
    configured, built = tools.told
    assert {"-DGGML_VULKAN=ON", "-DGGML_CUDA=OFF", "-DGGML_METAL=OFF", "-DGGML_BACKEND_DL=ON"} <= set(configured)
    assert built[built.index("--target") + 1] == "ggml-vulkan"
    for kept in ("cache/backends", "site/llama_cpp/backends"):
        assert (tmp_path / kept / "libggml-vulkan.so").read_bytes() == b"a library"
    assert not (tmp_path / "work").exists()


def test_headers_that_are_too_old_are_told_before_anything_is_compiled(tools: Tools, tmp_path: Path) -> None:
    headers(tmp_path, OLD)
    with pytest.raises(SetupError, match=r"too old \(1\.3\.239\): 1\.3\.275 or later"):
        backends.build("vulkan")
    assert len(tools.told) == 1


@pytest.mark.usefixtures("tools")
def test_what_cannot_be_configured_tells_what_is_to_be_installed(monkeypatch: pytest.MonkeyPatch) -> None:
    def fails(*_command: str, **_variables: str) -> Iterator[str]:
        raise SetupError("cmake failed.")

    monkeypatch.setattr(bootstrap, "told_by", fails)
    monkeypatch.setattr(bootstrap, "platform_family", lambda: "debian")
    with pytest.raises(SetupError, match="sudo apt install libvulkan-dev glslc spirv-headers"):
        backends.build("vulkan")
