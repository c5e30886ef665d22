"""Scrolling by a finger: what is scrolled goes on by itself for a while, as on a telephone."""

from PySide6.QtWidgets import QAbstractItemView, QAbstractScrollArea, QScroller, QWidget

_GESTURE = QScroller.ScrollerGestureType.TouchGesture


def scroll_by_touch(widget: QWidget, wanted: bool) -> None:
    """Let everything in a widget that scrolls follow a finger, or no longer; the mouse does what it always did."""
    for area in widget.findChildren(QAbstractScrollArea):
        if not wanted:
            QScroller.ungrabGesture(area.viewport())
            continue
        if isinstance(area, QAbstractItemView):
            area.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        QScroller.grabGesture(area.viewport(), _GESTURE)
