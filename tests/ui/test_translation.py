"""Every text with a number in it has a form for one and a form for many."""

from xml.etree import ElementTree

from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QApplication

from app.ui.application import install_translation
from app.ui.resources import resource
from installers.translations import plural_forms

Forms = set[tuple[str | None, str | None, tuple[str | None, ...]]]


def forms(root: ElementTree.Element) -> Forms:
    return {
        (context.findtext("name"), message.findtext("source"), tuple(form.text for form in message.iter("numerusform")))
        for context in root.iter("context")
        for message in context.iter("message")
    }


def test_every_plural_of_the_window_is_in_the_english_translation() -> None:
    kept = forms(ElementTree.parse(resource("translations", "alcove_en.ts")).getroot())
    assert kept == forms(plural_forms()), "run installers/translations.py"
    assert all(len(texts) == 2 for _, _, texts in kept)


def test_one_document_is_not_documents(qapp: QApplication) -> None:
    install_translation(qapp)
    counted = [QCoreApplication.translate("CollectionsPane", "%n document(s)", "", count) for count in (1, 2)]
    assert counted == ["1 document", "2 documents"]
