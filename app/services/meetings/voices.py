"""Voices remembered across recordings, only where the user has switched that on."""

from collections.abc import Mapping, Sequence

from app.core.meetings.speakers import names_a_person
from app.core.meetings.voices import HeardVoice, VoicePrint, VoiceProfile, learned, recognized, unlearned
from app.storage.audit import Audit
from app.storage.meetings.voices import VoiceStore
from app.storage.settings import Settings


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

    def learn(self, transcript_id: int, before: str, after: str, *, joining: bool = False) -> None:
        """The user named a speaker: from now on this voice is that person's, and nobody's who it was taken for before.

        So are the voices that had joined this one. A number is no name: nothing is learned from it. Where the speaker is
        `joining` somebody who is called so already, the voice stays to be found under the name before, to part again.
        """
        taught = after if names_a_person(after) else ""
        for speaker, heard in self._known_as(transcript_id, before).items():
            self._take_back(heard)
            if taught:
                self._store.keep(learned(self._profile(taught), taught, heard.voice))
                self._audit.record("voice learned")
            named = after if speaker == before and not joining else speaker
            self._store.rename_heard(transcript_id, speaker, named, taught)

    def part(self, transcript_id: int, speaker: str) -> None:
        """A speaker who was taken for another is apart again: the other's profile is without this voice."""
        heard = self._heard(transcript_id, speaker)
        if heard is not None and heard.taught != speaker:
            self._take_back(heard)
            self._store.rename_heard(transcript_id, speaker, speaker, "")

    def unlearn_all(self, transcript_id: int) -> None:
        """Take every voice of a transcript out of the profiles that have learned it, and erase it."""
        for heard in self._store.heard_in(transcript_id):
            self._take_back(heard)
        self._store.keep_heard(transcript_id, {})

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

    def _heard(self, transcript_id: int, speaker: str) -> HeardVoice | None:
        return self._store.heard(transcript_id, speaker) if self.remembered else None

    def _known_as(self, transcript_id: int, speaker: str) -> dict[str, HeardVoice]:
        return self._store.known_as(transcript_id, speaker) if self.remembered else {}

    def _profile(self, name: str) -> VoiceProfile | None:
        return next((it for it in self._store.profiles() if it.name == name), None)

    def _take_back(self, heard: HeardVoice) -> None:
        """Take a voice out of the profile that has learned it; one that has learned nothing else is erased."""
        profile = self._profile(heard.taught)
        if profile is None:
            return
        left = unlearned(profile, heard.voice)
        if left is None:
            self._store.remove(profile.name)
        else:
            self._store.keep(left)
        self._audit.record("voice unlearned")
