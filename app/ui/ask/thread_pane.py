"""The middle of the Ask view: the thread, or the welcome before it, and the composer below."""

from PySide6.QtWidgets import QStackedWidget, QWidget

from app.core.asking.exhaustive import Reach
from app.ui.ask.changes import Library
from app.ui.ask.composer import Composer
from app.ui.ask.messages import messages
from app.ui.ask.state import AskState
from app.ui.ask.thread import Thread
from app.ui.ask.welcome import Welcome
from app.ui.tokens import Space
from app.ui.widgets.layouts import READING_DIGITS, column, in_the_middle, no_wider_than


class ThreadPane(QWidget):
    """Places its three parts and lets them show the state."""

    def __init__(self, thread: Thread, welcome: Welcome, composer: Composer, parent: QWidget) -> None:
        super().__init__(parent)
        self._thread, self._welcome, self._composer = thread, welcome, composer
        self._reach = (Reach.AUTOMATIC, False, True)
        self._stage = QStackedWidget(self)
        self._stage.addWidget(welcome)
        self._stage.addWidget(thread)
        no_wider_than(READING_DIGITS, composer)
        around = in_the_middle(composer)
        around.setContentsMargins(Space.WIDE, 0, Space.WIDE, Space.LARGE)
        whole = column(self._stage, around, space=0)
        whole.setStretch(0, 1)
        self.setLayout(whole)

    def show_state(self, state: AskState, before: AskState) -> None:
        """Show the state; what is the same object as before is not looked at."""
        shown = messages(state)
        self._stage.setCurrentWidget(self._thread if shown or state.loading else self._welcome)
        self._thread.show_messages(shown, other_conversation=state.visit != before.visit)
        if state.library is not before.library or state.scope != before.scope:
            self._composer.show_scope(state.scope, state.library or Library())
            self._welcome.show_library(state.library)
        reach = (state.reach, state.reads_everything, state.scope.use_documents)
        if reach != self._reach:
            self._reach = reach
            self._composer.scope.show_reach(state.reach, everything=state.reads_everything, with_documents=reach[2])
        if state.model is not None and (state.model, state.answerer) != (before.model, before.answerer):
            self._composer.model.show_answerer(state.model, state.answerer)
        if state.attached != before.attached or state.scope != before.scope:
            self._composer.show_pictures(state.attached, with_documents=state.scope.use_documents)
        self._composer.show_draft(state.draft)
        self._composer.show_editing(editing=state.editing_turn_id is not None)
        self._composer.show_running(state.asking)
