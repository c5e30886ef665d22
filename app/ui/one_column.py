"""The panes of a view one at a time, where there is room, or a hand, for no more: the list, the content or the side panel."""

from PySide6.QtCore import QEvent, QModelIndex, QObject
from PySide6.QtWidgets import QAbstractItemView, QWidget

from app.ui.widgets.lists import row_of


class OneColumn(QObject):
    """While it is on, the list and the side panel cover the content, and what is chosen in the list covers the list."""

    def __init__(self, content: QWidget, list_pane: QWidget | None, side_pane: QWidget | None) -> None:
        super().__init__(content)
        self._content, self._list, self._side = content, list_pane, side_pane
        self.on = False
        self.list_beside = True
        """Whether the list was shown beside the content before."""
        for pane in (list_pane, side_pane):
            if pane is not None:
                pane.installEventFilter(self)
        for rows in list_pane.findChildren(QAbstractItemView) if list_pane is not None else ():
            rows.clicked.connect(self._chosen)
            rows.activated.connect(self._chosen)

    def begin(self, list_beside: bool) -> None:
        """One pane from now on; `list_beside` is how the list is to be left at its end."""
        self.on, self.list_beside = True, list_beside
        if self._list is not None:
            self._list.hide()
        self._show_one(None)

    def end(self) -> None:
        """All of them again."""
        self.on = False
        self._content.show()
        if self._list is not None:
            self._list.setVisible(self.list_beside)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802
        """The list or the side panel comes or goes."""
        if self.on and event.type() in (QEvent.Type.ShowToParent, QEvent.Type.HideToParent):
            self._show_one(watched)
        return super().eventFilter(watched, event)

    def _show_one(self, came: QObject | None) -> None:
        """Of list and side panel, what came last covers the other; the content is there where neither is."""
        shown = [pane for pane in (self._list, self._side) if pane is not None and not pane.isHidden()]
        for pane in shown[1:] if came is not self._side else shown[:-1]:
            pane.hide()
        self._content.setVisible(not shown)

    def _chosen(self, index: QModelIndex) -> None:
        """What only unfolds further rows is no choice."""
        listed = row_of(index)
        if self.on and self._list is not None and not (listed is not None and listed.unfolds):
            self._list.hide()
