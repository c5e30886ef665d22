"""Where in the vault something is written, wherever that is: to erase what was derived from it, and to prove that nothing is left."""

import json
import re
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from typing import Any

import msgspec

from app.core.asking.conversations import Answer
from app.core.words.text import folded
from app.storage.database import Connection, Database
from app.storage.library.document_rows import IN_LIST
from app.storage.meetings.transcript_edits import forget_edits

NOBODY = "Someone"
ERASED = "This answer was erased together with what it rested on."
OWN_TO_PERSONS = frozenset(
    {
        "audit_texts.text",
        "minutes.body",
        "passages.label",
        "pages.label",
        "segments.speaker",
        "transcript_edits.edit",
        "transcript_voices.speaker",
        "transcript_voices.taught",
        "transcripts.listening",
        "voice_profiles.name",
    }
)
"""Columns in which a name says who somebody is; everywhere else it is what somebody said or wrote."""
_PASSAGES_OF = f"SELECT id FROM passages WHERE document_id {IN_LIST}"  # noqa: S608
_OF_DOCUMENTS = ("pages", "passages", "note_pictures", "sketches", "cards", "passwords", "reading_documents")
_OF_PASSAGES = ("vectors", "bags")
_OF_TRANSCRIPTS = ("segments", "minutes", "transcript_edits", "transcript_voices", "recordings")
_LISTS_OF_PATHS = ("conversations", "saved_questions")
_VOICES = (
    ("voice_profiles", "folded(name) = folded(:name)"),
    ("transcript_voices", "folded(:name) IN (folded(speaker), folded(taught))"),
)
_NAMES_LISTENED_FOR = "transcribe.vocabulary"


class Traces:
    """Looks for traces and erases them. Every method is one transaction."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def counts(self, document_ids: Sequence[int], transcript_ids: Sequence[int]) -> dict[str, int]:
        """How many rows of which kind belong to these documents and transcripts; kinds without any are left out."""
        documents, transcripts = json.dumps(list(document_ids)), json.dumps(list(transcript_ids))
        with self._database.reading() as connection:
            passages = [row[0] for row in connection.execute(_PASSAGES_OF, (documents,)).fetchall()]
            wanted = [("documents", "id", documents), ("transcripts", "id", transcripts)]
            wanted += [(table, "document_id", documents) for table in _OF_DOCUMENTS]
            wanted += [(table, "passage_id", json.dumps(passages)) for table in _OF_PASSAGES]
            wanted += [(table, "transcript_id", transcripts) for table in _OF_TRANSCRIPTS]
            return _counted(connection, wanted)

    def stands_elsewhere(self, phrase: str, document_ids: Sequence[int], transcript_ids: Sequence[int]) -> bool:
        """Whether a phrase stands in a document or a transcript that is none of these."""
        with self._database.reading() as connection:
            return any(
                connection.execute(
                    f"SELECT 1 FROM {table} WHERE NOT {column} {IN_LIST} AND instr(text, ?) LIMIT 1",  # noqa: S608
                    (json.dumps(list(ids)), phrase),
                ).fetchone()
                for table, column, ids in (
                    ("pages", "document_id", document_ids),
                    ("segments", "transcript_id", transcript_ids),
                )
            )

    def found(self, phrases: Sequence[str]) -> tuple[dict[str, int], int]:
        """In how many rows of which columns any of these phrases still stands, and how many columns were looked at."""
        return self._found(phrases, "instr({0}, ?)")

    def naming(self, name: str) -> tuple[dict[str, int], int]:
        """The same of a name, whatever its case; slower, for every text is folded."""
        return self._found([folded(name)], "instr(folded(coalesce({0}, '')), ?)")

    def _found(self, phrases: Sequence[str], condition: str) -> tuple[dict[str, int], int]:
        rows = {}
        with self._database.reading() as connection:
            columns = _text_columns(connection)
            for table, column in columns:
                conditions = " OR ".join(condition.format(column) for _ in phrases) or "0"
                query = f"SELECT count(*) FROM {table} WHERE {conditions}"  # noqa: S608
                if count := connection.execute(query, tuple(phrases)).fetchone()[0]:
                    rows[f"{table}.{column}"] = int(count)
        return rows, len(columns)

    def left_of_passages(self, passage_ids: Sequence[int]) -> dict[str, int]:
        """How many rows of these passages are still there, by table; nothing once they are gone."""
        ids = json.dumps(list(passage_ids))
        wanted = [("passages", "id", ids), ("keywords", "rowid", ids)]
        with self._database.reading() as connection:
            return _counted(connection, wanted + [(table, "passage_id", ids) for table in _OF_PASSAGES])

    def erase_answers(
        self, paths: Collection[str], document_ids: Collection[int], phrases: Sequence[str], citing_too: bool = True
    ) -> int:
        """Erase the answers that cite one of these documents, by path or number, or say one of these phrases; how many.

        Without `citing_too` only those that do both. The questions stay, and in a conversation a sentence in the
        answer's place.
        """

        def concerned(kept: str, answer: Answer) -> bool:
            cites = any(one.path in paths or one.document_id in document_ids for one in answer.citations)
            says = any(folded(phrase) in folded(kept) for phrase in phrases)
            return (cites or says) if citing_too else (cites and says)

        with self._database.writing() as connection:
            turns = _ids(connection, "SELECT id, answer FROM turns WHERE answer IS NOT NULL", concerned)
            saved = _ids(connection, "SELECT id, answer FROM saved_answers", concerned)
            erased = msgspec.json.encode(Answer(ERASED, declined=True)).decode()
            connection.executemany(
                "UPDATE turns SET text = ?, answer = ? WHERE id = ?", [(ERASED, erased, one) for one in turns]
            )
            connection.execute(
                f"DELETE FROM readings WHERE conversation_id IN (SELECT conversation_id FROM turns WHERE id {IN_LIST})",  # noqa: S608
                (json.dumps(turns),),
            )
            connection.execute(f"DELETE FROM saved_answers WHERE id {IN_LIST}", (json.dumps(saved),))  # noqa: S608
        return len(turns) + len(saved)

    def erase_paths(self, paths: Collection[str]) -> int:
        """Erase these paths wherever else they are remembered: as copies, in what a question searched, in the queue."""
        listed = json.dumps(sorted(paths))
        with self._database.writing() as connection:
            count = sum(
                connection.execute(f"DELETE FROM {table} WHERE path {IN_LIST}", (listed,)).rowcount  # noqa: S608
                for table in ("copies", "queued_recordings")
            )
            for table in _LISTS_OF_PATHS:
                rows = connection.execute(f"SELECT id, paths FROM {table} WHERE paths IS NOT NULL").fetchall()  # noqa: S608
                for row in rows:
                    kept = json.loads(row["paths"])
                    left = [path for path in kept if path not in paths]
                    if left != kept:
                        count += len(kept) - len(left)
                        encoded = json.dumps(left, ensure_ascii=False)
                        connection.execute(f"UPDATE {table} SET paths = ? WHERE id = ?", (encoded, row["id"]))  # noqa: S608
        return count

    def cited_documents(self) -> set[tuple[str, int]]:
        """The paths and numbers of all documents that a kept answer cites, of those no longer in the library too."""
        rows = self._database.rows(
            "SELECT answer FROM turns WHERE answer IS NOT NULL UNION ALL SELECT answer FROM saved_answers"
        )
        answers = (msgspec.json.decode(row["answer"], type=Answer) for row in rows)
        return {(one.path, one.document_id) for answer in answers for one in answer.citations}

    def transcripts_naming(self, name: str) -> dict[int, set[str]]:
        """The transcripts in which somebody is called so, whatever the case, with the names of all who speak there."""
        rows = self._database.rows(
            "SELECT DISTINCT transcript_id, speaker FROM segments WHERE transcript_id IN"
            " (SELECT transcript_id FROM segments WHERE folded(speaker) = folded(?))",
            (name,),
        )
        found: dict[int, set[str]] = {}
        for row in rows:
            found.setdefault(row["transcript_id"], set()).add(row["speaker"])
        return found

    def voices(self, name: str) -> int:
        """How many voices are kept under a name, or of transcripts that it was learned from."""
        count = 0
        with self._database.reading() as connection:
            for table, is_theirs in _VOICES:
                query = f"SELECT count(*) FROM {table} WHERE {is_theirs}"  # noqa: S608
                count += connection.execute(query, {"name": name}).fetchone()[0]
        return count

    def erase_person(self, name: str, instead: Mapping[int, str]) -> int:
        """Erase a name and its voice; how many rows changed.

        A speaker of these transcripts is called something else, in segments and minutes, and corrections there can no
        longer be undone, for they hold the name. In other minutes nobody's name is put in its place, and it is listened
        for no more.
        """
        with self._database.writing() as connection:
            count = sum(_erase_speaker(connection, one, name, other) for one, other in instead.items())
            count += _rewrite(connection, "transcripts", "id", "listening", name, "")
            count += _rewrite(connection, "settings", "name", "value", name, "", f"name = '{_NAMES_LISTENED_FOR}'")
            count += _rewrite(connection, "minutes", "id", "body", name, NOBODY)
            for table, is_theirs in _VOICES:
                connection.execute(f"DELETE FROM {table} WHERE {is_theirs}", {"name": name})  # noqa: S608
        return count


def _erase_speaker(connection: Connection, transcript_id: int, name: str, instead: str) -> int:
    count = connection.execute(
        "UPDATE segments SET speaker = ? WHERE transcript_id = ? AND folded(speaker) = folded(?)",
        (instead, transcript_id, name),
    ).rowcount
    forget_edits(connection, transcript_id)
    connection.execute(
        "INSERT INTO changed_meetings (transcript_id) VALUES (?) ON CONFLICT DO UPDATE SET changes = changes + 1",
        (transcript_id,),
    )
    return count + _rewrite(connection, "minutes", "id", "body", name, instead, f"transcript_id = {transcript_id:d}")


def _counted(connection: Connection, wanted: Iterable[tuple[str, str, str]]) -> dict[str, int]:
    """The rows of each table whose column is among some ids (a JSON list); tables without any are left out."""
    found = {}
    for table, column, ids in wanted:
        query = f"SELECT count(*) FROM {table} WHERE {column} {IN_LIST}"  # noqa: S608
        if count := connection.execute(query, (ids,)).fetchone()[0]:
            found[table] = int(count)
    return found


def _text_columns(connection: Connection) -> list[tuple[str, str]]:
    """Every column of text of every table; what FTS keeps beside its own tables are words, not text."""
    tables = connection.execute(
        "SELECT name FROM sqlite_master WHERE type = 'table' AND sql LIKE '%STRICT%'"
    ).fetchall()
    return [
        (table["name"], column["name"])
        for table in tables
        for column in connection.execute(f"PRAGMA table_info({table['name']})").fetchall()
        if column["type"] == "TEXT"
    ]


def _ids(connection: Connection, query: str, concerned: Callable[[str, Answer], bool]) -> list[int]:
    rows = connection.execute(query).fetchall()
    return [row["id"] for row in rows if concerned(row["answer"], msgspec.json.decode(row["answer"], type=Answer))]


def _rewrite(
    connection: Connection,
    table: str,
    key: str,
    column: str,
    name: str,
    instead: str,
    condition: str = "1",
) -> int:
    """Put another name, or none, in the place of one in the JSON of a column; how many rows changed."""
    pattern = re.compile(rf"(?<!\w){re.escape(name)}(?!\w)", re.IGNORECASE)
    rows = connection.execute(f"SELECT {key}, {column} FROM {table} WHERE {condition}").fetchall()  # noqa: S608
    changed = 0
    for row in rows:
        before = json.loads(row[column])
        after = _replaced(before, pattern, instead)
        if after != before:
            changed += 1
            encoded = json.dumps(after, ensure_ascii=False)
            connection.execute(f"UPDATE {table} SET {column} = ? WHERE {key} = ?", (encoded, row[key]))  # noqa: S608
    return changed


def _replaced(value: Any, pattern: re.Pattern[str], instead: str) -> Any:
    if isinstance(value, str):
        return pattern.sub(lambda _found: instead, value)
    if isinstance(value, list):
        return [_replaced(one, pattern, instead) for one in value]
    if isinstance(value, dict):
        return {key: _replaced(one, pattern, instead) for key, one in value.items()}
    return value
