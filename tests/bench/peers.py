"""Other programs' ways from texts to passages, for benches to be held against; each with the embedder that ships here.

They are made as their own first tutorials make them. None is needed: what is not installed is named and passed over
(the group `peers` of pyproject.toml).
"""

import importlib.util
import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

import numpy
from numpy.typing import NDArray
from tokenizers import Tokenizer

from app.core.words.keywords import telling_words
from tests.bench.bench_embedding import OnnxModel
from tests.installed import embedder_files

Contexts = Callable[[str], Iterator[str]]
"""Texts for a question, the best first."""
Texts = Mapping[str, str]
"""The text of each document by its name."""

FOUND = 20
PLAIN_WORDS = 150
_MAXIMUM_TOKENS = 256
_RRF = 60
_COSINE_SHARE = 0.7


class PlainEmbedder:
    """The model that ships with Alcove in a session of its own, with the engine's own settings."""

    def __init__(self) -> None:
        folder, _ = embedder_files()
        self._tokenizer = Tokenizer.from_file(str(folder / "tokenizer.json"))
        self._tokenizer.enable_truncation(_MAXIMUM_TOKENS)
        self._tokenizer.no_padding()
        self._model = OnnxModel(folder / "model.onnx", threads=2)

    def embed(self, texts: Sequence[str]) -> NDArray[numpy.float32]:
        """Unit vectors: shape [len(texts), 384]."""
        return self._model.embed([self._tokenizer.encode(text).ids for text in texts])

    def lists(self, texts: Sequence[str]) -> list[list[float]]:
        """The same as lists."""
        return self.embed(texts).tolist()


def missing(*modules: str) -> str:
    """The modules that are not installed, in a sentence; "" if all are."""
    absent = [name for name in modules if importlib.util.find_spec(name.split(".")[0]) is None]
    return f"not installed: {', '.join(absent)}" if absent else ""


# LlamaIndex with Chroma --------------------------------------------------------------------------------------------

LLAMA_INDEX = ("llama_index", "chromadb")


def llama_index(documents: Sequence[Any], embedder: PlainEmbedder, storage: Path, chunk_tokens: int | None) -> Any:
    """Documents of LlamaIndex in a Chroma folder: an index. `chunk_tokens` is None for its default, 1,024."""
    import chromadb
    from llama_index.core import StorageContext, VectorStoreIndex
    from llama_index.core.node_parser import SentenceSplitter
    from llama_index.vector_stores.chroma import ChromaVectorStore

    collection = chromadb.PersistentClient(str(storage)).create_collection("peer", embedding_function=None)
    splitters = [SentenceSplitter(chunk_size=chunk_tokens, chunk_overlap=chunk_tokens // 8)] if chunk_tokens else None
    context = StorageContext.from_defaults(vector_store=ChromaVectorStore(chroma_collection=collection))
    model = _llama_index_embedding(embedder)
    return VectorStoreIndex.from_documents(
        documents, storage_context=context, embed_model=model, transformations=splitters
    )


def llama_index_documents(texts: Texts) -> list[Any]:
    """Texts as documents of LlamaIndex."""
    from llama_index.core import Document

    return [Document(text=text, metadata={"file_name": name}) for name, text in texts.items()]


def llama_index_contexts(texts: Texts, embedder: PlainEmbedder, storage: Path, chunk_tokens: int | None) -> Contexts:
    """What it finds."""
    made = llama_index(llama_index_documents(texts), embedder, storage, chunk_tokens)
    retriever = made.as_retriever(similarity_top_k=FOUND)
    return lambda question: (node.get_content() for node in retriever.retrieve(question))


def _llama_index_embedding(embedder: PlainEmbedder) -> Any:
    from llama_index.core.embeddings import BaseEmbedding

    class Embedding(BaseEmbedding):
        """Our embedder as LlamaIndex wants it."""

        def _get_query_embedding(self, query: str) -> list[float]:
            return embedder.lists([query])[0]

        async def _aget_query_embedding(self, query: str) -> list[float]:
            return embedder.lists([query])[0]

        def _get_text_embedding(self, text: str) -> list[float]:
            return embedder.lists([text])[0]

        def _get_text_embeddings(self, texts: list[str]) -> list[list[float]]:
            return embedder.lists(texts)

    return Embedding(model_name="all-MiniLM-L6-v2")


# LangChain with Chroma ---------------------------------------------------------------------------------------------

LANGCHAIN = ("langchain_chroma", "langchain_text_splitters")


def langchain_contexts(texts: Texts, embedder: PlainEmbedder, storage: Path) -> Contexts:
    """Chunks of 1,000 characters, 200 of them in two, nearest first."""
    from langchain_chroma import Chroma
    from langchain_core.embeddings import Embeddings
    from langchain_text_splitters import RecursiveCharacterTextSplitter

    class Embedding(Embeddings):
        """Our embedder as LangChain wants it."""

        def embed_documents(self, texts: list[str]) -> list[list[float]]:
            return embedder.lists(texts)

        def embed_query(self, text: str) -> list[float]:
            return embedder.lists([text])[0]

    splitter = RecursiveCharacterTextSplitter(chunk_size=1000, chunk_overlap=200)
    chunks = [chunk for text in texts.values() for chunk in splitter.split_text(text)]
    store = Chroma.from_texts(chunks, Embedding(), persist_directory=str(storage))
    return lambda question: (found.page_content for found in store.similarity_search(question, k=FOUND))


# Haystack ----------------------------------------------------------------------------------------------------------

HAYSTACK = ("haystack",)


def haystack_contexts(texts: Texts) -> Contexts:
    """Chunks of 200 words by BM25, as its splitter and its retriever do by themselves."""
    from haystack import Document
    from haystack.components.preprocessors import DocumentSplitter
    from haystack.components.retrievers.in_memory import InMemoryBM25Retriever
    from haystack.document_stores.in_memory import InMemoryDocumentStore

    splitter = DocumentSplitter(split_by="word", split_length=200)
    store = InMemoryDocumentStore()
    store.write_documents(splitter.run(documents=[Document(content=text) for text in texts.values()])["documents"])
    retriever = InMemoryBM25Retriever(document_store=store, top_k=FOUND)
    return lambda question: (found.content or "" for found in retriever.run(query=question)["documents"])


# Plain chunks --------------------------------------------------------------------------------------------------------

PLAIN = ("rank_bm25", "nltk")


def plain_chunks(texts: Texts) -> list[str]:
    """Every text cut after so many words, wherever that is."""
    words = [text.split() for text in texts.values()]
    return [" ".join(each[start : start + PLAIN_WORDS]) for each in words for start in range(0, len(each), PLAIN_WORDS)]


def plain_contexts(chunks: Sequence[str], embedder: PlainEmbedder) -> dict[str, Contexts]:
    """The same chunks by cosine, BM25 (stemmed, without stop words), and both fused by rank and by score."""
    from nltk.stem.snowball import SnowballStemmer
    from rank_bm25 import BM25Okapi

    stemmer = SnowballStemmer("english")
    vectors = embedder.embed(chunks)
    ranker = BM25Okapi([_stems(chunk, stemmer) for chunk in chunks], k1=1.2, b=0.75)

    def cosines(question: str) -> NDArray[numpy.float32]:
        return vectors @ embedder.embed([question])[0]

    def words(question: str) -> NDArray[numpy.float64]:
        return ranker.get_scores(_stems(question, stemmer))

    def by_rank(question: str) -> NDArray[numpy.float64]:
        orders = [numpy.argsort(numpy.argsort(-scores)) for scores in (cosines(question), words(question))]
        return sum(1.0 / (_RRF + order) for order in orders)

    def by_score(question: str) -> NDArray[numpy.float64]:
        scores = words(question)
        return _COSINE_SHARE * cosines(question) + (1 - _COSINE_SHARE) * scores / max(scores.max(), 1e-9)

    ways = {"cosine": cosines, "BM25": words, "RRF": by_rank, "convex": by_score}
    return {name: _best_of(chunks, scores) for name, scores in ways.items()}


def _best_of(chunks: Sequence[str], scores: Callable[[str], NDArray[Any]]) -> Contexts:
    return lambda question: (chunks[row] for row in numpy.argsort(-scores(question))[:FOUND])


def _stems(text: str, stemmer: Any) -> list[str]:
    return [stemmer.stem(word) for word in telling_words(text) if re.search(r"\w", word)]
