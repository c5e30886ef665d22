"""A GGUF file as a model: its weights, what its header says, and its vocabulary."""

import ctypes
import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

import llama_cpp.llama_cpp as native

from app.core.errors import ModelError
from app.workers.generation import library
from app.workers.generation.thinking import MARK_TOKENS, Marks, marks_of
from app.workers.serve import CancelFlag

_PIECE_BYTES = 512
_ZERO_WIDTH_SPACE = "\u200b"


@dataclass(frozen=True, slots=True)
class ModelFacts:
    """What a GGUF header says. `kv_bytes_per_token` is the size of one token in a float16 KV cache."""

    name: str
    architecture: str
    parameters: int
    layers: int
    context_tokens: int
    quantization: str
    licence: str
    kv_bytes_per_token: int
    chat_template: str


class Model:
    """Weights in memory, or with `header_only` just what the header says and the vocabulary. `close` frees them.

    `layers` of them lie on the device `on`, its handle in ggml; all is computed by the processor where that is None.

    Raises:
        ModelError: the file is damaged, of an unknown kind, or does not fit into memory.
        Cancelled: the flag was set while it was read.
    """

    def __init__(
        self, path: Path, flag: CancelFlag, *, on: int | None = None, layers: int = 0, header_only: bool = False
    ) -> None:
        library.start()
        self.path = path
        self._stop = native.llama_progress_callback(lambda _progress, _data: not flag.is_set)
        options = native.llama_model_default_params()
        # An empty list is no device; without a list every one that is known would be used.
        devices = (ctypes.c_void_p * 2)(on, None)
        options.devices = ctypes.cast(devices, ctypes.c_void_p)
        options.n_gpu_layers = layers
        if header_only:
            options.no_alloc = True
            options.load_mode = native.LLAMA_LOAD_MODE_NONE
        options.progress_callback = self._stop
        with library.errors() as errors:
            self.pointer: Any = native.llama_model_load_from_file(str(path).encode(), options)
        if not self.pointer:
            flag.raise_if_set()
            raise ModelError(_explain(path, errors))
        self._vocabulary = native.llama_model_get_vocab(self.pointer)
        self._pieces: dict[int, bytes] = {}

    def close(self) -> None:
        """Free the weights; the model must not be used again."""
        native.llama_model_free(self.pointer)

    @cached_property
    def facts(self) -> ModelFacts:
        """What the header says."""
        template = native.llama_model_chat_template(self.pointer, None)
        return ModelFacts(
            name=self._metadata("general.name"),
            architecture=self._metadata("general.architecture"),
            parameters=native.llama_model_n_params(self.pointer),
            layers=native.llama_model_n_layer(self.pointer),
            context_tokens=native.llama_model_n_ctx_train(self.pointer),
            quantization=self._quantization(),
            licence=self._metadata("general.license"),
            kv_bytes_per_token=self._kv_bytes_per_token(),
            chat_template=template.decode("utf-8", "replace") if template else "",
        )

    @property
    def writes_text(self) -> bool:
        """Whether it continues a text; embedding models and those with an encoder do not."""
        causal = self._metadata(f"{self._metadata('general.architecture')}.attention.causal") != "false"
        decodes = native.llama_model_has_decoder(self.pointer) and not native.llama_model_has_encoder(self.pointer)
        return causal and decodes

    @cached_property
    def marks(self) -> Marks | None:
        """How it marks what it thinks aloud; None where it does not."""
        return marks_of(self.facts.chat_template, lambda text: len(self.tokens(text, with_control=True)) == 1)

    @property
    def vocabulary(self) -> Any:
        """The pointer that llama.cpp's samplers ask for."""
        return self._vocabulary

    @cached_property
    def vocabulary_size(self) -> int:
        """How many tokens there are, and so how many logits."""
        return int(native.llama_vocab_n_tokens(self._vocabulary))

    @cached_property
    def end_tokens(self) -> frozenset[int]:
        """The tokens that end an answer."""
        return frozenset(self._tokens_that(native.llama_vocab_is_eog))

    def end_answers_before(self, text: str) -> None:
        """Have answers end at the control token that begins `text`, which the template writes behind each of them.

        Some files name no such end. Where they do, or where the token only ends thoughts, nothing changes.
        """
        tokens = self.tokens(text, with_control=True)
        if not tokens or self.end_tokens.intersection(tokens):
            return
        is_control = native.llama_vocab_is_control(self._vocabulary, tokens[0])
        ends_thoughts = self.marks is not None and self._text(tokens[0]) in self.marks.closing
        if is_control and not ends_thoughts:
            self.end_tokens |= {tokens[0]}

    @cached_property
    def bos_text(self) -> str:
        """The text of the token that begins a prompt; "" if the model has none."""
        return self._text(native.llama_vocab_bos(self._vocabulary))

    @cached_property
    def eos_text(self) -> str:
        """The text of the token that ends a sequence; "" if the model has none."""
        return self._text(native.llama_vocab_eos(self._vocabulary))

    def prompt_tokens(self, rendered: str) -> list[int]:
        """The tokens of a rendered chat template, whose control tokens are written out as text."""
        tokens = self.tokens(rendered, with_control=True)
        begins = native.llama_vocab_bos(self._vocabulary)
        if native.llama_vocab_get_add_bos(self._vocabulary) and tokens[:1] != [begins]:
            tokens.insert(0, begins)
        return tokens

    def tokens(self, text: str, *, with_control: bool = False) -> list[int]:
        """The tokens of a text; `with_control` reads "<|im_end|>" and its like as the control tokens they name."""
        encoded = text.encode("utf-8", "replace")
        room = len(encoded) + 8
        array = (native.llama_token * room)()
        count = native.llama_tokenize(self._vocabulary, encoded, len(encoded), array, room, False, with_control)
        if count < 0:
            raise ModelError(f"A text of {len(encoded):,} bytes could not be split into tokens; ask with less text.")
        return array[:count]

    def piece(self, token: int) -> bytes:
        """The bytes a token stands for, not always whole characters; of control tokens, only marks of thinking have any."""
        known = self._pieces.get(token)
        if known is None:
            is_mark = self._text(token) in MARK_TOKENS
            known = self._pieces[token] = self._piece_of(token, with_control=is_mark)
        return known

    def spelled(self, tokens: Sequence[int]) -> str:
        """The text of these tokens, control tokens written out."""
        return b"".join(map(self.spelled_piece, tokens)).decode("utf-8", "replace")

    def spelled_piece(self, token: int) -> bytes:
        """The bytes a token stands for; of a control token, those of its name."""
        return self._piece_of(token, with_control=True)

    def without_control(self, text: str) -> str:
        """The text with a zero-width space in whatever would be read as a control token.

        A document that holds "<|im_end|>" must not be able to end its turn and speak as someone else.
        """
        return self._control_texts.sub(lambda found: found[0][0] + _ZERO_WIDTH_SPACE + found[0][1:], text)

    @cached_property
    def _control_texts(self) -> re.Pattern[str]:
        texts = {self._text(token) for token in self._tokens_that(native.llama_vocab_is_control)} - {""}
        ordered = sorted(texts, key=lambda text: (-len(text), text))
        return re.compile("|".join(map(re.escape, ordered)) or r"(?!)")

    def _piece_of(self, token: int, *, with_control: bool) -> bytes:
        buffer = ctypes.create_string_buffer(_PIECE_BYTES)
        length = native.llama_token_to_piece(self._vocabulary, token, buffer, _PIECE_BYTES, 0, with_control)
        return buffer.raw[: max(0, length)]

    def _tokens_that(self, holds: Callable[[Any, int], bool]) -> list[int]:
        vocabulary = self._vocabulary
        return [token for token in range(self.vocabulary_size) if holds(vocabulary, token)]

    def _text(self, token: int) -> str:
        text = native.llama_vocab_get_text(self._vocabulary, token) if token >= 0 else None
        return text.decode("utf-8", "replace") if text else ""

    def _quantization(self) -> str:
        """What the file says, or what most of its tensors have."""
        name = native.llama_ftype_name(native.llama_model_ftype(self.pointer)) or b""
        return name.decode().removeprefix("(guessed) ")

    def _metadata(self, key: str) -> str:
        buffer = ctypes.create_string_buffer(_PIECE_BYTES)
        length = native.llama_model_meta_val_str(self.pointer, key.encode(), buffer, _PIECE_BYTES)
        return buffer.value.decode("utf-8", "replace") if length >= 0 else ""

    def _kv_bytes_per_token(self) -> int:
        heads = native.llama_model_n_head(self.pointer)
        width = native.llama_model_n_embd(self.pointer) // heads if heads else 0
        architecture = self._metadata("general.architecture")
        key_width, value_width = (
            int(self._metadata(f"{architecture}.attention.{part}_length") or width) for part in ("key", "value")
        )
        layers, kv_heads = native.llama_model_n_layer(self.pointer), native.llama_model_n_head_kv(self.pointer)
        return int(layers * kv_heads * (key_width + value_width) * ctypes.sizeof(ctypes.c_uint16))


def _explain(path: Path, errors: list[str]) -> str:
    reason = errors[0] if errors else "no reason was given"
    if "alloc" in " ".join(errors):
        return f"There is not enough memory to load {path.name} ({reason}); close other programs or choose a smaller model."
    return f"{path.name} cannot be loaded as a model ({reason}); fetch or import it again, or choose another."
