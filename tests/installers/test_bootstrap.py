"""The set-up: what it checks beforehand, what it says, and that only locked bytes get in."""

import ast
import hashlib
import os
import re
import shutil
import subprocess
import sys
import threading
import zipfile
from importlib.util import cache_from_source
from pathlib import Path
from types import ModuleType

import platformdirs
import pytest
from platformdirs.macos import MacOS

from app.core.administration.policy import Policy
from app.storage import policy_files
from app.storage.places import find_places
from installers import bootstrap, fetch

ROOT = Path(__file__).parents[2]
PROGRAMS = [ROOT / "installers" / "bootstrap.py", ROOT / "installers" / "fetch.py"]


@pytest.fixture
def own_places(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The set-up with a directory of its own for everything it keeps."""
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "data"))
    monkeypatch.setenv("HOME", str(tmp_path))
    monkeypatch.delenv("ALCOVE_MODELS", raising=False)
    monkeypatch.setattr(bootstrap, "VENV", tmp_path / "environment")
    monkeypatch.setattr(bootstrap, "WORK", tmp_path / "environment" / "setup")
    monkeypatch.setattr(bootstrap, "STAMP", tmp_path / "environment" / "stamp.json")
    return tmp_path


# The programs themselves


@pytest.mark.parametrize("program", [bootstrap, fetch], ids=lambda program: program.__name__)
def test_folders_that_vanish_while_they_are_measured_do_no_harm(program: ModuleType, tmp_path: Path) -> None:
    (tmp_path / "kept").mkdir()
    (tmp_path / "kept" / "a.whl").write_bytes(bytes(100))
    ended = threading.Event()

    def come_and_go() -> None:
        while not ended.is_set():
            for name in "bcdefgh":
                (tmp_path / name).mkdir()
                (tmp_path / name / "b.whl").write_bytes(bytes(10))
            for name in "bcdefgh":
                shutil.rmtree(tmp_path / name)

    pip = threading.Thread(target=come_and_go)
    pip.start()
    try:
        measured = [program.size_of_wheels(tmp_path) for _ in range(1000)]
    finally:
        ended.set()
        pip.join()
    assert min(measured) >= 100
    assert program.size_of_wheels(tmp_path) == 100


@pytest.mark.parametrize("program", PROGRAMS, ids=lambda path: path.name)
def test_they_import_the_standard_library_only_and_what_needs_no_more(program: Path) -> None:
    tree = ast.walk(ast.parse(program.read_text("utf-8")))
    imported = {alias.name for node in tree if isinstance(node, ast.Import) for alias in node.names}
    tree = ast.walk(ast.parse(program.read_text("utf-8")))
    imported |= {str(node.module) for node in tree if isinstance(node, ast.ImportFrom)}
    assert {name.partition(".")[0] for name in imported} <= {*sys.stdlib_module_names, "app"}


def test_the_policy_is_asked_before_there_is_any_package() -> None:
    asked = "import sys; sys.path.insert(0, sys.argv[1]); import bootstrap; bootstrap.reason_not_to_fetch()"
    command = [sys.executable, "-I", "-S", "-c", asked, str(PROGRAMS[0].parent)]
    subprocess.run(command, check=True, timeout=60)


def test_an_older_python_can_read_the_set_up_far_enough_to_be_told() -> None:
    ast.parse(PROGRAMS[0].read_text("utf-8"), feature_version=(3, 8))


def test_without_a_mode_it_says_how_it_is_used() -> None:
    result = subprocess.run([sys.executable, str(PROGRAMS[0])], capture_output=True, text=True, check=False)
    assert result.returncode == 2
    assert "run [ARGS…]" in result.stderr


# Checks before anything starts


def test_an_old_python_is_told_what_is_needed(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "version_info", (3, 10, 2))
    assert "3.11 or newer" in next(bootstrap.python_problems())


def test_this_python_is_good_enough() -> None:
    assert list(bootstrap.python_problems()) == []


def test_a_full_disk_is_told_with_what_to_free(tmp_path: Path) -> None:
    (sentence,) = bootstrap.disk_problems({tmp_path / "a": 10**17, tmp_path / "b" / "c": 10**17})
    assert "200000000.3 GB are needed" in sentence
    assert str(tmp_path) in sentence
    assert "ALCOVE_MODELS" in sentence


def test_a_disk_with_room_is_no_problem(tmp_path: Path) -> None:
    assert list(bootstrap.disk_problems({tmp_path: 1000})) == []


@pytest.mark.skipif(not shutil.which("c++"), reason="no C++ compiler on this machine")
def test_a_compiler_that_compiles_is_found() -> None:
    assert bootstrap.compiler_works()


@pytest.mark.skipif(os.name == "nt", reason="on Windows the Build Tools are asked for, not a command")
def test_a_compiler_that_fails_is_no_compiler(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    monkeypatch.delenv("CXX", raising=False)
    assert not bootstrap.compiler_works()
    broken = tmp_path / "c++"
    broken.write_text("#!/bin/sh\nexit 1\n")
    broken.chmod(0o755)
    assert not bootstrap.compiler_works()


@pytest.mark.parametrize(
    ("family", "remedy"),
    [
        ("debian", "sudo apt install build-essential"),
        ("darwin", "xcode-select --install"),
        ("win32", "winget install Microsoft.VisualStudio.2022.BuildTools"),
        ("unknown", "a C++17 compiler"),
    ],
)
@pytest.mark.usefixtures("own_places")
def test_a_missing_compiler_is_told_with_the_remedy_of_the_platform(
    monkeypatch: pytest.MonkeyPatch, family: str, remedy: str
) -> None:
    monkeypatch.setattr(bootstrap, "compiler_works", lambda: False)
    monkeypatch.setattr(bootstrap, "platform_family", lambda: family)
    (sentence,) = bootstrap.compiler_problems()
    assert remedy in sentence


@pytest.mark.usefixtures("own_places")
def test_no_compiler_is_needed_where_the_engine_was_built_before(monkeypatch: pytest.MonkeyPatch) -> None:
    keep_engine(b"built")
    monkeypatch.setattr(bootstrap, "compiler_works", lambda: False)
    assert list(bootstrap.compiler_problems()) == []


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="elsewhere these are part of the system")
def test_missing_libraries_of_the_window_are_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(bootstrap, "QT_LIBRARIES", ["libc.so.6", "libNoSuch-9.so.3"])
    monkeypatch.setattr(bootstrap, "WINDOW_LIBRARIES", [])
    monkeypatch.setattr(bootstrap, "platform_family", lambda: "debian")
    (sentence,) = bootstrap.library_problems("test")
    assert sentence.endswith("sudo apt install libnosuch-9-3")


@pytest.mark.parametrize(
    ("library", "package"),
    [
        ("libEGL.so.1", "libegl1"),
        ("libdbus-1.so.3", "libdbus-1-3"),
        ("libgssapi_krb5.so.2", "libgssapi-krb5-2"),
        ("libglib-2.0.so.0", "libglib2.0-0"),
        ("libxcb-cursor.so.0", "libxcb-cursor0"),
        ("libxkbcommon-x11.so.0", "libxkbcommon-x11-0"),
    ],
)
def test_debian_packages_follow_from_the_names_of_libraries(library: str, package: str) -> None:
    assert bootstrap.debian_package(library) == package


@pytest.mark.usefixtures("own_places")
def test_every_problem_is_told_at_once_and_nothing_is_started(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(bootstrap, "compiler_works", lambda: False)
    monkeypatch.setattr(bootstrap, "disk_problems", lambda _: iter(["no room"]))
    with pytest.raises(bootstrap.SetupError, match=r"(?s)compiler.*no room"):
        bootstrap.check_machine("run", bootstrap.missing_models("run"))
    assert re.search(r"up to \d\.\d GB of disk and about \d+ min", capsys.readouterr().err)
    assert not bootstrap.VENV.exists()


@pytest.mark.usefixtures("own_places")
def test_nothing_is_fetched_where_the_policy_forbids_it(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    started: list[list[str]] = []
    monkeypatch.setattr(bootstrap, "environment_is_ready", lambda _mode: True)
    monkeypatch.setattr(bootstrap, "start", lambda arguments: started.append(arguments) or 0)
    monkeypatch.setattr(policy_files, "system_policy", lambda: Policy({"models.fetch_allowed": False}, "test"))
    monkeypatch.setattr(bootstrap, "fetch_models", lambda _models: pytest.fail("models are fetched"))
    assert bootstrap.main("run", ["library", "status"]) == 0
    assert started == [["app", "library", "status"]]
    (said,) = capsys.readouterr().err.splitlines()
    assert said.startswith("Your organization does not allow fetching models (models.fetch_allowed).")


def test_no_process_compiles_the_application_anew(own_places: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    module = own_places / "app" / "workers" / "read.py"
    module.parent.mkdir(parents=True)
    module.write_text("PAGES = 1\n")
    compiled_at_start: list[bool] = []
    monkeypatch.setattr(bootstrap, "ROOT", own_places)
    monkeypatch.setattr(bootstrap, "environment_is_ready", lambda _mode: True)
    monkeypatch.setattr(bootstrap, "missing_models", lambda _mode: [])
    monkeypatch.setattr(
        bootstrap, "start", lambda _arguments: compiled_at_start.append(Path(cache_from_source(module)).exists()) or 0
    )
    monkeypatch.setenv("PYTHONDONTWRITEBYTECODE", "1")
    assert bootstrap.main("run", ["library", "status"]) == 0
    assert compiled_at_start == [True]


# Where things are


def test_directories_are_those_the_application_looks_in(own_places: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    assert bootstrap.models_directory() == fetch.default_models_directory() == find_places().models
    assert bootstrap.user_directory("cache") == platformdirs.user_cache_path("alcove", appauthor=False)
    monkeypatch.delenv("XDG_DATA_HOME")
    monkeypatch.setattr(sys, "platform", "darwin")
    assert bootstrap.user_directory("data") == MacOS("alcove", appauthor=False).user_data_path
    assert bootstrap.models_directory() == fetch.default_models_directory()
    monkeypatch.setattr(sys, "platform", "win32")
    monkeypatch.setenv("LOCALAPPDATA", str(own_places))
    assert bootstrap.models_directory() == fetch.default_models_directory() == own_places / "alcove" / "models"


def test_models_can_be_kept_elsewhere(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("ALCOVE_MODELS", "/elsewhere/models")
    assert bootstrap.models_directory() == fetch.default_models_directory() == find_places().models
    assert bootstrap.models_directory() == Path("/elsewhere/models")


@pytest.mark.parametrize(
    ("mode", "memory_gb", "expected"),
    [
        ("run", 4, {"0.5b", "whisper"}),
        ("run", 16, {"0.5b", "1.5b", "whisper"}),
        ("test", 16, {"135m", "0.5b", "whisper"}),
    ],
)
@pytest.mark.usefixtures("own_places")
def test_the_models_fetched_follow_the_memory_and_the_purpose(
    monkeypatch: pytest.MonkeyPatch, mode: str, memory_gb: int, expected: set[str]
) -> None:
    monkeypatch.setattr(bootstrap, "physical_memory_bytes", lambda: memory_gb * 10**9)
    names = " ".join(model["id"] for model in bootstrap.missing_models(mode))
    assert {name for name in ("135m", "0.5b", "1.5b", "whisper") if name in names} == expected


@pytest.mark.usefixtures("own_places")
def test_building_packages_needs_its_own_tools_and_no_models() -> None:
    assert bootstrap.missing_models("package") == []
    assert "package.lock" in bootstrap.stamp_of("package")
    assert "test.lock" not in bootstrap.stamp_of("package")
    assert "package.lock" not in bootstrap.stamp_of("test")


# The engine's cache


def keep_engine(content: bytes) -> Path:
    """Put a wheel into the cache as a build does."""
    cache = bootstrap.engine_cache()
    cache.mkdir(parents=True)
    wheel = cache / "llama_cpp_python-0.3.36-py3-none-any.whl"
    wheel.write_bytes(content)
    wheel.with_suffix(".sha256").write_text(hashlib.sha256(content).hexdigest())
    return wheel


@pytest.mark.usefixtures("own_places")
def test_an_engine_built_before_is_used_again() -> None:
    assert bootstrap.cached_engine() is None
    wheel = keep_engine(b"built")
    assert bootstrap.cached_engine() == wheel


@pytest.mark.usefixtures("own_places")
def test_an_engine_that_was_changed_since_is_not() -> None:
    keep_engine(b"built").write_bytes(b"changed")
    assert bootstrap.cached_engine() is None


@pytest.mark.usefixtures("own_places")
def test_other_flags_are_another_engine(monkeypatch: pytest.MonkeyPatch) -> None:
    keep_engine(b"built")
    monkeypatch.setattr(bootstrap, "ENGINE_FLAGS", bootstrap.ENGINE_FLAGS + " -DGGML_VULKAN=ON")
    assert bootstrap.cached_engine() is None


# The environment


def carrier(folder: Path) -> tuple[Path, str]:
    """A small real wheel, and its sha256."""
    folder.mkdir()
    wheel = folder / "lodger-1.0-py3-none-any.whl"
    with zipfile.ZipFile(wheel, "w") as archive:
        archive.writestr("lodger.py", "ROOM = 7\n")
        archive.writestr("lodger-1.0.dist-info/METADATA", "Metadata-Version: 2.1\nName: lodger\nVersion: 1.0\n")
        archive.writestr("lodger-1.0.dist-info/WHEEL", "Wheel-Version: 1.0\nRoot-Is-Purelib: true\nTag: py3-none-any\n")
        archive.writestr("lodger-1.0.dist-info/RECORD", "")
    return wheel, hashlib.sha256(wheel.read_bytes()).hexdigest()


def test_only_locked_bytes_get_into_an_environment_that_repairs_itself(
    own_places: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    wheel, digest = carrier(own_places / "index")
    for name, value in (("NO_INDEX", "1"), ("FIND_LINKS", str(wheel.parent)), ("CONFIG_FILE", os.devnull)):
        monkeypatch.setenv(f"PIP_{name}", value)
    half_made = bootstrap.python_of(bootstrap.VENV)
    half_made.parent.mkdir(parents=True)
    half_made.symlink_to(sys.executable)

    bootstrap.make_environment(bootstrap.VENV)
    with pytest.raises(bootstrap.SetupError, match=r"(?is)hash.*log\.txt"):
        bootstrap.install_packages(bootstrap.VENV, "Packages", f"lodger==1.0 --hash=sha256:{'0' * 64}\n")
    bootstrap.install_packages(bootstrap.VENV, "Packages", f"lodger==1.0 --hash=sha256:{digest}\n")

    command = [str(bootstrap.python_of(bootstrap.VENV)), "-c", "import lodger; print(lodger.ROOM)"]
    assert subprocess.run(command, capture_output=True, text=True, check=True).stdout == "7\n"
    assert "Packages: 1 in place" in capsys.readouterr().err


@pytest.mark.usefixtures("own_places")
def test_a_finished_environment_is_trusted_until_something_changes(monkeypatch: pytest.MonkeyPatch) -> None:
    assert not bootstrap.environment_is_ready("run")
    bootstrap.VENV.mkdir()
    bootstrap.STAMP.write_text(bootstrap.json.dumps({"run": bootstrap.stamp_of("run")}))
    assert bootstrap.environment_is_ready("run")
    assert not bootstrap.environment_is_ready("test")
    monkeypatch.setattr(bootstrap, "ENGINE_FLAGS", "-DGGML_VULKAN=ON")
    assert not bootstrap.environment_is_ready("run")


@pytest.mark.usefixtures("own_places")
def test_a_broken_stamp_means_not_ready() -> None:
    bootstrap.VENV.mkdir()
    bootstrap.STAMP.write_text("{half")
    assert not bootstrap.environment_is_ready("run")


@pytest.mark.parametrize(("seconds", "words"), [(4.4, "4 s"), (89, "89 s"), (95, "2 min"), (600, "10 min")])
def test_durations_are_told_in_words(seconds: float, words: str) -> None:
    assert bootstrap.in_words(seconds) == words
