"""The one encrypted database: a writer and a few readers."""

import contextlib
import os
import threading
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import Any, BinaryIO

from sqlcipher3 import dbapi2 as sqlcipher

from app.core.errors import VaultLocked
from app.core.words.keywords import keyword_text
from app.core.words.text import folded
from app.storage.database_errors import explained
from app.storage.files import durable_file
from app.storage.migrations import migrate

_KEY_BYTES = 32
_IDLE_READERS = 4
_BUSY_SECONDS = 10.0

_FOLDING_TRIES = 10
_FOLDING_SECONDS = 0.1

_COPIED_PAGES = 1024
_COPIED_BYTES = 4 * 1024 * 1024
Connection = sqlcipher.Connection
CopyProgress = Callable[[int, int], None]
Row = sqlcipher.Row


class Database:
    """A SQLCipher database under a raw 256-bit key. Safe from any thread.

    Opening makes the file if there is none and brings it to the newest layout; where it has an older one, `before_upgrade`
    is given the connection first.

    Raises:
        VaultLocked: the key is not this database's.
        UserError: the folder is missing or read-only, the disk is full, or a newer program wrote the database.
    """

    def __init__(
        self, path: Path, key: bytes, before_upgrade: Callable[[Connection], None] = lambda _connection: None
    ) -> None:
        if len(key) != _KEY_BYTES:
            raise ValueError(f"a database key has {_KEY_BYTES} bytes, not {len(key)}")
        self.path = path
        self._key = key
        self._writing = threading.Lock()
        self._readers_lock = threading.Lock()
        self._idle_readers: list[Connection] = []
        self._closed = False
        self._copying = threading.Lock()
        self._file: BinaryIO | None = None
        with explained(path):
            _make_private(path)
            self._writer = _connect(path, key)
            try:
                migrate(self._writer, path.name, lambda: before_upgrade(self._writer))
            except BaseException:
                self._writer.close()
                raise

    @contextmanager
    def writing(self) -> Iterator[Connection]:
        """A connection inside one transaction: committed and on disk at the end, undone if an exception leaves.

        Writers take turns; a thread must not open a second one inside the first.

        Raises:
            UserError: the disk is full, or the database cannot be written; nothing was changed.
        """
        with self._writing, explained(self.path):
            self._refuse_if_closed()
            with _transaction(self._writer, "BEGIN IMMEDIATE"):
                yield self._writer

    @contextmanager
    def reading(self) -> Iterator[Connection]:
        """A connection that sees one unchanging state of the database and cannot write."""
        with explained(self.path):
            connection = self._take_reader()
            try:
                with _transaction(connection, "BEGIN"):
                    yield connection
            finally:
                self._give_back(connection)

    def rows(self, sql: str, parameters: Sequence[object] = ()) -> list[Row]:
        """All that one query finds."""
        with self.reading() as connection:
            return list(connection.execute(sql, parameters))

    def row(self, sql: str, parameters: Sequence[object] = ()) -> Row | None:
        """The first row that one query finds."""
        with self.reading() as connection:
            found: Row | None = connection.execute(sql, parameters).fetchone()
        return found

    def value(self, sql: str, parameters: Sequence[object] = ()) -> Any:
        """The one value that a query gives which always has a row."""
        with self.reading() as connection:
            return connection.execute(sql, parameters).fetchone()[0]

    def checkpoint(self) -> None:
        """Move everything from the write-ahead log into the database and empty the log."""
        with self._writing, explained(self.path):
            self._refuse_if_closed()
            self._writer.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchall()

    def copy_to(self, target: Path, told: CopyProgress = lambda _done, _total: None) -> None:
        """Write the database, as it is now and under the same key, to a new file while others go on writing.

        Pages that did not change since an earlier copy are the same bytes in both. `told` gets how much is done, and of how
        much, now and then; what it raises ends the copy.

        Raises:
            UserError: the disk is full or cannot be written; there is no new file.
        """
        with self._log_folded_in() as (connection, all_is_in_the_file):
            if all_is_in_the_file:
                self._copy_file(target, told)
            else:
                copy_database(connection, target, self._key, told)

    @contextmanager
    def _log_folded_in(self) -> Iterator[tuple[Connection, bool]]:
        """A reader, and whether all that it sees is in the database's file: then nobody changes that while it reads.

        So it is where all of the log was moved there just before it began: it then holds the lock without which nothing more
        is (https://sqlite.org/walformat.html, "WAL_READ_LOCK(0)"). A reader of an earlier state keeps it from that; writers do
        not wait with us until it is done.
        """
        with ExitStack() as reading:
            for last in (*[False] * _FOLDING_TRIES, True):
                with self._writing, explained(self.path):
                    self._refuse_if_closed()
                    _busy, logged, moved = self._writer.execute("PRAGMA wal_checkpoint(PASSIVE)").fetchone()
                    if logged == moved or last:
                        connection = reading.enter_context(self.reading())
                        connection.execute("SELECT count(*) FROM sqlite_master").fetchone()
                        break
                time.sleep(_FOLDING_SECONDS)
            yield connection, logged == moved

    def _copy_file(self, target: Path, told: CopyProgress) -> None:
        """Copy the file, which nobody changes meanwhile. See `copy_to`.

        It stays open as long as the connections do: to close it would give up all POSIX locks that this process has on it, and
        SQLite's are among them (https://sqlite.org/howtocorrupt.html, 2.2).
        """
        total, done = self.path.stat().st_size, 0
        with self._copying, durable_file(target) as copy:
            self._refuse_if_closed()
            file = self._file = self._file or self.path.open("rb")
            file.seek(0)
            while block := file.read(_COPIED_BYTES):
                self._refuse_if_closed()
                copy.write(block)
                done += len(block)
                told(done, total)

    def damage(self) -> str | None:
        """None if every page is authentic and in order, else one sentence. Reads the whole file: 1 s for 200 MB."""
        self.checkpoint()
        with self.reading() as connection:
            found = connection.execute("PRAGMA cipher_integrity_check").fetchall()
            found += [row for row in connection.execute("PRAGMA integrity_check(3)") if row[0] != "ok"]
        if not found:
            return None
        return f"The vault {self.path} is damaged ({found[0][0]}); restore it from a backup."

    def close(self) -> None:
        """Close every connection once the write in progress is over; the log is folded into the database."""
        with self._writing:
            if self._closed:
                return
            with self._readers_lock:
                self._closed = True
                readers, self._idle_readers = self._idle_readers, []
            for reader in readers:
                reader.close()
            self._writer.close()
            with self._copying:
                if self._file is not None:
                    self._file.close()
            self._key = b""

    def _take_reader(self) -> Connection:
        with self._readers_lock:
            self._refuse_if_closed()
            if self._idle_readers:
                return self._idle_readers.pop()
        connection = _connect(self.path, self._key)
        connection.execute("PRAGMA query_only = ON")
        return connection

    def _give_back(self, connection: Connection) -> None:
        with self._readers_lock:
            if not self._closed and len(self._idle_readers) < _IDLE_READERS:
                self._idle_readers.append(connection)
                return
        connection.close()

    def _refuse_if_closed(self) -> None:
        if self._closed:
            raise VaultLocked("The vault is closed; unlock it and try again.")


def copy_database(
    connection: Connection, target: Path, key: bytes, told: CopyProgress = lambda _done, _total: None
) -> None:
    """Write what this connection sees to a new file under its key. See `Database.copy_to`."""
    with explained(target):
        _make_private(target)
        copy = _connect(target, key)
        try:
            copy.execute("PRAGMA journal_mode = DELETE").fetchall()
            connection.backup(
                copy, pages=_COPIED_PAGES, progress=lambda _status, left, total: told(total - left, total)
            )
        except BaseException:
            copy.close()
            target.unlink(missing_ok=True)
            raise
        copy.close()


def _make_private(path: Path) -> None:
    """A new database is readable by this user alone, and so is the log beside it, which takes after it."""
    # What keeps us from making it keeps SQLite from opening it, which then says so.
    with contextlib.suppress(OSError):
        os.close(os.open(path, os.O_CREAT | os.O_EXCL, 0o600))


def _connect(path: Path, key: bytes) -> Connection:
    # Transactions are begun by hand (isolation_level=None); a connection is lent to one thread at a time.
    # cipher_memory_security stays off: wiping every allocation made keyword search 8 to 15 times, and keeping
    # vectors 8 times as slow (tests/bench/bench_vault.py), against a reader of this process's memory only.
    connection = sqlcipher.connect(str(path), timeout=_BUSY_SECONDS, isolation_level=None, check_same_thread=False)
    try:
        connection.execute("PRAGMA cipher_log_level = NONE")
        connection.execute(f"PRAGMA key = \"x'{key.hex()}'\"")
        connection.execute("SELECT count(*) FROM sqlite_master").fetchone()
        for pragma in (
            "journal_mode = WAL",
            "synchronous = FULL",
            "secure_delete = ON",
            "temp_store = MEMORY",
            "foreign_keys = ON",
            "trusted_schema = OFF",
            "cell_size_check = ON",
        ):
            connection.execute(f"PRAGMA {pragma}").fetchall()
        connection.create_function("folded", 1, folded, deterministic=True)
        connection.create_function("keyword_text", 1, keyword_text, deterministic=True)
    except BaseException:
        connection.close()
        raise
    connection.row_factory = Row
    return connection


@contextmanager
def _transaction(connection: Connection, begin: str) -> Iterator[None]:
    connection.execute(begin)
    try:
        yield
        connection.execute("COMMIT")
    except BaseException:
        # A full disk has rolled back already.
        if connection.in_transaction:
            connection.execute("ROLLBACK")
        raise
