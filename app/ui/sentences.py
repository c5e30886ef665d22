"""What the services say, in the language of the window.

They say it in English, as the command line and the log do, and an error is nothing but its sentence. Where one comes into
the window it is known by its fixed words, and what stands between these goes into its translation. A sentence that nobody
has translated stays as it is.
"""

import json
import re
from dataclasses import dataclass, replace
from functools import cache

from app.core.events import Event, Failed, Notice, Progress, Skipped
from app.ui.resources import resource

_VALUE = re.compile(r"\{\d\}")


@dataclass(frozen=True, slots=True)
class _Sentence:
    """The fixed words of a sentence, around its values, and its translation, in which {1} is the first of these."""

    words: tuple[str, ...]
    translation: str

    def said_with(self, values: tuple[str, ...]) -> str:
        """The translation with these values in it, translated themselves where they are sentences."""
        return _VALUE.sub(lambda place: in_language(values[int(place[0][1:-1]) - 1]), self.translation)

    def values(self, said: str) -> tuple[str, ...] | None:
        """What stands between the fixed words; None where something else is said."""
        if not (
            said.startswith(self.words[0]) and said.endswith(self.words[-1]) and all(one in said for one in self.words)
        ):
            return None
        found = re.fullmatch("(.*?)".join(map(re.escape, self.words)), said, re.DOTALL)
        return found.groups() if found else None


_in_force: list[tuple[_Sentence, ...]] = [()]


def speak(language: str) -> None:
    """Translate into this language from now on."""
    _in_force[0] = _sentences(language)


@cache
def _sentences(language: str) -> tuple[_Sentence, ...]:
    """All there are, those with the most fixed words first: what fits them fits shorter ones by chance alone."""
    written = json.loads(resource("translations", "sentences.json").read_text("utf-8")) if language != "en" else {}
    found = [_Sentence(tuple(_VALUE.split(english)), spoken[language]) for english, spoken in written.items()]
    return tuple(sorted(found, key=lambda one: -len("".join(one.words))))


def in_language(sentence: str) -> str:
    """A sentence of the services in the language of the window, or as it is."""
    for known in _in_force[0]:
        values = known.values(sentence)
        if values is not None:
            return known.said_with(values)
    return sentence


def told(event: Event) -> Event:
    """An event with what it says in the language of the window."""
    match event:
        case Progress():
            return replace(event, activity=in_language(event.activity))
        case Failed() | Skipped():
            return replace(event, reason=in_language(event.reason))
        case Notice():
            return replace(event, text=in_language(event.text))
        case _:
            return event
