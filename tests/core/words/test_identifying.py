"""Who is meant is told from what everybody says."""

import pytest

from app.core.words.identifying import names


@pytest.mark.parametrize(
    ("language", "text", "found"),
    [
        ("de", "Herr Doktor Müller und Frau Professorin Klein.", ["Müller", "Klein"]),
        ("de", "Danke, Herr Vorsitzender. Frau Präsidentin, bitte.", []),
        ("de", "Frau Mai und Herr Freitag kommen.", ["Mai", "Freitag"]),
        ("de", "Erstens, wir fangen an. Super, weiter. Leute, bitte.", []),
        ("de", "Heute ist Patient Aufnahme bis drei.", []),
        ("en", "first, thanks. First, we start. Great, go on. Anna, your turn.", ["Anna"]),
    ],
)
def test_what_everybody_says_names_nobody(language: str, text: str, found: list[str]) -> None:
    assert list(dict.fromkeys(names(text, language))) == found
