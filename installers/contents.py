"""What goes into the frozen application and what is left out of it; `build.spec` follows these lists."""

from __future__ import annotations

import importlib.metadata
import re
import shutil
import subprocess
from collections.abc import Collection, Iterable
from fnmatch import fnmatch
from pathlib import Path, PurePosixPath

ROOT = Path(__file__).resolve().parent.parent
PARTS = "parts.json"
"""Where a build keeps which Python packages it took modules from, and in whose place an empty library stands."""
EMPTY = "libempty.so"
SYSTEM_FOLDERS = ("/usr/lib/", "/lib/", "/lib64/", "/usr/lib64/")
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
    "openai", "mcp", "sse_starlette", "IPython", "matplotlib", "pandas", "scipy", "torch", "pydoc", "lib2to3", "idlelib", "readline",
)  # fmt: skip

UNUSED_FILES = (
    # Qt: what draws with QML, plays screens without a desktop, reaches the network
    "libQt6Qml*", "libQt6Quick*", "libQt6VirtualKeyboard*", "libQt6EglFS*", "libqeglfs*", "libqlinuxfb*", "libqvnc*",
    "libqvkkhrdisplay*", "libqminimalegl*", "libqtvirtualkeyboardplugin*", "libqevdev*", "libqtuiotouchplugin*",
    "libqopensslbackend*", "libqcertonlybackend*", "libqconnman*", "libqglib*", "libqnetworkmanager*",
    # its GTK theme would mix this folder's libraries with the system's
    "libqgtk3*", "libgtk-3*", "libgdk-3*", "libgdk_pixbuf*", "libatk-*", "libpango*", "libcairo*", "libpixman*",
    "libthai*", "libdatrie*", "libfribidi*",
    # what graphics cards are reached through comes with their drivers
    "libvulkan.so*", "libcuda.so*", "vulkan-1.dll", "nvcuda.dll",
    "libreadline*", "*.pyi", "py.typed",
    "libmvec*", "chromadb/test/*", "chromadb/server/*", "chromadb/log_config.yml", "*.proto",
)  # fmt: skip

QT_TRANSLATIONS = ("qtbase_*.qm", "qt_*.qm")

STOOD_IN_FOR = (
    # under the GPL: encoders that the FFmpeg which reads recordings is linked with, and that nothing here calls
    "av.libs/libx264-*", "av.libs/libx265-*",
    # its other encoders, its decoders of moving pictures, its screens and its TLS (not its sound cards: libasound has
    # several versions of one name)
    "av.libs/libSvtAv1Enc-*", "av.libs/libvpx-*", "av.libs/libdav1d-*", "av.libs/libwebp-*", "av.libs/libwebpmux-*",
    "av.libs/libvpl-*", "av.libs/libgnutls-*", "av.libs/libdrm-*", "av.libs/libxcb-*",
    "av.libs/libmp3lame-*",
    # the FFmpeg of the library that text recognition uses for still pictures only
    "opencv_python_headless.libs/libavcodec-*", "opencv_python_headless.libs/libavformat-*",
    "opencv_python_headless.libs/libavutil-*", "opencv_python_headless.libs/libswscale-*",
    "opencv_python_headless.libs/libdrm-*",
)  # fmt: skip
"""Libraries that others name as needed, but whose functions nothing here calls: an empty one takes their place."""
ONLY_THEY_NEED = (
    "av.libs/libsharpyuv-*", "av.libs/libhogweed-*", "av.libs/libnettle-*", "av.libs/libgmp-*",
    "av.libs/libunistring-*", "av.libs/libXau-*",
    "opencv_python_headless.libs/libswresample-*", "opencv_python_headless.libs/libvpx-*",
    "opencv_python_headless.libs/libssl-*", "opencv_python_headless.libs/libcrypto-*",
)  # fmt: skip

STRIPPED = ("ctranslate2/_ext.*", "sqlcipher3/_sqlite3.*")
"""Modules whose files are mostly symbols for debuggers."""


def chosen(entries: Iterable[Entry], folder: Path) -> list[Entry]:
    """The entries that go into the application; what is made for it on the way is kept in `folder`."""
    wanted = [entry for entry in entries if not unused(entry[0]) and not _any(place(entry[1]), ONLY_THEY_NEED)]
    binaries = {source for _, source, kind in wanted if kind in ("BINARY", "EXTENSION")}
    absent = {source for source in binaries if _any(place(source), STOOD_IN_FOR)}
    used = {name for _, name, _ in _symbols("--undefined-only", binaries - absent)} if absent else set()
    made = {source: build_empty_library(Path(source), used, folder) for source in sorted(absent)}
    return [(target, _source(source, kind, made, folder), kind) for target, source, kind in wanted]


def _source(source: str, kind: str, made: dict[str, Path], folder: Path) -> str:
    """Where a file is taken from: a link, which the loader finds at the top of the folder, stays what it is."""
    if kind == "SYMLINK":
        return source
    if source in made:
        return str(made[source])
    return _stripped(Path(source), folder) if _any(place(source), STRIPPED) and shutil.which("strip") else source


def _stripped(source: Path, folder: Path) -> str:
    target = folder / "stripped" / source.parent.name / source.name
    target.parent.mkdir(parents=True, exist_ok=True)
    subprocess.run(["strip", "--strip-unneeded", "-o", str(target), str(source)], check=True)
    return str(target)


def internal(folder: Path) -> Path:
    """Where modules, libraries and data lie in an application's folder, which on macOS is the `Contents` of its bundle."""
    bundled = folder / "Frameworks"
    return bundled if bundled.is_dir() else folder / "_internal"


def place(source: str) -> str:
    """The folder and the name of a file, by which the lists above call it."""
    return "/".join(PurePosixPath(source.replace("\\", "/")).parts[-2:])


def is_used(module: str) -> bool:
    """Whether a module is neither among the unused ones nor within one of them."""
    return not any(f"{module}.".startswith(f"{unused}.") for unused in UNUSED_MODULES)


def unused(target: str) -> bool:
    """Whether this file, by its place in the folder, is left out."""
    path = PurePosixPath(target.replace("\\", "/"))
    if path.suffix == ".qm" and "PySide6" in path.parts:
        return not _any(path.name, QT_TRANSLATIONS)
    return _any(path.name, UNUSED_FILES) or _any(str(path), UNUSED_FILES)


def parts_of(modules: Iterable[str], binaries: Iterable[Entry]) -> dict[str, list[str]]:
    """What `PARTS` keeps: the `packages` that modules come from, the names of the `empty` libraries, and the paths of those
    that are the `system`'s own.
    """
    listed = list(binaries)
    taken = [*modules, *(Path(target).name for target, _, _ in listed)]
    empty = sorted({Path(target).name for target, source, _ in listed if Path(source).name == EMPTY})
    system = sorted({str(Path(source).resolve()) for _, source, _ in listed if source.startswith(SYSTEM_FOLDERS)})
    return {"packages": packages_of(taken), "empty": empty, "system": system}


def packages_of(modules: Iterable[str]) -> list[str]:
    """The Python packages that these modules come from, without Alcove itself and the standard library."""
    owners = importlib.metadata.packages_distributions()
    tops = {module.partition(".")[0] for module in modules} - {"app", "installers"}
    return sorted({owner for top in tops for owner in owners.get(top, ())}, key=normalized)


def normalized(name: str) -> str:
    """A package's name as an index has it."""
    return re.sub(r"[-_.]+", "-", name).lower()


def _any(name: str, patterns: Iterable[str]) -> bool:
    return any(fnmatch(name, pattern) for pattern in patterns)


def build_empty_library(absent: Path, used: Collection[str], folder: Path) -> Path:
    """Compile a library in the place of `absent` that has those of its names which are used, so that it can be loaded.

    Python has all names of a library looked up when it loads one. Here each function does nothing and returns 0.
    """
    symbols = [symbol for symbol in _symbols("--defined-only", [str(absent)]) if symbol[1] in used]
    functions = [f"long {name}(void) {{ return 0; }}" for kind, name, _ in symbols if kind in "TWi"]
    variables = [f"long {name}[512];" for kind, name, _ in symbols if kind in "DRBVG"]
    # The loader insists on the versions by which others ask for a name.
    versions = {version: [name for _, name, its in symbols if its == version] for _, _, version in symbols if version}
    script = [f"{version} {{ global: {'; '.join(names)}; }};" for version, names in sorted(versions.items())]
    own = folder / "empty" / absent.parent.name / absent.name
    own.mkdir(parents=True, exist_ok=True)
    (own / "empty.c").write_text("\n".join([*functions, *variables, ""]), "ascii")
    (own / "versions").write_text("\n".join(script or ["{ global: *; };"]), "ascii")
    options = f"-Wl,--build-id=none,-soname,{absent.name},--version-script,versions -o {EMPTY} empty.c"
    command = ["cc", *"-w -shared -fPIC -fno-builtin -nostdlib -s".split(), *options.split()]
    subprocess.run(command, cwd=own, check=True)
    return own / EMPTY


def _symbols(which: str, libraries: Collection[str]) -> list[tuple[str, str, str]]:
    """What `nm` lists of each name: its kind, the name and its version, or "" where it has none."""
    command = ["nm", "--dynamic", which, *sorted(libraries)]
    listed = subprocess.run(command, check=True, capture_output=True, text=True).stdout
    lines = [words for words in map(str.split, listed.splitlines()) if len(words) > 1]
    return sorted({(kind, *_parted(name)) for *_, kind, name in lines})


def _parted(name: str) -> tuple[str, str]:
    own, _, version = name.partition("@")
    return own, version.lstrip("@")
