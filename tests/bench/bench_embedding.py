"""Prints how near the embedder that ships is to the float weights, and how fast: alone, and through our worker.

python -m tests.bench.bench_embedding [--float model.safetensors] [--other model.onnx] [--texts 200] [--threads 2]
"""

import argparse
import json
import os
import struct
import time
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import numpy
import onnxruntime
import psutil
from numpy.typing import NDArray
from tokenizers import Tokenizer

from app.core.cancel import CancelToken
from app.engines.index import Index
from app.engines.process import WorkerProcess
from tests.installed import EMBEDDING, embedder_files, model, shared_data

Matrix = NDArray[numpy.float32]
Embed = Callable[[Sequence[list[int]]], Matrix]

_MAXIMUM_TOKENS = 256
_LAYERS = 6
_HEADS = 12


class FloatModel:
    """The same network in float32, written out in numpy: BERT (Devlin et al. 2018) with mean pooling."""

    def __init__(self, weights: Path) -> None:
        content = weights.read_bytes()
        (length,) = struct.unpack("<Q", content[:8])
        self._weights = {
            name: numpy.frombuffer(content, "<f4", count=_size(entry), offset=8 + length + entry["data_offsets"][0])
            .reshape(entry["shape"])
            .astype(numpy.float32)
            for name, entry in json.loads(content[8 : 8 + length]).items()
            if name != "__metadata__" and entry["dtype"] == "F32"
        }

    def embed(self, texts: Sequence[list[int]]) -> Matrix:
        return numpy.stack([self._embed_one(ids) for ids in texts])

    def _embed_one(self, ids: list[int]) -> Matrix:
        weights = self._weights
        states = (
            weights["embeddings.word_embeddings.weight"][ids]
            + weights["embeddings.position_embeddings.weight"][: len(ids)]
            + weights["embeddings.token_type_embeddings.weight"][0]
        )
        states = self._normalized(states, "embeddings.LayerNorm")
        for layer in range(_LAYERS):
            states = self._layer(states, f"encoder.layer.{layer}")
        mean = states.mean(axis=0)
        return numpy.asarray(mean / numpy.linalg.norm(mean), numpy.float32)

    def _layer(self, states: Matrix, name: str) -> Matrix:
        count, width = states.shape
        heads = [
            self._linear(states, f"{name}.attention.self.{part}").reshape(count, _HEADS, -1).transpose(1, 0, 2)
            for part in ("query", "key", "value")
        ]
        scores = heads[0] @ heads[1].transpose(0, 2, 1) / numpy.sqrt(width / _HEADS)
        scores = numpy.exp(scores - scores.max(axis=-1, keepdims=True))
        attended = (scores / scores.sum(axis=-1, keepdims=True)) @ heads[2]
        attended = self._linear(attended.transpose(1, 0, 2).reshape(count, width), f"{name}.attention.output.dense")
        states = self._normalized(states + attended, f"{name}.attention.output.LayerNorm")
        inner = _gelu(self._linear(states, f"{name}.intermediate.dense"))
        return self._normalized(states + self._linear(inner, f"{name}.output.dense"), f"{name}.output.LayerNorm")

    def _linear(self, states: Matrix, name: str) -> Matrix:
        return states @ self._weights[f"{name}.weight"].T + self._weights[f"{name}.bias"]

    def _normalized(self, states: Matrix, name: str) -> Matrix:
        centred = states - states.mean(axis=-1, keepdims=True)
        deviation = numpy.sqrt((centred**2).mean(axis=-1, keepdims=True) + 1e-12)
        scaled = centred / deviation * self._weights[f"{name}.weight"] + self._weights[f"{name}.bias"]
        return numpy.asarray(scaled, numpy.float32)


def _size(entry: dict[str, list[int]]) -> int:
    return (entry["data_offsets"][1] - entry["data_offsets"][0]) // 4


def _gelu(values: Matrix) -> Matrix:
    """The exact GELU, by the error function of Abramowitz and Stegun 7.1.26 (error below 1.5e-7)."""
    scaled = numpy.abs(values) / numpy.sqrt(2.0)
    t = 1.0 / (1.0 + 0.3275911 * scaled)
    series = t * (0.254829592 + t * (-0.284496736 + t * (1.421413741 + t * (-1.453152027 + t * 1.061405429))))
    erf = numpy.sign(values) * (1.0 - series * numpy.exp(-(scaled**2)))
    return numpy.asarray(values * 0.5 * (1.0 + erf), numpy.float32)


class OnnxModel:
    """A bare onnxruntime session; `batch` texts are padded and computed together."""

    def __init__(self, path: Path, threads: int, batch: int = 1) -> None:
        options = onnxruntime.SessionOptions()
        options.intra_op_num_threads = threads
        self._session = onnxruntime.InferenceSession(path, options, providers=["CPUExecutionProvider"])
        self._inputs = {declared.name for declared in self._session.get_inputs()}
        self._batch = batch

    def embed(self, texts: Sequence[list[int]]) -> Matrix:
        order = sorted(range(len(texts)), key=lambda row: len(texts[row]))
        vectors = numpy.empty((len(texts), 384), numpy.float32)
        for start in range(0, len(order), self._batch):
            rows = order[start : start + self._batch]
            vectors[rows] = self._embed_together([texts[row] for row in rows])
        return vectors

    def _embed_together(self, texts: Sequence[list[int]]) -> Matrix:
        tokens = numpy.zeros((len(texts), max(map(len, texts))), numpy.int64)
        mask = numpy.zeros_like(tokens)
        for row, ids in enumerate(texts):
            tokens[row, : len(ids)] = ids
            mask[row, : len(ids)] = 1
        feed = {"input_ids": tokens, "attention_mask": mask, "token_type_ids": numpy.zeros_like(tokens)}
        answers = self._session.run(None, {name: feed[name] for name in self._inputs})
        states = next(answer for answer in answers if answer.ndim == 3)
        sums = (states * mask[:, :, None]).sum(axis=1)
        return numpy.asarray(sums / numpy.linalg.norm(sums, axis=1, keepdims=True), numpy.float32)


def passages(count: int) -> list[str]:
    """Abstracts, title first, as the library embeds passages."""
    rows = [json.loads(line) for line in (shared_data("retrieval/scifact") / "corpus.jsonl").open(encoding="utf-8")]
    return [f"{row['title']}\n{row['text']}" for row in rows[:: len(rows) // count][:count]]


def report(name: str, embed: Embed, texts: Sequence[list[int]], truth: Matrix | None) -> Matrix:
    """Print speed, and cosine per text to the float weights."""
    embed(texts[:2])
    started, processor = time.perf_counter(), time.process_time()
    vectors = embed(texts)
    seconds, processor_seconds = time.perf_counter() - started, time.process_time() - processor
    tokens = sum(map(len, texts))
    line = f"{name:44} {tokens / seconds:8,.0f} tokens/s {tokens / processor_seconds:8,.0f} per processor second"
    if truth is not None:
        cosines = numpy.sort((vectors * truth).sum(axis=1))
        line += f"   cosine mean {cosines.mean():.4f} p5 {cosines[len(cosines) // 20]:.4f} min {cosines[0]:.4f}"
    print(line)
    return vectors


def report_worker(texts: Sequence[str], token_ids: Sequence[list[int]], threads: int) -> None:
    """Print passages a second through the worker, the pipe and the supervisor, beside the bare session, by turns.

    The bare session is the embedder's ceiling: a text on each thread, nothing tokenized, nothing sent.
    """
    folder, _ = embedder_files()
    bare = OnnxModel(folder / "model.onnx", 1)
    index = Index(process := WorkerProcess("index"), folder, model(EMBEDDING), lambda: (), threads=threads)
    clock, processor = {"bare": 0.0, "worker": 0.0}, {"bare": 0.0, "worker": 0.0}

    def embed_bare() -> None:
        list(pool.map(lambda ids: bare.embed([ids]), token_ids))

    try:
        index.warm()
        worker = psutil.Process(process.process_id)
        with ThreadPoolExecutor(threads) as pool:
            for name, work in (("bare", embed_bare), ("worker", lambda: index.embed(texts, CancelToken()))) * 3:
                used, started = time.process_time() + sum(worker.cpu_times()[:2]), time.perf_counter()
                work()
                clock[name] += time.perf_counter() - started
                processor[name] += time.process_time() + sum(worker.cpu_times()[:2]) - used
        for name in clock:
            rate, share = 3 * len(texts) / clock[name], 3 * len(texts) / processor[name]
            print(f"{name:8} {rate:6.1f} passages/s {share:6.1f} per processor second; load {os.getloadavg()[0]:.1f}")
    finally:
        index.close()


def main() -> None:
    """Compare what is given with what ships."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--float", type=Path, help="the float32 weights, model.safetensors")
    parser.add_argument("--other", type=Path, help="another model.onnx of the same network")
    parser.add_argument("--texts", type=int, default=200)
    parser.add_argument("--threads", type=int, default=2)
    arguments = parser.parse_args()
    folder, _ = embedder_files()
    tokenizer = Tokenizer.from_file(str(folder / "tokenizer.json"))
    tokenizer.enable_truncation(_MAXIMUM_TOKENS)
    tokenizer.no_padding()
    texts = passages(arguments.texts)
    token_ids = [tokenizer.encode(text).ids for text in texts]
    shipped = folder / "model.onnx"
    truth = None
    if arguments.float:
        truth = report("float32 weights, numpy", FloatModel(arguments.float).embed, token_ids, None)
    report("shipped int8, one by one", OnnxModel(shipped, arguments.threads).embed, token_ids, truth)
    report("shipped int8, 16 together", OnnxModel(shipped, arguments.threads, 16).embed, token_ids, truth)
    if arguments.other:
        report("other, one by one", OnnxModel(arguments.other, arguments.threads).embed, token_ids, truth)
        report("other, 16 together", OnnxModel(arguments.other, arguments.threads, 16).embed, token_ids, truth)
    report_worker(texts, token_ids, arguments.threads)


if __name__ == "__main__":
    main()
