"""The setup program for Windows, one file that anybody can start; `makensis` (NSIS) builds it from files/setup.nsi."""

from __future__ import annotations

import shlex
import sys
from pathlib import Path

from installers.build import Build, below, run
from installers.contents import ROOT
from installers.icons import write_ico
from installers.windows import sign
from installers.windows.payload import FILES, payload


def build(build: Build) -> Path:
    """Build and sign it, and the program in it that removes Alcove again."""
    folder = payload(build)
    target = build.output / f"alcove-{build.version}-x64-setup.exe"
    size_bytes = sum(path.stat().st_size for path in below(folder) if path.is_file())
    said = {
        "FOLDER": str(folder.absolute()),
        "VERSION": build.version,
        "TARGET": str(target.absolute()),
        "SIGN": shlex.join([sys.executable, "-m", "installers.windows.sign"]),
        "ICON": str(write_ico(build.work / "alcove.ico").absolute()),
        "SIZE_KIB": str(-(-size_bytes // 1024)),
    }
    environment = {"SOURCE_DATE_EPOCH": str(build.time_s), "ALCOVE_SIGNING_WORK": str(build.work.absolute())}
    command = [
        "makensis",
        "-V2",
        "-WX",
        "-XTarget amd64-unicode",
        *(f"-D{name}={value}" for name, value in said.items()),
    ]
    run([*command, str(FILES / "setup.nsi")], environment, ROOT)
    sign.sign(target, sign.certificate(build.work), build.time_s)
    return target
