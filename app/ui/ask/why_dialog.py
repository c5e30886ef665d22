"""Why these passages: the question as it was searched, and what each passage's score is made of."""

from PySide6.QtCore import QLocale, Qt
from PySide6.QtWidgets import QDialog, QHeaderView, QTableWidget, QTableWidgetItem, QWidget

from app.core.events import Found
from app.core.library.documents import ScoredPassage
from app.ui.tokens import Space
from app.ui.widgets.buttons import button
from app.ui.widgets.layouts import column, row
from app.ui.widgets.text import label

_SIZE = (1000, 480)


class WhyDialog(QDialog):
    """Shows the evidence of one answer with the score from each stage."""

    def __init__(self, found: Found, parent: QWidget) -> None:
        super().__init__(parent)
        self.setWindowTitle(self.tr("Why these passages?"))
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        told = self.tr("Searched: {question}").format(question=found.question)
        searched = label(told, wrap=True, selectable=True, parent=self)
        meaning = self.tr(
            "A score is the sum of its parts: shared words, nearness in meaning, exact matches of numbers and quotations, "
            "and a document that the question names. BM25 and cosine are as measured; duplicates are alike passages left out."
        )
        self.table = self._made_table(found)
        close = button(self.tr("Close"), self.close, parent=self)
        whole = column(
            searched,
            label(meaning, "caption", wrap=True, parent=self),
            self.table,
            row(None, close),
            space=Space.MEDIUM,
            margin=Space.LARGE,
        )
        self.setLayout(whole)
        self.resize(*_SIZE)

    def _made_table(self, found: Found) -> QTableWidget:
        headings = self._headings()
        table = QTableWidget(len(found.passages), len(headings), self)
        table.setHorizontalHeaderLabels(headings)
        first = table.horizontalHeaderItem(0)
        assert first is not None
        first.setTextAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        table.setAccessibleName(self.tr("Passages and the parts of their scores"))
        table.setEditTriggers(QTableWidget.EditTrigger.NoEditTriggers)
        table.setSelectionBehavior(QTableWidget.SelectionBehavior.SelectRows)
        table.verticalHeader().setVisible(False)
        table.setWordWrap(False)
        table.horizontalHeader().setDefaultAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        table.horizontalHeader().setSectionResizeMode(QHeaderView.ResizeMode.ResizeToContents)
        table.horizontalHeader().setSectionResizeMode(0, QHeaderView.ResizeMode.Stretch)
        for index, scored in enumerate(found.passages):
            for place, text in enumerate(self._cells(scored)):
                item = QTableWidgetItem(text)
                item.setToolTip(" ".join(scored.passage.text.split())[:600])
                if place:
                    item.setTextAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
                table.setItem(index, place, item)
        return table

    def _headings(self) -> list[str]:
        return [
            self.tr("Passage"),
            self.tr("Score"),
            self.tr("Words"),
            self.tr("Meaning"),
            self.tr("Exact"),
            self.tr("Document"),
            self.tr("BM25"),
            self.tr("Cosine"),
            self.tr("Duplicates"),
        ]

    def _cells(self, scored: ScoredPassage) -> list[str]:
        passage, parts = scored.passage, scored.parts
        place = passage.place() or (self.tr("p. {page}").format(page=passage.page) if passage.page is not None else "")
        figures = (scored.score, parts.words, parts.meaning, parts.exact, parts.document)
        measured = (scored.keyword_score, scored.cosine)
        return [
            f"{scored.title}{place and f', {place}'}: {' '.join(passage.text.split())[:90]}",
            *(QLocale().toString(figure, "f", 3) for figure in figures),
            *("–" if figure is None else QLocale().toString(figure, "f", 2) for figure in measured),
            str(parts.duplicates or ""),
        ]
