"""Text in pictures, recognized by RapidOCR: PaddleOCR's models in ONNX Runtime."""

import dataclasses
import logging
from collections.abc import Callable, Sequence
from statistics import fmean
from typing import Any

import numpy as np
from rapidocr import RapidOCR

from app.core.library.positions import WordBox
from app.workers.reading.page_stream import PageStream
from app.workers.reading.picture_files import stream_pictures
from app.workers.reading.picture_layout import Box, RecognizedLine, lay_out
from app.workers.reading.pictures import Pictures, PictureText, Pixels

_THREADS = 2
_SETTINGS: dict[str, Any] = {
    "Global.log_level": "critical",
    "Global.use_cls": False,
    "Global.return_word_box": True,
    "Global.text_score": 0.5,
    "Global.max_side_len": 2000,
    "Det.limit_side_len": 960,
    "EngineConfig.onnxruntime.intra_op_num_threads": _THREADS,
}
_SURE = 0.8
"""Text recognized with less is looked at upside down, too."""
_UPRIGHT_SHARE = 0.5
_LEAST_LINES = 3


class Recognizer:
    """Recognizes text in pictures. Loads its models at once, for no file can be opened once a worker is confined."""

    def __init__(self) -> None:
        self._engine = RapidOCR(params=_SETTINGS)
        logging.getLogger("RapidOCR").setLevel(logging.CRITICAL)
        self._engine(_sample())  # what is loaded when first used is loaded now

    def read(self, pixels: Pixels) -> PictureText:
        """The text in reading order; a page that lies on its side, or upside down, is turned."""
        best, turns = self._lines(pixels), 0
        for quarters in _turns_to_try(best):
            turned = self._lines(np.ascontiguousarray(np.rot90(pixels, quarters)))
            if _worth(turned) > _worth(best):
                best, turns = turned, quarters
        height, width = pixels.shape[:2] if turns % 2 == 0 else pixels.shape[1::-1]
        text = lay_out(best, width, height)
        return dataclasses.replace(text, boxes=tuple(_turned_back(box, turns) for box in text.boxes)) if turns else text

    def _lines(self, pixels: Pixels) -> list[RecognizedLine]:
        result: Any = self._engine(pixels)  # its type depends on what was asked
        texts: tuple[str, ...] = result.txts or ()
        words = result.word_results if len(result.word_results) == len(texts) else [()] * len(texts)
        return [
            RecognizedLine(
                texts[index],
                _box(result.boxes[index]),
                float(result.scores[index]),
                tuple((word, _box(corners)) for word, _, corners in words[index]),
            )
            for index in range(len(texts))
        ]


class RecognizedPictures(Pictures):
    """Reads the text in pictures."""

    def __init__(self, recognizer: Recognizer) -> None:
        super().__init__()
        self._recognizer = recognizer

    def read(self, render: Callable[[], Pixels]) -> PictureText | None:
        """The text in a picture."""
        self.looked_at += 1
        return self._recognizer.read(render())

    def stream_file(self, content: bytes, page_limit: int, checkpoint: Callable[[], None]) -> PageStream:
        """The text of a picture file, a page for each picture in it. Raises as `stream_pictures`."""
        self.looked_at += 1
        return stream_pictures(content, page_limit, checkpoint, self._recognizer.read)


def _sample() -> Pixels:
    """A picture with something to find in it."""
    pixels = np.full((64, 320, 3), 255, np.uint8)
    for left in range(40, 280, 24):
        pixels[20:44, left : left + 4] = 0
        pixels[30:34, left : left + 14] = 0
    return pixels


def _turns_to_try(lines: Sequence[RecognizedLine]) -> tuple[int, ...]:
    """How many quarters to the left the picture might have to be turned, where what was found looks odd."""
    if len(lines) < _LEAST_LINES:
        return ()
    upright = sum(line.box[2] - line.box[0] > line.box[3] - line.box[1] for line in lines if len(line.text) > 1)
    if upright < _UPRIGHT_SHARE * sum(len(line.text) > 1 for line in lines):
        return (1, 3)
    return (2,) if fmean(line.confidence for line in lines) < _SURE else ()


def _worth(lines: Sequence[RecognizedLine]) -> float:
    """How much was surely recognized: letters that are doubtful count for little, and so do lines on their side."""
    return sum(
        len(line.text) * line.confidence**4
        for line in lines
        if line.box[2] - line.box[0] > line.box[3] - line.box[1] or len(line.text) == 1
    )


def _box(corners: "Pixels") -> Box:
    left, top = np.min(corners, axis=0)
    right, bottom = np.max(corners, axis=0)
    return float(left), float(top), float(right), float(bottom)


def _turned_back(box: WordBox, quarters: int) -> WordBox:
    """Where a word of a turned picture stands in the picture as it was."""
    left, top, right, bottom = box.left, box.top, box.right, box.bottom
    for _ in range(quarters):
        left, top, right, bottom = 1 - bottom, left, 1 - top, right
    return WordBox(box.start, box.end, round(left, 4), round(top, 4), round(right, 4), round(bottom, 4))
