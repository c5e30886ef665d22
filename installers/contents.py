"""What goes into the frozen application and what is left out of it; `build.spec` follows these lists."""

from __future__ import annotations

import hashlib
import importlib.metadata
import re
import shutil
import subprocess
import sys
from collections.abc import Collection, Iterable, Iterator
from fnmatch import fnmatch
from pathlib import Path, PurePosixPath

ROOT = Path(__file__).resolve().parent.parent
LOCK = Path(__file__).with_name("requirements.lock")
PARTS = "parts.json"
"""Where a build keeps which Python packages it took modules from, and in whose place an empty library stands."""
EMPTY = "libempty.so"
SYSTEM_FOLDERS = ("/usr/lib/", "/lib/", "/lib64/", "/usr/lib64/")
Entry = tuple[str, str, str]
"""One file as PyInstaller lists it: where it goes, where it comes from, of what kind it is."""

WITH_SUBMODULES = ("app", "chromadb", "encodings", "keyring.backends")
"""Packages that import their own modules by name, at run time."""
WITH_DATA = ("chromadb", "faster_whisper", "rapidocr", "docx", "soundcard")
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
    # XML as objects
    "lxml.objectify",
)  # fmt: skip

UNUSED_FILES = (
    # Qt: what draws with QML, plays screens without a desktop, reaches the network
    "libQt6Qml*", "libQt6Quick*", "libQt6VirtualKeyboard*", "libQt6EglF[sS]*", "libqeglfs*", "libqlinuxfb*", "libqvnc*",
    "libqvkkhrdisplay*", "libqminimalegl*", "libqtvirtualkeyboardplugin*", "libqevdev*", "libqtuiotouchplugin*",
    "libqopensslbackend*", "libqcertonlybackend*", "libqconnman*", "libqglib*", "libqnetworkmanager*",
    # what plays films, beside the sound that its speech is made of, and a voice for tests
    "libffmpegmediaplugin*", "ffmpegmediaplugin*", "libQt6FFmpegStub*", "*Qt6MultimediaWidgets*", "QtMultimediaWidgets*",
    "libavcodec.so.*", "libavformat.so.*", "libavutil.so.*", "libswresample.so.*", "libswscale.so.*",
    "avcodec-61.dll", "avformat-61.dll", "avutil-59.dll", "swresample-5.dll", "swscale-8.dll",
    "*qtexttospeech_mock*", "libXrandr.so*", "libbz2.so.1",
    # what reaches the system's voices and its sound is the system's own, with all that only it needs
    "libspeechd*", "libpulse*", "libsndfile.so*", "libasyncns.so*", "libFLAC.so*", "libvorbis*.so*", "libogg.so*",
    "libopus.so*", "libmpg123.so*", "libmp3lame.so*",
    # its GTK theme would mix this folder's libraries with the system's
    "libqgtk3*", "libgtk-3*", "libgdk-3*", "libgdk_pixbuf*", "libatk-*", "libpango*", "libcairo*", "libpixman*",
    "libthai*", "libdatrie*", "libfribidi*",
    # what graphics cards are reached through comes with their drivers
    "libvulkan.so*", "libcuda.so*", "vulkan-1.dll", "nvcuda.dll",
    "libreadline*", "*.pyi", "py.typed",
    "libmvec*", "chromadb/test/*", "chromadb/server/*", "chromadb/log_config.yml", "*.proto",
    # what modules were made from
    "*.c", "*.ipynb", "*.dist-info/sboms/*",
    # hashes of commands that name the folder they were installed in
    "*.dist-info/RECORD",
)  # fmt: skip

QT_TRANSLATIONS = tuple(
    path.name.replace("alcove", "qtbase") for path in (ROOT / "resources" / "translations").glob("alcove_*.qm")
)
"""Qt's own texts, in the languages that the window speaks."""

STOOD_IN_FOR = (
    # under the GPL: encoders that the FFmpeg which reads recordings is linked with, and that nothing here calls
    "av.libs/libx264-*", "av.libs/libx265-*",
    # its other encoders, its screens and its TLS (not its sound cards: libasound has several versions of one name; nor
    # dav1d, which it has look into an AV1 picture of unknown shape when a file is opened)
    "av.libs/libSvtAv1Enc-*", "av.libs/libvpx-*", "av.libs/libwebp-*", "av.libs/libwebpmux-*",
    "av.libs/libvpl-*", "av.libs/libgnutls-*", "av.libs/libdrm-*", "av.libs/libxcb-*",
    "av.libs/libmp3lame-*",
    # the FFmpeg of the library that text recognition uses for still pictures only
    "opencv_python_headless.libs/libavcodec-*", "opencv_python_headless.libs/libavformat-*",
    "opencv_python_headless.libs/libavutil-*", "opencv_python_headless.libs/libswscale-*",
    "opencv_python_headless.libs/libdrm-*",
    # its arithmetic for matrices of thirty rows and more, where text recognition has eight, and a kind of picture
    "opencv_python_headless.libs/libopenblasp-*", "opencv_python_headless.libs/libavif-*",
)  # fmt: skip
"""Libraries that others name as needed, but whose functions nothing here calls: an empty one takes their place."""
ASKED = "av.libs/*"
"""Which of them are asked all the same what they can, and answer with 0; elsewhere a call ends the process, for a number
that nobody worked out would be worse.
"""
ONLY_THEY_NEED = (
    "av.libs/libsharpyuv-*", "av.libs/libhogweed-*", "av.libs/libnettle-*", "av.libs/libgmp-*",
    "av.libs/libunistring-*", "av.libs/libXau-*",
    "opencv_python_headless.libs/libswresample-*", "opencv_python_headless.libs/libvpx-*",
    "opencv_python_headless.libs/libssl-*", "opencv_python_headless.libs/libcrypto-*",
    "opencv_python_headless.libs/libgfortran-*", "opencv_python_headless.libs/libquadmath-*",
    "opencv_python_headless.libs/libaom-*",
)  # fmt: skip

UNSTRIPPED = ("numpy.libs/*",)
"""Libraries that cannot be loaded any more once `strip` has moved what `patchelf` had put together."""


def chosen(entries: Iterable[Entry], folder: Path) -> list[Entry]:
    """The entries that go into the application; what is made for it on the way is kept in `folder`."""
    wanted = [entry for entry in entries if not unused(entry[0]) and not _any(place(entry[1]), ONLY_THEY_NEED)]
    binaries = {source for _, source, kind in wanted if kind in ("BINARY", "EXTENSION")}
    absent = {source for source in binaries if _any(place(source), STOOD_IN_FOR)}
    used = {name for _, name, _ in _symbols("--undefined-only", binaries - absent)} if absent else set()
    made = {source: build_empty_library(Path(source), used, folder) for source in sorted(absent)}
    # A link, which the loader finds at the top of the folder, stays what it is.
    taken = [
        (target, source if kind == "SYMLINK" else str(made.get(source, source)), kind)
        for target, source, kind in wanted
    ]
    if sys.platform == "win32":
        return taken
    slim = sys.platform == "linux" and shutil.which("strip")
    return [_stripped(entry, folder) if slim else entry for entry in _each_once(sorted(taken))]


def _stripped(entry: Entry, folder: Path) -> Entry:
    """A library without its symbols for debuggers; those of Debian are without them already."""
    target, source, kind = entry
    kept = Path(source).name == EMPTY or source.startswith(SYSTEM_FOLDERS) or _any(place(source), UNSTRIPPED)
    if kept or kind not in ("BINARY", "EXTENSION"):
        return entry
    slim = folder / "stripped" / target
    slim.parent.mkdir(parents=True, exist_ok=True)
    subprocess.run(["strip", "-o", str(slim), source], check=True)
    return target, str(slim), kind


def _each_once(entries: Iterable[Entry]) -> Iterator[Entry]:
    """A library that lies in a folder under two names, as archives of packages know no links, with a link for the second."""
    first: dict[tuple[PurePosixPath, bytes], str] = {}
    for target, source, kind in entries:
        if kind == "BINARY" and Path(source).name != EMPTY:
            path = PurePosixPath(target)
            name = first.setdefault((path.parent, hashlib.sha256(Path(source).read_bytes()).digest()), path.name)
            if name != path.name:
                source, kind = name, "SYMLINK"
        yield target, source, kind


def internal(folder: Path) -> Path:
    """Where modules, libraries and data lie in an application's folder, which on macOS is the `Contents` of its bundle."""
    bundled = folder / "Frameworks"
    return bundled if bundled.is_dir() else folder / "_internal"


def foreign_modules() -> list[str]:
    """The modules of packages that this environment has besides the application's own, as for tests: no build takes them."""
    locked = {normalized(name) for name in re.findall(r"(?m)^([\w.-]+)(?:\[.*])?==", LOCK.read_text("utf-8"))}
    owners = importlib.metadata.packages_distributions()
    return sorted(module for module, names in owners.items() if locked.isdisjoint(map(normalized, names)))


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

    Python has all names of a library looked up when it loads one. What its functions do here, `ASKED` tells.
    """
    symbols = [symbol for symbol in _symbols("--defined-only", [str(absent)]) if symbol[1] in used]
    does = "return 0;" if fnmatch(place(str(absent)), ASKED) else "__builtin_trap();"
    functions = [f"long {name}(void) {{ {does} }}" for kind, name, _ in symbols if kind in "TWi"]
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
