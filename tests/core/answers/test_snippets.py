"""Previews of passages are plain words."""

import pytest

from app.core.answers.snippets import snippet


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("# Boats and rooms\n\nHow groups   book.\n## Boats", "Boats and rooms How groups book. Boats"),
        ("| Boat | Price |\n|---|:---:|\n| *Alke* | **45** euros |", "Boat: Alke; Price: 45 euros"),
        ("Use `make` and _care_, not snake_case_names or 2 * 3 * 4.", "Use make and care, not snake_case_names or 2 * 3 * 4."),
        ("Issue #12 is -- open", "Issue #12 is -- open"),
    ],
)  # fmt: skip
def test_markdown_is_shown_without_its_marks(text: str, shown: str) -> None:
    assert snippet(text, "/papers/Boats.MD") == shown


def test_other_files_say_what_they_say() -> None:
    assert snippet("# a comment\n*x", "/src/run.sh") == "# a comment *x"
