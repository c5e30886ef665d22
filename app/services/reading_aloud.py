"""Texts read aloud with the system's voices, sentence by sentence, while nothing else listens or is heard."""

from collections.abc import Callable, Iterator, Sequence

import msgspec

from app.core.cancel import CancelToken
from app.core.errors import UserError
from app.core.events import Event, Saying
from app.core.words.aloud import Voice, language_of, language_of_locale, voice_for
from app.engines.speech import Speech
from app.storage.settings import Settings

_VOICES = "aloud.voices"


class ReadingAloud:
    """Reads aloud. `interrupted` tells whether a meeting is recorded, captioned or played, beside which nothing is read."""

    def __init__(self, speech: Speech, settings: Settings, interrupted: Callable[[], bool]) -> None:
        self._speech = speech
        self._settings = settings
        self._interrupted = interrupted

    def read(self, sentences: Sequence[str], locale: str, cancel: CancelToken) -> Iterator[Event]:
        """Read sentences aloud; `Saying` tells the position of each as it begins.

        They are read in their own language, where they tell none in that of `locale`, which is the user's ("de_AT").

        Raises:
            UserError: there is no voice for it, or a meeting is recorded, captioned or played; one that begins ends it.
            Cancelled: on cancel; it is silent.
        """
        self._require_silence()
        language = language_of(" ".join(sentences)) or language_of_locale(locale)
        voice = voice_for(self._speech.voices(cancel), language, locale, self.chosen())
        if voice is None:
            raise UserError(f"This system has no voice for the language of this text ({language}); add one to it.")
        speed = float(self._settings.get("aloud.speed"))
        for position, sentence in enumerate(sentences):
            cancel.checkpoint()
            yield Saying(position)
            for _still_heard in self._speech.say(sentence, voice, speed, cancel):
                self._require_silence()

    def voices(self) -> tuple[Voice, ...]:
        """Every voice of the system; takes up to a second. Raises UserError where there is none."""
        return self._speech.voices(CancelToken())

    def chosen(self) -> dict[str, str]:
        """The names of the voices that were chosen, by language."""
        return msgspec.json.decode(str(self._settings.get(_VOICES)) or "{}", type=dict[str, str])

    def choose(self, language: str, name: str) -> None:
        """Read texts of a language with this voice from now on; "" leaves it to the system."""
        chosen = {**self.chosen(), language: name}
        kept = {one: of_it for one, of_it in chosen.items() if of_it}
        self._settings.set(_VOICES, msgspec.json.encode(kept).decode())

    def _require_silence(self) -> None:
        if self._interrupted():
            raise UserError("Nothing is read aloud while a meeting is recorded, captioned or played; end that first.")
