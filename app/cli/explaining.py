"""Why a passage was found, in a line and as a value."""

from app.core.library.documents import ScoredPassage


def score_value(scored: ScoredPassage) -> dict[str, float | int | None]:
    """The parts of the score, and what they were measured from."""
    parts = scored.parts
    return {
        "words": round(parts.words, 6),
        "bm25": scored.keyword_score,
        "meaning": round(parts.meaning, 6),
        "cosine": scored.cosine,
        "exact": round(parts.exact, 6),
        "document": round(parts.document, 6),
        "near_duplicates_left_out": parts.duplicates,
    }


def score_line(scored: ScoredPassage) -> str:
    """The same for people; what brought nothing is left out."""
    parts = scored.parts
    bm25 = "" if scored.keyword_score is None else f" (BM25 {scored.keyword_score:.2f})"
    cosine = "" if scored.cosine is None else f" (cosine {scored.cosine:.2f})"
    told = [
        f"{name} {value:.3f}{measured}"
        for name, value, measured in (
            ("words", parts.words, bm25),
            ("meaning", parts.meaning, cosine),
            ("exact match", parts.exact, ""),
            ("its document", parts.document, ""),
        )
        if value
    ]
    left_out = f"; {parts.duplicates} near-duplicates left out" if parts.duplicates else ""
    return " + ".join(told) + left_out
