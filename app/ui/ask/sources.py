"""The evidence of one answer as the sources panel lists it: first what is cited, then what was found besides."""

from dataclasses import dataclass

from app.core.answers.snippets import snippet
from app.core.asking.conversations import Answer, Citation, Role
from app.core.events import Found
from app.core.library.documents import ScoredPassage
from app.core.meetings.meeting_documents import transcript_of
from app.ui.ask.state import AskState


@dataclass(frozen=True, slots=True)
class Source:
    """One place in a document.

    `number` is the citation's, or 0 for a passage that no sentence rests on. `start` and `end` are character offsets
    into the text of the page, which said `quote` there. `score` is None where the search that found it is no longer
    known. `label` names the place where a page number does not.
    """

    number: int
    document_id: int
    page_index: int
    page: int | None
    start: int
    end: int
    title: str
    path: str
    snippet: str
    heading: str = ""
    score: float | None = None
    label: str = ""
    quote: str = ""

    @property
    def is_said(self) -> bool:
        """Whether it stands in a meeting's transcript, and is heard and read there."""
        return transcript_of(self.path) is not None


def sources(state: AskState) -> tuple[Source, ...]:
    """The sources to list for the answer whose evidence is shown."""
    if state.sources_turn_id == 0 and state.asking is not None:
        return _found_only(state.asking.found)
    turn = next(
        (turn for turn in state.turns if turn.id == state.sources_turn_id and turn.role is Role.ASSISTANT), None
    )
    return sources_of(turn.answer, state.found.get(turn.id)) if turn is not None else ()


def sources_of(answer: Answer | None, found: Found | None) -> tuple[Source, ...]:
    """The sources of an answer, and what else was found for it, where that is known."""
    citations = answer.citations if answer else ()
    cited_ids = {citation.passage_id for citation in citations}
    others = tuple(scored for scored in (found.passages if found else ()) if scored.passage.id not in cited_ids)
    return (*(_cited(citation, found) for citation in citations), *(_found(scored) for scored in others))


def evidence(state: AskState) -> Found | None:
    """The search behind the sources that are shown; None where it is no longer known."""
    if state.sources_turn_id == 0:
        return state.asking.found if state.asking is not None else None
    return state.found.get(state.sources_turn_id) if state.sources_turn_id is not None else None


def position_of(listed: tuple[Source, ...], number: int) -> int | None:
    """Where the citation with this number stands in the list."""
    return next((index for index, source in enumerate(listed) if source.number == number), None)


def _found_only(found: Found | None) -> tuple[Source, ...]:
    return tuple(_found(scored) for scored in found.passages) if found else ()


def _cited(citation: Citation, found: Found | None) -> Source:
    scored = next((one for one in (found.passages if found else ()) if one.passage.id == citation.passage_id), None)
    return Source(
        number=citation.n,
        document_id=citation.document_id,
        page_index=citation.page_index,
        page=citation.page,
        start=citation.start,
        end=citation.end,
        title=citation.title,
        path=citation.path,
        snippet=snippet(citation.in_words, citation.path),
        heading=scored.passage.heading if scored else "",
        score=scored.score if scored else None,
        label=citation.label,
        quote=citation.quote,
    )


def _found(scored: ScoredPassage) -> Source:
    passage = scored.passage
    return Source(
        number=0,
        document_id=passage.document_id,
        page_index=passage.page_index,
        page=passage.page,
        start=passage.start,
        end=passage.end,
        title=scored.title,
        path=scored.path,
        snippet=snippet(passage.text, scored.path, passage.heading),
        heading=passage.heading,
        score=scored.score,
        label=passage.place(),
        quote=passage.text,
    )
