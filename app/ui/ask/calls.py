"""The tools that were called for an answer, folded above it: with what, and what came of it."""

from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from app.core.tools.arithmetic import in_print
from app.core.tools.tools import Call
from app.core.words.text import beginning
from app.ui.tokens import Space
from app.ui.widgets.buttons import button, refuse
from app.ui.widgets.fold import Fold

_LONGEST_NAME = 40
"""Characters: the thread may be narrow, and all of it stands below."""


class CallsView(QWidget):
    """A line for each call, with a button where it is only offered: nothing is written before the user says where."""

    save_wanted = Signal(object)
    """The call of a document that the user wants saved."""

    def __init__(self, parent: QWidget, saving_refused: str) -> None:
        super().__init__(parent)
        self._saving_refused = saving_refused
        self._calls: tuple[Call, ...] = ()
        self.folds: list[Fold] = []
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(Space.TIGHT)

    def show_calls(self, calls: tuple[Call, ...]) -> None:
        """Show these in place of those before; one that is shown already stays as it is, open or closed."""
        if calls[: len(self._calls)] != self._calls:
            for fold in self.folds:
                self._column.removeWidget(fold)
                fold.hide()
                fold.deleteLater()
            self.folds, self._calls = [], ()
        for call in calls[len(self._calls) :]:
            self.folds.append(self._fold(call))
            self._column.addWidget(self.folds[-1])
        self._calls = calls

    def _fold(self, call: Call) -> Fold:
        beside = []
        if call.offered:
            wish = partial(self.save_wanted.emit, call)
            save = button(self.tr("Save as…"), wish, icon_name="export", parent=self)
            refuse(save, self._saving_refused)
            beside.append(save)
        made = Fold(self.tr("The call of a tool"), self, *beside)
        made.show_text(self._named(call), self._told(call))
        made.switch.setChecked(call.failed)
        return made

    def _named(self, call: Call) -> str:
        """What was called, in words, with the gist of it."""
        given = call.given
        names = {
            "compute": self.tr("Calculated {gist}").format(gist=in_print(given.get("expression", ""))),
            "calculate_date": self.tr("Calculated with days"),
            "search_library": self.tr("Searched for {gist}").format(gist=given.get("query", "")),
            "read_page": self.tr("Read page {page} of {gist}").format(
                page=given.get("page", ""), gist=given.get("document", "")
            ),
            "list_files": self.tr("Listed the files"),
            "query_table": self.tr("Calculated over a table"),
            "make_document": self._document_named(given.get("form", "")),
        }
        name = beginning(names.get(call.tool, call.tool), _LONGEST_NAME)
        return self.tr("{name} (failed)").format(name=name) if call.failed else name

    def _document_named(self, form: str) -> str:
        names = {"docx": self.tr("Word document"), "xlsx": self.tr("Spreadsheet"), "md": self.tr("Markdown file")}
        return names.get(form, form)

    def _told(self, call: Call) -> str:
        lines = [self.tr("Tool: {name}").format(name=call.tool)]
        lines += [f"{name}: {value}" for name, value in call.arguments]
        result = self.tr("Failed: {result}") if call.failed else self.tr("Result: {result}")
        lines.append(result.format(result=call.result))
        if call.saved_to:
            lines.append(self.tr("Saved to: {path}").format(path=call.saved_to))
        return "\n".join(lines)
