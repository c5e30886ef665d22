"""Passages for tests of everything that reads them."""

from app.core.library.documents import Passage, ScoredPassage


def scored(text: str, number: int = 1, title: str = "Handbook", start: int = 0, page: int | None = 1) -> ScoredPassage:
    passage = Passage(
        id=number,
        document_id=number,
        ordinal=0,
        page_index=0 if page is None else page - 1,
        page=page,
        start=start,
        end=start + len(text),
        heading="",
        text=text,
    )
    return ScoredPassage(passage, f"/documents/{title}.pdf", title, score=1.0, cosine=0.8, keyword_score=1.0)
