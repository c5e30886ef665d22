"""The audit log: what was done and when, never with what content, chained so that a changed past is noticed."""

import hashlib
import json
import re
from dataclasses import dataclass

from app.core.clock import utc_now
from app.core.policy import Policy
from app.storage.database import Connection, Database, Row
from app.storage.settings import Settings

Field = bool | int | float | str

WITHHELD = "(withheld)"
CHANGING_NOTHING = frozenset({"question answered", "searched", "transcript exported", "privacy proven"})
"""Kinds that leave the vault as it is: passed over where the setting audit.level is "changes"."""
_IDENTIFIER = re.compile(r"[A-Za-z0-9][A-Za-z0-9._:+-]{0,79}", re.ASCII)
_KIND = re.compile(r"[a-z][a-z0-9 ._-]{0,47}", re.ASCII)


@dataclass(frozen=True, slots=True)
class AuditEntry:
    """One thing that was done. `hash` covers everything in the entry and the hash before it."""

    sequence: int
    at: str
    kind: str
    fields: dict[str, Field]
    hash: str


class Audit:
    """A chain of entries: each carries the SHA-256 of its canonical JSON and its predecessor's hash.

    The head, kept apart, holds the chain's length and last hash, so that entries cut off its end are missed too. It
    guards against mistakes and clumsy edits: whoever has the vault's key can write a new chain.
    """

    def __init__(self, database: Database, policy: Policy | None = None) -> None:
        self._database = database
        self._settings = Settings(database, policy)

    def record(self, kind: str, **fields: Field) -> None:
        """Add an entry. Texts are identifiers such as "sha256:ab12" or "gte-small"; any other text is withheld.

        Raises:
            ValueError: `kind` is not a short lower-case phrase.
        """
        if not _KIND.fullmatch(kind):
            raise ValueError(f"{kind!r} is not a kind of audit entry")
        content_free = {name: _content_free(value) for name, value in sorted(fields.items())}
        if kind in CHANGING_NOTHING and self._settings.get("audit.level") != "actions":
            return
        with self._database.writing() as connection:
            _append(connection, kind, content_free)

    def entries(self, limit: int | None = None) -> list[AuditEntry]:
        """All entries, oldest first, or only the last `limit`."""
        with self._database.reading() as connection:
            rows = connection.execute(
                "SELECT * FROM audit ORDER BY sequence DESC LIMIT ?", (-1 if limit is None else limit,)
            ).fetchall()
        return [_entry(row) for row in reversed(rows)]

    def verify(self) -> str | None:
        """None if the chain is whole; otherwise one sentence that names the first entry where it is not."""
        with self._database.reading() as connection:
            rows = connection.execute("SELECT * FROM audit ORDER BY sequence").fetchall()
            head = connection.execute("SELECT count, hash FROM audit_head").fetchone()
        previous_hash = ""
        for expected, row in enumerate(rows, start=1):
            if row["sequence"] != expected:
                return f"The audit log was changed: entry {expected} is missing."
            if row["hash"] != _hash(previous_hash, expected, row["at"], row["kind"], row["fields"]):
                return f"The audit log was changed: entry {expected} is not what was written."
            previous_hash = row["hash"]
        if head is None or (head["count"], head["hash"]) != (len(rows), previous_hash):
            return f"The audit log was changed: it does not end with entry {len(rows)} as it should."
        return None


def _append(connection: Connection, kind: str, fields: dict[str, Field]) -> None:
    count, previous_hash = connection.execute("SELECT count, hash FROM audit_head").fetchone()
    now = utc_now()
    canonical = json.dumps(fields, sort_keys=True, separators=(",", ":"), allow_nan=False)
    entry_hash = _hash(previous_hash, count + 1, now, kind, canonical)
    connection.execute("INSERT INTO audit VALUES (?, ?, ?, ?, ?)", (count + 1, now, kind, canonical, entry_hash))
    connection.execute("UPDATE audit_head SET count = ?, hash = ?", (count + 1, entry_hash))


def _hash(previous_hash: str, sequence: int, at: str, kind: str, canonical_fields: str) -> str:
    canonical = json.dumps([previous_hash, sequence, at, kind, canonical_fields], separators=(",", ":"))
    return hashlib.sha256(canonical.encode()).hexdigest()


def _content_free(value: Field) -> Field:
    if isinstance(value, str) and not _IDENTIFIER.fullmatch(value):
        return WITHHELD if value else ""
    return value


def _entry(row: Row) -> AuditEntry:
    return AuditEntry(row["sequence"], row["at"], row["kind"], json.loads(row["fields"]), row["hash"])
