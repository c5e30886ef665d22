"""Saved questions and their answers, as the vault keeps them."""

import json
from dataclasses import replace

import msgspec

from app.core.clock import utc_now
from app.core.conversations import Answer
from app.core.errors import NothingFound, UserError
from app.core.exhaustive import Reach
from app.core.saved_questions import SavedQuestion
from app.storage.database import Database, Row

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
        ids = None if kept.document_ids is None else json.dumps(kept.document_ids)
        with self._database.writing() as connection:
            if connection.execute("SELECT 1 FROM saved_questions WHERE name = ?", (kept.name,)).fetchone():
                raise UserError(f"There is a saved question named {kept.name!r} already; choose another name.")
            cursor = connection.execute(
                "INSERT INTO saved_questions"
                " (name, text, collection, document_ids, use_documents, reach, model_id, created_at)"
                " VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
                (
                    kept.name,
                    kept.text,
                    kept.collection,
                    ids,
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
        with self._database.reading() as connection:
            rows = connection.execute(f"{_SELECT} ORDER BY name").fetchall()
        return [_question(row) for row in rows]

    def get(self, name: str) -> SavedQuestion:
        """The one of that name.

        Raises:
            NothingFound: there is none.
        """
        with self._database.reading() as connection:
            row = connection.execute(f"{_SELECT} WHERE name = ?", (name,)).fetchone()
        if row is None:
            raise NothingFound(f"There is no saved question named {name!r}; see them all with: alcove questions list")
        return _question(row)

    def remove(self, name: str) -> None:
        """Erase a question and its answers. Raises NothingFound as `get` does."""
        self.get(name)
        with self._database.writing() as connection:
            connection.execute("DELETE FROM saved_questions WHERE name = ?", (name,))

    def last_answer(self, question_id: int) -> Answer | None:
        """Its latest answer."""
        with self._database.reading() as connection:
            row = connection.execute(
                "SELECT answer FROM saved_answers WHERE question_id = ? ORDER BY id DESC LIMIT 1", (question_id,)
            ).fetchone()
        return None if row is None else msgspec.json.decode(row["answer"], type=Answer)

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


def _question(row: Row) -> SavedQuestion:
    ids = row["document_ids"]
    return SavedQuestion(
        row["id"],
        row["name"],
        row["text"],
        row["collection"],
        None if ids is None else tuple(json.loads(ids)),
        bool(row["use_documents"]),
        Reach(row["reach"]),
        row["model_id"],
        row["created_at"],
        row["answered_at"] or "",
    )
