"""How a meeting was last handed on, so that the next need not be chosen anew."""

from dataclasses import replace

import msgspec

from app.services.meetings.exporting import FORMATS, Export
from app.storage.settings import Settings


class ExportChoices:
    """The remembered choices, in the settings."""

    def __init__(self, settings: Settings) -> None:
        self._settings = settings

    def remembered(self) -> Export:
        """What was chosen last; at first all there is, as a Word document."""
        kept = str(self._settings.get("export.choices"))
        try:
            export = msgspec.json.decode(kept, type=Export)
        except msgspec.DecodeError:
            return Export("docx", minutes=True)
        return export if export.form in FORMATS else replace(export, form="docx")

    def remember(self, export: Export, *, minutes_offered: bool) -> None:
        """Keep a choice, but for the words that were left in: they are of one meeting alone.

        Where there were no minutes to be chosen, what was chosen of them before stays.
        """
        minutes = export.minutes if minutes_offered else self.remembered().minutes
        kept = replace(export, minutes=minutes, kept=())
        self._settings.set("export.choices", msgspec.json.encode(kept).decode())
