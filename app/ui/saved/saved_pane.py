"""A saved question: what it asks, what has changed since, its latest answer, and what that says differently."""

from pathlib import PurePath

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from app.core.asking.exhaustive import Reach
from app.core.asking.saved_questions import Difference, SavedQuestion, Standing
from app.ui import wording
from app.ui.ask.answer_view import AnswerView
from app.ui.ask.messages import AnswerMessage, RunningMessage
from app.ui.saved.state import SavedState
from app.ui.tokens import Space
from app.ui.widgets.banner import Banner
from app.ui.widgets.buttons import button
from app.ui.widgets.empty_state import EmptyState
from app.ui.widgets.layouts import ScrollPage, clear, column, row, surface
from app.ui.widgets.section import Header
from app.ui.widgets.text import label

_MOST_FILES = 3


class SavedPane(ScrollPage):
    """Shows the question in sight; says what the user wants."""

    run_wanted = Signal()
    stop_wanted = Signal()
    ask_wanted = Signal()
    new_wanted = Signal()
    citation_chosen = Signal(int)
    passage_chosen = Signal(int)
    sources_wanted = Signal()
    problems_wanted = Signal()
    copied = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName(self.tr("Saved question"))
        self.run = button(self.tr("Ask again"), self.run_wanted.emit, kind="primary", icon_name="refresh", parent=self)
        self._stop = button(self.tr("Stop"), self.stop_wanted.emit, icon_name="stop", parent=self)
        ask = button(self.tr("Ask further…"), self.ask_wanted.emit, icon_name="ask", parent=self)
        ask.setToolTip(self.tr("Put the question into the composer of a new conversation"))
        self.header = Header("", "", parent=self)
        self._scope = label("", "caption", wrap=True, selectable=True, parent=self)
        self.since = Banner(self)
        self._changes = column(space=Space.TIGHT, margin=Space.MEDIUM)
        self._changes_card = surface("soft", self._changes, self)
        self.answer = AnswerView(self)
        self._empty = EmptyState(
            "bookmark",
            self.tr("No saved questions yet"),
            self.tr(
                "Save a question below its answer, and ask it again whenever documents or models have changed: you will "
                "see what is said differently."
            ),
            button(self.tr("Ask a question"), self.new_wanted.emit, kind="primary", icon_name="ask", parent=self),
            parent=self,
        )
        self._page = QWidget(self)
        head = column(self.header, self._scope, row(self.run, self._stop, ask, None), space=Space.SMALL)
        self._page.setLayout(column(head, self.since, self._changes_card, self.answer, space=Space.LARGE))
        self.column.addWidget(self._page)
        self.column.addWidget(self._empty)
        self.column.addStretch(1)
        self._told: Difference | None = None
        self._connect()

    def _connect(self) -> None:
        answer = self.answer
        answer.citation_chosen.connect(lambda _turn, number: self.citation_chosen.emit(number))
        answer.passage_chosen.connect(lambda _turn, at: self.passage_chosen.emit(at))
        answer.sources_wanted.connect(lambda _turn: self.sources_wanted.emit())
        answer.problems_wanted.connect(self.problems_wanted)
        answer.copied.connect(self.copied)

    @property
    def change_words(self) -> list[str]:
        """What the latest answer says differently, line by line."""
        items = (self._changes.itemAt(at) for at in range(self._changes.count()))
        widgets = (item.widget() for item in items if item is not None)
        return [widget.text() for widget in widgets if widget is not None]  # type: ignore[attr-defined]

    def show_state(self, state: SavedState) -> None:
        """Show the question in sight."""
        standing = state.chosen
        self._empty.setVisible(state.known and not state.standings)
        self._page.setVisible(standing is not None)
        if standing is None:
            return
        question = standing.question
        self.header.title.setText(question.name)
        self.header.set_sentence(question.text if question.text != question.name else "")
        self._scope.setText(wording.joined(self._scope_words(question)))
        self.run.setVisible(not state.running_here)
        self.run.setEnabled(state.run is None)
        self.run.setText(self.tr("Ask again") if standing.answer is not None else self.tr("Ask now"))
        self._stop.setVisible(state.running_here)
        self._stop.setEnabled(state.run is not None and not state.run.stopping)
        self._show_since(state, standing)
        self._show_changes(None if state.running_here else standing.difference)
        self._show_answer(state, standing)

    def _scope_words(self, question: SavedQuestion) -> list[str]:
        if not question.use_documents:
            searched = self.tr("No documents")
        elif question.paths is not None and len(question.paths) <= _MOST_FILES:
            searched = ", ".join(PurePath(path).name for path in question.paths)
        elif question.paths is not None:
            searched = self.tr("%n document(s)", "", len(question.paths))
        else:
            searched = question.collection or self.tr("All documents")
        reach = {Reach.BEST: self.tr("Best passages"), Reach.EVERYTHING: self.tr("Everything is read")}
        moment = wording.moment(question.answered_at)
        parts = [searched, reach.get(question.reach, "")]
        parts.append(self.tr("Answered {moment}").format(moment=moment) if moment else self.tr("Not answered yet"))
        return [part for part in parts if part]

    def _show_since(self, state: SavedState, standing: Standing) -> None:
        """Why it could not be answered, or what has changed since it was."""
        failure = state.failures.get(standing.question.name, "")
        parts: list[str] = []
        if standing.changed_documents:
            parts.append(self.tr("%n document(s) it asks came or changed since.", "", standing.changed_documents))
        if standing.gone_sources:
            titles = ", ".join(standing.gone_sources)
            parts.append(self.tr("No longer in the library: {titles}.").format(titles=titles))
        if standing.model_now:
            parts.append(self.tr("It would be answered by another model now: {name}.").format(name=standing.model_now))
        told = failure or " ".join(parts)
        if state.running_here or not told:
            self.since.clear()
        elif told != self.since.text:
            self.since.show_message(told, "danger" if failure else "warning")

    def _show_changes(self, difference: Difference | None) -> None:
        self._changes_card.setVisible(difference is not None)
        if difference is None or difference == self._told:
            return
        self._told = difference
        clear(self._changes)
        heading = self.tr("What changed") if difference.changed else self.tr("It says what the answer before said.")
        self._changes.addWidget(label(heading, "heading" if difference.changed else "body", parent=self))
        told = [
            *((self.tr("Now: {text}").format(text=text), "success") for text in difference.said),
            *((self.tr("No longer: {text}").format(text=text), "danger") for text in difference.no_longer_said),
            *((self.tr("New source: {title}").format(title=title), "") for title in difference.new_sources),
            *((self.tr("No longer a source: {title}").format(title=title), "") for title in difference.gone_sources),
        ]
        if difference.other_model:
            told.append(
                (self.tr("The answer before was given by {name}.").format(name=difference.other_model), "muted")
            )
        for text, tone in told:
            self._changes.addWidget(label(text, tone=tone, wrap=True, selectable=True, parent=self))

    def _show_answer(self, state: SavedState, standing: Standing) -> None:
        self.answer.setVisible(state.running_here or standing.answer is not None)
        if state.run is not None and state.running_here:
            self.answer.show_message(RunningMessage(state.run.asking))
        elif standing.answer is not None:
            self.answer.show_message(AnswerMessage(0, standing.answer, state.found.get(standing.question.name)))
