"""Which of the system's voices reads texts of each language aloud."""

from collections.abc import Mapping
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QLocale, QSignalBlocker
from PySide6.QtWidgets import QComboBox, QWidget

from app.core.words.aloud import Voice, language_of_locale
from app.ui.job_bridge import JobBridge
from app.ui.tokens import Space
from app.ui.widgets.banner import Banner
from app.ui.widgets.buttons import button
from app.ui.widgets.layouts import column, row
from app.ui.widgets.section import FormRow

if TYPE_CHECKING:
    from app.services.reading_aloud import ReadingAloud

_WIDTH = 190


class VoiceRow(QWidget):
    """Asks the system for its voices when the user wants to choose: that starts its speech."""

    def __init__(self, reading_aloud: "ReadingAloud", jobs: JobBridge, parent: QWidget) -> None:
        super().__init__(parent)
        self._reading_aloud = reading_aloud
        self._jobs = jobs
        self._voices: tuple[Voice, ...] = ()
        self._chosen: Mapping[str, str] = {}
        self.look = button(self.tr("Choose…"), self._look, parent=self)
        self.language = QComboBox(self)
        self.language.setAccessibleName(self.tr("Language that is read"))
        self.language.activated.connect(lambda _at: self._show_voices())
        self.voice = QComboBox(self)
        self.voice.setAccessibleName(self.tr("Voice for it"))
        self.voice.activated.connect(lambda _at: self._choose())
        for choice in (self.language, self.voice):
            choice.setMinimumWidth(_WIDTH)
        self._choices = QWidget(self)
        self._choices.setLayout(row(self.language, self.voice, None, space=Space.MEDIUM))
        self._choices.hide()
        self._banner = Banner(self)
        explanation = self.tr("Every text is read with a voice of its own language, as the system has them.")
        line = FormRow(self.tr("Voices"), explanation, self.look, self)
        self.setLayout(column(line, self._choices, self._banner, space=Space.SMALL))

    def _look(self) -> None:
        self.look.setEnabled(False)
        self._banner.show_message(self.tr("The system is asked for its voices; that takes some seconds."), "info")

        def read() -> tuple[tuple[Voice, ...], Mapping[str, str]]:
            return self._reading_aloud.voices(), self._reading_aloud.chosen()

        self._jobs.run_once(self, read, lambda found: self._show(*found), self._fail)

    def _show(self, voices: tuple[Voice, ...], chosen: Mapping[str, str]) -> None:
        self._banner.clear()
        self._voices, self._chosen = voices, chosen
        languages = {code: QLocale(code).language() for code in {voice.language for voice in voices}}
        # Of what has no locale, such as eSpeak's Klingon, no text is known to be.
        named = {QLocale.languageToString(one): code for code, one in languages.items() if one != QLocale.Language.C}
        self.language.clear()
        for name in sorted(named, key=str.casefold):
            self.language.addItem(name, named[name])
        self.language.setCurrentIndex(max(0, self.language.findData(language_of_locale(QLocale().name()))))
        self._show_voices()
        self.look.hide()
        self._choices.show()

    def _show_voices(self) -> None:
        language = self.language.currentData()
        with QSignalBlocker(self.voice):
            self.voice.clear()
            self.voice.addItem(self.tr("As the system has it"), "")
            for name in sorted({voice.name for voice in self._voices if voice.language == language}, key=str.casefold):
                self.voice.addItem(name, name)
            self.voice.setCurrentIndex(max(0, self.voice.findData(self._chosen.get(language, ""))))

    def _choose(self) -> None:
        language, name = str(self.language.currentData()), str(self.voice.currentData())
        self._chosen = {**self._chosen, language: name}
        choose = partial(self._reading_aloud.choose, language, name)
        self._jobs.run_once(self, choose, lambda _none: None, self._fail)

    def _fail(self, sentence: str) -> None:
        self.look.setEnabled(True)
        self._banner.show_message(sentence, "info")
