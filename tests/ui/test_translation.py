"""Every text of the window is there in English, German and Arabic, with all that stands in it."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QCoreApplication, QTranslator
from PySide6.QtWidgets import QApplication

from app.ui import language
from app.ui.resources import resource
from installers.translatable import Text, texts, texts_of_window
from installers.translations import PLURALS, Forms, english, kept

ROOT = Path(__file__).resolve().parents[2]
AGAIN = "run installers/translations.py"
COUNTS = (1, 2, 5, 11, 100, 0)
"""One number for each form that Arabic has, and so for each of any other language here."""
SHOWN = {"setText", "setToolTip", "setAccessibleName", "setWindowTitle", "setPlaceholderText", "addAction", "addItem"}
SHOWN |= {
    "label",
    "badge",
    "button",
    "QLabel",
    "QPushButton",
    "QCheckBox",
    "QRadioButton",
    "QAction",
    "Section",
    "Header",
}


@pytest.fixture(scope="module")
def wanted() -> set[Text]:
    """Every text of the window."""
    return texts_of_window(ROOT)


@pytest.fixture(params=PLURALS)
def translated(request: pytest.FixtureRequest) -> tuple[str, dict[Text, Forms]]:
    return request.param, kept(request.param)


def test_every_text_of_the_code_is_translated_and_no_other(
    wanted: set[Text], translated: tuple[str, dict[Text, Forms]]
) -> None:
    spoken, found = translated
    if spoken == "en":
        assert found == english(wanted), AGAIN
    assert {text for text in wanted if text.plural or spoken != "en"} == set(found), AGAIN
    unfinished = [text for text, forms in found.items() if not all(forms)]
    assert unfinished == [], "write these into the .ts file"
    assert all(len(forms) == (PLURALS[spoken] if text.plural else 1) for text, forms in found.items())


def test_what_is_filled_into_a_text_is_filled_into_its_translation(translated: tuple[str, dict[Text, Forms]]) -> None:
    for text, forms in translated[1].items():
        for form in forms:
            assert sorted(re.findall(r"\{\w*\}", form)) == sorted(re.findall(r"\{\w*\}", text.source)), form
            # Arabic has words for none, one and two of a thing.
            assert "%Ln" in form or not text.plural or (len(forms) == 6 and forms.index(form) < 3), form
            assert "%n" not in form, f"%Ln writes the number as the language does: {form}"
            assert form.count("&") == text.source.count("&"), form
            assert form.startswith(" ") == text.source.startswith(" "), form
            assert form.endswith("…") == text.source.endswith("…"), form


def test_what_is_filled_into_arabic_keeps_its_own_direction() -> None:
    for form in (form for forms in kept("ar").values() for form in forms):
        values = [value for value in re.findall(r"\{\w+\}", form) if value != form.strip()]
        assert [value for value in values if f"\u2068{value}\u2069" not in form] == [], form


def test_the_compiled_translation_is_the_one_that_is_written(translated: tuple[str, dict[Text, Forms]]) -> None:
    spoken, found = translated
    compiled = QTranslator()
    assert compiled.load(str(resource("translations", f"alcove_{spoken}.qm")))
    for text, forms in found.items():
        counts = COUNTS if text.plural else (-1,)
        loaded = {compiled.translate(text.context, text.source, "", count) for count in counts}
        assert loaded == set(forms), AGAIN


def test_texts_are_found_wherever_qt_will_ask_for_them() -> None:
    code = """
class Pane(QWidget):
    def show(self):
        self.tr("One" " text")
        self.tr("%n file(s)", "", 3)
        QCoreApplication.translate("Other", "Two")

NAMES = {1: QT_TRANSLATE_NOOP("names", "Three")}

def _tr(text):
    return QCoreApplication.translate("words", text)

def words():
    return _tr("Four").format(a=1)
"""
    assert texts(code) == {
        Text("Pane", "One text"),
        Text("Pane", "%n file(s)", plural=True),
        Text("Other", "Two"),
        Text("names", "Three"),
        Text("words", "Four"),
    }


@pytest.mark.parametrize("call", ['self.tr(f"{count} files")', 'self.tr(name + " files")', 'parent.tr("Add files")'])
def test_a_text_that_no_translation_could_be_found_for_is_refused(call: str) -> None:
    with pytest.raises(ValueError, match=r"cannot be translated|found in no language"):
        texts(f"class Pane(QWidget):\n    def show(self, parent, name, count):\n        {call}\n")


def _said_in_english_alone(path: Path) -> Iterator[str]:
    for call in ast.walk(ast.parse(path.read_text("utf-8"))):
        if isinstance(call, ast.Call) and call.args and isinstance(shown := call.args[0], ast.Constant):
            name = call.func.attr if isinstance(call.func, ast.Attribute) else getattr(call.func, "id", "")
            if name in SHOWN and isinstance(shown.value, str) and re.search(r"[^\W\d_]{2}", shown.value):
                yield f"{path.name}, line {call.lineno}: {shown.value}"


def test_nothing_is_shown_that_is_not_translated() -> None:
    found = [told for path in sorted((ROOT / "app" / "ui").rglob("*.py")) for told in _said_in_english_alone(path)]
    assert found == []


@pytest.fixture
def speaking(qapp: QApplication) -> Iterator[QApplication]:
    """The application, which speaks English again afterwards."""
    yield qapp
    language.speak(qapp, "en")


@pytest.mark.parametrize(
    ("spoken", "counted"),
    [
        ("en", ["1 document", "2 documents", "11 documents"]),
        ("de", ["1 Dokument", "2 Dokumente", "11 Dokumente"]),
        ("ar", ["مستند واحد", "مستندان", "11 مستندًا"]),
    ],
)
def test_each_language_counts_as_it_does(speaking: QApplication, spoken: str, counted: list[str]) -> None:
    language.speak(speaking, spoken)
    assert [
        QCoreApplication.translate("CollectionsPane", "%n document(s)", "", count) for count in (1, 2, 11)
    ] == counted
