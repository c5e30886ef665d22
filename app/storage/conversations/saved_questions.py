"""Saved questions and their answers, as the vault keeps them."""

import json
from dataclasses import replace

import msgspec

from app.core.asking.conversations import Answer
from app.core.asking.exhaustive import Reach
from app.core.asking.saved_questions import SavedQuestion
from app.core.clock import utc_now
from app.core.errors import NothingFound, UserError
from app.storage.database import Connection, Database, Row

_ANSWERS_KEPT = 20
_SELECT = (
    "SELECT *, (SELECT max(created_at) FROM saved_answers WHERE question_id = saved_questions.id) AS answered_at"
    " FROM saved_questions"
)


class SavedQuestions:
    """The saved questions. Every method is one transaction."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def add(self, question: SavedQuestion) -> SavedQuestion:
        """Keep a new question; its id and time are given here.

        Raises:
            UserError: there is one of that name already.
        """
        kept = replace(question, created_at=utc_now())
        paths = None if kept.paths is None else json.dumps(kept.paths)
        with self._database.writing() as connection:
            _require_free(connection, kept.name)
            cursor = connection.execute(
                "INSERT INTO saved_questions"
                " (name, text, collection, paths, use_documents, reach, model_id, created_at)"
                " VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
                (
                    kept.name,
                    kept.text,
                    kept.collection,
                    paths,
                    kept.use_documents,
                    kept.reach,
                    kept.model_id,
                    kept.created_at,
                ),
            )
            assert cursor.lastrowid is not None
            return replace(kept, id=cursor.lastrowid)

    def all(self) -> list[SavedQuestion]:
        """All of them, by name."""
        rows = self._database.rows(f"{_SELECT} ORDER BY name")
        return [_question(row) for row in rows]

    def get(self, name: str) -> SavedQuestion:
        """The one of that name.

        Raises:
            NothingFound: there is none.
        """
        row = self._database.row(f"{_SELECT} WHERE name = ?", (name,))
        if row is None:
            raise NothingFound(f"There is no saved question named {name!r}; see them all with: alcove questions list")
        return _question(row)

    def by_id(self, question_id: int) -> SavedQuestion:
        """The one of that number, whatever it is called now.

        Raises:
            NothingFound: it was removed.
        """
        row = self._database.row(f"{_SELECT} WHERE id = ?", (question_id,))
        if row is None:
            raise NothingFound("This saved question was removed.")
        return _question(row)

    def rename(self, name: str, new_name: str) -> None:
        """Call it something else. Raises NothingFound as `get` does, and UserError where the new name is taken."""
        self.get(name)
        with self._database.writing() as connection:
            _require_free(connection, new_name)
            connection.execute("UPDATE saved_questions SET name = ? WHERE name = ?", (new_name, name))

    def remove(self, name: str) -> None:
        """Erase a question and its answers. Raises NothingFound as `get` does."""
        self.get(name)
        with self._database.writing() as connection:
            connection.execute("DELETE FROM saved_questions WHERE name = ?", (name,))

    def answers(self, question_id: int, most: int) -> list[Answer]:
        """Its answers, the latest first."""
        rows = self._database.rows(
            "SELECT answer FROM saved_answers WHERE question_id = ? ORDER BY id DESC LIMIT ?", (question_id, most)
        )
        return [msgspec.json.decode(row["answer"], type=Answer) for row in rows]

    def add_answer(self, question_id: int, answer: Answer) -> None:
        """Keep another answer; of the older ones the last few stay. A question that is gone keeps none."""
        with self._database.writing() as connection:
            connection.execute(
                "INSERT INTO saved_answers (question_id, answer, created_at)"
                " SELECT id, ?, ? FROM saved_questions WHERE id = ?",
                (msgspec.json.encode(answer).decode(), utc_now(), question_id),
            )
            connection.execute(
                "DELETE FROM saved_answers WHERE question_id = ? AND id NOT IN"
                " (SELECT id FROM saved_answers WHERE question_id = ? ORDER BY id DESC LIMIT ?)",
                (question_id, question_id, _ANSWERS_KEPT),
            )


def _require_free(connection: Connection, name: str) -> None:
    if connection.execute("SELECT 1 FROM saved_questions WHERE name = ?", (name,)).fetchone():
        raise UserError(f"There is a saved question named {name!r} already; choose another name.")


def _question(row: Row) -> SavedQuestion:
    paths = row["paths"]
    return SavedQuestion(
        row["id"],
        row["name"],
        row["text"],
        row["collection"],
        None if paths is None else tuple(json.loads(paths)),
        bool(row["use_documents"]),
        Reach(row["reach"]),
        row["model_id"],
        row["created_at"],
        row["answered_at"] or "",
    )
