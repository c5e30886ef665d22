"""A projector beside a model's weights, through which it sees pictures: llama.cpp's libmtmd."""

import ctypes
import secrets
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import llama_cpp.llama_cpp as native
import llama_cpp.mtmd_cpp as mtmd

from app.core.errors import ModelError
from app.workers.generation import library
from app.workers.generation.model import Model
from app.workers.generation.prompt import Stretch
from app.workers.protocol.generate import PictureShown
from app.workers.serve import CancelFlag

MOST_TOKENS = 1024
"""Of one picture, where its family lets us choose: a page of print is legible so, and it fills a quarter of the context."""
_OPERATIONS_BETWEEN_LOOKS = 8
"""How often the encoder is asked to stop for a moment so that the flag can be looked at."""


class Seen:
    """A picture cut up as its model wants it. `pieces` are the tokens around it and its stretches, in their order."""

    def __init__(self, chunks: Any, pieces: list[list[int] | Stretch]) -> None:
        self._chunks = chunks
        self.pieces = pieces

    def close(self) -> None:
        """Free what the stretches point to."""
        mtmd.mtmd_input_chunks_free(self._chunks)


class Sight:
    """A projector that is loaded for a model, onto the device `on` (its handle in ggml) if any; free it before the model.

    Raises:
        ModelError: it belongs to another model, sees nothing, or is damaged.
    """

    def __init__(self, model: Model, path: Path, threads: int, *, reserve: bool = False, on: int | None = None) -> None:
        self._model = model
        self._flag: CancelFlag | None = None
        self._asked = 0
        self._between = native.ggml_backend_sched_eval_callback(self._goes_on)
        self.marker = f"<__picture {secrets.token_hex(8)}__>"
        """Where a picture stands in a rendered prompt. Nobody can know it beforehand, so no text can hold it."""
        mtmd.mtmd_helper_log_set(library.log_callback, ctypes.c_void_p(None))
        options: Any = mtmd.mtmd_context_params_default()
        options.use_gpu = on is not None
        options.device = on
        options.print_timings = False
        options.n_threads = threads
        options.warmup = reserve
        options.image_max_tokens = MOST_TOKENS
        options.media_marker = self.marker.encode()
        options.cb_eval = self._between
        with library.errors() as errors:
            self.pointer: Any = mtmd.mtmd_init_from_file(str(path).encode(), model.pointer, options)
        if not self.pointer:
            raise ModelError(_explain(path, model, errors))
        if not mtmd.mtmd_support_vision(self.pointer):
            self.close()
            raise ModelError(f"{path.name} hears and does not see; choose the projector for pictures.")

    def close(self) -> None:
        """Free the projector."""
        mtmd.mtmd_free(self.pointer)

    @property
    def batch_tokens(self) -> int:
        """How many tokens of a picture have to be read in one batch; 1 where it does not matter."""
        return MOST_TOKENS if mtmd.mtmd_decode_use_non_causal(self.pointer, None) else 1

    def look(self, picture: PictureShown, rows: bytes = b"") -> Seen:
        """Cut a picture up. Without its `rows` of pixels it can only be counted, and not be encoded.

        Raises:
            ModelError: it cannot be done, as with a picture of hardly any width.
        """
        pixels = (ctypes.c_uint8 * len(rows)).from_buffer_copy(rows) if rows else None
        bitmap = mtmd.mtmd_bitmap_init(picture.width, picture.height, pixels)
        chunks = mtmd.mtmd_input_chunks_init()
        marker = self.marker.encode()
        text: Any = mtmd.mtmd_input_text(marker, len(marker), False, True)
        with library.errors() as errors:
            code = mtmd.mtmd_tokenize(
                self.pointer, chunks, ctypes.byref(text), (mtmd.mtmd_bitmap_p_ctypes * 1)(bitmap), 1
            )
        mtmd.mtmd_bitmap_free(bitmap)
        if code != 0:
            mtmd.mtmd_input_chunks_free(chunks)
            reason = f" ({errors[-1]})" if errors else ""
            raise ModelError(f"{self._model.path.name} cannot look at this picture{reason}; try another.")
        return Seen(chunks, list(_pieces(chunks)))

    @contextmanager
    def interruptible(self, flag: CancelFlag) -> Iterator[None]:
        """Within the block, encoding stops between some operations and the next once the flag is set."""
        self._flag = flag
        try:
            yield
        finally:
            self._flag = None

    def read(self, stretch: Stretch, context: Any, position: int, batch_tokens: int) -> int:
        """Encode a stretch and have a llama.cpp context read it from this position on; returns llama.cpp's code, 0 for done.

        Raises:
            Cancelled: the flag was set meanwhile.
        """
        code = int(mtmd.mtmd_encode_chunk(self.pointer, stretch.chunk))
        if self._flag is not None:
            self._flag.raise_if_set()
        if code != 0:
            return code
        after, nobody = native.llama_pos(), mtmd.mtmd_helper_post_decode_callback()
        encoded = mtmd.mtmd_get_output_embd(self.pointer)
        return int(
            mtmd.mtmd_helper_decode_image_chunk(
                self.pointer,
                context,
                stretch.chunk,
                encoded,
                position,
                0,
                batch_tokens,
                ctypes.byref(after),
                nobody,
                ctypes.c_void_p(None),
            )
        )

    def _goes_on(self, _tensor: Any, is_question: bool, _data: Any) -> bool:
        """llama.cpp asks of each operation whether to tell when it is done, and then whether to go on."""
        if is_question:
            self._asked += 1
            return self._asked % _OPERATIONS_BETWEEN_LOOKS == 0
        return self._flag is None or not self._flag.is_set


def _pieces(chunks: Any) -> Iterator[list[int] | Stretch]:
    for number in range(mtmd.mtmd_input_chunks_size(chunks)):
        chunk = mtmd.mtmd_input_chunks_get(chunks, number)
        if mtmd.mtmd_input_chunk_get_type(chunk) == mtmd.MTMD_INPUT_CHUNK_TYPE_TEXT:
            count = ctypes.c_size_t()
            tokens: Any = mtmd.mtmd_input_chunk_get_tokens_text(chunk, ctypes.byref(count))
            yield [token for token in tokens[: count.value] if token >= 0]  # -1 is one that the vocabulary lacks
        else:
            yield Stretch(chunk, mtmd.mtmd_input_chunk_get_n_tokens(chunk), mtmd.mtmd_input_chunk_get_n_pos(chunk))


def _explain(path: Path, model: Model, errors: list[str]) -> str:
    said = " ".join(" ".join(errors).split())
    if "mismatch between text model" in said:
        return f"{path.name} belongs to another model than {model.path.name}; choose the projector that came with it."
    reason = errors[0] if errors else "no reason was given"
    return f"{path.name} cannot be used as a projector ({reason}); get it again, or choose another."
