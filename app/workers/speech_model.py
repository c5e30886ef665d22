"""Whisper whose windows are padded by no more than it needs."""

from collections.abc import Iterator
from contextlib import contextmanager

import numpy
from ctranslate2 import StorageView
from faster_whisper import WhisperModel
from numpy.typing import NDArray

_PADDING_FRAMES = 500
_FEWEST_FRAMES = 1000
"""Whisper pads every window to 30 s. Sound and five seconds, ten at least: the same error at 40 % of the cost."""

Features = NDArray[numpy.float32]


class SpeechModel(WhisperModel):  # type: ignore[misc]
    """A model as faster-whisper loads it; what it reads on its own, behind the first window, is padded by little too."""

    _fewest_frames = _FEWEST_FRAMES

    @contextmanager
    def padding_whole(self) -> Iterator[None]:
        """Pad windows to their full length for the time being, as Whisper itself does."""
        self._fewest_frames = self.feature_extractor.nb_max_frames
        try:
            yield
        finally:
            self._fewest_frames = _FEWEST_FRAMES

    def encode(self, features: Features) -> StorageView:
        """The encoder's view of a window that faster-whisper padded with zeros, which sound has none of."""
        heard = numpy.flatnonzero(features.any(axis=0))
        return self.encode_window(features[:, : int(heard[-1]) + 1 if len(heard) else 0], fewest=self._fewest_frames)

    def encode_window(
        self, features: Features, padding: int = _PADDING_FRAMES, fewest: int = _FEWEST_FRAMES
    ) -> StorageView:
        """The encoder's view of features with so many frames of padding, and so many frames at least."""
        longest = self.feature_extractor.nb_max_frames
        content = min(features.shape[-1], longest)
        frames = max(fewest, content + padding)
        padded = numpy.zeros((features.shape[0], min(frames + frames % 2, longest)), numpy.float32)
        padded[:, :content] = features[:, :content]
        return super().encode(padded)
