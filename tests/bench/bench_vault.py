"""Prints what the vault costs: adding, embedding, finding, erasing, opening, and a guess at a passphrase.

python -m tests.bench.bench_vault [--documents 2000] [--passages 25]
"""

import argparse
import os
import random
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from app.core.administration.policy import Policy
from app.core.library.documents import Chunk, Page, ReadDocument
from app.services.administration.vault import Vault
from app.services.permissions import Permissions
from app.storage.blobs import seal, unseal
from app.storage.database import Database
from app.storage.library.documents import Documents
from app.storage.library.matching import Matching
from app.storage.library.vectors import PassageVectors
from app.storage.places import Places

DIMENSIONS = 384
PASSPHRASE = "the passphrase of the bench"
VOCABULARY = [f"{start}{middle}{end}" for start in "bdfgklm" for middle in "aeiou" for end in ("r", "nt", "st", "ll")]


@contextmanager
def timed(what: str, count: int = 0, unit: str = "") -> Iterator[None]:
    """Print how long it took, and how much of a processor: the same on a busy machine, where waiting is not."""
    started, started_cpu = time.perf_counter(), time.process_time()
    yield
    seconds, cpu_seconds = time.perf_counter() - started, time.process_time() - started_cpu
    rate = f"{count / seconds:12,.0f} {unit}/s" if count else ""
    print(f"{what:45}{seconds * 1000:12,.1f} ms{cpu_seconds * 1000:12,.1f} CPU ms{rate}")


def made_document(chance: random.Random, passages: int) -> tuple[ReadDocument, list[Chunk]]:
    """A document of one page, its passages 120 words each."""
    texts = [" ".join(chance.choices(VOCABULARY, k=120)) for _ in range(passages)]
    page = Page(None, "\n".join(texts))
    starts = [sum(len(text) + 1 for text in texts[:index]) for index in range(passages)]
    return ReadDocument("Bench", "txt", (page,)), [
        Chunk(0, start, start + len(text), text) for start, text in zip(starts, texts, strict=True)
    ]


def fill(database: Database, count: int, passages: int) -> None:
    documents, vectors = Documents(database), PassageVectors(database)
    chance = random.Random(1)
    made = [made_document(chance, passages) for _ in range(50)]
    with timed(f"add {count:,} documents", count, "documents"):
        for number in range(count):
            read, chunks = made[number % len(made)]
            documents.add(f"/{number}", "Bench", f"{number:064x}", 1, 1, read, chunks)
    ids = documents.passage_ids()
    with timed(f"keep {len(ids):,} vectors, 256 at a time", len(ids), "vectors"):
        for start in range(0, len(ids), 256):
            batch = ids[start : start + 256]
            vectors.put("bench", batch, os.urandom(2 * DIMENSIONS * len(batch)), DIMENSIONS)


def use(database: Database) -> None:
    documents, vectors, matching = Documents(database), PassageVectors(database), Matching(database)
    count = len(documents.passage_ids())
    with timed("read all vectors", count, "vectors"):
        for _ in vectors.all("bench"):
            continue
    with timed("find none without a vector"):
        vectors.missing("bench", 256)
    for top in (10, count):
        with timed(f"keyword search, best {top:,} of a common word"):
            matching.keyword_search("bar", top)
        with timed(f"keyword search, best {top:,} of eight words"):
            matching.keyword_search(" ".join(VOCABULARY[:8]), top)
    with timed("list all documents"):
        documents.documents()
    with timed("erase one document"):
        documents.remove([documents.documents()[0].id])


def sealed_files(folder: Path) -> None:
    content = [os.urandom(1 << 20)] * 200
    with timed("seal 200 MB", 200, "MB"):
        seal(folder / "sealed", bytes(32), content)
    with timed("unseal 200 MB", 200, "MB"):
        for _ in unseal(folder / "sealed", bytes(32)):
            continue


def main() -> None:
    """Measure on the disk of the temporary folder."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--documents", type=int, default=2000)
    parser.add_argument("--passages", type=int, default=25)
    arguments = parser.parse_args()
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        vault = Vault(Places(folder / "profile", folder, folder), Permissions(Policy()))
        with timed("make a vault under a passphrase"):
            vault.create(PASSPHRASE)
        fill(vault.database, arguments.documents, arguments.passages)
        use(vault.database)
        with timed("check every page"):
            vault.database.damage()
        with timed("close"):
            vault.close()
        with timed("unlock by passphrase (Argon2id 64 MiB, t=3)"):
            vault.unlock(PASSPHRASE)
        print(f"{'database':45}{(folder / 'profile' / 'vault.db').stat().st_size / 1e6:12,.1f} MB")
        vault.close()
        sealed_files(folder)


if __name__ == "__main__":
    main()
