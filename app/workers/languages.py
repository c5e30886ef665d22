"""Which language is spoken, told from what the model believes of one stretch after another.

Of a second or two the model often believes something odd (Latin, Arabic, Welsh for an English name), hardly ever surely;
where the language really changes it is sure. So most of a recording is in one language, and another needs certainty.
"""

from collections import defaultdict
from collections.abc import Sequence

_SURE = 0.8
_LIKELY = 0.5
"""A language that was surely heard before is believed from here on. On English read by ten people and mixtures of seven
languages, wrong beliefs reached 0.63 and right ones of changes mostly began at 0.9."""

Belief = Sequence[tuple[str, float]]
"""Languages with their probabilities, the likeliest first."""


class SpokenLanguages:
    """What one recording was heard to be in so far."""

    def __init__(self) -> None:
        self._seconds: defaultdict[str, float] = defaultdict(float)
        self._sure: set[str] = set()

    @property
    def prevailing(self) -> str:
        """The language of most that was heard, "" before anything was."""
        return max(self._seconds, key=self._seconds.__getitem__, default="")

    def note(self, belief: Belief, seconds: float) -> None:
        """Take into account what is believed of so many seconds of speech."""
        for language, probability in belief:
            self._seconds[language] += seconds * probability
        if belief[0][1] >= _SURE:
            self._sure.add(belief[0][0])

    def told(self, belief: Belief) -> str:
        """The language of a stretch of which this is believed: the prevailing one, unless the belief is strong enough."""
        language, probability = belief[0]
        enough = _LIKELY if language in self._sure else _SURE
        return language if probability >= enough else self.prevailing or language
