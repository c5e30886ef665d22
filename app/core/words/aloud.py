"""What is read aloud of a text: its sentences, without the marks that only eyes follow, and the voice that says them."""

import re
import unicodedata
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from app.core.words.keywords import stop_word_language
from app.core.words.sentences import split_sentences

_PARAGRAPHS = re.compile("[^\u2029\ufdd0\ufdd1]+")
"""Characters that stand between the paragraphs and the cells of one of Qt's texts, and in no other."""
_CITATION = re.compile(r"\s?\[\d{1,3}(?:\s*[,;–-]\s*\d{1,3})*\]")
_SILENT = (
    (re.compile(r"!?\[([^\]\n]+)\]\([^)\s]*\)"), r"\1"),  # links and pictures of Markdown
    (re.compile(r"\s*\(?\bhttps?://[^\s)]+\)?"), ""),
    (re.compile(r"^\s*(?:[#>]+|[-*•])\s+"), ""),
    (re.compile(r"\*\*|__|~~|`+|(?<!\w)[*_](?=\w)|(?<=\w)[*_](?!\w)"), ""),
    (re.compile(r"\s*\|\s*"), ", "),
    (re.compile(r"[\s\u2028]+"), " "),
    (re.compile(r" (?=[.,;:!?])"), ""),
)
_LANGUAGE_OF_SCRIPT = {
    "ARABIC": "ar",
    "BENGALI": "bn",
    "CYRILLIC": "ru",
    "DEVANAGARI": "hi",
    "GREEK": "el",
    "HANGUL": "ko",
    "HEBREW": "he",
    "HIRAGANA": "ja",
    "KATAKANA": "ja",
    "TAMIL": "ta",
    "THAI": "th",
    "CJK": "zh",
}
_LOOKED_AT = 2000
"""Characters that tell the language of a text."""


@dataclass(frozen=True, slots=True)
class Spoken:
    """One sentence: `text` is said of what stands at `start` to `end` of the text it came from."""

    start: int
    end: int
    text: str


@dataclass(frozen=True, slots=True)
class Voice:
    """One of the system's voices. `locale` is "de_AT", and `plain` where that is meant when only the language is named.

    `usual` is the voice that the system takes for its locale.
    """

    name: str
    locale: str
    plain: bool = False
    usual: bool = False

    @property
    def language(self) -> str:
        """The language alone: "de"."""
        return language_of_locale(self.locale)


def language_of_locale(locale: str) -> str:
    """The language of a locale: "de" of "de_AT"."""
    return re.split("[_-]", locale)[0].lower()


def spoken(text: str) -> tuple[Spoken, ...]:
    """The sentences of a text that have something to be said, in order."""
    return tuple(_spoken(text))


def _spoken(text: str) -> Iterator[Spoken]:
    uncited = _CITATION.sub(lambda citation: " " * len(citation.group()), text)
    for paragraph in _PARAGRAPHS.finditer(uncited):
        for span in split_sentences(paragraph.group()):
            said = span.text
            for silent, instead in _SILENT:
                said = silent.sub(instead, said)
            if any(character.isalnum() for character in said):
                yield Spoken(paragraph.start() + span.start, paragraph.start() + span.end, said.strip(" ,"))


def language_of(text: str) -> str:
    """The language a text is in, as its script or its small words tell; "" where they tell nothing."""
    letters = [character for character in text[:_LOOKED_AT] if character.isalpha()]
    scripts = Counter(unicodedata.name(character, "").partition(" ")[0] for character in letters)
    if scripts["HIRAGANA"] + scripts["KATAKANA"] > scripts["CJK"] / 4 > 0:
        return "ja"
    script = max(scripts, key=lambda name: scripts[name], default="")
    return _LANGUAGE_OF_SCRIPT.get(script) or stop_word_language(text[:_LOOKED_AT])


def voice_for(voices: Sequence[Voice], language: str, locale: str, chosen: Mapping[str, str]) -> Voice | None:
    """The voice for a language: the one `chosen` for it, else the usual one of the user's own `locale`; None without any."""
    fitting = [voice for voice in voices if voice.language == language]

    def preferred(voice: Voice) -> tuple[bool, bool, bool, bool]:
        return voice.name == chosen.get(language), voice.locale == locale, voice.plain, voice.usual

    return max(fitting, key=preferred, default=None)
