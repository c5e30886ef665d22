"""What becomes of the words a model wrote: kept with their citations, replaced by the words they rest on, or declined.

The model's own word is taken for nothing but its declining, so that a small one can be trusted as far as a large one.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from app.core.answers.citations import check, without_marks
from app.core.answers.pertinence import Grounds, is_planted_in_picture, pertains
from app.core.answers.stretches import Similarity
from app.core.asking.conversations import Citation, Sentence, Support
from app.core.asking.followup import asked_alone
from app.core.asking.grounding import DECLINED, UNSUPPORTED, declines
from app.core.library.documents import ScoredPassage
from app.core.tools.tables import CELL

BESIDE_THE_QUESTION = "What was written does not answer the question, so it was withdrawn; see the nearest passages."
PLANTED = "What was written only repeats what the picture wants said whatever is asked, so it was withdrawn."
QUOTED_INSTEAD = "What was written is not fully supported, so your documents' own words stand in its place."


@dataclass(frozen=True, slots=True)
class Judgement:
    """An answer as it is shown: its sentences, which the text consists of, and the citations behind them."""

    text: str
    sentences: tuple[Sentence, ...]
    citations: tuple[Citation, ...] = ()
    declined: bool = False
    notice: str = ""
    """Why it is not what the model wrote; "" where it is."""


def plain(text: str) -> Judgement:
    """Words that rest on no documents."""
    return Judgement(text, (Sentence(text, Support.PLAIN),) if text else ())


def over_texts(question: str, written: str, texts: Sequence[str]) -> Judgement:
    """Words that rest on no documents but on texts that were read in pictures: declined where those were planted there."""
    text = without_marks(written).strip()
    return declined(PLANTED) if is_planted_in_picture(question, text, texts) else plain(text)


def declined(reason: str = DECLINED) -> Judgement:
    """No answer, and why."""
    return Judgement(reason, (Sentence(reason, Support.PLAIN),), declined=True)


def judge(
    question: str,
    written: str,
    passages: Sequence[ScoredPassage],
    similarity: Similarity,
    text_of: Callable[[int], str],
    complete: bool = True,
) -> Judgement:
    """What a model wrote from the passages, judged; only its sentences are where it is not `complete`.

    `question` is as it was searched, `text_of` gives the whole text of a document by its id. Declined is what no
    passage supports, and what is no answer to the question. Where nothing is fully supported, the words that it rests
    on are quoted instead: over the SQuAD sample those held the answer for 17 of 20 such questions, what a 0.5B model
    had written for 12.
    """
    text = without_marks(written).strip()
    if complete and declines(text):
        return declined()
    sentences, citations = check(text, passages, similarity, question=asked_alone(question))
    found = {sentence.support for sentence in sentences} - {Support.PLAIN}
    if found == {Support.UNSUPPORTED}:
        return declined(UNSUPPORTED)
    if not complete or not citations:
        return Judgement(text, sentences, citations)
    if not _pertains(question, text, passages, citations, similarity, text_of):
        return declined(BESIDE_THE_QUESTION)
    if Support.SUPPORTED not in found:
        return _quoted(sentences, citations)
    return _with_rows_in_words(text, sentences, citations)


def _pertains(
    question: str,
    text: str,
    passages: Sequence[ScoredPassage],
    citations: Sequence[Citation],
    similarity: Similarity,
    text_of: Callable[[int], str],
) -> bool:
    quotes = [citation.quote for citation in citations]
    cited = [scored for scored in passages if scored.passage.id in {citation.passage_id for citation in citations}]
    cosines = similarity([question], quotes)
    nearest = max([*cosines[0], *(scored.cosine or 0.0 for scored in cited)]) if cosines else None

    def in_passages() -> str:
        return " ".join(f"{one.title} {one.path} {one.passage.heading} {one.passage.text}" for one in cited)

    def in_documents() -> str:
        return " ".join([in_passages(), *map(text_of, {one.passage.document_id for one in cited})])

    beside = [f"{one.passage.heading}:\n{one.passage.text}" for one in cited]
    return pertains(asked_alone(question), text, Grounds(quotes, beside, (in_passages, in_documents), nearest))


def _with_rows_in_words(text: str, sentences: Sequence[Sentence], citations: Sequence[Citation]) -> Judgement:
    """The answer, with rows that were written cell by cell as they are quoted."""
    told = []
    for sentence in sentences:
        if CELL in sentence.text and sentence.support is Support.SUPPORTED:
            words = next(citation.in_words for citation in citations if citation.n == sentence.citations[0])
            text = text.replace(sentence.text, words, 1)
            sentence = replace(sentence, text=words)
        told.append(sentence)
    return Judgement(text, tuple(told), tuple(citations))


def _quoted(sentences: Sequence[Sentence], citations: Sequence[Citation]) -> Judgement:
    """The first words that each sentence rests on, word for word, in the order of the sentences."""
    numbers = dict.fromkeys(sentence.citations[0] for sentence in sentences if sentence.citations)
    quoted = [next(citation for citation in citations if citation.n == number) for number in numbers]
    renumbered = tuple(replace(citation, n=place) for place, citation in enumerate(quoted, start=1))
    told = tuple(Sentence(f"“{citation.in_words}”", Support.SUPPORTED, (citation.n,)) for citation in renumbered)
    return Judgement("\n\n".join(sentence.text for sentence in told), told, renumbered, notice=QUOTED_INSTEAD)
