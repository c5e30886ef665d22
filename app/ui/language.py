"""The language of the window: its texts, the direction it reads in, and how it writes dates and numbers."""

from PySide6.QtCore import QLibraryInfo, QLocale, QTranslator
from PySide6.QtWidgets import QApplication

from app.ui import sentences
from app.ui.resources import resource

SYSTEM = "system"
_LOCALES = {"en": "en_US", "de": "de_DE", "ar": "ar_AE"}
# Arabic as in the Emirates, which writes numbers with the digits that times, citations and most documents have.


def speak(application: QApplication, choice: str) -> str:
    """Let what is shown from now on speak this language ("en"), or with `SYSTEM` the desktop's; returns which it is.

    Texts that stand somewhere already stay as they are. A language other than the desktop's brings its own way to write
    dates and numbers.
    """
    language = _of_system() if choice == SYSTEM else choice
    for before in application.findChildren(QTranslator):
        application.removeTranslator(before)
        before.deleteLater()
    # English is not only for plurals: texts in the code know none. Qt's own are the buttons and menus it brings.
    qt = QLibraryInfo.path(QLibraryInfo.LibraryPath.TranslationsPath)
    for name, folder in (("qtbase", qt), ("alcove", str(resource("translations")))):
        translator = QTranslator(application)
        if translator.load(f"{name}_{language}", folder):
            application.installTranslator(translator)
    QLocale.setDefault(QLocale.system() if language == _of_system() else QLocale(_LOCALES[language]))
    sentences.speak(language)
    application.setLayoutDirection(QLocale(language).textDirection())
    return language


def _of_system() -> str:
    """The first of the languages the user reads, as the desktop tells them, that Alcove speaks; English without one."""
    wanted = (name.split("-")[0] for name in QLocale.system().uiLanguages())
    return next((name for name in wanted if name in _LOCALES), "en")
