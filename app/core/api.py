"""The local API as its owner sees it: where it is reached, and the token that callers show."""

import hashlib
import secrets
from dataclasses import dataclass
from pathlib import Path

DEFAULT_PORT = 7373
MODEL, LIBRARY_MODEL, EMBEDDING_MODEL, SPEECH_MODEL = "alcove", "alcove-library", "alcove-embedding", "alcove-speech"
"""What callers may name instead of a model's id: whatever is in use for the task."""
SEARCH_TOOL, READ_TOOL = "search_library", "read_passage"
MOST_PASSAGES, MOST_AROUND = 30, 10
"""How many passages a search may give, and how many before and after one may be read with it."""
_TOKEN_BYTES = 32


@dataclass(frozen=True, slots=True)
class Listening:
    """A socket that listens: its descriptor, and how programs reach it (a URL).

    `host` is its address and port on the loopback, "" for a Unix socket, whose `path` goes with it.
    """

    descriptor: int
    url: str
    host: str = ""
    path: Path | None = None


def new_token() -> str:
    """A token that cannot be guessed."""
    return f"alcove-{secrets.token_urlsafe(_TOKEN_BYTES)}"


def hashed(token: str) -> str:
    """What is kept of a token: its SHA-256 in hexadecimal, enough because nobody could try them all."""
    return hashlib.sha256(token.encode()).hexdigest()
