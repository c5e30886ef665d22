"""Receipts of what was forgotten: what went and that nothing of it is found any more, without saying what it was."""

import hashlib
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from app.core.administration.backups import Fate

_WORDS_OF_A_CANARY = 8
_LEAST_CHARACTERS = 24
_UNSEARCHABLE = frozenset('"\\')
"""Written differently where a text is kept as JSON."""


class Subject(StrEnum):
    """What can be forgotten."""

    DOCUMENT = "document"
    MEETING = "meeting"
    PERSON = "person"


@dataclass(frozen=True, slots=True)
class Receipt:
    """What was forgotten, `at` when.

    `subject_sha256` is the hash of `salt` and the path, number or name: whoever knows that can tell that the receipt is
    about it, nobody can read it from here. `removed` counts what went by its kind. `canaries` is how many phrases, found
    nowhere else, were looked for afterwards, in `places` columns of the vault and in search; `traces` says where one was
    still found, and how often. `mentions` is how often a forgotten person's name still stands in what others said or wrote.
    `backups` says what became of each backup, by its path.
    """

    subject: Subject
    subject_sha256: str
    salt: str
    at: str
    removed: Mapping[str, int] = field(default_factory=dict)
    canaries: int = 0
    places: int = 0
    traces: Mapping[str, int] = field(default_factory=dict)
    mentions: int = 0
    backups: Mapping[str, Fate] = field(default_factory=dict)

    @property
    def proven(self) -> bool:
        """Whether nothing was found any more, wherever it could be looked."""
        return not self.traces

    @property
    def out_of_reach(self) -> tuple[str, ...]:
        """The backups that were not looked into, and may hold it still."""
        return tuple(path for path, fate in self.backups.items() if fate in (Fate.OUT_OF_REACH, Fate.LEFT))

    def is_about(self, what: str) -> bool:
        """Whether this is the receipt of forgetting that path, number or name."""
        return subject_hash(self.salt, what) == self.subject_sha256


def subject_hash(salt: str, what: str) -> str:
    """What a receipt calls its subject."""
    return hashlib.sha256(f"{salt}{what}".encode()).hexdigest()


def canaries(texts: Iterable[str]) -> Iterator[str]:
    """Phrases by which a text is known again: one of eight words from the middle of each line that is long enough."""
    for text in texts:
        for line in text.splitlines():
            words = line.split(" ")
            middle = max(0, (len(words) - _WORDS_OF_A_CANARY) // 2)
            phrase = " ".join(words[middle : middle + _WORDS_OF_A_CANARY]).strip()
            if len(phrase) >= _LEAST_CHARACTERS and phrase.isprintable() and not _UNSEARCHABLE & set(phrase):
                yield phrase
