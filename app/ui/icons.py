"""Monochrome icons from resources/icons, tinted by the palette when they are painted and sharp at every scale."""

from functools import cache
from pathlib import Path

from PySide6.QtCore import QByteArray, QPoint, QRect, QRectF, QSize, Qt
from PySide6.QtGui import (
    QColor,
    QGuiApplication,
    QIcon,
    QIconEngine,
    QPainter,
    QPaintEvent,
    QPalette,
    QPixmap,
    QPixmapCache,
)
from PySide6.QtSvg import QSvgRenderer
from PySide6.QtWidgets import QWidget

from app.ui.resources import resource

Role = QPalette.ColorRole


@cache
def _drawing(name: str) -> str:
    return resource("icons", f"{name}.svg").read_text(encoding="utf-8")


def paint_icon(painter: QPainter, name: str, rectangle: QRectF, colour: QColor) -> None:
    """Draw the icon into the rectangle in one colour."""
    drawing = _drawing(name).replace("currentColor", colour.name())
    QSvgRenderer(QByteArray(drawing.encode())).render(painter, rectangle)


class _TintedIcon(QIconEngine):
    """Looks up its colour when painted, so that a change of theme needs no new icons."""

    def __init__(self, name: str, role: Role, on_role: Role) -> None:
        super().__init__()
        self._name = name
        self._role = role
        self._on_role = on_role

    def clone(self) -> QIconEngine:
        return _TintedIcon(self._name, self._role, self._on_role)

    def _colour(self, mode: QIcon.Mode, state: QIcon.State) -> QColor:
        group = QPalette.ColorGroup.Disabled if mode == QIcon.Mode.Disabled else QPalette.ColorGroup.Active
        role = self._on_role if state == QIcon.State.On else self._role
        return QGuiApplication.palette().color(group, Role.ButtonText if mode == QIcon.Mode.Disabled else role)

    def paint(self, painter: QPainter, rect: QRect, mode: QIcon.Mode, state: QIcon.State) -> None:
        paint_icon(painter, self._name, QRectF(rect), self._colour(mode, state))

    def pixmap(self, size: QSize, mode: QIcon.Mode, state: QIcon.State) -> QPixmap:
        return self.scaledPixmap(size, mode, state, 1.0)

    def scaledPixmap(self, size: QSize, mode: QIcon.Mode, state: QIcon.State, scale: float) -> QPixmap:  # noqa: N802
        colour = self._colour(mode, state)
        key = f"alcove-{self._name}-{size.width()}x{size.height()}@{scale}-{colour.name()}"
        made = QPixmap()
        if not size.isEmpty() and not QPixmapCache.find(key, made):
            made = QPixmap(size * scale)
            made.fill(Qt.GlobalColor.transparent)
            painter = QPainter(made)
            paint_icon(painter, self._name, QRectF(QRect(QPoint(0, 0), size * scale)), colour)
            painter.end()
            made.setDevicePixelRatio(scale)
            QPixmapCache.insert(key, made)
        return made


def icon(name: str, role: Role = Role.ButtonText, on_role: Role = Role.Accent) -> QIcon:
    """The icon `resources/icons/<name>.svg` in the colour of a palette role; `on_role` while its button is checked."""
    return QIcon(_TintedIcon(name, role, on_role))


class IconMark(QWidget):
    """An icon beside words, in the colours in force; decoration, and silent for screen readers."""

    def __init__(self, name: str, role: Role, size: int, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._icon = icon(name, role)
        self.setFixedSize(size, size)

    def show_icon(self, name: str, role: Role) -> None:
        """Show another icon."""
        self._icon = icon(name, role)
        self.update()

    def paintEvent(self, _event: QPaintEvent) -> None:  # noqa: N802
        """Draw it."""
        painter = QPainter(self)
        self._icon.paint(painter, self.rect())
        painter.end()


def icon_names() -> list[str]:
    """Every icon there is."""
    return sorted(Path(path).stem for path in resource("icons").glob("*.svg"))
