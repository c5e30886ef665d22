"""The window speaks the language that is chosen, in its direction, with its numbers."""

from collections.abc import Iterator

import pytest
from PySide6.QtCore import QCoreApplication, QLocale, Qt, QTranslator
from PySide6.QtWidgets import QApplication

from app.ui import language, wording


@pytest.fixture(autouse=True)
def _english_again(qapp: QApplication) -> Iterator[None]:
    yield
    language.speak(qapp, "en")


def _ask() -> str:
    return QCoreApplication.translate("places", "Ask")


def test_texts_and_numbers_are_those_of_the_language(qapp: QApplication) -> None:
    language.speak(qapp, "de")
    assert _ask() == "Fragen"
    assert wording.decimal(1234.5, 1) == "1.234,5"
    assert qapp.layoutDirection() == Qt.LayoutDirection.LeftToRight


def test_arabic_goes_from_right_to_left_and_what_follows_it_does_not(qapp: QApplication) -> None:
    language.speak(qapp, "ar")
    assert _ask() == "اسأل"
    assert qapp.layoutDirection() == Qt.LayoutDirection.RightToLeft
    language.speak(qapp, "en")
    assert qapp.layoutDirection() == Qt.LayoutDirection.LeftToRight
    assert _ask() == "Ask"


def test_the_buttons_that_qt_brings_speak_it_too(qapp: QApplication) -> None:
    language.speak(qapp, "de")
    assert QCoreApplication.translate("QPlatformTheme", "Cancel") == "Abbrechen"


def test_languages_that_were_spoken_before_are_put_away(qapp: QApplication) -> None:
    for spoken in ("ar", "de", "en", "de"):
        language.speak(qapp, spoken)
    QCoreApplication.sendPostedEvents(None, 52)  # deferred deletions
    assert len(qapp.findChildren(QTranslator)) == 2


def test_the_desktops_language_is_the_one_where_none_is_chosen(
    qapp: QApplication, monkeypatch: pytest.MonkeyPatch
) -> None:
    for wanted, spoken in ((["fr-FR", "de-DE", "en"], "de"), (["ar-EG"], "ar"), (["fr-FR"], "en"), (["C"], "en")):
        monkeypatch.setattr(QLocale, "uiLanguages", lambda _locale, wanted=wanted: wanted)
        assert language.speak(qapp, language.SYSTEM) == spoken
        assert QLocale() == QLocale.system()


def test_what_is_told_in_one_line_keeps_its_order_in_arabic(qapp: QApplication) -> None:
    assert wording.joined(("1:00", "", "English")) == "1:00 · English"
    language.speak(qapp, "ar")
    told = wording.joined(("1:00", "", "English"))
    assert told == "\u200f\u20681:00\u2069 · \u2068English\u2069"
