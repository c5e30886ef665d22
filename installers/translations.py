"""Bring the English translation up to date: the forms for one and for many of every text with a number in it.

Run it after such a text was added or changed; it needs the set-up's environment, whose Qt tools it uses. English needs
no more: "(s)" in a text of the code is left out for one, and becomes "s" for many.
"""

import subprocess
import sys
import tempfile
from pathlib import Path
from xml.etree import ElementTree

ROOT = Path(__file__).resolve().parent.parent
TRANSLATIONS = ROOT / "resources" / "translations"


def plural_forms() -> ElementTree.Element:
    """The translation as Qt's own tool finds it in the code, with both forms filled in."""
    with tempfile.TemporaryDirectory() as folder:
        found = Path(folder) / "alcove_en.ts"
        sources = sorted(map(str, (ROOT / "app" / "ui").rglob("*.py")))
        languages = ["-source-language", "en", "-target-language", "en"]
        command = [
            tool("pyside6-lupdate"),
            "-pluralonly",
            "-locations",
            "none",
            *languages,
            *sources,
            "-ts",
            str(found),
        ]
        subprocess.run(command, check=True, stdout=subprocess.DEVNULL)
        root = ElementTree.parse(found).getroot()
    for message in root.iter("message"):
        fill_in(message)
    ElementTree.indent(root)
    return root


def fill_in(message: ElementTree.Element) -> None:
    """Put the forms for one and for many into a message of the translation."""
    text = message.findtext("source", "")
    for old in message.findall("translation"):
        message.remove(old)
    translation = ElementTree.SubElement(message, "translation")
    for form in (text.replace("(s)", ""), text.replace("(s)", "s")):
        ElementTree.SubElement(translation, "numerusform").text = form


def tool(name: str) -> str:
    """A program of the environment this runs in."""
    return str(Path(sys.executable).with_name(name))


def main() -> None:
    """Write the translation, and its compiled form that the window loads."""
    source = TRANSLATIONS / "alcove_en.ts"
    text = ElementTree.tostring(plural_forms(), encoding="unicode")
    source.write_text(f'<?xml version="1.0" encoding="utf-8"?>\n<!DOCTYPE TS>\n{text}\n', encoding="utf-8")
    compiled = str(source.with_suffix(".qm"))
    subprocess.run([tool("pyside6-lrelease"), "-silent", str(source), "-qm", compiled], check=True)


if __name__ == "__main__":
    main()
