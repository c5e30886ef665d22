"""Words are found, replaced and gone through, whatever stands around them."""

from hypothesis import given
from hypothesis import strategies as st

from app.core.meetings.transcript import Segment, Word
from app.core.meetings.transcript_edits import Edit, Splice, applied
from app.core.meetings.transcript_search import (
    Match,
    Wanted,
    found_in,
    matches,
    matches_after,
    next_match,
    next_unsure,
    number_of,
    replace_all,
    replace_match,
    spoken_at,
    unsure_places,
)

FIRST = Segment(0.0, 2.0, "The rent, the Rent.", "", (
    Word(0.0, 0.5, "The", 0.9), Word(0.5, 1.0, "rent,", 0.3), Word(1.0, 1.5, "the", 0.9), Word(1.5, 2.0, "Rent.", 0.2),
))  # fmt: skip
SECOND = Segment(3.0, 4.0, "Parents pay (rent).")
TALK = (FIRST, SECOND)


def test_a_text_is_found_whatever_its_case() -> None:
    assert matches(TALK, Wanted("rent")) == (Match(0, 4, 8), Match(0, 14, 18), Match(1, 2, 6), Match(1, 13, 17))


def test_a_text_is_found_in_its_case_or_as_a_whole_word() -> None:
    assert matches(TALK, Wanted("Rent", case=True)) == (Match(0, 14, 18),)
    assert matches(TALK, Wanted("rent", whole_word=True)) == (Match(0, 4, 8), Match(0, 14, 18), Match(1, 13, 17))
    assert matches(TALK, Wanted("(rent)", whole_word=True)) == (Match(1, 12, 18),)
    assert matches(TALK, Wanted("")) == ()


said = st.lists(st.sampled_from(("rent", "the rent is rent", "nothing")), max_size=6).map(
    lambda texts: tuple(Segment(float(at), at + 1.0, text) for at, text in enumerate(texts))
)


@given(said, st.lists(st.tuples(st.integers(0, 6), st.integers(0, 3), said), max_size=12))
def test_what_is_found_after_an_edit_is_what_is_found_anew(
    before: tuple[Segment, ...], drawn: list[tuple[int, int, tuple[Segment, ...]]]
) -> None:
    after, splices = before, []
    for index, count, others in drawn:
        index = min(index, len(after))
        splices.append(Splice(index, after[index : index + count], others))
        after = applied(after, Edit((splices[-1],)))
    wanted = Wanted("rent")
    found = matches_after(matches(before, wanted), Edit(tuple(splices)), after, wanted)
    assert found == matches(after, wanted)
    assert [one for row in range(len(after)) for one in found_in(found, row)] == list(found)
    assert [number_of(found, one) for one in found] == list(range(1, len(found) + 1))
    assert number_of(found, None) == number_of(found, Match(0, 99, 100)) == 0


def test_everything_is_replaced_by_one_edit_that_reads_no_pattern() -> None:
    after = applied(TALK, replace_all(TALK, Wanted("rent", whole_word=True), r"\1fee"))
    assert [one.text for one in after] == [r"The \1fee, the \1fee.", r"Parents pay (\1fee)."]
    assert after[0].words[0] == FIRST.words[0]


def test_replacing_never_deletes_a_segment() -> None:
    assert not replace_all((Segment(0.0, 1.0, "rent"),), Wanted("rent"), "")


def test_one_match_is_replaced() -> None:
    assert applied(TALK, replace_match(TALK, Match(0, 4, 8), "fee"))[0].text == "The fee, the Rent."


def test_the_next_match_goes_round() -> None:
    found = matches(TALK, Wanted("rent"))
    assert next_match(found, 0, 4) == found[1]
    assert next_match(found, 1, 13) == found[0]
    assert next_match(found, 0, 4, backwards=True) == found[-1]
    assert next_match((), 0, 0) is None


def test_words_hardly_heard_are_gone_through() -> None:
    assert unsure_places(FIRST, 0.5) == ((4, 9), (14, 19))
    assert next_unsure(TALK, 0.5, 0, -1) == Match(0, 4, 9)
    assert next_unsure(TALK, 0.5, 0, 4) == Match(0, 14, 19)
    assert next_unsure(TALK, 0.5, 0, 14) is None
    assert next_unsure(TALK, 0.5, 1, 0, backwards=True) == Match(0, 14, 19)


def test_the_word_that_is_heard_is_known() -> None:
    assert spoken_at(TALK, 0.6) == (0, 1)
    assert spoken_at(TALK, 2.5) == (0, 3)
    assert spoken_at(TALK, 3.5) == (1, None)
    assert spoken_at((SECOND,), 1.0) is None
