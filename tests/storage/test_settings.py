import math
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.core.errors import UserError
from app.core.setting import settings_page
from app.core.settings import SETTINGS, setting
from app.storage.database import Database
from app.storage.settings import Settings

PAGE = Path(__file__).parents[2] / "docs" / "SETTINGS.md"


@pytest.fixture
def settings(database: Database) -> Settings:
    return Settings(database)


def test_a_setting_never_set_has_its_default(settings: Settings) -> None:
    assert settings.all() == {declared.name: declared.default for declared in SETTINGS}


def test_a_value_is_kept_until_it_is_reset(settings: Settings) -> None:
    settings.set("theme", "dark")
    settings.set("theme", "light")
    assert settings.get("theme") == "light"
    settings.reset("theme")
    assert settings.get("theme") == "system"


def test_a_whole_number_will_do_for_a_number(settings: Settings) -> None:
    settings.set("text_scale", 2)
    assert settings.get("text_scale") == 2.0


@pytest.mark.parametrize(
    ("name", "value", "complaint"),
    [
        ("theme", "pink", "one of system, light, dark"),
        ("theme", 1, "takes a text"),
        ("text_scale", 9.0, "from 0.75 to 2"),
        ("text_scale", math.nan, "from 0.75 to 2"),
        ("text_scale", "1", "takes a number"),
        ("answer.maximum_tokens", 1, "from 16 to 8192"),
        ("answer.maximum_tokens", True, "takes a whole number"),
        ("ask.use_documents", 1, "takes a yes or no"),
        ("window.state", "x" * 100_001, "at most 100,000 characters"),
        ("no.such", 1, "no setting"),
    ],
)
def test_what_is_not_allowed_is_refused_and_changes_nothing(
    settings: Settings, name: str, value: object, complaint: str
) -> None:
    with pytest.raises(UserError, match=complaint):
        settings.set(name, value)  # type: ignore[arg-type]
    assert settings.all() == {declared.name: declared.default for declared in SETTINGS}


def test_a_kept_value_that_is_no_longer_allowed_gives_way_to_the_default(
    database: Database, settings: Settings
) -> None:
    with database.writing() as connection:
        connection.execute("""INSERT INTO settings VALUES ('theme', '"sepia"')""")
    assert settings.get("theme") == "system"


@given(st.sampled_from(SETTINGS), st.one_of(st.none(), st.integers(), st.floats(), st.text(), st.lists(st.integers())))
def test_a_checked_value_has_the_type_of_the_default(declared: object, untrusted_value: object) -> None:
    assert declared in SETTINGS
    name = declared.name  # type: ignore[attr-defined]
    try:
        checked = setting(name).checked(untrusted_value)
    except UserError:
        return
    assert type(checked) is type(setting(name).default)
    assert setting(name).checked(checked) == checked


def test_every_default_is_allowed_and_explained() -> None:
    names = [declared.name for declared in SETTINGS]
    assert len(set(names)) == len(names)
    for declared in SETTINGS:
        assert declared.checked(declared.default) == declared.default
        assert declared.help.endswith((".", ")."))


def test_the_page_documents_every_setting() -> None:
    assert PAGE.read_text(encoding="utf-8") == settings_page(SETTINGS)
    assert all(f"`{declared.name}`" in settings_page(SETTINGS) for declared in SETTINGS)
