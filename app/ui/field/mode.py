"""Field mode in the window: its bar, fewer places on the rail, and views of one column that follow a finger."""

from collections.abc import Callable
from typing import TYPE_CHECKING, cast

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QStackedWidget

from app.core.setting import Value
from app.ui.field.bar import FieldBar
from app.ui.field.touch import scroll_by_touch
from app.ui.requests import TakePhoto
from app.ui.view import Frame, View

if TYPE_CHECKING:
    from app.services.application import Application

_LEFT_OUT = frozenset({"models", "privacy"})
"""Places that the rail does without; they are found all the same (Ctrl+K)."""


class FieldMode(QObject):
    """Dresses the window for the field while the theme says so. `views` holds the places; `bar` is shown above them.

    `leave_out` is told which places are not to be offered.
    """

    def __init__(
        self,
        services: "Application",
        frame: Frame,
        leave_out: Callable[[frozenset[str]], object],
        views: QStackedWidget,
    ) -> None:
        super().__init__(views)
        self._settings = services.settings
        self._frame = frame
        self._leave_out = leave_out
        self._views = views
        self.bar = FieldBar(services, frame, views.window())
        self.bar.list_wanted.connect(lambda: self._in_front().toggle_list())
        self.bar.photo_wanted.connect(lambda: frame.go("photo", TakePhoto()))
        frame.theme.changed.connect(self._follow)
        self._follow()

    def receive(self, view: View) -> None:
        """A view comes to the front, or what holds for it changes."""
        view.show_one_column(self._frame.theme.field)
        if view.built:
            self._suit(view)
        else:
            view.build_in_turns(lambda: self._suit(view))

    def switch(self) -> None:
        """Turn it on or off, and keep that."""
        wanted = not self._frame.theme.field

        def switched() -> dict[str, Value]:
            self._settings.set("field.mode", wanted)
            return self._settings.all()

        self._frame.jobs.run_once(self, switched, self._take, lambda said: self._frame.toast(said, "", None))

    def _take(self, values: dict[str, Value]) -> None:
        self._frame.theme.follow(values)
        self._in_front().come(None)
        said = self.tr("Field mode is on.") if self._frame.theme.field else self.tr("Field mode is off.")
        self._frame.toast(said, self.tr("Undo"), self.switch)

    def _follow(self) -> None:
        in_field = self._frame.theme.field
        self.bar.setVisible(in_field)
        self._leave_out(_LEFT_OUT if in_field else frozenset())
        for number in range(self._views.count()):
            self.receive(cast("View", self._views.widget(number)))

    def _suit(self, view: View) -> None:
        scroll_by_touch(view, self._frame.theme.field)
        self.bar.offer_list(self._in_front().has_list)

    def _in_front(self) -> View:
        return cast("View", self._views.currentWidget())
