"""What a passage's score is made of, so that a user can be shown why it was found."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class ScoreParts:
    """The parts of a score: it is their sum, where `duplicates` only counts.

    A passage with neither words nor meaning in common with the question was found by its document.
    """

    words: float = 0.0
    """What its words brought: BM25 over the highest of this search, times the weight of words."""
    meaning: float = 0.0
    """What its meaning brought: the cosine of its vector and the question's, times the weight of meaning."""
    exact: float = 0.0
    """What the question's quoted phrases, numbers and identifiers brought, where the passage has them to the letter."""
    document: float = 0.0
    """What its document brought: names, years and kinds of document in the question that fit the document as a whole."""
    duplicates: int = 0
    """How many nearly equal passages were left out for this one."""

    @property
    def total(self) -> float:
        """The score."""
        return self.words + self.meaning + self.exact + self.document
