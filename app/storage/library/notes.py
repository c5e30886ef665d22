"""Notes as the vault keeps them: documents among all others, and the picture that each was made from."""

from app.core.errors import NothingFound
from app.core.library.bags import document_words
from app.core.library.chunking import split
from app.core.library.documents import Document, ReadDocument
from app.storage.database import Database
from app.storage.library.document_rows import insert_text, replace_document, stored_document


class Notes:
    """Every method is one transaction. What removes a document takes its picture along."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def add(self, path: str, collection: str, digest: str, read: ReadDocument, picture: bytes) -> Document:
        """Keep a note with its picture: its words can be found at once, its vectors are still missing.

        Raises:
            UserError: the disk is full; nothing was changed.
        """
        chunks = split(read)
        new = stored_document(path, collection, digest, len(picture), 0, read, len(chunks))
        words = document_words(new.title, new.path, chunks)
        with self._database.writing() as connection:
            kept = replace_document(connection, new)
            insert_text(connection, kept.id, read.pages, chunks, words)
            connection.execute("INSERT INTO note_pictures (document_id, content) VALUES (?, ?)", (kept.id, picture))
        return kept

    def picture(self, document_id: int) -> bytes:
        """The picture of a note. Raises NothingFound where there is none."""
        row = self._database.row("SELECT content FROM note_pictures WHERE document_id = ?", (document_id,))
        if row is None:
            raise NothingFound("This picture is no longer there.")
        content: bytes = row["content"]
        return content
