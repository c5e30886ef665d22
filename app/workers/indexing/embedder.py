"""Sentence embeddings from an ONNX model: mean pooling over the tokens, unit length."""

from collections.abc import Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import numpy
import onnxruntime
from tokenizers import Tokenizer

from app.workers.indexing.terms import Matrix
from app.workers.serve import CancelFlag
from app.workers.weights import verify_files


class Embedder:
    """A loaded model. Texts longer than `maximum_tokens` are cut; `tokens_read` are those of all texts so far.

    Raises:
        ModelError: a file is missing or is not the one its hash names; nothing was loaded.
    """

    def __init__(
        self, folder: Path, sha256: Mapping[str, str], maximum_tokens: int, threads: int, flag: CancelFlag
    ) -> None:
        verify_files(folder, {"model.onnx": "", "tokenizer.json": "", **sha256}, flag)
        options = onnxruntime.SessionOptions()
        # Each text on a thread of its own: threads that share a text wait for each other after every product.
        options.intra_op_num_threads = 1
        options.inter_op_num_threads = 1
        self._threads = ThreadPoolExecutor(threads, "embed")
        self._session = onnxruntime.InferenceSession(folder / "model.onnx", options, providers=["CPUExecutionProvider"])
        self._inputs = {declared.name for declared in self._session.get_inputs()}
        self._tokenizer = Tokenizer.from_file(str(folder / "tokenizer.json"))
        self._tokenizer.enable_truncation(maximum_tokens)
        self._tokenizer.no_padding()
        self.maximum_tokens = maximum_tokens
        self.tokens_read = 0
        self.dimensions = int(self._session.get_outputs()[0].shape[-1])

    def embed(self, texts: Sequence[str], flag: CancelFlag) -> Matrix:
        """One unit vector for each text, in order: shape [len(texts), dimensions].

        A text is computed alone: int8 activations are scaled over all that is computed together, so in a batch a
        text's vector would depend on its neighbours (cosine 0.986 to itself), and a batch is no faster per processor.
        The longest goes first, so that no thread is left with it at the end.

        Raises:
            Cancelled: within one text of the flag being set.
        """
        vectors = numpy.empty((len(texts), self.dimensions), numpy.float32)
        token_ids: list[Sequence[int]] = []
        for text in texts:
            flag.raise_if_set()
            token_ids.append(self._tokenizer.encode(text).ids)

        def compute(row: int) -> None:
            flag.raise_if_set()
            vectors[row] = self._pooled(token_ids[row])

        self.tokens_read += sum(map(len, token_ids))
        longest_first = sorted(range(len(texts)), key=lambda row: -len(token_ids[row]))
        for _ in self._threads.map(compute, longest_first):
            pass
        return vectors

    def _pooled(self, token_ids: Sequence[int]) -> Matrix:
        tokens = numpy.asarray([token_ids], numpy.int64)
        feed = {
            "input_ids": tokens,
            "attention_mask": numpy.ones_like(tokens),
            "token_type_ids": numpy.zeros_like(tokens),
        }
        states = self._session.run(None, {name: feed[name] for name in self._inputs})[0]
        mean = states[0].mean(axis=0)
        return numpy.asarray(mean / max(float(numpy.linalg.norm(mean)), 1e-12), numpy.float32)
