"""Templates are text; what cannot be one is refused with the line that is wrong."""

from itertools import islice

import pytest

from app.core.errors import UserError
from app.core.meetings.minutes import SectionKind
from app.core.meetings.minutes_templates import keys_of, parse_template
from tests.installed import REPOSITORY

BUILT_IN = sorted((REPOSITORY / "resources/minutes").glob("*.md"))


@pytest.mark.parametrize("path", BUILT_IN, ids=lambda path: path.stem)
def test_every_template_that_comes_with_alcove_can_be_read(path: object) -> None:
    template = parse_template(path.stem, path.read_text(encoding="utf-8"))  # type: ignore[attr-defined]
    assert template.purpose
    assert SectionKind.ACTIONS in {section.kind for section in template.sections}


def test_there_are_templates_for_the_usual_meetings() -> None:
    assert [path.stem for path in BUILT_IN] == ["board", "general", "interview", "one-to-one", "site-visit"]


def test_sections_keep_their_order_and_settings() -> None:
    text = "# Weekly\nFor Mondays.\n\n## Budget\nabout: cost, money\nlines: 3\n\n## Decided\nkind: decisions\n"
    template = parse_template("weekly", text)
    assert (template.name, template.purpose) == ("Weekly", "For Mondays.")
    budget, decided = template.sections
    assert (budget.kind, budget.about, budget.lines) == (SectionKind.TOPIC, ("cost", "money"), 3)
    assert (decided.heading, decided.kind) == ("Decided", SectionKind.DECISIONS)


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("## A\nkind: summary", "has no name"),
        ("# A", "has no section"),
        ("# A\n## B\nkind: poem", "of no kind there is"),
        ("# A\n## B\nkind: topic", "needs the words"),
        ("# A\n## B\nlines: 0", "can have 1 to 60 lines"),
        ("# A\n## B\nlines: ²", "can have 1 to 60 lines"),
        (f"# A\n## B\nlines: {'9' * 5000}", "can have 1 to 60 lines"),
        ("# A\n## B\ncolour: red", "Line 3"),
        ("# A\n## B\nkind: summary\n## B\nkind: actions", "two sections called"),
    ],
)
def test_what_is_wrong_is_said_in_a_sentence(text: str, why: str) -> None:
    with pytest.raises(UserError, match=why):
        parse_template("mine", text)


@pytest.mark.parametrize(
    ("name", "key"),
    [
        ("Weekly meeting", "weekly-meeting"),
        ("Jour fixe (Süd)", "jour-fixe-süd"),
        ("!", "template"),
        ("x" * 99, "x" * 36),
    ],
)
def test_a_new_template_has_a_key_of_its_name(name: str, key: str) -> None:
    assert list(islice(keys_of(name), 3)) == [key, f"{key}-2", f"{key}-3"]
