"""The audit log: what was done and when, never with what content, chained so that a changed past is noticed."""

import hashlib
import json
import re
import secrets
from collections.abc import Sequence
from dataclasses import dataclass

from app.core.administration.policy import Policy
from app.core.clock import utc_now
from app.storage.database import Connection, Database, Row
from app.storage.settings import Settings

Field = bool | int | float | str

WITHHELD = "(withheld)"
ANSWERED, CALLED = "question answered", "call answered"
"""Passed over at the level "changes"."""
LEVEL_CHANGED = "audit level changed"
SHORTENED = "audit shortened"
FORGOTTEN = "forgotten"
REFUSED = "refused by policy"
_ALWAYS = frozenset({LEVEL_CHANGED, SHORTENED, FORGOTTEN})
"""Kinds that are kept at every level: what explains why others are missing, and what proves an erasure."""
_IDENTIFIER = re.compile(r"[A-Za-z0-9][A-Za-z0-9._:+-]{0,79}", re.ASCII)
_KIND = re.compile(r"[a-z][a-z0-9 ._-]{0,47}", re.ASCII)
_SALT_BYTES = 16
_LOST = "lost"
"""No entry's hash: what goes on from it is found out."""


@dataclass(frozen=True, slots=True)
class AuditEntry:
    """One thing that was done. `hash` covers everything in the entry and the hash before it, but not `text`.

    `text` is what was asked, where the level "questions" kept it and nobody has erased it since; the entry holds its
    salted hash, so that the chain stays whole without it.
    """

    sequence: int
    at: str
    kind: str
    fields: dict[str, Field]
    hash: str
    text: str = ""


class Audit:
    """A chain of entries: each carries the SHA-256 of its canonical JSON and its predecessor's hash.

    The head, kept apart, holds the chain's length and last hash, so that entries cut off its end are missed too. It
    guards against mistakes and clumsy edits: whoever has the vault's key can write a new chain. `policy` may fix the
    level.
    """

    def __init__(self, database: Database, policy: Policy | None = None) -> None:
        self._database = database
        self._settings = Settings(database, policy)

    def record(self, kind: str, text: str = "", /, **fields: Field) -> None:
        """Add an entry. Fields are identifiers such as "sha256:ab12" or "gte-small"; any other text in them is withheld.

        `text` is kept at the level "questions" alone.

        Raises:
            ValueError: `kind` is not a short lower-case phrase.
        """
        if not _KIND.fullmatch(kind):
            raise ValueError(f"{kind!r} is not a kind of audit entry")
        level = self._settings.get("audit.level")
        if kind not in _ALWAYS and (level == "off" or (level == "changes" and kind in (ANSWERED, CALLED))):
            return
        content_free = {name: _content_free(value) for name, value in sorted(fields.items())}
        with self._database.writing() as connection:
            if text and level == "questions":
                _append_with_text(connection, kind, content_free, text)
            else:
                _append(connection, kind, content_free)

    def entries(self, limit: int | None = None) -> list[AuditEntry]:
        """All entries, oldest first, or only the last `limit`."""
        rows = self._database.rows(
            "SELECT * FROM audit LEFT JOIN audit_texts USING (sequence) ORDER BY sequence DESC LIMIT ?",
            (-1 if limit is None else limit,),
        )
        return [_entry(row) for row in reversed(rows)]

    def verify(self) -> str | None:
        """None if the chain is whole; otherwise one sentence that names the first entry where it is not."""
        with self._database.reading() as connection:
            rows = connection.execute(
                "SELECT * FROM audit LEFT JOIN audit_texts USING (sequence) ORDER BY sequence"
            ).fetchall()
            head = connection.execute("SELECT count, hash FROM audit_head").fetchone()
            anchor = connection.execute("SELECT count, hash FROM audit_anchor").fetchone()
        last, previous_hash = (anchor["count"], anchor["hash"]) if anchor is not None else (0, "")
        for expected, row in enumerate(rows, start=last + 1):
            if fault := _fault(row, expected, previous_hash):
                return fault
            last, previous_hash = expected, row["hash"]
        if head is None or (head["count"], head["hash"]) != (last, previous_hash):
            return f"The audit log was changed: it does not end with entry {last} as it should."
        return _fault_of_anchor(anchor, rows)

    def shorten(self, before: str) -> int:
        """Let the entries written before a time (ISO 8601, UTC) give way to an anchor; how many went.

        The anchor is the number and the hash of the last of them, and the chain goes on from it. A new entry says so:
        with it the chain vouches for the anchor, and whoever cuts entries off without one is found out.
        """
        with self._database.writing() as connection:
            kept = connection.execute("SELECT min(sequence) FROM audit WHERE at >= ?", (before,)).fetchone()[0]
            last_gone = _head(connection)[0] if kept is None else kept - 1
            row = connection.execute("SELECT hash FROM audit WHERE sequence = ?", (last_gone,)).fetchone()
            if row is None:
                return 0
            gone: int = connection.execute("DELETE FROM audit WHERE sequence <= ?", (last_gone,)).rowcount
            connection.execute(
                "INSERT INTO audit_anchor VALUES (1, ?, ?)"
                " ON CONFLICT DO UPDATE SET count = excluded.count, hash = excluded.hash",
                (last_gone, row["hash"]),
            )
            _append(connection, SHORTENED, {"anchor": row["hash"], "entries": last_gone})
        self._database.checkpoint()
        return gone

    def erase_texts(self, words: Sequence[str]) -> int:
        """Erase what was asked with any of these words in it, whatever their case; the entries stay. How many texts went."""
        with self._database.writing() as connection:
            return sum(
                connection.execute("DELETE FROM audit_texts WHERE instr(folded(text), folded(?))", (one,)).rowcount
                for one in words
            )


def hashed_name(name: str) -> str:
    """A name as the log may hold it: whoever knows the name can recognize it, nobody can read it."""
    return f"sha256:{hashlib.sha256(name.encode()).hexdigest()[:16]}"


def _append_with_text(connection: Connection, kind: str, fields: dict[str, Field], text: str) -> None:
    salt = secrets.token_bytes(_SALT_BYTES)
    sequence = _append(connection, kind, dict(sorted((fields | {"text": _text_hash(salt, text)}).items())))
    connection.execute("INSERT INTO audit_texts VALUES (?, ?, ?)", (sequence, salt, text))


def _append(connection: Connection, kind: str, fields: dict[str, Field]) -> int:
    count, previous_hash = _head(connection)
    now = utc_now()
    canonical = json.dumps(fields, sort_keys=True, separators=(",", ":"), allow_nan=False)
    entry_hash = _hash(previous_hash, count + 1, now, kind, canonical)
    connection.execute("INSERT INTO audit VALUES (?, ?, ?, ?, ?)", (count + 1, now, kind, canonical, entry_hash))
    connection.execute("INSERT OR REPLACE INTO audit_head VALUES (1, ?, ?)", (count + 1, entry_hash))
    return count + 1


def _head(connection: Connection) -> tuple[int, str]:
    """The length of the chain and its last hash. What is written after somebody took the head away does not follow."""
    head = connection.execute("SELECT count, hash FROM audit_head").fetchone()
    if head is not None:
        return head["count"], head["hash"]
    last = connection.execute(
        "SELECT max(coalesce((SELECT max(sequence) FROM audit), 0), coalesce((SELECT count FROM audit_anchor), 0))"
    ).fetchone()
    return last[0], _LOST


def _fault(row: Row, expected: int, previous_hash: str) -> str:
    if row["sequence"] != expected:
        return f"The audit log was changed: entry {expected} is missing."
    if row["hash"] != _hash(previous_hash, expected, row["at"], row["kind"], row["fields"]):
        return f"The audit log was changed: entry {expected} is not what was written."
    if row["text"] is not None and json.loads(row["fields"]).get("text") != _text_hash(row["salt"], row["text"]):
        return f"The audit log was changed: the text of entry {expected} is not what was written."
    return ""


def _fault_of_anchor(anchor: Row | None, rows: Sequence[Row]) -> str | None:
    vouched = [json.loads(row["fields"]) for row in rows if row["kind"] == SHORTENED]
    found = None if anchor is None else {"anchor": anchor["hash"], "entries": anchor["count"]}
    if found != (vouched[-1] if vouched else None):
        return "The audit log was changed: its beginning is not the anchor that was set when it was shortened."
    return None


def _hash(previous_hash: str, sequence: int, at: str, kind: str, canonical_fields: str) -> str:
    canonical = json.dumps([previous_hash, sequence, at, kind, canonical_fields], separators=(",", ":"))
    return hashlib.sha256(canonical.encode()).hexdigest()


def _text_hash(salt: bytes, text: str) -> str:
    return f"sha256:{hashlib.sha256(salt + text.encode()).hexdigest()}"


def _content_free(value: Field) -> Field:
    if isinstance(value, str) and not _IDENTIFIER.fullmatch(value):
        return WITHHELD if value else ""
    return value


def _entry(row: Row) -> AuditEntry:
    return AuditEntry(
        row["sequence"], row["at"], row["kind"], json.loads(row["fields"]), row["hash"], row["text"] or ""
    )
