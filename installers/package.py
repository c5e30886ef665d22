"""Build what Alcove is installed from: the frozen folder first, then one file for each format.

    python3 installers/bootstrap.py package [FORMAT…] [--models ID…] [--sign] [--output FOLDER]

Everything is dated by SOURCE_DATE_EPOCH, or else by the commit, so that a build can be repeated.
"""

from __future__ import annotations

import argparse
import os
import platform
import shutil
import subprocess
import sys
from collections.abc import Callable
from importlib.util import find_spec
from pathlib import Path

from app import __version__
from installers import minisign, notices
from installers.build import Build, PackagingError
from installers.contents import ROOT, internal
from installers.linux import appimage, archive, deb, openpgp, rpm
from installers.sign import SigningError, signer, trust
from installers.windows import msi, msix, setup

MINISIGN_KEY = "alcove-minisign.pub"
FORMATS: dict[str, Callable[[Build], Path]] = {
    "tar": archive.build,
    "deb": deb.build,
    "rpm": rpm.build,
    "appimage": appimage.build,
    "msi": msi.build_for_machine,
    "msi-user": msi.build_for_user,
    "setup": setup.build,
    "msix": msix.build,
}


def main() -> int:
    """Build the formats asked for and print where each one is."""
    arguments = _parser().parse_args()
    output: Path = arguments.output
    work = output / "work"
    try:
        models = [_model_folder(arguments.model_folder, model_id) for model_id in arguments.models]
        by = signer(work)
        if arguments.complete:
            folder = _copy(arguments.complete, work)
        else:
            folder = complete(arguments.frozen or freeze(work), work, models)
        trust(by.public, folder)
        build = Build(__version__, platform.machine(), build_time_s(), folder, work, output, by)
        print(build.folder)
        packages = []
        for name in arguments.formats:
            packages.append(FORMATS[name](build))
            print(packages[-1])
        for path in sign_packages(build, packages) if arguments.sign else ():
            print(path)
    except (PackagingError, SigningError) as error:
        print(error, file=sys.stderr)
        return 1
    return 0


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="package", description="Build what Alcove is installed from.")
    parser.add_argument("formats", nargs="*", choices=(*FORMATS, []), metavar="FORMAT", help=", ".join(FORMATS))
    parser.add_argument("--models", nargs="*", default=[], metavar="ID", help="models that the package brings along")
    parser.add_argument("--sign", action="store_true", help="sign the packages themselves: OpenPGP, minisign")
    parser.add_argument("--output", type=Path, default=ROOT / "dist", metavar="FOLDER", help="default: dist")
    earlier = parser.add_mutually_exclusive_group()
    earlier.add_argument("--frozen", type=Path, metavar="FOLDER", help="an earlier build's frozen folder")
    earlier.add_argument("--complete", type=Path, metavar="FOLDER", help="a folder completed on another kind of system")
    default = os.environ.get("ALCOVE_MODELS") or Path.home() / ".local" / "share" / "alcove" / "models"
    parser.add_argument("--model-folder", type=Path, default=Path(default), help="where the models are taken from")
    return parser


def freeze(work: Path) -> Path:
    """Have PyInstaller build the folder; its hashes are fixed, so that the same sources give the same bytes."""
    if find_spec("PyInstaller") is None:
        raise PackagingError(
            "PyInstaller is not in this environment; build with: python3 installers/bootstrap.py package, "
            "or name an earlier build's folder with --frozen."
        )
    environment = {**os.environ, "PYTHONHASHSEED": "1", "SOURCE_DATE_EPOCH": str(build_time_s())}
    command = [sys.executable, "-m", "PyInstaller", "--noconfirm", "--log-level", "WARN"]
    places = ["--distpath", str(work / "frozen"), "--workpath", str(work / "build")]
    done = subprocess.run([*command, *places, str(ROOT / "build.spec")], cwd=ROOT, env=environment, check=False)
    if done.returncode:
        raise PackagingError("PyInstaller failed; what it said stands above.")
    return work / "frozen" / ("Alcove.app/Contents" if sys.platform == "darwin" else "alcove")


def complete(frozen: Path, work: Path, models: list[Path]) -> Path:
    """A copy of the frozen folder, or the `Contents` of a bundle, with the models, the notices and the bill in it."""
    folder = _copy(frozen, work)
    for model in models:
        bring_along(model, internal(folder) / "resources" / "models")
    notices.write(folder, __version__, build_time_s())
    return folder


def sign_packages(build: Build, packages: list[Path]) -> list[Path]:
    """Sign what is handed out; returns the signatures beside it, and the keys that check them.

    Packages for Windows are signed as they are made: there the signature is a part of what is installed.
    """
    keys = openpgp.sign(build, packages)
    public = build.output / MINISIGN_KEY
    public.write_text(minisign.public_key(build.signer.public), "ascii")
    return [*(minisign.sign(path, build.signer, build.time_s) for path in packages), public, *keys]


def _copy(folder: Path, work: Path) -> Path:
    target = work / "complete"
    shutil.rmtree(target, ignore_errors=True)
    bundle = "Alcove.app/Contents" if folder.name == "Contents" else ""
    return Path(shutil.copytree(folder, target / bundle, symlinks=True))


def bring_along(model: Path, place: Path) -> None:
    """Put a model of the catalogue beside those that come with Alcove, and have the catalogue say so."""
    catalogue, mark = place / "catalog.toml", f'id = "{model.name}"\n'
    text = catalogue.read_text("utf-8")
    if mark not in text:
        raise PackagingError(f"{model.name} is not in the catalogue: only its models can be brought along.")
    catalogue.write_text(text.replace(mark, f'{mark}shipped_in = "{model.name}"\n'), "utf-8")
    shutil.copytree(model, place / model.name)


def build_time_s() -> int:
    """The time that everything is dated with, in seconds since 1970."""
    if chosen := os.environ.get("SOURCE_DATE_EPOCH"):
        return int(chosen)
    commit = subprocess.run(["git", "log", "-1", "--format=%ct"], cwd=ROOT, capture_output=True, text=True, check=False)
    if commit.returncode:
        raise PackagingError("There is no commit to date this build with: set SOURCE_DATE_EPOCH.")
    return int(commit.stdout)


def _model_folder(folder: Path, model_id: str) -> Path:
    if not (folder / model_id).is_dir():
        raise PackagingError(f"There is no model {model_id} in {folder}: fetch it first, or name another folder.")
    return folder / model_id


if __name__ == "__main__":
    sys.exit(main())
