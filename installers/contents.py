"""What goes into the frozen application and what is left out of it; `build.spec` follows these lists."""

from __future__ import annotations

import shutil
import subprocess
from collections.abc import Iterable, Iterator
from fnmatch import fnmatch
from pathlib import Path, PurePosixPath

ROOT = Path(__file__).resolve().parent.parent
Entry = tuple[str, str, str]
"""One file as PyInstaller lists it: where it goes, where it comes from, of what kind it is."""

WITH_SUBMODULES = ("app", "chromadb", "encodings", "keyring.backends")
"""Packages that import their own modules by name, at run time."""
WITH_DATA = ("chromadb", "faster_whisper", "rapidocr", "docx")
WITH_METADATA = ("chromadb", "opentelemetry-sdk", "onnxruntime", "keyring", "platformdirs")
"""Distributions whose version or entry points are asked for at run time."""

UNUSED_MODULES = (
    # Chroma's server and its clients of other services
    "kubernetes", "uvloop", "uvicorn", "fastapi", "starlette", "watchfiles", "websockets", "httptools", "grpc",
    "chromadb.test", "chromadb.server", "chromadb.cli", "posthog", "typer", "aiohttp", "bcrypt",
    # the hub's downloads
    "hf_xet", "requests_oauthlib", "oauthlib",
    # engines' own servers and tools
    "llama_cpp.server", "onnxruntime.quantization", "onnxruntime.tools", "onnxruntime.transformers", "numpy.f2py",
    # what only developers run; readline is under the GPL
    "pip", "setuptools", "pkg_resources", "distutils", "pytest", "_pytest", "hypothesis", "mypy", "ruff", "tkinter",
    "IPython", "matplotlib", "pandas", "scipy", "torch", "pydoc", "lib2to3", "idlelib", "readline",
    # pictures of kinds that are not read
    "PIL._avif", "PIL.AvifImagePlugin",
)  # fmt: skip

UNUSED_FILES = (
    # Qt: what draws with QML, plays screens without a desktop, reaches the network
    "libQt6Qml*", "libQt6Quick*", "libQt6VirtualKeyboard*", "libQt6EglFS*", "libqeglfs*", "libqlinuxfb*", "libqvnc*",
    "libqvkkhrdisplay*", "libqminimalegl*", "libqtvirtualkeyboardplugin*", "libqevdev*", "libqtuiotouchplugin*",
    "libqopensslbackend*", "libqcertonlybackend*", "libqconnman*", "libqglib*", "libqnetworkmanager*",
    # its GTK theme would mix this folder's libraries with the system's
    "libqgtk3*", "libgtk-3*", "libgdk-3*", "libgdk_pixbuf*", "libatk-*", "libpango*", "libcairo*", "libpixman*",
    "libthai*", "libdatrie*", "libfribidi*",
    "libreadline*", "*.pyi", "py.typed",
    "chromadb/test/*", "chromadb/server/*", "chromadb/log_config.yml", "*.proto",
)  # fmt: skip

QT_TRANSLATIONS = ("qtbase_*.qm", "qt_*.qm")

STOOD_IN_FOR = (
    # under the GPL: encoders that the FFmpeg which reads recordings is linked with, and that nothing here calls
    "av.libs/libx264-*", "av.libs/libx265-*",
    # its other encoders, its decoders of moving pictures, its screens and its TLS
    "av.libs/libSvtAv1Enc-*", "av.libs/libvpx-*", "av.libs/libdav1d-*", "av.libs/libwebp-*", "av.libs/libwebpmux-*",
    "av.libs/libvpl-*", "av.libs/libgnutls-*", "av.libs/libdrm-*", "av.libs/libxcb-*", "av.libs/libasound-*",
    "av.libs/libmp3lame-*",
    # the FFmpeg of the library that text recognition uses for still pictures only
    "opencv_python_headless.libs/libavcodec-*", "opencv_python_headless.libs/libavformat-*",
    "opencv_python_headless.libs/libavutil-*", "opencv_python_headless.libs/libswscale-*",
)  # fmt: skip
"""Libraries that others name as needed, but whose functions nothing here calls: an empty one takes their place."""
ONLY_THEY_NEED = (
    "av.libs/libsharpyuv-*", "av.libs/libhogweed-*", "av.libs/libnettle-*", "av.libs/libgmp-*",
    "av.libs/libunistring-*", "av.libs/libXau-*",
    "opencv_python_headless.libs/libswresample-*", "opencv_python_headless.libs/libvpx-*",
    "opencv_python_headless.libs/libssl-*", "opencv_python_headless.libs/libcrypto-*",
    "opencv_python_headless.libs/libdrm-*",
)  # fmt: skip

# What the libraries that stay take from them by address, and must find when they are loaded.
_EMPTY_LIBRARY = """
int x264_levels[64];
void *WebPMemoryWrite;
int av_codec_is_decoder(void *codec) { return 0; }
int av_codec_is_encoder(void *codec) { return 0; }
int avcodec_default_get_format(void *context, const int *formats) { return -1; }
"""


def chosen(entries: Iterable[Entry], empty_library: Path) -> Iterator[Entry]:
    """The entries that go into the folder, the empty library in the place of those it stands in for."""
    for target, source, kind in entries:
        if unused(target):
            continue
        place = "/".join(PurePosixPath(source.replace("\\", "/")).parts[-2:])
        if _any(place, ONLY_THEY_NEED):
            continue
        if _any(place, STOOD_IN_FOR):
            # The link at the top, which PyInstaller makes for the loader, leads to the same file under the same name.
            yield (target, source, kind) if kind == "SYMLINK" else (target, str(empty_library), kind)
        else:
            yield target, source, kind


def unused(target: str) -> bool:
    """Whether this file, by its place in the folder, is left out."""
    path = PurePosixPath(target.replace("\\", "/"))
    if path.suffix == ".qm" and "PySide6" in path.parts:
        return not _any(path.name, QT_TRANSLATIONS)
    return _any(path.name, UNUSED_FILES) or _any(str(path), UNUSED_FILES)


def _any(name: str, patterns: Iterable[str]) -> bool:
    return any(fnmatch(name, pattern) for pattern in patterns)


def build_empty_library(folder: Path) -> Path:
    """Compile the library that stands in; it is the same to the byte wherever the compiler is the same."""
    folder.mkdir(parents=True, exist_ok=True)
    source, library = folder / "empty.c", folder / "libempty.so"
    source.write_text(_EMPTY_LIBRARY, "ascii")
    compiler = next(filter(None, map(shutil.which, ("cc", "gcc", "clang"))), "cc")
    build = [compiler, "-shared", "-fPIC", "-nostdlib", "-Wl,--build-id=none", "-o", library.name, source.name]
    subprocess.run(build, cwd=folder, check=True)
    return library
