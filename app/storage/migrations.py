"""Brings a database to the newest layout, one numbered file of `migrations/` after the other."""

from collections.abc import Iterator
from dataclasses import dataclass
from importlib import resources

from sqlcipher3 import dbapi2 as sqlcipher

from app.core.errors import UserError


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


def migrate(connection: sqlcipher.Connection, database_name: str) -> None:
    """Run the migrations this database has not had, each in a transaction of its own.

    Raises:
        UserError: the database was written by a newer program; nothing was changed.
    """
    migrations = known_migrations()
    present = layout_number(connection)
    if present > migrations[-1].number:
        raise UserError(
            f"The vault {database_name} was written by a newer version of Alcove (layout {present}, this version knows "
            f"{migrations[-1].number}); nothing was changed: please update Alcove."
        )
    for migration in migrations:
        if migration.number > present:
            _run(connection, migration)


def layout_number(connection: sqlcipher.Connection) -> int:
    """The number of the last migration this database has had; 0 for an empty one."""
    number: int = connection.execute("PRAGMA user_version").fetchone()[0]
    return number


def _run(connection: sqlcipher.Connection, migration: Migration) -> None:
    connection.execute("BEGIN IMMEDIATE")
    try:
        for statement in _statements(migration.sql):
            connection.execute(statement)
        connection.execute(f"PRAGMA user_version = {migration.number}")
        connection.execute("COMMIT")
    except sqlcipher.Error:
        if connection.in_transaction:
            connection.execute("ROLLBACK")
        raise


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
