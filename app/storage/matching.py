"""Which documents fit a search's limits, and which passages hold a phrase: asked inside somebody's transaction."""

import json
from collections import Counter
from collections.abc import Sequence

from app.core.filters import FilterChoices, Filters
from app.core.text import folded
from app.storage.database import Connection
from app.storage.document_rows import IN_LIST, among

_DATE = "coalesce(nullif(documents.date, ''), date(documents.modified_ns / 1000000000, 'unixepoch'))"


def matching_documents(
    connection: Connection, collection: str | None, document_ids: Sequence[int] | None, filters: Filters
) -> tuple[int, ...]:
    """The ids of documents with passages, of a collection, among some, and within the limits; ascending."""
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
    rows = connection.execute(
        f"SELECT id FROM documents WHERE status <> 'failed' AND {condition} ORDER BY id",  # noqa: S608
        parameters,
    ).fetchall()
    return tuple(row[0] for row in rows)


def filter_choices(connection: Connection, most: int) -> FilterChoices:
    """The formats, folders and authors of documents with text, with how many have each; `most` of each kind."""
    folders: Counter[str] = Counter()
    for (path,) in connection.execute("SELECT path FROM documents WHERE status <> 'failed'"):
        end = max(path.rfind("/"), path.rfind("\\"))
        folders[path[:end]] += end > 0
    counted = (
        f"SELECT {column}, count(*) FROM documents WHERE status <> 'failed' AND {column} <> ''"  # noqa: S608
        f" GROUP BY {column} ORDER BY count(*) DESC, {column} LIMIT ?"
        for column in ("format", "author")
    )
    types, authors = (tuple((row[0], row[1]) for row in connection.execute(query, (most,))) for query in counted)
    return FilterChoices(types, tuple(one for one in folders.most_common(most) if one[1]), authors)


def passages_matching(
    connection: Connection, query: str, limit: int, documents: Sequence[int] | None
) -> list[tuple[int, float]]:
    """The best passages of an FTS5 query with their BM25 (higher is better), of some documents or of all."""
    tables, condition, parameters = "keywords", "1", []
    if documents is not None:
        tables, condition = "keywords JOIN passages ON passages.id = keywords.rowid", f"document_id {IN_LIST}"
        parameters.append(json.dumps(list(documents)))
    rows = connection.execute(
        f"SELECT keywords.rowid, -rank FROM {tables}"  # noqa: S608
        f" WHERE keywords MATCH ? AND {condition} ORDER BY rank LIMIT ?",
        (query, *parameters, limit),
    ).fetchall()
    return [(row[0], row[1]) for row in rows]


def _as_folder(name: str) -> str:
    """A folder as it stands inside a path, so that "old" is not found in "older"."""
    inner = folded(name).replace("\\", "/").strip("/")
    return f"/{inner}/" if inner else ""
