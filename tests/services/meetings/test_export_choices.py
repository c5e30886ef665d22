"""How a meeting was handed on is how the next one is, until something else is chosen."""

from dataclasses import replace

from app.core.exporting.paper import Layout
from app.core.exporting.redaction import Hidden
from app.services.meetings.export_choices import ExportChoices
from app.services.meetings.exporting import Export
from app.storage.database import Database
from app.storage.settings import Settings

PLAIN = Export("txt", transcript=True, minutes=False, layout=Layout(timestamps=False), hidden=(Hidden.NAMES,))


def test_at_first_everything_is_handed_on_as_a_word_document(database: Database) -> None:
    assert ExportChoices(Settings(database)).remembered() == Export("docx", minutes=True)


def test_what_was_chosen_is_remembered_but_for_words_of_one_meeting(database: Database) -> None:
    ExportChoices(Settings(database)).remember(replace(PLAIN, kept=("Anna",)), minutes_offered=True)
    assert ExportChoices(Settings(database)).remembered() == PLAIN


def test_a_meeting_without_minutes_says_nothing_of_whether_they_are_wanted(database: Database) -> None:
    choices = ExportChoices(Settings(database))
    choices.remember(PLAIN, minutes_offered=False)
    assert choices.remembered().minutes
    choices.remember(PLAIN, minutes_offered=True)
    assert not choices.remembered().minutes


def test_what_no_version_of_alcove_wrote_is_no_choice(database: Database) -> None:
    settings = Settings(database)
    for kept in ('{"form": 3}', "{", '["docx"]'):
        settings.set("export.choices", kept)
        assert ExportChoices(settings).remembered() == Export("docx", minutes=True)
    settings.set("export.choices", '{"form": "odt", "minutes": false}')
    assert ExportChoices(settings).remembered() == Export("docx")
