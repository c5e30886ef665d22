"""The package that Windows runs in an AppContainer without a network; `makeappx` (Windows SDK) packs it, on Windows."""

from __future__ import annotations

import os
import shutil
from pathlib import Path
from xml.sax.saxutils import quoteattr

from installers.build import Build, run
from installers.icons import picture
from installers.windows import sign
from installers.windows.payload import FILES, payload

_LOGO_PIXELS = 150


def build(build: Build) -> Path:
    """Lay it out, have it packed, and sign it. ALCOVE_AUTHENTICODE_SUBJECT names whom its certificate is for."""
    tree = layout(build)
    target = build.output / f"alcove-{build.version}-x64.msix"
    run(["makeappx", "pack", "/o", "/d", str(tree), "/p", str(target)])
    sign.sign(target, sign.certificate(build.work), build.time_s)
    return target


def layout(build: Build) -> Path:
    """The folder that is packed: the program below `program`, and beside it what Windows is told of it."""
    tree = build.work / "msix"
    shutil.rmtree(tree, ignore_errors=True)
    tree.mkdir()
    payload(build).rename(tree / "program")
    publisher = os.environ.get("ALCOVE_AUTHENTICODE_SUBJECT", f"CN={sign.TEST_NAME}")
    (tree / "AppxManifest.xml").write_text(manifest(build.version, publisher), "utf-8")
    (tree / "logo.png").write_bytes(picture(_LOGO_PIXELS))
    return tree


def manifest(version: str, publisher: str) -> str:
    """What Windows is told; `publisher` has to be the subject of the certificate, to the letter."""
    text = (FILES / "AppxManifest.xml").read_text("utf-8")
    return text.replace("VERSION", version).replace('"PUBLISHER"', quoteattr(publisher))
