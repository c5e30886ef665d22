"""How chosen recordings are to be transcribed, asked once before they join the queue."""

from pathlib import Path

from PySide6.QtCore import QLocale, Signal
from PySide6.QtWidgets import QCheckBox, QComboBox, QDialog, QDialogButtonBox, QLineEdit, QWidget

from app.core.meetings.transcript import LANGUAGES, MOST_SPEAKERS, Listening
from app.ui.tokens import Space
from app.ui.widgets.layouts import column, fit
from app.ui.widgets.section import FormRow, Section
from app.ui.widgets.text import label

_DIGITS = 70
_VOCABULARY_WIDTH = 280


class ListeningDialog(QDialog):
    """Shows the choices made last; `chosen(Listening)` once the user begins."""

    chosen = Signal(object)

    def __init__(self, paths: tuple[Path, ...], remembered: Listening, parent: QWidget) -> None:
        super().__init__(parent)
        self.setWindowTitle(self.tr("Transcribe"))
        names = paths[0].name if len(paths) == 1 else self.tr("%n recording(s)", "", len(paths))
        self.language = self._languages(remembered.language)
        self.speakers = self._speaker_numbers(remembered.speakers)
        self.vocabulary = QLineEdit(remembered.vocabulary, self)
        self.vocabulary.setMinimumWidth(_VOCABULARY_WIDTH)
        self.library_names = QCheckBox(self)
        self.library_names.setChecked(remembered.library_names)
        standard = QDialogButtonBox.StandardButton
        self.buttons = QDialogButtonBox(standard.Ok | standard.Cancel, self)
        self.buttons.button(standard.Ok).setText(self.tr("Transcribe"))
        self.buttons.accepted.connect(self.accept)
        self.buttons.rejected.connect(self.reject)
        self.accepted.connect(lambda: self.chosen.emit(self.listening))
        self.finished.connect(self.deleteLater)
        heading = label(names, "heading", wrap=True, parent=self)
        self.setLayout(column(heading, self._form(), self.buttons, space=Space.MEDIUM, margin=Space.LARGE))
        fit(self, _DIGITS)
        self.buttons.button(standard.Ok).setFocus()

    @property
    def listening(self) -> Listening:
        """What is chosen now."""
        return Listening(
            self.language.currentData(),
            self.speakers.currentData(),
            self.vocabulary.text().strip(),
            self.library_names.isChecked(),
        )

    def _form(self) -> Section:
        form = Section(parent=self)
        form.add(
            FormRow(self.tr("Language"), "", self.language, form),
            FormRow(
                self.tr("Speakers"),
                self.tr("If you know how many there are, saying so makes fewer mistakes."),
                self.speakers,
                form,
            ),
            FormRow(
                self.tr("Names and terms"),
                self.tr("Those that may be said, with commas between them."),
                self.vocabulary,
                form,
            ),
            FormRow(
                self.tr("Names from my library"),
                self.tr("Names that stand out in your own documents are listened for as well."),
                self.library_names,
                form,
            ),
        )
        return form

    def _languages(self, code: str) -> QComboBox:
        made = QComboBox(self)
        made.addItem(self.tr("Find out"), "")
        named = {code: QLocale.languageToString(QLocale(code).language()) for code in LANGUAGES}
        for each in sorted(named, key=lambda it: named[it].casefold()):
            made.addItem(named[each], each)
        made.setCurrentIndex(max(0, made.findData(code)))
        return made

    def _speaker_numbers(self, speakers: int | None) -> QComboBox:
        made = QComboBox(self)
        made.addItem(self.tr("Find out how many"), 0)
        for number in range(1, MOST_SPEAKERS + 1):
            made.addItem(QLocale().toString(number), number)
        made.addItem(self.tr("Do not tell them apart"), None)
        places = {made.itemData(place): place for place in range(made.count())}
        made.setCurrentIndex(places.get(speakers, 0))
        return made
