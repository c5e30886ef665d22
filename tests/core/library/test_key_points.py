"""The points of a text: sentences with their places, weighed and chosen."""

from app.core.library.key_points import choose, distinct, points_of, tells_something, weigh
from tests.core.passages import scored

TEXT = (
    "Contents. The harbour of Norhaven was built for herring boats long ago. Herring boats still land at the harbour "
    "every morning. In winter the harbour of Norhaven freezes and boats stay away. 12 | 14 | 16 | 18 | 20 | 22 | 24"
)


def test_points_know_their_place() -> None:
    passage = scored(TEXT).passage
    assert all(passage.text[point.start : point.end] == point.text for point in points_of(passage))


def test_headings_and_rows_of_figures_are_no_points_to_quote() -> None:
    telling = [point for point in points_of(scored(TEXT).passage) if tells_something(point)]
    assert len(telling) == 3


def test_what_is_asked_weighs_more() -> None:
    points = [point for point in points_of(scored(TEXT).passage) if tells_something(point)]
    weights = weigh(points, ("winter",))
    assert max(range(3), key=weights.__getitem__) == 2


def test_every_window_gives_its_best_point_before_one_gives_all() -> None:
    texts = (
        "Herring boats land their fish at the northern pier. Nets are mended on the quay.",
        "The council votes on harbour dues every spring. Voters may listen.",
        "Ice closes the channel for weeks. Pilots wait at home meanwhile.",
    )
    points = [point for number, text in enumerate(texts, 1) for point in points_of(scored(text, number).passage)]
    windows = [point.passage.id for point in points]
    assert {point.passage.id for point in choose(points, [1.0] * len(points), 3, windows)} == {1, 2, 3}


def test_the_same_words_are_one_point() -> None:
    assert len(distinct([*points_of(scored(TEXT).passage), *points_of(scored(TEXT, 2).passage)])) == 5
