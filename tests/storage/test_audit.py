import json
from collections.abc import Iterator

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.storage.audit import WITHHELD, Audit
from app.storage.database import Database
from app.storage.settings import Settings


@pytest.fixture
def audit(database: Database) -> Audit:
    filled = Audit(database)
    for number in range(1, 6):
        filled.record("document added", passages=number, format="pdf")
    return filled


def change(database: Database, sql: str) -> None:
    with database.writing() as connection:
        connection.execute(sql)


def test_entries_come_back_in_order(audit: Audit) -> None:
    assert [(it.sequence, it.kind, it.fields["passages"]) for it in audit.entries()] == [
        (number, "document added", number) for number in range(1, 6)
    ]
    assert [it.sequence for it in audit.entries(limit=2)] == [4, 5]
    assert audit.verify() is None


def test_an_empty_log_is_whole(database: Database) -> None:
    assert Audit(database).verify() is None


@pytest.mark.parametrize(
    ("sql", "finding"),
    [
        ("UPDATE audit SET fields = '{}' WHERE sequence = 3", "entry 3 is not what was written"),
        ("UPDATE audit SET at = '2020' WHERE sequence = 1", "entry 1 is not what was written"),
        ("UPDATE audit SET kind = 'other' WHERE sequence = 5", "entry 5 is not what was written"),
        ("UPDATE audit SET hash = 'ff' WHERE sequence = 2", "entry 2 is not what was written"),
        ("DELETE FROM audit WHERE sequence = 3", "entry 3 is missing"),
        ("DELETE FROM audit WHERE sequence = 1", "entry 1 is missing"),
        ("DELETE FROM audit WHERE sequence = 5", "does not end with entry 4"),
        ("DELETE FROM audit", "does not end with entry 0"),
        ("DELETE FROM audit_head", "does not end with entry 5"),
        ("INSERT INTO audit VALUES (6, '', 'forged', '{}', 'ff')", "entry 6 is not what was written"),
        ("UPDATE audit SET sequence = 9 WHERE sequence = 5", "entry 5 is missing"),
    ],
)
def test_a_changed_past_is_noticed(database: Database, audit: Audit, sql: str, finding: str) -> None:
    change(database, sql)
    assert finding in (audit.verify() or "")


def test_two_entries_exchanged_are_noticed(database: Database, audit: Audit) -> None:
    for sql in ("SET sequence = 99 WHERE sequence = 2", "SET sequence = 2 WHERE sequence = 3"):
        change(database, f"UPDATE audit {sql}")
    change(database, "UPDATE audit SET sequence = 3 WHERE sequence = 99")
    assert "entry 2" in (audit.verify() or "")


def test_it_goes_on_after_it_was_opened_again(database: Database, audit: Audit) -> None:
    Audit(database).record("later")
    assert len(audit.entries()) == 6
    assert audit.verify() is None


@given(st.text())
def test_no_text_but_an_identifier_is_ever_kept(audit_box: Audit, text: str) -> None:
    audit_box.record("document added", name=text)
    (entry,) = audit_box.entries(limit=1)
    kept = str(entry.fields["name"])
    assert kept in ("", WITHHELD) or (kept == text and kept.isascii() and " " not in kept and "/" not in kept)
    assert json.dumps(entry.fields).isascii()


@pytest.fixture(scope="module")
def audit_box(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Audit]:
    database = Database(tmp_path_factory.mktemp("vault") / "vault.db", bytes(32))
    yield Audit(database)
    database.close()


@pytest.mark.parametrize("kind", ["", "Document added", "a" * 49, "secret: /home/me", "ünïcode"])
def test_a_kind_is_a_short_lower_case_phrase(audit: Audit, kind: str) -> None:
    with pytest.raises(ValueError, match="not a kind"):
        audit.record(kind)


def test_by_setting_only_changes_are_kept(database: Database, audit: Audit) -> None:
    audit.record("question answered", passages=3)
    Settings(database).set("audit.level", "changes")
    audit.record("question answered", passages=3)
    audit.record("transcript deleted")
    assert [it.kind for it in audit.entries()][5:] == ["question answered", "transcript deleted"]
    assert audit.verify() is None
