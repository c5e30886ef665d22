"""A button whose text gives way: it is shortened to the room there is, and whole in the tooltip."""

from collections.abc import Callable

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QPushButton, QSizePolicy, QWidget

from app.ui.icons import Role, icon
from app.ui.widgets.text import tip

_ICON_LINES = 1.1
"""The side of its icon in heights of its text."""
_AROUND = {"": 34, "quiet": 44, "chip": 30, "menu": 30, "tab": 20}
"""What stands beside the text of each kind: padding, border, and the room between icon and text."""
_SMALLEST = 72


class ElidedButton(QPushButton):
    """A button, mostly a quiet one that begins at the start of the line, as a row to press."""

    def __init__(
        self,
        text: str,
        on_click: Callable[[], object],
        *,
        icon_name: str = "",
        kind: str = "quiet",
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.setProperty("kind", kind)
        self.setAutoDefault(False)
        self._text = ""
        self._around = _AROUND[kind]
        if icon_name:
            self.setIcon(icon(icon_name, Role.Accent))
        self.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)
        self.clicked.connect(lambda: on_click())
        self.show_text(text)

    @property
    def whole_text(self) -> str:
        """The text, however much of it is seen."""
        return self._text

    def show_text(self, text: str) -> None:
        """Show another text."""
        self._text = text
        self.setAccessibleName(text)
        self._fit()
        self.updateGeometry()

    def sizeHint(self) -> QSize:  # noqa: N802
        """Room for the whole text."""
        hint = super().sizeHint()
        return QSize(self.fontMetrics().horizontalAdvance(self._text) + self._around + self._icon_room(), hint.height())

    def minimumSizeHint(self) -> QSize:  # noqa: N802
        """Almost none."""
        return QSize(_SMALLEST, super().minimumSizeHint().height())

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802
        """Shorten to the new room."""
        super().resizeEvent(event)
        self._fit()

    def _icon_room(self) -> int:
        return 0 if self.icon().isNull() else self.iconSize().width()

    def _fit(self) -> None:
        side = round(_ICON_LINES * self.fontMetrics().height())
        self.setIconSize(QSize(side, side))
        room = max(_SMALLEST, self.width()) - self._around - self._icon_room() + 8
        shown = self.fontMetrics().elidedText(self._text, Qt.TextElideMode.ElideRight, room)
        self.setText(shown)
        self.setToolTip(tip(self._text) if shown != self._text else "")
