"""A policy is taken from its place only as its owner wrote it, and one that cannot be used closes Alcove."""

import os
import plistlib
from pathlib import Path

import pytest

from app.core.administration.policy import Policy
from app.core.errors import RefusedByPolicy
from app.storage import policy_files
from app.storage.policy_files import from_registry, read_policy, system_policy

pytestmark = pytest.mark.skipif(not hasattr(os, "getuid"), reason="files have no such owners on this system")


@pytest.fixture
def path(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Where the system's policy is looked for."""
    path = tmp_path / "alcove" / "policy.json"
    path.parent.mkdir(mode=0o755)
    monkeypatch.setattr(policy_files, "policy_paths", lambda: (path,))
    return path


def read(path: Path) -> Policy:
    return read_policy(path, os.getuid())


@pytest.mark.usefixtures("path")
def test_without_one_everything_is_free() -> None:
    assert system_policy() == Policy()


def test_what_it_says_is_in_force(path: Path) -> None:
    path.write_text('\ufeff{"recording.allowed": false}', encoding="utf-8")
    assert read(path) == Policy({"recording.allowed": False}, str(path))


def test_a_property_list_says_the_same(path: Path) -> None:
    delivered = path.with_suffix(".plist")
    delivered.write_bytes(plistlib.dumps({"recording.allowed": False, "PayloadUUID": "1", "models.allowed": ["a"]}))
    assert read(delivered).values == {"recording.allowed": False, "models.allowed": ("a",)}


@pytest.mark.fault(48)
@pytest.mark.parametrize(
    ("content", "complaint"),
    [
        (b'{\n"recording.allowed": 1}', "line 2: The setting recording.allowed takes a yes or no"),
        (b"{", "not JSON"),
        (b"\xff\xfe\x00", "UTF-8"),
        (b" " * 1_000_001, "larger than 1 MB"),
    ],
)
def test_one_that_is_not_in_order_closes_alcove(path: Path, content: bytes, complaint: str) -> None:
    path.write_bytes(content)
    with pytest.raises(RefusedByPolicy, match=complaint) as refused:
        read(path)
    assert str(path) in str(refused.value)
    assert "administrator" in str(refused.value)


@pytest.mark.parametrize("content", [b"", b"<plist><dict>", plistlib.dumps(["a"])])  # type: ignore[arg-type]
def test_so_does_a_property_list_that_is_none(path: Path, content: bytes) -> None:
    delivered = path.with_suffix(".plist")
    delivered.write_bytes(content)
    with pytest.raises(RefusedByPolicy, match="not a property list"):
        read(delivered)


@pytest.mark.fault(48)
@pytest.mark.parametrize("writable", ["file", "folder"])
def test_one_that_others_can_write_is_refused(path: Path, writable: str) -> None:
    path.write_text("{}")
    (path if writable == "file" else path.parent).chmod(0o777)
    with pytest.raises(RefusedByPolicy, match="others than the administrator can write"):
        read(path)


def test_one_of_another_owner_is_refused(path: Path) -> None:
    path.write_text("{}")
    with pytest.raises(RefusedByPolicy, match="others than the administrator can write"):
        read_policy(path, os.getuid() + 1)


def test_a_link_counts_as_what_it_leads_to(path: Path, tmp_path: Path) -> None:
    open_to_all = tmp_path / "open"
    open_to_all.mkdir()
    (open_to_all / "policy.json").write_text("{}")
    path.symlink_to(open_to_all / "policy.json")
    assert read(path).values == {}
    open_to_all.chmod(0o777)
    with pytest.raises(RefusedByPolicy, match="can write"):
        read(path)


def test_what_is_there_and_is_no_file_is_not_passed_over(path: Path) -> None:
    path.symlink_to(path.parent / "nothing")
    with pytest.raises(RefusedByPolicy, match="cannot be read"):
        system_policy()
    path.unlink()
    path.mkdir()
    with pytest.raises(RefusedByPolicy, match="Is a directory"):
        system_policy()


@pytest.mark.parametrize(
    ("name", "kept", "value"),
    [
        ("recording.allowed", 0, False),
        ("recording.allowed", 1, True),
        ("recording.allowed", 2, 2),
        ("answer.temperature", "0.5", 0.5),
        ("answer.temperature", "much", "much"),
        ("retention.meetings_days", 30, 30),
        ("models.allowed", ["a"], ["a"]),
        ("no.such", 1, 1),
    ],
)
def test_values_of_the_registry_get_their_types(name: str, kept: object, value: object) -> None:
    got = from_registry(name, kept)
    assert got == value
    assert type(got) is type(value)
