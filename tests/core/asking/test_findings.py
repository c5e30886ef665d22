"""What reading everything yields: counted, listed and ordered in code, each line with its place."""

from collections.abc import Mapping, Sequence

from app.core.asking.findings import Extent, Line, lines, wanted_from, yielded
from app.core.library.documents import Passage
from app.core.library.key_points import points_of
from tests.core.passages import scored

TITLES = {1: "Lease", 2: "Letter"}
LEASE = (
    "The lease begins on 1 March 2024. The rent of 1,200 euros is due every month. The deposit is 3,600 euros.",
    "The heating was renewed in 1999. The rent of 1,200 euros includes heating. Pumps are checked; a pump may fail.",
)
LETTER = ("Anna Weber wrote on 15 February 2024 that the pump had failed twice that winter.",)


def passages(texts: Sequence[str], document_id: int) -> list[Passage]:
    return [scored(text, 10 * document_id + number).passage for number, text in enumerate(texts)]


def found(question: str, *documents: Sequence[str], titles: Mapping[int, str] = TITLES) -> list[Line]:
    """The lines for documents of one window each."""
    wanted = wanted_from(question)
    windows, total = [], 0
    for number, texts in enumerate(documents, start=1):
        window = [Passage(number * 10 + at, number, at, 0, 1, 0, len(text), "", text) for at, text in enumerate(texts)]
        total += len(window)
        windows.append(yielded(wanted, [point for passage in window for point in points_of(passage)]))
    extent = Extent(total, len(documents))
    return lines(wanted, windows, titles, extent)


def test_a_count_counts_every_mention_in_every_form_of_the_word() -> None:
    counted = found("How often is the pump mentioned?", LEASE, LETTER)
    assert counted[0] == Line("Counted: “pump” stands there 3 times, in 2 of 3 passages and 2 of 2 documents.")
    assert [line.text for line in counted[1:3]] == ["Lease: 2", "Letter: 1"]
    assert [line.points[0].passage.document_id for line in counted if line.points] == [1, 2]


def test_german_endings_are_seen_through_in_a_german_question() -> None:
    texts = ("Die Pumpe läuft. Beide Pumpen wurden gewartet.", "Der Pumpenraum ist trocken.")
    assert "2 times" in found("Wie oft werden die Pumpen erwähnt?", texts)[0].text or (
        "2 times" in found("Wie oft wird die Pumpe erwähnt?", texts)[0].text
    )


def test_dates_are_listed_once_each_and_in_their_order() -> None:
    listed = found("List all dates", LEASE, LETTER)
    assert listed[0].text == "Counted: 3 different dates, in 3 of 3 passages and 2 of 2 documents."
    assert [line.text.split(":")[0] for line in listed[1:]] == ["1999", "15 February 2024", "1 March 2024"]


def test_an_amount_named_twice_is_one_with_two_places() -> None:
    listed = found("Which amounts of money are named, and what for?", LEASE)
    rent = next(line for line in listed if line.text.startswith("1,200 euros"))
    assert len(rent.points) == 2


def test_a_timeline_is_in_the_order_of_time() -> None:
    assert [line.text[:4] for line in found("Give me a timeline", LEASE, LETTER)] == ["1999", "15 F", "1 Ma"]


def test_a_comparison_takes_each_document_in_turn() -> None:
    compared = found("Compare the lease and the letter", LEASE, LETTER)
    assert [line.text for line in compared if line.heading] == ["Lease", "Letter"]
    assert {point.passage.document_id for line in compared for point in line.points} == {1, 2}


def test_a_comparison_does_not_repeat_the_title_above_what_it_says() -> None:
    titles = {1: "Lease of the boat shed, 2024", 2: "Lease of the boat shed, 2026"}
    leases = ((f"{titles[1]}\n\nThe rent is 900 euros a month.",), (f"{titles[2]}\n\nThe rent is 950 euros a month.",))
    compared = found("Compare the leases", *leases, titles=titles)
    told = [titles[1], "The rent is 900 euros a month.", titles[2], "The rent is 950 euros a month."]
    assert [line.text for line in compared] == told


def test_a_summary_quotes_and_says_nothing_twice() -> None:
    text = "The harbour office opens at seven in the morning on weekdays."
    summary = found("Summarize this", (text, text, "Ships pay their harbour dues at the office before they leave."))
    assert sorted(line.text for line in summary) == sorted([text, "Ships pay their harbour dues at the office before they leave."])  # fmt: skip
    assert all(line.points[0].passage.text[line.points[0].start : line.points[0].end] == line.text for line in summary)


def test_nothing_there_is_nothing_told() -> None:
    assert found("How often is asbestos mentioned?", LEASE, LETTER) == []
