"""Text in the roles of the type scale, and badges."""

from html import escape

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QLabel, QWidget

from app.ui.tokens import TextRole


def label(
    text: str = "",
    role: TextRole | str = TextRole.BODY,
    tone: str = "",
    *,
    wrap: bool = False,
    selectable: bool = False,
    parent: QWidget | None = None,
) -> QLabel:
    """A label in one role of the type scale, never reading markup in its text.

    `tone` is "muted", "accent", "success", "warning", "danger", or empty for ordinary text. Selectable text can also be
    reached and copied by keyboard.
    """
    made = QLabel(text, parent)
    made.setTextFormat(Qt.TextFormat.PlainText)
    made.setProperty("role", str(role))
    if tone:
        made.setProperty("tone", tone)
    made.setWordWrap(wrap)
    if made.layoutDirection() == Qt.LayoutDirection.RightToLeft:
        # Left to itself, text in Latin letters would keep to the left edge, away from everything around it.
        made.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignAbsolute | Qt.AlignmentFlag.AlignVCenter)
    if selectable:
        made.setTextInteractionFlags(
            Qt.TextInteractionFlag.TextSelectableByMouse | Qt.TextInteractionFlag.TextSelectableByKeyboard
        )
        made.setCursor(Qt.CursorShape.IBeamCursor)
    return made


def tip(text: str) -> str:
    """A tooltip that says exactly this. Qt reads markup in tooltips, and would load an image named in a file's name."""
    return escape(text) if "<" in text else text


def characters(text: str, units: int) -> int:
    """The characters before a place in a text that Qt counts in UTF-16: those beyond the basic plane are two units."""
    return len(text.encode("utf-16-le")[: 2 * units].decode("utf-16-le", errors="ignore"))


def badge(text: str, tone: str = "plain", parent: QWidget | None = None) -> QLabel:
    """A short word in a soft pill; `tone` is "plain", "accent", "success", "warning" or "danger"."""
    made = QLabel(text, parent)
    made.setTextFormat(Qt.TextFormat.PlainText)
    made.setProperty("badge", tone)
    made.setAlignment(Qt.AlignmentFlag.AlignCenter)
    return made


def set_style_property(widget: QWidget, name: str, value: str) -> None:
    """Change a property the stylesheet looks at, and let the widget show it, with the words in it."""
    if widget.property(name) != value:
        widget.setProperty(name, value)
        for each in (widget, *widget.findChildren(QLabel)):
            each.style().unpolish(each)
            each.style().polish(each)


def rule(parent: QWidget | None = None) -> QFrame:
    """A hairline between two things."""
    made = QFrame(parent)
    made.setProperty("rule", "true")
    return made
