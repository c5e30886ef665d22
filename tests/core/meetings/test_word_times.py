"""Words that stay keep their times; those that are typed share the time between them; only broken cues are marked."""

from hypothesis import given

from app.core.meetings.transcript import Segment, Word
from app.core.meetings.word_times import reworded, timing_broken, word_at, word_places
from tests.core.transcripts import segments, texts

SAID = Segment(10.0, 14.0, "The rent is do on Friday.", "", (
    Word(10.0, 10.4, "The", 0.9), Word(10.5, 11.0, "rent", 0.9), Word(11.0, 11.2, "is", 0.9),
    Word(11.2, 11.6, "do", 0.3), Word(12.0, 12.3, "on", 0.9), Word(12.4, 14.0, "Friday.", 0.9),
))  # fmt: skip


def times(segment: Segment) -> dict[str, tuple[float, float]]:
    return {word.text: (word.start, word.end) for word in segment.words}


def test_a_corrected_word_takes_the_time_of_the_wrong_one() -> None:
    after = reworded(SAID, "The rent is due on Friday.")
    assert times(after)["due"] == (11.2, 11.6)
    assert after.words[:3] + after.words[4:] == SAID.words[:3] + SAID.words[4:]
    assert after.words[3].confidence == 1.0
    assert after.heard == SAID.words
    assert not timing_broken(after)


def test_case_and_punctuation_move_nothing() -> None:
    after = reworded(SAID, "The Rent is, do on friday")
    assert [(word.start, word.end) for word in after.words] == [(word.start, word.end) for word in SAID.words]


def test_words_that_become_several_share_their_time_by_length() -> None:
    after = reworded(SAID, "The rent is payable by you on Friday.")
    assert times(after)["payable"][0] == 11.2
    assert times(after)["you"][1] == 11.6
    assert times(after)["payable"][1] - 11.2 > times(after)["by"][1] - times(after)["by"][0]


def test_an_added_word_stands_in_the_pause() -> None:
    after = reworded(SAID, "The rent is do only on Friday.")
    assert times(after)["only"] == (11.6, 12.0)


def test_a_removed_word_takes_only_its_own_time_along() -> None:
    after = reworded(SAID, "The rent is on Friday.")
    assert after.words == SAID.words[:3] + SAID.words[4:]


def test_the_words_heard_stay_beside_several_changes() -> None:
    assert reworded(reworded(SAID, "Nothing."), "The rent.").heard == SAID.words


def test_only_a_cue_that_lost_its_words_is_marked() -> None:
    assert timing_broken(reworded(SAID, "Something else altogether was said here by somebody."))
    crowded = Segment(0.0, 1.0, "a b", "", (Word(0.0, 0.5, "a", 0.9), Word(0.5, 1.0, "b", 0.9)))
    assert timing_broken(reworded(crowded, "a one two three b"))
    assert not timing_broken(reworded(crowded, "a and b"))
    assert not timing_broken(SAID)


def test_scripts_without_spaces_keep_the_times_around_a_change() -> None:
    said = Segment(0.0, 3.0, "今天开会议", "", (
        Word(0.0, 1.0, "今天", 0.9), Word(1.0, 2.0, "开", 0.9), Word(2.0, 3.0, "会议", 0.9),
    ))  # fmt: skip
    after = reworded(said, "今天看会议")
    assert [word.text for word in after.words] == ["今天", "看", "会议"]
    assert [(word.start, word.end) for word in after.words] == [(0.0, 1.0), (1.0, 2.0), (2.0, 3.0)]


def test_a_word_is_found_by_its_place() -> None:
    assert word_places(SAID)[1] == (4, 8)
    assert [word_at(SAID, place) for place in (0, 3, 4, 7, 24)] == [0, 0, 1, 1, 5]
    assert word_at(Segment(0.0, 1.0, "text"), 2) is None


@given(segments(most=1), texts.filter(bool))
def test_a_text_and_its_words_agree(before: tuple[Segment, ...], text: str) -> None:
    after = reworded(before[0], text)
    if before[0].words:
        assert "".join(word.text for word in after.words) == text.replace(" ", "")


@given(segments(most=1), texts.filter(bool))
def test_words_before_a_change_are_not_moved(before: tuple[Segment, ...], more: str) -> None:
    said = before[0]
    after = reworded(said, f"{said.text} {more}")
    assert after.words[: len(said.words)] == said.words
