"""Set Alcove up on this machine, then start it, run its tests or build its installers.

    python3 installers/bootstrap.py run [ARGS…]          the window, or the `alcove` command with ARGS
    python3 installers/bootstrap.py test [PYTEST ARGS…]  the tests
    python3 installers/bootstrap.py package [FORMAT…]    what other machines install it from

One file, standard library only. Packages come through pip as this machine has it configured, and only with the hashes
of the lock files; the engine is built once per user; models go to the per-user models directory. Whatever is finished
is kept, so that an interrupted set-up continues where it stopped.
"""

from __future__ import annotations

import compileall
import contextlib
import ctypes
import hashlib
import importlib.util
import json
import os
import platform
import re
import secrets
import shlex
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parent.parent
INSTALLERS = ROOT / "installers"
CATALOGUE = ROOT / "resources" / "models" / "catalog.toml"
SAMPLES = ROOT / "resources" / "samples"
SAMPLE_QUESTION = "When does the shore duty officer call the coast guard?"
VENV = ROOT / ".venv"
WORK = VENV / "setup"
STAMP = VENV / "alcove-setup.json"
TOOLS = {"test": "Test tools", "package": "Packaging tools"}
SCRIPTS, EXE = ("Scripts", ".exe") if os.name == "nt" else ("bin", "")

ENGINE = "llama-cpp-python"
# Processor variants and GPU backends are chosen at run time, so that the build can be shipped to other machines.
ENGINE_FLAGS = ("-DGGML_NATIVE=OFF -DGGML_BACKEND_DL=ON -DGGML_CPU_ALL_VARIANTS=ON"
                " -DCMAKE_INSTALL_BINDIR=llama_cpp/lib -DLLAMA_OPENSSL=OFF")
ISOLATED = ("--no-deps", "--no-build-isolation", "--no-binary", ENGINE)
# Headers, a second set of libraries, and a third copy of each under its full version number.
ENGINE_LEAVES_OUT = "lib/**;include/**;llama_cpp/lib/*.so.*.*.*;llama_cpp/lib/*.*.*.*.dylib"

# Measured; they only serve to say beforehand what the set-up costs.
PACKAGES_COST, TEST_TOOLS_COST = (1_500_000_000, 180), (150_000_000, 30)
BUILD_BYTES, BUILD_CORE_S = 1_000_000_000, 1200
MODELS_BYTES_PER_S = 15_000_000
SPARE_BYTES = 300_000_000

# What PySide6 loads from a Linux system in any case, and to open a window.
QT_LIBRARIES = ("libEGL.so.1 libGL.so.1 libxkbcommon.so.0 libfontconfig.so.1 libfreetype.so.6 libdbus-1.so.3 libX11.so.6"
                " libglib-2.0.so.0 libgssapi_krb5.so.2").split()
WINDOW_LIBRARIES = ("libxcb-cursor.so.0 libxcb-icccm.so.4 libxcb-image.so.0 libxcb-keysyms.so.1 libxcb-render-util.so.0"
                    " libxcb-xkb.so.1 libxcb-shape.so.0 libxcb-randr.so.0 libxkbcommon-x11.so.0 libX11-xcb.so.1").split()
COMPILER_REMEDIES = {
    "debian": "sudo apt install build-essential",
    "fedora": "sudo dnf install gcc gcc-c++",
    "arch": "sudo pacman -S base-devel",
    "suse": "sudo zypper install gcc gcc-c++",
    "darwin": "xcode-select --install",
    "win32": 'winget install Microsoft.VisualStudio.2022.BuildTools --override "--wait --passive'
             ' --add Microsoft.VisualStudio.Workload.VCTools --includeRecommended"',
}


class SetupError(Exception):
    """What is missing or went wrong, and the remedy, in sentences for the person at the terminal."""


def say(sentence: str) -> None:
    """Print one line; standard output is left to the program that is started afterwards."""
    print(sentence, file=sys.stderr, flush=True)


def in_words(seconds: float) -> str:
    """A duration as a person says it."""
    return f"{seconds:.0f} s" if seconds < 90 else f"{seconds / 60:.0f} min"


class Progress:
    """One line of a step, drawn over again on a terminal and printed every ten seconds elsewhere."""

    def __init__(self, step: str) -> None:
        self.step, self.started_s, self.shown_s, self.live = step, time.monotonic(), time.monotonic(), sys.stderr.isatty()

    def show(self, fraction: float, state: str) -> None:
        """Say how far the step is, with the time left that follows from the fraction done; 1 closes the line."""
        now_s = time.monotonic()
        if fraction < 1 and now_s - self.shown_s < (0.2 if self.live else 10):
            return
        self.shown_s, elapsed_s = now_s, now_s - self.started_s
        left = f", {in_words(elapsed_s * (1 - fraction) / fraction)} left" if fraction > 0.02 else ""
        time_told = left if fraction < 1 else f" in {in_words(elapsed_s)}"
        before, after = ("\r\x1b[K", "" if fraction < 1 else "\n") if self.live else ("", "\n")
        print(f"{before}  {self.step}: {state}{time_told}", end=after, file=sys.stderr, flush=True)


def user_directory(kind: str) -> Path:
    """The "data" or "cache" directory of this user, the same that ``platformdirs`` gives the application."""
    home, cache, mac = Path.home(), kind == "cache", sys.platform == "darwin"
    if sys.platform == "win32":
        return Path(os.environ.get("LOCALAPPDATA") or home / "AppData/Local") / "alcove" / ("Cache" if cache else "")
    usual = ("Library/Caches" if mac else ".cache") if cache else ("Library/Application Support" if mac else ".local/share")
    return Path(os.environ.get("XDG_CACHE_HOME" if cache else "XDG_DATA_HOME") or home / usual) / "alcove"


def models_directory() -> Path:
    """Where the models of this user are."""
    chosen = os.environ.get("ALCOVE_MODELS")
    return Path(chosen).expanduser() if chosen else user_directory("data") / "models"


def physical_memory_bytes() -> int:
    """The memory of this machine."""
    if sys.platform == "win32":
        status = (ctypes.c_ulonglong * 8)(64)  # MEMORYSTATUSEX: its own size and the load, then the physical total
        ctypes.windll.kernel32.GlobalMemoryStatusEx(ctypes.byref(status))
        return int(status[1])
    return os.sysconf("SC_PHYS_PAGES") * os.sysconf("SC_PAGE_SIZE")


def sha256_of(path: Path) -> str:
    """The sha256 of the file, as 64 hexadecimal digits."""
    return hashlib.sha256(path.read_bytes()).hexdigest()


def split_lock() -> tuple[str, str]:
    """The lock file in two parts: every package but the engine, and the engine with its hashes."""
    text = (INSTALLERS / "requirements.lock").read_text("utf-8")
    engine = re.search(rf"(?m)^{ENGINE}==.*\n(?:    .*\n)*", text)
    if engine is None:
        raise SetupError(f"installers/requirements.lock does not name {ENGINE}: make it again from pyproject.toml.")
    return text.replace(engine.group(), ""), engine.group()


def engine_cache() -> Path:
    """Where the built engine is kept for every clone of this user; another lock or other flags, another place."""
    recipe = hashlib.sha256((split_lock()[1] + ENGINE_FLAGS + ENGINE_LEAVES_OUT).encode()).hexdigest()[:16]
    return user_directory("cache") / "wheels" / f"{ENGINE}-{platform.system()}-{platform.machine()}-{recipe}".lower()


def cached_engine() -> Path | None:
    """The engine built earlier, if it still is what was recorded when it was built."""
    for wheel in engine_cache().glob("*.whl"):
        record = wheel.with_suffix(".sha256")
        if record.exists() and record.read_text("ascii").strip() == sha256_of(wheel):
            return wheel
    return None


def missing_models(mode: str) -> list[dict[str, Any]]:
    """What is still to be fetched of the default set, as far as memory allows, or of the small set of the tests.

    A file gets its name only once its hash was checked, so a look at names and sizes is enough.
    """
    import tomllib

    def present(model: dict[str, Any]) -> bool:
        files = [(models_directory() / model["id"] / file["path"], file["size_bytes"]) for file in model["file"]]
        return all(path.is_file() and path.stat().st_size == size_bytes for path, size_bytes in files)

    if mode == "package":
        return []
    flag, memory_bytes = "tests" if mode == "test" else "default", physical_memory_bytes()
    return [model for model in tomllib.loads(CATALOGUE.read_text("utf-8"))["model"]
            if model[flag] and "shipped_in" not in model
            and memory_bytes >= model["physical_memory_from_bytes"] and not present(model)]


def reason_not_to_fetch() -> str:
    """Why the administrator keeps models from being fetched, in a sentence; "" where nothing does.

    Raises:
        SetupError: the policy of this machine cannot be used, so that Alcove would stay closed.
    """
    sys.path.insert(0, str(ROOT))
    from app.core.errors import RefusedByPolicy
    from app.storage.policy_files import system_policy

    try:
        return system_policy().reason("models.fetch_allowed")
    except RefusedByPolicy as error:
        raise SetupError(str(error)) from None


def stamp_of(mode: str) -> dict[str, str]:
    """What an environment for this mode is made from; when any of it changes, the set-up looks at everything again."""
    locks = {path.name: sha256_of(path) for path in INSTALLERS.glob("*.lock") if path.stem not in TOOLS or path.stem == mode}
    return {**locks, "engine": engine_cache().name, "python": platform.python_version(), "root": str(ROOT)}


def environment_is_ready(mode: str) -> bool:
    """Whether an earlier set-up for this mode came to its end and nothing has changed since."""
    try:
        return bool(json.loads(STAMP.read_text("utf-8")).get(mode) == stamp_of(mode))
    except (OSError, ValueError):
        return False


def platform_family() -> str:
    """This system as the remedies name it: "win32", "darwin", or the family of the Linux distribution."""
    if sys.platform in ("win32", "darwin"):
        return sys.platform
    release = Path("/etc/os-release")
    names = " ".join(re.findall(r"(?m)^ID(?:_LIKE)?=(.*)", release.read_text("utf-8") if release.exists() else ""))
    names = names.replace("ubuntu", "debian").replace("rhel", "fedora")
    return next((family for family in COMPILER_REMEDIES if family in names), "unknown")


def has_display() -> bool:
    """Whether a window can be opened here."""
    return sys.platform in ("win32", "darwin") or bool(os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY"))


def python_problems() -> Iterator[str]:
    """What is wrong with the Python that runs this."""
    if sys.version_info < (3, 11) or sys.maxsize < 2**32:
        yield (f"Alcove needs a 64-bit Python 3.11 or newer, and this is {platform.python_version()}:"
               " run the same command with another one, such as python3.12.")
    if importlib.util.find_spec("ensurepip") is None:
        yield "This Python cannot make environments. Install what it lacks: sudo apt install python3-venv"


def compiler_works() -> bool:
    """Whether a C++ program can be compiled and linked (on Windows: whether the Build Tools are there)."""
    if sys.platform == "win32":
        finder = Path(os.environ.get("PROGRAMFILES(X86)", "")) / "Microsoft Visual Studio/Installer/vswhere.exe"
        query = [str(finder), "-products", "*", "-requires", "Microsoft.VisualStudio.Component.VC.Tools.x86.x64"]
        return finder.exists() and bool(subprocess.run(query, capture_output=True, check=False).stdout.strip())
    for name in (os.environ.get("CXX", "c++"), "g++", "clang++"):
        with tempfile.TemporaryDirectory() as folder:
            command = [name, "-std=c++17", "-x", "c++", "-", "-o", str(Path(folder) / "program")]
            program = b"#include <thread>\n#include <vector>\nint main() { return std::vector<int>(1)[0]; }\n"
            if shutil.which(name) and not subprocess.run(command, input=program, capture_output=True).returncode:
                return True
    return False


def compiler_problems() -> Iterator[str]:
    """Whether the engine can be built, where it still has to be."""
    if cached_engine() is None and not compiler_works():
        remedy = COMPILER_REMEDIES.get(platform_family(), "a C++17 compiler such as g++ or clang++")
        yield f"The engine is built once on this machine, and no working C++ compiler was found. Install one: {remedy}"


def library_problems(mode: str) -> Iterator[str]:
    """Which system libraries the window lacks (on Linux; elsewhere they are part of the system)."""
    if not sys.platform.startswith("linux"):
        return
    missing = []
    for library in (QT_LIBRARIES if mode == "test" or has_display() else []) + (WINDOW_LIBRARIES if has_display() else []):
        try:
            ctypes.CDLL(library)
        except OSError:
            missing.append(library)
    remedy = f"sudo apt install {' '.join(map(debian_package, missing))}"
    if missing and platform_family() == "debian":
        yield f"The window needs libraries that are missing. Install them: {remedy}"
    elif missing:
        yield f"The window needs libraries that are missing: install the packages that hold {', '.join(missing)}."


def debian_package(library: str) -> str:
    """The package of a shared library by Debian's naming rule (Policy 8.1), from which glib alone departs."""
    name = library.lower().replace("_", "-").replace("glib-2", "glib2")
    return re.sub(r"(\d)\.so\.", r"\1-", name).replace(".so.", "")


def packages_cost(mode: str) -> tuple[int, int]:
    """The bytes and the seconds that installing packages will still take."""
    if environment_is_ready(mode):
        return 0, 0
    return TEST_TOOLS_COST if environment_is_ready("run") else PACKAGES_COST


def disk_needs(mode: str, models: list[dict[str, Any]]) -> dict[Path, int]:
    """The bytes that will still be written, these models among them, by the directory they go to."""
    models_bytes = sum(file["size_bytes"] for model in models for file in model["file"])
    return {VENV: packages_cost(mode)[0] + (0 if cached_engine() else BUILD_BYTES), models_directory(): models_bytes}


def disk_problems(needs: dict[Path, int]) -> Iterator[str]:
    """Which disks have too little room for what will be written to them."""
    disks: dict[int, tuple[Path, int]] = {}
    for directory, size_bytes in needs.items():
        existing = next(parent for parent in (directory, *directory.parents) if parent.exists())
        device = existing.stat().st_dev
        disks[device] = (existing, disks.get(device, (existing, SPARE_BYTES))[1] + size_bytes)
    for existing, size_bytes in disks.values():
        free_bytes = shutil.disk_usage(existing).free
        if free_bytes < size_bytes:
            yield (f"The disk of {existing} has {free_bytes / 1e9:.1f} GB free and {size_bytes / 1e9:.1f} GB are needed:"
                   f" free {(size_bytes - free_bytes) / 1e9:.1f} GB, or set ALCOVE_MODELS to a directory on another disk"
                   " to keep the models there.")


def check_machine(mode: str, models: list[dict[str, Any]]) -> None:
    """Say what the set-up and fetching these models will cost, and stop before it starts if it could not end well.

    Raises:
        SetupError: something is missing; every problem is named with its remedy.
    """
    needs = disk_needs(mode, models)
    seconds = needs[models_directory()] / MODELS_BYTES_PER_S + packages_cost(mode)[1]
    seconds += 0 if cached_engine() else BUILD_CORE_S / (os.cpu_count() or 1)
    say(f"Setting up Alcove: up to {sum(needs.values()) / 1e9:.1f} GB of disk and about {in_words(seconds)}."
        " If it is interrupted, the same command continues.")
    if problems := [*compiler_problems(), *library_problems(mode), *disk_problems(needs)]:
        raise SetupError("\n".join(problems))


def python_of(environment: Path) -> Path:
    """The Python of a virtual environment."""
    return environment / SCRIPTS / f"python{EXE}"


def site_packages(environment: Path) -> Path:
    """Where a virtual environment keeps its packages."""
    return environment / ("Lib" if os.name == "nt" else "lib/python{}.{}".format(*sys.version_info)) / "site-packages"


def make_environment(directory: Path) -> None:
    """Make a virtual environment, or make it again where an earlier attempt left half of one."""
    # An interpreter without its pyvenv.cfg runs too, but as the system's Python: its prefix gives it away.
    question = "import os, pip, sys; sys.exit(sys.version != sys.argv[2] or not os.path.samefile(sys.prefix, sys.argv[1]))"
    check = [str(python_of(directory)), "-c", question, str(directory), sys.version]
    if not python_of(directory).exists() or subprocess.run(check, capture_output=True, check=False).returncode:
        say(f"  Environment: {directory}")
        subprocess.run([sys.executable, "-m", "venv", "--clear", str(directory)], check=True)
    WORK.mkdir(exist_ok=True)


def pip(environment: Path, *arguments: str, **variables: str) -> Iterator[str]:
    """Run pip with this machine's own configuration, as `told_by` runs any program."""
    return told_by(environment, "python", "-m", "pip", "--disable-pip-version-check", "--require-virtualenv", *arguments, **variables)


def told_by(environment: Path, program: str, *arguments: str, **variables: str) -> Iterator[str]:
    """Run a program of an environment and give its lines, and an empty one a few times a second.

    Its temporary files go to the disk that was checked for room, its whole output to `.venv/setup/log.txt`.

    Raises:
        SetupError: it failed; the sentence carries its last words.
    """
    temporary, log = WORK / "temporary", WORK / "log.txt"
    shutil.rmtree(temporary, ignore_errors=True)
    temporary.mkdir()
    command = [str(python_of(environment).with_name(f"{program}{EXE}")), *arguments]
    places = dict.fromkeys(("TMPDIR", "TEMP", "TMP"), str(temporary))
    path = str(python_of(environment).parent) + os.pathsep + os.environ.get("PATH", "")
    with log.open("w", encoding="utf-8") as output, log.open(encoding="utf-8", errors="replace") as told:
        process = subprocess.Popen(command, cwd=ROOT, env={**os.environ, **places, **variables, "PATH": path, "PYTHONUNBUFFERED": "1"},
                                   stdin=subprocess.DEVNULL, stdout=output, stderr=output)
        try:
            ended = False
            while not ended:
                ended = process.poll() is not None
                yield from told
                yield ""
                time.sleep(0 if ended else 0.25)
        finally:
            process.terminate()
            process.wait()
    if process.returncode:
        lines = log.read_text("utf-8", errors="replace").splitlines()
        told_errors = [line for line in lines if re.search(r"(?i)^\s*error|error:|no space left", line)] or lines
        words = "\n    ".join(told_errors[-5:])
        raise SetupError(f"This failed: {shlex.join(command[:5])} …\n    {words}\nAll that was said is in {log}.")


def size_of_wheels(folder: Path) -> int:
    """The size in bytes of the wheels below the folder, while pip makes and removes folders in it."""
    size_bytes = 0
    for here, _, names in os.walk(folder):
        for name in names:
            with contextlib.suppress(OSError):
                size_bytes += Path(here, name).stat().st_size if name.endswith(".whl") else 0
    return size_bytes


def install_packages(environment: Path, step: str, lock: str) -> None:
    """Install what a lock file names, from wheels with the locked hashes only."""
    wanted, packages, progress = WORK / "wanted.txt", site_packages(environment), Progress(step)
    wanted.write_text(lock, "utf-8")
    before = set(packages.glob("*.dist-info"))
    total, known, size_mb = len(re.findall(r"(?m)^\S+==", lock)), 0, 0.0
    for line in pip(environment, "install", "--require-hashes", "--only-binary", ":all:", "-r", str(wanted)):
        total -= line.startswith("Ignoring ")
        known += line.startswith(("Collecting ", "Processing ", "Requirement already satisfied"))
        size_mb = max(size_mb, size_of_wheels(WORK / "temporary") / 1e6)
        done = len(set(packages.glob("*.dist-info")) - before)
        progress.show(min((known + done) / total / 2, 0.99), f"{known} of {total} received ({size_mb:.0f} MB), {done} installed")
    progress.show(1, f"{total} in place")


def engine_source() -> tuple[Path, Path]:
    """The environment of the build tools, and the engine's locked source, unpacked."""
    tools, source = WORK / "tools", WORK / "source"
    make_environment(tools)
    install_packages(tools, "Build tools", (INSTALLERS / "build.lock").read_text("utf-8"))
    wanted = WORK / "engine.txt"
    wanted.write_text(split_lock()[1], "utf-8")
    progress = Progress("Engine")
    for _ in pip(tools, "download", *ISOLATED, "--require-hashes", "-r", str(wanted), "--dest", str(WORK)):
        progress.show(0, "receiving its source (77 MB)")
    if not source.exists():
        half_unpacked = WORK / "half-unpacked"
        shutil.rmtree(half_unpacked, ignore_errors=True)
        shutil.unpack_archive(next(WORK.glob("llama_cpp_python-*.tar.gz")), half_unpacked)
        next(half_unpacked.iterdir()).rename(source)
    return tools, source


def compilers() -> str:
    """How many compilers this machine runs at once, as its memory allows."""
    return str(max(1, min(os.cpu_count() or 1, physical_memory_bytes() // 1_500_000_000)))


def compiled(progress: Progress, lines: Iterator[str]) -> None:
    """Show how far a compiler has come, which tells its steps as "[3/200]"."""
    for line in lines:
        if step := re.match(r"\s*\[(\d+)/(\d+)\]", line):
            progress.show(int(step[1]) / (int(step[2]) + 1), f"compiling, step {step[1]} of {step[2]}")
    progress.show(1, "built")


def build_engine() -> Path:
    """Build the engine from its locked source and put the wheel into the cache, with its hash beside it.

    What the compiler finished before an interruption is not compiled again.
    """
    (tools, source), wheels = engine_source(), WORK / "wheels"
    settings = ("-C", f"build-dir={WORK / 'build'}", "-C", f"wheel.exclude={ENGINE_LEAVES_OUT}")
    lines = pip(tools, "wheel", "-v", *ISOLATED, *settings, "--wheel-dir", str(wheels), str(source),
                CMAKE_ARGS=ENGINE_FLAGS, CMAKE_BUILD_PARALLEL_LEVEL=compilers())
    compiled(Progress("Engine"), lines)
    wheel, cache = next(wheels.glob("*.whl")), engine_cache()
    cache.mkdir(parents=True, exist_ok=True)
    (cache / wheel.name).with_suffix(".sha256").write_text(sha256_of(wheel), "ascii")
    shutil.move(wheel, cache / wheel.name)
    return cache / wheel.name


def install_engine(wheel: Path) -> None:
    """Install the built engine, and only with the hash recorded when it was built."""
    wanted = WORK / "engine.txt"
    record = wheel.with_suffix(".sha256").read_text("ascii").strip()
    wanted.write_text(f"{ENGINE} @ {wheel.as_uri()} --hash=sha256:{record}\n", "utf-8")
    for _ in pip(VENV, "install", "--no-deps", "--no-index", "--force-reinstall", "--require-hashes", "-r", str(wanted)):
        pass
    install_backends()


def install_backends() -> None:
    """Lay beside the engine what `backends.py` built for this very engine, and for no other."""
    built, place = engine_cache() / "backends", site_packages(VENV) / "llama_cpp" / "backends"
    shutil.rmtree(place, ignore_errors=True)
    if built.is_dir():
        shutil.copytree(built, place)


def install_application() -> None:
    """Make `app` importable from any directory, and the `alcove` command that runs it."""
    (site_packages(VENV) / "alcove.pth").write_text(f"{ROOT}\n", "utf-8")
    windows, python = os.name == "nt", python_of(VENV)
    command = python.with_name("alcove.cmd" if windows else "alcove")
    command.write_text(f'@"{python}" -P -m app %*\n' if windows else f'#!/bin/sh\nexec "{python}" -P -m app "$@"\n', "utf-8")
    command.chmod(0o755)


def set_up(mode: str) -> None:
    """Bring everything in place that is not there yet, all but the models."""
    make_environment(VENV)
    install_packages(VENV, "Packages", split_lock()[0])
    if mode in TOOLS:
        install_packages(VENV, TOOLS[mode], (INSTALLERS / f"{mode}.lock").read_text("utf-8"))
    install_engine(cached_engine() or build_engine())
    install_application()
    STAMP.write_text(json.dumps({each: stamp_of(each) for each in ("run", mode)}), "utf-8")
    shutil.rmtree(WORK, ignore_errors=True)


def compile_application() -> None:
    """Keep the compiled modules of `app` beside them: most workers may write nothing, and would compile at every start."""
    compileall.compile_dir(ROOT / "app", quiet=2)


def fetch_models(identifiers: list[str]) -> None:
    """Fetch models with the program made for it, which reports for itself."""
    fetch = [str(python_of(VENV)), str(INSTALLERS / "fetch.py"), "--models", str(models_directory()), *identifiers]
    exit_code = subprocess.run(fetch, check=False).returncode
    if exit_code == 130:
        raise KeyboardInterrupt
    if exit_code:
        raise SetupError("Not every model could be fetched; the same command tries again and continues.")


def start(arguments: list[str]) -> int:
    """Become the program `python -m ARGUMENTS`; on Windows wait for it and return its exit code."""
    command = [str(python_of(VENV)), "-P", "-m", *arguments]
    if os.name != "nt":
        os.execv(command[0], command)
    return subprocess.run(command, check=False).returncode


def answer_in_terminal() -> int:
    """Answer a question over the sample documents, in a vault of its own that is gone afterwards."""
    say(f"There is no display here, so Alcove answers in the terminal, over {SAMPLES}:\n\n  {SAMPLE_QUESTION}\n")
    with tempfile.TemporaryDirectory(prefix="alcove-") as profile:
        os.environ["ALCOVE_PASSPHRASE"] = secrets.token_urlsafe()
        ask = ["-P", "-m", "app", "--profile", profile, "ask", SAMPLE_QUESTION, str(SAMPLES)]
        return subprocess.run([str(python_of(VENV)), *ask], check=False).returncode


def main(mode: str, arguments: list[str]) -> int:
    """Set up what is missing, then start what was asked for; the exit code is that of the program started.

    Raises:
        SetupError: the set-up cannot begin or a step of it failed; what was finished is kept.
    """
    if problems := list(python_problems()):
        raise SetupError("\n".join(problems))
    ready, models = environment_is_ready(mode), missing_models(mode)
    if models and (reason := reason_not_to_fetch()):
        say(f"{reason} It goes on without {len(models)} of its models: ask who looks after this computer for a pack.")
        models = []
    if models or not ready:
        check_machine(mode, models)
    if not ready:
        set_up(mode)
    if models:
        fetch_models([model["id"] for model in models])
    compile_application()
    os.environ.update(ORT_DISABLE_TELEMETRY="1", HF_HUB_OFFLINE="1", ANONYMIZED_TELEMETRY="False")
    if mode == "test":
        os.chdir(ROOT)
        return start(["pytest", *arguments])
    if mode == "package":
        return start(["installers.package", *arguments])
    return start(["app", *arguments]) if arguments or has_display() else answer_in_terminal()


if __name__ == "__main__":
    if len(sys.argv) < 2 or sys.argv[1] not in ("run", *TOOLS):
        say((__doc__ or "").strip())
        sys.exit(2)
    try:
        sys.exit(main(sys.argv[1], sys.argv[2:]))
    except KeyboardInterrupt:
        say("\nInterrupted. What was finished is kept: the same command continues.")
        sys.exit(130)
    except SetupError as error:
        say(f"\n{error}")
        sys.exit(1)
