import json
import shutil
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.core.administration.policy import Policy
from app.core.clock import utc_before
from app.storage.audit import LEVEL_CHANGED, SHORTENED, WITHHELD, Audit
from app.storage.database import Database
from app.storage.settings import Settings
from tests.storage.made import KEY


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


@pytest.mark.fault(43)
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


@pytest.mark.fault(43)
@pytest.mark.parametrize("also", ["SELECT 1", "DELETE FROM audit"])
def test_a_chain_whose_head_was_taken_away_goes_on_and_shows_the_break(
    database: Database, audit: Audit, also: str
) -> None:
    for sql in (also, "DELETE FROM audit_head"):
        change(database, sql)
    for _ in range(2):
        audit.record("transcript deleted")
        assert "is not what was written" in (audit.verify() or "")


@pytest.mark.fault(43)
def test_a_chain_without_its_head_is_shortened_and_shows_the_break(database: Database, audit: Audit) -> None:
    change(database, "DELETE FROM audit_head")
    audit.shorten("9999")
    assert "is not what was written" in (audit.verify() or "")


@pytest.mark.fault(43)
def test_two_entries_exchanged_are_noticed(database: Database, audit: Audit) -> None:
    for sql in ("SET sequence = 99 WHERE sequence = 2", "SET sequence = 2 WHERE sequence = 3"):
        change(database, f"UPDATE audit {sql}")
    change(database, "UPDATE audit SET sequence = 3 WHERE sequence = 99")
    assert "entry 2" in (audit.verify() or "")


@pytest.mark.fault(43)
def test_a_clock_set_back_leaves_the_chain_whole_and_costs_no_later_entry(
    database: Database, audit: Audit, monkeypatch: pytest.MonkeyPatch
) -> None:
    for at in ("2031-05-01T00:00:00.000000+00:00", "1990-01-01T00:00:00.000000+00:00"):
        monkeypatch.setattr("app.storage.audit.utc_now", lambda at=at: at)
        audit.record("document added", format=at[:4])
    monkeypatch.undo()
    assert audit.verify() is None
    assert audit.shorten("2030-01-01T00:00:00.000000+00:00") == 5
    assert [it.fields.get("format") for it in audit.entries()][:2] == ["2031", "1990"]
    assert Audit(database).verify() is None


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


def test_by_setting_all_but_questions_are_kept(database: Database, audit: Audit) -> None:
    audit.record("question answered", passages=3)
    Settings(database).set("audit.level", "changes")
    audit.record("question answered", passages=3)
    audit.record("transcript deleted")
    assert [it.kind for it in audit.entries()][5:] == ["question answered", "transcript deleted"]
    assert audit.verify() is None


def test_by_setting_nothing_is_kept_but_what_explains_it(database: Database, audit: Audit) -> None:
    Settings(database).set("audit.level", "off")
    audit.record(LEVEL_CHANGED, level="off")
    audit.record("transcript deleted")
    audit.record("question answered", passages=3)
    assert [it.kind for it in audit.entries()][5:] == [LEVEL_CHANGED]


def test_a_policy_decides_the_level_whatever_the_user_set(database: Database) -> None:
    Settings(database).set("audit.level", "off")
    fixed = Audit(database, Policy({"audit.level": "actions"}))
    fixed.record("question answered", "Which oil?")
    (entry,) = fixed.entries()
    assert (entry.text, "text" in entry.fields) == ("", False)


@pytest.fixture
def with_texts(database: Database) -> Audit:
    filled = Audit(database, Policy({"audit.level": "questions"}))
    filled.record("question answered", "Which oil does Anna's pump use?")
    filled.record("question answered", "When does the office open?")
    return filled


def test_what_was_asked_is_kept_where_that_is_wanted(with_texts: Audit) -> None:
    assert [it.text for it in with_texts.entries()] == [
        "Which oil does Anna's pump use?",
        "When does the office open?",
    ]
    assert "oil" not in str(with_texts.entries()[0].fields)
    assert with_texts.verify() is None


def test_a_text_is_erased_and_the_chain_stays_whole(with_texts: Audit) -> None:
    assert with_texts.erase_texts(["ANNA", "nobody"]) == 1
    assert [it.text for it in with_texts.entries()] == ["", "When does the office open?"]
    assert with_texts.verify() is None


def test_a_changed_text_is_noticed(database: Database, with_texts: Audit) -> None:
    change(database, "UPDATE audit_texts SET text = 'Nothing.' WHERE sequence = 2")
    assert "the text of entry 2 is not what was written" in (with_texts.verify() or "")


def test_a_shortened_log_goes_on_from_its_anchor(database: Database, audit: Audit) -> None:
    before = audit.entries()[3].at
    assert audit.shorten(before) == 3
    assert audit.verify() is None
    assert [(it.sequence, it.kind) for it in audit.entries()] == [
        (4, "document added"),
        (5, "document added"),
        (6, SHORTENED),
    ]
    audit.record("later")
    assert Audit(database).verify() is None
    assert audit.shorten(utc_before(timedelta(days=-1))) == 4
    assert [(it.sequence, it.kind) for it in audit.entries()] == [(8, SHORTENED)]
    assert audit.verify() is None


def test_nothing_old_leaves_the_log_as_it_is(audit: Audit) -> None:
    assert audit.shorten(utc_before(timedelta(days=1))) == 0
    assert [it.kind for it in audit.entries()] == ["document added"] * 5


def test_an_empty_log_is_not_shortened(database: Database) -> None:
    assert Audit(database).shorten(utc_before(timedelta())) == 0


@pytest.mark.parametrize(
    ("sql", "finding"),
    [
        ("DELETE FROM audit WHERE sequence = 4", "entry 4 is missing"),
        ("DELETE FROM audit_anchor", "entry 1 is missing"),
        ("UPDATE audit_anchor SET hash = 'ff'", "entry 4 is not what was written"),
        ("UPDATE audit_anchor SET count = 2", "entry 3 is missing"),
    ],
)
def test_a_changed_anchor_is_noticed(database: Database, audit: Audit, sql: str, finding: str) -> None:
    audit.shorten(audit.entries()[3].at)
    change(database, sql)
    assert finding in (audit.verify() or "")


@pytest.mark.fault(43)
def test_entries_cut_off_the_beginning_with_an_anchor_of_ones_own_are_noticed(database: Database, audit: Audit) -> None:
    """Nobody but the log itself can say that it was shortened."""
    cut = audit.entries()[1]
    change(database, "DELETE FROM audit WHERE sequence <= 2")
    change(database, f"INSERT INTO audit_anchor VALUES (1, 2, '{cut.hash}')")
    assert "not the anchor" in (audit.verify() or "")


@pytest.mark.fault(43)
def test_the_log_of_a_restored_vault_is_whole(database: Database, audit: Audit, tmp_path: Path) -> None:
    audit.shorten(audit.entries()[3].at)
    database.checkpoint()
    shutil.copy(database.path, tmp_path / "restored.db")
    restored = Database(tmp_path / "restored.db", KEY)
    assert Audit(restored).verify() is None
    Audit(restored).record("later")
    assert Audit(restored).verify() is None
    restored.close()
