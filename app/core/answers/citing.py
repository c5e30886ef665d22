"""Citations as they are numbered through an answer: the same words are cited under one number."""

from dataclasses import replace

from app.core.answers.snippets import without_markup
from app.core.asking.conversations import Citation
from app.core.library.documents import Passage, ScoredPassage
from app.core.tools.table_rows import in_words


def excerpt(passage: Passage, start: int, end: int) -> Passage:
    """`passage.text[start:end]` as a passage of its own, with the same id, at its place in the page."""
    return replace(
        passage,
        start=passage.start + start,
        end=passage.start + end,
        text=passage.text[start:end],
        first_row=passage.first_row + passage.text.count("\n", 0, start) if passage.first_row else 0,
    )


class Cited:
    """The citations of one answer, in the order in which they first appear."""

    def __init__(self) -> None:
        self._by_place: dict[tuple[int, int, int], Citation] = {}

    def cite(self, scored: ScoredPassage, start: int, end: int) -> int:
        """The number of `scored.passage.text[start:end]`, from 1."""
        passage = scored.passage
        key = (passage.id, passage.start + start, passage.start + end)
        if key not in self._by_place:
            self._by_place[key] = Citation(
                n=len(self._by_place) + 1,
                document_id=passage.document_id,
                passage_id=passage.id,
                path=scored.path,
                title=scored.title,
                page_index=passage.page_index,
                page=passage.page,
                start=passage.start + start,
                end=passage.start + end,
                quote=passage.text[start:end],
                label=passage.place(start, end),
                told=without_markup(in_words(passage.text, start, end, passage.heading), scored.path),
            )
        return self._by_place[key].n

    @property
    def citations(self) -> tuple[Citation, ...]:
        """All of them."""
        return tuple(self._by_place.values())
