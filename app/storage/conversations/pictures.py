"""Pictures that questions were asked about, with the text that was read in them; each is gone with its turn."""

from collections.abc import Iterable

from app.core.asking.pictures import AttachedPicture, Picture, PictureRef, Pixels
from app.core.errors import NothingFound
from app.storage.database import Connection, Database, Row

PICTURE_COLUMNS = "turn_id, name, sha256, width, height, preview_width, preview_height, preview"


class Pictures:
    """The pictures in one vault."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def of_turn(self, turn_id: int) -> tuple[AttachedPicture, ...]:
        """Those of a turn, in their order."""
        rows = self._database.rows(
            f"SELECT {PICTURE_COLUMNS}, content FROM turn_pictures WHERE turn_id = ? ORDER BY id",  # noqa: S608
            (turn_id,),
        )
        return tuple(AttachedPicture(picture_of(row), row["content"]) for row in rows)

    def content(self, sha256: str) -> bytes:
        """The content of a picture.

        Raises:
            NothingFound: it is not kept any more.
        """
        row = self._database.row("SELECT content FROM turn_pictures WHERE sha256 = ?", (sha256,))
        if row is None:
            raise NothingFound("This picture is no longer there.")
        content: bytes = row["content"]
        return content

    def read(self, sha256: str) -> tuple[str, str | None]:
        """The name of a picture, "" where it is not kept, and its text, None where none was read yet."""
        row = self._database.row("SELECT name, text FROM turn_pictures WHERE sha256 = ?", (sha256,))
        return ("", None) if row is None else (row["name"], row["text"])

    def keep_text(self, sha256: str, text: str) -> None:
        """Keep the text that was read in a picture, if that is kept itself."""
        with self._database.writing() as connection:
            connection.execute("UPDATE turn_pictures SET text = ? WHERE sha256 = ?", (text, sha256))


def add_pictures(connection: Connection, turn_id: int, pictures: Iterable[AttachedPicture]) -> None:
    """Keep pictures with a turn."""
    connection.executemany(
        f"INSERT INTO turn_pictures ({PICTURE_COLUMNS}, content) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)",  # noqa: S608
        [
            (
                turn_id,
                one.picture.name,
                one.picture.ref.sha256,
                one.picture.ref.width,
                one.picture.ref.height,
                one.picture.preview.width,
                one.picture.preview.height,
                one.picture.preview.rows,
                one.content,
            )
            for one in pictures
        ],
    )


def picture_of(row: Row) -> Picture:
    """The picture in a row of `PICTURE_COLUMNS`."""
    preview = Pixels(row["preview_width"], row["preview_height"], row["preview"])
    return Picture(row["name"], PictureRef(row["sha256"], row["width"], row["height"]), preview)
