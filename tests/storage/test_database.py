import os
import subprocess
import sys
import threading
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from app.core.errors import UserError, VaultLocked
from app.storage import migrations
from app.storage.database import Database
from app.storage.library.documents import Documents
from app.storage.migrations import Migration, known_migrations, layout_number
from tests.storage.made import KEY, add
from tests.storage.small_disk import fill, make_read_only, small_disk


def titles(database: Database) -> list[str]:
    with database.reading() as connection:
        return [row[0] for row in connection.execute("SELECT title FROM conversations ORDER BY id")]


def insert(database: Database, title: str) -> None:
    with database.writing() as connection:
        connection.execute(
            "INSERT INTO conversations (title, created_at, updated_at, use_documents, pinned) VALUES (?, '', '', 1, 0)",
            (title,),
        )


def test_a_query_gives_all_its_rows_the_first_of_them_or_its_one_value(database: Database) -> None:
    for title in ("first", "second"):
        insert(database, title)
    query = "SELECT title FROM conversations WHERE id >= ? ORDER BY id"
    assert [row["title"] for row in database.rows(query, (1,))] == ["first", "second"]
    first = database.row(query, (1,))
    assert first is not None
    assert first["title"] == "first"
    assert database.row(query, (3,)) is None
    assert database.value("SELECT count(*) FROM conversations") == 2


class TestTransactions:
    def test_what_is_written_is_there_when_opened_again(self, database: Database) -> None:
        insert(database, "kept")
        database.close()
        again = Database(database.path, KEY)
        assert titles(again) == ["kept"]
        again.close()

    def test_an_exception_undoes_everything(self, database: Database) -> None:
        def fail_half_way() -> None:
            with database.writing() as connection:
                connection.execute("DELETE FROM audit_head")
                raise RuntimeError("on purpose")

        with pytest.raises(RuntimeError, match="on purpose"):
            fail_half_way()
        with database.reading() as connection:
            assert connection.execute("SELECT count(*) FROM audit_head").fetchone()[0] == 1

    def test_a_reader_sees_one_state_while_others_write(self, database: Database) -> None:
        insert(database, "before")
        with database.reading() as connection:
            assert connection.execute("SELECT count(*) FROM conversations").fetchone()[0] == 1
            insert(database, "meanwhile")
            assert connection.execute("SELECT count(*) FROM conversations").fetchone()[0] == 1
        assert titles(database) == ["before", "meanwhile"]

    def test_a_reader_cannot_write(self, database: Database) -> None:
        with pytest.raises(UserError, match="cannot be written"), database.reading() as connection:
            connection.execute("DELETE FROM audit_head")

    def test_many_threads_write_and_read_at_once(self, database: Database) -> None:
        start = threading.Barrier(8)

        def work(number: int) -> None:
            start.wait()
            for step in range(20):
                insert(database, f"{number}-{step}")
                assert f"{number}-{step}" in titles(database)

        with ThreadPoolExecutor(8) as pool:
            list(pool.map(work, range(8)))
        assert sorted(titles(database)) == sorted(f"{number}-{step}" for number in range(8) for step in range(20))

    def test_every_connection_is_durable_and_forgets_what_was_deleted(self, database: Database) -> None:
        wanted = {"journal_mode": "wal", "synchronous": 2, "secure_delete": 1, "temp_store": 2, "foreign_keys": 1}
        for door in (database.writing, database.reading):
            with door() as connection:
                assert {name: connection.execute(f"PRAGMA {name}").fetchone()[0] for name in wanted} == wanted

    @pytest.mark.skipif(os.name != "posix", reason="Windows has access lists instead")
    def test_its_files_are_readable_by_this_user_alone(self, database: Database) -> None:
        insert(database, "something")
        for suffix in ("", "-wal", "-shm"):
            assert Path(f"{database.path}{suffix}").stat().st_mode & 0o777 == 0o600

    def test_a_closed_database_says_so(self, database: Database) -> None:
        database.close()
        database.close()
        for door in (database.writing, database.reading):
            with pytest.raises(VaultLocked, match="closed"), door():
                pytest.fail("it was open")


TRIES_TO_LOCK = """
import fcntl, sys
with open(sys.argv[1], "rb+") as file:
    fcntl.lockf(file, fcntl.LOCK_EX | fcntl.LOCK_NB, 510, 0x40000002)
"""
"""Takes the bytes that SQLite's readers hold, as a connection does that is the last to close and folds the log in."""


def others_are_kept_out(database: Database) -> bool:
    tried = subprocess.run([sys.executable, "-c", TRIES_TO_LOCK, database.path], capture_output=True, text=True)
    assert tried.returncode == 0 or "BlockingIOError" in tried.stderr
    return tried.returncode != 0


class TestCopies:
    @pytest.mark.skipif(sys.platform == "win32", reason="there locks belong to an open file")
    def test_a_copy_does_not_give_up_the_locks_that_keep_other_processes_out(
        self, database: Database, tmp_path: Path
    ) -> None:
        assert others_are_kept_out(database)
        database.copy_to(tmp_path / "copy.db")
        assert others_are_kept_out(database)
        database.close()
        assert not others_are_kept_out(database)

    def test_what_is_written_while_it_is_made_is_not_in_it_nor_lost(self, database: Database, tmp_path: Path) -> None:
        before = "before" * 2_000_000
        insert(database, before)

        written = []

        def write_on(done: int, _total: int) -> None:
            written.append(done)
            for number in range(20):
                insert(database, f"{number}" * 20_000)

        database.copy_to(tmp_path / "copy.db", write_on)
        copy = Database(tmp_path / "copy.db", KEY)
        assert (titles(copy), copy.damage()) == ([before], None)
        copy.close()
        assert (len(titles(database)), database.damage()) == (1 + 20 * len(written), None)

    def test_one_that_is_made_while_another_reads_an_earlier_state_is_whole(
        self, database: Database, tmp_path: Path
    ) -> None:
        with database.reading() as connection:
            connection.execute("SELECT count(*) FROM conversations").fetchone()
            insert(database, "after")
            database.copy_to(tmp_path / "copy.db")
        copy = Database(tmp_path / "copy.db", KEY)
        assert (titles(copy), copy.damage()) == (["after"], None)
        copy.close()

    def test_what_ends_it_leaves_no_file_and_the_next_is_whole(self, database: Database, tmp_path: Path) -> None:
        def fail(_done: int, _total: int) -> None:
            raise RuntimeError("on purpose")

        with pytest.raises(RuntimeError, match="on purpose"):
            database.copy_to(tmp_path / "copy.db", fail)
        assert not list(tmp_path.glob("copy*"))
        database.copy_to(tmp_path / "copy.db")
        assert (tmp_path / "copy.db").read_bytes() == database.path.read_bytes()


class TestWhatCannotBeOpened:
    @pytest.mark.fault(41)
    def test_another_key_opens_nothing_and_changes_nothing(self, database: Database) -> None:
        database.close()
        before = database.path.read_bytes()
        with pytest.raises(VaultLocked, match="does not open"):
            Database(database.path, bytes(32))
        assert database.path.read_bytes() == before

    def test_a_key_has_32_bytes(self, tmp_path: Path) -> None:
        with pytest.raises(ValueError, match="32 bytes"):
            Database(tmp_path / "vault.db", b"short")

    @pytest.mark.fault(44)
    def test_a_newer_database_is_left_alone(self, database: Database) -> None:
        with database.writing() as connection:
            connection.execute("PRAGMA user_version = 99")
        database.close()
        before = database.path.read_bytes()
        with pytest.raises(UserError, match="newer version of Alcove"):
            Database(database.path, KEY)
        assert database.path.read_bytes() == before

    def test_a_missing_folder_is_named(self, tmp_path: Path) -> None:
        with pytest.raises(UserError, match="check that its folder is there"):
            Database(tmp_path / "missing" / "vault.db", KEY)

    def test_a_flipped_byte_in_a_page_is_noticed(self, database: Database) -> None:
        documents = Documents(database)
        document = add(documents, "/a", "word " * 50_000)
        assert database.damage() is None
        database.close()
        with database.path.open("r+b") as file:
            file.seek(database.path.stat().st_size // 2)
            byte = file.read(1)
            file.seek(-1, os.SEEK_CUR)
            file.write(bytes([byte[0] ^ 1]))
        damaged = Database(database.path, KEY)
        assert "is damaged" in (damaged.damage() or "")
        with pytest.raises(UserError, match=r"damaged|refused to read"):
            Documents(damaged).pages(document.id)
        damaged.close()

    @pytest.mark.fault(40)
    def test_a_read_only_disk_is_said_to_be_one(self, tmp_path: Path) -> None:
        with small_disk(tmp_path / "disk", 4096) as disk:
            Database(disk / "vault.db", KEY).close()
            make_read_only(disk)
            with pytest.raises(UserError, match=r"cannot be (opened|written)"):
                Database(disk / "vault.db", KEY)


class TestFullDisk:
    @pytest.mark.fault(37)
    @pytest.mark.parametrize("leave_kib", [0, 4, 16, 40, 100, 200])
    def test_nothing_kept_is_lost_and_it_goes_on_with_space(self, tmp_path: Path, leave_kib: int) -> None:
        with small_disk(tmp_path / "disk", 4096) as disk:
            database = Database(disk / "vault.db", KEY)
            documents = Documents(database)
            kept = [add(documents, "/first", "kept words " * 200)]
            ballast = fill(disk, leave_kib)
            with pytest.raises(UserError, match="is full; nothing was changed"):
                kept.extend(add(documents, f"/{number}", "more words " * 200) for number in range(2000))
            assert sorted(it.path for it in documents.documents()) == sorted(it.path for it in kept)
            ballast.unlink()
            kept.append(add(documents, "/after", "there is space again"))
            assert sorted(it.path for it in documents.documents()) == sorted(it.path for it in kept)
            assert database.damage() is None
            database.close()

    @pytest.mark.fault(37)
    @pytest.mark.parametrize("leave_kib", [0, 8, 16, 64])
    def test_opening_works_or_is_a_sentence_and_works_with_space(self, tmp_path: Path, leave_kib: int) -> None:
        with small_disk(tmp_path / "disk", 4096) as disk:
            database = Database(disk / "vault.db", KEY)
            document = add(Documents(database), "/a", "kept")
            database.close()
            ballast = fill(disk, leave_kib)
            refusal = "is full; nothing was changed"
            try:
                Database(disk / "vault.db", KEY).close()
            except UserError as error:
                refusal = str(error)
            assert "is full; nothing was changed" in refusal
            ballast.unlink()
            database = Database(disk / "vault.db", KEY)
            assert Documents(database).documents() == [document]
            database.close()


class TestMigrations:
    def test_they_are_numbered_without_a_gap(self) -> None:
        assert [it.number for it in known_migrations()] == list(range(1, len(known_migrations()) + 1))

    def test_a_new_database_has_had_all_of_them(self, database: Database) -> None:
        with database.reading() as connection:
            assert layout_number(connection) == known_migrations()[-1].number

    def test_one_that_fails_half_way_leaves_no_trace(self, database: Database, monkeypatch: pytest.MonkeyPatch) -> None:
        database.close()
        known = known_migrations()
        broken = Migration(len(known) + 1, "CREATE TABLE half (a INTEGER);\nCREATE TABLE documents (b INTEGER);\n")
        monkeypatch.setattr(migrations, "known_migrations", lambda: [*known, broken])
        with pytest.raises(UserError, match=r"already exists.*it is what it was"):
            Database(database.path, KEY)
        monkeypatch.undo()
        again = Database(database.path, KEY)
        with again.reading() as connection:
            assert layout_number(connection) == len(known)
            assert connection.execute("SELECT count(*) FROM sqlite_master WHERE name = 'half'").fetchone()[0] == 0
        again.close()

    def test_a_later_one_runs_on_an_older_database(self, database: Database, monkeypatch: pytest.MonkeyPatch) -> None:
        insert(database, "from before")
        database.close()
        known = known_migrations()
        later = Migration(len(known) + 1, "ALTER TABLE conversations ADD COLUMN colour TEXT;\n")
        monkeypatch.setattr(migrations, "known_migrations", lambda: [*known, later])
        newer = Database(database.path, KEY)
        with newer.reading() as connection:
            assert connection.execute("SELECT title, colour FROM conversations").fetchone()[:] == ("from before", None)
        newer.close()


def test_migrations_are_numbered_one_by_one_so_that_no_vault_misses_any() -> None:
    assert [one.number for one in known_migrations()] == list(range(1, len(known_migrations()) + 1))
