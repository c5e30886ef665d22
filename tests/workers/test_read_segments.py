"""A model that lost its way and repeats itself: what is left of a loop is said twice."""

from faster_whisper.transcribe import Segment, Word

from app.workers.read_segments import loops, segment_heard


def said(text: str, compression_ratio: float = 1.0) -> Segment:
    """A segment in which every word takes half a second."""
    words = [Word(place / 2, place / 2 + 0.5, f" {word}", 0.9) for place, word in enumerate(text.split())]
    return Segment(0, 0, 0.0, len(words) / 2, text, [], -0.3, compression_ratio, 0.1, words, 0.0)


def test_a_phrase_over_and_over_is_a_loop_and_ordinary_repetition_is_not() -> None:
    assert loops([said("and so on " * 5)])
    assert loops([said("fine", compression_ratio=3.0)])
    assert not loops([said("no no no it is very very good")])


def test_a_loop_across_segments_is_found() -> None:
    assert loops([said("thank you") for _ in range(4)])


def test_what_is_left_of_a_loop_is_said_twice_with_the_times_of_its_words() -> None:
    heard = segment_heard(said("so we begin " + "and then " * 6 + "the end"), 10.0, "en")
    assert heard.text == "so we begin and then and then the end"
    assert [word.text for word in heard.words] == heard.text.split()
    assert heard.words[-1].end == 10.0 + 17 / 2
