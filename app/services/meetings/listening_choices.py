"""How recordings were last asked to be transcribed, so that the next need not be asked again."""

from app.core.meetings.transcript import Listening
from app.storage.settings import Settings

_AUTOMATIC, _OFF = "auto", "off"


class ListeningChoices:
    """The remembered choices, in the settings."""

    def __init__(self, settings: Settings) -> None:
        self._settings = settings

    def remembered(self) -> Listening:
        """What was chosen last; at first every language, and speakers told apart."""
        speakers = str(self._settings.get("transcribe.speakers"))
        numbers = {_AUTOMATIC: 0, _OFF: None}
        return Listening(
            language=str(self._settings.get("transcribe.language")),
            speakers=numbers[speakers] if speakers in numbers else int(speakers),
            vocabulary=str(self._settings.get("transcribe.vocabulary")),
            library_names=bool(self._settings.get("transcribe.library_names")),
        )

    def remember(self, listening: Listening) -> None:
        """Keep a choice."""
        words = {0: _AUTOMATIC, None: _OFF}
        speakers = words[listening.speakers] if listening.speakers in words else str(listening.speakers)
        self._settings.set("transcribe.language", listening.language)
        self._settings.set("transcribe.speakers", speakers)
        self._settings.set("transcribe.vocabulary", listening.vocabulary)
        self._settings.set("transcribe.library_names", listening.library_names)
