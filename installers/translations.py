"""Bring the translations up to date with the texts in the code, and compile them into what the window loads.

Run it after a text was added or changed; it needs the set-up's environment, whose Qt tools it uses. What is translated
already is kept, also where the same text comes up anew elsewhere; what is not is listed, to be written into the .ts file
between its <translation> and </translation>, after which it is run again. English needs only the forms for one and for
many of a text with a number in it, which make themselves: "(s)" is left out for one, and becomes "s" for many.
"""

import subprocess
import sys
from pathlib import Path
from xml.etree import ElementTree

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from installers.translatable import Text, texts_of_window  # noqa: E402

TRANSLATIONS = ROOT / "resources" / "translations"
PLURALS = {"en": 2, "de": 2, "ar": 6}
"""The languages of the window, and how many forms a text with a number in it has in each."""

Forms = tuple[str, ...]
Translated = dict[Text, Forms]


def kept(language: str) -> Translated:
    """What is translated in a language; the forms of a text are empty where they are still to be written."""
    root = ElementTree.parse(TRANSLATIONS / f"alcove_{language}.ts").getroot()
    return {
        Text(context.findtext("name", ""), message.findtext("source", ""), message.get("numerus") == "yes"): _forms(
            message
        )
        for context in root.iter("context")
        for message in context.iter("message")
    }


def _forms(message: ElementTree.Element) -> Forms:
    return tuple(form.text or "" for form in message.iter("numerusform")) or (message.findtext("translation", ""),)


def english(texts: set[Text]) -> Translated:
    """The forms for one and for many; no other text has to be translated."""
    forms = {text: text.source.replace("%n", "%Ln") for text in texts if text.plural}
    return {text: (form.replace("(s)", ""), form.replace("(s)", "s")) for text, form in forms.items()}


def merged(texts: set[Text], known: Translated, plurals: int) -> Translated:
    """The forms of all these texts, as they are known from the same place or another one, or empty."""
    elsewhere = {(text.source, text.plural): forms for text, forms in known.items() if all(forms)}
    return {
        text: known.get(text) or elsewhere.get((text.source, text.plural)) or ("",) * (plurals if text.plural else 1)
        for text in texts
    }


def write(language: str, translated: Translated) -> None:
    """Write the .ts file, in order, and compile it."""
    root = ElementTree.Element("TS", version="2.1", language=language, sourcelanguage="en")
    for name in sorted({text.context for text in translated}):
        context = ElementTree.SubElement(root, "context")
        ElementTree.SubElement(context, "name").text = name
        for text in sorted(text for text in translated if text.context == name):
            _add(context, text, translated[text])
    ElementTree.indent(root, space=" ")
    path = TRANSLATIONS / f"alcove_{language}.ts"
    written = ElementTree.tostring(root, encoding="unicode")
    path.write_text(f'<?xml version="1.0" encoding="utf-8"?>\n<!DOCTYPE TS>\n{written}\n', encoding="utf-8")
    compiler = str(Path(sys.executable).with_name("pyside6-lrelease"))
    subprocess.run([compiler, "-silent", str(path), "-qm", str(path.with_suffix(".qm"))], check=True)


def _add(context: ElementTree.Element, text: Text, forms: Forms) -> None:
    message = ElementTree.SubElement(context, "message", {"numerus": "yes"} if text.plural else {})
    ElementTree.SubElement(message, "source").text = text.source
    translation = ElementTree.SubElement(message, "translation", {} if all(forms) else {"type": "unfinished"})
    if not text.plural:
        translation.text = forms[0]
    for form in forms if text.plural else ():
        ElementTree.SubElement(translation, "numerusform").text = form


def main() -> None:
    """Write the translations of every language, and name what is not translated."""
    texts = texts_of_window(ROOT)
    missing = []
    for language, plurals in PLURALS.items():
        translated = english(texts) if language == "en" else merged(texts, kept(language), plurals)
        write(language, translated)
        missing += [
            f"{language}: {text.context}: {text.source}" for text, forms in translated.items() if not all(forms)
        ]
    if missing:
        sys.exit("Not translated yet:\n" + "\n".join(sorted(missing)))


if __name__ == "__main__":
    main()
