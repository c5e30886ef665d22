"""What answers where no chat model is installed: the passages' own sentences."""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from math import log

from app.core.asking.conversations import TokenCounts
from app.core.asking.pictures import PictureRef
from app.core.asking.prompting import GenerationOptions, GenerationSummary, Prompt, PromptProgress
from app.core.cancel import CancelToken
from app.core.errors import Cancelled, ModelError
from app.core.tools.table_rows import in_words, is_header_at
from app.core.tools.tables import CELL
from app.core.words.keywords import keyword_text, query_terms
from app.core.words.sentences import split_sentences
from app.engines.text_model import Written

_NOTHING_FITS = "The documents do not say."
_SENTENCES = 3
_LEAST_WORDS = 4
_FIELD = re.compile(r"([^:\n]+): +\S[^\n]*")
"""A field of a form, its label first."""
_STEM_LETTERS = 5
"""Words are compared by their first letters only, so that "costs" in a question finds "cost" in a passage."""

_NONE_INSTALLED = "This needs a chat model and none is installed; see all there are with: alcove models list"


class QuotingModel:
    """Answers with the sentences of the passages that fit the question best, to the letter.

    What a fresh installation without a chat model does; the same prompt always gives the same answer. A word counts
    as a token. It follows no grammar, and has nothing to say where there are no passages.
    """

    name = "Quotations, because no chat model is installed"
    context_tokens = 8192
    writes = False
    sees = False
    notice = ""
    memory = None

    def stream(self, prompt: Prompt, options: GenerationOptions, cancel: CancelToken) -> Iterator[Written]:
        """As `TextModel` says."""
        words = sum(self.count_tokens([turn.text for turn in prompt.turns]))
        if options.grammar or not (prompt.passages or prompt.texts):
            raise ModelError(_NONE_INSTALLED)
        if words + options.maximum_tokens > self.context_tokens:
            raise ModelError(f"The question and its passages are too long ({words:,} words); ask a shorter question.")
        yield PromptProgress(words, words, 0)
        text, finish = _until_stop("\n".join(_best_sentences(prompt)), options.stop)
        text = text.removeprefix(prompt.begun)
        pieces = re.findall(r"\s*\S+", text)
        if len(pieces) > options.maximum_tokens:
            pieces, finish = pieces[: options.maximum_tokens], "length"
        for piece in pieces:
            if cancel.cancelled:
                raise Cancelled
            yield piece
        yield GenerationSummary(finish, TokenCounts(words, 0, len(pieces)), 0.0, 0.0)

    def count_tokens(self, texts: Sequence[str]) -> list[int]:
        """Words of each text."""
        return [len(text.split()) for text in texts]

    def count_pictures(self, pictures: Sequence[PictureRef]) -> int:  # noqa: ARG002
        """None: it does not see."""
        return 0


@dataclass(frozen=True, slots=True)
class _Candidate:
    """A sentence, where it stands among all of them, and the stems it has in common with the question.

    `is_asked` is true of a field of a form whose whole label is in the question.
    """

    order: int
    text: str
    shared: frozenset[str]
    is_asked: bool


def _best_sentences(prompt: Prompt) -> list[str]:
    """At most three sentences, in the order of the passages; rare words of the question weigh more (idf)."""
    asked = _stems(query_terms(prompt.question))
    read = [(scored.passage.text, scored.passage.heading) for scored in prompt.passages]
    read += [(text, "") for text in prompt.texts]
    texts = {
        span.text: in_words(text, span.start, span.end, heading) if CELL in span.text else span.text
        for text, heading in read
        for span in split_sentences(text)
        if not (CELL in span.text and is_header_at(text, span.start))
    }
    candidates = [
        _Candidate(order, text, asked & _stems(keyword_text(words).split()), _is_asked(text, asked))
        for order, (text, words) in enumerate(texts.items())
    ]
    candidates = [one for one in candidates if one.is_asked or len(one.text.split()) >= _LEAST_WORDS]
    frequency = Counter(stem for candidate in candidates for stem in candidate.shared)

    def weight(candidate: _Candidate) -> float:
        return sum(log(1 + len(candidates) / frequency[stem]) for stem in sorted(candidate.shared))

    ranked = sorted(candidates, key=lambda one: (weight(one), one.is_asked), reverse=True)
    if ranked and ranked[0].is_asked:
        ranked = [one for one in ranked if one.is_asked]
    best = [one for one in ranked[:_SENTENCES] if one.shared and weight(one) >= weight(ranked[0]) / 2]
    return [one.text for one in sorted(best, key=lambda one: one.order)] or [_NOTHING_FITS]


def _is_asked(text: str, asked: frozenset[str]) -> bool:
    field = _FIELD.fullmatch(text)
    label = _stems(keyword_text(field[1]).split()) if field else frozenset()
    return bool(label) and label <= asked


def _stems(words: Sequence[str]) -> frozenset[str]:
    return frozenset(word[:_STEM_LETTERS] for word in words)


def _until_stop(text: str, stop: Sequence[str]) -> tuple[str, str]:
    """The text up to the first stop string, and why it ends there."""
    ends = [end for one in stop if one and (end := text.find(one)) >= 0]
    return (text[: min(ends)], "stop") if ends else (text, "end")
