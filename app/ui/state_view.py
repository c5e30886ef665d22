"""What the views have in common that show one frozen value, which a pure function takes from event to event."""

from collections.abc import Callable
from typing import Generic, TypeVar

from PySide6.QtWidgets import QWidget

from app.ui.view import Frame, View

State = TypeVar("State")
Happening = TypeVar("Happening")


class StateView(View, Generic[State, Happening]):
    """A view that keeps its state. Subclasses hand on what happens to `_apply`, and show the state in `_show`."""

    def __init__(
        self, state: State, reduce: Callable[[State, Happening], State], frame: Frame, parent: QWidget
    ) -> None:
        super().__init__(frame, parent)
        self._state = state
        self._reduce = reduce

    @property
    def state(self) -> State:
        """What is shown now."""
        return self._state

    def _apply(self, *events: Happening) -> None:
        before = self._state
        for event in events:
            self._state = self._reduce(self._state, event)
        if self._state is not before:
            self._show(before)

    def _show(self, before: State) -> None:
        """The state is another one than `before`."""
