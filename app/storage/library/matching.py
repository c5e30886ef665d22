"""Which documents fit a search's limits, and which passages hold its words."""

import json
from collections import Counter
from collections.abc import Sequence

from app.core.library.documents import Document
from app.core.library.filters import FilterChoices, Filters
from app.core.meetings.meeting_documents import MEETING
from app.core.words.keywords import exact_query, match_query
from app.core.words.text import folded
from app.storage.database import Connection, Database
from app.storage.library.document_rows import IN_LIST, MET, among, document_from

_DATE = "coalesce(nullif(documents.date, ''), date(documents.modified_ns / 1000000000, 'unixepoch'))"


class Matching:
    """What the library's rows say of a search. Every method is one transaction."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def documents(
        self, collection: str | None, document_ids: Sequence[int] | None, filters: Filters, *, meetings: bool = True
    ) -> tuple[int, ...]:
        """The ids of documents with text: of a collection, among some, and within the limits; ascending.

        Without `meetings` none of those among the documents is one.
        """
        condition, parameters = _within(collection, document_ids, filters)
        if not meetings:
            parameters.append(MEETING)
            condition += f" AND documents.format <> ?{len(parameters)}"
        rows = self._database.rows(
            f"SELECT id FROM documents WHERE status <> 'failed' AND {condition} ORDER BY id",  # noqa: S608
            parameters,
        )
        return tuple(row[0] for row in rows)

    def keyword_search(
        self, text: str, limit: int, among_documents: Sequence[int] | None = None
    ) -> list[tuple[int, float]]:
        """Passage ids and BM25 scores (higher is better) of passages with any word of `text`, best first."""
        return self._passages(match_query(text), limit, among_documents)

    def exact_search(
        self, text: str, limit: int, among_documents: Sequence[int] | None = None
    ) -> list[tuple[int, float]]:
        """As `keyword_search`, of passages with a phrase that `text` quotes; none where it quotes nothing."""
        return self._passages(exact_query(text), limit, among_documents)

    def named(self, text: str, most: int) -> list[Document]:
        """Documents with every word of a text in title or path, at most so many: first whose title begins with it."""
        words = folded(text).split()
        within = " AND ".join(["instr(folded(title || char(10) || path), ?)"] * len(words)) or "1"
        rows = self._database.rows(
            f"SELECT * FROM documents WHERE {MET} AND {within}"  # noqa: S608
            " ORDER BY instr(folded(title), ?) <> 1, path, collection LIMIT ?",
            (*words, " ".join(words), most),
        )
        return [document_from(row) for row in rows]

    def filter_choices(self, most: int) -> FilterChoices:
        """What a search can be limited to: formats, folders and authors of documents with text, `most` of each."""
        with self._database.reading() as connection:
            folders = _folders(connection).most_common(most)
            types, authors = (_counted(connection, column, most) for column in ("format", "author"))
        return FilterChoices(types, tuple(one for one in folders if one[1]), authors)

    def count_readable(self) -> int:
        """How many documents have text to search."""
        count = self._database.value(
            f"SELECT count(*) FROM documents WHERE {MET} AND status IN ('searchable', 'stored')"  # noqa: S608
        )
        return int(count)

    def count_added_after(
        self, moment: str, collection: str | None = None, document_ids: Sequence[int] | None = None
    ) -> int:
        """How many readable documents of a collection, among some, came or were read again after a time (ISO 8601)."""
        condition, parameters = among(collection, document_ids)
        count = self._database.value(
            f"SELECT count(*) FROM documents WHERE {condition} AND status <> 'failed' AND added_at > ?",  # noqa: S608
            (*parameters, moment),
        )
        return int(count)

    def _passages(self, query: str, limit: int, documents: Sequence[int] | None) -> list[tuple[int, float]]:
        if not query:
            return []
        tables, condition, parameters = "keywords", "1", []
        if documents is not None:
            tables, condition = "keywords JOIN passages ON passages.id = keywords.rowid", f"document_id {IN_LIST}"
            parameters.append(json.dumps(list(documents)))
        rows = self._database.rows(
            f"SELECT keywords.rowid, -rank FROM {tables}"  # noqa: S608
            f" WHERE keywords MATCH ? AND {condition} ORDER BY rank LIMIT ?",
            (query, *parameters, limit),
        )
        return [(row[0], row[1]) for row in rows]


def _within(collection: str | None, document_ids: Sequence[int] | None, filters: Filters) -> tuple[str, list[str]]:
    """The condition that keeps documents within the limits, and its parameters."""
    condition, parameters = among(collection, document_ids)
    limits = {
        "(documents.format = ?{} OR folded(documents.path) LIKE '%.' || ?{})": filters.type.lower().lstrip("."),
        "instr('/' || folded(replace(documents.path, '\\', '/')), ?{}) > 0": _as_folder(filters.folder),
        "instr(folded(documents.author), ?{}) > 0": folded(filters.author),
        f"{_DATE} >= ?{{}}": filters.after,
        f"{_DATE} < ?{{}}": filters.before,
    }
    for limit, value in limits.items():
        if value:
            parameters.append(value)
            number = str(len(parameters))
            condition += " AND " + limit.replace("{}", number)
    return condition, parameters


def _folders(connection: Connection) -> Counter[str]:
    folders: Counter[str] = Counter()
    for (path,) in connection.execute(f"SELECT path FROM documents WHERE {MET} AND status <> 'failed'"):  # noqa: S608
        end = max(path.rfind("/"), path.rfind("\\"))
        folders[path[:end]] += end > 0
    return folders


def _counted(connection: Connection, column: str, most: int) -> tuple[tuple[str, int], ...]:
    rows = connection.execute(
        f"SELECT {column}, count(*) FROM documents WHERE {MET} AND status <> 'failed' AND {column} <> ''"  # noqa: S608
        f" GROUP BY {column} ORDER BY count(*) DESC, {column} LIMIT ?",
        (most,),
    )
    return tuple((row[0], row[1]) for row in rows)


def _as_folder(name: str) -> str:
    """A folder as it stands inside a path, so that "old" is not found in "older"."""
    inner = folded(name).replace("\\", "/").strip("/")
    return f"/{inner}/" if inner else ""
