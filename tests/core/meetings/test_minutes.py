"""What the user wrote into minutes outlives writing them again; the same thing said twice stands there once."""

from dataclasses import replace

from app.core.meetings.minutes import (
    Minutes,
    MinutesLine,
    MinutesSection,
    Moment,
    SectionKind,
    distinct_lines,
    keeping_edits,
)

SENT = MinutesLine("Send the permit papers to the town.", (Moment(10.0, 14.0, "Ben", ""),), owner="Ben")
BOOKED = MinutesLine("Book the stage in the park.", (Moment(20.0, 24.0, "Ben", ""),), owner="Ben")


def minutes(*lines: MinutesLine, heading: str = "Action items") -> Minutes:
    return Minutes(0, 1, "Festival", "general", (MinutesSection(heading, SectionKind.ACTIONS, lines),))


def texts(found: Minutes) -> dict[str, list[str]]:
    return {section.heading: [line.text for line in section.shown] for section in found.sections}


def test_another_template_takes_over_what_was_written_and_not_what_was_only_removed() -> None:
    removed, edited = replace(SENT, removed=True), replace(BOOKED, text="Book both stages.", edited=True)
    other = minutes(heading="Goals")
    assert texts(keeping_edits(other, [minutes(removed)])) == {"Goals": []}
    assert texts(keeping_edits(other, [minutes(removed, edited)])) == {
        "Goals": [],
        "Action items": ["Book both stages."],
    }


def test_what_was_removed_stays_away_after_minutes_by_another_template() -> None:
    first = minutes(replace(SENT, removed=True), BOOKED)
    between = keeping_edits(minutes(heading="Goals"), [first])
    again = keeping_edits(minutes(SENT, BOOKED), [between, first])
    assert texts(again) == {"Action items": ["Book the stage in the park."]}
    assert texts(keeping_edits(minutes(SENT, BOOKED), [again, between, first])) == texts(again)


def test_the_same_words_of_two_people_are_two_tasks() -> None:
    assert distinct_lines([SENT, replace(SENT, owner="Ana"), SENT]) == [SENT, replace(SENT, owner="Ana")]


def test_the_same_words_on_two_days_are_two_tasks() -> None:
    friday, monday = replace(SENT, due="2026-11-20"), replace(SENT, due="2026-11-23")
    assert distinct_lines([friday, monday, friday]) == [friday, monday]


def test_what_says_more_takes_the_place_of_what_says_less() -> None:
    dated = replace(SENT, text="Send the permit papers to the town by Friday.", due="2026-11-20")
    assert distinct_lines([SENT, BOOKED, dated]) == [dated, BOOKED]
    assert distinct_lines([dated, BOOKED, SENT]) == [dated, BOOKED]


def test_two_words_do_not_swallow_a_sentence() -> None:
    short = replace(SENT, text="Send papers.")
    assert distinct_lines([short, SENT, short]) == [short, SENT]
