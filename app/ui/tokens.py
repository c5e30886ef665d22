"""The tokens every view is built from: distances, corners, the type scale, and the sets of colours."""

from dataclasses import dataclass, fields
from enum import IntEnum, StrEnum


class Space(IntEnum):
    """Distances in device-independent pixels; no other distance is used between widgets."""

    TIGHT = 4
    SMALL = 8
    MEDIUM = 12
    LARGE = 16
    WIDE = 24


TOUCH = 48
"""What a finger in a glove meets at least, in device-independent pixels."""


class Radius(IntEnum):
    """Corner radii in device-independent pixels: of controls, and of cards and panels."""

    CONTROL = 7
    CARD = 12


class TextRole(StrEnum):
    """The type scale; `TEXT_SCALE` says how large each is against the system's own font."""

    DISPLAY = "display"
    TITLE = "title"
    HEADING = "heading"
    BODY = "body"
    CAPTION = "caption"
    CODE = "code"


TEXT_SCALE = {
    TextRole.DISPLAY: 1.9,
    TextRole.TITLE: 1.45,
    TextRole.HEADING: 1.12,
    TextRole.BODY: 1.0,
    TextRole.CAPTION: 0.9,
    TextRole.CODE: 0.95,
}

MINIMUM_CONTRAST = 4.5


@dataclass(frozen=True, slots=True)
class Colours:
    """One complete set of colours, each as #rrggbb.

    `rail`, `pane`, `window` and `surface` are backgrounds from the edge of the window to the cards in its middle;
    `hover` lies under the mouse, `selected` under the chosen row, `mark` behind a cited passage. Each `*_soft` is the
    background on which the colour of its name is written.
    """

    rail: str
    pane: str
    window: str
    surface: str
    hover: str
    selected: str
    border: str
    control_border: str
    text: str
    muted: str
    accent: str
    on_accent: str
    accent_hover: str
    success: str
    success_soft: str
    warning: str
    warning_soft: str
    danger: str
    danger_soft: str
    mark: str
    on_mark: str
    shadow: str


LIGHT = Colours(
    rail="#f1efea", pane="#f7f5f2", window="#fcfbf9", surface="#ffffff", hover="#ebe8e2", selected="#d9ebed",
    border="#e4e0d9", control_border="#8f897f", text="#1d1b18", muted="#5f5a52",
    accent="#0b6272", on_accent="#ffffff", accent_hover="#094f5c",
    success="#1f6638", success_soft="#e3f1e6", warning="#7a4e00", warning_soft="#fbf0d8",
    danger="#a3281d", danger_soft="#fbe7e4", mark="#ffe7a0", on_mark="#1d1b18", shadow="#d8d3ca",
)  # fmt: skip
DARK = Colours(
    rail="#131312", pane="#181817", window="#1d1c1b", surface="#252422", hover="#302e2b", selected="#1c3d43",
    border="#353330", control_border="#7d776e", text="#eeebe6", muted="#aca69d",
    accent="#63c5d3", on_accent="#06262c", accent_hover="#8ad7e2",
    success="#7ecb94", success_soft="#1c3424", warning="#e6b65c", warning_soft="#3a2d12",
    danger="#f39a90", danger_soft="#442320", mark="#6b5413", on_mark="#fff6dc", shadow="#0b0b0a",
)  # fmt: skip
CONTRAST_LIGHT = Colours(
    rail="#ffffff", pane="#ffffff", window="#ffffff", surface="#ffffff", hover="#e6e6e6", selected="#cfe8ff",
    border="#000000", control_border="#000000", text="#000000", muted="#262626",
    accent="#00417a", on_accent="#ffffff", accent_hover="#002b52",
    success="#00471b", success_soft="#ffffff", warning="#573600", warning_soft="#ffffff",
    danger="#7d0000", danger_soft="#ffffff", mark="#ffe14d", on_mark="#000000", shadow="#000000",
)  # fmt: skip
CONTRAST_DARK = Colours(
    rail="#000000", pane="#000000", window="#000000", surface="#000000", hover="#2b2b2b", selected="#003a5c",
    border="#ffffff", control_border="#ffffff", text="#ffffff", muted="#e0e0e0",
    accent="#7fdcff", on_accent="#000000", accent_hover="#c2eeff",
    success="#8cf5a9", success_soft="#000000", warning="#ffd24d", warning_soft="#000000",
    danger="#ffb1a8", danger_soft="#000000", mark="#ffe14d", on_mark="#000000", shadow="#ffffff",
)  # fmt: skip


def contrast(first: str, second: str) -> float:
    """The contrast of two colours, from 1 to 21, as WCAG 2.2 defines it (https://www.w3.org/TR/WCAG22/#dfn-contrast-ratio)."""
    lighter, darker = sorted((_luminance(first), _luminance(second)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


def _luminance(colour: str) -> float:
    parts = [int(colour[position : position + 2], 16) / 255 for position in (1, 3, 5)]
    red, green, blue = (part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def written_pairs(colours: Colours) -> list[tuple[str, str]]:
    """Names of every foreground and the background it is written on; each must reach `MINIMUM_CONTRAST`."""
    backgrounds = ("rail", "pane", "window", "surface", "hover", "selected")
    pairs = [(text, background) for text in ("text", "muted", "accent") for background in backgrounds]
    pairs += [(name.removesuffix("_soft"), name) for name in _names(colours) if name.endswith("_soft")]
    pairs += [(text, background) for text in ("success", "warning", "danger") for background in backgrounds[:5]]
    pairs += [(text, "mark") for text in ("on_mark",)]
    return [*pairs, ("on_accent", "accent"), ("on_accent", "accent_hover")]


def _names(colours: Colours) -> list[str]:
    return [field.name for field in fields(colours)]
