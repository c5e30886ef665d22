"""Markdown stays as it was written."""

import hypothesis.strategies as st
from hypothesis import given

from app.workers.reading import markdown

SOURCE = """# Boats *and* [oars](http://example.org)

Text with **bold**.

Tides
-----

```
# no heading
```

> # quoted, and not of this document

## `Ropes` ##
"""


def test_the_source_is_the_text() -> None:
    document = markdown.read(SOURCE.encode())
    assert document.format == "markdown"
    assert document.pages[0].text == SOURCE


def test_headings_of_both_styles_are_found_at_their_lines() -> None:
    page = markdown.read(SOURCE.encode()).pages[0]
    assert [(heading.level, heading.text) for heading in page.headings] == [
        (1, "Boats and oars"),
        (2, "Tides"),
        (2, "Ropes"),
    ]
    assert [SOURCE[heading.offset :].split("\n")[0] for heading in page.headings] == [
        "# Boats *and* [oars](http://example.org)",
        "Tides",
        "## `Ropes` ##",
    ]


def test_the_title_is_the_first_heading() -> None:
    assert markdown.read(SOURCE.encode()).title == "Boats and oars"
    assert markdown.read(b"only text").title == ""


@given(st.text("#*-=_`>[]() \tab\n", max_size=300))
def test_headings_lie_inside_any_text(source: str) -> None:
    page = markdown.read(source.encode()).pages[0]
    assert all(0 <= heading.offset < len(page.text) and heading.text for heading in page.headings)
