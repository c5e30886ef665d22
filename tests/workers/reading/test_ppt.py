"""Old presentations."""

import re

from app.workers.reading import ppt
from tests.made_containers import ppt as made
from tests.workers.reading.asked import labels, reading, refusal, texts


def test_slides_with_title_list_shapes_and_notes() -> None:
    document = ppt.read(made([("Boats", "One\rTwo", "Shape"), ("Oars", "", "Other")], notes="Spoken"), reading())
    assert labels(document) == ["Slide 1", "Slide 2"]
    assert texts(document) == ["Boats\n\nOne\nTwo\n\nShape\n\nNotes:\n\nSpoken", "Oars\n\nOther"]
    assert document.title == "Boats"


def test_a_presentation_cut_or_altered_anywhere_ends_in_text_or_one_reason() -> None:
    whole = made([("Boats", "One", "Shape")])
    for place in range(0, len(whole), 89):
        for broken in (whole[:place], whole[:place] + b"\xff\xff\xff\x7f" + whole[place + 4 :]):
            assert re.fullmatch(r"(This [^\n]+\.)?", refusal(ppt.read, broken))
