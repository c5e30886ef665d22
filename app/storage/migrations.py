"""Brings a database to the newest layout, one numbered file of `migrations/` after the other."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from importlib import resources

from sqlcipher3 import dbapi2 as sqlcipher

from app.core.errors import UserError

_MISTAKES = (sqlcipher.SQLITE_ERROR, sqlcipher.SQLITE_CONSTRAINT, sqlcipher.SQLITE_MISMATCH)
"""What a migration itself can do wrong, unlike a full disk."""


@dataclass(frozen=True, slots=True)
class Migration:
    """One step: the layout's number after it, and its SQL."""

    number: int
    sql: str


def known_migrations() -> list[Migration]:
    """Every migration shipped with this program, in order."""
    folder = resources.files("app.storage") / "migrations"
    files = sorted((entry for entry in folder.iterdir() if entry.name.endswith(".sql")), key=lambda entry: entry.name)
    return [Migration(int(entry.name[:4]), entry.read_text(encoding="utf-8")) for entry in files]


def migrate(connection: sqlcipher.Connection, database_name: str, before: Callable[[], None] = lambda: None) -> None:
    """Run the migrations this database has not had, all in one transaction: afterwards it has had them, or is what it was.

    `before` is called first where the database holds something already.

    Raises:
        UserError: the database was written by a newer program, or cannot be brought to this layout; nothing was changed.
    """
    migrations = known_migrations()
    present = layout_number(connection)
    if present > migrations[-1].number:
        raise UserError(
            f"The vault {database_name} was written by a newer version of Alcove (layout {present}, this version knows "
            f"{migrations[-1].number}); nothing was changed: please update Alcove."
        )
    wanted = [migration for migration in migrations if migration.number > present]
    if not wanted:
        return
    if present:
        before()
    connection.execute("BEGIN IMMEDIATE")
    try:
        for migration in wanted:
            _run(connection, migration, database_name)
        if present:
            _require_whole(connection, database_name)
        connection.execute("COMMIT")
    except BaseException:
        if connection.in_transaction:
            connection.execute("ROLLBACK")
        raise


def layout_number(connection: sqlcipher.Connection) -> int:
    """The number of the last migration this database has had; 0 for an empty one."""
    number: int = connection.execute("PRAGMA user_version").fetchone()[0]
    return number


def _run(connection: sqlcipher.Connection, migration: Migration, database_name: str) -> None:
    try:
        for statement in _statements(migration.sql):
            connection.execute(statement)
        connection.execute(f"PRAGMA user_version = {migration.number}")
    except sqlcipher.DatabaseError as error:
        if (getattr(error, "sqlite_errorcode", None) or 0) & 0xFF not in _MISTAKES:
            raise
        raise _undone(database_name, f"step {migration.number}: {error}") from error


def _require_whole(connection: sqlcipher.Connection, database_name: str) -> None:
    """Look at what the migrations have made before it is kept."""
    wrong = [row[0] for row in connection.execute("PRAGMA quick_check(1)") if row[0] != "ok"]
    wrong += [
        f"a row of {row[0]} lacks its parent" for row in connection.execute("PRAGMA foreign_key_check").fetchall()
    ]
    if wrong:
        raise _undone(database_name, str(wrong[0]))


def _undone(database_name: str, why: str) -> UserError:
    return UserError(
        f"The vault {database_name} could not be brought to this version's layout ({why}); it is what it was: "
        "go on with the version of Alcove from before, and report this."
    )


def _statements(sql: str) -> Iterator[str]:
    # `executescript` would commit first, and a migration is to be all or nothing.
    statement = ""
    for line in sql.splitlines(keepends=True):
        statement += line
        if sqlcipher.complete_statement(statement):
            yield statement
            statement = ""
    if statement.strip():
        raise ValueError("a migration ends in the middle of a statement")
