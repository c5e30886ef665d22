"""E-books by chapter."""

import pytest

from app.core.errors import UnreadableFile
from app.workers.reading import epub
from tests.made_office import epub as made
from tests.workers.reading.asked import labels, read, reading, texts


def test_chapters_in_reading_order_under_the_names_of_the_contents() -> None:
    chapters = {"one.html": "<h1>One</h1><p>Ebb</p>", "two%20b.html": "<p>Flow</p>", "three.html": "<p>Slack</p>"}
    document = read(made(chapters, {"one.html": "The first", "three.html#top": "The <b>last</b>"}))
    assert document.format == "epub"
    assert labels(document) == ["The first", "The first", "The last"]
    assert texts(document)[::2] == ["One\n\nEbb", "Slack"]
    assert (document.title, document.author, document.date) == ("Tides", "Ada Byron", "1843-09-05")


def test_a_book_whose_chapters_are_locked_is_refused_and_one_whose_fonts_are_is_not() -> None:
    with pytest.raises(UnreadableFile, match="locked by its seller"):
        epub.read(made({"one.html": "<p>x</p>"}, encryption="b/one.html"), reading())
    assert texts(epub.read(made({"one.html": "<p>x</p>"}, encryption="b/font.otf"), reading())) == ["x"]
