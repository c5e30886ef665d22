"""What stands below a finished answer: doubts without a place, nearest passages, coverage, and what can be done with it."""

from functools import partial

from PySide6.QtCore import QLocale, Signal
from PySide6.QtWidgets import QWidget

from app.core.answers.snippets import snippet
from app.core.asking.conversations import Answer, Citation, Coverage, Sentence
from app.core.library.documents import ScoredPassage
from app.ui import sentences, wording
from app.ui.aloud import AloudButton
from app.ui.ask.messages import AnswerMessage
from app.ui.ask.rows import plain_text
from app.ui.ask.support import marked
from app.ui.tokens import Space
from app.ui.widgets.buttons import button, icon_button
from app.ui.widgets.elided_button import ElidedButton
from app.ui.widgets.flow import FlowLayout
from app.ui.widgets.layouts import clear, column, row
from app.ui.widgets.text import label

_NEAREST = 3
_SNIPPET = 110


class AnswerFooter(QWidget):
    """Shows all of an `AnswerMessage` but its text."""

    passage_chosen = Signal(int)
    """The position of one of the nearest passages."""
    sources_wanted = Signal()
    again_wanted = Signal()
    problems_wanted = Signal()
    copied = Signal(str)
    change_wanted = Signal(int, str)
    save_wanted = Signal()
    aloud_wanted = Signal()

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._answer = Answer("")
        self._wish = (0, "")
        self._doubts = column(space=Space.TIGHT)
        self._nearest = column(space=Space.TIGHT)
        self._searched_as = label("", "caption", wrap=True, selectable=True, parent=self)
        self._change = icon_button("edit", self.tr("Change and ask again"), self._wish_to_change, parent=self)
        self._rewritten = QWidget(self)
        rewritten = row(self._searched_as, self._change)
        rewritten.setStretch(0, 1)
        self._rewritten.setLayout(rewritten)
        self._disclaimer = label("", "caption", wrap=True, selectable=True, parent=self)
        self._coverage = label("", "caption", wrap=True, selectable=True, parent=self)
        self._which = button(self.tr("Show unreadable files"), self.problems_wanted.emit, kind="quiet", parent=self)
        copy = icon_button("copy", self.tr("Copy the answer"), self._wish_to_copy, parent=self)
        self._copy_all = icon_button(
            "quote", self.tr("Copy the answer with its sources"), self._copy_sources, parent=self
        )
        self.aloud = AloudButton(self.aloud_wanted.emit, self)
        self._again = icon_button("refresh", self.tr("Answer again"), self.again_wanted.emit, parent=self)
        self._save = icon_button("bookmark", self.tr("Save the question"), self.save_wanted.emit, parent=self)
        self._evidence = icon_button("panel-right", self.tr("Show the sources"), self.sources_wanted.emit, parent=self)
        actions = QWidget(self)
        line = FlowLayout()
        for action in (copy, self._copy_all, self.aloud, self._again, self._save, self._evidence, self._which):
            line.addWidget(action)
        actions.setLayout(line)
        self._replaced = label(
            self.tr("What was written was not fully supported; your documents' own words stand in its place."),
            "caption",
            wrap=True,
            parent=self,
        )
        parts = (
            self._replaced,
            self._disclaimer,
            self._doubts,
            self._nearest,
            self._rewritten,
            self._coverage,
            actions,
        )
        self.setLayout(column(*parts, space=Space.TIGHT))

    @property
    def coverage_text(self) -> str:
        """What the answer rests on, and who gave it, in words."""
        return self._coverage.text()

    @property
    def searched_as(self) -> str:
        """The question as it was searched, in words; what is shown only where it differs from what was typed."""
        return self._searched_as.text()

    def show_message(self, message: AnswerMessage) -> None:
        """Show the latest of this answer."""
        answer = self._answer = message.answer
        self._show_doubts(marked(answer).unplaced)
        self._show_nearest(message.found.passages[:_NEAREST] if message.found and answer.declined else ())
        self._replaced.setVisible(answer.replaced)
        told = "\n".join(filter(None, (answer.note, answer.disclaimer)))
        self._disclaimer.setText(told)
        self._disclaimer.setVisible(bool(told))
        self._show_rewritten(message)
        self._show_coverage(answer)
        self._again.setVisible(message.latest)
        self._copy_all.setVisible(bool(answer.citations))
        self._save.setVisible(message.turn_id > 0)

    def _show_doubts(self, unplaced: tuple[Sentence, ...]) -> None:
        """Sentences whose place in the formatted text was not found are told of here: no verdict is lost."""
        clear(self._doubts)
        for sentence in unplaced:
            words = self.tr("“{text}” is not fully supported by your documents.").format(text=sentence.text)
            self._doubts.addWidget(label(words, "caption", "warning", wrap=True, selectable=True, parent=self))

    def _show_nearest(self, passages: tuple[ScoredPassage, ...]) -> None:
        clear(self._nearest)
        if passages:
            self._nearest.addWidget(label(self.tr("The nearest passages:"), "caption", parent=self))
        for position, scored in enumerate(passages):
            words = f"{scored.title}: {snippet(scored.passage.text, scored.path, scored.passage.heading)[:_SNIPPET].rstrip()}…"
            chosen = partial(self.passage_chosen.emit, position)
            self._nearest.addWidget(ElidedButton(words, chosen, icon_name="quote", parent=self))

    def _show_rewritten(self, message: AnswerMessage) -> None:
        """A follow-up was searched with what it refers to: the user sees it and may change it."""
        searched = message.answer.question
        self._rewritten.setVisible(bool(searched and message.asked) and searched != message.asked.strip())
        self._searched_as.setText(self.tr("Searched as: {question}").format(question=searched))
        self._change.setVisible(message.asked_turn_id > 0)
        self._wish = (message.asked_turn_id, searched)

    def _wish_to_change(self) -> None:
        self.change_wanted.emit(*self._wish)

    def _show_coverage(self, answer: Answer) -> None:
        coverage = answer.coverage
        searched = bool(coverage.documents or coverage.passages_read)
        self._which.setVisible(searched and coverage.unreadable > 0)
        self._evidence.setVisible(searched)
        parts = self._searched(coverage) if searched else []
        seconds = QLocale().toString(answer.timings_ms.total / 1000, "f", 1)
        parts.append(self._by(answer))
        if answer.timings_ms.total:
            parts.append(self.tr("{seconds} s").format(seconds=seconds))
        if answer.stopped:
            parts.append(self.tr("stopped"))
        self._coverage.setText(wording.joined(parts))
        self._coverage.setToolTip(self._timings(answer))

    def _by(self, answer: Answer) -> str:
        """The model, and why this one where there were several."""
        if not answer.model_reason:
            return sentences.in_language(answer.model)
        return self.tr("{model}: {reason}").format(model=answer.model.partition(" (")[0], reason=answer.model_reason)

    def _searched(self, coverage: Coverage) -> list[str]:
        parts = [
            self.tr("Searched %n document(s)", "", coverage.documents),
            self._read(coverage),
        ]
        if coverage.unreadable:
            parts.append(self.tr("%n file(s) could not be read", "", coverage.unreadable))
        return parts

    def _read(self, coverage: Coverage) -> str:
        if not coverage.passages:
            return self.tr("read %n passage(s)", "", coverage.passages_read)
        numbers = (QLocale().toString(one) for one in (coverage.passages_read, coverage.passages))
        return self.tr("read {read} of {all} passages").format(**dict(zip(("read", "all"), numbers, strict=True)))

    def _wish_to_copy(self) -> None:
        text = plain_text(marked(self._answer).rows)
        self.copied.emit("\n\n".join(filter(None, (text, self._answer.disclaimer))))

    def _copy_sources(self) -> None:
        self.copied.emit(with_sources(self._answer, self.tr("page")))

    def _timings(self, answer: Answer) -> str:
        times, tokens = answer.timings_ms, answer.tokens
        spent = max(0.001, (times.total - times.first_token) / 1000)
        lines = [
            self.tr("Passages found after {ms} ms").format(ms=wording.number(times.search)),
            self.tr("First word after {s} s").format(s=wording.decimal(times.first_token / 1000, 1)),
            self.tr("{n} tokens read, {reused} of them remembered").format(
                n=wording.number(tokens.prompt), reused=wording.number(tokens.reused)
            ),
            self.tr("{n} tokens written, {rate} a second").format(
                n=wording.number(tokens.generated), rate=wording.number(tokens.generated / spent)
            ),
        ]
        return "\n".join(lines if answer.tokens.prompt else lines[:2])


def with_sources(answer: Answer, page_word: str) -> str:
    """The answer with its citation numbers behind each sentence, and the numbered sources below."""
    parts = [sentence.text + "".join(f" [{number}]" for number in sentence.citations) for sentence in answer.sentences]
    listed = [
        f"[{one.n}] {one.title}" + (f", {place}" if (place := _place(one, page_word)) else "") + f": “{one.quote}”"
        for one in answer.citations
    ]
    return "\n".join([" ".join(parts), "", *listed, *(("", answer.disclaimer) if answer.disclaimer else ())])


def _place(citation: Citation, page_word: str) -> str:
    return citation.label or (f"{page_word} {citation.page}" if citation.page is not None else "")
