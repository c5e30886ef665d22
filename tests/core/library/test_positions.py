"""From characters of a page's text to places on the page."""

from app.core.library.positions import Marks, Run, WordBox, marks_of


def test_without_runs_and_boxes_the_text_is_the_pdfs_own() -> None:
    assert marks_of((), (), 3, 9) == Marks(ranges=((3, 9),))


def test_nothing_chosen_marks_nothing() -> None:
    assert marks_of((), (), 0, 0) == Marks()


def test_a_stretch_over_several_runs_is_several_ranges() -> None:
    runs = (Run(0, 100, 10), Run(13, 50, 10))
    assert marks_of(runs, (), 5, 15).ranges == ((105, 110), (50, 52))


def test_what_lies_between_the_runs_has_no_place() -> None:
    assert marks_of((Run(0, 100, 10), Run(13, 50, 10)), (), 10, 13) == Marks()


def test_runs_with_only_a_hyphen_or_line_end_between_are_one_range() -> None:
    assert marks_of((Run(0, 0, 4), Run(4, 5, 6)), (), 0, 10).ranges == ((0, 11),)


def test_words_of_a_line_are_one_box_and_the_next_line_another() -> None:
    boxes = (
        WordBox(0, 3, 0.1, 0.10, 0.2, 0.12),
        WordBox(4, 7, 0.3, 0.10, 0.4, 0.13),
        WordBox(8, 9, 0.1, 0.20, 0.2, 0.22),
        WordBox(10, 12, 0.5, 0.5, 0.6, 0.6),
    )
    assert marks_of((), boxes, 2, 9).boxes == ((0.1, 0.10, 0.4, 0.13), (0.1, 0.20, 0.2, 0.22))
