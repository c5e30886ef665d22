"""An answer in the thread, while it is written and afterwards."""

from functools import partial

from PySide6.QtCore import QLocale, Signal
from PySide6.QtWidgets import QWidget

from app.core.asking.conversations import Answer
from app.core.events import Found, Progress
from app.core.tools.tools import Call
from app.core.words.aloud import Spoken
from app.ui.ask.answer_footer import AnswerFooter
from app.ui.ask.answer_text import AnswerText
from app.ui.ask.calls import CallsView
from app.ui.ask.messages import AnswerMessage, RunningMessage, documents_of
from app.ui.ask.support import marked
from app.ui.ask.thought import ThoughtFold
from app.ui.view import in_turns
from app.ui.widgets.layouts import column
from app.ui.widgets.text import label


class AnswerView(QWidget):
    """Shows a `RunningMessage` or an `AnswerMessage`; the one becomes the other without a jump."""

    citation_chosen = Signal(int, int)
    """The turn and the number of the citation."""
    passage_chosen = Signal(int, int)
    """The turn and the position of one of the nearest passages."""
    sources_wanted = Signal(int)
    again_wanted = Signal()
    copied = Signal(str)
    change_wanted = Signal(int, str)
    """The user's message that is to be asked again, and what was searched for it."""
    problems_wanted = Signal()
    save_wanted = Signal(int)
    aloud_wanted = Signal()
    document_wanted = Signal(int, object)
    """The turn, and the call that offers a document."""

    def __init__(self, parent: QWidget | None = None, saving_refused: str = "") -> None:
        super().__init__(parent)
        self._saving_refused = saving_refused
        self._turn_id = 0
        self._answer = Answer("")
        self.text = AnswerText(self)
        self.text.citation_chosen.connect(lambda number: self.citation_chosen.emit(self._turn_id, number))
        self._activity = label("", "caption", wrap=True, parent=self)
        self.calls: CallsView | None = None
        self.thought: ThoughtFold | None = None
        self.footer: AnswerFooter | None = None
        self._column = column(self._activity, self.text)
        self.setLayout(self._column)

    @property
    def answer(self) -> Answer:
        """The finished answer; empty while it is on its way."""
        return self._answer

    def show_saying(self, part: Spoken | None) -> None:
        """Show which sentence is being read aloud, or that none is."""
        self.text.show_saying(part)
        if self.footer is not None:
            self.footer.aloud.show_reading(part is not None)

    def show_message(self, message: AnswerMessage | RunningMessage) -> None:
        """Show the latest of this message."""
        self._activity.setVisible(isinstance(message, RunningMessage))
        if isinstance(message, RunningMessage):
            self._show_running(message)
        else:
            self._show_answer(message)

    def _show_running(self, message: RunningMessage) -> None:
        asking = message.asking
        self._turn_id = 0
        if self.footer is not None:
            self.footer.setVisible(False)
        self._show_calls(tuple(call for call in asking.calls if not call.offered))
        self._show_thought(asking.thought, thinking=not asking.text)
        self.text.show_growing(asking.text)
        self.text.setVisible(bool(asking.text))
        activity = self.tr("Stopping…") if asking.stopping else self._activity_of(message)
        self._activity.setText("\n".join(filter(None, (activity, asking.notice))))

    def _activity_of(self, message: RunningMessage) -> str:
        asking, progress = message.asking, message.asking.progress
        if progress is not None and not progress.total and not asking.text:
            return self.tr("Reading your question…")
        if not asking.scope.use_documents:
            return self.tr("Thinking…") if not asking.text else self.tr("Writing…")
        if asking.found is None:
            return self._reading_of(progress) if progress is not None else self.tr("Searching your documents…")
        evidence = self._evidence_of(asking.found)
        if asking.text or asking.thought or progress is None or not progress.total:
            return evidence
        percent = QLocale().toString(round(100 * progress.done / progress.total))
        return self.tr("{evidence} · reading, {percent} %").format(evidence=evidence, percent=percent)

    def _reading_of(self, progress: Progress) -> str:
        locale = QLocale()
        done, total = locale.toString(round(progress.done)), locale.toString(round(progress.total))
        told = self.tr("Reading everything: {done} of {total} passages").format(done=done, total=total)
        if progress.seconds_left is None or progress.seconds_left < 1:
            return told
        return self.tr("{told} · about {seconds} s left").format(told=told, seconds=round(progress.seconds_left))

    def _evidence_of(self, found: Found) -> str:
        passages = self.tr("Found %n passage(s)", "", len(found.passages))
        documents = self.tr("in %n document(s)", "", documents_of(found.passages))
        return f"{passages} {documents}"

    def _show_answer(self, message: AnswerMessage) -> None:
        """The text at once, what stands below it a turn of the event loop later: each takes its part of a frame."""
        self._turn_id, self._answer = message.turn_id, message.answer
        self._show_calls(message.answer.calls)
        self._show_thought(message.answer.thought, thinking=False)
        self.text.setVisible(True)
        self.text.show_rows(marked(message.answer).rows)
        in_turns(self, partial(self._show_footer, message))

    def _show_calls(self, calls: tuple[Call, ...]) -> None:
        if self.calls is None and calls:
            self.calls = CallsView(self, self._saving_refused)
            self.calls.save_wanted.connect(lambda call: self.document_wanted.emit(self._turn_id, call))
            self._column.insertWidget(self._column.indexOf(self._activity), self.calls)
        if self.calls is not None:
            self.calls.setVisible(bool(calls))
            self.calls.show_calls(calls)

    def _show_thought(self, thought: str, *, thinking: bool) -> None:
        if self.thought is None and thought:
            self.thought = ThoughtFold(self)
            self._column.insertWidget(self._column.indexOf(self.text), self.thought)
        if self.thought is not None:
            self.thought.setVisible(bool(thought))
            self.thought.show_thought(thought, thinking=thinking)

    def _show_footer(self, message: AnswerMessage) -> None:
        if message.answer is not self._answer:
            return
        if self.footer is None:
            self.footer = self._made_footer()
            self._column.addWidget(self.footer)
        self.footer.show_message(message)
        self.footer.setVisible(True)

    def _made_footer(self) -> AnswerFooter:
        made = AnswerFooter(self)
        made.passage_chosen.connect(lambda position: self.passage_chosen.emit(self._turn_id, position))
        made.sources_wanted.connect(lambda: self.sources_wanted.emit(self._turn_id))
        made.again_wanted.connect(self.again_wanted)
        made.change_wanted.connect(self.change_wanted)
        made.copied.connect(self.copied)
        made.problems_wanted.connect(self.problems_wanted)
        made.aloud_wanted.connect(self.aloud_wanted)
        made.save_wanted.connect(lambda: self.save_wanted.emit(self._turn_id))
        return made
