"""The thread of a conversation: its messages in a column that follows the answer as it is written."""

from collections import deque

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QWheelEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from app.core.asking.conversations import Answer
from app.ui.ask.answer_view import AnswerView
from app.ui.ask.message_views import UnansweredMessageView, UserMessageView
from app.ui.ask.messages import AnswerMessage, Message, RunningMessage, UnansweredMessage, UserMessage
from app.ui.tokens import Space
from app.ui.widgets.buttons import button
from app.ui.widgets.layouts import ScrollPage

_SHOWN_AT_FIRST = 24
_NEAR_THE_END = 48

MessageView = UserMessageView | AnswerView | UnansweredMessageView


class Thread(ScrollPage):
    """Shows messages. Only what changed is touched; a long conversation is built message by message, newest first."""

    citation_chosen = Signal(int, int)
    passage_chosen = Signal(int, int)
    sources_wanted = Signal(int)
    edit_wanted = Signal(int)
    change_wanted = Signal(int, str)
    again_wanted = Signal()
    problems_wanted = Signal()
    save_wanted = Signal(int)
    document_wanted = Signal(int, object)
    models_wanted = Signal()
    copied = Signal(str)
    aloud_wanted = Signal(object)
    """The view of the answer that is to be read aloud."""
    picture_opened = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName(self.tr("Conversation"))
        self._messages: tuple[Message, ...] = ()
        self._views: list[MessageView] = []
        self._shown: dict[MessageView, Message] = {}
        self._to_build: deque[Message] = deque()
        self._bare: tuple[MessageView, Message] | None = None
        self._limit = _SHOWN_AT_FIRST
        self._follows = True
        self._saving_refused = ""
        self._builder = QTimer(self, interval=0)
        self._builder.timeout.connect(self._build_one)
        self._earlier = button(self.tr("Show earlier messages"), self._show_earlier, kind="quiet", parent=self)
        self._earlier.setVisible(False)
        self._list = QVBoxLayout()
        self._list.setSpacing(Space.WIDE)
        self.column.addWidget(self._earlier, 0, Qt.AlignmentFlag.AlignHCenter)
        self.column.addLayout(self._list)
        self.column.addStretch(1)
        bar = self.verticalScrollBar()
        bar.rangeChanged.connect(self._range_changed)
        bar.actionTriggered.connect(lambda _action: QTimer.singleShot(0, self, self._note_place))

    @property
    def last_answer(self) -> Answer | None:
        """The newest finished answer in the thread."""
        return next((one.answer for one in reversed(self._messages) if isinstance(one, AnswerMessage)), None)

    @property
    def last_answer_view(self) -> AnswerView | None:
        """The widget of the newest finished answer."""
        finished = (one for one in reversed(self._views) if isinstance(self._shown.get(one), AnswerMessage))
        return next((one for one in finished if isinstance(one, AnswerView)), None)

    @property
    def views(self) -> tuple[MessageView, ...]:
        """The widgets of the messages that are shown, oldest first."""
        return tuple(self._views)

    def refuse_saving(self, reason: str) -> None:
        """Why no document can be saved; "" if it can. Asked before messages are shown."""
        self._saving_refused = reason

    def show_messages(self, messages: tuple[Message, ...], *, other_conversation: bool) -> None:
        """Show these messages in place of those before."""
        before, self._messages = self._messages, messages
        if other_conversation:
            self._limit, self._follows = _SHOWN_AT_FIRST, True
            self._rebuild()
            return
        if len(messages) > len(before):
            self._follows = True
        if self._to_build or self._bare or not self._update():
            self._rebuild()

    def _update(self) -> bool:
        """Change the widgets there are and add what is new at the end; False where that is not how they differ."""
        shown = self._messages[-self._limit :] if len(self._messages) > self._limit else self._messages
        if len(self._messages) > self._limit and len(self._views) != len(shown):
            return False
        for index, message in enumerate(shown):
            if index < len(self._views) and not self._show(self._views[index], message):
                self._drop_from(index)
            if index == len(self._views):
                self._insert(index, message)
        self._drop_from(len(shown))
        return True

    def _rebuild(self) -> None:
        self._drop_from(0)
        self._bare = None
        self._to_build = deque(reversed(self._messages[-self._limit :]))
        self._earlier.setVisible(len(self._messages) > self._limit)
        self._builder.start()

    def _build_one(self) -> None:
        """One message at a time, first its widget and then its text: a long conversation never holds up the window."""
        if self._bare is not None:
            self._show(*self._bare)
            self._bare = None
        elif self._to_build:
            message = self._to_build.popleft()
            self._bare = (self._place(0, message), message)
        else:
            self._builder.stop()

    def _show_earlier(self) -> None:
        self._limit += _SHOWN_AT_FIRST
        self._follows = False
        self._rebuild()

    def _drop_from(self, index: int) -> None:
        for view in self._views[index:]:
            self._shown.pop(view, None)
            self._list.removeWidget(view)
            view.hide()
            view.deleteLater()
        del self._views[index:]

    def _insert(self, index: int, message: Message) -> None:
        self._show(self._place(index, message), message)

    def _place(self, index: int, message: Message) -> MessageView:
        view = self._view_for(message)
        self._views.insert(index, view)
        self._list.insertWidget(index, view)
        return view

    def _view_for(self, message: Message) -> MessageView:
        if isinstance(message, UserMessage):
            user = UserMessageView(self)
            user.edit_wanted.connect(self.edit_wanted)
            user.copied.connect(self.copied)
            user.picture_opened.connect(self.picture_opened)
            return user
        if isinstance(message, UnansweredMessage):
            unanswered = UnansweredMessageView(self)
            unanswered.again_wanted.connect(self.again_wanted)
            unanswered.models_wanted.connect(self.models_wanted)
            return unanswered
        answer = AnswerView(self, self._saving_refused)
        answer.citation_chosen.connect(self.citation_chosen)
        answer.passage_chosen.connect(self.passage_chosen)
        answer.sources_wanted.connect(self.sources_wanted)
        answer.again_wanted.connect(self.again_wanted)
        answer.problems_wanted.connect(self.problems_wanted)
        answer.save_wanted.connect(self.save_wanted)
        answer.document_wanted.connect(self.document_wanted)
        answer.copied.connect(self.copied)
        answer.aloud_wanted.connect(lambda: self.aloud_wanted.emit(answer))
        answer.change_wanted.connect(self.change_wanted)
        return answer

    def _show(self, view: MessageView, message: Message) -> bool:
        """Let a widget show a message; False where it is a widget of another kind."""
        if self._shown.get(view) == message:
            return True
        match message:
            case UserMessage() if isinstance(view, UserMessageView):
                view.show_message(message)
            case UnansweredMessage() if isinstance(view, UnansweredMessageView):
                view.show_message(message)
            case AnswerMessage() | RunningMessage() if isinstance(view, AnswerView):
                view.show_message(message)
            case _:
                return False
        self._shown[view] = message
        return True

    def _range_changed(self, _least: int, most: int) -> None:
        if self._follows:
            self.verticalScrollBar().setValue(most)

    def _note_place(self) -> None:
        bar = self.verticalScrollBar()
        self._follows = bar.value() >= bar.maximum() - _NEAR_THE_END

    def wheelEvent(self, event: QWheelEvent) -> None:  # noqa: N802
        """Who scrolls up wants to read there, whatever is written below."""
        super().wheelEvent(event)
        self._note_place()
