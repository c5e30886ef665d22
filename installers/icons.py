"""The icon as Windows and macOS want it, drawn from the one drawing there is."""

from __future__ import annotations

import struct
from pathlib import Path

from PySide6.QtCore import QBuffer, QIODevice
from PySide6.QtGui import QImage, QPainter
from PySide6.QtSvg import QSvgRenderer

from installers.contents import ROOT

DRAWING = ROOT / "installers" / "alcove.svg"
"""On a ground of its own, for it stands on light and on dark; the window draws its own in its colours."""
WINDOWS_PIXELS = (16, 20, 24, 32, 40, 48, 64, 256)
"""What Windows shows at its usual scales, https://learn.microsoft.com/windows/apps/design/style/iconography/app-icon-construction"""
MACOS_KINDS = {b"ic04": 16, b"ic05": 32, b"ic07": 128, b"ic08": 256, b"ic09": 512, b"ic10": 1024}


def picture(pixels: int) -> bytes:
    """The icon as a square PNG on nothing."""
    image = QImage(pixels, pixels, QImage.Format.Format_ARGB32)
    image.fill(0)
    painter = QPainter(image)
    QSvgRenderer(str(DRAWING)).render(painter)
    painter.end()
    buffer = QBuffer()
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    image.save(buffer, "PNG")
    return bytes(buffer.data().data())


def write_ico(path: Path) -> Path:
    """Write the icon for Windows: a directory of pictures, then the pictures; returns the path.

    https://learn.microsoft.com/windows/win32/menurc/newheader and resdir
    """
    pictures = [picture(pixels) for pixels in WINDOWS_PIXELS]
    directory = struct.pack("<HHH", 0, 1, len(pictures))
    place = len(directory) + 16 * len(pictures)
    for pixels, content in zip(WINDOWS_PIXELS, pictures, strict=True):
        side = pixels % 256  # 256 is written as 0
        directory += struct.pack("<BBBBHHII", side, side, 0, 0, 1, 32, len(content), place)
        place += len(content)
    return _written(path, directory + b"".join(pictures))


def write_icns(path: Path) -> Path:
    """Write the icon for macOS: pictures, each after its kind and its length; returns the path."""
    parts = [(kind, picture(pixels)) for kind, pixels in MACOS_KINDS.items()]
    content = b"".join(kind + struct.pack(">I", 8 + len(png)) + png for kind, png in parts)
    return _written(path, b"icns" + struct.pack(">I", 8 + len(content)) + content)


def _written(path: Path, content: bytes) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content)
    return path
