"""Whisper, stretch by stretch: what is said in a piece of sound, in whichever languages it is said."""

from collections.abc import Iterator
from dataclasses import dataclass, replace

import numpy
from ctranslate2 import StorageView
from faster_whisper.tokenizer import Tokenizer
from faster_whisper.transcribe import Segment, TranscriptionOptions, get_suppressed_tokens
from faster_whisper.vad import VadOptions, get_speech_timestamps
from numpy.typing import NDArray

from app.core.meetings.sounds import SAMPLE_RATE
from app.core.words.repetition import loop_in
from app.workers.languages import Belief, SpokenLanguages
from app.workers.protocol.transcribe import SegmentHeard
from app.workers.read_segments import doubted, loops, segment_heard
from app.workers.serve import CancelFlag
from app.workers.speech_model import Features, SpeechModel

Sound = NDArray[numpy.float32]

_LONGEST_CHUNK_S = 28.0
_LONGEST_GAP_S = 1.5
_VAD = VadOptions(min_silence_duration_ms=500, speech_pad_ms=400, max_speech_duration_s=_LONGEST_CHUNK_S)
"""With 200 ms around speech, word error rises from 15.8 to 17.7 on LibriSpeech test-other."""
_SURE, _SURE_ELSEWHERE = -0.45, -0.25
"""Mean log probability of a first, greedy reading above which it is not read again, in English and in other languages.
These are known less well, and read again with the window padded whole: of 163 words of four of them 15 are wrong then, and
22 as English is read. There it brought one word in 561, for half as much time again."""
_HYPOTHESIS_PADDING_FRAMES = 400
"""With two seconds around it a beginning is read with repetitions: 41 % of its words are wrong, with four 27 %."""
_MOST_TOKENS_A_SECOND = 8
_DOUBT = 0.6
_LEAST_LIKELY = -1.0
_AGREEING_STRETCHES = 6
_SHORTEST_TELLING_S = 1.0
_SHORTEST_HALVED_S = 6.0


@dataclass(frozen=True)
class Stretch:
    """A stretch of speech, in samples of its piece."""

    start: int
    end: int

    @property
    def seconds(self) -> float:
        """Its length."""
        return (self.end - self.start) / SAMPLE_RATE


@dataclass(frozen=True)
class Heard:
    """A stretch that is done: seconds from the start of the piece."""

    start: float
    until: float
    segments: tuple[SegmentHeard, ...]


def find_speech(sound: Sound) -> list[Stretch]:
    """Where somebody speaks, by Silero VAD; no stretch is longer than a window."""
    return [Stretch(int(found["start"]), int(found["end"])) for found in get_speech_timestamps(sound, _VAD)]


class Recognizer:
    """Recognizes one recording, piece after piece; remembers its language from one to the next.

    `language` is a code, or "" to find it out for every stretch. `vocabulary` are words that may be said. `careful`,
    what a first reading leaves in doubt is read again.
    """

    def __init__(self, model: SpeechModel, language: str, vocabulary: str, careful: bool = True) -> None:
        self._model = model
        self._careful = careful
        self._given = language
        self._last = language
        self._languages = SpokenLanguages()
        self._agreed = 0
        self._options = _options(vocabulary)
        self._tokenizers: dict[str, Tokenizer] = {}
        self._encoded: dict[Stretch, tuple[Features, StorageView]] = {}
        self._beliefs: dict[Stretch, Belief] = {}

    def hear(self, sound: Sound, flag: CancelFlag) -> Iterator[Heard]:
        """What is said in the sound, as each stretch is done."""
        stretches = find_speech(sound)
        self._beliefs = {}
        for stretch in stretches[:_AGREEING_STRETCHES] if self._asks_stretches else ():
            if stretch.seconds >= _SHORTEST_TELLING_S:
                flag.raise_if_set()
                self._belief(sound, stretch)
        for chunk, language in self._chunks(sound, stretches):
            flag.raise_if_set()
            language, segments = self._recognize(sound, chunk, language)
            self._last = language
            yield Heard(chunk.start / SAMPLE_RATE, chunk.end / SAMPLE_RATE, segments)

    def hear_stretch(self, sound: Sound) -> tuple[SegmentHeard, ...]:
        """What is said in one stretch of speech, no longer than a window; times are those of the stretch.

        Takes no longer than it must: only where decoding loses its way it is tried once more, and never goes on for ever.
        With all the care of `hear` no fewer words are wrong, and those of a telephone call come up to 2.7 s later.
        """
        self._last, segments = self._recognize(sound, Stretch(0, len(sound)), self._given, hasty=True)
        return segments

    def hypothesis(self, sound: Sound) -> str:
        """What seems to be said in a stretch of speech so far: read once, greedily; "" in doubt."""
        features = self._features(sound, Stretch(0, len(sound)))
        encoded = self._model.encode_window(features[:, :-1], _HYPOTHESIS_PADDING_FRAMES, 0)
        tokenizer = self._tokenizer(self._given or self._last or self._detect(encoded)[0][0])
        prompt = self._model.get_prompt(tokenizer, [], without_timestamps=True, hotwords=self._options.hotwords)
        found = self._model.model.generate(
            encoded,
            [prompt],
            beam_size=1,
            max_length=len(prompt) + _MOST_TOKENS_A_SECOND * (1 + len(sound) // SAMPLE_RATE),
            suppress_blank=True,
            suppress_tokens=get_suppressed_tokens(tokenizer, [-1]),
            return_scores=True,
            return_no_speech_prob=True,
        )[0]
        doubted = found.no_speech_prob > _DOUBT or found.scores[0] < _LEAST_LIKELY
        text: str = "" if doubted else tokenizer.decode(found.sequences_ids[0]).strip()
        return "" if loop_in(text.casefold().split()) else text

    def _chunks(self, sound: Sound, stretches: list[Stretch]) -> Iterator[tuple[Stretch, str]]:
        """Neighbouring stretches of one language together, as long as a window holds them; "" is not yet told."""
        open_chunk: tuple[Stretch, str] | None = None
        for stretch in stretches:
            language = self._language_of(sound, stretch)
            if open_chunk is not None:
                chunk, before = open_chunk
                joined = Stretch(chunk.start, stretch.end)
                near = stretch.start - chunk.end < _LONGEST_GAP_S * SAMPLE_RATE
                same = language == before or not language or not before
                if near and same and joined.seconds <= _LONGEST_CHUNK_S:
                    open_chunk = joined, language or before
                    continue
                yield open_chunk
            open_chunk = stretch, language
        if open_chunk is not None:
            yield open_chunk

    @property
    def _asks_stretches(self) -> bool:
        """Whether the language of every stretch is found out, not only that of every window: until many agreed."""
        return not self._given and self._agreed < _AGREEING_STRETCHES

    def _language_of(self, sound: Sound, stretch: Stretch) -> str:
        """The language of a stretch; "" where the whole window is to be asked."""
        if not self._asks_stretches:
            return self._given
        if stretch.seconds < _SHORTEST_TELLING_S:
            return self._languages.prevailing
        language = self._languages.told(self._belief(sound, stretch))
        self._agreed = self._agreed + 1 if language == self._languages.prevailing else 0
        return language

    def _belief(self, sound: Sound, stretch: Stretch) -> Belief:
        """What the model believes of the language of a stretch; it is asked once."""
        if stretch not in self._beliefs:
            self._encoded[stretch] = self._encode(sound, stretch)
            self._beliefs[stretch] = self._detect(self._encoded[stretch][1])
            self._languages.note(self._beliefs[stretch], stretch.seconds)
        return self._beliefs[stretch]

    def _recognize(
        self, sound: Sound, chunk: Stretch, language: str, hasty: bool = False
    ) -> tuple[str, tuple[SegmentHeard, ...]]:
        features, encoded = self._encoded.get(chunk) or self._encode(sound, chunk)
        self._encoded = {stretch: kept for stretch, kept in self._encoded.items() if stretch.start >= chunk.end}
        if not language:
            belief = self._detect(encoded)
            self._languages.note(belief, chunk.seconds)
            language = self._languages.told(belief)
            self._agreed = self._agreed if language == self._languages.prevailing else 0
        tokenizer = self._tokenizer(language)
        found = self._read(features, encoded, tokenizer, chunk.seconds if hasty else None)
        if loops(found) and chunk.seconds >= _SHORTEST_HALVED_S:
            first, second = _halves(sound, chunk)
            return language, (
                *self._recognize(sound, first, language, hasty)[1],
                *self._recognize(sound, second, language, hasty)[1],
            )
        offset = chunk.start / SAMPLE_RATE
        heard = (segment_heard(segment, offset, language) for segment in found if not doubted(segment))
        return language, tuple(segment for segment in heard if segment.text)

    def _read(
        self, features: Features, encoded: StorageView, tokenizer: Tokenizer, hasty_s: float | None
    ) -> list[Segment]:
        """Segments of a window: read greedily and, where that leaves doubts, with all the options.

        Read in haste are so many seconds: no more is written down than can be said in them, and doubts need to be grave.
        """
        options = replace(self._options, suppress_tokens=get_suppressed_tokens(tokenizer, [-1]))
        if hasty_s is not None:
            most = _MOST_TOKENS_A_SECOND * (1 + int(hasty_s))
            options = replace(options, temperatures=[0.0, 0.4], best_of=2, max_new_tokens=most)
        quick = replace(options, beam_size=1, temperatures=[0.0])
        careful = self._careful and hasty_s is None
        whole = careful and tokenizer.language_code != "en"
        least = _SURE_ELSEWHERE if whole else _SURE if careful else _LEAST_LIKELY
        found: list[Segment] = []
        for segment in self._model.generate_segments(features, tokenizer, quick, False, encoded):
            found.append(segment)
            if segment.avg_logprob < least:
                break
        else:
            if found and not loops(found):
                return found
        if whole:
            with self._model.padding_whole():
                return list(self._model.generate_segments(features, tokenizer, options, False, None))
        return list(self._model.generate_segments(features, tokenizer, options, False, encoded))

    def _encode(self, sound: Sound, stretch: Stretch) -> tuple[Features, StorageView]:
        """Features, and the encoder's view of them, padded by little: `generate_segments` takes it as it is."""
        features = self._features(sound, stretch)
        return features, self._model.encode_window(features[:, :-1])

    def _features(self, sound: Sound, stretch: Stretch) -> Features:
        features: Features = self._model.feature_extractor(sound[stretch.start : stretch.end])
        return features

    def _detect(self, encoded: StorageView) -> Belief:
        if not self._model.model.is_multilingual:
            return [("en", 1.0)]
        found = self._model.model.detect_language(encoded)[0]
        return [(token[2:-2], float(probability)) for token, probability in found]

    def _tokenizer(self, language: str) -> Tokenizer:
        if language not in self._tokenizers:
            multilingual = self._model.model.is_multilingual
            self._tokenizers[language] = Tokenizer(
                self._model.hf_tokenizer, multilingual, task="transcribe", language=language
            )
        return self._tokenizers[language]


def _options(vocabulary: str) -> TranscriptionOptions:
    return TranscriptionOptions(
        beam_size=5,
        best_of=5,
        patience=1,
        length_penalty=1,
        repetition_penalty=1,
        no_repeat_ngram_size=0,
        log_prob_threshold=-1.0,
        no_speech_threshold=0.6,
        compression_ratio_threshold=2.4,
        condition_on_previous_text=False,
        prompt_reset_on_temperature=0.5,
        temperatures=[0.0, 0.2, 0.4, 0.6],
        initial_prompt=None,
        prefix=None,
        suppress_blank=True,
        suppress_tokens=[-1],
        without_timestamps=False,
        max_initial_timestamp=1.0,
        word_timestamps=True,
        prepend_punctuations="\"'“¿([{-",
        append_punctuations="\"'.。,，!！?？:：”)]}、",
        multilingual=False,
        max_new_tokens=None,
        clip_timestamps="0",
        hallucination_silence_threshold=2.0,
        hotwords=vocabulary or None,
    )


def _halves(sound: Sound, chunk: Stretch) -> tuple[Stretch, Stretch]:
    """Cut where it is quietest, in the middle third."""
    third = (chunk.end - chunk.start) // 3
    step = SAMPLE_RATE // 10
    places = range(chunk.start + third, chunk.end - third, step)
    cut = min(places, key=lambda at: float(numpy.square(sound[at : at + step]).mean()))
    return Stretch(chunk.start, cut), Stretch(cut, chunk.end)
