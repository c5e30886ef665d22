"""Voices remembered across recordings, only where the user has switched that on."""

from collections.abc import Mapping, Sequence

from app.core.voices import VoicePrint, VoiceProfile, learned, recognized
from app.storage.audit import Audit
from app.storage.settings import Settings
from app.storage.voices import VoiceStore


class Voices:
    """Names speakers by their voices, learns from the names the user gives, and forgets."""

    def __init__(self, settings: Settings, store: VoiceStore, audit: Audit) -> None:
        self._settings = settings
        self._store = store
        self._audit = audit

    @property
    def remembered(self) -> bool:
        """Whether the user wants voices kept."""
        return bool(self._settings.get("voices.remember"))

    def names(self, voices: Sequence[VoicePrint]) -> dict[int, str]:
        """The names of the speakers whose voices are known; none where voices are not remembered."""
        return recognized(voices, self._store.profiles()) if self.remembered else {}

    def keep(self, transcript_id: int, voices: Mapping[str, VoicePrint]) -> None:
        """Keep who spoke in a transcript, by what they are called there, so that a name given later finds its voice."""
        if self.remembered:
            self._store.keep_heard(transcript_id, voices)

    def learn(self, transcript_id: int, before: str, after: str) -> None:
        """The user named a speaker: from now on this voice is that person's."""
        if not self.remembered:
            return
        heard = self._store.heard(transcript_id, before)
        if heard is not None:
            known = next((it for it in self._store.profiles() if it.name == after), None)
            self._store.keep(learned(known, after, heard))
            self._audit.record("voice learned")
        self._store.rename_heard(transcript_id, before, after)

    def profiles(self) -> tuple[VoiceProfile, ...]:
        """Everybody whose voice is kept."""
        return self._store.profiles()

    def forget(self, name: str) -> None:
        """Forget a voice for good. Raises NothingFound where nobody of that name is known."""
        self._store.forget(name)
        self._audit.record("voice forgotten")

    def forget_all(self) -> None:
        """Forget every voice for good, those of speakers without a name included."""
        self._store.forget_all()
        self._audit.record("voices forgotten")
