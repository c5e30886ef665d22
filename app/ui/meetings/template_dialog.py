"""The text of a template of minutes, to be written or changed."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QDialog, QDialogButtonBox, QPlainTextEdit, QWidget

from app.ui.tokens import Space
from app.ui.widgets.layouts import column
from app.ui.widgets.text import label

_WIDTH, _HEIGHT = 640, 560


class TemplateDialog(QDialog):
    """`save_wanted` with the text; it stays open until it is accepted, and `show_problem` says why it is not yet.

    Closed otherwise, it says first what would be lost.
    """

    save_wanted = Signal(str)

    def __init__(self, title: str, text: str, parent: QWidget) -> None:
        super().__init__(parent)
        self.setWindowTitle(title)
        self.text = QPlainTextEdit(text, self)
        self.text.setAccessibleName(self.tr("Text of the template"))
        self.text.setTabChangesFocus(True)
        self.text.textChanged.connect(self._take_back_warning)
        self._before = text
        self._warned = False
        self._problem = label("", tone="danger", wrap=True, parent=self)
        self._problem.setVisible(False)
        standard = QDialogButtonBox.StandardButton
        self.buttons = QDialogButtonBox(standard.Save | standard.Cancel, self)
        self.buttons.accepted.connect(self._save)
        self.buttons.rejected.connect(self.reject)
        self.finished.connect(self.deleteLater)
        help_text = label(self._help(), "caption", wrap=True, parent=self)
        whole = column(help_text, self.text, self._problem, self.buttons, space=Space.MEDIUM, margin=Space.LARGE)
        whole.setStretch(1, 1)
        self.setLayout(whole)
        self.resize(_WIDTH, _HEIGHT)

    @property
    def problem(self) -> str:
        """Why it could not be kept, if it could not."""
        return self._problem.text()

    def show_problem(self, sentence: str) -> None:
        """Say why it cannot be kept so."""
        self._warned = False
        self.buttons.setEnabled(True)
        self._problem.setText(sentence)
        self._problem.setVisible(True)
        self.text.setFocus()

    def reject(self) -> None:
        """Close without keeping anything: where something was written, only when this is wished a second time."""
        if self._warned or self.text.toPlainText() == self._before:
            super().reject()
            return
        self.show_problem(self.tr("What you wrote is not kept yet: save it, or cancel once more to drop it."))
        self._warned = True

    def _take_back_warning(self) -> None:
        if self._warned:
            self._warned = False
            self._problem.setVisible(False)

    def _save(self) -> None:
        self.buttons.setEnabled(False)  # pressed again meanwhile, it would be kept twice
        self.save_wanted.emit(self.text.toPlainText())

    def _help(self) -> str:
        return self.tr(
            "The line after # is its name, and every ## begins a section. Below that, “kind:” is what goes into the "
            "section (summary, decisions, actions, questions or topic), “lines:” how many lines at most, “about:” the "
            "words a topic is known by, and “write:” what a model is told to write of a summary."
        )
