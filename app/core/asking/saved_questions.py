"""Questions kept to be asked again, and what changed between two of their answers."""

from collections.abc import Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher

from app.core.asking.conversations import Answer
from app.core.asking.exhaustive import Reach


@dataclass(frozen=True, slots=True)
class SavedQuestion:
    """A question with its scope, by a name of the user's; `answered_at` is "" until it was answered once.

    `paths` are the files it asks, None for all: a document that is read again is another one at the same path. Filters
    stand in the text, as they are typed.
    """

    id: int
    name: str
    text: str
    collection: str | None = None
    paths: tuple[str, ...] | None = None
    use_documents: bool = True
    reach: Reach = Reach.AUTOMATIC
    model_id: str | None = None
    created_at: str = ""
    answered_at: str = ""


@dataclass(frozen=True, slots=True)
class Difference:
    """What an answer says that the one before did not, and the other way round; and the sources likewise, by title."""

    first: bool = False
    """There was no answer before."""
    withheld: bool = False
    """The answer before is not compared: it rests on a meeting, and what was said there is not to be handed on."""
    said: tuple[str, ...] = ()
    no_longer_said: tuple[str, ...] = ()
    new_sources: tuple[str, ...] = ()
    gone_sources: tuple[str, ...] = ()
    other_model: str = ""
    """The model that answered before, where it was another one."""

    @property
    def changed(self) -> bool:
        """Whether anything but the model is different."""
        return bool(self.said or self.no_longer_said or self.new_sources or self.gone_sources)


@dataclass(frozen=True, slots=True)
class Standing:
    """How a saved question stands now: its latest answer, what changed with it, and what has changed since.

    `difference` is from the answer before to the latest, None where there are not two. `changed_documents` counts those
    it asks that are new or were read again since the latest answer, `gone_sources` names those it cited that are no
    longer in the library, and `model_now` is the model that would answer now, where it is another one.
    """

    question: SavedQuestion
    answer: Answer | None = None
    difference: Difference | None = None
    changed_documents: int = 0
    gone_sources: tuple[str, ...] = ()
    model_now: str = ""

    @property
    def is_stale(self) -> bool:
        """Whether asking again may give another answer."""
        return bool(self.changed_documents or self.gone_sources or self.model_now)


def difference(before: Answer | None, after: Answer) -> Difference:
    """What changed from one answer to the next, sentence by sentence; white space does not count."""
    if before is None:
        return Difference(first=True)
    old, new = _sentences(before), _sentences(after)
    gone: list[str] = []
    said: list[str] = []
    for kind, first, last, start, end in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        if kind != "equal":
            gone += old[first:last]
            said += new[start:end]
    titles_before, titles_after = _titles(before), _titles(after)
    return Difference(
        said=tuple(one for one in said if one not in old),
        no_longer_said=tuple(one for one in gone if one not in new),
        new_sources=tuple(title for title in titles_after if title not in titles_before),
        gone_sources=tuple(title for title in titles_before if title not in titles_after),
        other_model=before.model if before.model != after.model else "",
    )


def _sentences(answer: Answer) -> list[str]:
    texts: Sequence[str] = [sentence.text for sentence in answer.sentences] or [answer.text]
    return [" ".join(text.split()) for text in texts]


def _titles(answer: Answer) -> list[str]:
    return list(dict.fromkeys(citation.title for citation in answer.citations))
