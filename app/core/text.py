"""Text as people compare it."""

import unicodedata


def folded(text: str) -> str:
    """`text` for comparing without regard to case, width or composition (Unicode NFKC, case-folded)."""
    return unicodedata.normalize("NFKC", unicodedata.normalize("NFKC", text).casefold())
