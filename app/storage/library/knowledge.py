"""Knowledge packs as the vault keeps them: their documents among all others, and where each came from."""

from collections.abc import Collection, Iterable
from typing import NamedTuple

from app.core.administration.knowledge import KnowledgePack, PackedDocument, path_of
from app.core.library.documents import DocumentStatus
from app.storage.database import Connection, Database, Row
from app.storage.library.document_rows import insert_text, remove_documents, replace_document, stored_document

_COUNTED = (
    "SELECT knowledge_packs.*, count(documents.id) AS documents, total(documents.passage_count) AS passages"
    " FROM knowledge_packs LEFT JOIN knowledge_documents ON pack = name AND NOT staged"
    " LEFT JOIN documents ON documents.id = document_id"
)


class MemberPlace(NamedTuple):
    """The member of a pack that holds a document, and the password of that pack."""

    pack: str
    member: str
    password: str


class KnowledgeRows:
    """Every method is one transaction. What removes documents leaves their words to `Documents.forget_removed_words`."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def packs(self) -> list[KnowledgePack]:
        """The packs that are here whole, by name."""
        rows = self._database.rows(f"{_COUNTED} GROUP BY name ORDER BY name")
        return [_pack(row) for row in rows]

    def pack(self, name: str) -> KnowledgePack | None:
        """The pack of this name that is here, None without one."""
        return next((pack for pack in self.packs() if pack.name == name), None)

    def passwords(self, name: str) -> list[str]:
        """What opened the packs that are here, that of this name first."""
        rows = self._database.rows("SELECT password FROM knowledge_packs ORDER BY name <> ?, name", (name,))
        return [row[0] for row in rows]

    def members(self, name: str) -> frozenset[str]:
        """The members of a pack that are here."""
        rows = self._database.rows("SELECT member FROM knowledge_documents WHERE pack = ? AND NOT staged", (name,))
        return frozenset(row[0] for row in rows)

    def content_hashes(self) -> frozenset[str]:
        """The hashes of the files of all packed documents but those that are read where the machine's packs lie."""
        rows = self._database.rows(
            "SELECT content_hash FROM documents JOIN knowledge_documents ON document_id = documents.id"
            " WHERE NOT in_place"
        )
        return frozenset(row[0] for row in rows)

    def place(self, document_id: int) -> MemberPlace | None:
        """Where the file of a packed document is read in place; None where it is kept here."""
        row = self._database.row(
            "SELECT pack, member, password FROM knowledge_documents JOIN knowledge_packs ON name = pack"
            " WHERE document_id = ? AND in_place",
            (document_id,),
        )
        return MemberPlace(*row) if row is not None else None

    def has_others(self, collection: str, name: str) -> bool:
        """Whether a collection holds documents that are not this pack's."""
        found = self._database.value(
            "SELECT EXISTS (SELECT 1 FROM documents LEFT JOIN knowledge_documents ON document_id = documents.id"
            " WHERE collection = ? AND pack IS NOT ?)",
            (collection, name),
        )
        return bool(found)

    def stage(self, pack: KnowledgePack, member: str, packed: PackedDocument, model_id: str) -> tuple[int, ...]:
        """Keep a document of a pack that is being taken in: it is met nowhere before `settle`. Returns its passage ids.

        Its vectors are those of `model_id`; with "" they are left out, and the document waits for others. Its file stays
        in the pack where that is the machine's.
        """
        new = stored_document(
            path_of(pack.name, packed.path, pack.version),
            pack.title,
            packed.content_hash,
            len(packed.content),
            packed.modified_ns,
            packed.document,
            len(packed.chunks),
        )
        with self._database.writing() as connection:
            kept = replace_document(connection, new)
            insert_text(connection, kept.id, packed.document.pages, packed.chunks, packed.words)
            ids = _passage_ids(connection, kept.id)
            if model_id:
                _insert_vectors(connection, ids, packed.float16, model_id)
                connection.execute(
                    "UPDATE documents SET status = ? WHERE id = ?", (DocumentStatus.SEARCHABLE.value, kept.id)
                )
            connection.execute(
                "INSERT INTO knowledge_documents VALUES (?, ?, ?, 1, ?)",
                (kept.id, pack.name, member, int(pack.by_machine)),
            )
        return ids

    def settle(self, pack: KnowledgePack, password: str, members: Collection[str]) -> tuple[int, ...]:
        """Put what was staged in place of the version before, whole; returns the ids of the passages that are gone.

        `members` are all members of the new version: documents of others are erased.
        """
        staged, final = path_of(pack.name, "", pack.version), path_of(pack.name, "")
        with self._database.writing() as connection:
            settled = connection.execute(
                "SELECT document_id, member FROM knowledge_documents WHERE pack = ? AND NOT staged", (pack.name,)
            ).fetchall()
            gone = remove_documents(connection, [row[0] for row in settled if row[1] not in members])
            connection.execute("UPDATE knowledge_documents SET staged = 0 WHERE pack = ?", (pack.name,))
            connection.execute(
                "UPDATE documents SET collection = ?1, path = CASE WHEN substr(path, 1, length(?2)) = ?2"
                " THEN ?3 || substr(path, length(?2) + 1) ELSE path END"
                " WHERE id IN (SELECT document_id FROM knowledge_documents WHERE pack = ?4)",
                (pack.title, staged, final, pack.name),
            )
            connection.execute(
                "INSERT OR REPLACE INTO knowledge_packs VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
                (
                    *(pack.name, pack.version, pack.title, pack.publisher, pack.expires, pack.manifest_sha256),
                    *(pack.key, int(pack.by_machine), pack.added_at, password),
                ),
            )
        return gone

    def drop_staged(self) -> tuple[int, ...]:
        """Erase what was staged and never settled; returns the ids of the passages that are gone."""
        with self._database.writing() as connection:
            return _remove(connection, "SELECT document_id FROM knowledge_documents WHERE staged", ())

    def remove(self, name: str) -> tuple[int, ...]:
        """Erase a pack with its documents and its password; returns the ids of the passages that are gone."""
        with self._database.writing() as connection:
            connection.execute("DELETE FROM knowledge_packs WHERE name = ?", (name,))
            return _remove(connection, "SELECT document_id FROM knowledge_documents WHERE pack = ?", (name,))


def _remove(connection: Connection, chosen: str, parameters: Iterable[str]) -> tuple[int, ...]:
    return remove_documents(connection, [row[0] for row in connection.execute(chosen, tuple(parameters)).fetchall()])


def _passage_ids(connection: Connection, document_id: int) -> tuple[int, ...]:
    rows = connection.execute("SELECT id FROM passages WHERE document_id = ? ORDER BY ordinal", (document_id,))
    return tuple(row[0] for row in rows.fetchall())


def _insert_vectors(connection: Connection, ids: tuple[int, ...], float16: bytes, model_id: str) -> None:
    size = len(float16) // max(1, len(ids))
    connection.executemany(
        "INSERT INTO vectors (passage_id, model_id, float16) VALUES (?, ?, ?)",
        ((id_, model_id, float16[row * size : (row + 1) * size]) for row, id_ in enumerate(ids)),
    )


def _pack(row: Row) -> KnowledgePack:
    values = dict(row)
    del values["password"]
    values |= {"by_machine": bool(row["by_machine"]), "passages": int(row["passages"])}
    return KnowledgePack(**values)
