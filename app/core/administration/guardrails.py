"""What an organization wants said, refused and taken out: a template of its trade, chosen by policy."""

import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass

from app.core.exporting.redaction import Hidden
from app.core.words.text import folded

NONE = "none"
TEMPLATES = ("finance", "health", "legal", "public-sector")


@dataclass(frozen=True, slots=True)
class Refusal:
    """Questions that say something like one of these are answered with a sentence alone."""

    words: tuple[re.Pattern[str], ...]
    sentence: str


@dataclass(frozen=True, slots=True)
class Guardrails:
    """`disclaimer` stands with every answer, `redacted` is taken out of every export; empty where nothing is wanted."""

    disclaimer: str = ""
    refusals: tuple[Refusal, ...] = ()
    redacted: tuple[Hidden, ...] = ()

    def refusal(self, question: str) -> str:
        """The sentence a question is answered with instead; "" for one that may be answered."""
        asked = " ".join(folded(question).split())
        return next((one.sentence for one in self.refusals if any(it.search(asked) for it in one.words)), "")


def parse_guardrails(text: str, disclaimer: str = "") -> Guardrails:
    """The guardrails of a template (TOML), with a disclaimer of one's own in place of the template's.

    In its words <name> stands for the term of that name.

    Raises:
        ValueError: it is no template.
    """
    template = tomllib.loads(text)
    terms: dict[str, str] = template.get("terms", {})
    refusals = tuple(
        Refusal(tuple(_pattern(words, terms) for words in one["words"]), str(one["sentence"]))
        for one in template.get("refuse", ())
    )
    redacted = tuple(Hidden(kind) for kind in template.get("redact", ()))
    return Guardrails(disclaimer or str(template.get("disclaimer", "")), refusals, redacted)


def _pattern(words: str, terms: Mapping[str, str]) -> re.Pattern[str]:
    for name, term in terms.items():
        words = words.replace(f"<{name}>", term)
    return re.compile(words, re.IGNORECASE)
