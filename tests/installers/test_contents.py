"""What goes into the frozen application: every list names something, and what is left out is not missed."""

import os
import shutil
import subprocess
import sys
import sysconfig
from importlib.util import find_spec
from pathlib import Path

import pytest
from PIL import Image

from app.workers.start import WORKERS, command
from installers import contents
from tests.installed import REPOSITORY

PACKAGES = Path(sysconfig.get_path("platlib"))
on_linux = pytest.mark.skipif(sys.platform != "linux", reason="the libraries of wheels have other names elsewhere")


def vendored() -> list[str]:
    """The libraries that the packages with FFmpeg in them bring along, and the modules that need them."""
    folders = ("av.libs", "opencv_python_headless.libs")
    libraries = [str(path) for folder in folders for path in (PACKAGES / folder).glob("*.so*")]
    return [*libraries, *map(str, (PACKAGES / "av").rglob("*.so")), str(PACKAGES / "cv2/cv2.abi3.so")]


@pytest.mark.parametrize("frozen", [False, True])
def test_a_worker_is_the_program_itself_with_one_option(monkeypatch: pytest.MonkeyPatch, frozen: bool) -> None:
    monkeypatch.setattr(sys, "frozen", frozen, raising=False)
    assert command("read")[-2:] == ["--worker", "read"]
    assert command("read")[0] == sys.executable
    assert ("-m" in command("read")) is not frozen


def test_an_unknown_worker_is_refused_by_name() -> None:
    done = subprocess.run(
        [sys.executable, "-m", "app", "--worker", "nobody"], cwd=REPOSITORY, capture_output=True, text=True, check=False
    )
    assert done.returncode == 1
    assert "no worker named 'nobody'" in done.stderr


def test_what_is_left_out_is_imported_by_no_worker() -> None:
    """In a process of its own, where nothing else has imported anything yet."""
    program = (
        "import importlib, sys; sys.modules.update(dict.fromkeys(sys.argv[2:]));"
        "[importlib.import_module(f'app.workers.{name}') for name in sys.argv[1].split()]; import app.cli.run"
    )
    blocked = [name for name in contents.UNUSED_MODULES if find_spec(name.partition(".")[0])]
    done = subprocess.run(
        [sys.executable, "-c", program, " ".join(WORKERS), *blocked],
        cwd=REPOSITORY,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr


def test_what_the_environment_has_for_tests_and_builds_alone_is_no_part_of_a_build() -> None:
    foreign = set(contents.foreign_modules())
    assert foreign >= {"pytest", "_pytest"}
    assert foreign.isdisjoint({"app", "numpy", "PIL", "cv2", "av", "llama_cpp", "PySide6", "ctranslate2", "chromadb"})


@on_linux
@pytest.mark.parametrize("pattern", [*contents.STOOD_IN_FOR, *contents.ONLY_THEY_NEED])
def test_every_library_that_is_replaced_or_left_out_is_one_that_is_there(pattern: str) -> None:
    assert list(PACKAGES.glob(pattern))


def test_voices_are_reached_without_what_qt_would_play_with() -> None:
    assert contents.unused("PySide6/Qt/plugins/multimedia/libffmpegmediaplugin.so")
    assert contents.unused("PySide6/Qt/lib/libavcodec.so.61")
    assert contents.unused("PySide6/Qt/lib/libswresample.so.5")
    assert contents.unused("libavcodec.so.61")
    assert all(contents.unused(name) for name in ("libspeechd.so.2", "libpulse.so.0", "libopus.so.0"))
    assert not contents.unused("PySide6/Qt/lib/libQt6Multimedia.so.6")
    assert not contents.unused("PySide6/Qt/plugins/texttospeech/libqtexttospeech_speechd.so")
    assert not contents.unused("av.libs/libavcodec-5e6b81c2.so.62.28.102")
    assert not contents.unused("av.libs/libopus-114e2b1a.so.0.11.1")


def test_what_differs_between_environments_of_the_same_packages_stays_out() -> None:
    assert contents.unused("keyring-25.7.0.dist-info/RECORD")
    assert not contents.unused("keyring-25.7.0.dist-info/entry_points.txt")


def test_files_of_qt_that_draw_with_qml_or_reach_the_network_stay_out() -> None:
    plugins = "PySide6/Qt/plugins"
    assert contents.unused("PySide6/Qt/lib/libQt6Quick.so.6")
    assert contents.unused("PySide6/Qt/lib/libQt6EglFsKmsSupport.so.6")
    assert contents.unused(f"{plugins}/tls/libqopensslbackend.so")
    assert contents.unused("PySide6/Qt/translations/assistant_de.qm")
    assert contents.unused("PySide6/Qt/translations/qtbase_fr.qm")
    assert not contents.unused("PySide6/Qt/translations/qtbase_de.qm")
    assert not contents.unused(f"{plugins}/platforms/libqxcb.so")
    assert not contents.unused("resources/translations/alcove_en.qm")
    assert not contents.unused("resources/samples/field-safety-handbook.pdf")


@on_linux
def test_a_library_under_two_names_is_there_once_and_the_second_leads_to_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PATH", "")  # what stands in for libraries here, `strip` would refuse
    for name, content in {"libllama.so": b"same", "libllama.so.0": b"same", "libggml.so": b"another"}.items():
        (tmp_path / name).write_bytes(content)
    entries = [(f"llama_cpp/lib/{path.name}", str(path), "BINARY") for path in tmp_path.iterdir()]
    elsewhere = ("libllama.so", str(tmp_path / "libllama.so"), "BINARY")
    assert set(contents.chosen([*entries, elsewhere], tmp_path)) == {
        ("llama_cpp/lib/libggml.so", str(tmp_path / "libggml.so"), "BINARY"),
        ("llama_cpp/lib/libllama.so", str(tmp_path / "libllama.so"), "BINARY"),
        ("llama_cpp/lib/libllama.so.0", "libllama.so", "SYMLINK"),
        elsewhere,
    }


@on_linux
@pytest.mark.skipif(not (shutil.which("cc") and shutil.which("nm")), reason="no compiler on this machine")
def test_without_the_encoders_under_the_gpl_recordings_and_pictures_are_read_all_the_same(tmp_path: Path) -> None:
    entries = [(contents.place(source), source, "BINARY") for source in vendored()]
    bundled = contents.chosen(entries, tmp_path / "work")
    assert not [source for _, source, _ in bundled if "libx26" in Path(source).name]
    here = tmp_path / "packages"
    for package in ("av", "cv2"):
        shutil.copytree(PACKAGES / package, here / package, copy_function=os.symlink)
    for target, source, _ in bundled:
        if ".libs/" in target:
            (here / target).parent.mkdir(exist_ok=True)
            (here / target).symlink_to(source)
    picture = tmp_path / "picture.avif"
    Image.new("RGB", (40, 30), "red").save(picture)
    program = (
        "import av; av.AudioResampler('s16', 'mono', 16000); import cv2; print(av.codec.Codec('aac').name);"
        "import sys; print(len(av.open(sys.argv[1]).streams.audio));"
        "import numpy; square = numpy.float32([[0, 0], [1, 0], [1, 1], [0, 1]]);"
        "print(*cv2.getPerspectiveTransform(square, 2 * square).round(3).diagonal());"
        "print(*{line.split()[-1] for line in open('/proc/self/maps') if 'libx26' in line or 'libempty' in line})"
    )
    environment = {**os.environ, "PYTHONPATH": str(here)}
    done = subprocess.run(
        [sys.executable, "-c", program, picture], env=environment, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr
    codec, tracks, scale, mapped = done.stdout.splitlines()
    assert (codec, tracks, scale) == ("aac", "0", "2.0 2.0 1.0")
    assert {Path(path).name for path in mapped.split()} == {"libempty.so"}
